//! From the open event to the one before or after it, in the order of the table.

use super::super::super::state::State;
use crate::query::{Answer, Ask, Query};
use crate::view::{Action, View};
use leptos::prelude::*;

/// Opens the row so many places further down in the table.
pub fn step(state: State, by: i64) {
    let (Some(report), Some(row)) = (
        state.report.get_untracked(),
        state.view.with_untracked(|view| view.table.open),
    ) else {
        return;
    };
    let of = |view: &View| (view.filter(), view.order(&report), view.row_columns(&report));
    let (filter, sort, columns) = state.view.with_untracked(of);
    let ask = move |ask: Ask, then: Box<dyn FnOnce(Answer)>| {
        let query = Query {
            columns: columns.clone(),
            filter: filter.clone(),
            asks: vec![ask],
            zone: state.zone.get_untracked(),
            ..Query::default()
        };
        state.ask(query, move |result| {
            if let Some(answer) = result.ok().and_then(|answers| answers.answers.into_iter().next()) {
                then(answer);
            }
        });
    };
    let page_sort = sort.clone();
    let again = ask.clone();
    let found = move |answer: Answer| {
        let Answer::Find(place) = answer else { return };
        // An event that the filter has left out meanwhile is followed by the first of the table.
        let next = place.map_or(Some(0), |place| place.checked_add_signed(by));
        let Some(offset) = next else { return };
        let page = Ask::Page {
            sort: page_sort,
            offset,
            limit: 1,
            columns: Some(Vec::new()),
        };
        let open = move |answer: Answer| {
            if let Answer::Page { rows, .. } = answer
                && let Some(row) = rows.first()
            {
                state.act(Action::Open(Some(row.row)));
            }
        };
        again(page, Box::new(open));
    };
    ask(Ask::Find { row, sort }, Box::new(found));
}
