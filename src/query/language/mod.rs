//! The filter language: text to [`Predicate`] and back, what a chip says, and what the caret could be completed to.
//!
//! ```text
//! filter   = or                                     nothing at all means all rows
//! or       = and { ("OR" | "||") and }              keywords in any letter case
//! and      = not { ["AND" | "&&"] not }             side by side means AND
//! not      = { "NOT" | "!" | "-" | "+" } primary    "+" changes nothing
//! primary  = "(" or ")" | test | formula | text     a text alone: anywhere in the row; "*" alone: all rows
//! test     = subject (":" | "=" | "!=") values      ":" letter case aside, "=" exactly
//!          | subject ("<" | "<=" | ">" | ">=") value         also after the colon: duration:>5
//!          | subject ["not"] ("in" | "in=") list    "in" letter case aside, "in=" exactly
//!          | "weekend(" column ")" | "office(" column ")" | "empty(" column ")" | "null(" column ")"
//!          | "first(" column { "," column } ["by" column] ")" | "rows(" numbers ")"
//! subject  = text                                   a column; "*": anywhere
//!          | ("hour" | "weekday" | "count" | "all" | "any") "(" column ")"
//! values   = ["!"] value | "(" the grammar from `or`, with values for tests and AND or OR always written ")"
//! value    = text | range | other | /pattern/       a pattern is found anywhere in the cell; no blanks (write `\s`)
//! range    = ("[" | "{") bound "TO" bound ("]" | "}")    "*" is an open bound, "{" and "}" leave the bound out
//!          | low..high                              unquoted; either may be missing before or after digits
//! other    = "[" column "]"                         another column of the same row
//! list     = "(" text { "," text } ")" | "#" text   digits: the name that [`brief`] gives to a long list; else a list beside the log
//! formula  = "{" a condition of the formula language "}"
//! text     = bare or quoted pieces without a blank between: user:"Ann B"*
//! column   = a text in which single blanks need no quotes
//! ```
//!
//! On text, `ip:10.0.0.0/8` also finds the addresses in that network (IPv4 and IPv6, with or without a port).
//!
//! In a value `*` and `?` outside quotes are wildcards, `column:*` asks for any value. In quotes `\"`, `\\` and `\u{hex}` are escapes, any
//! other backslash stands for itself, and so does every backslash outside quotes (`C:\Temp\*`). Curly quotes are quotes. A bare value
//! runs to a blank, a parenthesis, `&&` or `||`, so that `ip:10.0.0.1`, `t>=2026-01-01T10:00:00Z` and `arn:aws:iam::1:user/x` need no
//! quotes; a date takes the clock after it along (`t<2026-01-05 14:03:22 UTC`). Blanks around operators do not matter.
//!
//! **Letter case**: `:` and `in` set it aside (ASCII letters among themselves, others by their lower case; in a pattern that of ASCII
//! letters), `=`, `!=`, `in=` and `*=word` mind it, with wildcards and patterns too. Comparisons are by code point.
//!
//! **Null** fails every test but `empty(column)`, so that `NOT` of a test holds for it: `actor!=[target]` is true where either is null.
//! A list passes where some element does (`any(column)` says so); `all(column)` asks for at least one element and for each of them;
//! `count(column)` counts them, and one for anything that is no list.
//!
//! **Times** may be told from the end of the data (`now-7d`, `now/d`), which is the greatest time of the column, or by the clock
//! (`clock-15m`, `today`, `yesterday`); `super::relative` says how. Hours, weekdays, weekends and office hours are those of the
//! query's zone. Ranges of hours and weekdays go round: `hour(time):[22 TO 6]`.
//!
//! Where this is not KQL: [`crate::words::language::DEVIATIONS`].

mod chip;
mod complete;
mod condition;
mod function;
mod lists;
mod name;
mod paint;
mod parse;
mod print;
mod reference;
mod subject;
mod text;
mod token;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use chip::{Chip, describe};
pub use complete::{Context, Place, suggest};
pub use condition::condition;
pub use function::Function;
pub use lists::{Lists, pasted};
pub use name::{mended, nearest, resolve, unfit, unknown};
pub use paint::{Paint, paint};
pub use parse::{Parsed, conjuncts, parse, parse_with};
pub use print::{brief, print, print_argument, print_column, print_list, print_literal};
pub use reference::{CHAPTERS, Chapter};

#[cfg(doc)]
use super::Predicate;
