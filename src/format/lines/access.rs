//! Access logs: words between blanks, which quotes and brackets hold together, as web servers, proxies and load balancers write them.

use super::head::{begins_with_time, service};
use crate::value::Stamp;
use std::net::IpAddr;

/// Words among which the time of a request stands.
const EARLY: usize = 6;

/// What the words of the common and the combined format are.
const COMMON: [&str; 9] = [
    "client", "identity", "user", "time", "request", "status", "bytes", "referer", "agent",
];

/// Those of the access log of a bucket.
const BUCKET: [&str; 26] = [
    "owner",
    "bucket",
    "time",
    "client",
    "user",
    "request id",
    "operation",
    "key",
    "request",
    "status",
    "error",
    "bytes",
    "object size",
    "total time",
    "turnaround time",
    "referer",
    "agent",
    "version id",
    "host id",
    "signature version",
    "cipher",
    "authentication",
    "host",
    "protocol version",
    "access point",
    "acl required",
];

/// Those of a load balancer.
const BALANCER: [&str; 25] = [
    "scheme",
    "time",
    "balancer",
    "client",
    "server",
    "request processing time",
    "target processing time",
    "response processing time",
    "status",
    "target status",
    "received bytes",
    "bytes",
    "request",
    "agent",
    "cipher",
    "protocol version",
    "target group",
    "trace id",
    "host",
    "certificate",
    "rule priority",
    "request creation time",
    "actions",
    "redirect",
    "error",
];

/// Those of a load balancer's older kind.
const CLASSIC: [&str; 15] = [
    "time",
    "balancer",
    "client",
    "server",
    "request processing time",
    "target processing time",
    "response processing time",
    "status",
    "target status",
    "received bytes",
    "bytes",
    "request",
    "agent",
    "cipher",
    "protocol version",
];

/// Those of a load balancer of encrypted connections.
const CONNECTIONS: [&str; 22] = [
    "type",
    "version",
    "time",
    "balancer",
    "listener",
    "client",
    "server",
    "connection time",
    "handshake time",
    "received bytes",
    "bytes",
    "alert",
    "certificate",
    "certificate served",
    "cipher",
    "protocol version",
    "named group",
    "host",
    "protocol",
    "protocol behind",
    "protocols offered",
    "request creation time",
];

/// Those of the connections of a network, as they are written where nothing else, or everything, was asked for.
const FLOW: [&str; 29] = [
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
    "vpc-id",
    "subnet-id",
    "instance-id",
    "tcp-flags",
    "type",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "region",
    "az-id",
    "sublocation-type",
    "sublocation-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
];

/// Which of them tells whether anything was seen.
const SEEN: usize = 13;

/// Those of questions to a name server.
const QUERY: [&str; 10] = [
    "version", "time", "zone", "name", "type", "status", "protocol", "edge", "client", "subnet",
];

/// Those of a caching proxy.
const PROXY: [&str; 10] = [
    "time",
    "elapsed",
    "client",
    "result",
    "bytes",
    "method",
    "path",
    "user",
    "server",
    "content type",
];

/// Those of a balancer of requests, and of connections, which name their parts by bars: `10/0/30/69/109`.
const HAPROXY: [&str; 13] = [
    "client",
    "time",
    "frontend",
    "server",
    "timers",
    "status",
    "bytes",
    "request cookie",
    "response cookie",
    "termination",
    "connections",
    "queue",
    "captured",
];
const HAPROXY_TCP: [&str; 9] = [
    "client",
    "time",
    "frontend",
    "server",
    "timers",
    "bytes",
    "termination",
    "connections",
    "queue",
];

/// The words of a line, marks around them taken off; `None` where a mark is not closed.
fn words(line: &str) -> Option<Vec<(u8, &str)>> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while let Some(first) = rest.bytes().next() {
        let close = match first {
            b'"' => b'"',
            b'[' => b']',
            _ => b' ',
        };
        let marked = usize::from(close != b' ');
        let inside = rest.get(marked..)?;
        let mut escaped = false;
        let end = inside.bytes().position(|byte| {
            let ends = byte == close && !escaped;
            escaped = byte == b'\\' && !escaped && close == b'"';
            ends
        });
        let end = match end {
            None if marked == 1 => return None,
            end => end.unwrap_or(inside.len()),
        };
        words.push((first, &inside[..end]));
        rest = inside.get((end + marked).min(inside.len())..)?.trim_start();
    }
    Some(words)
}

