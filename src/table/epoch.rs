//! Numbers that are times: what a column must be called, and in which range its numbers must lie.

/// The years 1990 to 2100, in seconds since 1970.
pub(super) const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The unit in which a range of numbers lies between 1990 and 2100: 0, 3, 6 or 9 digits below the second.
pub(super) fn unit((low, high): (i64, i64)) -> Option<u8> {
    [0, 3, 6, 9].into_iter().find(|&digits| {
        let scale = 10_i64.pow(digits.into());
        SECONDS.contains(&(low / scale)) && SECONDS.contains(&(high / scale))
    })
}

/// Whether a name says that numbers under it may be times.
pub(super) fn names_a_time(path: &str) -> bool {
    const WORDS: [&str; 31] = [
        "time",
        "date",
        "datetime",
        "timestamp",
        "ts",
        "at",
        "created",
        "creation",
        "updated",
        "modified",
        "changed",
        "published",
        "occurred",
        "received",
        "generated",
        "expires",
        "expiry",
        "expiration",
        "when",
        "epoch",
        "seen",
        "start",
        "started",
        "end",
        "ended",
        "since",
        "until",
        "iat",
        "exp",
        "nbf",
        "last",
    ];
    // Extended JSON says below a name how its number is held.
    let mut parts = path.rsplit('.').skip_while(|part| part.starts_with("$number"));
    let name = parts.next().unwrap_or(path);
    let mut words = vec![String::new()];
    let mut lower = false;
    for letter in name.chars() {
        if !letter.is_alphabetic() || (letter.is_uppercase() && lower) {
            words.push(String::new());
        }
        lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
    }
    let within = |word: &String| {
        WORDS.contains(&word.as_str()) || ["time", "date", "timestamp"].iter().any(|end| word.ends_with(end))
    };
    words.iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        for name in [
            "time",
            "@timestamp",
            "eventTime",
            "effective_at",
            "user.created",
            "CreationTime",
            "unixtime",
            "EVENT_TIME",
            "ts",
            "date_create",
            "createdDateTime",
            "when.$date.$numberLong",
        ] {
            assert!(names_a_time(name), "{name}");
        }
        for name in [
            "id",
            "timeout",
            "status",
            "user.attempts",
            "stats",
            "category",
            "time.zone",
        ] {
            assert!(!names_a_time(name), "{name}");
        }
    }
}
