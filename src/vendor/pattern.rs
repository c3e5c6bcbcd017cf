//! Words with `*` for anything, in which the data files name values.

/// Whether a value fits a pattern; letter case aside.
pub fn matches(pattern: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    let pattern = pattern.to_lowercase();
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == value;
    };
    let Some(mut left) = value.strip_prefix(first) else {
        return false;
    };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return left.ends_with(piece);
        }
        match left.find(piece) {
            Some(at) => left = &left[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, value, fits) in [
            ("login", "LOGIN", true),
            ("login", "logins", false),
            ("*login*", "user.Login.failed", true),
            ("delete*", "DeleteBucket", true),
            ("delete*", "undelete", false),
            ("*.destroy", "repo.destroy", true),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "acb", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, value), fits, "{pattern} {value}");
        }
    }
}
