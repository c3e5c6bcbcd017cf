//! What was read and how: files, columns, zones, and every row that could not be read.

mod beside;
mod columns;
mod files;
mod whole;

use super::top::title;
use crate::protocol::Report;
use crate::ui::clock;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, bytes, count, number};
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
    view! {
        <p>{summary}</p>
        {report.nothing.clone().map(|nothing| view! { <p class="report-failure">{nothing}</p> })}
        {whole::kept(state, report)}
        {time(state, report)}
        {whole::repeats(state, report)}
        {whole::silences(state, report)}
        {warnings(report)}
        {files::files(state, report)}
        {beside::tables(state, report)}
        {columns::columns(state, report)}
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
