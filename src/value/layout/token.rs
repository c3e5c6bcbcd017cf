//! What a token of a template stands for; bytes of 32 and above, and the tab, stand for themselves.

/// Four digits.
pub const YEAR: u8 = 1;
/// `2` fields have two digits, `1` fields as many as they need.
pub const MONTH2: u8 = 2;
pub const MONTH1: u8 = 3;
pub const DAY2: u8 = 4;
pub const DAY1: u8 = 5;
/// A day padded with a blank.
pub const DAY_BLANK: u8 = 6;
pub const HOUR2: u8 = 7;
pub const HOUR1: u8 = 8;
/// A half of the day before the hour; the next byte says in which language. The tab stands for itself.
pub const NAMED_HALF: u8 = 10;
/// 1 to 12, beside `AM`.
pub const HALF2: u8 = 11;
pub const HALF1: u8 = 12;
pub const MINUTE: u8 = 13;
pub const SECOND: u8 = 14;
pub const FRACTION: u8 = 15;
/// `Mar`, `MAR`, `March`.
pub const MONTH_SHORT: u8 = 16;
pub const MONTH_UPPER: u8 = 17;
pub const MONTH_LONG: u8 = 18;
/// `Thu`, `Thursday`.
pub const WEEKDAY_SHORT: u8 = 19;
pub const WEEKDAY_LONG: u8 = 20;
/// `AM`, `am`.
pub const UPPER_HALF: u8 = 21;
pub const LOWER_HALF: u8 = 22;
/// `+05:30`, `+0530`, `+05`.
pub const OFFSET_COLON: u8 = 23;
pub const OFFSET: u8 = 24;
pub const OFFSET_HOUR: u8 = 25;
/// Digits since the epoch; the layout's `digits` says in which unit.
pub const EPOCH: u8 = 26;
/// Seconds since the epoch as a decimal number in its shortest form.
pub const EPOCH_SECONDS: u8 = 27;
/// Two digits: 1970 to 2069.
pub const YEAR_SHORT: u8 = 28;
/// `/Date(1678970096789)/`: milliseconds since the epoch.
pub const WRAPPED: u8 = 29;
/// The name of a zone; the next byte says which.
pub const ZONE_NAME: u8 = 30;
/// The name of a month or a day of the week in another language; the next byte says in which, and how it is written.
pub const NAMED: u8 = 31;
/// Decimal numbers; the next byte says what they count and how they are written.
pub const DECIMAL: u8 = 127;
/// `1.773440103E9`: seconds since the epoch, as a floating-point number prints itself.
pub const FLOAT: u8 = b'E';
/// `1773440103.500`: seconds since the epoch, with so many digits behind the point.
pub const FIXED: u8 = b'.';
/// `46094.92712`, `46094,92712`: days since 1899-12-30 on the clock on the wall, as spreadsheets count.
pub const DAYS: u8 = b'd';
pub const DAYS_COMMA: u8 = b',';
