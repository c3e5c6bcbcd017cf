//! What is told of files: what they are, what in them could not be read, and what was mended.

use std::fmt::Display;

pub const METHOD_OF_EIGHTIES: &str = "a method of the eighties";
pub const UNKNOWN_METHOD: &str = "an unknown method";
pub const FOUND_WORKBOOK_OR_ANOTHER_DOCUMENT: &str =
    "Found a workbook or another document that is cut or damaged; expected a whole one.";
pub const FOUND_DOCUMENT_OF_OFFICE_PROGRAM: &str =
    "Found a document of an office program that is no .xlsx workbook; save its sheet as CSV or .xlsx.";
pub const FOUND_WORKBOOK_WITHOUT_VALUE: &str = "Found a workbook without a value in it; expected an audit log.";
pub const FOUND_PARQUET_CUT: &str = "Found a Parquet file that is cut or damaged: what it holds is told at its end, which is missing; expected a whole one.";
pub const FOUND_PARQUET_ENCRYPTED: &str = "Found an encrypted Parquet file; decrypt it first.";
pub const FOUND_PARQUET_WITHOUT_COLUMNS: &str = "Found a Parquet file whose columns cannot be told; expected some.";
pub const FOUND_PARQUET_SUMMARY: &str =
    "Found a summary of Parquet files, without rows of its own; open the files beside it.";
pub const PARQUET_MENDS: &str = "duckdb -c \"COPY (SELECT * FROM 'log.parquet') TO 'snappy.parquet'\"";
pub const IS_ENCRYPTED: &str = "it is encrypted";
pub const STANDS_IN_ANOTHER_FILE: &str = "it stands in another file";
pub const IS_DAMAGED: &str = "is damaged";
pub const ENDS_TOO_EARLY: &str = "ends too early";
pub const CHECKSUM_DOES_NOT_MATCH: &str = "does not match its checksum";
pub const IS_TOO_LARGE: &str = "is too large to be unpacked here";
pub const CANNOT_BE_UNPACKED: &str = "cannot be unpacked";
pub const ITS_VALUES_BELONG_TO_NO_ROW: &str = "its values belong to no row";
pub const HAS_TOO_FEW_VALUES: &str = "it has fewer values than rows";
pub const LAST_CELL: &str = "the last cell";
pub const THIS_ROW_REPEATS_HEADER: &str = "This row repeats the header: it is no row.";
pub const THIS_ROW_REORDERS_HEADER: &str =
    "This row names the columns in another order: it is no row, and the cells below it go to the columns it names.";
pub const ANOTHER_TABLE_BEGINS: &str = "Another table begins behind a blank line: this row names the columns of the rows below it. They are read with those above; where the columns are others, open them as files of their own.";
pub const OBJECTS_IN_A_RECORD: &str = "Lines below this one begin with no time, as objects of JSON: they are part of its message. If the file changes its format here, cut it in two at this place and open both parts.";
pub const OBJECTS_AMONG_ROWS: &str = "The file changes its format: this line is an object of JSON among rows of cells. It is read as one, and so are others like it.";
pub const THIS_ROW_HOLDS_TOTALS: &str = "This row at the end holds totals: it is no row, and was left out.";
pub const THIS_LINE_BELOW_LAST_ROW: &str = "This line below the last row is no row.";
pub const THIS_LINE_BELOW_ROWS: &str = "This line below the rows is no row.";
pub const KEY: &str = "a key";
pub const NOTHING_MORE: &str = "nothing more";
pub const COMMA_STANDS_BEFORE_END: &str = "A comma stands before the end of the array; nothing is missing.";
pub const ELEMENT_IS_MISSING_BEFORE_THIS: &str = "An element is missing before this comma.";
pub const COMMAS_STAND_BETWEEN_RECORDS_THOUGH: &str =
    "Commas stand between the records, though no array holds them; they were passed over.";
pub const EXPECTED_OR_BEHIND_ELEMENT: &str = "Expected `,` or `]` behind an element of the array.";
pub const THERE_IS_MORE_TEXT_BEHIND: &str =
    "There is more text behind the end of the array; what is no JSON there was not read.";
pub const FILE_ENDS_BEFORE_ARRAY: &str = "The file ends before the array of records is closed; it may have been cut.";
pub const FILE_ENDS_BEFORE_ARRAY_AROUND: &str =
    "The file ends before the array around the pages is closed; it may have been cut.";
