//! Why a formula cannot be worked out as it stands, and how to write it.

use std::fmt::Display;

pub const TEXT_STANDS_IN_QUOTES: &str = "A text stands in quotes.";
pub const MINUS: &str = "A minus";
pub const NOTHING_EQUALS_NULL: &str = "Nothing equals null";
pub const WRITE_X_IS_NULL: &str = "Write x is null or x is not null.";
pub const LIST_IS_COMPARED_WITH_NOTHING: &str = "A list is compared with nothing";
pub const TRUE_AND_FALSE_ARE_NEITHER: &str = "true and false are neither greater nor less";
pub const WRITE_CONDITION_BY_ITSELF: &str = "Write the condition by itself, or not before it.";
pub const COMPARE_VALUES_OF_ONE_KIND: &str = "Compare values of one kind.";
pub const WRITE_TIME_SUCH_AS_2026: &str = "Write a time such as \"2026-01-05 14:00\".";
pub const WRITE_DATEDIFF_FOR_TIME_BETWEEN: &str =
    "Write DateDiff for the time between two, DateAdd for a later one, or DatePart for a part of it.";
pub const COLUMNS_NAME_STANDS_IN_BRACKETS: &str = "A column's name stands in brackets; help lists all functions.";
pub const WRITE_ARRAYCONTAINS_TO_LOOK_INTO: &str = "Write ArrayContains to look into a list.";
pub const USE_VALUES_OF_ONE_KIND: &str = "Use values of one kind.";
pub const PUT_IT_IN_QUOTES: &str = "Put it in quotes.";
pub const USE_IT_IN_MEASURE: &str = "Use it in a measure of a group or a chart; here each row stands by itself.";
pub const NO_ARGUMENT: &str = "no argument";
pub const ONE_ARGUMENT: &str = "one argument";
pub const IT_HAS_TO_BE_KNOWN: &str = "It has to be known before any row is read.";
pub const PUT_BACKSLASH_BEFORE_SIGNS: &str = "Put a backslash before signs that stand for themselves.";
pub const KNOWN_ARE_Y_M_D: &str = "Known are %Y %m %d %H %I %p %M %S %f %b %B %a %A %y %z and %%.";
pub const SUCH_AS_A_PERCENTILE: &str = "Such as 95.";
pub const WRITE_LOOKUP_TABLE_COLUMN_KEY: &str = "Write Lookup([table/column], key, [table/key]).";
pub const FIRST_ARGUMENT_OF_LOOKUP: &str =
    "The first argument of Lookup, and the one after each key, are of the other table.";
pub const KEY_STANDS_WITHOUT_OTHER_TABLES: &str = "A key stands without the other table's";
pub const ONE_LOOKUP_LOOKS_INTO_ONE: &str = "One Lookup looks into one table.";
pub const NO_OTHER_TABLE_IS_NAMED: &str = "No other table is named here";
pub const COLUMNS_OF_ANOTHER_TABLE_ARE: &str = "Columns of another table are written [table/column].";
pub const ADD_FILE_AS_TABLE: &str = "Add a file as a table of its own first.";
pub const LIST_IS_NO_KEY: &str = "A list is no key";
pub const MAKE_BOTH_TEXTS_WITH_TEXT: &str = "Make both texts, with Text( ).";
pub const THERE_IS_NOTHING_YET: &str = "There is nothing yet";
pub const WRITE_FORMULA_SUCH_AS_IF: &str = "Write a formula, such as If([Event Status] = \"FAILURE\", 1, 0).";
pub const THIS_PARENTHESIS_CLOSES_NOTHING: &str = "This parenthesis closes nothing";
pub const REMOVE_IT_OR_OPEN_ONE: &str = "Remove it, or open one before.";
pub const COMMA_OUTSIDE_OF_FUNCTION: &str = "A comma outside of a function";
pub const COMMAS_STAND_BETWEEN_ARGUMENTS: &str = "Commas stand between the arguments of a function.";
pub const TWO_VALUES_WITHOUT_OPERATOR_BETWEEN: &str = "Two values without an operator between them";
pub const WRITE_OPERATOR: &str =
    "Write an operator such as + or and between them; & joins texts. A name with blanks stands in brackets.";
