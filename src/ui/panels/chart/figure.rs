//! The picture with everything laid over it: the point under the pointer or the arrow keys, the span drawn, the legend, the menu.

use super::super::super::state::state;
use super::super::super::widgets::browser::{dark, on_size};
use super::more::restyle;
use super::{change, download};
use crate::chart::{Built, Drawing, Rect, Theme, draw, palette, sentence};
use crate::query::Predicate;
use crate::view::{Action, Slot};
use leptos::{ev, html, prelude::*};
use std::sync::Arc;

/// The chart.
#[component]
pub fn Figure(
    built: RwSignal<Option<Arc<Built>>>,
    waiting: Signal<bool>,
    /// Why there is no chart.
    fault: RwSignal<Option<String>>,
    /// Whether the table is shown below.
    table: RwSignal<bool>,
) -> impl IntoView {
    let state = state();
    let frame = NodeRef::<html::Div>::new();
    let hit = NodeRef::<html::Div>::new();
    let size = RwSignal::new((1_u32, 1_u32));
    let dark = dark();
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            on_size(&frame, move |width, height| {
                let (width, height) = (width.max(1.0) as u32, height.max(1.0) as u32);
                if size.get_untracked() != (width, height) {
                    size.set((width, height));
                }
            });
        }
    });
    let drawing = Memo::new(move |_| {
        let (built, (width, height)) = (built.get()?, size.get());
        let theme = if dark.get() { Theme::dark() } else { Theme::light() };
        draw(&built.chart, width, height, &theme).ok().filter(|_| width > 1)
    });
    let alt =
        Memo::new(move |_| built.with(|built| built.as_ref().map_or(String::new(), |built| sentence(&built.chart))));
    // The point in hand, and the one from which a span to it is drawn.
    let at = RwSignal::new(None::<usize>);
    let from = RwSignal::new(None::<usize>);
    // Where the pointer went down, and whether it has gone far enough since to draw a span.
    let pressed = StoredValue::new(None::<(f64, f64)>);
    let dragged = StoredValue::new(false);
    let menu = RwSignal::new(None::<(usize, usize)>);
    let span = move || at.get().map(|at| (from.get().unwrap_or(at), at));
    let rows = move |(from, to): (usize, usize)| -> Option<Predicate> {
        built.with_untracked(|built| {
            let built = built.as_ref()?;
            if from == to { built.is(to) } else { built.keep(from, to) }
        })
    };
    // The points that "Keep only" was said of, among those shown now.
    let kept = Memo::new(move |_| {
        let own = state.view.with(|view| {
            let own = |clause: &&crate::view::Clause| clause.source == Some(Slot::Chart) && !clause.disabled;
            view.clauses.iter().find(own).map(|clause| clause.predicate.clone())
        })?;
        built.with(|built| built.as_ref()?.kept(&own))
    });
    let place =
        move |span: Option<(usize, usize)>| -> Option<Rect> { drawing.with(|drawing| drawing.as_ref()?.cover(span?)) };
    let back = move || {
        menu.set(None);
        from.set(None);
        if let Some(hit) = hit.get_untracked() {
            hit.focus().unwrap_or_default();
        }
    };
    let keep = move |span: (usize, usize)| {
        if let Some(predicate) = rows(span) {
            state.act(Action::Replace {
                source: Slot::Chart,
                predicate,
            });
        }
        back();
    };
    let exclude = move |span: (usize, usize)| {
        if let Some(predicate) = rows(span) {
            state.act(Action::Add {
                source: None,
                predicate: predicate.negate(),
            });
        }
        back();
    };
    let lift = move || {
        state.act(Action::Replace {
            source: Slot::Chart,
            predicate: Predicate::All,
        });
    };
    let over = move |event: &ev::PointerEvent| {
        drawing.with_untracked(|drawing| {
            drawing
                .as_ref()
                .and_then(|drawing| drawing.at(f64::from(event.offset_x()), f64::from(event.offset_y())))
        })
    };
    let down = move |event: ev::PointerEvent| {
        let here = over(&event);
        at.set(here);
        dragged.set_value(false);
        if event.button() == 0 && event.pointer_type() != "touch" && menu.get_untracked().is_none() {
            pressed.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
            if let Some(hit) = hit.get_untracked() {
                hit.set_pointer_capture(event.pointer_id()).unwrap_or_default();
            }
        }
    };
    let moved = move |event: ev::PointerEvent| {
        let here = over(&event);
        let Some((x, y)) = pressed.get_value() else {
            return at.set(here);
        };
        if (f64::from(event.client_x()) - x).hypot(f64::from(event.client_y()) - y) >= 4.0 && !dragged.get_value() {
            dragged.set_value(true);
            from.set(at.get_untracked());
        }
        if dragged.get_value() && here.is_some() {
            at.set(here);
        }
    };
    let up = move |_| {
        pressed.set_value(None);
        if dragged.get_value() {
            match (from.get_untracked(), at.get_untracked()) {
                (Some(start), Some(end)) => keep((start, end)),
                _ => from.set(None),
            }
        }
    };
    // The click that ends a drag is none.
    let click = move |_| {
        if !dragged.get_value() {
            menu.set(match menu.get_untracked() {
                Some(_) => None,
                None => at.get_untracked().map(|at| (at, at)),
            });
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let count = built.with_untracked(|built| built.as_ref().map_or(0, |built| built.len()));
        let Some(last) = count.checked_sub(1) else { return };
        let now = at.get_untracked().filter(|&at| at <= last);
        let step = |to: usize| {
            if event.shift_key() {
                from.update(|from| *from = from.or(now));
            } else {
                from.set(None);
            }
            at.set(Some(to));
        };
        let span = now.map(|at| (from.get_untracked().unwrap_or(at), at));
        match event.key().as_str() {
            "ArrowRight" => step(now.map_or(0, |at| (at + 1).min(last))),
            "ArrowLeft" => step(now.map_or(last, |at| at.saturating_sub(1))),
            "Home" => step(0),
            "End" => step(last),
            "Enter" | " " => menu.set(span),
            "f" => span.map_or((), keep),
            "x" | "F" => span.map_or((), exclude),
            "Escape" if menu.get_untracked().is_some() => menu.set(None),
            "Escape" if now.is_some() => {
                at.set(None);
                from.set(None);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let band = move |class: &'static str, span: Signal<Option<(usize, usize)>>| {
        view! {
            <div class=class class:hidden=move || place(span.get()).is_none()
                style=move || place(span.get()).map_or(String::new(), |place| spread(&place))></div>
        }
    };
    // Beside the points, on the side where there is more room.
    let beside = move |span: (usize, usize)| {
        let width = f64::from(size.get().0);
        place(Some(span)).map(|place| {
            if place.x + place.width / 2.0 < width / 2.0 {
                format!("left:{:.1}px", place.x + place.width + 8.0)
            } else {
                format!("right:{:.1}px", width - place.x + 8.0)
            }
        })
    };
    let name = move |(from, to): (usize, usize)| {
        built.with_untracked(|built| {
            built.as_ref().map_or(String::new(), |built| {
                let (from, to) = (from.min(to), from.max(to));
                if from == to {
                    built.spot(to).name
                } else {
                    format!("{} – {}", built.spot(from).name, built.spot(to).name)
                }
            })
        })
    };
    let tip = move || {
        let (span, built) = (span().filter(|_| menu.get().is_none())?, built.get()?);
        let stands = beside(span)?;
        if span.0 != span.1 {
            return Some(view! { <div class="chart-tip" style=stands><p>{name(span)}</p></div> }.into_any());
        }
        let spot = built.spot(span.1);
        let lines = spot.lines.into_iter().map(|line| {
            let color = line.color.map(|color| palette::css(color, dark.get()));
            view! {
                <li>
                    <span class="swatch" style:background-color=color></span>
                    <span class="tip-name">{line.name}</span>
                    <span class="tip-value">{line.value}</span>
                </li>
            }
        });
        Some(
            view! { <div class="chart-tip" style=stands><p>{spot.name}</p><ul>{lines.collect_view()}</ul></div> }
                .into_any(),
        )
    };
    let first = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = first.get() {
            request_animation_frame(move || button.focus().unwrap_or_default());
        }
    });
    let menu_view = move || {
        let span = menu.get()?;
        rows(span)?;
        let leave = move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                back();
            }
        };
        Some(view! {
            <div class="chart-menu" role="group" aria-label=name(span) on:keydown=leave style=beside(span)>
                <p>{name(span)}</p>
                <button type="button" class="button" node_ref=first on:click=move |_| keep(span)>"Keep only"</button>
                <button type="button" class="button" on:click=move |_| exclude(span)>"Exclude"</button>
            </div>
        })
    };
    let title = move || built.with(|built| built.as_ref().map_or(String::new(), |built| built.title()));
    let save_svg = move |_| {
        drawing.with_untracked(|drawing| drawing.as_ref().map_or((), |drawing| download::svg(drawing, &title())))
    };
    let save_png = move |_| {
        drawing.with_untracked(|drawing| {
            if let Some(drawing) = drawing {
                let failed = move || {
                    state
                        .notice
                        .set(Some("The browser could not make the picture; take it as SVG.".into()))
                };
                download::png(drawing, size.get_untracked(), &title(), failed);
            }
        })
    };
    let save_csv = move |_| built.with_untracked(|built| built.as_deref().map_or((), download::csv));
    let notes = move || built.with(|built| built.as_ref().map_or(String::new(), |built| built.notes.join(" ")));
    let spoken = move || {
        let span = span()?;
        let spot = built.with(|built| built.as_ref().map(|built| built.spot(span.1)))?;
        let lines: Vec<String> = spot
            .lines
            .into_iter()
            .map(|line| format!("{} {}", line.name, line.value))
            .collect();
        Some(if span.0 == span.1 {
            format!("{}: {}", spot.name, lines.join(", "))
        } else {
            name(span)
        })
    };
    view! {
        <figure class="chart-figure" class:waiting=move || waiting.get()>
            <div class="chart-frame" node_ref=frame>
                {move || drawing.with(|drawing: &Option<Drawing>| drawing.as_ref().map(|drawing| view! {
                    <img src=download::address(&drawing.svg) alt=move || alt.get() draggable="false"/>
                }))}
                {band("chart-kept", kept.into())}
                {band("chart-at", Signal::derive(move || menu.get().or_else(span)))}
                <div class="chart-hit" tabindex="0" role="application" node_ref=hit
                    aria-label="Points of the chart: left and right move, with Shift they draw a span, Enter opens what can be done"
                    title="Drag to keep only a span; click for more"
                    on:pointermove=moved on:pointerdown=down on:pointerup=up
                    on:pointerleave=move |_| if pressed.get_value().is_none() { at.set(None) }
                    on:pointercancel=move |_| { pressed.set_value(None); from.set(None) }
                    on:dblclick=move |_| lift()
                    on:click=click
                    on:keydown=key></div>
                <Legend built drawing/>
                {tip}
                {menu_view}
                <p class="chart-fault" class:hidden=move || fault.with(Option::is_none) role="status">{move || fault.get()}</p>
            </div>
            <figcaption class="build-line">
                <span class="chart-notes" role="note">{notes}</span>
                <span class="spoken" aria-live="polite">{spoken}</span>
                <Show when=move || kept.get().is_some()>
                    <button type="button" class="button" on:click=move |_| lift()>"Show rows of all points"</button>
                </Show>
                <button type="button" class="button" aria-pressed=move || table.get().to_string() on:click=move |_| table.update(|table| *table = !*table)>"Table"</button>
                <button type="button" class="button" on:click=save_svg>"SVG"</button>
                <button type="button" class="button" on:click=save_png>"PNG"</button>
                <button type="button" class="button" on:click=save_csv>"CSV"</button>
            </figcaption>
        </figure>
    }
}

