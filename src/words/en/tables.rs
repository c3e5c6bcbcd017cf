//! What is told of columns: how their values were read, what did not fit, and where exports are cut off.

use std::fmt::Display;

pub const SOME_TIMES_NAME_NO_ZONE: &str = "some times name no zone: read as UTC";
pub const BLANKS_AROUND: &str = "blanks around values are left out";
pub const DECIMALS_NO_NUMBERS: &str =
    "decimals as no program writes numbers (5.9 beside 5.10): kept as they are written";
pub const EMPTY_OBJECT: &str = "empty object";
pub const NUMBERS_SINCE_1970_IN_SECONDS: &str = "numbers since 1970 in seconds, read as times";
pub const DAYS_AS_SPREADSHEETS_COUNT: &str = "days since 1899-12-30, as spreadsheets count them, read as times";
pub const NUMBERS_SINCE_AN_EPOCH: &str = "numbers since an epoch, each in the unit that its size tells, read as times";
pub const EACH_STOOD_ALONE: &str = "each value stood alone in a list";
pub const YEAR_1: &str = "the year 1";
pub const TENTHS_OF_MICROSECONDS: &str = "tenths of microseconds";
pub const ONE_VALUE_COULD_NOT_BE: &str = "; one value could not be opened";
pub const OBJECT: &str = "an object";
pub const NAME: &str = "a name";
pub const ROWS_THAT_REPEAT_EARLIER_ONE: &str = "rows that repeat an earlier one: the whole record, or its id";
pub const WHICH_LOG: &str = "which log it is: its source, or its first file";
pub const IS_NO_TIME: &str = "is no time";
pub const ARE_NO_TIMES: &str = "are no times";
pub const READ_SO_BY_CHOICE: &str = "read so by choice";
pub const SHEET_HOLDS_NO_MORE_ROWS: &str = "A sheet holds no more rows than that.";
pub const THAT_IS_ROUND_NUMBER_EXPORTS: &str = "That is a round number: exports are often cut off at one.";

pub fn text_of_column_is_too(column: &dyn Display) -> String {
    format!("the text of column {column} is too long to keep and was left empty")
}

pub fn and_together(name: &dyn Display, name_2: &dyn Display) -> String {
    format!("“{name}” and “{name_2}” together")
}

pub fn column_of_files(column: &dyn Display, file: &dyn Display, more: usize) -> String {
    match more {
        0 => format!("“{column}” of {file}"),
        _ => format!("“{column}” of {file} and {more} more"),
    }
}

/// What stands for an order of day and month.
pub fn order_of(day_first: bool) -> &'static str {
    if day_first { "day/month" } else { "month/day" }
}

pub fn files_differ_in_order(day: &dyn Display, month: &dyn Display) -> String {
    format!("files differ: day/month in {day}, month/day in {month}, each read as its own values tell")
}

pub fn files_do_not_tell_day(files: &dyn Display, day: &dyn Display) -> String {
    format!("files of which no value tells day from month ({files}): read as {day}, like the others")
}

pub fn zone_is_not_read(name: &dyn Display) -> String {
    format!("the zone behind the times, {name}, is not read: choose one, UTC is assumed")
}

pub fn also_spelled(names: &dyn Display) -> String {
    format!("other files spell it “{names}”")
}

pub fn no_value_tells_day(day: &dyn Display) -> String {
    format!("no value tells day from month: read as {day}")
}

pub fn days_would_lie_apart(day: &dyn Display) -> String {
    format!("no value tells day from month: read as {day}, since the other way they would lie months apart")
}

pub fn day_and_month_like(day: &dyn Display, column: &dyn Display) -> String {
    format!("no value tells day from month: read as {day}, like {column}")
}

pub fn day_and_month_by_semicolons(day: &dyn Display) -> String {
    format!("no value tells day from month: read as {day}, as is usual where semicolons part the cells")
}

pub fn numbers_since_in_read(year: &dyn Display, what: &dyn Display) -> String {
    format!("numbers since {year} in {what}, read as times")
}

pub fn holds_more_than_names(columns: &dyn Display) -> String {
    format!("holds more than {columns} names and was not opened")
}

pub fn empty_texts_are_no_values(count: &dyn Display) -> String {
    format!("empty texts ({count}) are taken for no value")
}

pub fn values_could_not_be_opened(left: &dyn Display) -> String {
    format!("; {left} values could not be opened")
}

pub fn opened_into_columns(count: &dyn Display, left: &dyn Display) -> String {
    format!("opened into {count} columns{left}")
}

pub fn numbers_written(text: &dyn Display, plain: &dyn Display) -> String {
    format!("numbers written for people: “{text}” is read as {plain}")
}

pub fn words_for_no_value(count: &dyn Display, name: &dyn Display) -> String {
    format!("words that say there is no value ({count}): in “{name}”")
}

pub fn that_in(values: &dyn Display, are: &dyn Display, name: &dyn Display) -> String {
    format!("{values} that {are}: in “{name}”")
}

pub fn of_that(values: &dyn Display, name: &dyn Display, are: &dyn Display) -> String {
    format!("{values} of “{name}” that {are}")
}

pub fn values_of_that_do_not(name: &dyn Display) -> String {
    format!("values of “{name}” that do not fit")
}

pub fn read_so_by_choice_values(moved: &dyn Display, name: &dyn Display) -> String {
    format!("read so by choice; {moved} values that do not fit: in “{name}”")
}

pub fn no_value_tells_day_from_month(day: &dyn Display) -> String {
    format!("no value tells day from month: read as {day} by choice")
}

pub fn no_year_is_written_taken_from(span: &dyn Display, column: &dyn Display) -> String {
    format!("no year is written: taken to be {span}, by the time in {column}")
}

pub fn no_year_is_written_taken(span: &dyn Display) -> String {
    format!("no year is written: taken to be {span}, by when the file was last written and by the order of its lines")
}
