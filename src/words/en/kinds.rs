//! What a column can hold.

pub const TIME: &str = "time";
pub const WHOLE_NUMBER: &str = "whole number";
pub const NUMBER: &str = "number";
pub const TRUE_OR_FALSE: &str = "true or false";
pub const TEXT: &str = "text";
pub const LIST: &str = "list";
