//! Why a question or a filter cannot be answered as it stands, and how to say it.

use std::fmt::Display;

pub const IT_IS_NOT_KNOWN: &str = "It is not known where the row stands.";
pub const NEW_VALUES_OF_WHICH_COLUMN: &str = "New values of which column?";
pub const NAME_ONE_OR_SEVERAL: &str = "Name one, or several.";
pub const TOO_MANY_BUCKETS: &str = "Too many buckets.";
pub const CHOOSE_WIDER_ONE: &str = "Choose a wider one.";
pub const THAT_WOULD_BE_MORE_THAN: &str = "That would be more than four million cells.";
pub const LIMIT_ROWS_OR_COLUMNS: &str = "Limit the rows or the columns.";
pub const ROWS_ARE_COUNTED_FROM_0: &str = "Rows are counted from 0.";
pub const THIS_IS_NO_SEQUENCE: &str = "This is no sequence.";
pub const LIMIT_SERIES_CHOOSE_WIDER_BUCKET: &str = "Limit the series, choose a wider bucket, or narrow the time first.";
pub const POSITIONS_COUNT_COLUMNS_UNDER_DISTINCT: &str = "Positions count the columns under `distinct`, from 0.";
pub const PART_OF_TABLE_CANNOT_TELL: &str = "A part of a table cannot tell which rows are the first of all.";
pub const HOURS_WEEKDAYS_WEEKENDS_AND_OFFICE: &str = "Hours, weekdays, weekends and office hours are those of a time.";
pub const WRITE_TIME_OR_ONE: &str = "Write a time, or one from the end of the data such as now-7d.";
pub const TOO_MANY_BINS: &str = "That would be more than 100,000 bins.";
pub const CHOOSE_GREATER_WIDTH_OR_NARROW: &str = "Choose a greater width, or narrow the numbers first.";
pub const CHOOSE_WIDER_BUCKET_OR_NARROW: &str = "Choose a wider bucket, or narrow the time first.";
pub const WRITE_MON_TUE_WED_THU: &str = "Write mon, tue, wed, thu, fri, sat or sun, or 1 to 7 from Monday.";
pub const WRITE_HOUR_FROM_0: &str =
    "Write an hour from 0 to 23, which means the whole of it, or a minute such as 9:30.";
pub const IT_HAS_NO_NAME: &str = "it has no name.";
pub const NAME_IT: &str = "Name it.";
pub const THERE_ARE_TOO_MANY_OTHERS: &str = "there are too many others before it.";
pub const CHOOSE_ANOTHER_NAME: &str = "Choose another name.";
pub const TAKE_ONE_OF_COLUMNS_OUT: &str = "Take one of the columns out of the other's formula.";
pub const TIME_OF_DAY: &str = "time of day";
pub const DAY_OF_WEEK: &str = "day of the week";
pub const SATURDAY_OR_SUNDAY: &str = "Saturday or Sunday";
pub const MONDAY_TO_FRIDAY_8_00: &str = "Monday to Friday, 8:00 to 18:00";
pub const HOW_MANY_ELEMENTS: &str = "how many elements";
pub const EVERY_ELEMENT_OF_LIST: &str = "every element of a list";
pub const SOME_ELEMENT_OF_LIST: &str = "some element of a list";
pub const NULL_EMPTY_TEXT_OR_EMPTY: &str = "null, empty text or empty list";
pub const NO_VALUE_AT_ALL: &str = "no value at all";
pub const VALUES_SEEN_FOR_FIRST_TIME: &str = "values seen for the first time";
pub const ROWS_BY_THEIR_NUMBERS: &str = "rows by their numbers";
pub const TO_SEARCH_FOR_TEXT: &str =
    "To search for text with a sign in it, put it in quotes; a range reads [low TO high].";
pub const THIS_PARENTHESIS_CLOSES_NOTHING: &str = "This parenthesis closes nothing";
pub const REMOVE_IT_OR_OPEN_ONE: &str =
    "Remove it, or open one before; for a parenthesis in a value, put the value in quotes.";
