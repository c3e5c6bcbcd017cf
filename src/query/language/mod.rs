//! The filter language: text to [`Predicate`] and back, what a chip says, and what the caret could be completed to.
//!
//! ```text
//! filter   = or                                     nothing at all means all rows
//! or       = and { ("OR" | "||") and }              keywords in any letter case
//! and      = not { ["AND" | "&&"] not }             side by side means AND
//! not      = { "NOT" | "!" | "-" | "+" } primary    "+" changes nothing
//! primary  = "(" or ")" | test | text               a text alone: anywhere in the row; "*" alone: all rows
//!          | "{" formula "}"                        rows for which a formula holds: { [a] > [b] + 1 }
//! test     = text (":" | "=" | "!=") values         ":" letter case aside, "=" exactly
//!          | text ("<" | "<=" | ">" | ">=") text    also after the colon: duration:>5
//! values   = ["!"] text | range | "(" the grammar from `or`, with values for tests and AND or OR always written ")"
//! range    = ("[" | "{") bound "TO" bound ("]" | "}")    "*" is an open bound, "{" and "}" leave the bound out
//!          | low..high                              unquoted; either may be missing before or after digits
//!          | /pattern/                              a regular expression found anywhere in the cell; no blanks (write `\s`)
//! text     = bare or quoted pieces without a blank between: user:"Ann B"*
//! ```
//!
//! On text, `ip:10.0.0.0/8` also finds the addresses in that network (IPv4 and IPv6, with or without a port).
//!
//! In a value `*` and `?` outside quotes are wildcards, `column:*` asks for any value. In quotes `\"`, `\\` and `\u{hex}` are escapes, any
//! other backslash stands for itself, and so does every backslash outside quotes (`C:\Temp\*`). Curly quotes are quotes. A bare value
//! runs to a blank, a parenthesis, `&&` or `||`, so that `ip:10.0.0.1`, `t>=2026-01-01T10:00:00Z` and `arn:aws:iam::1:user/x` need no
//! quotes; a date takes the clock after it along (`t<2026-01-05 14:03:22 UTC`). Blanks around operators do not matter.
//!
//! Where this is not KQL: AND binds tighter than OR (as there), but words side by side are ANDed and in `column:(a b)` an operator is
//! asked for; a bare word is sought within cells; `-`, `!`, `+`, `&&`, `||`, `=`, `!=`, `<>`, `[a TO b]` and `a..b` exist; backslashes do
//! not escape outside quotes; a regular
//! expression is sought anywhere in the cell, the case of ASCII letters aside (`/(?-i)Exact/`); there are no wildcards in column names and no
//! nested-field braces.

mod chip;
mod complete;
mod name;
mod paint;
mod parse;
mod print;
mod text;
mod token;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use chip::{Chip, describe};
pub use complete::{Context, Place, suggest};
pub use name::{nearest, resolve, unknown};
pub use paint::{Paint, paint};
pub use parse::{Parsed, conjuncts, parse};
pub use print::{print, print_column, print_literal};

#[cfg(doc)]
use super::Predicate;
