//! Records of Palo Alto firewalls inside of a system log: cells between commas, whose names depend on the kind of record in the fourth.

/// Names of the first cells, which all kinds share.
const FIRST: &str = ",receive_time,serial,type,subtype,,generated_time";

/// Kinds, and the names of their further cells.
const KINDS: [(&[&str], &str); 5] = [
    (
        &["TRAFFIC", "THREAT"],
        "source_address,destination_address,nat_source_address,nat_destination_address,rule,source_user,destination_user,application,\
            virtual_system,source_zone,destination_zone,inbound_interface,outbound_interface,log_action,,session_id,repeat_count,source_port,\
            destination_port,nat_source_port,nat_destination_port,flags,protocol,action",
    ),
    (
        &["SYSTEM"],
        "virtual_system,event_id,object,,,module,severity,description",
    ),
    (
        &["CONFIG"],
        "host,virtual_system,command,admin,client,result,configuration_path",
    ),
    (
        &["GLOBALPROTECT"],
        "virtual_system,event_id,stage,auth_method,tunnel_type,source_user,source_region,machine_name,public_ip,public_ipv6,private_ip,\
            private_ipv6,host_id,serial_number,client_version,client_os,client_os_version,repeat_count,reason,error,description,status,\
            location,login_duration,connect_method,error_code,portal",
    ),
    (
        &["USERID"],
        "virtual_system,source_address,user,data_source_name,event_id,repeat_count,timeout,source_port,destination_port,data_source,\
            data_source_type",
    ),
];

/// A name and a cell.
type Field<'a> = (&'static str, &'a str);

/// The host that a message begins with, if one does, and what it tells, each as its name and its text, empty cells left out; `None` where it
/// is none of these records.
pub(super) fn fields(message: &str) -> Option<(Option<&str>, Vec<Field<'_>>)> {
    let (host, record) = match message.split_once(' ') {
        Some((host, record)) if !host.contains(',') => (Some(host), record),
        _ => (None, message),
    };
    let number = record.split(',').next().filter(|number| number.len() < 4)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let kind = record.split(',').nth(3).filter(|_| digits(number))?;
    let (_, names) = KINDS.iter().find(|(kinds, _)| kinds.contains(&kind))?;
    let names = FIRST.split(',').chain(names.split(','));
    let told = names
        .zip(cells(record))
        .filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
    Some((host, told.collect()))
}

/// The cells, quotes taken off.
fn cells(message: &str) -> Vec<&str> {
    let (mut quoted, mut start) = (false, 0);
    let mut cells = Vec::new();
    for (at, byte) in message.bytes().chain([b',']).enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted || at == message.len() => {
                cells.push(message[start..at].trim().trim_matches('"'));
                start = at + 1;
            }
            _ => {}
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_names_the_cells() {
        let read = |text: &str| {
            fields(text).map(|(host, fields)| {
                let said: Vec<String> = host
                    .map(|host| ("host", host))
                    .iter()
                    .chain(&fields)
                    .map(|(name, text)| format!("{name}={text}"))
                    .collect();
                said.join(" ")
            })
        };
        assert_eq!(
            read("fw1 1,2026/03/13 22:15:03,0123,CONFIG,0,2561,2026/03/13 22:15:02,192.0.2.5,,\"set, all\",ada,Web,Failed, path").as_deref(),
            Some(
                "host=fw1 receive_time=2026/03/13 22:15:03 serial=0123 type=CONFIG subtype=0 generated_time=2026/03/13 22:15:02 host=192.0.2.5 \
                    command=set, all admin=ada client=Web result=Failed configuration_path=path"
            )
        );
        assert_eq!(
            read("1,2026/03/13 22:15:03,0123,OTHER,0,2561,2026/03/13 22:15:02,a,b,c"),
            None
        );
        assert_eq!(read("a, b, c, TRAFFIC"), None);
        assert_eq!(read("\""), None);
    }
}
