//! Texts that name what they tell: `Account Name:  ada` below headings, as event logs of Windows describe an event, a line for each, or
//! all in one line with broken bars between.

use std::collections::HashSet;

/// What stands between parts that share a line.
const BAR: char = '¦';

/// The longest label, in bytes.
const LABEL: usize = 48;

/// The fields of a text, each as its path (`Subject.Account Name`) and its value; none of them twice and none empty. `None` where
/// fewer than three parts, or not most of the text's lines before its explanations, are fields.
pub(super) fn fields(text: &str) -> Option<Vec<(String, &str)>> {
    let barred = text.contains(BAR);
    if !barred && !text.contains('\n') {
        return None;
    }
    let mut known = HashSet::new();
    let (mut found, mut labels, mut words) = (Vec::new(), 0, 0);
    let mut heading = "";
    for part in text.split(['\n', BAR]) {
        let indented = !barred && part.starts_with([' ', '\t']);
        let part = part.trim();
        let Some((label, value)) = field(part) else {
            words += usize::from(!part.is_empty());
            heading = if indented { heading } else { "" };
            continue;
        };
        labels += 1;
        if !indented {
            heading = if value.is_empty() { label } else { "" };
        }
        if value.is_empty() {
            continue;
        }
        let path = match heading {
            "" => label.to_owned(),
            heading => format!("{heading}.{label}"),
        };
        if known.insert(path.clone()) {
            found.push((path, value));
        }
    }
    (found.len() >= 3 && labels > words).then_some(found)
}

/// `Account Name:  ada`, or a label without a value.
fn field(part: &str) -> Option<(&str, &str)> {
    let (label, value) = part.split_once(':')?;
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    let letter = |char: char| char.is_alphanumeric() || " _-/()".contains(char);
    let fine = apart
        && label.len() <= LABEL
        && label.starts_with(|char: char| char.is_alphabetic())
        && label.chars().all(letter)
        && label.split(' ').count() <= 6;
    fine.then_some((label.trim_end(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let found = fields(text).unwrap_or_default();
        found.iter().map(|(path, value)| format!("{path}={value}")).collect()
    }

    #[test]
    fn labels_below_headings_name_what_stands_behind_them() {
        let logon = "An account was logged on.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\t-\r\n\
            \tAccount Domain:\t\t\r\n\r\nLogon Type:\t\t3\r\n\r\nNew Logon:\r\n\tAccount Name:\t\tada\r\n\tAccount Name:\t\ttwice\r\n\r\n\
            It is generated when a session is made, on the computer: the one that was accessed.\r\n";
        assert_eq!(
            shown(logon),
            [
                "Subject.Security ID=S-1-0-0",
                "Subject.Account Name=-",
                "Logon Type=3",
                "New Logon.Account Name=ada"
            ]
        );
        assert_eq!(
            shown("Process Create:\nUtcTime: 2026-01-05 10:00:00.123\nImage: C:\\x.exe\nUser: A\\ada"),
            ["UtcTime=2026-01-05 10:00:00.123", "Image=C:\\x.exe", "User=A\\ada"]
        );
        assert_eq!(
            shown("Type: 3 - NETWORK ¦ TgtUser: ada ¦ SrcIP: 192.0.2.1"),
            ["Type=3 - NETWORK", "TgtUser=ada", "SrcIP=192.0.2.1"]
        );
        for text in [
            "",
            "a: 1",
            "one line: with, a: colon: or two",
            "a: 1\nb: 2",
            "Dear all,\nwe met.\nIt was nice.\nPS: x\na: b\nc: d",
            "http://a\nhttp://b\nhttp://c",
            "¦",
            "\n",
        ] {
            assert_eq!(fields(text), None, "{text}");
        }
    }
}