pub const PAGE_WITHOUT_RECORDS: &str = "An object between the pages of records holds none.";
pub const THERE_IS_MORE_TEXT_BEHIND_RECORDS: &str = "There is more text behind the records; it was not read.";
pub const KEY_IN_DOUBLE_QUOTES: &str = "a key in double quotes";
pub const VALUE: &str = "a value";
pub const ARRAY: &str = "an array";
pub const OBJECT: &str = "an object";
pub const END_OF_STRING_OR_CHARACTER: &str = "the end of a string, or a character that is no control character";
pub const END_OF_STRING: &str = "the end of a string";
pub const FOUR_HEXADECIMAL_DIGITS_BEHIND_U: &str = "four hexadecimal digits behind \\u";
pub const ESCAPE_THAT_JSON_KNOWS: &str = "an escape that JSON knows";
pub const LETTER_OF_ESCAPE: &str = "the letter of an escape";
pub const DIGIT: &str = "a digit";
pub const NUMBER_WITHOUT_LEADING_ZEROS: &str = "a number without leading zeros";
pub const BULK_LINES_WERE_JOINED: &str =
    "Lines of a bulk request say where the record on the next one goes; both were read as one.";
pub const SERVER_SAYS_HOW_IT_BEGAN: &str = "These lines say how the server began; they are no record.";
pub const MAIL_MESSAGE: &str =
    "a mail message (what is attached to it can be saved in a mail program, and dropped here)";
pub const THIS_ROW_NAMES_GROUPS: &str =
    "This row names groups of columns; their names stand before those of the columns.";
pub const THIS_ROW_NAMES_TYPES: &str = "This row names the types of the columns; it is no row.";
pub const BLANKS_AROUND_CELLS: &str = "Blanks around cells were taken off.";
pub const COLOURS_WERE_TAKEN_OFF: &str = "Sequences that colour a terminal were taken out of the text.";
pub const QUOTES_AROUND_LINES_WERE_TAKEN_OFF: &str =
    "Quotes stand around whole lines; they were taken off, and what is in them was read.";
pub const MARKS_BEFORE_LINES_WERE_TAKEN_OFF: &str = "A mark stands before every line, such as its number, the name of a file or the sign of a quotation; it was taken off.";
pub const RETURNS_WERE_TAKEN_OFF: &str =
    "Lines end with two returns where one belongs, as when a program ends them twice; one of each was taken off.";
pub const WHAT_STANDS_BEFORE_JSON_WAS: &str = "What stands before the JSON was passed over.";
pub const LINE_STANDS_BEFORE_ROW: &str = "A line stands before the row that names the columns; it is no row.";
pub const NO_ROW_NAMES_COLUMNS_FIRST: &str =
    "No row names the columns: the first one holds values like those below it.";
pub const WHAT_STANDS_BEFORE_FIRST_RECORD: &str = "What stands before the first record was passed over.";
pub const FOUND_HEADER_OF_ONE_COLUMN: &str = "Found a header of one column and no rows below it; expected rows.";
pub const FOUND_NO_HEADER_AND_NO: &str = "Found no header and no rows; expected both.";
pub const FOUND_MARKUP_WITHOUT_RECORDS: &str =
    "Found markup without records in it; expected elements that come again, or rows of a table.";
pub const FOUND_LINES_NONE: &str = "Found lines, none of which could be read; expected at least one.";
pub const FOUND_JSON_WITHOUT_ANY_RECORDS: &str = "Found JSON without any records in it; expected at least one.";
pub const FOUND_ONE_RECORD: &str = "Found one record, and it is no well-formed JSON; expected at least one that is.";
pub const THIS_LINE_REPEATS_NAMES: &str = "This line repeats the names of the columns: it is no row.";
pub const NO_BAR_STANDS_BEFORE_THIS: &str = "No bar stands before this line: it is no row.";
pub const ROWS_ARE_LEFT_OUT_HERE: &str =
    "Rows are left out here, as whoever drew the table says; they are not in the file.";
pub const NO_BAR_STANDS_IN_THIS: &str = "No bar stands in this line: it is no row.";
pub const THIS_LINE_DOES_NOT_KEEP: &str =
    "This line does not keep to the columns that the ruler draws: a word was cut.";
