//! Errors that web servers write.

/// What the log of a web server's errors says behind its times: `[core:error] [pid 5] [client 10.0.0.4:80] …` and
/// `[error] 1#1: …, client: 10.0.0.4, server: x`.
pub(super) fn server_error<'a>(line: &str, message: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    const NAMES: [&str; 9] = [
        "client", "server", "request", "upstream", "host", "referrer", "pid", "remote", "user",
    ];
    let (mut rest, mut fields) = (message, Vec::new());
    while let Some((inside, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        match inside.split_once(' ') {
            Some(("pid", value)) => match value.split_once(":tid ") {
                Some((pid, tid)) => fields.extend([("pid", pid), ("tid", tid)]),
                None => fields.push(("pid", value)),
            },
            Some((name, value)) if NAMES.contains(&name) => fields.push((name, value)),
            None if !inside.is_empty() && fields.is_empty() => fields.push(("level", inside)),
            _ => break,
        }
        rest = behind.trim_start();
    }
    let more = rest.find(", client: ");
    if more.is_none() && (fields.len() < 2 || !line.starts_with('[')) {
        return None;
    }
    let (text, pairs) = rest.split_at(more.unwrap_or(rest.len()));
    let mut from = 0;
    let pair = |at: usize| {
        let (name, _) = pairs.get(at + 2..)?.split_once(": ")?;
        NAMES.contains(&name).then_some(name)
    };
    let mut starts = pairs
        .match_indices(", ")
        .filter_map(|(at, _)| Some((at, pair(at)?)))
        .peekable();
    while let Some((at, name)) = starts.next() {
        from = starts.peek().map_or(pairs.len(), |next| next.0);
        let value = &pairs[at + name.len() + 4..from];
        let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        fields.push((name, inside.unwrap_or(value)));
    }
    fields.push(("message", text));
    if from < pairs.len() {
        fields.push(("message", &pairs[from..]));
    }
    Some(fields)
}
