//! The names of days.

pub const MONDAY: &str = "Monday";
pub const TUESDAY: &str = "Tuesday";
pub const WEDNESDAY: &str = "Wednesday";
pub const THURSDAY: &str = "Thursday";
pub const FRIDAY: &str = "Friday";
pub const SATURDAY: &str = "Saturday";
pub const SUNDAY: &str = "Sunday";

/// The weekdays in short, Monday first.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
