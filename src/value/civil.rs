//! Calendar arithmetic on the proleptic Gregorian calendar, without tables.

use super::Micros;

/// Microseconds in a day.
pub const DAY: i64 = 86_400_000_000;

/// A wall-clock moment taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    /// Microseconds of the second.
    pub micro: u32,
}

impl Civil {
    /// Takes wall-clock microseconds since 1970-01-01 apart.
    pub fn of(local: Micros) -> Self {
        let days = local.div_euclid(DAY);
        let rest = local.rem_euclid(DAY);
        let (year, month, day) = date(days);
        let second = rest / 1_000_000;
        Self {
            year,
            month,
            day,
            hour: (second / 3600) as u32,
            minute: (second / 60 % 60) as u32,
            second: (second % 60) as u32,
            micro: (rest % 1_000_000) as u32,
        }
    }

    /// Wall-clock microseconds since 1970-01-01; fields beyond their range carry over.
    pub fn micros(&self) -> Micros {
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days(self.year, self.month, self.day) * DAY + seconds * 1_000_000 + i64::from(self.micro)
    }

    /// Days since Monday, 0 to 6, of the day that holds these wall-clock microseconds.
    pub fn weekday(local: Micros) -> u32 {
        (local.div_euclid(DAY) + 3).rem_euclid(7) as u32
    }
}

/// Days since 1970-01-01 of a date; `month` 1 to 12.
pub fn days(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date that is this many days after 1970-01-01: year, month 1 to 12, day.
pub fn date(days: i64) -> (i32, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * month + 2) / 5 + 1) as u32;
    let month = if month < 10 { month + 3 } else { month - 9 } as u32;
    ((year + era * 400 + i64::from(month <= 2)) as i32, month, day)
}

/// Days in a month, 28 to 31.
pub fn month_length(year: i32, month: u32) -> u32 {
    (days(year + i32::from(month == 12), month % 12 + 1, 1) - days(year, month, 1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn agrees_with_chrono_over_eight_centuries() {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        for day in (-150_000..150_000).step_by(17) {
            let there = epoch + chrono::Duration::days(day);
            assert_eq!(date(day), (there.year(), there.month(), there.day()));
            assert_eq!(days(there.year(), there.month(), there.day()), day);
            assert_eq!(Civil::weekday(day * DAY), there.weekday().num_days_from_monday());
        }
        assert_eq!(month_length(2024, 2), 29);
        assert_eq!(month_length(2100, 2), 28);
        assert_eq!(month_length(2026, 12), 31);
    }
}
