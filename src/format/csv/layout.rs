//! Tables that never name their columns, known by what stands in a few of them; the names are those of their documents.

/// A table without a header.
struct Layout {
    /// Columns that tell it, each with the values of which it holds one; a `*` stands for anything before an ending.
    told: &'static [(usize, &'static [&'static str])],
    /// Cells of a row, at least.
    least: usize,
    names: &'static str,
}

const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const LAYOUTS: [Layout; 9] = [
    // PostgreSQL, `csvlog`.
    Layout {
        told: &[(
            11,
            &[
                "LOG", "ERROR", "FATAL", "PANIC", "WARNING", "NOTICE", "INFO", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4",
                "DEBUG5",
            ],
        )],
        least: 22,
        names: "log_time,user_name,database_name,process_id,connection_from,session_id,session_line_num,command_tag,session_start_time,\
            virtual_transaction_id,transaction_id,error_severity,sql_state_code,message,detail,hint,internal_query,internal_query_pos,context,\
            query,query_pos,location,application_name,backend_type,leader_pid,query_id",
    },
    // MariaDB, `server_audit`.
    Layout {
        told: &[(
            6,
            &[
                "CONNECT",
                "FAILED_CONNECT",
                "DISCONNECT",
                "CHANGEUSER",
                "QUERY",
                "READ",
                "WRITE",
                "CREATE",
                "ALTER",
                "RENAME",
                "DROP",
            ],
        )],
        least: 10,
        names: "timestamp,serverhost,username,host,connectionid,queryid,operation,database,object,retcode",
    },
    // Network Policy Server, the format of databases.
    Layout {
        told: &[(1, &["IAS"])],
        least: 16,
        names: "ComputerName,ServiceName,Record-Date,Record-Time,Packet-Type,User-Name,Fully-Qualified-Distinguished-Name,Called-Station-ID,\
            Calling-Station-ID,Callback-Number,Framed-IP-Address,NAS-Identifier,NAS-IP-Address,NAS-Port,Client-Vendor,Client-IP-Address,\
            Client-Friendly-Name,Event-Timestamp,Port-Limit,NAS-Port-Type,Connect-Info,Framed-Protocol,Service-Type,Authentication-Type,\
            Policy-Name,Reason-Code,Class",
    },
    // Cisco Umbrella, DNS.
    Layout {
        told: &[(5, &["Allowed", "Blocked", "Proxied"])],
        least: 10,
        names: "Timestamp,Most Granular Identity,Identities,Internal IP,External IP,Action,Query Type,Response Code,Domain,Categories,\
            Most Granular Identity Type,Identity Types,Blocked Categories",
    },
    // Azure storage analytics.
    Layout {
        told: &[(0, &["1.0", "2.0", "2.1"]), (10, &["blob", "table", "queue", "file"])],
        least: 27,
        names: "version,request-start-time,operation-type,request-status,http-status-code,end-to-end-latency,server-latency,\
            authentication-type,requester-account-name,owner-account-name,service-type,request-url,requested-object-key,request-id,\
            operation-count,requester-ip-address,request-version,request-header-size,request-packet-size,response-header-size,\
            response-packet-size,request-content-length,request-md5,server-md5,etag,last-modified-time,conditions-used,user-agent,referrer,\
            client-request-id",
    },
    // Bitbucket, requests.
    Layout {
        told: &[(1, &["http", "https", "ssh"])],
        least: 12,
        names: "ip_address,protocol,request_id,username,time,action,details,status,bytes_read,bytes_written,labels,response_time,session_id",
    },
    // Bitbucket, what was done.
    Layout {
        told: &[(1, &["*Event"])],
        least: 6,
        names: "ip_address,event,username,time,entity,details,request_id,session_id",
    },
    // Artifactory, requests.
    Layout {
        told: &[(4, METHODS)],
        least: 10,
        names: "timestamp,trace_id,remote_address,username,request_method,request_url,return_status,request_length,response_length,\
            duration,user_agent",
    },
    // Amazon Redshift, connections.
    Layout {
        told: &[(
            0,
            &[
                "initiating session",
                "authenticated",
                "authentication failure",
                "set application_name",
                "disconnecting session",
            ],
        )],
        least: 9,
        names: "event,recordtime,remotehost,remoteport,pid,dbname,username,authmethod,duration,sslversion,sslcipher,mtu,sslcompression,\
            sslexpansion,iamauthguid,application_name,os_version,driver_version,plugin_name",
    },
];

/// What the columns of a table are called whose first row is this and names none; empty texts where nobody knows.
pub(super) fn names(row: &[String]) -> Vec<String> {
    let is = |cell: &str, value: &str| value.strip_prefix('*').map_or(cell == value, |end| cell.ends_with(end));
    let holds = |&(at, values): &(usize, &[&str])| {
        let cell = row.get(at).map(|cell| cell.trim());
        cell.is_some_and(|cell| values.iter().any(|value| is(cell, value)))
    };
    let known = LAYOUTS
        .iter()
        .find(|layout| row.len() >= layout.least && layout.told.iter().all(holds));
    let names = known.into_iter().flat_map(|layout| layout.names.split(','));
    let mut names: Vec<String> = names.map(str::to_owned).take(row.len()).collect();
    names.resize(row.len(), String::new());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_a_few_of_their_cells() {
        let row = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let audit = names(&row("20260313 22:15:03,db1,ada,192.0.2.1,7,0,CONNECT,shop,,0"));
        assert_eq!((audit[2].as_str(), audit[9].as_str()), ("username", "retcode"));
        let more = names(&row("20260313 22:15:03,db1,ada,192.0.2.1,7,0,CONNECT,shop,,0,more"));
        assert_eq!(more[10], "");
        assert_eq!(names(&row("20260313 22:15:03,db1,ada")), ["", "", ""]);
    }
}
