//! Units in short.

pub const KILOBYTE: &str = "kB";
pub const MEGABYTE: &str = "MB";
pub const GIGABYTE: &str = "GB";
pub const MILLISECOND: &str = "ms";
pub const SECOND: &str = "s";
pub const MINUTE: &str = "min";
pub const HOUR: &str = "h";
pub const DAY: &str = "d";
