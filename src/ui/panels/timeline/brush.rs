//! The brush: a span of time drawn, moved, resized, typed with the arrow keys or taken from a bar by a click, and lifted by a double click.

use super::super::super::clock;
use super::super::super::widgets::browser;
use super::super::super::widgets::popup::{Choice, Popup, PopupMenu};
use super::{Bars, Strip};
use crate::chart::time;
use crate::query::{Comparison, Op, Predicate};
use crate::ui::keys::muted;
use crate::value::{Micros, reading};
use crate::view::{Action, Slot, View, during};
use crate::words;
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// What a drag does.
#[derive(Clone, Copy, PartialEq)]
enum Hold {
    /// Draws from this edge.
    Draw(usize),
    /// Moves the span, grasped at this distance (in buckets) from its beginning.
    Move(f64),
    From,
    To,
}

/// The span under the brush, in buckets from the first.
pub type Range = (f64, f64);

/// The span that the timeline's own clause keeps of these bars.
pub fn range(view: &View, bars: &Bars) -> Option<Range> {
    let (from, to) = brushed(view, &bars.column)?;
    let end = bars.starts.len() as f64;
    Some((
        from.map_or(0.0, |at| bars.place(at)),
        to.map_or(end, |at| bars.place(at)),
    ))
}

/// The brush over the bars.
#[component]
pub fn Brush(strip: Strip) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let hold = RwSignal::new(None::<Hold>);
    let live = RwSignal::new(None::<Range>);
    let set = strip.set;
    let range = Memo::new(move |_| live.get().or_else(|| set.get()));
    let slot = move || {
        strip
            .bars
            .with(|bars| bars.as_ref().map_or(1, |bars| bars.starts.len()).max(1)) as f64
    };
    let pixels = move |at: f64| format!("{:.1}px", at / slot() * strip.width.get());
    let at = move |event: &MouseEvent| {
        let left = area.get_untracked().map_or(0.0, |area| browser::place(&area).0);
        let width = strip.width.get_untracked().max(1.0);
        ((f64::from(event.client_x()) - left) / width * slot()).clamp(0.0, slot())
    };
    let down = move |event: PointerEvent| {
        if event.button() != 0 || strip.bars.with_untracked(Option::is_none) {
            return;
        }
        let x = at(&event);
        let near = 6.0 * slot() / strip.width.get_untracked().max(1.0);
        let grasp = match set.get_untracked() {
            Some((from, _)) if (x - from).abs() < near => Hold::From,
            Some((_, to)) if (x - to).abs() < near => Hold::To,
            Some((from, to)) if x > from && x < to => Hold::Move(x - from),
            _ => Hold::Draw(x.floor() as usize),
        };
        hold.set(Some(grasp));
        if let Some(area) = area.get_untracked() {
            area.set_pointer_capture(event.pointer_id()).unwrap_or_default();
        }
    };
    let moved = move |event: PointerEvent| {
        let x = at(&event);
        let last = slot() - 1.0;
        let Some(grasp) = hold.get_untracked() else {
            strip.over.set(Some(x.min(last).floor() as usize));
            return;
        };
        strip.over.set(None);
        let now = set.get_untracked().unwrap_or((0.0, slot()));
        let next = match grasp {
            Hold::Draw(from) => {
                let (from, to) = (from as f64, x.min(last).floor());
                if live.get_untracked().is_none()
                    && from == to
                    && (x - from - 0.5).abs() * strip.width.get_untracked() / slot() < 0.5
                {
                    return;
                }
                (from.min(to), from.max(to) + 1.0)
            }
            Hold::Move(grasped) => {
                let from = (x - grasped).round().clamp(0.0, (slot() - (now.1 - now.0)).max(0.0));
                (from, from + (now.1 - now.0))
            }
            Hold::From => (x.round().min(now.1 - 1.0).max(0.0), now.1),
            Hold::To => (now.0, x.round().max(now.0 + 1.0)),
        };
        live.set(Some(next));
    };
    let up = move |event: PointerEvent| {
        let grasp = hold.get_untracked();
        hold.set(None);
        let drawn = live.get_untracked();
        live.set(None);
        // A click takes the bar that it is on.
        let clicked = || {
            let from = at(&event).min(slot() - 1.0).floor();
            let range = (from, from + 1.0);
            let bar = matches!(grasp, Some(Hold::Draw(_) | Hold::Move(_))) && set.get_untracked() != Some(range);
            bar.then_some(range)
        };
        if let Some(range) = drawn.or_else(clicked) {
            commit(strip, range);
        }
    };
    let lift = move |_| {
        live.set(None);
        strip.state.act(Action::Replace {
            source: Slot::Timeline,
            predicate: Predicate::All,
        });
    };
    let popup = RwSignal::new(None::<Popup>);
    // What can be done with the bucket at a place.
    let offer = move |at: f64, (x, y): (f64, f64)| {
        let Some(bars) = strip.bars.get_untracked() else { return };
        let at = at.max(0.0) as usize;
        let Some(&start) = bars.starts.get(at) else { return };
        let name = time::name(start, bars.bucket, &bars.zone);
        let bucket = during(&bars.column, (start, bars.edge(at + 1)));
        let choices = vec![
            Choice::new(words::common::keep_only(&name), move || {
                commit(strip, (at as f64, at as f64 + 1.0))
            }),
            Choice::new(words::common::leave_out(&name), move || {
                strip.state.act(Action::Add {
                    source: None,
                    predicate: bucket.clone().negate(),
                });
            }),
        ];
        popup.set(Some(Popup {
            x,
            y,
            head: None,
            choices,
        }));
    };
    let context = move |event: MouseEvent| {
        event.prevent_default();
        hold.set(None);
        live.set(None);
        offer(
            at(&event).min(slot() - 1.0),
            (event.client_x().into(), event.client_y().into()),
        );
    };
    let handle = move |first: bool| {
        let keys = move |event: KeyboardEvent| {
            if muted(&event, strip.state.view) {
                return;
            }
            let (from, to) = set.get_untracked().unwrap_or((0.0, slot()));
            let now = if first { from } else { to };
            let far = (slot() / 10.0).ceil();
            let next = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => now.ceil() - 1.0,
                "ArrowRight" | "ArrowUp" => now.floor() + 1.0,
                "PageDown" => now.ceil() - far,
                "PageUp" => now.floor() + far,
                "Home" => 0.0,
                "End" => slot(),
                "Escape" | "Delete" => {
                    event.prevent_default();
                    return lift(());
                }
                "m" | "ContextMenu" => {
                    event.prevent_default();
                    event.stop_propagation();
                    let (left, top, wide, _) = area
                        .get_untracked()
                        .map_or_else(Default::default, |area| browser::place(&area));
                    let at = if first { from.floor() } else { to.ceil() - 1.0 };
                    return offer(at, (left + at / slot() * wide, top));
                }
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            let next = if first {
                (next.min(to - 1.0).max(0.0), to)
            } else {
                (from, next.max(from + 1.0).min(slot()))
            };
            commit(strip, next);
        };
        let value = move || {
            range.get().map_or(
                if first { 0.0 } else { slot() },
                |(from, to)| if first { from } else { to },
            )
        };
        let words = move || {
            let zone = strip.state.zone.get();
            let at = strip.bars.get().map(|bars| bars.edge(value().round() as usize));
            at.map_or(String::new(), |at| format!("{} {}", clock::show(at, &zone), zone.name))
        };
        view! {
            <div class="brush-handle" class:first=first role="slider" tabindex="0" style:left=move || pixels(value())
                aria-label=if first { words::timeline::TIMELINE_FILTER_FROM } else { words::timeline::TIMELINE_FILTER_TO }
                aria-valuemin="0" aria-valuemax=move || slot().to_string() aria-valuenow=move || value().round().to_string()
                aria-valuetext=words on:keydown=keys></div>
        }
    };
    let shade = move || {
        let shaded = range.get();
        shaded.map(|(from, to)| {
            let width = move || strip.width.get() / slot();
            view! {
                <div class="brush-out" style:left="0" style:width=move || pixels(from)></div>
                <div class="brush-out" style:left=move || pixels(to) style:width=move || format!("{:.1}px", (slot() - to).max(0.0) * width())></div>
                <div class="brush-in" style:left=move || pixels(from) style:width=move || format!("{:.1}px", (to - from).max(0.0) * width())></div>
            }
        })
    };
    view! {
        <div class="brush" node_ref=area class:set=move || range.get().is_some() class:drag=move || hold.get().is_some()
            title=words::timeline::BRUSH_TIP
            on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=move |_| { hold.set(None); live.set(None) }
            on:pointerleave=move |_| strip.over.set(None) on:dblclick=move |_| lift(()) on:contextmenu=context>
            {shade}
            {handle(true)}
            {handle(false)}
        </div>
        <PopupMenu popup/>
    }
}

