//! The line of a group: what it shows, its menu, and the filter that it stands for.

use super::super::{copy, table::Table};
use crate::chart::time;
use crate::query::Predicate;
use crate::ui::clock;
use crate::ui::widgets::popup::{Choice, Popup};
use crate::ui::widgets::{cell, count, number};
use crate::value::Value;
use crate::view::{Action, Branch, GROUPS, key_is};
use crate::words;
use leptos::prelude::*;

/// The filters that a group stands for, the outermost first.
fn clauses(table: Table, group: usize) -> Vec<Predicate> {
    let zone = table.state.zone.get_untracked();
    let keys = table
        .grouped
        .with_untracked(|grouped| grouped.as_ref().map(|grouped| grouped.keys.clone()));
    let path = table.path_of(group);
    let keys = keys.unwrap_or_default();
    keys.iter()
        .zip(&path)
        .map(|(key, value)| key_is(&key.key(), value.as_deref(), &zone))
        .collect()
}

/// Keeps only the rows of a group, or leaves them out.
pub fn filter(table: Table, group: usize, keep: bool) {
    let clauses = clauses(table, group);
    let all = match keep {
        true => clauses,
        false if clauses.is_empty() => Vec::new(),
        false => vec![Predicate::all(clauses).negate()],
    };
    for predicate in all {
        table.state.act(Action::Add {
            source: None,
            predicate,
        });
    }
}

/// The menu of a group.
pub fn menu(table: Table, group: usize, (x, y): (f64, f64)) {
    let Some((label, open, own)) = table.lines.with_untracked(|lines| {
        let lines = lines.as_ref()?;
        let branch = lines.outline.groups.get(group)?;
        Some((label(table, branch), lines.is_open(group), branch.others == 0))
    }) else {
        return;
    };
    let turn = if open {
        words::events::SHUT_GROUP
    } else {
        words::events::OPEN_GROUP
    };
    let mut choices = vec![Choice::new(turn, move || table.turn(&[group]))];
    if own {
        choices.extend([
            Choice::new(words::common::keep_only(&label), move || filter(table, group, true)),
            Choice::new(words::common::exclude(&label), move || filter(table, group, false)),
            Choice::new(words::events::COPY_GROUP, move || {
                let line = table.lines.with_untracked(|lines| lines.as_ref()?.of_group(group));
                copy::value(table, line.unwrap_or_default(), 0);
            }),
        ]);
    }
    choices.extend([
        Choice::new(words::events::OPEN_ALL, move || table.turn_all(true)),
        Choice::new(words::events::SHUT_ALL, move || table.turn_all(false)),
    ]);
    table.popup.set(Some(Popup {
        x,
        y,
        head: None,
        choices,
    }));
}

/// What a group is called.
fn label(table: Table, group: &Branch) -> String {
    if group.others > 0 {
        return words::events::beyond_groups(&count(group.others, words::counts::groups));
    }
    let zone = table.state.zone.get();
    let bucket = table
        .grouped
        .with(|grouped| grouped.as_ref()?.keys.get(group.depth)?.bucket);
    match (&group.key, bucket) {
        (Value::Time(at), Some(bucket)) => time::name(*at, bucket, &zone),
        (value, _) => cell(value, &zone).text,
    }
}

/// The line of a group: its value, how many rows it has, and from when to when. Tracked.
pub fn line(table: Table, at: u64, group: usize, open: bool) -> AnyView {
    let Some(lines) = table.lines.get() else {
        return ().into_any();
    };
    let Some(branch) = lines.outline.groups.get(group) else {
        return ().into_any();
    };
    let (name, label) = (
        table
            .grouped
            .with(|grouped| Some(grouped.as_ref()?.keys.get(branch.depth)?.column.clone())),
        label(table, branch),
    );
    let rest = branch.others > 0;
    let zone = table.state.zone.get();
    let span = branch.span.map(|(first, last)| match first == last {
        true => clock::show(first, &zone),
        false => format!("{} – {}", clock::show(first, &zone), clock::show(last, &zone)),
    });
    let kind = table.state.report.with(|report| report.as_ref()?.kind().cloned());
    let dot = (!rest && name == kind)
        .then(|| crate::view::text_of(&branch.key))
        .flatten()
        .map(|text| {
            let paint = table.colors.with(|colors| colors.dot(&text));
            view! { <span class="dot" style:background=paint></span> }
        });
    let soft = matches!(&branch.key, Value::Null) || matches!(&branch.key, Value::Text(text) if text.is_empty());
    let told = rest.then(|| words::events::too_many_groups(&number(GROUPS as u64)));
    let title = told.clone();
    view! {
        <div
            class="group-line"
            role="gridcell"
            id=format!("group-{at}-0")
            data-column="0"
            aria-colspan=table.columns.with(Vec::len).to_string()
            style:padding-left=format!("{}px", 10 + 18 * branch.depth)
            title=title
        >
            <span class="group-turn" aria-hidden="true">{if open { "▾" } else { "▸" }}</span>
            {name.filter(|_| !rest).map(|name| view! { <span class="group-by">{name}</span> })}
            <strong class:null=soft>{dot}{label}</strong>
            <span class="group-rows">{count(branch.rows, words::counts::events)}</span>
            {span.map(|span| view! { <span class="group-span">{span}</span> })}
            {told.map(|told| view! { <span class="group-span">{told}</span> })}
        </div>
    }
    .into_any()
}
