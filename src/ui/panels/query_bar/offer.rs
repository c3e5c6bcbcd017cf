//! What the completion popup offers at a place in the filter.

use crate::protocol::Report;
use crate::query::language::{Context, Place};
use crate::query::{Answer, Answers};
use crate::ui::widgets::{cell, number};
use crate::value::{Kind, Value, Zone};

/// One completion.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What is put in.
    pub choice: String,
    /// What is said beside it: a kind, a count, a meaning.
    pub note: String,
}

/// How many are offered.
pub const MOST: usize = 12;

fn offers(list: &[(&str, &str)], typed: &str) -> Vec<Offer> {
    let fits = |choice: &str| choice.to_lowercase().starts_with(&typed.to_lowercase());
    list.iter()
        .filter(|(choice, _)| fits(choice))
        .map(|&(choice, note)| Offer {
            choice: choice.into(),
            note: note.into(),
        })
        .collect()
}

/// The completions that need no answer from the engine.
pub fn at_once(context: &Context, report: &Report) -> Vec<Offer> {
    match &context.place {
        Place::Column if context.typed.is_empty() => Vec::new(),
        Place::Column => columns(&context.typed, report),
        Place::Sign(column) => {
            let signs = [
                (":", "is"),
                ("=", "is exactly"),
                ("!=", "is not exactly"),
                (":*", "has a value"),
                (">=", "from"),
                ("<=", "up to"),
            ];
            let ordered = report.column(column).is_some_and(|column| column.kind != Kind::Boolean);
            offers(&signs[..if ordered { 6 } else { 4 }], "")
        }
        Place::Junction => offers(&[("AND", "both"), ("OR", "either")], &context.typed),
        Place::Value(_) => Vec::new(),
    }
}

/// Columns that contain what was typed, those that begin with it first.
fn columns(typed: &str, report: &Report) -> Vec<Offer> {
    let folded = |text: &str| text.to_lowercase().replace(['_', '-', '.'], " ");
    let typed = folded(typed);
    let mut found: Vec<(bool, Offer)> = report
        .columns
        .iter()
        .filter_map(|column| {
            let name = folded(&column.name);
            let at = name.find(&typed)?;
            let offer = Offer {
                choice: column.name.clone(),
                note: super::completion::kind(column.kind).into(),
            };
            Some((at > 0, offer))
        })
        .collect();
    found.sort_by_key(|&(inside, _)| inside);
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
        })
        .take(MOST)
        .collect()
}
