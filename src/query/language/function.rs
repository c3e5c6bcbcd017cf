//! What is asked of a column by name: `hour(time)`, `weekday(time)`, `weekend(time)`, `office(time)`, `count(list)`, `all(list)` ...

use super::super::{Op, Part};
use super::text::Text;
use crate::value::Kind;
use crate::words;

/// A word before a column in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Hour,
    Weekday,
    Weekend,
    Office,
    Count,
    All,
    Any,
    Empty,
    Null,
    First,
    Rows,
}

impl Function {
    /// All of them, in the order in which they are offered.
    pub const EACH: [Self; 11] = [
        Self::Hour,
        Self::Weekday,
        Self::Weekend,
        Self::Office,
        Self::Count,
        Self::All,
        Self::Any,
        Self::Empty,
        Self::Null,
        Self::First,
        Self::Rows,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Weekday => "weekday",
            Self::Weekend => "weekend",
            Self::Office => "office",
            Self::Count => "count",
            Self::All => "all",
            Self::Any => "any",
            Self::Empty => "empty",
            Self::Null => "null",
            Self::First => "first",
            Self::Rows => "rows",
        }
    }

    /// What it asks, for people.
    pub fn about(self) -> &'static str {
        match self {
            Self::Hour => words::asking::TIME_OF_DAY,
            Self::Weekday => words::asking::DAY_OF_WEEK,
            Self::Weekend => words::asking::SATURDAY_OR_SUNDAY,
            Self::Office => words::asking::MONDAY_TO_FRIDAY_8_00,
            Self::Count => words::asking::HOW_MANY_ELEMENTS,
            Self::All => words::asking::EVERY_ELEMENT_OF_LIST,
            Self::Any => words::asking::SOME_ELEMENT_OF_LIST,
            Self::Empty => words::asking::NULL_EMPTY_TEXT_OR_EMPTY,
            Self::Null => words::asking::NO_VALUE_AT_ALL,
            Self::First => words::asking::VALUES_SEEN_FOR_FIRST_TIME,
            Self::Rows => words::asking::ROWS_BY_THEIR_NUMBERS,
        }
    }

    /// The kind of column it is meant for; `None`: any.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Hour | Self::Weekday | Self::Weekend | Self::Office => Some(Kind::Time),
            Self::Count | Self::All | Self::Any => Some(Kind::List),
            Self::Empty | Self::Null | Self::First | Self::Rows => None,
        }
    }

    /// Whether a sign and a value must follow.
    pub fn takes_value(self) -> bool {
        matches!(self, Self::Hour | Self::Weekday | Self::Count | Self::All | Self::Any)
    }

    /// The part of a cell that values are then told about.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Self::Hour => Some(Part::Hour),
            Self::Weekday => Some(Part::Weekday),
            Self::Count => Some(Part::Count),
            _ => None,
        }
    }

    /// The function of a word, in any letter case.
    pub(super) fn called(word: &Text) -> Option<Self> {
        Self::EACH.into_iter().find(|function| word.is_keyword(function.name()))
    }
}

/// The function under which a test is written.
pub(super) fn of(op: &Op) -> Option<Function> {
    match op {
        Op::Part(Part::Hour, _) => Some(Function::Hour),
        Op::Part(Part::Weekday, _) => Some(Function::Weekday),
        Op::Part(Part::Count, _) => Some(Function::Count),
        Op::Weekend => Some(Function::Weekend),
        Op::Office => Some(Function::Office),
        Op::Empty => Some(Function::Empty),
        _ => None,
    }
}