pub const EMPTY_FILE: &str = "an empty file";
pub const ONLY_BLANKS: &str = "only blanks";
pub const BINARY_DATA: &str = "binary data";
pub const ZIP_ARCHIVE_OR_WORKBOOK_INSIDE: &str = "a ZIP archive or a workbook inside of two other containers";
pub const EMPTY_ZIP_ARCHIVE: &str = "an empty ZIP archive";
pub const TAR_ARCHIVE_INSIDE: &str = "a tar archive inside of two other containers";
pub const GZIP_COMPRESSED_DATA_INSIDE: &str = "gzip-compressed data inside of two other containers";
pub const ZSTD_COMPRESSED_DATA_INSIDE: &str = "zstd-compressed data inside of two other containers";
pub const N_7Z_ARCHIVE: &str = "a 7z archive";
pub const PDF_DOCUMENT: &str = "a PDF document";
pub const PNG_PICTURE: &str = "a PNG picture";
pub const JPEG_PICTURE: &str = "a JPEG picture";
pub const GIF_PICTURE: &str = "a GIF picture";
pub const PARQUET_FILE_INSIDE: &str = "a Parquet file inside of two other containers";
pub const AVRO_FILE: &str = "an Avro file";
pub const SQLITE_DATABASE: &str = "an SQLite database";
pub const WINDOWS_EVENT_LOG_EVTX: &str = "a Windows event log (.evtx)";
pub const OLD_OFFICE_DOCUMENT_XLS_DOC: &str = "an old Office document (.xls, .doc) or a mail message";
pub const PROGRAM: &str = "a program";
pub const NETWORK_CAPTURE: &str = "a network capture";
pub const WEB_PAGE_OFTEN_SIGN: &str = "a web page (often a sign-in page saved in place of the export)";
pub const THIS_IS_NO_YAML_HERE: &str = "This is nothing that may stand here in YAML; it was passed over.";
pub const THIS_IS_NO_YAML_AND_STAYS: &str = "These brackets are no list and no map of YAML; they stay text.";
pub const QUOTE_IS_NOT_CLOSED: &str = "The quote before this text is not closed; the text ends with its lines.";
pub const TEXT_WHOSE_LINES_DO_NOT: &str = "text whose lines do not fall into columns";
pub const FILE_ENDS_INSIDE_OF_TAG: &str = "The file ends inside of a tag; it may have been cut.";
pub const FILE_ENDS_INSIDE_OF_THIS: &str = "The file ends inside of this record: it was cut.";
pub const SOMETHING_ELSE_STANDS_AMONG_RECORDS: &str =
    "Something else stands among the records: it is no row, and neither is what else is like it.";
pub const ANOTHER_TABLE_BEGINS_WITH_THIS: &str =
    "Another table begins with this row; it is read under the names of the one before.";
pub const THESE_LINES_STAND_BEFORE: &str =
    "These lines stand before the first that begins with a time; they are no records.";
pub const THIS_ROW_STANDS_BEFORE_ONE: &str = "This row stands before the one that names the columns; it is no row.";

pub fn stopped_here_more_than_came(size: &dyn Display) -> String {
    format!("Stopped here: more than {size} came out of this file, which is the most that is unpacked.")
}

pub fn stopped_here_came_out(size: &dyn Display, packed: &dyn Display, ratio: &dyn Display) -> String {
    format!(
        "Stopped here: {size} came out of {packed} packed bytes. No log packs more than {ratio} to 1; this is made to fill memory."
    )
}

pub fn compressed_data_is_broken_near(at: &dyn Display) -> String {
    format!("The compressed data is broken near byte {at}; what follows is lost.")
}

pub fn checksum_at_byte_does_not(at: &dyn Display) -> String {
    format!("The checksum at byte {at} does not match: the file was damaged on its way.")
}

pub fn what_follows_at_byte(at: &dyn Display) -> String {
    format!("What follows at byte {at} is not compressed data and was left unread.")
}

pub fn compressed_file_ends_too_early(at: &dyn Display) -> String {
    format!("The compressed file ends too early, at byte {at}: its rest is missing.")
}

pub fn compressed_file_ends_at_byte(at: &dyn Display) -> String {
    format!("The compressed file ends at byte {at}, before its checksum.")
}

pub fn this_workbook_is_larger_than(most: &dyn Display) -> String {
    format!("This workbook is larger than {most} GiB: save its sheets as CSV.")
}

