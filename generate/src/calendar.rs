//! When people work: a time line with office hours, weekends and a slow rise, and times as they are written.

use super::row::decimal;
use chrono::{DateTime, Datelike};

/// Milliseconds in an hour.
pub const HOUR: u64 = 3_600_000;
/// Milliseconds in a day.
pub const DAY: u64 = 24 * HOUR;

/// A stretch of days with more and less busy hours.
pub struct Calendar {
    /// Milliseconds since 1970 of its first day.
    start: u64,
    /// Work done by the end of each hour; begins with 0.
    sums: Vec<f64>,
}

impl Calendar {
    /// Days from `start` on (a multiple of [`DAY`]); `rush(hour)` multiplies what the hour, counted from the start, has by custom.
    pub fn new(start: u64, days: u64, rush: impl Fn(u64) -> f64) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for hour in 0..days * 24 {
            let weekday = date(start + hour * HOUR).weekday().num_days_from_monday();
            let of_day = (hour % 24) as f64;
            let hump = |peak: f64| (-(of_day - peak).powi(2) / 10.0).exp();
            let office = (hump(9.5) + hump(14.5)) * if weekday < 5 { 1.0 } else { 0.09 };
            let week = 1.0
                + 0.12 * (hour as f64 / (24.0 * 30.0) * std::f64::consts::TAU).sin()
                + 0.3 * hour as f64 / (days * 24) as f64;
            // Rounded, since machines differ in the last digits of `exp` and `sin`.
            sum += ((0.05 + office) * week * rush(hour) * 1e6).round();
            sums.push(sum);
        }
        Self { start, sums }
    }

    /// The moment, in milliseconds since 1970, by which this share (0 to 1) of all work is done.
    pub fn moment(&self, share: f64) -> u64 {
        let total = self.sums.last().copied().unwrap_or(0.0);
        let done = share.clamp(0.0, 1.0) * total;
        let hour = self
            .sums
            .partition_point(|&sum| sum <= done)
            .clamp(1, self.sums.len() - 1)
            - 1;
        let within = (done - self.sums[hour]) / (self.sums[hour + 1] - self.sums[hour]);
        self.start + hour as u64 * HOUR + ((within * HOUR as f64) as u64).min(HOUR - 1)
    }
}

/// The date of a moment; far beyond chrono's years, 1970-01-01.
fn date(millis: u64) -> chrono::NaiveDate {
    DateTime::from_timestamp_millis(millis as i64)
        .unwrap_or_default()
        .date_naive()
}

/// Writes times; remembers the date it wrote last.
#[derive(Default)]
pub struct Stamper {
    day: u64,
    date: String,
}

impl Stamper {
    /// Appends `2026-10-22T08:14:09.123Z`.
    pub fn write(&mut self, out: &mut String, millis: u64) {
        let (day, rest) = (millis / DAY, millis % DAY);
        if self.day != day || self.date.is_empty() {
            self.day = day;
            self.date = date(millis).format("%Y-%m-%dT").to_string();
        }
        out.push_str(&self.date);
        decimal(out, rest / HOUR, 2);
        out.push(':');
        decimal(out, rest / 60_000 % 60, 2);
        out.push(':');
        decimal(out, rest / 1000 % 60, 2);
        out.push('.');
        decimal(out, rest % 1000, 3);
        out.push('Z');
    }
}
