//! The first page, and how files come in.

use std::fmt::Display;

pub const FILES_OPEN: &str = "Files to open";
pub const FOLDER_OPEN: &str = "A folder to open";
pub const DROP_TO_OPEN: &str = "Drop to open";
pub const DROP_TO_OPEN_INSTEAD: &str = "Drop to open instead · hold Shift to add";
pub const DROP_TO_ADD: &str = "Drop to add to what is open";
pub const LINKED_NOT_IN_SINGLE_FILE: &str =
    "the single-file edition makes no connection at all. Drop the file here, or use the hosted page.";
pub const LINKED_NO_ADDRESS: &str = "it is no address.";
pub const LINKED_BROKE_OFF: &str = "it broke off.";
pub const LINKED_NO_FILE: &str = "the browser could not take it as a file.";
pub const SAMPLE_WORKSPACE: &str = "A workspace";
pub const SAMPLE_WORKSPACE_ABOUT: &str = "Ninety days of Sigma: an invitation, a day on which nobody could sign in, a password guessed and what was \
     exported then.";
pub const SAMPLE_SIGN_INS: &str = "Sign-ins under attack";
pub const SAMPLE_SIGN_INS_ABOUT: &str = "Four weeks of an identity provider: passwords sprayed over many accounts, and a second factor worn down by \
     night.";
pub const SAMPLE_KEY: &str = "A leaked key";
pub const SAMPLE_KEY_ABOUT: &str =
    "Two weeks of a cloud account: a key looks round, makes itself at home, stops the log and carries data away.";
pub const SAMPLE_LEAVER: &str = "Somebody leaves";
pub const SAMPLE_LEAVER_ABOUT: &str = "Four weeks of an office’s mail and files: mail forwarded outside, files carried away, and a visit after the \
     last day to delete.";
pub const PRESS_CTRL_V_INSTEAD: &str =
    "This browser does not hand over the clipboard to a button: press Ctrl+V (⌘V) instead.";
pub const SAMPLE_NOT_FETCHED: &str = "The sample could not be fetched: it lies in the folder sample beside the page.";
pub const CLIPBOARD_HOLDS_NO_TEXT: &str = "The clipboard holds no text.";
pub const NO_FILE_IN_FOLDER: &str = "No file could be read from that folder: the button Choose a folder may do better.";
pub const INVITATION: &str =
    "Drop an exported audit log anywhere on this window, and filter, group and chart what happened.";
pub const VIEW_WAITING: &str =
    "A view is waiting: open its log, and its filter and layout apply. A link never holds rows.";
pub const FORMATS: &str = "CSV, JSON, workbooks, Parquet, XML and log lines, compressed or not, as one file or many, of any size this tab can hold.";
pub const CHOOSE_FILES: &str = "Choose files";
pub const CHOOSE_FOLDER: &str = "Choose a folder";
pub const PRESS_CTRL_V: &str = "Or press Ctrl+V (⌘V)";
pub const PASTE: &str = "Paste";
pub const SAMPLES_NOT_HERE: &str = "Only in the edition with files beside the page.";
pub const OR_TRY_A_SAMPLE: &str = "Or try one that was made up";
pub const THEN: &str = "Then";
pub const ASK: &str = "Ask.";
pub const ASK_TEXT: &str = " The tab Questions (key 6) shows the answers to what people ask of audit logs; a click opens the rows behind \
     one.";
pub const NARROW: &str = "Narrow.";
pub const NARROW_TEXT: &str =
    " Drag over the timeline, click a value at the left, right-click a cell, or write a filter (key /).";
pub const LOOK: &str = "Look.";
pub const LOOK_TEXT: &str =
    " Enter opens an event; Group and Chart sum up what is left; Export takes it away. Back undoes any step.";
pub const PRIVACY: &str = "Privacy";
pub const NOTHING_LEAVES_TAB: &str = " Nothing leaves this tab.";
pub const PRIVACY_NO_SERVER: &str =
    "There is no server behind this page: the log is read by a worker inside this tab, and stays there.";
pub const PRIVACY_POLICY: &str = "The page’s content security policy makes the browser itself refuse every connection to anywhere else; the \
     single-file edition refuses every connection.";
pub const PRIVACY_NOTHING_STORED: &str = "Nothing is stored: closing the tab forgets everything. A link to a view holds the filter you wrote, never \
     rows.";

pub fn fetching(source: &dyn Display) -> String {
    format!("Fetching {source} …")
}

pub fn fetched_so_far(source: &dyn Display, so_far: &dyn Display) -> String {
    format!("Fetching {source}: {so_far} …")
}

pub fn linked_not_opened(source: &dyn Display, why: &dyn Display) -> String {
    format!("The address asks for {source}, which was not opened: {why}")
}

pub fn linked_lies_elsewhere(origin: &dyn Display, own: &dyn Display) -> String {
    format!("it lies on {origin}, and this page fetches nothing but from {own}. Download the file and drop it here.")
}

pub fn linked_not_fetched(error: &dyn Display) -> String {
    format!("it could not be fetched ({error}).")
}

pub fn linked_refused(status: &dyn Display, text: &dyn Display) -> String {
    format!("the server answered {status} {text}.")
}
