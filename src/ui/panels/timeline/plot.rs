//! The bars: one SVG path a series, in whole pixels, and the axis below.

use super::super::super::widgets::{color, number, value};
use super::{Bars, HEIGHT, Strip, series_name};
use crate::chart::{palette, time};
use crate::query::answer::Series;
use crate::words;
use leptos::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

/// The bars, the axis and the tooltip.
#[component]
pub fn Plot(strip: Strip) -> impl IntoView {
    let shape = move || {
        let width = strip.width.get();
        strip
            .bars
            .get()
            .filter(|bars| width > 0.0 && !bars.starts.is_empty())
            .map(|bars| (bars, width))
    };
    let paths = move || {
        shape().map(|(bars, width)| {
            strip.colors.with(|colors| {
                let path = |(series, path): (&Series, String)| {
                    let slot = match &series.value {
                        _ if series.rest => palette::REST,
                        None => palette::CALM,
                        Some(value) => value::literal(value).map_or(palette::REST, |value| colors.slot(&value)),
                    };
                    view! { <path d=path style:fill=color::css(slot)></path> }
                };
                bars.series.iter().zip(paths(&bars, width)).map(path).collect_view()
            })
        })
    };
    let axis = move || {
        shape().map(|(bars, width)| {
            let slot = width / bars.starts.len() as f64;
            let tick = move |tick: time::Tick| {
                let x = (tick.index as f64 + 0.5) * slot;
                // Half of the label stands before its place.
                let half = tick.label.chars().count() * 7 / 2 + 1;
                let left = format!("max({half}px, {:.2}%)", x / width * 100.0);
                (x > 8.0 && x + 30.0 < width)
                    .then(|| view! { <span class="timeline-tick" style:left=left>{tick.label}</span> })
            };
            time::ticks(&bars.starts, bars.bucket, &bars.zone, slot, 11.0)
                .into_iter()
                .map(tick)
                .collect_view()
        })
    };
    let empty = move || {
        strip
            .bars
            .with(|bars| bars.as_ref().is_some_and(|bars| bars.starts.is_empty()))
            .then(|| view! { <p class="timeline-none">{words::timeline::NO_EVENT_TIME_MATCHES}</p> })
    };
    let peak = move || {
        strip.bars.with(|bars| {
            let bars = bars.as_ref()?;
            let most = (0..bars.starts.len()).map(|at| bars.total(at)).max()?;
            Some(view! { <span class="timeline-peak" aria-hidden="true">{number(most)}</span> })
        })
    };
    view! {
        <svg class="timeline-bars" height=HEIGHT viewBox=move || format!("0 0 {} {HEIGHT}", strip.width.get().max(1.0)) preserveAspectRatio="none" aria-hidden="true" shape-rendering="crispEdges">{paths}</svg>
        {peak}
        {empty}
        <div class="timeline-axis" aria-hidden="true">{axis}</div>
        {move || strip.over.get().and_then(|at| tip(strip, at))}
    }
}

/// The outline of every series: a rectangle a bucket, stacked.
fn paths(bars: &Bars, width: f64) -> Vec<String> {
    let count = bars.starts.len();
    let most = (0..count).map(|at| bars.total(at)).max().unwrap_or(0).max(1) as f64;
    let slot = width / count as f64;
    let gap = if slot >= 4.0 { 1.0 } else { 0.0 };
    let mut feet = vec![0_u64; count];
    let height = |total: u64| HEIGHT - (total as f64 / most * (HEIGHT - 4.0)).ceil();
    let outline = |series: &Series| {
        let mut path = String::new();
        for (at, (foot, &rows)) in feet.iter_mut().zip(&series.counts).enumerate() {
            if rows == 0 {
                continue;
            }
            let (left, right) = ((at as f64 * slot).round(), ((at + 1) as f64 * slot).round());
            let (low, high) = (height(*foot), height(*foot + rows));
            *foot += rows;
            // Writing to a string cannot fail.
            write!(path, "M{left} {low}H{}V{high}H{left}Z", (right - gap).max(left + 1.0)).unwrap_or_default();
        }
        path
    };
    bars.series.iter().map(outline).collect()
}

/// What stands in a bucket.
fn tip(strip: Strip, at: usize) -> Option<impl IntoView> {
    let bars: Arc<Bars> = strip.bars.get()?;
    let start = *bars.starts.get(at)?;
    let width = strip.width.get_untracked();
    let x = (at as f64 + 0.5) / bars.starts.len() as f64 * width;
    let left = (x + 12.0).min(width - 250.0).max(0.0);
    let line = |series: &Series| {
        let rows = series.counts.get(at).copied().filter(|&rows| rows > 0)?;
        Some(
            view! { <div class="timeline-tip-line"><span>{series_name(series, &bars.zone)}</span><b>{number(rows)}</b></div> },
        )
    };
    Some(view! {
        <div class="timeline-tip" style:left=format!("{left:.0}px")>
            <div class="timeline-tip-line"><b>{time::name(start, bars.bucket, &bars.zone)}</b><b>{number(bars.total(at))}</b></div>
            {bars.series.iter().filter_map(line).collect_view()}
        </div>
    })
}
