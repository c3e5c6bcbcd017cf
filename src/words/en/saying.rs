//! What SQL cannot say exactly, and what differs where it is said.

use std::fmt::Display;

pub const FORMULA: &str = "a formula";
pub const OF_FORMULA: &str = "of a formula";
pub const IT_IS_NOT_THERE: &str = "It is not there.";
pub const ONLY_TEXTS_WHOLE_NUMBERS: &str =
    "Only texts, whole numbers and conditions are looked for, in those of the same kind there.";
pub const THERE_ARE_NETWORKS_AMONG_ITS: &str =
    "There are networks among its values; write in= for the texts themselves.";
pub const AUTOMATIC_BUCKET: &str = "The automatic bucket.";
pub const WHICH_ONE_IT_COMES: &str = "Which one it comes to depends on the rows: name one, such as an hour or a day.";
pub const IT_LOOKS_AT_THEM: &str = "It looks at them as this page writes them.";
pub const DATABASES_WRITE_NUMBERS_WITH_POINT: &str = "Databases write numbers with a point in ways of their own.";
pub const THEY_ARE_OF_DIFFERENT_KINDS: &str = "They are of different kinds, or lists; that is not said in SQL.";
pub const FIRST_ROW_WITH_VALUE: &str = "The first row with a value.";
pub const ROWS_BY_THEIR_NUMBERS: &str = "Rows by their numbers.";
pub const WHICH_ELEMENT_IS_TO_BE: &str = "Which element is to be written out.";
pub const FORMULA_THIS_LONG: &str = "A formula this long.";
pub const WHAT_DIVISION_OF_NUMBERS: &str = "What a division of numbers with a point leaves over.";
pub const IT_IS_NOT_KNOWN: &str = "It is not known to be exact there.";
pub const IT_TAKES_TIMES_AND_LISTS: &str = "It takes times and lists for no numbers.";
pub const HOW_MANY_DIGITS: &str = "How many digits is to be written out, 18 at most.";
pub const DIGITS_AFTER_POINT_ARE_ROUNDED: &str =
    "Digits after the point are rounded in binary there, here as they are written.";
pub const KEY_IS_SECRET_IT_DOES: &str = "A key is a secret: it does not belong into a statement.";
pub const ITS_KEY_IS_SECRET: &str = "Its key is a secret: it does not belong into a statement.";
pub const NUMBER_WITH_POINT_AS_TEXT: &str = "A number with a point as text.";
pub const DATABASES_WRITE_SUCH_NUMBERS: &str = "Databases write such numbers in ways of their own.";
pub const SEPARATOR_AND_NUMBER_ARE: &str = "Separator and number are to be written out.";
pub const SEPARATOR_THAT_OVERLAPS_ITSELF: &str = "A separator that overlaps itself is found from the left only there.";
pub const ONLY_FIRST_MATCH_IS_SAID: &str = "Only the first match is said.";
pub const ITS_GROUP_MAY_BE_LEFT: &str =
    "Its group may be left out of a match; then this is null and there an empty text.";
pub const HOW_LONG_MATCH: &str = "How long a match is, where several are possible, is not known to be the same there.";
pub const NEW_TEXT_IS_TO_BE: &str = "The new text is to be written out.";
pub const ITS_PATTERN_MATCHES_WHERE_THERE: &str =
    "Its pattern matches where there is nothing, which databases count differently.";
pub const TIMES_ARE_WRITTEN_AS_TEXT: &str = "Times are written as text for the years 1 to 9999.";
pub const IT_READS_TIMES_AS_THIS: &str = "It reads times as this page does, in forms that no database knows all of.";
pub const OUTSIDE_OF_ROWS: &str = "Outside of rows it is not said where clocks change.";
pub const DAYS_AND_MONTHS_IN_ZONE: &str = "Days and months in a zone whose clocks change are not said; hours are.";
pub const HOW_MANY_MONTHS_OR_YEARS: &str = "How many months or years is to be written out, within a few centuries.";
pub const IN_ZONE_WHOSE_CLOCKS_CHANGE: &str = "In a zone whose clocks change within an hour this unit is not said.";
pub const ONE_OF_ITS_PARTS_HAS: &str = "One of its parts has no counterpart there.";
pub const GROUP_BY_NOTHING: &str = "A group by nothing, of which nothing is measured.";
pub const NAME_KEY_OR_MEASURE: &str = "Name a key or a measure.";
pub const HOW_WIDE_THEY_ARE_DEPENDS: &str =
    "How wide they are depends on the rows, or their ends are rounded as this page does it.";
