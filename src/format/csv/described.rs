//! Tables that lines with a `#` describe: logs of web servers (`#Fields: date time c-ip`) and of Zeek (`#fields`, between tabs).

use crate::format::western;

/// What such lines say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Described {
    pub delimiter: u8,
    pub names: Vec<String>,
}

/// The table that lines with a `#` at the beginning of `bytes` describe, if there is one.
pub(in crate::format) fn described(bytes: &[u8]) -> Option<Described> {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let mut names = None;
    let first = lines.find(|line| {
        let said = fields(line);
        names = said.or(names.take());
        !line.starts_with(b"#") && !line.trim_ascii().is_empty()
    })?;
    let names = names?;
    let commas = first.split(|&byte| byte == b',').count() >= names.len();
    Some(Described {
        delimiter: match first.contains(&b'\t') {
            true => b'\t',
            false if commas => b',',
            false => b' ',
        },
        names,
    })
}

/// The names of the columns, if this line says them.
pub(super) fn fields(line: &[u8]) -> Option<Vec<String>> {
    let rest = [&b"#Fields:"[..], b"#fields"]
        .iter()
        .find_map(|word| line.strip_prefix(*word))?;
    let text = western::decode(rest);
    let between = |char: char| char.is_ascii_whitespace() || char == ',';
    let names = text.split(between).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(String::from).collect();
    (names.len() > 1).then_some(names)
}