pub const THIS_NESTS_TOO_DEEP: &str = "This nests too deep";
pub const THIS_FORMULA_IS_TOO_LONG: &str = "This formula is too long";
pub const LIST_BELONGS_HERE: &str = "A list belongs here";
pub const WRITE_IT_AS_IN_B: &str = "Write it as in (\"a\", \"b\").";
pub const WRITE_IS_NULL: &str = "Write is null or is not null; to compare, write = or !=.";
pub const NULL_BELONGS_HERE: &str = "null belongs here";
pub const THIS_PARENTHESIS_IS_NEVER_CLOSED: &str = "This parenthesis is never closed";
pub const ADD_WHERE_IT_ENDS: &str = "Add ) where it ends.";
pub const WRITE_OPERATOR_COMMA_BETWEEN_ARGUMENTS: &str =
    "Write an operator, a comma between arguments, or ) before it.";
pub const SOMETHING_IS_MISSING_AT_BEGINNING: &str = "Something is missing at the beginning";
pub const SOMETHING_IS_MISSING: &str = "Something is missing";
pub const WRITE_COLUMN_IN_BRACKETS_TEXT: &str =
    "Write a column in brackets, a text in quotes, a number or a function there.";
pub const THERE_IS_NOTHING_IN_PARENTHESES: &str = "There is nothing in the parentheses";
pub const THIS_NUMBER_IS_TOO_LARGE: &str = "This number is too large";
pub const AT_MOST_ABOUT_1_8E308: &str = "At most about 1.8e308.";
pub const THERE_IS_NO_COLUMN: &str = "There is no column of times";
pub const WRITE_ISFIRST_WHICH_GOES: &str = "Write IsFirst, which goes by the order of the files then.";
pub const MAKE_COMPUTED_COLUMN: &str =
    "Make a computed column of it and use that here; a filter may also say first(column).";
pub const VALUE: &str = "a value";
pub const SINGLE_VALUE: &str = "a single value";
pub const TEXT: &str = "a text";
pub const NUMBER: &str = "a number";
pub const WHOLE_NUMBER: &str = "a whole number";
pub const CONDITION: &str = "a condition";
pub const TIME: &str = "a time";
pub const TIME_OR_TEXT: &str = "a time or a text";
pub const LIST: &str = "a list";
pub const UNIT_OF_TIME_IN_QUOTES: &str = "a unit of time in quotes";
pub const REGULAR_EXPRESSION_IN_QUOTES: &str = "a regular expression in quotes";
pub const FORMAT_IN_QUOTES: &str = "a format in quotes";
pub const NUMBER_OR_TIME: &str = "a number or a time";
pub const NUMBER_FROM_0_TO_100: &str = "a number from 0 to 100, written out";
pub const THIS_QUOTE_IS_NEVER_CLOSED: &str = "This quote is never closed";
pub const ADD_QUOTE_AT_END: &str = "Add a quote at the end of the text; write \\\" for a quote within it.";
pub const THIS_BRACKET_IS_NEVER_CLOSED: &str = "This bracket is never closed";
pub const ADD_AFTER_COLUMNS_NAME_WRITE: &str = "Add ] after the column's name; write \\] for a bracket within it.";
pub const NUMBER_THAT_GOES: &str = "A number that goes on in letters";
pub const PUT_COLUMNS_NAME_IN_BRACKETS: &str =
    "Put a column's name in brackets, as in [2fa used], and a text in quotes.";
pub const COLUMNS_NAME_STANDS_IN_BRACKETS_EVENT: &str = "A column's name stands in brackets: [Event Type].";
pub const BRACES_ENCLOSE_FORMULA_IN_FILTER: &str = "Braces enclose a formula in the filter; within it there are none.";
pub const WRITE_OR_AND_TO_JOIN: &str = "Write or, and & to join texts.";
pub const COMMA_STANDS_BETWEEN_ARGUMENTS: &str = "A comma stands between arguments.";
pub const PUT_TEXT_IN_QUOTES: &str = "Put a text in quotes, and a column's name in brackets.";

pub fn stands_outside_of_aggregate(print_name: &dyn Display) -> String {
    format!("{print_name} stands outside of an aggregate")
}

pub fn group_has_many_rows_write(print_name: &dyn Display) -> String {
    format!("A group has many rows: write Max({print_name}), CountDistinct({print_name}) or the like.")
}

