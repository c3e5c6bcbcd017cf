//! Names for files that are taken away: what and when.

use crate::value::Civil;

/// A file's name by its title and the wall-clock time: `user-login-failures-2026-11-23-1530.csv`.
pub fn file_name(title: &str, now: Civil, ending: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() > 80 {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "audit-explorer" } else { name };
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        ..
    } = now;
    format!("{name}-{year:04}-{month:02}-{day:02}-{hour:02}{minute:02}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_path_in_it() {
        let now = Civil {
            year: 2026,
            month: 11,
            day: 23,
            hour: 15,
            minute: 30,
            second: 9,
            micro: 0,
        };
        assert_eq!(
            file_name("User Login Failures", now, "csv"),
            "user-login-failures-2026-11-23-1530.csv"
        );
        assert_eq!(file_name("../..\\", now, "csv"), "audit-explorer-2026-11-23-1530.csv");
    }
}
