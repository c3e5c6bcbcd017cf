//! The picture with everything laid over it: the point under the pointer or the arrow keys, the span drawn, the legend, the menu.

use super::super::super::frame::frame as page_frame;
use super::super::super::widgets::browser::{dark, on_size};
use super::pane::{Pane, step};
use super::{download, twin::Twin};
use crate::chart::{Drawing, Rect, Theme, draw, palette, sentence};
use crate::query::Predicate;
use crate::ui::keys::muted;
use crate::view::{Action, Slot};
use crate::words;
use leptos::{ev, html, prelude::*};

/// The chart, its notes, what can be done with it, and where it is wanted its numbers beside it.
#[component]
pub fn Figure(pane: Pane) -> impl IntoView {
    let Pane {
        state,
        built,
        waiting,
        fault,
        ..
    } = pane;
    let table = RwSignal::new(false);
    let whole = page_frame().wide;
    let alone = pane.slot() == Slot::Chart;
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
    let paint = move |titled: bool, dark: bool| {
        let (built, (width, height)) = (built.get()?, size.get());
        let theme = if dark { Theme::dark() } else { Theme::light() };
        let bare = (!titled).then(|| built.picture.untitled());
        draw(bare.as_ref().unwrap_or(&built.picture), width, height, &theme)
            .ok()
            .filter(|_| width > 1)
    };
    // On the board the title stands above the chart already.
    let drawing = Memo::new(move |_| paint(alone, dark.get()));
    // Paper is light, and an image that is only made when the page is printed comes too late.
    let paper = Memo::new(move |_| dark.get().then(|| paint(alone, false)).flatten());
    let alt = Memo::new(move |_| built.with(|built| built.as_ref().map_or(String::new(), |built| sentence(built))));
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
            built.keep(from, to)
        })
    };
    // The points that "Keep only" was said of, among those shown now.
    let kept = Memo::new(move |_| {
        let own = state.view.with(|view| {
            let own = |clause: &&crate::view::Clause| clause.source == Some(pane.slot()) && !clause.disabled;
            view.clauses.iter().find(own).map(|clause| clause.predicate.clone())
        })?;
        built.with(|built| built.as_ref()?.kept(&own))
    });
    let places = move |span: Option<(usize, usize)>| -> Vec<Rect> {
        drawing.with(|drawing| match (drawing, span) {
            (Some(drawing), Some(span)) => drawing.cover(span),
            _ => Vec::new(),
        })
    };
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
                source: pane.slot(),
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
            source: pane.slot(),
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
        from.set(None);
        dragged.set_value(false);
        if event.button() == 0 && event.pointer_type() != "touch" && menu.get_untracked().is_none() {
            pressed.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
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
            // Not before: in WebKit a click on what has caught the pointer leaves it first.
            if let Some(hit) = hit.get_untracked() {
                hit.set_pointer_capture(event.pointer_id()).unwrap_or_default();
            }
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
    let offer = move |span: Option<(usize, usize)>| menu.set(span.filter(|&span| rows(span).is_some()));
    // The click that ends a drag is none.
    let click = move |_| {
        if !dragged.get_value() {
            offer(match menu.get_untracked() {
                Some(_) => None,
                None => at.get_untracked().map(|at| (at, at)),
            });
        }
    };
    // That of the keyboard is about the points in hand, as that of the pointer is.
    let context = move |event: ev::MouseEvent| {
        pressed.set_value(None);
        offer(untrack(span));
        if menu.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || muted(&event, state.view) {
            return;
        }
        let (count, below) =
            built.with_untracked(|built| built.as_ref().map_or((0, 0), |built| (built.len(), built.below())));
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
            "ArrowDown" if below > 0 => step(now.map_or(0, |at| if at + below <= last { at + below } else { at })),
            "ArrowUp" if below > 0 => step(now.map_or(last, |at| at.checked_sub(below).unwrap_or(at))),
            "Home" => step(0),
            "End" => step(last),
            "Enter" | " " | "m" | "ContextMenu" => offer(span),
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
        move || {
            let one = |place: Rect| {
                view! {
                    <div class=class style:left=pixels(place.x) style:top=pixels(place.y)
                        style:width=pixels(place.width.max(2.0)) style:height=pixels(place.height.max(2.0))></div>
                }
            };
            places(span.get()).into_iter().map(one).collect_view()
        }
    };
    // Beside the points, on the side where there is more room: distances from the left and from the right edge.
    let beside = move |span: (usize, usize)| -> Option<(Option<f64>, Option<f64>)> {
        let width = f64::from(size.get().0);
        let place = places(Some(span)).into_iter().next()?;
        let right = place.x + place.width;
        Some(if place.x + place.width / 2.0 < width / 2.0 {
            (Some(right + 8.0), None)
        } else {
            (None, Some(width - place.x + 8.0))
        })
    };
    let name = move |(from, to): (usize, usize)| {
        built.with_untracked(|built| built.as_ref().map_or(String::new(), |built| built.span(from, to)))
    };
    let tip = move || {
        let (span, built) = (span().filter(|_| menu.get().is_none())?, built.get()?);
        let (left, right) = beside(span)?;
        let (name, lines) = if span.0 == span.1 {
            let spot = built.spot(span.1);
            (spot.name, spot.lines)
        } else {
            (name(span), Vec::new())
        };
        let lines = lines.into_iter().map(|line| {
            let color = line.color.map(|color| palette::css(color, dark.get()));
            view! {
                <li>
                    <span class="swatch" style:background-color=color></span>
                    <span class="tip-name">{line.name}</span>
                    <span class="tip-value">{line.value}</span>
                </li>
            }
        });
        Some(view! {
            <div class="chart-tip" style:left=auto(left) style:right=auto(right)><p>{name}</p><ul>{lines.collect_view()}</ul></div>
        })
    };
    let first = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = first.get() {
            request_animation_frame(move || button.focus().unwrap_or_default());
        }
    });
    let menu_view = move || {
        let span = menu.get()?;
        let (left, right) = beside(span)?;
        let leave = move |event: ev::KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                back();
            }
        };
        Some(view! {
            <div class="chart-menu" role="group" aria-label=name(span) on:keydown=leave
                on:contextmenu=|event| event.prevent_default() style:left=auto(left) style:right=auto(right)>
                <p>{name(span)}</p>
                <button type="button" class="button" node_ref=first on:click=move |_| keep(span)>{words::common::KEEP_ONLY}</button>
                <button type="button" class="button" on:click=move |_| exclude(span)>{words::common::EXCLUDE}</button>
            </div>
        })
    };
    let title = move || built.with(|built| built.as_ref().map_or(String::new(), |built| built.title()));
    let save_svg = move |_| untrack(|| paint(true, dark.get())).map_or((), |drawing| download::svg(&drawing, &title()));
    let save_png = move |_| {
        if let Some(drawing) = untrack(|| paint(true, dark.get())) {
            let failed = move || state.notice.set(Some(words::chart::NO_PICTURE.into()));
            download::png(&drawing, size.get_untracked(), &title(), failed);
        }
    };
    let save_csv = move |_| built.with_untracked(|built| built.as_deref().map_or((), download::csv));
    let tiled = Memo::new(move |_| {
        state
            .view
            .with(|view| view.board.iter().any(|tile| Some(tile.id) == view.chart.tile))
    });
    let put = move |new: bool| {
        step(state, |view| {
            view.chart.tile = view.chart.tile.filter(|_| !new);
            view.pin_chart();
        });
        state.said.set(Some(words::chart::IS_ON_BOARD.into()));
    };
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
        <div class="chart-view">
        <figure class="chart-figure" class:waiting=move || waiting.get()>
            <div class="chart-frame" node_ref=frame>
                {move || drawing.with(|drawing: &Option<Drawing>| drawing.as_ref().map(|drawing| view! {
                    <img src=download::address(&drawing.svg) alt=move || alt.get() draggable="false"/>
                }))}
                {move || paper.with(|paper| paper.as_ref().map(|paper| view! {
                    <img class="on-paper" src=download::address(&paper.svg) alt=""/>
                }))}
                {band("chart-kept", kept.into())}
                {band("chart-at", Signal::derive(move || menu.get().or_else(span)))}
                <div class="chart-hit" tabindex="0" role="application" node_ref=hit
                    aria-label=words::chart::POINTS_AND_KEYS
                    title=words::chart::DRAG_TO_KEEP
                    on:pointermove=moved on:pointerdown=down on:pointerup=up
                    on:pointerleave=move |_| if pressed.get_value().is_none() { at.set(None) }
                    on:pointercancel=move |_| { pressed.set_value(None); from.set(None) }
                    on:dblclick=move |_| lift()
                    on:click=click
                    on:contextmenu=context
                    on:keydown=key></div>
                <Legend pane drawing/>
                {tip}
                {menu_view}
                <div role="status">{move || fault.get().map(|fault| view! { <p class="chart-fault">{fault}</p> })}</div>
            </div>
            <figcaption class="build-line">
                <span class="chart-notes" role="note">{notes}</span>
                <span class="spoken" aria-live="polite">{spoken}</span>
                <Show when=move || kept.get().is_some()>
                    <button type="button" class="button" on:click=move |_| lift()>{words::chart::SHOW_ROWS_ALL_POINTS}</button>
                </Show>
                {alone.then(|| view! {
                    <Show when=move || tiled.get()>
                        <button type="button" class="button" on:click=move |_| put(false)>{words::chart::UPDATE_BOARD}</button>
                    </Show>
                    <button type="button" class="button" on:click=move |_| put(true)>
                        {move || if tiled.get() { words::chart::ADD_TO_BOARD } else { words::chart::PUT_ON_BOARD }}
                    </button>
                    <button type="button" class="button" aria-pressed=move || whole.get().to_string() title=words::chart::FULL_SCREEN_TIP
                        on:click=move |_| whole.update(|whole| *whole = !*whole)>{words::chart::FULL_SCREEN}</button>
                })}
                <button type="button" class="button" aria-pressed=move || table.get().to_string() on:click=move |_| table.update(|table| *table = !*table)>{words::chart::TABLE}</button>
                <button type="button" class="button" on:click=save_svg>{words::chart::SVG}</button>
                <button type="button" class="button" on:click=save_png>{words::chart::PNG}</button>
                <button type="button" class="button" on:click=save_csv>{words::common::CSV}</button>
            </figcaption>
        </figure>
        <Show when=move || table.get()>
            <Twin built/>
        </Show>
        </div>
    }
}

