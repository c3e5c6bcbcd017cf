//! The headers of CEF and LEEF, common formats of events that security products send inside of system logs.

/// What stands between the bars of a CEF header, behind its version.
pub(super) const CEF: [&str; 6] = ["vendor", "product", "version", "signature", "name", "severity"];

/// What stands between the bars of a LEEF header, behind its version.
pub(super) const LEEF: [&str; 4] = ["vendor", "product", "version", "signature"];

/// A LEEF header: what stands before it, its fields, and the pairs behind it.
pub(super) type Leef<'a> = (&'a str, [&'a str; 4], Vec<(&'a str, &'a str)>);

/// The LEEF header in a message, and the pairs behind it, which a tab parts, or what version 2 names behind the header.
pub(super) fn leef(message: &str) -> Option<Leef<'_>> {
    let (before, header) = message.split_at(message.find("LEEF:")?);
    let (version, mut rest) = header.split_once('|')?;
    let mut fields = [""; 4];
    for field in &mut fields {
        (*field, rest) = rest.split_once('|')?;
    }
    let mut parted = '\t';
    if version.starts_with("LEEF:2")
        && let Some((named, behind)) = rest.split_once('|')
        && !named.contains('=')
    {
        let code = named.strip_prefix("0x").or_else(|| named.strip_prefix('x'));
        let coded = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        parted = coded.or_else(|| named.chars().next()).unwrap_or('\t');
        rest = behind;
    }
    rest.contains(parted).then_some(())?;
    let pairs = rest.split(parted).filter_map(|pair| pair.trim().split_once('='));
    Some((before.trim(), fields, pairs.collect()))
}

/// What stands before the CEF header in a message, the fields of the header, and its extension.
pub(super) fn cef(message: &str) -> Option<(&str, [&str; 6], &str)> {
    let (before, mut rest) = message.split_at(message.find("CEF:")?);
    let mut cut = || {
        let bar = memchr::memchr_iter(b'|', rest.as_bytes()).find(|&bar| !rest[..bar].ends_with('\\'))?;
        let field = &rest[..bar];
        rest = &rest[bar + 1..];
        Some(field)
    };
    cut()?;
    let mut fields = [""; 6];
    for field in &mut fields {
        *field = cut()?;
    }
    Some((before.trim(), fields, rest))
}