/// Filters by a span of buckets; edges that were not moved off a bucket's boundary keep their moment.
fn commit(strip: Strip, (from, to): Range) {
    let Some(bars) = strip.bars.get_untracked() else { return };
    let before = strip.state.view.with_untracked(|view| brushed(view, &bars.column));
    let span = (
        moment(&bars, from, before.and_then(|span| span.0)),
        moment(&bars, to, before.and_then(|span| span.1)),
    );
    let whole = from <= 0.0 && to >= bars.starts.len() as f64;
    let predicate = if whole {
        Predicate::All
    } else {
        during(&bars.column, span)
    };
    strip.state.act(Action::Replace {
        source: Slot::Timeline,
        predicate,
    });
}

fn moment(bars: &Arc<Bars>, at: f64, before: Option<Micros>) -> Micros {
    match before {
        Some(before) if (bars.place(before) - at).abs() < 1e-9 => before,
        _ => bars.edge(at.round().max(0.0) as usize),
    }
}

/// The span that the timeline's own clause keeps.
fn brushed(view: &View, column: &str) -> Option<(Option<Micros>, Option<Micros>)> {
    let clause = view
        .clauses
        .iter()
        .find(|clause| clause.source == Some(Slot::Timeline) && !clause.disabled)?;
    let parts = match &clause.predicate {
        Predicate::And(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut span = (None, None);
    for part in parts {
        let Predicate::Test {
            column: of,
            op: Op::Compare(comparison, literal),
        } = part
        else {
            continue;
        };
        if of != column {
            continue;
        }
        let Some((from, to)) = reading(literal, &crate::value::Zone::utc()) else {
            continue;
        };
        match comparison {
            Comparison::GreaterOrEqual => span.0 = Some(from),
            Comparison::Greater => span.0 = Some(to),
            Comparison::Less => span.1 = Some(from),
            Comparison::LessOrEqual => span.1 = Some(to),
        }
    }
    (span != (None, None)).then_some(span)
}
