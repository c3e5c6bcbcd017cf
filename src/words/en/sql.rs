//! Questions as SQL.

use std::fmt::Display;

pub const LOADING_LOG: &str = "Loading the log there…";
pub const SQL: &str = "SQL";
pub const COPY_TIP: &str = "Copy as SQL: the same question for a database that holds this log";
pub const NOTHING_TO_COPY: &str = "There is nothing to copy yet: choose what is shown first.";
pub const NOTHING_TO_SAY: &str = "There is nothing to say.";
pub const TITLE: &str = "The log in a database";
pub const STATEMENTS_COPIED: &str = "The statements are on the clipboard.";
pub const SELECT_AND_COPY: &str = "This browser does not let the page copy: select the statements and copy them.";
pub const HOW_TO_LOAD: &str = "Copied SQL asks a table with the column names shown here and these types: times as timestamps in UTC without \
     a zone, whole numbers of 64 bits, lists as arrays of texts. To make one: lift the filter, show all columns, \
     Export “CSV, exact” or “NDJSON”, sorted as the files are, and run these statements. Tables beside the log \
     become tables of their own, from files as the last statements name them. What a database cannot say exactly as \
     this page means it is refused by name, never said roughly.";
pub const FROM: &str = "from";
pub const TABLE: &str = "Table ";
pub const ROW_NUMBERS_TIP: &str =
    "Empty where the table has none; then nothing is said that depends on the order of the rows";
pub const ROW_NUMBERS_IN: &str = "Row numbers in ";
pub const VARIANT_TIP: &str =
    "Snowflake: where one VARIANT column holds the whole record, dotted names become paths into it; else empty";
pub const VARIANT_COLUMN: &str = "VARIANT column ";
pub const STATEMENTS_LABEL: &str = "Statements that load the log";
pub const SIGMA_IN_SNOWFLAKE: &str = "Snowflake: Sigma keeps its audit log in the table AUDIT_LOGS of the connection Sigma Audit Logs; write that \
     name above, with database and schema before it, and leave the row numbers empty. Letter case counts in names \
     that stand in quotes.";

pub fn copy_for(dialect: &dyn Display) -> String {
    format!("Copy for {dialect}")
}

pub fn cannot_say(dialect: &dyn Display, unsaid: &dyn Display) -> String {
    format!("{dialect} cannot say this exactly. {unsaid}")
}

pub fn copied_for(dialect: &dyn Display) -> String {
    format!("The question is on the clipboard as SQL for {dialect}.")
}
