//! What the functions of formulas do, one line each, and the headings over them.

pub const FAMILY_LOGIC: &str = "Conditions";
pub const FAMILY_TEXT: &str = "Text";
pub const FAMILY_NUMBER: &str = "Numbers";
pub const FAMILY_TIME: &str = "Times";
pub const FAMILY_LIST: &str = "Lists";
pub const FAMILY_LOOKUP: &str = "Other tables";
pub const FAMILY_SEEN: &str = "What was seen before";
pub const FAMILY_AGGREGATE: &str = "Measures of groups";

pub const IS_NULL: &str = "Whether there is no value; also written `x is null`.";
pub const IS_NOT_NULL: &str = "Whether there is a value; also written `x is not null`.";
pub const BETWEEN: &str = "Whether the value lies between the two others, both included.";
pub const TEXT: &str = "As text; times in the zone on display.";
pub const ABS: &str = "Without its sign.";
pub const ROUND: &str = "Rounded to so many digits after the point, none if left out; halves away from zero.";
pub const FLOOR: &str = "The whole number at or below.";
pub const CEILING: &str = "The whole number at or above.";
pub const MOD: &str = "What a division leaves over, with the sign of the first; also written `a % b`.";
pub const POWER: &str = "To the power of.";
pub const SQRT: &str = "The square root; null of a negative number.";
pub const GREATEST: &str = "The greatest of these; nulls are left out.";
pub const LEAST: &str = "The least of these; nulls are left out.";
pub const DATE_FROM_UNIX: &str = "The time so many seconds after the beginning of 1970, UTC.";
pub const ARRAY_LENGTH: &str = "How many elements.";
pub const ARRAY_ELEMENT: &str =
    "One of the elements, counted from 1, or from the end by negative numbers; null where there are not so many.";
pub const LOOKUP: &str = "The value in another table's first row whose key equals this row's, null where none does. Lower(…) around both keys sets letter case aside.";
pub const LOOKUP_COUNT: &str = "How many rows of another table have this row's key; 0 where the key is null.";
pub const FIRST_SEEN: &str = "When this row’s value, or combination of values, is seen for the first time in the whole table; only in computed columns.";
pub const IS_FIRST: &str =
    "Whether this row is the first with its value, or combination of values; only in computed columns.";
pub const IF: &str = "The value after the first condition that holds; more conditions and values may follow, and last a value for all else, null if left out.";
pub const SWITCH: &str = "The value after the case that equals the first; more cases and values may follow, and last a value for all else, null if left out.";
pub const COALESCE: &str = "The first value that is not null.";
pub const IN: &str = "Whether the value equals one of the others; also written `x in (a, b)`.";
pub const CONTAINS: &str = "Whether the text holds the part, in this letter case.";
pub const STARTS_WITH: &str = "Whether the text begins with the part, in this letter case.";
pub const ENDS_WITH: &str = "Whether the text ends with the part, in this letter case.";
pub const LOWER: &str = "In small letters: for comparing without letter case.";
pub const UPPER: &str = "In capital letters.";
pub const TRIM: &str = "Without blanks at both ends.";
pub const LEFT: &str = "So many characters from the beginning.";
pub const RIGHT: &str = "So many characters from the end.";
pub const MID: &str = "Characters from a place on, the first being 1; to the end where no length is given.";
pub const LEN: &str = "How many characters.";
pub const FIND: &str = "Where the part begins in the text, the first character being 1; 0 where it does not.";
pub const CONCAT: &str = "All one after the other, as text; also written `a & b`. Null where one is null.";
pub const REPLACE: &str = "With every old part replaced.";
pub const SPLIT_PART: &str = "One of the parts between separators, counted from 1, or from the end by negative numbers; null where there are not so many.";
pub const REGEXP_MATCH: &str =
    "Whether a regular expression matches anywhere; (?i) at its beginning sets letter case aside.";
pub const REGEXP_EXTRACT: &str = "What the first group of a regular expression matches, or all of it where it has no group; a number asks for a later match.";
pub const REGEXP_REPLACE: &str = "With every match replaced; $1 or \\1 in the new text is the first group.";
pub const HASH: &str =
    "SHA-256 in 64 hexadecimal digits; with a key HMAC-SHA256, which nobody can work out without the key.";
pub const PSEUDONYM: &str = "A short name of 16 letters and digits in place of the value, the same for the same value and key: for logs that are handed on.";
pub const NUMBER: &str = "The number that a text says; null where it is none. true is 1, false 0.";
pub const INT: &str = "The whole number that a text says, or a number without its fraction; exact to 19 digits.";
pub const DATE: &str = "The time that a text says, in any form that logs use; in the zone on display where it names none. Null where it is none.";
pub const DATE_PARSE: &str = "The time that a text says in this format: %Y %m %d %H %I %p %M %S %f %b %B %y %z.";
pub const DATE_FORMAT: &str = "The time as text in this format: %Y %m %d %H %I %p %M %S %f %b %B %a %A %y %z.";
pub const DATE_TRUNC: &str =
    "The beginning of the year, quarter, month, week (Monday), day, hour, minute or second that holds the time.";
pub const DATE_ADD: &str =
    "So many units later, or earlier by a negative number; days and more by the calendar, hours and less by the clock.";
pub const DATE_DIFF: &str = "How many beginnings of this unit lie between two times.";
pub const DATE_PART: &str =
    "Year, quarter, month, week (ISO), day, weekday, hour, minute, second or millisecond as a number.";
pub const YEAR: &str = "The year.";
pub const QUARTER: &str = "1 to 4.";
pub const MONTH: &str = "1 to 12.";
pub const DAY: &str = "The day of the month, 1 to 31.";
pub const WEEKDAY: &str = "1 for Sunday to 7 for Saturday.";
pub const HOUR: &str = "0 to 23.";
pub const MINUTE: &str = "0 to 59.";
pub const SECOND: &str = "0 to 59.";
pub const WEEKDAY_NAME: &str = "Sunday to Saturday.";
pub const MONTH_NAME: &str = "January to December.";
pub const ARRAY_CONTAINS: &str = "Whether an element is exactly this text.";
pub const ARRAY_JOIN: &str = "All elements as one text.";
pub const COUNT: &str = "Rows; with a column, rows in which it has a value.";
pub const COUNT_IF: &str = "Rows for which all conditions hold.";
pub const COUNT_DISTINCT: &str = "Different values; of lists different elements.";
pub const COUNT_DISTINCT_IF: &str = "Different values in rows for which all conditions hold.";
pub const SUM: &str = "Added up; null where there is nothing to add.";
pub const SUM_IF: &str = "Added up over rows for which all conditions hold.";
pub const AVG: &str = "The mean.";
pub const AVG_IF: &str = "The mean over rows for which all conditions hold.";
pub const MIN: &str = "The least value, or the earliest time.";
pub const MIN_IF: &str = "The least value in rows for which all conditions hold.";
pub const MAX: &str = "The greatest value, or the latest time.";
pub const MEDIAN: &str = "The middle of numbers or times.";
pub const PERCENTILE: &str = "The number or time below which so many percent lie, 0 to 100.";
pub const MODE: &str = "The most frequent value.";
pub const FIRST: &str = "The value in the earliest row.";
pub const LAST: &str = "The value in the latest row.";
pub const MAX_IF: &str = "The greatest value in rows for which all conditions hold.";