/// A button over each entry of the legend: hides its series or brings it back; with Shift, shows it alone, or all again.
#[component]
fn Legend(built: RwSignal<Option<Arc<Built>>>, drawing: Memo<Option<Drawing>>) -> impl IntoView {
    let state = state();
    let turn = move |of: &str, alone: bool| {
        if !alone {
            return restyle(state, of, |style| style.hidden = !style.hidden);
        }
        let all: Vec<(String, bool)> = built.with_untracked(|built| {
            let all = built.iter().flat_map(|built| built.chart.series.iter());
            all.map(|series| (series.of.clone(), series.hidden)).collect()
        });
        let already = all.iter().all(|(name, hidden)| *hidden == (name != of));
        change(state, |chart| {
            for (name, _) in &all {
                chart.restyle(name, |style| style.hidden = !already && name != of);
            }
        });
    };
    let entry = move |(index, place): (usize, Rect)| {
        let (of, name, hidden) = built.with_untracked(|built| {
            let series = built.as_ref()?.chart.series.get(index)?;
            Some((series.of.clone(), series.name.clone(), series.hidden))
        })?;
        let says = if hidden { "Show" } else { "Hide" };
        Some(view! {
            <button type="button" class="chart-legend" style=spread(&place) aria-label=name.clone() aria-pressed=(!hidden).to_string()
                title=format!("{says} {name}; with Shift, only it")
                on:click=move |event| turn(&of, event.shift_key())></button>
        })
    };
    move || {
        drawing.with(|drawing| {
            let legend = drawing.as_ref().map_or(Vec::new(), |drawing| drawing.legend.clone());
            legend.into_iter().filter_map(entry).collect_view()
        })
    }
}

/// A rectangle as a place on the page.
fn spread(place: &Rect) -> String {
    format!(
        "left:{:.1}px;top:{:.1}px;width:{:.1}px;height:{:.1}px",
        place.x,
        place.y,
        place.width.max(2.0),
        place.height
    )
}