pub fn and_are_compared(kind_words: &dyn Display, kind_words_2: &dyn Display, what: &dyn Display) -> String {
    format!("{kind_words} and {kind_words_2} are compared by {what}")
}

pub fn does_not_read_as_time(text: &dyn Display) -> String {
    format!("`{text}` does not read as a time")
}

pub fn write_array_element_or_join(text: &dyn Display) -> String {
    format!("Write ArrayElement({text}, 1) or ArrayJoin({text}, \", \").")
}

pub fn write_number_joins_texts(text: &dyn Display) -> String {
    format!("Write Number({text}); & joins texts.")
}

pub fn write_comparison_such_as_true(text: &dyn Display) -> String {
    format!("Write a comparison, such as {text} = \"true\".")
}

pub fn write_comparison(text: &dyn Display) -> String {
    format!("Write a comparison, such as {text} > 0.")
}

pub fn there_is_no_function(name: &dyn Display) -> String {
    format!("There is no function {name}")
}

pub fn takes_single_values(name: &dyn Display) -> String {
    format!("{name} takes single values")
}

pub fn has_and_where_one_kind(name: &dyn Display, kind_words: &dyn Display, kind_words_2: &dyn Display) -> String {
    format!("{name} has {kind_words} and {kind_words_2} where one kind is needed")
}

pub fn it_takes(takes: &dyn Display) -> String {
    format!("It takes {takes}.")
}

pub fn works_on_rows_of_group(name: &dyn Display) -> String {
    format!("{name} works on the rows of a group")
}

pub fn at_least(number: &dyn Display) -> String {
    format!("at least {number}")
}

pub fn takes_and_here_are(name: &dyn Display, wants: &dyn Display, parts: &dyn Display) -> String {
    format!("{name} takes {wants}, and here are {parts}")
}

pub fn is_no_unit_of_time(text: &dyn Display) -> String {
    format!("`{text}` is no unit of time here")
}

pub fn one_of(names: &dyn Display) -> String {
    format!("One of {names}.")
}

pub fn is_no_regular_expression(text: &dyn Display, error: &dyn Display) -> String {
    format!("`{text}` is no regular expression: {error}")
}

pub fn is_not_known_in_format(letter: &dyn Display) -> String {
    format!("%{letter} is not known in a format")
}

pub fn takes_and_this(capital: &dyn Display, takes: &dyn Display, found: &dyn Display) -> String {
    format!("{capital} takes {takes}, and this is {found}")
}

pub fn is_column_of_another_table(written: &dyn Display) -> String {
    format!("{written} is a column of another table")
}

pub fn group_has_many_rows_write_max(print: &dyn Display) -> String {
    format!("A group has many rows: write Max({print}) or the like.")
}

pub fn is_not_of_table(print_name: &dyn Display, name: &dyn Display) -> String {
    format!("{print_name} is not of the table {name}")
}

pub fn columns_of_another_table_are_written(path: &dyn Display) -> String {
    format!("Columns of another table are written such as {path}.")
}

pub fn is_no_column_of_another(print_name: &dyn Display) -> String {
    format!("{print_name} is no column of another table")
}

pub fn and_never_are_one_key(kind_words: &dyn Display, kind_words_2: &dyn Display) -> String {
    format!("{kind_words} and {kind_words_2} never are one key")
}

pub fn levels_are_most_make_column(depth: &dyn Display) -> String {
    format!("{depth} levels are the most; make a column of a part of it.")
}

pub fn operators_are_most_make_columns(operators: &dyn Display) -> String {
    format!("{operators} operators are the most; make columns of parts of it.")
}

pub fn something_is_missing_after(sign: &dyn Display) -> String {
    format!("Something is missing after {sign}")
}

pub fn write_conditions(sign: &dyn Display) -> String {
    format!("Write the conditions in it, or {sign} between two.")
}

pub fn make_computed_column_of_first(print: &dyn Display) -> String {
    format!("Make a computed column of {print} first, and name that.")
}

pub fn takes_columns(name: &dyn Display) -> String {
    format!("{name} takes columns")
}

pub fn stands_in_computed_columns_only(name: &dyn Display) -> String {
    format!("{name} stands in computed columns only")
}

pub fn means_nothing_here(rest: &dyn Display) -> String {
    format!("`{rest}` means nothing here")
}