pub const FOR_PARENTHESIS_IN_TEXT_PUT: &str =
    "For a parenthesis in a text, put the text in quotes; otherwise set a blank before it.";
pub const PARENTHESIS_IN_MIDDLE_OF_WORD: &str = "A parenthesis in the middle of a word";
pub const WRITE_OR_OR_AND_BETWEEN: &str =
    "Write OR (or AND) between the values; put several words that belong together in quotes.";
pub const TWO_VALUES_WITHOUT_OPERATOR_BETWEEN: &str = "Two values without an operator between them";
pub const NO_COLUMN_BEFORE_THIS_SIGN: &str = "No column before this sign";
pub const WRITE_COLUMN_BEFORE: &str =
    "Write a column before it, as in duration>5; to search for the sign itself, put it in quotes.";
pub const WRITE_WORD_OR_TEST: &str = "Write a word or a test such as column:value there, or remove what is left over.";
pub const TO_SEARCH_FOR_WORD_ITSELF: &str = "To search for the word itself, put it in quotes.";
pub const NOTHING_AFTER_NOT: &str = "Nothing after NOT";
pub const NOTHING_AFTER_AND: &str = "Nothing after AND";
pub const NOTHING_AFTER_OR: &str = "Nothing after OR";
pub const NOTHING_AFTER_OPENING_PARENTHESIS: &str = "Nothing after the opening parenthesis";
pub const NOTHING_BEFORE_AND: &str = "Nothing before AND";
pub const NOTHING_BEFORE_OR: &str = "Nothing before OR";
pub const REMOVE_IT_OR_OPEN_ONE_BEFORE: &str = "Remove it, or open one before.";
pub const SOMETHING_IS_MISSING: &str = "Something is missing";
pub const TOO_MANY_PARENTHESES_WITHIN_EACH: &str = "Too many parentheses within each other";
pub const THIS_PARENTHESIS_IS_NEVER_CLOSED: &str = "This parenthesis is never closed";
pub const ADD_AT_END_OF_GROUP: &str = "Add ) at the end of the group.";
pub const THIS_BRACE_IS_NEVER_CLOSED: &str = "This brace is never closed";
pub const ADD_AT_END_OF_FORMULA: &str = "Add } at the end of the formula.";
pub const WRITE_ROWS_3_17_20: &str = "Write rows(3, 17..20): numbers of rows, from 0.";
pub const WRITE_FIRST_COLUMN_FIRST_ONE: &str = "Write first(column), first(one, another) or first(column by time).";
pub const WRITE_ALL_COLUMN_VALUE_ALL: &str = "Write all(column):value, all(column):(a OR b*) or all(column) in (a, b).";
pub const ELEMENTS_ARE_COMPARED_WITH_VALUES: &str = "Elements are compared with values, not with a column";
pub const ONLY_AND_TAKE_SEVERAL_VALUES: &str = "Only : and = take several values in parentheses.";
pub const COMPARISON_TAKES_ONE_VALUE: &str = "A comparison takes one value";
pub const WRITE_VALUE_FOR_ANY_VALUE: &str =
    "Write a value, * for any value, or \"\" for an empty text; to search for the sign itself, put the word in quotes.";
pub const NOTHING_TO_COMPARE_WITH_AFTER: &str = "Nothing to compare with after this sign";
pub const THIS_QUOTE_IS_NEVER_CLOSED: &str = "This quote is never closed";
pub const ADD_AT_END_OF_PHRASE: &str = "Add \" at the end of the phrase; write \\\" for a quote within it.";
pub const NAME_COLUMN_AS_IN_COLUMN: &str =
    "Name the column, as in column:te*t; to search for the * itself, put the word in quotes.";
pub const WITHIN_WORD_NEEDS_COLUMN: &str = "A * within a word needs a column";
pub const WRITE_COLUMN_PATTERN_TO_SEARCH: &str =
    "Write column:/pattern/; to search for the text itself, put it in quotes.";
pub const REGULAR_EXPRESSION_NEEDS_COLUMN: &str = "A regular expression needs a column";
pub const WRITE_COLUMN_PATTERN_TO_COMPARE: &str =
    "Write column:/pattern/; to compare with the text itself, put it in quotes.";
