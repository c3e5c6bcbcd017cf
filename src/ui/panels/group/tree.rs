//! The tree of groups: only the lines in sight are on the page; keys move, open, close and filter.

use super::super::super::state::state;
use super::change;
use super::lines::{Line, lines};
use super::row::{Do, Tree as Row, drill, fold};
use crate::chart::scale::number;
use crate::query::{Answer, Measure, Order};
use crate::ui::keys::muted;
use crate::ui::widgets::Alike;
use crate::view::{Slot, key_name, wider};
use crate::words;
use leptos::{ev, html, prelude::*};
use std::collections::HashMap;

/// Height of a line in pixels, as in the style.
const LINE: f64 = 27.0;
/// Lines kept beyond the edges.
const MARGIN: usize = 12;

/// About how many characters of a name have room in a narrow window.
const SEEN: usize = 18;

/// The groups.
#[component]
pub fn Tree() -> impl IntoView {
    let state = state();
    let keys = Memo::new(move |_| {
        let report = state.report.get().unwrap_or_default();
        state.view.with(|view| view.group_keys(&report, &state.zone.get()))
    });
    let lines = Memo::new(move |_| keys.with(|keys| lines(state, keys)));
    let alike = Memo::new(move |_| {
        let name = |line: &Line| match line {
            Line::Group { path, .. } => path.last().cloned().flatten(),
            _ => None,
        };
        lines.with(|lines| Alike::of(lines.iter().filter_map(name), SEEN))
    });
    let measures = Memo::new(move |_| {
        let named = state.view.with(|view| view.group.measures.clone());
        let measures = named.into_iter().map(|named| named.measure);
        std::iter::once(Measure::Count).chain(measures).collect::<Vec<_>>()
    });
    let ranges = Memo::new(move |_| {
        let mut ranges: HashMap<(usize, usize), (f64, f64)> = HashMap::new();
        if !state.view.with(|view| view.group.heat) {
            return ranges;
        }
        lines.with(|lines| {
            for line in lines {
                let Line::Group { path, measures, .. } = line else {
                    continue;
                };
                for (at, value) in measures.iter().enumerate() {
                    let place = (path.len() - 1, at);
                    if let Some(range) = wider(ranges.get(&place).copied(), value) {
                        ranges.insert(place, range);
                    }
                }
            }
        });
        ranges
    });
    let names = Memo::new(move |_| {
        let measures = state.view.with(|view| {
            view.group
                .measures
                .iter()
                .map(|named| named.name.clone())
                .collect::<Vec<_>>()
        });
        [String::from(words::common::COUNT)]
            .into_iter()
            .chain(measures)
            .collect::<Vec<String>>()
    });
    let template = Memo::new(move |_| {
        // What is no number can be a time, which is longer; one place stands empty where only the count is.
        let room = |measure: &Measure| match measure {
            Measure::First { .. } | Measure::Last { .. } | Measure::Min(_) | Measure::Max(_) | Measure::Mode(_) => {
                (164, 200)
            }
            _ => (90, 170),
        };
        let mut more: Vec<(u32, u32)> = measures.with(|measures| measures.iter().skip(1).map(room).collect());
        if more.is_empty() {
            more.push((90, 170));
        }
        let more = more
            .iter()
            .map(|(least, most)| format!(" minmax(min({least}px, 30vw), {most}px)"));
        "minmax(min(260px, 40vw), 1fr) minmax(min(110px, 26vw), 220px)".to_owned() + &more.collect::<String>()
    });
    let active = RwSignal::new(0_usize);
    // The head that the cursor is in, where it is in none of the lines: 0 for the keys.
    let head = RwSignal::new(None::<usize>);
    let seen = RwSignal::new((0.0_f64, 900.0_f64));
    let body = NodeRef::<html::Div>::new();
    let root = state.held(&Slot::Group(Vec::new()));
    let waiting = {
        let root = root.clone();
        move || root.with(|held| held.waiting)
    };
    let total = move || {
        root.with(|held| {
            let answers = held.answers.as_ref()?;
            let Some(Answer::Group { groups, .. }) = answers.answers.first() else {
                return None;
            };
            let groups = words::counts::groups(*groups, &number(*groups as f64));
            let events = words::counts::events(answers.rows, &number(answers.rows as f64));
            Some(match state.view.with(|view| view.group.having.is_empty()) {
                true => words::group::groups_of(&groups, &events),
                false => words::group::groups_that_pass(&groups, &events),
            })
        })
    };
    let window = Memo::new(move |_| {
        let (top, height) = seen.get();
        let first = ((top / LINE) as usize).saturating_sub(MARGIN);
        let last = ((top + height) / LINE) as usize + MARGIN;
        (first, last)
    });
    let scrolled = move |_| {
        if let Some(body) = body.get_untracked() {
            seen.set((f64::from(body.scroll_top()), f64::from(body.client_height())));
        }
    };
    let go = move |to: usize| {
        let to = to.min(lines.with_untracked(Vec::len).saturating_sub(1));
        active.set(to);
        head.set(None);
        if let Some(body) = body.get_untracked() {
            let (top, bottom) = (to as f64 * LINE, (to + 2) as f64 * LINE);
            let (from, height) = (f64::from(body.scroll_top()), f64::from(body.client_height()));
            if top < from {
                body.set_scroll_top(top as i32);
            } else if bottom > from + height {
                body.set_scroll_top((bottom - height) as i32);
            }
        }
    };
    let sort = Memo::new(move |_| state.view.with(|view| view.group.order(0)));
    let order = move |by: Option<usize>| {
        let (now, order) = sort.get();
        (now == by).then_some(order)
    };
    // By what the head at a place sorts: the keys, or one of the measures.
    let turn = move |at: usize| {
        let by = at.checked_sub(1);
        let next = match (untrack(|| order(by)), by) {
            (Some(Order::Descending), _) => Order::Ascending,
            (Some(Order::Ascending), _) | (None, Some(_)) => Order::Descending,
            (None, None) => Order::Ascending,
        };
        change(state, |group| group.sort = Some((by, next)));
    };
    let in_head = move |at: usize, key: &str| {
        let last = names.with_untracked(Vec::len);
        match key {
            "ArrowRight" => head.set(Some((at + 1).min(last))),
            "ArrowLeft" => head.set(Some(at.saturating_sub(1))),
            "Home" => head.set(Some(0)),
            "End" => head.set(Some(last)),
            "ArrowDown" | "j" => head.set(None),
            "Enter" | " " => turn(at),
            _ => return false,
        }
        true
    };
    let key = move |event: ev::KeyboardEvent| {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key();
        if held || event.target() != event.current_target() || muted(&event, state.view) {
            return;
        }
        if let Some(at) = head.get_untracked() {
            if in_head(at, &event.key()) {
                event.prevent_default();
                event.stop_propagation();
            }
            return;
        }
        let at = active.get_untracked();
        let page = (seen.get_untracked().1 / LINE) as usize;
        let line = lines.with_untracked(|lines| lines.get(at).cloned());
        let parent = |level: usize| {
            lines.with_untracked(|lines| {
                let above = |line: &Line| matches!(line, Line::Group { path, .. } if path.len() < level);
                lines.iter().take(at).rposition(above)
            })
        };
        match (event.key().as_str(), line) {
            ("ArrowDown" | "j", _) => go(at + 1),
            ("ArrowUp" | "k", _) if at == 0 => head.set(Some(0)),
            ("ArrowUp" | "k", _) => go(at.saturating_sub(1)),
            ("PageDown", _) => go(at + page.max(1)),
            ("PageUp", _) => go(at.saturating_sub(page.max(1))),
            ("Home", _) => go(0),
            ("End", _) => go(usize::MAX - 1),
            (
                "ArrowRight",
                Some(Line::Group {
                    path,
                    open: Some(false),
                    ..
                }),
            ) => fold(state, &path, true),
            ("ArrowRight", Some(Line::Group { open: Some(true), .. })) => go(at + 1),
            (
                "ArrowLeft",
                Some(Line::Group {
                    path, open: Some(true), ..
                }),
            ) => fold(state, &path, false),
            ("ArrowLeft", Some(Line::Group { path, .. })) => {
                if let Some(to) = parent(path.len()) {
                    go(to);
                }
            }
            (
                " ",
                Some(Line::Group {
                    path, open: Some(open), ..
                }),
            ) => fold(state, &path, !open),
            ("Enter", Some(line)) => drill(state, &line, Do::Show),
            ("f", Some(line)) => drill(state, &line, Do::Keep),
            ("x" | "F", Some(line)) => drill(state, &line, Do::Exclude),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let header = move |(at, label): (usize, String)| {
        let order = move || order(at.checked_sub(1));
        let title = label.clone();
        let class = if at > 0 { "group-number" } else { "group-key" };
        let sorted = move || match order() {
            None => "none",
            Some(Order::Ascending) => "ascending",
            Some(Order::Descending) => "descending",
        };
        let arrow = move || order().map_or("", |order| if order == Order::Ascending { " ↑" } else { " ↓" });
        view! {
            <div role="columnheader" id=format!("group-head-{at}") class=class
                class:active=move || head.get() == Some(at) title=title aria-sort=sorted on:click=move |_| turn(at)>
                <span class="group-value">{label}<span aria-hidden="true">{arrow}</span></span>
            </div>
        }
    };
    let heads = move || {
        let key = keys.get().iter().map(key_name).collect::<Vec<_>>().join(" › ");
        let all = std::iter::once(key).chain(names.get());
        all.enumerate().map(header).collect_view()
    };
    let cursor = move || match head.get() {
        Some(at) => format!("group-head-{at}"),
        None => format!("group-row-{}", active.get()),
    };
    let row = Row {
        state,
        keys,
        measures,
        ranges,
        alike,
        active,
        head,
        template,
    };
    let shown = move || {
        let (first, last) = window.get();
        ranges.track();
        lines.with(|lines| {
            let last = last.min(lines.len());
            let first = first.min(last);
            lines[first..last]
                .iter()
                .enumerate()
                .map(|(at, line)| row.row(first + at, line.clone()))
                .collect_view()
        })
    };
    let before = move || format!("{}px", window.get().0.min(lines.with(Vec::len)) as f64 * LINE);
    let after = move || {
        let count = lines.with(Vec::len);
        format!("{}px", count.saturating_sub(window.get().1) as f64 * LINE)
    };
    Effect::new(move |_| {
        body.get();
        request_animation_frame(move || scrolled(()));
    });
    view! {
        <div class="group-tree" class:waiting=waiting role="treegrid" tabindex="0" aria-label=words::group::TREE_AND_KEYS
            aria-rowcount=move || (lines.with(Vec::len) + 1).to_string()
            aria-activedescendant=cursor
            node_ref=body on:scroll=move |_| scrolled(()) on:keydown=key>
            <div role="row" class="group-row group-head" aria-rowindex="1" style:grid-template-columns=move || template.get()>
                {heads}
            </div>
            <div role="presentation" style:height=before></div>
            {shown}
            <div role="presentation" style:height=after></div>
        </div>
        <p class="group-total" role="status">{total}</p>
    }
}
