//! Colours for data: safe for the colour-blind, and the same value has the same colour in every panel.

/// The slot of success: a calm blue.
pub const CALM: usize = 0;
/// The slot of failure: red, given to no other value by its name.
pub const FAILURE: usize = 4;
/// The slot of warnings and half successes: amber, given to no other value by its name.
pub const WARNING: usize = 6;
/// The slot of everything else together, and of null: grey.
pub const REST: usize = 10;

/// Each slot on light and on dark paper.
const SLOTS: [(&str, &str); 11] = [
    ("#4477aa", "#6b9bd1"),
    ("#66c5ea", "#7fd3f2"),
    ("#228833", "#4fb360"),
    ("#ccbb44", "#d9ca62"),
    ("#e0455e", "#f2788b"),
    ("#aa3377", "#cf6aa3"),
    ("#e58a1f", "#f0a550"),
    ("#44aa99", "#62c4b4"),
    ("#5b4fa8", "#9085db"),
    ("#997755", "#bd9c7c"),
    ("#b4b8c0", "#6d7481"),
];

/// What the slots are called.
pub const NAMES: [&str; 11] = [
    "blue", "sky", "green", "yellow", "red", "magenta", "amber", "teal", "violet", "brown", "grey",
];

/// The slots that names are spread over.
const SPREAD: [usize; 7] = [0, 1, 2, 3, 5, 7, 8];
/// The slots taken, in this order, when the others are.
const SPARE: [usize; 3] = [9, WARNING, FAILURE];

const FAILURES: [&str; 14] = [
    "fail", "error", "denied", "deny", "invalid", "unauthor", "forbid", "reject", "block", "critical", "fatal",
    "bounced", "expired", "locked",
];
const WARNINGS: [&str; 8] = [
    "warn",
    "partial",
    "timeout",
    "timedout",
    "throttl",
    "challenge",
    "pending",
    "suspicious",
];
const SUCCESSES: [&str; 9] = [
    "success",
    "succeeded",
    "ok",
    "allow",
    "allowed",
    "accept",
    "accepted",
    "passed",
    "granted",
];

/// The colour of a slot as `#rrggbb`; slots beyond the last begin again.
pub fn css(slot: usize, dark: bool) -> &'static str {
    let (light, night) = SLOTS[slot % SLOTS.len()];
    if dark { night } else { light }
}

/// The slot of a value by its name alone: letter case, punctuation and a final plural `s` make no difference.
pub fn color_of(value: &str) -> usize {
    let mut word: String = value
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if word.is_empty() || word == "null" {
        return REST;
    }
    let negated = ["unsuccessful", "notallowed", "notok"]
        .iter()
        .any(|no| word.starts_with(no));
    if SUCCESSES.contains(&word.as_str()) {
        return CALM;
    }
    if negated || FAILURES.iter().any(|sign| word.contains(sign)) {
        return FAILURE;
    }
    if WARNINGS.iter().any(|sign| word.contains(sign)) {
        return WARNING;
    }
    if word.len() > 3 && word.ends_with('s') {
        word.pop();
    }
    SPREAD[(hash(&word) % SPREAD.len() as u64) as usize]
}

/// A slot for each value, in order: its own by [`color_of`], or where an earlier value has that one, the next that is free. No two
/// are alike until the palette is used up. Give the values of a column always in the same order (by count over the whole log) and
/// each keeps its colour whatever the filter.
pub fn colors_of<S: AsRef<str>>(values: &[S]) -> Vec<usize> {
    let mut taken = [false; SLOTS.len()];
    let own: Vec<usize> = values.iter().map(|value| color_of(value.as_ref())).collect();
    let claimed = |slot: usize| own.contains(&slot) && !SPREAD.contains(&slot);
    own.iter()
        .map(|&slot| {
            if !SPREAD.contains(&slot) {
                return slot;
            }
            let from = SPREAD.iter().position(|&spread| spread == slot).unwrap_or(0);
            let around = (0..SPREAD.len()).map(|step| SPREAD[(from + step) % SPREAD.len()]);
            let free = around
                .chain(SPARE)
                .find(|&next| !taken[next] && !claimed(next))
                .unwrap_or(slot);
            taken[free] = true;
            free
        })
        .collect()
}

/// FNV-1a with a final stir: the same on every machine and in every version.
fn hash(word: &str) -> u64 {
    let sum = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (sum ^ sum >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_outcome_have_their_slots_whatever_their_spelling() {
        for word in [
            "FAILURE",
            "Failed",
            "AccessDenied",
            "INVALID_CREDENTIALS",
            "unsuccessful",
            "login.error",
        ] {
            assert_eq!(color_of(word), FAILURE, "{word}");
        }
        for word in ["SUCCESS", "Succeeded", "ok", "ALLOW"] {
            assert_eq!(color_of(word), CALM, "{word}");
        }
        assert_eq!(color_of("PARTIAL_SUCCESS"), WARNING);
        assert_eq!(color_of(""), REST);
    }

    #[test]
    fn the_two_spellings_of_a_category_share_a_colour() {
        for (one, many) in [
            ("TEAM", "TEAMS"),
            ("USER_ACCOUNT", "User Accounts"),
            ("CONNECTION", "CONNECTIONS"),
        ] {
            assert_eq!(color_of(one), color_of(many));
        }
    }

    #[test]
    fn values_beside_each_other_differ_until_the_palette_is_used_up() {
        let names: Vec<String> = (0..40).map(|number| format!("value {number}")).collect();
        let colors = colors_of(&names);
        let first: std::collections::BTreeSet<usize> = colors[..10].iter().copied().collect();
        assert_eq!(first.len(), 10);
        assert!(colors.iter().all(|&slot| slot < SLOTS.len()));
        let with_failure = colors_of(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "FAILURE"]);
        assert_eq!(with_failure.iter().filter(|&&slot| slot == FAILURE).count(), 1);
    }
}
