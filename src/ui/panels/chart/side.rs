//! A side of a chart: its column, and for times how wide or by which hour or day.

use super::super::super::state::state;
use super::super::group::{ColumnSelect, key_of};
use super::pick::Pick;
use crate::query::{Bucket, Key, Phase};
use crate::value::Kind;
use crate::view::BUCKETS;
use crate::words;
use leptos::prelude::*;

const PHASES: [Phase; 3] = [Phase::Hour, Phase::Weekday, Phase::HourOfWeek];

/// The choice of a key.
#[component]
pub fn Side(
    /// Before the choice, for all to read.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The column and the bucket that are chosen, for screen readers.
    spoken: [&'static str; 2],
    /// As it was chosen; `None`: by itself.
    #[prop(into)]
    chosen: Signal<Option<Key>>,
    /// What that comes to.
    #[prop(into)]
    comes_to: Signal<Option<Key>>,
    /// Kinds of columns to choose from; empty: all.
    #[prop(into, optional)]
    kinds: Signal<Vec<Kind>>,
    on_pick: Callback<Option<Key>>,
) -> impl IntoView {
    let state = state();
    let column = Signal::derive(move || comes_to.get().map_or(String::new(), |key| key.column().to_owned()));
    let timed = Memo::new(move |_| match (chosen.get(), comes_to.get()?) {
        (_, Key::Phase { phase, .. }) => Some(BUCKETS.len() + PHASES.iter().position(|&one| one == phase)?),
        (None, Key::Time { .. }) => Some(0),
        (Some(Key::Time { bucket, .. }), _) | (_, Key::Time { bucket, .. }) => {
            BUCKETS.iter().position(|&one| one == bucket)
        }
        _ => None,
    });
    let set = Callback::new(move |column: String| {
        state.report.with_untracked(|report| {
            if let Some(report) = report {
                on_pick.run((!column.is_empty()).then(|| key_of(column, report)));
            }
        });
    });
    let widen = Callback::new(move |at: usize| {
        let column = column.get_untracked();
        on_pick.run(match (BUCKETS.get(at), PHASES.get(at.wrapping_sub(BUCKETS.len()))) {
            (Some(&bucket), _) => Some(Key::Time { column, bucket }),
            (None, Some(&phase)) => Some(Key::Phase { column, phase }),
            _ => return,
        });
    });
    let widths = Signal::derive(move || {
        let automatic = match comes_to.get() {
            Some(Key::Time { bucket, .. }) if bucket != Bucket::Auto => words::chart::automatic_width(&bucket.label()),
            _ => words::chart::AUTOMATIC.into(),
        };
        let widths = BUCKETS[1..].iter().map(|bucket| bucket.label());
        let phases = PHASES.iter().map(|phase| phase.name().to_owned());
        std::iter::once(automatic)
            .chain(widths)
            .chain(phases)
            .collect::<Vec<_>>()
    });
    view! {
        <label class="build-label">{label} " " <ColumnSelect label=spoken[0] none=words::chart::AXIS_BY_ITSELF value=column kinds=kinds on_pick=set/></label>
        <Show when=move || timed.get().is_some()>
            <Pick label=spoken[1] options=widths
                at=Signal::derive(move || timed.get().unwrap_or_default()) on_pick=widen/>
        </Show>
    }
}