pub fn workbook_is_damaged_its_part(name: &dyn Display) -> String {
    format!("The workbook is damaged: its part {name} cannot be unpacked.")
}

pub fn this_parquet_file_is_larger_than(most: &dyn Display) -> String {
    format!("This Parquet file is larger than {most} GiB and is not read out of another file; unpack it first.")
}

pub fn found_parquet_without_rows(columns: &dyn Display) -> String {
    format!("Found a Parquet file of {columns} columns and no rows; expected rows.")
}

pub fn parquet_compressed_by(codec: &dyn Display) -> String {
    format!("a Parquet file compressed by {codec}")
}

pub fn row_groups_by(groups: u64, codecs: &dyn Display, writer: &dyn Display) -> String {
    let groups = if groups == 1 {
        "1 row group".to_owned()
    } else {
        format!("{groups} row groups")
    };
    format!("{groups}, {codecs}; {writer}")
}

pub fn is_compressed_by(codec: &dyn Display) -> String {
    format!("it is compressed by {codec}, which is not read here")
}

pub fn is_encoded_as(encoding: &dyn Display) -> String {
    format!("is encoded in a way that is not known here ({encoding})")
}

pub fn row_is_longer_than(most: &dyn Display) -> String {
    format!("a list in it is longer than {most} MiB")
}

pub fn page_at_byte(at: &dyn Display, what: &dyn Display) -> String {
    format!("its page at byte {at} {what}")
}

pub fn page_before_byte_is_damaged(at: &dyn Display) -> String {
    format!("its page before byte {at} is damaged")
}

pub fn column_of_row_group_is_empty(
    column: &dyn Display,
    group: &dyn Display,
    row: &dyn Display,
    what: &dyn Display,
) -> String {
    format!(
        "The column “{column}” of row group {group} cannot be read: {what}. It is empty from row {row} of that group on."
    )
}

pub fn rows_of_row_group_are_lost(rows: u64, group: &dyn Display, what: &dyn Display) -> String {
    let rows = if rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{rows} rows")
    };
    format!("{rows} of row group {group} cannot be read: of every column, {what}.")
}

pub const MERGED_CELLS_WERE_LEFT: &str = "Cells of this sheet are merged over several rows: as the sheet is very large, their values stand in the first of these rows only.";

pub const SHEET_IS_HIDDEN: &str = "This sheet is hidden in the workbook; its rows are read like those of the others.";

pub fn merged_cells_were_filled_in(cells: u64) -> String {
    let cells = if cells == 1 {
        "1 cell".to_owned()
    } else {
        format!("{cells} cells")
    };
    format!(
        "Cells of this sheet are merged over several rows: {cells} below the first ones were filled in with what these hold."
    )
}

pub fn archive_ends_too_early(at: &dyn Display) -> String {
    format!("The archive ends too early, at byte {at}: files may be missing.")
}

pub fn what_stands_at_byte(at: &dyn Display) -> String {
    format!("What stands at byte {at} is no entry of the archive; reading goes on at the next one.")
}

pub fn is_encrypted_and_cannot_be(name: &dyn Display) -> String {
    format!("{name} is encrypted and cannot be read; unpack it first.")
}

pub fn is_stored_without_its_holes(name: &dyn Display) -> String {
    format!("{name} is stored as a sparse file, without its holes, and cannot be read; unpack it first.")
}

pub fn is_packed_with_unpack(name: &dyn Display, method: &dyn Display) -> String {
    format!("{name} is packed with {method}; unpack it first.")
}

pub fn compressed_data_is_broken_near_byte(at: &dyn Display) -> String {
    format!("The compressed data is broken near byte {at}; the rest of this file is lost.")
}

pub fn data_at_byte_was_packed(at: &dyn Display, window: &dyn Display, most: &dyn Display) -> String {
    format!("The data at byte {at} was packed looking {window} MiB back; at most {most} MiB can be kept here.")
}

pub fn compressed_data_at_byte_cannot(at: &dyn Display, error: &dyn Display) -> String {
    format!("The compressed data at byte {at} cannot be unpacked ({error}).")
}

pub fn quote_at_byte_is_never(byte: &dyn Display, column: &dyn Display) -> String {
    format!(
        "The quote at byte {byte} is never closed: the file ends inside “{column}”, which holds what there is of it."
    )
}

