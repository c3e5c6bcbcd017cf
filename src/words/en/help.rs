//! The help.

pub const KEYS: &str = "Keys";
pub const SINGLE_KEYS: &str = "Keys of a single letter or sign do something";
pub const KEYS_NOTE: &str = "On a Mac, Ctrl is ⌘. In the filter: Ctrl+Space offers completions, ↑ ↓ choose one, Tab takes it, Enter \
     applies. In a tree (the trail, an event as JSON): ↑ ↓ walk, → opens, ← shuts or goes up, a letter goes to what begins with it; on a \
     value of the JSON, f or Enter keeps only it, x or Shift+Enter leaves it out. Events have marks (b) and colours, but no tags or \
     comments.";
pub const FILTER: &str = "The filter";
pub const FILTER_CHIPS: &str = "The same filter stands as chips under the bar: a click edits one, ● switches it off, ! turns it round, × \
     removes it.";
pub const NOT_KQL: &str = "Where this is not KQL";
pub const EXAMPLE_COLUMN: &str = "a column; the brackets may go where the name is one word: user.name";
pub const EXAMPLE_TEXT: &str = "a text; \\\" is a quote in it, any other backslash stands for itself";
pub const EXAMPLE_NUMBERS: &str = "numbers; / gives a number with a fraction, and null by 0";
pub const EXAMPLE_TOGETHER: &str = "texts put together; numbers and times become text";
pub const EXAMPLE_COMPARE: &str = "texts in their letter case; a text in quotes beside a time is read as one";
pub const EXAMPLE_CONDITIONS: &str = "conditions; null does not hold";
pub const EXAMPLE_IN: &str = "one of several; also not in";
pub const EXAMPLE_NULL: &str = "whether there is a value; anything else made of null is null";
pub const EXAMPLE_FILTER: &str = "in the filter: rows for which a formula holds";
pub const FORMULAS: &str = "Formulas: computed columns (=), measures, conditions in the filter";

/// Each heading with its paragraphs.
pub const SECTIONS: [(&str, &[&str]); 7] = [
    (
        "What it reads",
        &[
            "CSV (any delimiter, quoted fields, any of the usual encodings), workbooks, Parquet, arrays of JSON objects, \
             NDJSON, JSON in which the events sit inside an object, such as Records, or under names of their columns, YAML as \
             command lines print it, XML event lists, tables of web pages and tables drawn in text, system and web server logs, name=value lines; also \
             inside of gzip, zip, tar and zstd. The content decides, never the file’s name. Nested \
             objects become columns with dotted names; the original record stays a click away. Several files stack; \
             where they are logs of several sources, the columns common.time, common.actor and so on hold the time, the \
             actor and the rest of all of them.",
            "A file with other columns, such as a roster or a list of leavers, can be kept as a table of its own: “Add \
             files” asks, and joins it by a key. Its columns then stand beside each event, and a filter asks who is in \
             it. “Keep rows in a list…” in a column’s menu does that with values you paste, and tells which of them no \
             event has. Where the table names days, such as last ones, “Only events after the day of …” keeps what came \
             later.",
            "A text pasted with Ctrl+V is read like a file. The hosted page also opens a log beside it that its address \
             names: ?src=exports/today.csv.",
            "A row that cannot be read is left out, counted, and listed in the load report with its place and text. The \
             rest loads. What was guessed, such as which row names the columns, a zone, or whether the day or the month \
             comes first in a file, is told and can be changed there.",
        ],
    ),
    (
        "Charts",
        &[
            "Every kind begins with what suits the log. Drag over a chart to keep only a span, or in a heat map a \
             rectangle; click a point to keep it only or to leave it out; double-click to lift that again. A click on the \
             legend hides a part, with Shift it stands alone. “More” holds logarithmic axes, lines to hold the data \
             against, how many values are drawn, names and colours. “Put on the board” gathers charts on a page that is \
             arranged by hand; each filters the others, and all of it is in the link.",
        ],
    ),
    (
        "Questions",
        &[
            "The tab Questions has what people ask of audit logs. A card lights up where the log has what it needs, shows \
             its answer, and says how it was asked; a click sets the filter and opens the view behind it. Cards are asked \
             under the rest of the filter: choose a person or a day first, and they are about these. The command palette \
             finds them by name.",
        ],
    ),
    (
        "Actor",
        &[
            "Everything of one identity, whatever the filter: first and last, hours, sessions, addresses, programs, \
             actions, targets, failures, and who shares these. “Everything of …” is in the menu of any cell, beside each \
             value at the left and of the open event (›), and in the command palette; a person, an address, a key or an \
             object will do.",
        ],
    ),
    (
        "Group and Pivot",
        &[
            "Any column can be a key: times cut by day, hour of the day or weekday, numbers in bins. What a limit leaves \
             out comes together as “others”; a condition leaves only groups that pass it: ten failures or more, last seen \
             before now-30d. A double click on a group, a line or a cell shows its events, f keeps only \
             them, x leaves them out; a head sorts the lines, and the menu of a cell (m, or a right click) sorts the \
             columns by its line.",
        ],
    ),
    (
        "Trail and Compare",
        &[
            "Around, in the open event, shows what happened within minutes of it, and holds what followed against what \
             went before. Every step stays in the trail (h), other ways beside the one taken: a click returns to one, F2 \
             names it. Compare holds two sets of events against each other field by field, most different first: the \
             filter and the rest, a period and the one before, two people, or any two filters. A click on a difference \
             filters by it.",
        ],
    ),
    (
        "In a database",
        &[
            "“SQL” beside a result copies its question for DuckDB or Snowflake, and tells how to load the log there. What \
             a database cannot say exactly is named, never said roughly.",
        ],
    ),
];