pub const REGULAR_EXPRESSION_GOES: &str = "A regular expression goes with : or =";
pub const LEAVE_QUOTES_OFF_TO_MAKE: &str =
    "Leave the quotes off to make it a wildcard too, or put the whole value in quotes.";
pub const OR_IN_QUOTES_BESIDE_WILDCARD: &str = "A * or ? in quotes beside a wildcard";
pub const WRITE_VALUE_RANGE: &str = "Write a value, a range such as [9 TO 17], or several in parentheses with OR.";
pub const ONLY_VALUES_AND_RANGES_CAN: &str = "Only values and ranges can be asked for here";
pub const RANGE_READS_LOW_TO_HIGH: &str =
    "A range reads [low TO high], with * for an open end; put a value that begins with a bracket in quotes.";
pub const RANGE_NEEDS_COLUMN: &str = "A range needs a column";
pub const THIS_BRACKET_IS_NEVER_CLOSED: &str = "This bracket is never closed";
pub const RANGE_READS_LOW_TO_HIGH_WITH_FOR_OPEN: &str = "A range reads [low TO high], with * for an open end; [column] is another column of the same row; put a value that \
                        begins with a bracket in quotes.";
pub const THIS_IS_NOT_RANGE: &str = "This is not a range";
pub const FUNCTION_OF_COLUMN_IS_COMPARED: &str = "A function of a column is compared with values";
pub const LIST_READS_COLUMN_IN_B: &str =
    "A list reads column in (a, b, \"two words\"); to search for the word `in` itself, put it in quotes.";
pub const WRITE_COLUMN_OR_B: &str =
    "Write column:(a* OR b) for wildcards, or put the value in quotes to mean the * itself.";
pub const LIST_TAKES_NO_WILDCARDS: &str = "A list takes no wildcards";
pub const THIS_LIST_IS_NOT_LIST: &str = "This list is not a list of values";
pub const THIS_LIST_IS_NEVER_CLOSED: &str = "This list is never closed";
pub const NOTHING_IN_THIS_LIST: &str = "Nothing in this list";
pub const WRITE_COLUMN_IN_LIST: &str = "Write column in #list.";
pub const LIST_WITH_NAME_NEEDS_COLUMN: &str = "A list with a name needs a column";
pub const WRITE_VALUES_THEMSELVES: &str = "Write the values themselves, as in hour(time) in (9, 10).";
pub const LIST_WITH_NAME_HOLDS_CELLS: &str = "A list with a name holds cells";
pub const LISTS_HAVE_SUCH_NAMES_ONLY: &str =
    "Lists have such names only while they are part of the filter: write the values, as in column in (a, b).";
pub const ADD_FILE_AS_TABLE: &str = "Add a file as a table of its own, or make a list of pasted values.";
pub const WRITE_NAME_EXACTLY: &str = "Write the name exactly as it is.";
pub const POSITIONS_COUNT_KEYS_THEN_MEASURES: &str = "Positions count keys, then measures, from 0.";
pub const NO_COLUMN_HOLDS_TIMES: &str = "No column holds times.";
pub const TESTS_ARE_OF_GROUPS_BY_ONE_KEY_OR_MORE: &str = "Groups are tested by their first key, or by more of them.";
pub const TESTS_ARE_SUCH_AS: &str = "A test is such as `>= 10`, `< now-30d` or `:[3 TO 9]`.";
pub const MEASURE: &str = "measure";
pub const MEASURES_COUNT_FROM_0: &str = "Measures count from 0.";
pub const ROWS_ARE_SORTED_BY_COLUMN: &str =
    "Rows are sorted by a column with all its keys, columns by a row with as many as it has.";
