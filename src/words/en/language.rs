//! The filter language, as the help explains it by example.

pub const CHAPTER_WORDS: &str = "Words";
pub const CHAPTER_CELLS: &str = "Cells";
pub const CHAPTER_SEVERAL_VALUES: &str = "Several values";
pub const CHAPTER_COLUMN_BESIDE_COLUMN: &str = "Column beside column";
pub const CHAPTER_TIMES: &str = "Times";
pub const CHAPTER_HOURS_DAYS: &str = "Hours and days";
pub const WORD: &str = "rows with login anywhere in a text, letter case aside";
pub const PHRASE: &str = "the phrase, also with blanks";
pub const WORD_EXACTLY: &str = "anywhere, letter case included";
pub const SIDE_BY_SIDE: &str = "side by side means AND; OR and ( ) as usual, AND binds tighter";
pub const NEGATED: &str = "- or NOT in front turns anything round";
pub const ALL_ROWS: &str = "all rows, like no filter at all";
pub const CELL_IS: &str = "the cell is failure, letter case aside; blanks and _ in the column’s name are the same";
pub const NAME_IN_QUOTES: &str = "a column’s name with blanks, in quotes";
pub const CELL_EXACTLY: &str = "exactly this text: = minds letter case, : does not";
pub const CELL_NOT_EXACTLY: &str = "not exactly this";
pub const WILDCARDS: &str = "* any run of letters, ? one letter, over the whole cell";
pub const WILDCARDS_EXACTLY: &str = "the same, letter case included";
pub const PATTERN: &str = "a regular expression, found anywhere in the cell; path=/v[0-9]+/ minds letter case";
pub const NETWORK: &str = "an address in this network; IPv6 too, with or without a port";
pub const NOT_NULL: &str = "the cell is not null; null(user) is the opposite";
pub const EMPTY: &str = "null, the empty text, or a list without elements";
pub const COMPARED: &str = "also <, <=, >; numbers and times by value";
pub const RANGE: &str = "both ends included; * is an open end; { } leave the end out";
pub const ANY_OF: &str = "one of several values";
pub const IN_LIST: &str = "one of a list, letter case aside; lines pasted after a column become one";
pub const IN_LIST_EXACTLY: &str = "exactly one of a list";
pub const NOT_IN_LIST: &str = "none of a list";
pub const IN_TABLE: &str = "one of the values of a table beside the log, letter case aside; in= minds it";
pub const NOT_IN_TABLE: &str = "not in a list that was pasted, or in a table of one column; rows without a user too";
pub const SOME_ELEMENT: &str = "some element of a list is a";
pub const EVERY_ELEMENT: &str = "the list has elements, and every one passes";
pub const COUNT_OF_ELEMENTS: &str = "how many elements there are";
pub const OTHER_CELL: &str = "another cell of the same row: not exactly the same, or one is null";
pub const OTHER_CELL_CASE_ASIDE: &str = "the same, letter case aside; blanks in the name need no quotes";
pub const OTHER_CELL_COMPARED: &str = "numbers and times by value, text by code point; of lists some element of each";
pub const SEEN_FIRST: &str = "rows in which a value, or a pair, is seen for the first time";
pub const TIME_SPAN: &str = "a time names a whole span: a month here";
pub const TIME_FROM_TO: &str = "from one to the other, both included";
pub const TIME_ZONE: &str = "in the zone shown above the table, unless the text names one";
pub const LAST_DAYS: &str = "the last seven days of the data: now is the last event; units are s m h d w M y";
pub const WHOLE_DAY: &str = "/d goes to the whole day: the day before that of the last event";
pub const BY_CLOCK: &str = "by the clock of this computer; today and yesterday are too";
pub const HOURS: &str = "from 9:00 to 17:59, in the zone shown above the table";
pub const HOURS_OVER_MIDNIGHT: &str = "over midnight; minutes are written 22:30";
pub const WEEKDAYS: &str = "mon to sun, or 1 to 7 from Monday";
pub const WEEKEND: &str = "Saturday and Sunday";
pub const OFFICE: &str = "outside office hours: Monday to Friday, 8:00 to 18:00";

/// Where the language is not KQL.
pub const DEVIATIONS: [&str; 9] = [
    "Words side by side are ANDed; between values in parentheses an operator is asked for.",
    "A bare word is sought inside of cells, in all texts and lists, not only as a whole value.",
    "-, !, +, &&, ||, =, !=, <>, [a TO b], {a TO b}, a..b, in ( ), and functions such as hour(time) exist beside AND, OR, NOT, : and comparisons.",
    "The sign says whether letter case counts: : sets it aside, = minds it.",
    "Wildcards stand in values only, not in the names of columns, and ? is one character.",
    "Outside of quotes a backslash stands for itself; what is special goes into quotes.",
    "A regular expression stands between slashes after : or =, without blanks, and is found anywhere in the cell.",
    "now is the end of the data; the clock of the computer is clock.",
    "There are no braces for nested fields: nested objects are columns with dotted names, and braces hold formulas.",
];