pub const SHARE_OF_WHAT_DOES_NOT: &str = "A share of what does not add up.";
pub const TEST_OF_GROUPS_BY_FEWER_KEYS: &str = "A test of groups by fewer keys on what does not add up.";
pub const ROW_COUNTS_UNDER_EACH_ELEMENT: &str =
    "A row counts under each element of a list, a distinct value in several groups; the whole is not their sum.";
pub const OF_EQUALS_THIS_PAGE_TAKES: &str = "Of equals this page takes the smallest; databases take any.";
pub const BETWEEN_TWO_TIMES_DATABASES_ROUND: &str = "Between two times databases round in ways of their own.";
pub const FIRST_OR_LAST_LIST: &str = "The first or last list.";
pub const HERE_IT_IS_TOLD: &str = "Here it is told as one text.";
pub const VALUE_IN_FIRST_OR_LAST: &str = "The value in the first or the last row.";
pub const SUMS_OF_NUMBERS_WITH_POINT: &str = "Sums of numbers with a point are rounded as the database goes; here they are exact. They may differ in the last digits.";
pub const SUMS_ARE_EXACT_THERE: &str = "Sums are exact there and here; beyond 64 bits this page has numbers with a point, the database all of their digits, which it sorts by.";
pub const REST_OF_GROUPS_AS_ONE: &str = "The rest of the groups as one more row.";
pub const IT_IS_MEASURED_OVER_GROUPS: &str =
    "It is measured over the groups that the limit leaves out; ask without it.";
pub const DISTRIBUTION_OF_NUMBERS: &str = "A distribution of numbers.";
pub const HOW_WIDE_ITS_BINS_ARE: &str =
    "How wide its bins are depends on the rows, or their ends are rounded as this page does it.";
pub const WHERE_TABLES_SEARCH_STANDS: &str = "Where the table's search stands, and which rows are marked.";
pub const IT_SERVES_TABLE_ON_THIS: &str = "It serves the table on this page; the filter itself can be said.";
pub const SEQUENCE_OF_STEPS: &str = "A sequence of steps.";
pub const WHICH_MATCH_IS_TAKEN_DEPENDS: &str =
    "Which match is taken depends on the one before it, which no plain query follows.";
pub const COMPARISON_WITH_KEYS_OWN_BASELINE: &str = "A comparison with a key's own baseline.";
pub const ITS_MEDIAN_COUNTS_EMPTY_BUCKETS: &str =
    "Its median counts the empty buckets of each key, which are in no row.";
pub const WHAT_DIFFERS_BETWEEN_TWO_SETS: &str = "What differs between two sets of rows.";
pub const ITS_SCORE_CORRECTS_FOR_CHANCE: &str = "Its score corrects for chance as this page does it.";
pub const SAMPLE: &str = "A sample.";
pub const LOT_IS_DRAWN_BY_THIS: &str = "The lot is drawn by this page; no database draws the same.";
pub const ROWS_THAT_ARE_EQUAL: &str =
    "Rows that are equal in what is sorted by come in no order: the table has no column of row numbers.";
pub const ROWS_FROM_OFFSET_ON_UNSORTED: &str = "Rows from an offset on, unsorted.";
pub const ROW_BY_ITS_NUMBER: &str = "A row by its number.";
pub const WHERE_ROW_STANDS: &str = "Where a row stands.";
pub const SNOWFLAKE_DOES_NOT_ORDER_ARRAYS: &str = "Snowflake does not order arrays.";
pub const PIVOT_OF_ONLY_FIRST_LINES: &str = "A pivot of only the first lines or columns.";
pub const WHAT_IS_LEFT_OUT_WOULD: &str = "What is left out would come together; ask without a limit.";
pub const PIVOT_BY_LIST: &str = "A pivot by a list.";
pub const ROW_COUNTS_UNDER_EACH: &str = "A row counts under each of its elements, and once in the totals.";
pub const PIVOT_WITH_ONE_KEY_TWICE: &str = "A pivot with one key twice.";
pub const DATABASES_DO_NOT_TELL_APART: &str = "Databases do not tell apart over which of the two they sum up.";
pub const LINES_COME_IN_ORDER: &str = "Lines come in the order of their keys; a total stands after what it sums up.";
pub const TABLE_THERE_HAS_NO_COLUMN: &str = "The table there has no column of row numbers.";
pub const FLAG_U: &str = "the flag U";
pub const MORE_THAN_A_THOUSAND_REPETITIONS: &str = "more than 1,000 repetitions";
pub const FLAG_R: &str = "the flag R";
pub const AND_AT_ENDS_OF_LINES: &str = "^ and $ at the ends of lines";
pub const BOUNDARY_OF_HALF_WORD: &str = "a boundary of half a word";
pub const B_PLACE_THAT_IS_NO: &str = "\\B, a place that is no boundary of a word";
pub const BEGINNING_OR_END_OF_WORD: &str = "the beginning or the end of a word";
pub const CHARACTER_BY_NUMBER: &str = "a character by a number that is none";
pub const RANGE_UP_TO_CLASS: &str = "a range up to a class";
pub const ITS_ADDRESSES_CAN_BE_WRITTEN: &str =
    "Its addresses can be written in too many ways for a pattern, and databases read only some of them.";