/// The parts of a request: method, path, protocol.
fn request(text: &str) -> Option<[&str; 3]> {
    let (method, rest) = text.split_once(' ')?;
    let (path, protocol) = rest.rsplit_once(' ')?;
    let fine = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) && protocol.contains('/');
    fine.then_some([method, path, protocol])
}

/// What a line of an access log holds that stands among lines of another kind: one that names its time, also behind the name of a service.
pub(super) fn alone(line: &str) -> Option<Vec<(String, &str)>> {
    let (name, line) = service(line).map_or((None, line), |(name, behind)| (Some(name), behind));
    let first = line.split(' ').next()?;
    if first.is_empty() || first.contains(['=', '\t']) {
        return None;
    }
    let mut found = fields(line)?;
    let has = |wanted: &str| found.iter().any(|(name, _)| name == wanted);
    if !has("time") || has("word 1") {
        return None;
    }
    found.extend(name.map(|name| ("service".to_owned(), name)));
    Some(found)
}

/// What a line of an access log holds, each as its name and its text; `None` where it is no such line.
pub(super) fn fields(line: &str) -> Option<Vec<(String, &str)>> {
    let words = words(line)?;
    let is_request = |&(mark, word): &(u8, &str)| mark == b'"' && request(word).is_some();
    let timed = |&(mark, word): &(u8, &str)| mark == b'[' && Stamp::read(word, false).is_some();
    let is_time = |at: usize| Stamp::read(words[at].1, false).is_some();
    let flow = [0, 1].into_iter().find(|shift| {
        let seen = words.get(shift + SEEN).map_or("", |word| word.1);
        let whole = [SEEN + 1, FLOW.len()].iter().any(|count| words.len() == count + shift);
        whole && ["OK", "NODATA", "SKIPDATA"].contains(&seen) && words[*shift].1.parse::<u8>().is_ok()
    });
    let count = words.len();
    let marked = words.iter().take(EARLY).position(timed);
    let time = match () {
        () if flow == Some(1) && is_time(0) => Some(0),
        () if count > 11 && is_request(&words[11]) && is_time(0) => Some(0),
        // Other lines that begin with a time say more as what they are.
        () if words.first()?.1.parse::<IpAddr>().is_err() && begins_with_time(line) => return None,
        () if count > 15 && words[0].1 == "tls" && is_time(2) => Some(2),
        () if count == QUERY.len() && words[0].1 == "1.0" && is_time(1) => Some(1),
        () => marked,
    };
    let slashes = |at: usize| words[at].1.contains('/');
    let (names, shift): (&[&str], usize) = match time {
        Some(0) if flow.is_some() => (&FLOW, 1),
        Some(0) => (&CLASSIC, 0),
        Some(2) if marked.is_none() => (&CONNECTIONS, 0),
        Some(1) if marked.is_none() => (&QUERY, 0),
        None if flow == Some(0) => (&FLOW, 0),
        None if count == 10 && slashes(3) && slashes(8) && words[0].1.parse::<f64>().is_ok() => (&PROXY, 0),
        Some(1) if count > 8 && slashes(3) && slashes(4) && is_request(&words[count - 1]) => (&HAPROXY, 0),
        Some(1) if count == HAPROXY_TCP.len() && slashes(3) && slashes(4) => (&HAPROXY_TCP, 0),
        Some(2) if words.len() > COMMON.len() + 2 => (&BUCKET, 0),
        Some(at @ 3..) => (&COMMON, at - 3),
        Some(_) => (&[], 0),
        None if words.len() > 12 && is_request(&words[12]) && Stamp::read(words[1].1, false).is_some() => {
            (&BALANCER, 0)
        }
        None => return None,
    };
    let mut fields = Vec::with_capacity(words.len() + 2);
    for (at, &(mark, word)) in words.iter().enumerate() {
        if word.is_empty() || word == "-" {
            continue;
        }
        let name = match at.checked_sub(shift) {
            _ if Some(at) == time => "time",
            Some(place) if place < names.len() => names[place],
            None if shift == 1 && time != Some(0) => "host",
            _ => "",
        };
        match request(word).filter(|_| mark == b'"' && (name == "request" || names.is_empty() || names == HAPROXY)) {
            Some(parts) => fields.extend(["method", "path", "protocol"].map(String::from).into_iter().zip(parts)),
            None if name.is_empty() => fields.push((format!("word {}", at + 1), word)),
            None => fields.push((name.to_owned(), word)),
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Option<String> {
        let said = fields(line)?.into_iter().map(|(name, text)| format!("{name}={text}"));
        Some(said.collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn access_logs_are_told_by_where_their_time_stands() {
        for (line, expected) in [
            (
                r#"10.0.0.4 - ada [13/Mar/2026:22:15:03 +0000] "GET /a?b=\"1\" HTTP/1.1" 200 612 "-" "Moz \"X\" 5" "10.0.0.9""#,
                Some(
                    r#"client=10.0.0.4; user=ada; time=13/Mar/2026:22:15:03 +0000; method=GET; path=/a?b=\"1\"; protocol=HTTP/1.1; status=200; bytes=612; agent=Moz \"X\" 5; word 10=10.0.0.9"#,
                ),
            ),
            (
                r#"www.x.example 10.0.0.4 - - [13/Mar/2026:22:15:03 +0000] "\x16\x03" 400 0"#,
                Some(
                    r"host=www.x.example; client=10.0.0.4; time=13/Mar/2026:22:15:03 +0000; request=\x16\x03; status=400; bytes=0",
                ),
            ),
            (
                r#"o b [13/Mar/2026:22:15:03 +0000] 10.0.0.4 arn:x R1 REST.GET.OBJECT a.txt "GET /b/a.txt HTTP/1.1" 200 - 113"#,
                Some(
                    "owner=o; bucket=b; time=13/Mar/2026:22:15:03 +0000; client=10.0.0.4; user=arn:x; request id=R1; \
                     operation=REST.GET.OBJECT; key=a.txt; method=GET; path=/b/a.txt; protocol=HTTP/1.1; status=200; bytes=113",
                ),
            ),
            (
                r#"h2 2026-03-13T22:15:03.123456Z app/lb/1 10.0.0.4:46532 10.0.0.66:443 0.1 0.2 0.3 403 403 10 57 "GET https://x:443/ HTTP/2.0" "curl""#,
                Some(
                    "scheme=h2; time=2026-03-13T22:15:03.123456Z; balancer=app/lb/1; client=10.0.0.4:46532; server=10.0.0.66:443; \
                     request processing time=0.1; target processing time=0.2; response processing time=0.3; status=403; \
                     target status=403; received bytes=10; bytes=57; method=GET; path=https://x:443/; protocol=HTTP/2.0; agent=curl",
                ),
            ),
            (
                "2 1 eni-1 10.0.0.1 10.0.0.2 443 49152 6 10 840 1773440103 1773440163 ACCEPT OK",
                Some(
                    "version=2; account-id=1; interface-id=eni-1; srcaddr=10.0.0.1; dstaddr=10.0.0.2; srcport=443; dstport=49152; \
                     protocol=6; packets=10; bytes=840; start=1773440103; end=1773440163; action=ACCEPT; log-status=OK",
                ),
            ),
            (
                "5 1 eni-1 10.0.0.1 10.0.0.2 443 49152 6 10 840 1773440103 1773440163 ACCEPT OK vpc-1 - - 3 IPv4 10.0.0.1 10.0.0.2 us-east-1 az4 - - - - egress 1",
                Some(
                    "version=5; account-id=1; interface-id=eni-1; srcaddr=10.0.0.1; dstaddr=10.0.0.2; srcport=443; dstport=49152; \
                     protocol=6; packets=10; bytes=840; start=1773440103; end=1773440163; action=ACCEPT; log-status=OK; vpc-id=vpc-1; \
                     tcp-flags=3; type=IPv4; pkt-srcaddr=10.0.0.1; pkt-dstaddr=10.0.0.2; region=us-east-1; az-id=az4; \
                     flow-direction=egress; traffic-path=1",
                ),
            ),
            (
                "1.0 2026-03-13T22:15:03Z Z1 example.com A NOERROR UDP FRA6 10.0.0.1 -",
                Some(
                    "version=1.0; time=2026-03-13T22:15:03Z; zone=Z1; name=example.com; type=A; status=NOERROR; protocol=UDP; \
                     edge=FRA6; client=10.0.0.1",
                ),
            ),
            (
                "2026-03-13T22:15:03.000Z 2 1 eni-1 - - - - - - - 1773440103 1773440163 - NODATA",
                Some(
                    "time=2026-03-13T22:15:03.000Z; version=2; account-id=1; interface-id=eni-1; start=1773440103; end=1773440163; \
                     log-status=NODATA",
                ),
            ),
            (
                r#"2026-03-13T22:15:03.123456Z lb 10.0.0.4:2817 10.0.0.1:80 0.1 0.2 0.3 503 200 0 29 "GET http://x:80/ HTTP/1.1" "curl" - -"#,
                Some(
                    "time=2026-03-13T22:15:03.123456Z; balancer=lb; client=10.0.0.4:2817; server=10.0.0.1:80; \
                     request processing time=0.1; target processing time=0.2; response processing time=0.3; status=503; \
                     target status=200; received bytes=0; bytes=29; method=GET; path=http://x:80/; protocol=HTTP/1.1; agent=curl",
                ),
            ),
            (
                "tls 2.0 2026-03-13T22:15:03 net/lb/1 g3 10.0.0.4:51341 10.0.0.1:443 5 2 98 246 - arn:x - ECDHE tlsv12",
                Some(
                    "type=tls; version=2.0; time=2026-03-13T22:15:03; balancer=net/lb/1; listener=g3; client=10.0.0.4:51341; \
                     server=10.0.0.1:443; connection time=5; handshake time=2; received bytes=98; bytes=246; certificate=arn:x; \
                     cipher=ECDHE; protocol version=tlsv12",
                ),
            ),
            (
                "1773440103.001    40 10.0.0.4 TCP_MISS/200 4312 GET http://x/1 ada HIER_DIRECT/10.0.0.1 text/html",
                Some(
                    "time=1773440103.001; elapsed=40; client=10.0.0.4; result=TCP_MISS/200; bytes=4312; method=GET; path=http://x/1; \
                     user=ada; server=HIER_DIRECT/10.0.0.1; content type=text/html",
                ),
            ),
            (
                r#"10.0.0.4:3317 [13/Mar/2026:22:15:03.123] in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {a} {} "GET /i HTTP/1.1""#,
                Some(
                    "client=10.0.0.4:3317; time=13/Mar/2026:22:15:03.123; frontend=in; server=static/srv1; timers=10/0/30/69/109; \
                     status=200; bytes=2750; termination=----; connections=1/1/1/1/0; queue=0/0; captured={a}; word 14={}; method=GET; \
                     path=/i; protocol=HTTP/1.1",
                ),
            ),
            (
                "10.0.0.4:3317 [13/Mar/2026:22:15:03.123] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0",
                Some(
                    "client=10.0.0.4:3317; time=13/Mar/2026:22:15:03.123; frontend=fnt; server=bck/srv1; timers=0/0/5007; bytes=212; \
                     termination=--; connections=0/0/0/0/3; queue=0/0",
                ),
            ),
            ("2026-03-13T22:15:03Z [13/Mar/2026:22:15:03 +0000] it was OK", None),
            ("a b \"c", None),
            ("it was [dark] and [stormy]", None),
            ("", None),
        ] {
            assert_eq!(said(line).as_deref(), expected, "{line}");
        }
    }
}
