//! What was read and how: files, columns, zones, and every row that could not be read.

mod files;
mod whole;

use super::top::title;
use super::zone_menu::choices;
use crate::protocol::{ColumnReport, Report};
use crate::ui::clock;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, Item, Menu, bytes, count, number};
use crate::value::Kind;
use leptos::prelude::*;
use std::sync::Arc;

/// What was read and how.
#[component]
pub fn LoadReport() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let body = move || state.report.get().map(|report| body(state, &report));
    view! {
        <Dialog open=frame.report id="load-report" title="Load report">
            {body}
        </Dialog>
    }
}

fn body(state: State, report: &Arc<Report>) -> impl IntoView + use<> {
    let source = report
        .source
        .as_deref()
        .map(|source| format!(" Recognised as an export of {}.", title(source)));
    let summary = format!(
        "{} in {}, {} in memory.{}",
        count(report.rows, "event", "events"),
        count(report.columns.len() as u64, "column", "columns"),
        bytes(report.memory),
        source.unwrap_or_default()
    );
    let columns = report
        .columns
        .iter()
        .map(|one| column(state, one, report.rows))
        .collect_view();
    view! {
        <p>{summary}</p>
        {report.nothing.clone().map(|nothing| view! { <p class="report-failure">{nothing}</p> })}
        {time(state, report)}
        {whole::repeats(state, report)}
        {whole::silences(state, report)}
        {warnings(report)}
        {files::files(report)}
        <h3>"Columns"</h3>
        <div class="report-scroll" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th>"Name"</th>
                        <th>"Kind"</th>
                        <th class="number">"Values"</th>
                        <th class="number">"Distinct"</th>
                        <th>"Remark"</th>
                    </tr>
                </thead>
                <tbody>{columns}</tbody>
            </table>
        </div>
    }
}

/// What a kind is called.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Time => "time",
        Kind::Integer => "whole number",
        Kind::Number => "number",
        Kind::Boolean => "true or false",
        Kind::Text => "text",
        Kind::List => "list",
    }
}

fn column(state: State, column: &ColumnReport, rows: u64) -> impl IntoView + use<> {
    let zone = column.zoneless.then(|| {
        let name = column.name.clone();
        let items = move || {
            choices()
                .into_iter()
                .map(|(choice, label, remark)| {
                    let name = name.clone();
                    Item::new(label, move || {
                        let span = state.report.with_untracked(|report| report.as_ref().and_then(|report| report.time.clone()));
                        state.assume(name.clone(), clock::zone(&choice, span.as_ref()));
                    })
                    .note(remark)
                })
                .collect()
        };
        view! {
            <span class="report-zone">
                "names no zone; "
                <Menu class="plain" label="read as" title="The zone in which these times are read" items=Signal::derive(items)/>
            </span>
        }
    });
    view! {
        <tr>
            <td>{column.name.clone()}</td>
            <td>{kind(column.kind)}</td>
            <td class="number">{number(rows.saturating_sub(column.nulls))}</td>
            <td class="number">{number(column.distinct)}</td>
            <td>
                {column.note.clone()}
                {zone}
            </td>
        </tr>
    }
}

fn time(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    let span = report.time.clone()?;
    let column = report.roles.time.clone().unwrap_or_default();
    let shown = move || {
        let zone = state.zone.get();
        format!(
            "{} to {} {}",
            clock::show(span.first, &zone),
            clock::show(span.last, &zone),
            zone.name
        )
    };
    let written = if span.assumed {
        format!(
            "They name no zone and are read as {}; that can be changed below, at the column.",
            span.zone
        )
    } else {
        format!("Written in: {}.", span.zone)
    };
    Some(view! {
        <p>
            <strong>{column}</strong>
            ": "
            {shown}
            ". "
            <span class="soft">{written}</span>
        </p>
    })
}

fn warnings(report: &Report) -> Option<impl IntoView + use<>> {
    if report.warned == 0 {
        return None;
    }
    let title = match report.rejected {
        0 => count(report.warned, "remark", "remarks"),
        rejected => format!("{} could not be read", count(rejected, "row", "rows")),
    };
    let more = report.warned.saturating_sub(report.warnings.len() as u64);
    let names: Vec<String> = report.files.iter().map(|file| file.name.clone()).collect();
    let lines = report
        .warnings
        .iter()
        .map(|warning| {
            let file = names.get(warning.at.file as usize).cloned().unwrap_or_default();
            let place = format!("row {}, byte {}", number(warning.at.row), number(warning.at.byte));
            view! {
                <tr>
                    <td>{file}<br/><span class="soft">{place}</span></td>
                    <td>
                        {warning.rejected.then(|| view! { <span class="report-failure">"▲ left out: "</span> })}
                        {warning.what.clone()}
                        <pre class="report-raw">{warning.raw.clone()}</pre>
                    </td>
                </tr>
            }
        })
        .collect_view();
    Some(view! {
        <h3 id="report-warnings">{title}</h3>
        <div class="report-scroll" tabindex="0">
            <table>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="soft">{format!("and {} more.", number(more))}</p> })}
    })
}