pub const IN_LIST: &str = "in a list";
pub const CAPITAL_AT_END_OF_WORD: &str = "A capital Σ at the end of a word becomes σ there, ς here.";
pub const LETTERS_OTHER_THAN_THAT_BECOME: &str =
    "Letters other than ß that become several in capitals, such as ﬁ, stay as they are there.";
pub const PAIRS_OF_ROWS: &str = "Pairs of rows.";
pub const ROWS_AROUND_ONE: &str = "The rows around one.";
pub const EACH_OF_ITS_ELEMENTS_WAS: &str = "Each of its elements was seen for itself.";
pub const WHICH_ROW_IS_FIRST: &str = "Which row is the first.";
pub const LOOK_INTO_ANOTHER_TABLE: &str = "A look into another table from there.";
pub const IT_IS_SAID_FOR_ROWS: &str = "It is said for rows of the log alone.";
pub const FIRST_ROW_OF_ANOTHER_TABLE: &str = "The first row of another table.";
pub const WHAT_LIES_BETWEEN_TWO_NUMBERS: &str =
    "What lies between two numbers is worked out by the database in floating point and may differ in the last digits.";
pub const WHAT_WAS_FIRST_SEEN_OF_LIST: &str = "What was first seen of a list.";
pub const IT_SAYS_PARTS_OF_ITSELF: &str =
    "It says parts of itself several times over: its columns worked out one by one can be said.";
pub const POWERS_ARE_WORKED_OUT: &str =
    "Powers are worked out by the database in floating point and may differ in the last digits.";

pub fn list(list: &dyn Display) -> String {
    format!("The list #{list}.")
}

pub fn days_begin_in_zone_changes(replace: &dyn Display) -> String {
    format!("Days begin in the zone {replace}; the changes of its clocks are written out.")
}

pub fn search_among_values(column: &dyn Display) -> String {
    format!("A search among the values of `{column}`.")
}

pub fn pattern_on_digits(column: &dyn Display) -> String {
    format!("A pattern on the digits of `{column}`.")
}

pub fn compared_with(column: &dyn Display, other: &dyn Display) -> String {
    format!("`{column}` compared with `{other}`.")
}

pub fn in_formula(function: &dyn Display) -> String {
    format!("{function}(…) in a formula.")
}

pub fn regular_expression(pattern: &dyn Display) -> String {
    format!("The regular expression /{pattern}/.")
}

pub fn it_has_which_has_no(what: &dyn Display, database: &dyn Display) -> String {
    format!("It has {what}, which has no exact counterpart in {database}.")
}

pub fn bins_of(column: &dyn Display) -> String {
    format!("The bins of `{column}`.")
}

pub fn most_frequent_value(what: &dyn Display) -> String {
    format!("The most frequent value {what}.")
}

pub fn percentile_of_times(what: &dyn Display) -> String {
    format!("A percentile of the times in {what}.")
}

pub fn rows_sorted_by_list(name: &dyn Display) -> String {
    format!("Rows sorted by the list `{name}`.")
}

pub fn ipv6_network(name: &dyn Display) -> String {
    format!("The IPv6 network {name}.")
}

pub fn list_of_first_and_last(name: &dyn Display) -> String {
    format!("The list `{name}` of the first and the last row.")
}

pub fn table(table: &dyn Display) -> String {
    format!("The table {table}.")
}

pub fn table_is_one_of_this(from: &dyn Display) -> String {
    format!("The table {from} is the one of this name beside the log, loaded as the log is.")
}
