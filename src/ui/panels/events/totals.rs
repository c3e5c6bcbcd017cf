//! The line below the rows: how many values each column has, how many distinct ones, and of numbers the sum.

use super::table::{Column, Table};
use crate::query::Answer;
use crate::ui::widgets::{cell, count, number};
use crate::value::{Kind, Value};
use crate::view::Slot;
use crate::words;
use leptos::prelude::*;

/// What is measured of a column.
#[derive(Clone, Debug, PartialEq)]
struct Total {
    values: u64,
    distinct: u64,
    sum: Option<Value>,
}

/// The line of totals, where it is wanted.
#[component]
pub fn Totals(table: Table) -> impl IntoView {
    let state = table.state;
    let wanted = Memo::new(move |_| state.view.with(|view| view.table.totals));
    let held = state.held(&Slot::Totals);
    let waiting = {
        let held = held.clone();
        move || held.with(|held| held.waiting)
    };
    let waiting = Memo::new(move |_| waiting());
    let totals = Memo::new(move |_| {
        let numbers = table
            .columns
            .with(|columns| columns.iter().map(is_number).collect::<Vec<_>>());
        held.with(|held| match held.answers.as_ref()?.answers.first()? {
            Answer::Group { rows, .. } => read(rows.first()?, &numbers),
            _ => None,
        })
    });
    let cells = move || {
        let zone = state.zone.get();
        let totals = totals.get().unwrap_or_default();
        table.columns.with(|columns| {
            let draw = |(index, column): (usize, &Column)| {
                let total = totals.get(index).cloned();
                let pinned = column.pinned;
                let lines = total.map(|total| {
                    let below = match &total.sum {
                        Some(sum) => format!("Σ {}", cell(sum, &zone).text),
                        None => words::events::distinct(&number(total.distinct)),
                    };
                    let values = count(total.values, words::counts::values);
                    let whole = words::events::column_totals(&column.about.name, &values, &number(total.distinct));
                    view! {
                        <span title=whole.clone()>{values}</span>
                        <span title=whole>{below}</span>
                    }
                });
                view! {
                    <div
                        class="total"
                        role="gridcell"
                        class:number=is_number(column)
                        class:pinned=pinned
                        style:left=move || pinned.then(|| format!("{}px", table.span(index).0))
                    >
                        {lines}
                    </div>
                }
            };
            columns.iter().enumerate().map(draw).collect_view()
        })
    };
    let place = move || (table.count.get() + 2).to_string();
    view! {
        <Show when=move || wanted.get()>
            <div class="events-foot" role="row" aria-rowindex=place aria-label=words::events::TOTALS class:waiting=move || waiting.get()>
                {cells}
            </div>
        </Show>
    }
}

fn is_number(column: &Column) -> bool {
    matches!(column.about.kind, Kind::Integer | Kind::Number)
}

/// The totals in the order they were asked for; `None` where they belong to other columns.
fn read(cells: &[Value], numbers: &[bool]) -> Option<Vec<Total>> {
    let mut cells = cells.iter();
    let whole = |value: Option<&Value>| match value {
        Some(Value::Integer(value)) => Some(*value as u64),
        _ => None,
    };
    let totals = numbers
        .iter()
        .map(|&number| {
            Some(Total {
                values: whole(cells.next())?,
                distinct: whole(cells.next())?,
                sum: if number { Some(cells.next()?.clone()) } else { None },
            })
        })
        .collect::<Option<Vec<_>>>()?;
    cells.next().is_none().then_some(totals)
}
