//! What a column can hold.

pub const TIME: &str = "time";
pub const WHOLE_NUMBER: &str = "whole number";
pub const NUMBER: &str = "number";
pub const TRUE_OR_FALSE: &str = "true or false";
pub const TEXT: &str = "text";
pub const LIST: &str = "list";

pub const A_TIME: &str = "a time";
pub const A_WHOLE_NUMBER: &str = "a whole number";
pub const A_NUMBER: &str = "a number";
pub const A_TEXT: &str = "a text";
pub const A_LIST: &str = "a list";
