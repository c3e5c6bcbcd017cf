//! What the completion popup offers at a place in the filter.

use crate::arrange;
use crate::protocol::Report;
use crate::query::language::{Context, Function, Place, print_argument};
use crate::query::{Answer, Answers};
use crate::ui::widgets::{cell, number};
use crate::value::{Kind, Value, Zone};
use crate::words;

/// One completion.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What is put in.
    pub choice: String,
    /// What is said beside it: a kind, a count, a meaning.
    pub note: String,
    pub put: Put,
}

/// How a completion is put in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Put {
    /// As a name or a value: with quotes and signs as the place needs them.
    Choice,
    /// As filter text, as it is.
    Piece,
    /// In the place of the sign before the caret.
    Sign,
}

/// How many are offered.
pub const MOST: usize = 12;

/// How many values, where signs are offered beside them.
const FEW: usize = 8;

fn offers(list: &[(&str, &str)], typed: &str, put: Put) -> Vec<Offer> {
    let fits = |choice: &str| choice.to_lowercase().starts_with(&typed.to_lowercase());
    list.iter()
        .filter(|(choice, _)| fits(choice))
        .map(|&(choice, note)| Offer {
            choice: choice.into(),
            note: note.into(),
            put,
        })
        .collect()
}

/// The signs that suit a column of this kind.
fn signs(kind: Option<Kind>) -> Vec<(&'static str, &'static str)> {
    let mut signs = vec![
        (":", words::filter::SIGN_IS),
        ("=", words::filter::SIGN_EXACTLY),
        ("!=", words::filter::SIGN_NOT_EXACTLY),
        (" in (", words::filter::SIGN_IN_LIST),
        (" in #", words::filter::SIGN_IN_TABLE),
        (":*", words::filter::SIGN_EXISTS),
    ];
    if kind != Some(Kind::Boolean) {
        signs.extend([
            (">=", words::filter::FROM),
            ("<=", words::filter::SIGN_UP_TO),
            (":[", words::filter::SIGN_SPAN),
        ]);
    }
    signs.push(("=[", words::filter::SIGN_OTHER_COLUMN));
    signs
}

/// Times that are told from elsewhere.
const TIMES: [(&str, &str); 6] = [
    ("now-24h", words::filter::LAST_24_HOURS),
    ("now-7d", words::filter::LAST_7_DAYS),
    ("now/d", words::filter::LAST_DAY),
    ("now-1d/d", words::filter::DAY_BEFORE_LAST),
    ("clock-24h", words::filter::CLOCK_24_HOURS),
    ("today", words::filter::CLOCK_TODAY),
];

const WEEKDAYS: [(&str, &str); 8] = [
    ("[mon TO fri]", words::filter::WORKING_DAYS),
    ("mon", words::calendar::MONDAY),
    ("tue", words::calendar::TUESDAY),
    ("wed", words::calendar::WEDNESDAY),
    ("thu", words::calendar::THURSDAY),
    ("fri", words::calendar::FRIDAY),
    ("sat", words::calendar::SATURDAY),
    ("sun", words::calendar::SUNDAY),
];

const HOURS: [(&str, &str); 3] = [
    ("[9 TO 17]", words::filter::HOURS_9_TO_17),
    ("[22 TO 6]", words::filter::HOURS_OVER_MIDNIGHT),
    ("12", words::filter::HOUR_12),
];

/// The completions that need no answer from the engine; columns where nothing is typed only if somebody `asked` for completions.
pub fn at_once(context: &Context, report: &Report, asked: bool) -> Vec<Offer> {
    let typed = &context.typed;
    match &context.place {
        Place::Column if typed.is_empty() && !asked => Vec::new(),
        Place::Column => {
            let mut found = columns(typed, report, None);
            found.extend(functions(typed, report));
            found.truncate(MOST);
            found
        }
        Place::Argument(function) => columns(typed, report, function.kind()),
        Place::Other => columns(typed, report, None),
        Place::Sign(column) => match Function::EACH.into_iter().find(|function| function.name() == *column) {
            Some(Function::All | Function::Any) => offers(
                &[
                    (":", words::filter::SIGN_IS),
                    ("=", words::filter::SIGN_EXACTLY),
                    (" in (", words::filter::SIGN_IN_LIST),
                ],
                "",
                Put::Choice,
            ),
            Some(_) => offers(
                &[
                    (":", words::filter::SIGN_IS),
                    (":[", words::filter::SIGN_SPAN),
                    (">=", words::filter::FROM),
                    ("<=", words::filter::SIGN_UP_TO),
                ],
                "",
                Put::Choice,
            ),
            None => {
                let kind = report.column(column).map(|column| column.kind);
                offers(&signs(kind), "", Put::Choice)
            }
        },
        Place::Junction => offers(
            &[("AND", words::filter::JUNCTION_AND), ("OR", words::filter::JUNCTION_OR)],
            typed,
            Put::Choice,
        ),
        Place::Part(Function::Weekday) => offers(&WEEKDAYS, typed, Put::Choice),
        Place::Part(Function::Hour) => offers(&HOURS, typed, Put::Choice),
        Place::List => lists(typed, report),
        Place::Part(_) | Place::Value(_) | Place::Item(_) => Vec::new(),
    }
}

