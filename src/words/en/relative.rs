//! Times told from the last event or from now.

pub const LAST_EVENT: &str = "the last event";
pub const NOW_BY_CLOCK: &str = "now by the clock";
pub const TODAY_BY_CLOCK: &str = "today by the clock";
pub const YESTERDAY_BY_CLOCK: &str = "yesterday by the clock";

/// Of one and of several.
pub const SECONDS: [&str; 2] = ["second", "seconds"];
pub const MINUTES: [&str; 2] = ["minute", "minutes"];
pub const HOURS: [&str; 2] = ["hour", "hours"];
pub const DAYS: [&str; 2] = ["day", "days"];
pub const WEEKS: [&str; 2] = ["week", "weeks"];
pub const MONTHS: [&str; 2] = ["month", "months"];
pub const YEARS: [&str; 2] = ["year", "years"];

pub fn before(n: u32, [one, several]: [&str; 2], told: &str) -> String {
    format!("{n} {} before {told}", if n == 1 { one } else { several })
}

pub fn after(n: u32, [one, several]: [&str; 2], told: &str) -> String {
    format!("{n} {} after {told}", if n == 1 { one } else { several })
}

/// The day, week and so on that a moment is in.
pub fn unit_of([one, _]: [&str; 2], told: &str) -> String {
    format!("the {one} of {told}")
}
