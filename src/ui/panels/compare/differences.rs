//! What differs: when, in two colours, and field by field, each difference a filter away.

use super::super::group::key_label;
use crate::chart::time;
use crate::query::Predicate;
use crate::query::answer::{Contrast, Difference};
use crate::ui::state::{State, state};
use crate::ui::widgets::{Alike, count, number};
use crate::value::Zone;
use crate::view::{Action, Contrasts, contrast_is};
use crate::words;
use leptos::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

/// Scores below this are no difference that a person would see.
const LEAST: f64 = 0.005;
/// About how many characters of a value have room.
const SEEN: usize = 24;
/// The picture of the times, in its own units: how wide, and how tall on either side.
const WIDE: f64 = 1000.0;
const TALL: f64 = 44.0;

/// The two-colour timeline, and the columns by how much they differ.
#[component]
pub fn Contrasted(contrasts: Memo<Option<Arc<Contrasts>>>, waiting: Signal<bool>) -> impl IntoView {
    let state = state();
    let shown = move || {
        let told = contrasts.get()?;
        let zone = state.zone.get_untracked();
        if told.left == 0 || told.right == 0 {
            let says = match told.left {
                0 => words::compare::NOTHING_ON_LEFT,
                _ => words::compare::NOTHING_ON_RIGHT,
            };
            return Some(view! { <p class="group-hint">{says}</p> }.into_any());
        }
        let (differ, alike): (Vec<&Difference>, Vec<&Difference>) = told
            .columns
            .iter()
            .partition(|column| column.score >= LEAST && !column.values.is_empty());
        let alike = match alike.len() as u64 {
            0 => String::new(),
            columns => words::compare::alike(columns, &number(columns)),
        };
        let columns: Vec<AnyView> = differ
            .into_iter()
            .map(|column| section(state, column, &told, &zone))
            .collect();
        Some(view! { {timeline(&told, &zone)} {columns} <p class="compare-alike">{alike}</p> }.into_any())
    };
    view! { <div class="compare-all" class:waiting=move || waiting.get()>{shown}</div> }
}

/// Rows by time: the left side upwards, the right one downwards, each to its own scale.
fn timeline(told: &Contrasts, zone: &Zone) -> AnyView {
    if told.starts.is_empty() {
        return ().into_any();
    }
    let slot = WIDE / told.starts.len() as f64;
    let most = |side: fn(&(u64, u64)) -> u64| told.counts.iter().map(side).max().unwrap_or(0);
    let tops = [most(|pair| pair.0), most(|pair| pair.1)];
    let path = |right: bool| {
        let mut path = String::new();
        for (at, pair) in told.counts.iter().enumerate() {
            let (rows, top) = if right { (pair.1, tops[1]) } else { (pair.0, tops[0]) };
            if rows > 0 {
                let size = rows as f64 / top as f64 * (TALL - 2.0);
                let to = if right { TALL + 1.0 + size } else { TALL - 1.0 - size };
                let from = if right { TALL + 1.0 } else { TALL - 1.0 };
                let (left, end) = (at as f64 * slot, (at + 1) as f64 * slot - slot.min(5.0) / 5.0);
                // Writing to a string cannot fail.
                write!(path, "M{left:.1} {from}H{end:.1}V{to:.1}H{left:.1}Z").unwrap_or_default();
            }
        }
        path
    };
    let ticks = time::ticks(&told.starts, told.bucket, zone, slot, 11.0)
        .into_iter()
        .map(|tick| {
            let left = (tick.index as f64 + 0.5) / told.starts.len() as f64 * 100.0;
            (left > 1.0 && left < 96.0).then(|| view! { <span style:left=format!("{left:.1}%")>{tick.label}</span> })
        });
    let says = words::compare::times_label(&told.bucket.label(), &number(tops[0]), &number(tops[1]));
    view! {
        <figure class="compare-times">
            <span class="compare-top" aria-hidden="true">{number(tops[0])}</span>
            <svg viewBox=format!("0 0 {WIDE} {}", 2.0 * TALL) preserveAspectRatio="none" role="img" aria-label=says shape-rendering="crispEdges">
                <path class="left" d=path(false)></path>
                <path class="right" d=path(true)></path>
            </svg>
            <span class="compare-top below" aria-hidden="true">{number(tops[1])}</span>
            <div class="compare-ticks" aria-hidden="true">{ticks.collect_view()}</div>
            <figcaption>{words::compare::times_caption(&told.bucket.label())}</figcaption>
        </figure>
    }
    .into_any()
}

/// A column: how much it differs, and its values that differ most.
fn section(state: State, column: &Difference, told: &Contrasts, zone: &Zone) -> AnyView {
    let share = |rows: u64, of: u64| rows as f64 / of.max(1) as f64;
    let sides = |contrast: &Contrast| [share(contrast.left, told.left), share(contrast.right, told.right)];
    let most = column
        .values
        .iter()
        .flat_map(sides)
        .fold(0.0, f64::max)
        .max(f64::MIN_POSITIVE);
    let called = |contrast: &Contrast| {
        let label = |value| key_label(value, None, None, zone);
        let (text, class) = label(&contrast.value);
        let text = match &contrast.until {
            Some(until) => format!("{text} … {}", label(until).0),
            None => text,
        };
        (text, class)
    };
    let alike = Alike::of(column.values.iter().map(|contrast| called(contrast).0), SEEN);
    let line = |contrast: &Contrast| {
        let (text, class) = called(contrast);
        let predicate = contrast_is(&column.column, contrast);
        let add = move |predicate: &Predicate| {
            state.act(Action::Add {
                source: None,
                predicate: predicate.clone(),
            });
        };
        let (keep, leave) = (predicate.clone(), predicate.negate());
        let [left, right] = sides(contrast);
        let bar = |side: &'static str, rows: u64, share: f64| {
            view! {
                <div class=format!("compare-bar {side}")>
                    <span class="compare-fill" style:width=format!("{:.1}%", share / most * 100.0)></span>
                    <span class="compare-number" title=count(rows, words::counts::events)>{percent(share, rows)}</span>
                </div>
            }
        };
        view! {
            <li>
                <button type="button" class=format!("compare-value {class}") title=words::common::keep_only(&text) on:click=move |_| add(&keep)>{alike.cut(&text)}</button>
                <button type="button" class="mini" aria-label=words::common::exclude(&text) title=words::common::EXCLUDE on:click=move |_| add(&leave)>"−"</button>
                {bar("left", contrast.left, left)}
                {bar("right", contrast.right, right)}
            </li>
        }
    };
    let lines = column.values.iter().map(line).collect_view();
    let score = words::compare::apart(&(column.score * 100.0).clamp(1.0, 100.0));
    view! {
        <section class="compare-column">
            <h3>
                <span>{column.column.clone()}</span>
                <span class="compare-score" title=words::compare::SCORE_TIP>{score}</span>
                <span class="faint">{count(column.distinct, words::counts::values)}</span>
            </h3>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

/// A share as people read it, none where there is nothing.
fn percent(share: f64, rows: u64) -> String {
    match share * 100.0 {
        _ if rows == 0 => "–".into(),
        percent if percent < 0.1 => "< 0.1 %".into(),
        percent if percent < 9.95 => format!("{percent:.1} %"),
        percent => format!("{percent:.0} %"),
    }
}
