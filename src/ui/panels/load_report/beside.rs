//! The tables beside the log: what they are, and what can be done with them.

use super::{columns, files, heads, place, what};
use crate::protocol::{Choice, LookupReport, Report, Warning};
use crate::ui::frame::frame;
use crate::ui::state::State;
use crate::ui::widgets::{count, number};
use crate::words;
use leptos::prelude::*;

/// The tables, if there are any.
pub fn tables(state: State, report: &Report) -> Option<impl IntoView + use<>> {
    if report.lookups.is_empty() {
        return None;
    }
    let lines = report.lookups.iter().map(|table| line(state, table)).collect_view();
    Some(view! {
        <h3>{words::report::TABLES_BESIDE_LOG}</h3>
        <div class="report-scroll" tabindex="0">
            <table id="tables-beside" class="report-lines">
                <thead>{heads(&[(words::common::NAME, false), (words::report::ROWS, true), (words::common::COLUMNS, false), ("", false)])}</thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    })
}

fn warning(warning: &Warning) -> impl IntoView + use<> {
    view! { <div><span class="soft">{place(warning)}</span>" "{what(warning)}</div> }
}

fn line(state: State, table: &LookupReport) -> impl IntoView + use<> {
    let beside = frame().beside;
    let (report, name) = (frame().report, table.name.clone());
    let rejected = table.file.as_ref().map_or(0, |file| file.rejected);
    let from = match &table.file {
        Some(file) => file.name.clone(),
        None => words::report::PASTED_VALUES.to_owned(),
    };
    let columns = table
        .columns
        .iter()
        .map(|column| {
            let said = words::report::column_beside(&column.name, columns::kind(column.kind), column.note.as_deref());
            view! { <div>{said}</div> }
        })
        .collect_view();
    let digest = table.digest.clone();
    let warnings = table.warnings.iter().map(warning).collect_view();
    let more = table.warned.saturating_sub(table.warnings.len() as u64);
    let (joined, stacked, dropped) = (name.clone(), name.clone(), name.clone());
    let is_file = table.file.is_some();
    let headed = table.file.as_ref().and_then(|file| file.headed);
    let read = name.clone();
    view! {
        <tr>
            <td class="report-name">
                <strong>{name}</strong>
                <br/>
                <span class="soft">{from}</span>
                {digest.map(|digest| view! { <br/><small class="soft report-digest">{words::report::DIGEST}{digest}</small> })}
                {(rejected > 0).then(|| view! { <br/><span class="report-failure">{words::report::not_readable(&count(rejected, words::counts::rows))}</span> })}
            </td>
            <td class="number" data-head=words::report::ROWS>{number(table.rows)}</td>
            <td class="report-remark" data-head=words::common::COLUMNS>
                {columns}
                {warnings}
                {(more > 0).then(|| view! { <div class="soft">{words::report::and_more_warnings(&number(more))}</div> })}
            </td>
            <td class="beside-tools">
                {is_file.then(|| view! {
                    <button type="button" class="link" on:click=move |_| {
                        report.set(false);
                        beside.join(joined.clone());
                    }>{words::report::JOIN}</button>
                    <button type="button" class="link" title=words::report::STACK_TIP on:click=move |_| state.stack(&stacked)>
                        {words::report::STACK}
                    </button>
                    {headed.map(|headed| view! {
                        <button type="button" class="link" title=words::report::HEADER_TIP on:click=move |_| {
                            let choice = Choice { headed: Some(!headed), ..Choice::default() };
                            state.read_table(&read, choice);
                        }>{files::header_choice(headed)}</button>
                    })}
                    <button type="button" class="link" on:click=move |_| state.drop_table(&dropped)>{words::common::REMOVE}</button>
                })}
                {(!is_file).then(|| view! {
                    <button type="button" class="link" on:click=move |_| {
                        report.set(false);
                        beside.list_for(None);
                    }>{words::report::LISTS}</button>
                })}
            </td>
        </tr>
    }
}
