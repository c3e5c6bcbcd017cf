//! The strip of time: how many rows when, stacked by a column, with a brush that filters.

mod brush;
mod legend;
mod plot;

use super::super::state::{State, state};
use super::super::widgets::{browser, color, value};
use crate::query::answer::Series;
use crate::query::{Answer, Bucket};
use crate::value::{Micros, Zone};
use crate::words;
use leptos::{html, prelude::*};
use std::sync::Arc;

/// The histogram as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    pub column: String,
    pub bucket: Bucket,
    pub starts: Vec<Micros>,
    /// By total descending.
    pub series: Vec<Series>,
    pub untimed: u64,
    pub zone: Zone,
}

impl Bars {
    /// The end of the last bucket.
    fn end(&self) -> Micros {
        self.starts
            .last()
            .map_or(0, |&start| self.bucket.span(start, &self.zone).1)
    }

    /// The moment at an edge between buckets, 0 the first start.
    pub fn edge(&self, at: usize) -> Micros {
        self.starts.get(at).copied().unwrap_or_else(|| self.end())
    }

    /// Where a moment stands, in buckets from the first.
    pub fn place(&self, at: Micros) -> f64 {
        let after = self.starts.partition_point(|&start| start <= at);
        if after == 0 {
            return 0.0;
        }
        let (from, to) = (self.edge(after - 1), self.edge(after));
        let part = (at - from) as f64 / ((to - from).max(1)) as f64;
        (after - 1) as f64 + part.min(1.0)
    }

    /// Rows in a bucket.
    pub fn total(&self, at: usize) -> u64 {
        self.series
            .iter()
            .map(|series| series.counts.get(at).copied().unwrap_or(0))
            .sum()
    }
}

/// What the parts of the strip share.
#[derive(Clone, Copy)]
pub struct Strip {
    pub state: State,
    pub bars: Memo<Option<Arc<Bars>>>,
    /// Width of the plot in pixels.
    pub width: RwSignal<f64>,
    /// The bucket under the pointer.
    pub over: RwSignal<Option<usize>>,
    /// The column the bars are stacked by.
    pub by: Memo<Option<String>>,
    pub colors: RwSignal<color::Colors>,
    /// The span that is filtered by, in buckets.
    pub set: Memo<Option<brush::Range>>,
}

/// The name of a series.
pub fn series_name(series: &Series, zone: &Zone) -> String {
    match &series.value {
        _ if series.rest => words::timeline::OTHER_VALUES.into(),
        None => words::timeline::EVENTS.into(),
        Some(value) if value::literal(value).is_none() => "null".into(),
        Some(value) => value::text(value, zone),
    }
}

/// Height of the bars in pixels.
pub const HEIGHT: f64 = 100.0;

/// The timeline, brushed to filter by time.
#[component]
pub fn Timeline() -> impl IntoView {
    let state = state();
    let held = state.held(&crate::view::Slot::Timeline);
    let waiting = {
        let held = held.clone();
        Memo::new(move |_| held.with(|held| held.waiting))
    };
    let column = Memo::new(move |_| {
        state.report.with(|report| {
            report
                .as_ref()
                .and_then(|report| state.view.with(|view| view.time_column(report)))
        })
    });
    let by = Memo::new(move |_| {
        state.report.with(|report| {
            report
                .as_ref()
                .and_then(|report| state.view.with(|view| view.timeline_by(report)))
        })
    });
    let bars = Memo::new(move |_| {
        let column = column.get()?;
        held.with(|held| {
            let Some(Answer::Histogram {
                bucket,
                starts,
                series,
                untimed,
            }) = held.answers.as_ref()?.answers.first()
            else {
                return None;
            };
            Some(Arc::new(Bars {
                column,
                bucket: *bucket,
                starts: starts.clone(),
                series: series.clone(),
                untimed: *untimed,
                zone: state.zone.get(),
            }))
        })
    });
    let strip = Strip {
        state,
        bars,
        width: RwSignal::new(0.0),
        over: RwSignal::new(None),
        by,
        colors: color::colors(state, by.into()),
        set: Memo::new(move |_| bars.with(|bars| state.view.with(|view| brush::range(view, bars.as_ref()?)))),
    };
    let plot = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(plot) = plot.get() {
            browser::on_size(&plot, move |width, _| strip.width.set(width));
        }
    });
    let there = move || column.get().is_some();
    view! {
        <Show when=there>
            <section class="timeline" aria-label=words::timeline::TIMELINE class:dim=move || waiting.get()>
                <div class="timeline-plot" node_ref=plot>
                    <plot::Plot strip/>
                    <brush::Brush strip/>
                </div>
                <legend::Legend strip/>
            </section>
        </Show>
    }
}
