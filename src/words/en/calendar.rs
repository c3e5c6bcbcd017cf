//! Days, months and dates.

pub const MONDAY: &str = "Monday";
pub const TUESDAY: &str = "Tuesday";
pub const WEDNESDAY: &str = "Wednesday";
pub const THURSDAY: &str = "Thursday";
pub const FRIDAY: &str = "Friday";
pub const SATURDAY: &str = "Saturday";
pub const SUNDAY: &str = "Sunday";

/// The weekdays in short, Monday first.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A month counted from 1, in short.
fn month_name(month: u32) -> &'static str {
    MONTHS[month.clamp(1, 12) as usize - 1]
}

pub fn month(month: u32, year: Option<i32>) -> String {
    match year {
        Some(year) => format!("{} {year}", month_name(month)),
        None => month_name(month).to_owned(),
    }
}

/// The quarter that a month is in.
pub fn quarter(month: u32, year: Option<i32>) -> String {
    match year {
        Some(year) => format!("Q{} {year}", month.div_ceil(3)),
        None => format!("Q{}", month.div_ceil(3)),
    }
}

/// A day within a year that is known.
pub fn day(month: u32, day: u32) -> String {
    format!("{} {day}", month_name(month))
}

pub fn date(month: u32, day: u32, year: i32) -> String {
    format!("{} {day}, {year}", month_name(month))
}

/// A date with its weekday, 0 being Monday.
pub fn weekday(weekday: usize, date: &str) -> String {
    format!("{}, {date}", DAYS[weekday % 7])
}

pub fn week_of(date: &str) -> String {
    format!("week of {date}")
}

/// A date and a time of the day.
pub fn moment(date: &str, clock: &str) -> String {
    format!("{date} {clock}")
}

pub fn days_of_month(month: u32, from: u32, to: u32, year: i32) -> String {
    format!("{} {from} – {to}, {year}", month_name(month))
}

/// From one [`day`] to another.
pub fn days_of_year(from: &str, to: &str, year: i32) -> String {
    format!("{from} – {to}, {year}")
}
