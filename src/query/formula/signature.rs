//! What a function takes and gives.

use super::function::Function;
use crate::value::Kind;
use crate::words;

/// A place for an argument.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub name: &'static str,
    pub takes: Takes,
    pub times: Times,
}

/// How often an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Once,
    /// Once or not at all.
    Maybe,
    /// Any number of times, none included; the last place only.
    More,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Any,
    /// Anything but a list.
    Scalar,
    Text,
    /// A number, whole or not.
    Numeric,
    /// A number; whole ones become such.
    Real,
    Whole,
    Boolean,
    Time,
    /// A time, or the text of one.
    Moment,
    List,
    /// Of one kind with all others that are this.
    Same,
    /// A unit of time, written out.
    Unit,
    /// The same, or a part of a time that is no unit: the weekday.
    Part,
    /// A regular expression, written out.
    Pattern,
    /// A format of times, written out.
    Format,
    /// A number or a time: what has a middle.
    Middle,
    /// A number from 0 to 100, written out.
    Percent,
}

/// The kind of what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Kind(Kind),
    /// That of the arguments that are [`Takes::Same`].
    Same,
    /// That of the first argument.
    First,
    /// Of lists that of their elements, else that of the first argument.
    Element,
    /// A whole number if all arguments are.
    Wider,
    /// A time if the first argument is one, else a number.
    Middle,
}

/// A place for one argument.
pub const fn one(name: &'static str, takes: Takes) -> Slot {
    Slot {
        name,
        takes,
        times: Times::Once,
    }
}

/// A place that may stay empty.
pub const fn maybe(name: &'static str, takes: Takes) -> Slot {
    Slot {
        name,
        takes,
        times: Times::Maybe,
    }
}

/// A place for any number of arguments.
pub const fn more(name: &'static str, takes: Takes) -> Slot {
    Slot {
        name,
        takes,
        times: Times::More,
    }
}

impl Function {
    /// Name and arguments, as help and completion show them: `Mid(text, start, [length])`.
    pub fn signature(&self) -> String {
        let (name, slots) = self.places();
        format!("{name}({})", slots.join(", "))
    }

    /// The name, and each argument as [`Function::signature`] shows it.
    pub fn places(&self) -> (&'static str, Vec<String>) {
        let slots = self.slots.iter().map(|slot| match slot.times {
            Times::Once => slot.name.to_owned(),
            Times::Maybe => format!("[{}]", slot.name),
            Times::More => format!("[{} …]", slot.name),
        });
        (self.name, slots.collect())
    }

    /// The place of the argument at this position.
    pub(super) fn slot(&self, at: usize) -> Option<&'static Slot> {
        let last = self.slots.last().filter(|slot| slot.times == Times::More);
        self.slots.get(at).or(last)
    }

    /// The fewest arguments, and the most, where there is such a number.
    pub(super) fn arity(&self) -> (usize, Option<usize>) {
        let least = self.slots.iter().filter(|slot| slot.times == Times::Once).count();
        let open = self.slots.iter().any(|slot| slot.times == Times::More);
        (least, (!open).then_some(self.slots.len()))
    }
}

impl Takes {
    /// In words, with its article.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Any | Self::Same => words::formulas::VALUE,
            Self::Scalar => words::formulas::SINGLE_VALUE,
            Self::Text => words::formulas::TEXT,
            Self::Numeric | Self::Real => words::formulas::NUMBER,
            Self::Whole => words::formulas::WHOLE_NUMBER,
            Self::Boolean => words::formulas::CONDITION,
            Self::Time => words::formulas::TIME,
            Self::Moment => words::formulas::TIME_OR_TEXT,
            Self::List => words::formulas::LIST,
            Self::Unit | Self::Part => words::formulas::UNIT_OF_TIME_IN_QUOTES,
            Self::Pattern => words::formulas::REGULAR_EXPRESSION_IN_QUOTES,
            Self::Format => words::formulas::FORMAT_IN_QUOTES,
            Self::Middle => words::formulas::NUMBER_OR_TIME,
            Self::Percent => words::formulas::NUMBER_FROM_0_TO_100,
        }
    }
}

/// A kind in words, with its article.
pub fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => words::kinds::A_TIME,
        Kind::Integer => words::kinds::A_WHOLE_NUMBER,
        Kind::Number => words::kinds::A_NUMBER,
        Kind::Boolean => words::kinds::TRUE_OR_FALSE,
        Kind::Text => words::kinds::A_TEXT,
        Kind::List => words::kinds::A_LIST,
    }
}