pub const ONLY_NUMBERS_CAN_BE_ADDED: &str = "Only numbers can be added up, averaged or cut into bins.";
pub const ONLY_OF_THESE_IS_THERE: &str = "Only of these is there a median or a percentile.";
pub const THIS_MEASURE_HAS_NO_SHARE: &str = "This measure has no share.";
pub const ONLY_COUNTS_AND_SUMS_ARE: &str = "Only counts and sums are parts of a whole.";
pub const PERCENTILES_GO_FROM_0: &str = "Percentiles go from 0 to 100.";
pub const GIVE_WIDTH_ABOVE_ZERO: &str = "Give a width above zero.";
pub const TO_LOOK_FOR_TEXT_ITSELF: &str = "To look for the text itself, put it in quotes.";
pub const PART_OF_TABLE_CANNOT_TELL_WHAT: &str = "A part of a table cannot tell what the whole saw first.";
pub const NO_FORMULA_HERE: &str = "No formula can be worked out here.";
pub const PARTIAL_ANSWERS_OF_DIFFERENT_QUESTIONS: &str = "Partial answers of different questions do not merge.";

pub fn does_not_hold_times(name: &dyn Display) -> String {
    format!("`{name}` does not hold times.")
}

pub fn there_is_no_row(row: &dyn Display) -> String {
    format!("There is no row {row}.")
}

pub fn it_takes_one_step(steps: &dyn Display) -> String {
    format!("It takes one step or more, at most {steps}, each of at least one row.")
}

pub fn that_would_be_series(totals: &dyn Display, starts: &dyn Display) -> String {
    format!("That would be {totals} series of {starts} buckets.")
}

pub fn is_no_test(text: &dyn Display) -> String {
    format!("`{text}` is no test.")
}

pub fn there_are_no_groups_by(keys: &dyn Display) -> String {
    format!("There are no groups by {keys} keys to test.")
}

pub fn there_is_no_position(position: &dyn Display) -> String {
    format!("There is no position {position} to sort by.")
}

pub fn element_of_can_only_be(column: &dyn Display) -> String {
    format!("An element of `{column}` can only be compared with values.")
}

pub fn write_all_value_all(column: &dyn Display) -> String {
    format!("Write all({column}):value, all({column}):(a OR b*) or all({column}) in (a, b).")
}

pub fn is_true_or_false(column: &dyn Display, text: &dyn Display) -> String {
    format!("`{column}` is true or false, and `{text}` is neither.")
}

pub fn write_true_or_false(column: &dyn Display) -> String {
    format!("Write {column}:true or {column}:false.")
}

pub fn holds_numbers_and_is_not(column: &dyn Display, text: &dyn Display) -> String {
    format!("`{column}` holds numbers, and `{text}` is not one.")
}

pub fn write_number_such_as_42(column: &dyn Display) -> String {
    format!("Write a number, such as {column}:42 or {column}>=1.5.")
}

pub fn write_time_such_as_2026(column: &dyn Display) -> String {
    format!("Write a time such as {column}:2026-01, {column}>=\"2026-01-05 14:00\" or {column}>=now-7d.")
}

pub fn is_told_by_clock(text: &dyn Display) -> String {
    format!("`{text}` is told by the clock, and this question came without one.")
}

pub fn does_not_read_as_time(text: &dyn Display) -> String {
    format!("`{text}` does not read as a time.")
}

pub fn times_take_no_wildcards(pattern: &dyn Display) -> String {
    format!("`{pattern}`: times take no wildcards.")
}

pub fn times_take_no_regular_expressions(pattern: &dyn Display) -> String {
    format!("`/{pattern}/`: times take no regular expressions.")
}

pub fn too_many_buckets(name: &dyn Display) -> String {
    format!("That would be more than 100,000 buckets of one {name}.")
}

pub fn is_no_day_of_week(text: &dyn Display) -> String {
    format!("`{text}` is no day of the week.")
}

pub fn is_no_time_of_day(text: &dyn Display) -> String {
    format!("`{text}` is no time of day.")
}

pub fn at_character_of_its_formula(at: &dyn Display) -> String {
    format!(" (at character {at} of its formula)")
}

pub fn computed_columns_are_most(most: &dyn Display) -> String {
    format!("{most} computed columns are the most.")
}

pub fn there_is_column_already(name: &dyn Display) -> String {
    format!("there is a column `{name}` already.")
}