/// The lists beside the log whose names contain what was typed.
fn lists(typed: &str, report: &Report) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let named = report.lookups.iter().flat_map(|table| {
        let beside = table.beside();
        let columns = table.columns.iter();
        columns.map(move |column| Offer {
            choice: beside.list(&column.name),
            note: number(column.distinct),
            put: Put::Choice,
        })
    });
    named
        .filter(|offer| offer.choice.to_lowercase().contains(&typed))
        .take(MOST)
        .collect()
}

/// What is offered beside the values of a column: times told from elsewhere, and other signs.
pub fn beside(context: &Context, report: &Report) -> Vec<Offer> {
    let Place::Value(column) = &context.place else {
        return Vec::new();
    };
    let kind = report.column(column).map(|column| column.kind);
    let mut found = Vec::new();
    if kind == Some(Kind::Time) {
        found.extend(offers(&TIMES, &context.typed, Put::Choice));
    }
    if context.sign.is_some() {
        let others = signs(kind);
        found.extend(offers(&others[1..], "", Put::Sign));
    }
    found
}

/// Functions that begin with what was typed, each of the columns it is meant for.
fn functions(typed: &str, report: &Report) -> Vec<Offer> {
    let typed = typed.to_lowercase();
    let fits = Function::EACH
        .into_iter()
        .filter(|function| *function != Function::Rows && function.name().starts_with(&typed));
    fits.flat_map(|function| {
        let kind = function.kind();
        let suited = report.columns.iter().filter(move |column| kind == Some(column.kind));
        let of_column = suited.take(3).map(move |column| {
            let sign = if function.takes_value() { ":" } else { " " };
            format!("{}({}){sign}", function.name(), print_argument(&column.name))
        });
        let open = kind.is_none().then(|| format!("{}(", function.name()));
        of_column.chain(open).map(move |choice| Offer {
            choice,
            note: function.about().into(),
            put: Put::Piece,
        })
    })
    .collect()
}

/// Columns that contain what was typed, those that begin with it first; of this kind, if there is one.
fn columns(typed: &str, report: &Report, kind: Option<Kind>) -> Vec<Offer> {
    let folded = |text: &str| text.to_lowercase().replace(['_', '-', '.'], " ");
    let typed = folded(typed);
    let suited = report
        .columns
        .iter()
        .filter(|column| kind.is_none_or(|kind| kind == column.kind));
    let mut found: Vec<(bool, Offer)> = suited
        .filter_map(|column| {
            let name = folded(&column.name);
            let at = name.find(&typed)?;
            let offer = Offer {
                choice: column.name.clone(),
                note: super::completion::kind(column.kind).into(),
                put: Put::Choice,
            };
            Some((at > 0, offer))
        })
        .collect();
    arrange::by_key(&mut found, |&(inside, _)| inside);
    found.into_iter().map(|(_, offer)| offer).take(MOST).collect()
}

/// The values of a facet's answer.
pub fn values(answers: &Answers, zone: &Zone) -> Vec<Offer> {
    let Some(Answer::Facet { values, .. }) = answers.answers.first() else {
        return Vec::new();
    };
    values
        .iter()
        .filter(|(value, _)| *value != Value::Null)
        .map(|(value, count)| Offer {
            choice: match value {
                Value::Text(text) => text.clone(),
                other => cell(other, zone).text,
            },
            note: number(*count),
            put: Put::Choice,
        })
        .take(FEW)
        .collect()
}
