//! What was read and how: files, columns, zones, and every row that could not be read.

mod beside;
mod columns;
mod files;
mod whole;

use super::top::sources;
use crate::protocol::{Report, Warning};
use crate::ui::clock;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, bytes, count, number};
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// What was read and how.
#[component]
pub fn LoadReport() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let body = move || state.report.get().map(|report| body(state, &report));
    view! {
        <Dialog open=frame.report id="load-report" title=words::common::LOAD_REPORT>
            {body}
        </Dialog>
    }
}

fn body(state: State, report: &Arc<Report>) -> impl IntoView + use<> {
    let source = match &sources(report)[..] {
        [] => None,
        names => Some(format!(" {}", words::report::recognised(&names.join(", ")))),
    };
    let summary = words::report::summary(
        &count(report.rows, words::counts::events),
        &count(report.columns.len() as u64, words::counts::columns),
        &bytes(report.memory),
    ) + &source.unwrap_or_default();
    view! {
        <p>{summary}</p>
        {report.nothing.clone().map(|nothing| view! { <p class="report-failure">{nothing}</p> })}
        {whole::kept(state, report)}
        {whole::logs(report)}
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
        words::report::span(
            &clock::show(span.first, &zone),
            &clock::show(span.last, &zone),
            &zone.name,
        )
    };
    let written = match (span.assumed, &report.logs) {
        (true, Some(_)) => words::report::zone_partly_assumed(&span.zone),
        (true, None) => words::report::zone_assumed(&span.zone),
        (false, _) => words::report::zone_written(&span.zone),
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

/// The heads of a table; those of numbers stand at the right.
fn heads(heads: &[(&'static str, bool)]) -> AnyView {
    // Above what can be done with a line stands nothing.
    let head = |&(head, number): &(&'static str, bool)| match head {
        "" => view! { <td></td> }.into_any(),
        _ => view! { <th class:number=number>{head}</th> }.into_any(),
    };
    view! { <tr>{heads.iter().map(head).collect_view()}</tr> }.into_any()
}

/// Where in its file something is wrong.
fn place(warning: &Warning) -> String {
    words::report::place_in_file(&number(warning.at.row), &number(warning.at.byte))
}

/// What is wrong there.
fn what(warning: &Warning) -> impl IntoView + use<> {
    view! {
        {warning.rejected.then(|| view! { <span class="report-failure">{words::report::LEFT_OUT}</span> })}
        {warning.what.clone()}
        {(!warning.raw.trim().is_empty()).then(|| view! { <pre class="report-raw">{warning.raw.clone()}</pre> })}
    }
}

fn warnings(report: &Report) -> Option<impl IntoView + use<>> {
    if report.warned == 0 {
        return None;
    }
    let title = match report.rejected {
        0 => count(report.warned, words::counts::remarks),
        rejected => words::report::rows_not_read(&count(rejected, words::counts::rows)),
    };
    let more = report.warned.saturating_sub(report.warnings.len() as u64);
    let names: Vec<String> = report.files.iter().map(|file| file.name.clone()).collect();
    let lines = report
        .warnings
        .iter()
        .map(|warning| {
            let file = names.get(warning.at.file as usize).cloned().unwrap_or_default();
            view! {
                <tr>
                    <td>{file}<br/><span class="soft">{place(warning)}</span></td>
                    <td>{what(warning)}</td>
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
        {(more > 0).then(|| view! { <p class="soft">{words::report::and_more_warnings(&number(more))}</p> })}
    })
}
