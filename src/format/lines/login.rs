//! What programs that let people in tell in the messages of a system log: who, from where, to do what.

use std::net::IpAddr;

/// A name and a piece of the message.
type Field<'a> = (&'static str, &'a str);

/// What a message of this program tells, in words of its own; nothing if it is none of the known ones.
pub(super) fn fields<'a>(program: &str, message: &'a str) -> Vec<Field<'a>> {
    let name = program.rsplit('/').next().unwrap_or(program);
    let told = match name {
        "sshd" | "sshd-session" => secure_shell(message),
        "sudo" => command(message),
        "CRON" | "cron" | "crond" => scheduled(message),
        _ => None,
    };
    told.or_else(|| module(message)).unwrap_or_default()
}

/// `Accepted publickey for ada from 192.0.2.1 port 22 ssh2`, and how such sessions end.
fn secure_shell(message: &str) -> Option<Vec<Field<'_>>> {
    let first = message.split(' ').next()?;
    let mut fields = Vec::new();
    let rest = match first {
        "Accepted" | "Failed" => {
            let (action, rest) = message.split_once(" for ")?;
            fields.extend([("action", action), ("result", first)]);
            rest.strip_prefix("invalid user ").unwrap_or(rest)
        }
        "Invalid" => {
            let rest = message.strip_prefix("Invalid user ")?;
            fields.extend([("action", &message[..12]), ("result", first)]);
            rest
        }
        "Disconnected" | "Connection" | "Received" => {
            let end = ["from ", "by "]
                .iter()
                .find_map(|word| Some(message.find(word)? + word.len()))?;
            fields.push(("action", message[..end].trim_end()));
            let rest = &message[end..];
            let person = ["authenticating user ", "invalid user ", "user "];
            match person.iter().find_map(|word| rest.strip_prefix(word)) {
                Some(rest) => rest,
                None => return from(rest, fields),
            }
        }
        _ => return None,
    };
    // A name that was typed in may hold anything, `from` too: the last one is meant.
    let (user, rest) = match rest.rsplit_once(" from ") {
        Some(split) => split,
        None => rest.split_once(' ')?,
    };
    fields.push(("user", user));
    from(rest, fields)
}

/// `192.0.2.1 port 22`.
fn from<'a>(text: &'a str, mut fields: Vec<Field<'a>>) -> Option<Vec<Field<'a>>> {
    let mut words = text.split(' ');
    let client = words.next()?;
    client.parse::<IpAddr>().ok()?;
    fields.push(("client", client));
    if words.next() == Some("port") {
        let port = words.next()?;
        fields.push(("port", port.split(':').next()?));
    }
    Some(fields)
}

/// `ada : TTY=pts/0 ; PWD=/home/ada ; USER=root ; COMMAND=/bin/cat /etc/shadow`, what went wrong standing before the first.
fn command(message: &str) -> Option<Vec<Field<'_>>> {
    let (user, rest) = message.split_once(" : ")?;
    let mut fields = vec![("user", user.trim())];
    let known = ["TTY", "PWD", "USER", "GROUP", "ENV", "COMMAND"];
    let mut rest = rest;
    let mut action = None;
    while !rest.is_empty() {
        // The command comes last, and may hold anything.
        let end = rest.find(" ; ").filter(|_| !rest.starts_with("COMMAND="));
        let part = &rest[..end.unwrap_or(rest.len())];
        match known
            .iter()
            .find_map(|&name| Some((name, part.strip_prefix(name)?.strip_prefix('=')?)))
        {
            Some(field) => fields.push(field),
            None if action.is_none() => action = Some(part),
            None => return None,
        }
        rest = end.map_or("", |end| &rest[end + 3..]);
    }
    (fields.len() > 1).then_some(())?;
    fields.extend(action.map(|action| ("action", action)));
    Some(fields)
}

/// `(root) CMD (run-parts /etc/cron.hourly)`.
fn scheduled(message: &str) -> Option<Vec<Field<'_>>> {
    let (user, rest) = message.strip_prefix('(')?.split_once(") ")?;
    let (action, command) = rest.split_once(" (")?;
    Some(vec![
        ("user", user),
        ("action", action),
        ("COMMAND", command.strip_suffix(')').unwrap_or(command)),
    ])
}

/// `pam_unix(sshd:session): session opened for user ada(uid=1000) by (uid=0)`.
fn module(message: &str) -> Option<Vec<Field<'_>>> {
    let (module, rest) = message.split_once("): ")?;
    module.starts_with("pam_").then_some(())?;
    let (action, rest) = rest.split_once(" for user ")?;
    let end = rest.find([' ', '(']).unwrap_or(rest.len());
    Some(vec![("action", action), ("user", &rest[..end])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_from_where_to_do_what() {
        for (program, message, expected) in [
            (
                "sshd",
                "Accepted publickey for ada from 192.0.2.1 port 51234 ssh2: RSA SHA256:x",
                &[
                    "action=Accepted publickey",
                    "result=Accepted",
                    "user=ada",
                    "client=192.0.2.1",
                    "port=51234",
                ][..],
            ),
            (
                "/usr/sbin/sshd",
                "Failed password for invalid user from me from 2001:db8::1 port 4 ssh2",
                &[
                    "action=Failed password",
                    "result=Failed",
                    "user=from me",
                    "client=2001:db8::1",
                    "port=4",
                ],
            ),
            (
                "sshd",
                "Invalid user admin from 192.0.2.1",
                &[
                    "action=Invalid user",
                    "result=Invalid",
                    "user=admin",
                    "client=192.0.2.1",
                ],
            ),
            (
                "sshd",
                "Received disconnect from 192.0.2.1 port 4:11: bye",
                &["action=Received disconnect from", "client=192.0.2.1", "port=4"],
            ),
            (
                "sshd",
                "Connection closed by authenticating user root 192.0.2.1 port 4 [preauth]",
                &["action=Connection closed by", "user=root", "client=192.0.2.1", "port=4"],
            ),
            (
                "sudo",
                "     ada : TTY=pts/0 ; PWD=/home/ada ; USER=root ; COMMAND=/bin/sh -c a ; b",
                &[
                    "user=ada",
                    "TTY=pts/0",
                    "PWD=/home/ada",
                    "USER=root",
                    "COMMAND=/bin/sh -c a ; b",
                ],
            ),
            (
                "sudo",
                "bo : command not allowed ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
                &[
                    "user=bo",
                    "TTY=pts/0",
                    "PWD=/",
                    "USER=root",
                    "COMMAND=/bin/ls",
                    "action=command not allowed",
                ],
            ),
            (
                "CRON",
                "(root) CMD (cd / && run-parts (all))",
                &["user=root", "action=CMD", "COMMAND=cd / && run-parts (all)"],
            ),
            (
                "su",
                "pam_unix(su:session): session opened for user root(uid=0) by ada(uid=1000)",
                &["action=session opened", "user=root"],
            ),
            ("sshd", "Server listening on 0.0.0.0 port 22.", &[]),
            ("sshd", "Failed password for", &[]),
            ("sudo", "ada : x ; y", &[]),
            ("kernel", "Accepted x for y from 192.0.2.1 port 1", &[]),
            ("sshd", "", &[]),
        ] {
            let told = fields(program, message);
            let told: Vec<String> = told.iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(told, expected, "{program}: {message}");
        }
    }
}
