//! Formulas: a small typed language for computed columns, conditions and measures, with the names that users of workbooks know.
//!
//! ```text
//! formula  = or
//! or       = and { "or" and }                                keywords and functions in any letter case
//! and      = not { "and" not }
//! not      = { "not" | "!" } test
//! test     = join [ ("=" | "!=" | "<" | "<=" | ">" | ">=") join | ["not"] "in" "(" formula {"," formula} ")" | "is" ["not"] "null" ]
//! join     = sum { "&" sum }                                 texts put together
//! sum      = product { ("+" | "-") product }
//! product  = sign { ("*" | "/" | "%") sign }
//! sign     = ["-" | "+"] part
//! part     = "(" formula ")" | Function(formula, …) | [column] | column | "text" | number | true | false | null
//! ```
//!
//! A column's name stands in brackets (`\]` is a bracket in it), or bare where it is one word; nested fields have dotted names,
//! `[user.name]` or `[user].name`. Texts stand in quotes, double or single; the quote doubled or after a backslash is one in the text,
//! `\\` a backslash, `\u{hex}` any character, and every other backslash itself.
//!
//! - **Kinds.** Text, whole number, number, true or false, time, list; errors of kind are found before anything is run. A whole number
//!   serves as a number; a text in quotes serves as a time where a time is needed. Nothing else changes its kind by itself.
//! - **Null.** What is made of null is null. Tests are never null: one that has nothing to look at does not hold, and its negation does,
//!   as in filters; so `a != b` is `not a = b`. Null as a condition does not hold.
//! - **Text** is compared character by character in its letter case, and ordered by code point; `Lower` sets letter case aside.
//! - **Whole numbers** are exact in 64 bits; a result that does not fit is null. `/` gives a number; what is divided by 0 is null.
//! - **Times** are taken apart, cut and printed in the zone on display.
//! - **Other tables** are looked into by `Lookup` and `LookupCount` alone, whose arguments name their columns as `[table/column]`.
//! - **What was seen before**, `FirstSeen` and `IsFirst`, stands in computed columns only.
//! - **Aggregates** (`Count`, `Sum` …) stand in measures of groups and charts only, and there every column stands inside of one.

mod aggregate;
mod check;
mod complete;
mod eval;
mod format;
mod function;
mod lists;
mod lookup;
mod make;
mod numbers;
mod parse;
mod place;
mod print;
mod secret;
mod seen;
mod signature;
mod texts;
mod times;
mod token;
pub mod tree;
pub(crate) mod typed;
mod vector;

#[cfg(test)]
mod laws;

pub(crate) use super::seen::Seen;
pub(super) use aggregate::{Piece, Plan};
pub use complete::{Offer, Offers, offers};
pub(crate) use format::{month_name, weekday_name};
pub(crate) use function::{Aggregate, Call, Unit};
pub use function::{FUNCTIONS, Family, Function, find};
pub(super) use make::{booleans, make, times};
pub use print::{print_name, print_text};
pub use signature::kind_words;
pub(super) use typed::{Checked, Wanted};

use super::seen::Firsts;
use super::{Failure, Schema, language};
use crate::value::Kind;
use check::{Over, check};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;
use tree::Expr;

/// A formula that reads as one; whether it fits a table is for [`Formula::kind`] and [`Formula::measure`] to say. It crosses as its text.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    expr: Expr,
    /// What the whole table saw, for what the formula asks of it, in order; empty before a table of several parts was asked, and where
    /// it stands alone.
    known: Arc<Vec<Firsts>>,
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// Where the text is none: what is wrong, at which character, and what to do about it.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Ok(Self {
            text: text.to_owned(),
            expr: parse::parse(text)?,
            known: Arc::default(),
        })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says, as a tree.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// Whether it names this column, letter case and the difference between blank and `_` aside.
    pub fn names(&self, column: &str) -> bool {
        let mut named = false;
        let meant = [column];
        self.expr
            .each_column(&mut |name, _| named |= language::resolve(name, &meant).is_some());
        named
    }

    /// The same formula as it is printed: names of functions and blanks in one way.
    #[must_use]
    pub fn normal(&self) -> Self {
        Self::of(&self.expr)
    }

    /// The kind of its values over rows of a table.
    ///
    /// # Errors
    /// Where it does not fit the columns: what is wrong, at which character, and what to do about it.
    pub fn kind(&self, schema: &Schema) -> Result<Kind, Failure> {
        check(&self.expr, schema, Over::Rows).map(|checked| checked.kind())
    }

    /// The kind of its value over a group of rows.
    ///
    /// # Errors
    /// As [`Formula::kind`].
    pub fn measure(&self, schema: &Schema) -> Result<Kind, Failure> {
        check(&self.expr, schema, Over::Groups).map(|checked| checked.kind())
    }

    /// The same condition under exact names.
    ///
    /// # Errors
    /// As [`Formula::kind`], and where it is no condition.
    pub(super) fn condition(&self, schema: &Schema) -> Result<Self, Failure> {
        let checked = check(&self.expr, schema, Over::Rows)?;
        seen::only_in_columns(&self.expr)?;
        if checked.kind() != Kind::Boolean {
            return Err(place::fault(
                "This is no condition",
                self.expr.span.start,
                "Write a comparison, such as [a] > [b], or a function that says whether.",
            ));
        }
        Ok(Self::of(&checked.exact))
    }

    /// The formula that a tree prints as.
    pub(crate) fn of(expr: &Expr) -> Self {
        let text = print::print(expr);
        // Places are those of the text that is kept.
        let expr = parse::parse(&text).unwrap_or_else(|_| expr.clone());
        Self {
            text,
            expr,
            known: Arc::default(),
        }
    }

    /// The same with what the whole table saw.
    #[must_use]
    pub(super) fn knowing(self, known: Arc<Vec<Firsts>>) -> Self {
        Self { known, ..self }
    }

    /// Whether it asks what was seen before.
    pub(super) fn looks_back(&self) -> bool {
        seen::only_in_columns(&self.expr).is_err()
    }

    /// What the whole table saw.
    pub(super) fn known(&self) -> &Arc<Vec<Firsts>> {
        &self.known
    }

    /// Checked over rows.
    pub(crate) fn rows(&self, schema: &Schema) -> Result<Checked, Failure> {
        check(&self.expr, schema, Over::Rows)
    }

    /// Checked over groups of rows.
    pub(crate) fn groups(&self, schema: &Schema) -> Result<Checked, Failure> {
        check(&self.expr, schema, Over::Groups)
    }
}

/// A text for people; between parts of the engine also what the table saw.
impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.text.serialize(serializer)
        } else {
            (&self.text, &self.known).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (text, known) = if deserializer.is_human_readable() {
            (String::deserialize(deserializer)?, Arc::default())
        } else {
            <(String, Arc<Vec<Firsts>>)>::deserialize(deserializer)?
        };
        let formula = Self::try_from(text).map_err(D::Error::custom)?;
        Ok(formula.knowing(known))
    }
}

impl TryFrom<String> for Formula {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|failure| failure.what)
    }
}

impl From<Formula> for String {
    fn from(formula: Formula) -> Self {
        formula.text
    }
}