/// A button over each entry of the legend: hides its series or brings it back; with Shift, shows it alone, or all again.
#[component]
fn Legend(pane: Pane, drawing: Memo<Option<Drawing>>) -> impl IntoView {
    let built = pane.built;
    let turn = move |of: &str, alone: bool| {
        if !alone {
            return pane.restyle(of, |style| style.hidden = !style.hidden);
        }
        let all: Vec<(String, bool)> = built.with_untracked(|built| {
            let all = built
                .iter()
                .filter_map(|built| built.chart())
                .flat_map(|chart| &chart.series);
            all.map(|series| (series.of.clone(), series.hidden)).collect()
        });
        let already = all.iter().all(|(name, hidden)| *hidden == (name != of));
        pane.change(|chart| {
            for (name, _) in &all {
                chart.restyle(name, |style| style.hidden = !already && name != of);
            }
        });
    };
    let entry = move |(index, place): (usize, Rect)| {
        let (of, name, hidden) = built.with_untracked(|built| {
            let series = built.as_ref()?.chart()?.series.get(index)?;
            Some((series.of.clone(), series.name.clone(), series.hidden))
        })?;
        Some(view! {
            <button type="button" class="chart-legend" style:left=pixels(place.x) style:top=pixels(place.y)
                style:width=pixels(place.width) style:height=pixels(place.height) aria-label=name.clone() aria-pressed=(!hidden).to_string()
                title=words::chart::turn_series(&name, hidden)
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

fn pixels(value: f64) -> String {
    format!("{value:.1}px")
}

fn auto(value: Option<f64>) -> String {
    value.map_or("auto".into(), |value| format!("{value:.1}px"))
}