pub fn it_is_made(name: &dyn Display) -> String {
    format!("it is made of `{name}`, which is made of it.")
}

pub fn did_you_mean(meant: &dyn Display) -> String {
    format!("Did you mean {meant}?")
}

pub fn there_is_no_column(name: &dyn Display) -> String {
    format!("There is no column {name}")
}

pub fn did_you_mean_function(meant: &dyn Display, hint: &dyn Display) -> String {
    format!("Did you mean {meant}( )? {hint}")
}

pub fn are_most(depth: &dyn Display) -> String {
    format!("{depth} are the most.")
}

pub fn write_column_with_columns_name(name: &dyn Display) -> String {
    format!("Write {name}(column), with the column's name between the parentheses.")
}

pub fn nothing_here(name: &dyn Display) -> String {
    format!("Nothing here in {name}( )")
}

pub fn is_asked_of_one_column(name: &dyn Display) -> String {
    format!("{name}( ) is asked of one column")
}

pub fn write_what_is_asked(name: &dyn Display, example: &dyn Display) -> String {
    format!("Write what is asked of it, as in {name}(column){example}.")
}

pub fn nothing_is_asked(name: &dyn Display) -> String {
    format!("Nothing is asked of {name}( )")
}

pub fn write_column_by_itself(name: &dyn Display) -> String {
    format!("Write {name}(column) by itself, or NOT {name}(column).")
}

pub fn takes_no_value(name: &dyn Display) -> String {
    format!("{name}( ) takes no value")
}

pub fn is_no_row_number(text: &dyn Display) -> String {
    format!("`{text}` is no row number")
}

pub fn put_comma_between_two_values(hint: &dyn Display) -> String {
    format!("Put a comma between two values, and quotes around one that holds blanks or parentheses. {hint}")
}

pub fn add_at_its_end(hint: &dyn Display) -> String {
    format!("Add ) at its end. {hint}")
}

pub fn there_is_no_list(text: &dyn Display) -> String {
    format!("There is no list #{text}")
}

pub fn name_one_of_them(lists: &dyn Display) -> String {
    format!("Name one of them, such as {lists}.")
}

pub fn has_several_columns(name: &dyn Display) -> String {
    format!("`#{name}` has several columns.")
}

pub fn there_are(ec: &dyn Display) -> String {
    format!("There are {ec}.")
}

pub fn there_is_no_list_named(name: &dyn Display) -> String {
    format!("There is no list `#{name}`.")
}

pub fn there_is_no_column_named(name: &dyn Display) -> String {
    format!("There is no column `{name}`.")
}

pub fn could_be(name: &dyn Display, names: &dyn Display) -> String {
    format!("`{name}` could be {names}.")
}

pub fn table_has_rows_counted(rows: &dyn Display) -> String {
    format!("The table has {rows} rows, counted from 0.")
}

pub fn times_are(times: &dyn Display) -> String {
    format!("Times are in {times}.")
}

pub fn there_is_no_measure(measure: &dyn Display) -> String {
    format!("There is no measure {measure} to sort by.")
}

pub fn cell_to_sort_by_does(keys: &dyn Display) -> String {
    format!("A cell to sort by does not have {keys} keys.")
}

pub fn does_not_hold_numbers(name: &dyn Display) -> String {
    format!("`{name}` does not hold numbers.")
}

pub fn holds_neither_numbers_nor_times(name: &dyn Display) -> String {
    format!("`{name}` holds neither numbers nor times.")
}

pub fn there_is_no_percentile(percent: &dyn Display) -> String {
    format!("There is no percentile {percent}.")
}

pub fn bins_cannot_be_wide(width: &dyn Display) -> String {
    format!("Bins cannot be {width} wide.")
}

pub fn is_no_regular_expression(pattern: &dyn Display, error: &dyn Display) -> String {
    format!("`/{pattern}/` is no regular expression: {error}.")
}

pub fn cannot_be_worked_out(name: &dyn Display, what: &dyn Display, place: &dyn Display) -> String {
    format!("`{name}` cannot be worked out: {what}{place}.")
}
