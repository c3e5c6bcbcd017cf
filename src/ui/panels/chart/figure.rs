//! The picture with everything laid over it: the point under the pointer or the arrow keys, and the menu of a point.

use super::super::super::state::state;
use super::super::super::widgets::browser::{dark, on_size};
use super::download;
use crate::chart::{Built, Drawing, Theme, draw, palette, scale, sentence};
use crate::query::Predicate;
use crate::view::{Action, Slot, key_is};
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
    let at = RwSignal::new(None::<usize>);
    let menu = RwSignal::new(None::<usize>);
    let predicate = move |at: usize| -> Option<Predicate> {
        let report = state.report.get_untracked()?;
        let x = state
            .view
            .with_untracked(|view| view.chart_x(&report, &state.zone.get_untracked()))?;
        let key = built.with_untracked(|built| built.as_ref()?.keys.get(at).cloned())?;
        Some(key_is(&x, key.as_deref(), &state.zone.get_untracked()))
    };
    // The point that "Keep only" was said of, among those shown now.
    let kept = Memo::new(move |_| {
        let count = built.with(|built| built.as_ref().map_or(0, |built| built.keys.len()));
        state.view.with(|view| {
            let own = view
                .clauses
                .iter()
                .find(|clause| clause.source == Some(Slot::Chart) && !clause.disabled)?;
            (0..count).find(|&at| predicate(at).as_ref() == Some(&own.predicate))
        })
    });
    let place = move |at: Option<usize>| {
        drawing.with(|drawing| drawing.as_ref().and_then(|drawing| drawing.points.get(at?).copied()))
    };
    let back = move || {
        menu.set(None);
        if let Some(hit) = hit.get_untracked() {
            hit.focus().unwrap_or_default();
        }
    };
    let keep = move |at: usize| {
        if let Some(predicate) = predicate(at) {
            state.act(Action::Replace {
                source: Slot::Chart,
                predicate,
            });
        }
        back();
    };
    let exclude = move |at: usize| {
        if let Some(predicate) = predicate(at) {
            state.act(Action::Add {
                source: None,
                predicate: predicate.negate(),
            });
        }
        back();
    };
    let over = move |event: &ev::PointerEvent| {
        drawing.with_untracked(|drawing| {
            drawing
                .as_ref()
                .and_then(|drawing| drawing.index_at(f64::from(event.offset_x())))
        })
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let count = built.with_untracked(|built| built.as_ref().map_or(0, |built| built.keys.len()));
        let Some(last) = count.checked_sub(1) else { return };
        let now = at.get_untracked().filter(|&at| at <= last);
        match event.key().as_str() {
            "ArrowRight" => at.set(Some(now.map_or(0, |at| (at + 1).min(last)))),
            "ArrowLeft" => at.set(Some(now.map_or(last, |at| at.saturating_sub(1)))),
            "Home" => at.set(Some(0)),
            "End" => at.set(Some(last)),
            "Enter" | " " => menu.set(now),
            "f" => now.map_or((), keep),
            "x" | "F" => now.map_or((), exclude),
            "Escape" if menu.get_untracked().is_some() => menu.set(None),
            "Escape" if now.is_some() => at.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let band = move |class: &'static str, at: Signal<Option<usize>>| {
        view! {
            <div class=class class:hidden=move || place(at.get()).is_none()
                style:left=move || pixels(place(at.get()).map(|slot| slot.x))
                style:width=move || pixels(place(at.get()).map(|slot| slot.width.max(2.0)))
                style:top=move || pixels(place(at.get()).map(|slot| slot.y))
                style:height=move || pixels(place(at.get()).map(|slot| slot.height))></div>
        }
    };
    // Beside the point, on the side where there is more room.
    let left = move |at: Option<usize>| {
        place(at).and_then(|slot| {
            (slot.x + slot.width / 2.0 < f64::from(size.get().0) / 2.0).then_some(slot.x + slot.width + 8.0)
        })
    };
    let right = move |at: Option<usize>| match left(at) {
        Some(_) => None,
        None => place(at).map(|slot| f64::from(size.get().0) - slot.x + 8.0),
    };
    let tip = move || {
        let (index, built) = (at.get().filter(|_| menu.get().is_none())?, built.get()?);
        place(Some(index))?;
        let chart = &built.chart;
        let lines = chart.series.iter().map(|series| {
            view! {
                <li>
                    <span class="swatch" style:background-color=palette::css(series.color, dark.get())></span>
                    <span class="tip-name">{series.name.clone()}</span>
                    <span class="tip-value">{series.at(index).map_or("–".into(), scale::number)}</span>
                </li>
            }
        });
        Some(view! {
            <div class="chart-tip" style:left=auto(left(Some(index))) style:right=auto(right(Some(index)))>
                <p>{chart.x.name(index)}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        })
    };
    let first = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = first.get() {
            request_animation_frame(move || button.focus().unwrap_or_default());
        }
    });
    let menu_view = move || {
        let (index, built) = (menu.get()?, built.get_untracked()?);
        let leave = move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                back();
            }
        };
        Some(view! {
            <div class="chart-menu" role="group" aria-label=built.chart.x.name(index) on:keydown=leave
                style:left=auto(left(Some(index))) style:right=auto(right(Some(index)))>
                <p>{built.chart.x.name(index)}</p>
                <button type="button" class="button" node_ref=first on:click=move |_| keep(index)>"Keep only"</button>
                <button type="button" class="button" on:click=move |_| exclude(index)>"Exclude"</button>
            </div>
        })
    };
    let title = move || {
        built.with_untracked(|built| match built {
            Some(built) if !built.chart.title.is_empty() => built.chart.title.clone(),
            Some(built) => format!(
                "chart {}",
                built.chart.x.caption().split(" · ").next().unwrap_or_default()
            ),
            None => String::new(),
        })
    };
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
    let notes = move || built.with(|built| built.as_ref().map_or(String::new(), |built| built.notes.join(" ")));
    let spoken = move || {
        at.get().and_then(|at| {
            built.with(|built| {
                let chart = &built.as_ref()?.chart;
                let values = chart
                    .series
                    .iter()
                    .map(|series| format!("{} {}", series.name, series.at(at).map_or("none".into(), scale::number)));
                Some(format!(
                    "{}: {}",
                    chart.x.name(at),
                    values.collect::<Vec<_>>().join(", ")
                ))
            })
        })
    };
    view! {
        <figure class="chart-figure" class:waiting=move || waiting.get()>
            <div class="chart-frame" node_ref=frame>
                {move || drawing.with(|drawing: &Option<Drawing>| drawing.as_ref().map(|drawing| view! {
                    <img src=download::address(&drawing.svg) alt=move || alt.get() draggable="false"/>
                }))}
                {band("chart-kept", Signal::derive(move || kept.get()))}
                {band("chart-at", Signal::derive(move || menu.get().or_else(|| at.get())))}
                <div class="chart-hit" tabindex="0" role="application" node_ref=hit
                    aria-label="Points of the chart: left and right move, Enter opens what can be done"
                    on:pointermove=move |event| at.set(over(&event))
                    on:pointerleave=move |_| at.set(None)
                    on:pointerdown=move |event| at.set(over(&event))
                    on:click=move |_| menu.set(if menu.get_untracked().is_some() { None } else { at.get_untracked() })
                    on:keydown=key></div>
                {tip}
                {menu_view}
                <p class="chart-fault" class:hidden=move || fault.with(Option::is_none) role="status">{move || fault.get()}</p>
            </div>
            <figcaption class="build-line">
                <span class="chart-notes" role="note">{notes}</span>
                <span class="spoken" aria-live="polite">{spoken}</span>
                <Show when=move || kept.get().is_some()>
                    <button type="button" class="button" on:click=move |_| state.act(Action::Replace { source: Slot::Chart, predicate: Predicate::All })>
                        "Show rows of all points"
                    </button>
                </Show>
                <button type="button" class="button" aria-pressed=move || table.get().to_string() on:click=move |_| table.update(|table| *table = !*table)>"Table"</button>
                <button type="button" class="button" on:click=save_svg>"SVG"</button>
                <button type="button" class="button" on:click=save_png>"PNG"</button>
            </figcaption>
        </figure>
    }
}

fn pixels(value: Option<f64>) -> String {
    format!("{:.1}px", value.unwrap_or_default())
}

fn auto(value: Option<f64>) -> String {
    value.map_or("auto".into(), |value| format!("{value:.1}px"))
}
