//! The columns of a load: what each was taken for and why, and menus to decide otherwise.

use super::super::zone_menu::choices;
use super::heads;
use crate::protocol::{ColumnReport, Report, Turn};
use crate::ui::clock;
use crate::ui::state::State;
use crate::ui::widgets::{Item, Menu, number};
use crate::value::Kind;
use crate::words;
use leptos::prelude::*;

/// The table of columns.
pub fn columns(state: State, report: &Report) -> impl IntoView + use<> {
    let lines = report
        .columns
        .iter()
        .map(|one| column(state, one, report))
        .collect_view();
    view! {
        <h3>{words::common::COLUMNS}</h3>
        <div class="report-scroll" tabindex="0">
            <table class="report-lines">
                <thead>{heads(&[(words::common::NAME, false), (words::report::KIND, false), (words::common::VALUES, true), (words::report::DISTINCT, true), (words::report::REMARK, false)])}</thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

/// What a kind is called.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => words::kinds::TIME,
        Kind::Integer => words::kinds::WHOLE_NUMBER,
        Kind::Number => words::kinds::NUMBER,
        Kind::Boolean => words::kinds::TRUE_OR_FALSE,
        Kind::Text => words::kinds::TEXT,
        Kind::List => words::kinds::LIST,
    }
}

/// One line.
fn column(state: State, column: &ColumnReport, report: &Report) -> impl IntoView + use<> {
    let zone = column.zoneless.then(|| {
        let name = column.name.clone();
        let items = move || {
            choices()
                .into_iter()
                .map(|(choice, label, remark)| {
                    let name = name.clone();
                    Item::new(label, move || state.assume(name.clone(), clock::zone(&choice))).note(remark)
                })
                .collect()
        };
        view! {
            <span class="report-zone">
                {words::report::NAMES_NO_ZONE}
                <Menu class="plain" label=words::report::READ_AS title=words::report::READ_AS_TIP items=Signal::derive(items)/>
            </span>
        }
    });
    let rows = report.rows;
    let known = column.counted() || rows == 0;
    // One that was made of others is read as these are.
    let made = report
        .logs
        .as_ref()
        .is_some_and(|logs| logs.made.contains(&column.name));
    let counted = |values: u64| if known { number(values) } else { "–".into() };
    view! {
        <tr>
            <td class="report-name">{column.name.clone()}</td>
            <td data-head=words::report::KIND>{if known && !made { kinds(state, column).into_any() } else { kind(column.kind).into_any() }}</td>
            <td class="number" data-head=words::common::VALUES>{counted(rows.saturating_sub(column.nulls))}</td>
            <td class="number" data-head=words::report::DISTINCT>{counted(column.distinct)}</td>
            <td class="report-remark">
                {column.note.iter().flat_map(|note| note.split("; ")).map(|note| view! { <div>{note.to_owned()}</div> }).collect_view()}
                {zone}
            </td>
        </tr>
    }
}

/// What the column is taken for, and a menu to read it in another way.
fn kinds(state: State, column: &ColumnReport) -> impl IntoView + use<> {
    let (name, now, day_first, turned) = (column.name.clone(), column.kind, column.day_first, column.turned);
    let items = move || {
        let turn = |label: String, turn: Turn| {
            let name = name.clone();
            Item::new(label, move || state.turn(name.clone(), turn))
        };
        let mut items: Vec<Item> = [Kind::Text, Kind::Time, Kind::Integer, Kind::Number]
            .into_iter()
            .filter(|other| *other != now)
            .map(|other| turn(words::report::read_as(&kind(other)), Turn::Into(other)))
            .collect();
        match day_first {
            Some(true) => items.push(turn(words::report::READ_MONTH_DAY.into(), Turn::DayFirst(false))),
            Some(false) => items.push(turn(words::report::READ_DAY_MONTH.into(), Turn::DayFirst(true))),
            None => {}
        }
        if turned {
            items.push(turn(words::report::READ_BACK.into(), Turn::Back));
        }
        items
    };
    view! {
        <Menu class="plain" label=kind(now).to_owned() title=words::report::KIND_TIP items=Signal::derive(items)/>
    }
}
