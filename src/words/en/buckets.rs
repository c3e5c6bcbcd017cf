//! How times and numbers are cut.

pub const AUTOMATIC: &str = "automatic";
pub const PER_MILLISECOND: &str = "per millisecond";
pub const PER_SECOND: &str = "per second";
pub const PER_FIVE_SECONDS: &str = "per 5 seconds";
pub const PER_FIFTEEN_SECONDS: &str = "per 15 seconds";
pub const PER_MINUTE: &str = "per minute";
pub const PER_FIVE_MINUTES: &str = "per 5 minutes";
pub const PER_FIFTEEN_MINUTES: &str = "per 15 minutes";
pub const PER_HOUR: &str = "per hour";
pub const PER_THREE_HOURS: &str = "per 3 hours";
pub const PER_TWELVE_HOURS: &str = "per 12 hours";
pub const PER_DAY: &str = "per day";
pub const PER_WEEK: &str = "per week";
pub const PER_MONTH: &str = "per month";
pub const PER_QUARTER: &str = "per quarter";
pub const PER_YEAR: &str = "per year";
pub const HOUR_OF_DAY: &str = "hour of the day";
pub const DAY_OF_WEEK: &str = "day of the week";
pub const HOUR_OF_WEEK: &str = "hour of the week";
pub const BINS: &str = "in bins";
pub const LOG_BINS: &str = "in logarithmic bins";

pub fn bins_of(width: &str) -> String {
    format!("in bins of {width}")
}