pub fn quote_at_byte_went_astray(byte: &dyn Display) -> String {
    format!(
        "The quote at byte {byte} is not closed where its cell ends, and rows stand below its line: it was read as part of the text."
    )
}

pub fn this_row_does_not_end(most: &dyn Display) -> String {
    format!("This row does not end within {most} MiB: a quote may never be closed. Reading went on at the next line.")
}

pub fn rows_have_more_than_header(cells: &dyn Display) -> String {
    format!("The rows have {cells} more than the header names: what stands there has no name of its own.")
}

pub fn where_header_names_others_are(ends: &dyn Display, width: &dyn Display) -> String {
    format!("{ends} where the header names {width}: the others are null.")
}

pub fn where_header_names_others_stand(ends: &dyn Display, width: &dyn Display) -> String {
    format!("{ends} where the header names {width}: the others stand in columns of their own.")
}

pub fn this_record_does_not_end(most: &dyn Display) -> String {
    format!("This record does not end within {most} MiB. Reading went on at the next one.")
}

pub fn file_ends_at_byte_inside(position: &dyn Display, expected: &dyn Display) -> String {
    format!("The file ends at byte {position} inside this record: expected {expected}.")
}

pub fn expected_at_byte(expected: &dyn Display, position: &dyn Display) -> String {
    format!("Expected {expected} at byte {position}.")
}

pub fn this_record_does_not_end_within(most: &dyn Display) -> String {
    format!("This record does not end within {most} MiB. Reading went on at the next line.")
}

pub fn this_is_no_json(expected: &dyn Display) -> String {
    format!(
        "This is no JSON, which has {expected} here, but values as JavaScript or Python write them; they were read as such."
    )
}

pub fn and_more(others: &dyn Display) -> String {
    format!(" and {others} more")
}

pub fn records_stand_in_object_around(path: &dyn Display, named: &dyn Display, more: &dyn Display) -> String {
    format!("The records stand in “{path}”. The object around them also holds {named}{more}: these are no columns.")
}

pub fn records_stand_in_behind_them(path: &dyn Display, length: &dyn Display) -> String {
    format!("The records stand in “{path}”. Behind them come {length} bytes that were not read.")
}

pub fn object_around_records(path: &dyn Display) -> String {
    format!("The object around the records in “{path}” is cut or broken behind them; the records are whole.")
}

pub fn this_line_does_not_end(most: &dyn Display) -> String {
    format!("This line does not end within {most} MiB. Reading went on at the next one.")
}

pub fn characters_were_not_utf_16(replaced: &dyn Display) -> String {
    format!("{replaced} characters were not UTF-16; they were replaced by \u{FFFD}.")
}

pub fn list_holds_records(name: &dyn Display) -> String {
    format!("The list “{name}” holds records, too: the column “table” says in which list each record stands.")
}

pub fn lines_stand_before_row(lines: &dyn Display) -> String {
    format!("{lines} lines stand before the row that names the columns; they are no rows.")
}

pub fn found_header_of_columns(width: &dyn Display) -> String {
    format!("Found a header of {width} columns and no rows below it; expected rows.")
}

pub fn found_records_none_of_them(rejected: &dyn Display) -> String {
    format!("Found {rejected} records, none of them well-formed JSON; expected at least one that is.")
}

pub fn cells_where_ruler_draws_columns(cells: &dyn Display, width: &dyn Display) -> String {
    format!("{cells} cells where the ruler draws {width} columns.")
}

pub fn found_which_is_not_read(what: &dyn Display, mends: &dyn Display) -> String {
    format!("Found {what}, which is not read here; this makes a log of it that is: {mends}")
}

pub fn found_expected_audit_log_csv(what: &dyn Display) -> String {
    format!(
        "Found {what}; expected an audit log: CSV with a header, JSON, XML with events, a table, or lines that begin with a time or hold \
         `name=value`."
    )
}

pub fn encoding_is_not_read(encoding: &dyn Display) -> String {
    format!(
        "The text seems to be {encoding} or alike, which is not read: its letters are wrong, times and numbers are right. To convert it: iconv -f {encoding} -t UTF-8 log > log.txt"
    )
}

pub fn byte_at_is_not_utf(place: &dyn Display) -> String {
    format!("The byte at {place} is not UTF-8; it and all others like it were read as Windows-1252.")
}

pub fn tag_at_byte_does_not(place: &dyn Display) -> String {
    format!("The tag at byte {place} does not close what is open.")
}
