//! One group's line: its key, its count with a bar, its measures, and what can be done with it.

use super::super::super::state::State;
use super::super::super::widgets::Alike;
use super::change;
use super::label::{heat, key_label, measure_label, others};
use super::lines::{Line, Path};
use crate::query::{Key, Measure, Predicate};
use crate::value::Kind;
use crate::view::{Action, Tab, key_is_none_of, shade};
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use std::collections::HashMap;

/// What a row needs to know of its tree.
#[derive(Clone, Copy)]
pub struct Tree {
    pub state: State,
    pub keys: Memo<Vec<Key>>,
    /// The count first.
    pub measures: Memo<Vec<Measure>>,
    /// The least and greatest of each measure at each level, where shades are wanted.
    pub ranges: Memo<HashMap<(usize, usize), (f64, f64)>>,
    /// Which names begin like others.
    pub alike: Memo<Alike>,
    pub active: RwSignal<usize>,
    /// The head that the cursor is in, where it is in none of the lines.
    pub head: RwSignal<Option<usize>>,
    pub template: Memo<String>,
}

/// Opens or closes a group.
pub fn fold(state: State, path: &Path, open: bool) {
    change(state, |group| {
        // Closing closes everything below.
        group
            .open
            .retain(|other| if open { other != path } else { !other.starts_with(path) });
        if open {
            group.open.push(path.clone());
        }
    });
}

/// What is done with the rows of a line.
#[derive(Clone, Copy, PartialEq)]
pub enum Do {
    /// Filters for them.
    Keep,
    /// Filters them out.
    Exclude,
    /// Filters for them and shows them as events.
    Show,
}

/// Does something with the rows of a line, as one step.
pub fn drill(state: State, line: &Line, what: Do) {
    let (path, kept) = match line {
        Line::Group { path, .. } => (path, None),
        Line::Rest { path, kept, .. } => (path, Some(kept)),
        Line::Note { .. } => return,
    };
    let Some(report) = state.report.get_untracked() else {
        return;
    };
    let (view, zone) = (state.view.get_untracked(), state.zone.get_untracked());
    let mut parts = view.group_path(path, &report, &zone);
    if let (Some(kept), Some(key)) = (kept, view.group_keys(&report, &zone).get(path.len())) {
        if matches!(key, Key::Column(name) if report.column(name).is_some_and(|column| column.kind == Kind::List)) {
            return state.notice.set(Some(NO_REST.into()));
        }
        parts.push(key_is_none_of(key, kept, &zone));
    }
    filter(state, parts, what);
}

/// Why the rest cannot be filtered for.
pub const NO_REST: &str = words::group::NO_FILTER_SAYS_THESE;

/// Filters by all of these tests, as one step.
pub fn filter(state: State, parts: Vec<Predicate>, what: Do) {
    let mut view = state.view.get_untracked();
    let mut add = |predicate| {
        view.apply(Action::Add {
            source: None,
            predicate,
        });
    };
    if what == Do::Exclude {
        if !parts.is_empty() {
            add(Predicate::all(parts).negate());
        }
    } else {
        parts.into_iter().for_each(add);
    }
    if what == Do::Show {
        view.apply(Action::SetTab(Tab::Events));
    }
    state.act(Action::Show(Box::new(view)));
}

impl Tree {
    /// The view of a line.
    pub fn row(self, index: usize, line: Line) -> AnyView {
        let Self {
            state,
            active,
            head,
            template,
            ..
        } = self;
        let id = format!("group-row-{index}");
        let current = move || head.get().is_none() && active.get() == index;
        let take = move || {
            active.set(index);
            head.set(None);
        };
        let zone = state.zone.get_untracked();
        let (level, text, class, measures, open, place, share) = match &line {
            Line::Note { level, text } => {
                return view! {
                    <div role="row" {..level_of(*level)} id=id class="group-row note" class:active=current aria-rowindex={index + 2}>
                        <div role="gridcell" class="group-key" style:padding-left=indent(*level, false)>{text.clone()}</div>
                    </div>
                }
                .into_any();
            }
            Line::Rest {
                path, count, measures, ..
            } => (path.len(), others(*count), "rest", measures, None, None, None),
            Line::Group {
                path,
                value,
                measures,
                open,
                place,
                share,
            } => {
                let level = path.len() - 1;
                let text = path.last().and_then(Option::as_deref);
                let (text, class) = self
                    .keys
                    .with_untracked(|keys| key_label(value, text, keys.get(level), &zone));
                (level, text, class, measures, *open, Some(*place), Some(*share))
            }
        };
        let folded = match &line {
            Line::Group { path, .. } => path.clone(),
            _ => Path::new(),
        };
        let ranged = matches!(line, Line::Group { .. });
        let cells = measures.iter().enumerate().map(|(at, value)| {
            let measure = self.measures.with_untracked(|measures| measures.get(at).cloned());
            let (text, class) = measure_label(value, measure.as_ref(), &zone);
            let shade = self.ranges.with_untracked(|ranges| {
                let range = ranges.get(&(level, at)).filter(|_| ranged)?;
                heat(shade(value, *range))
            });
            let bar = (at == 0 && shade.is_none()).then_some(share).flatten();
            let bar =
                bar.map(|share| view! { <span class="group-bar" style:width=format!("{:.1}%", share * 100.0)></span> });
            view! {
                <div role="gridcell" class=format!("group-number {class}") class:hot=shade.is_some() style:--heat=shade>
                    {bar}<span>{text}</span>
                </div>
            }
        });
        let cells = cells.collect_view();
        let line = StoredValue::new(line);
        let toggle = open.map(|open| {
            view! {
                <button type="button" class="fold" tabindex="-1" aria-hidden="true"
                    on:click=move |event| {
                        event.stop_propagation();
                        take();
                        fold(state, &folded, !open);
                    }>{if open { "▾" } else { "▸" }}</button>
            }
        });
        let act = move |label: &'static str, what: Do| {
            view! {
                <button type="button" class="mini" tabindex="-1"
                    on:click=move |event| {
                        event.stop_propagation();
                        line.with_value(|line| drill(state, line, what));
                    }>{label}</button>
            }
        };
        view! {
            <div role="row" {..level_of(level)} id=id class="group-row" class:active=current aria-rowindex={index + 2}
                aria-posinset=place.map(|place| place.0) aria-setsize=place.map(|place| place.1.to_string())
                aria-expanded=open.map(|open| open.to_string())
                aria-selected=move || current().to_string()
                style:grid-template-columns=move || template.get()
                on:click=move |_| take()
                on:dblclick=move |_| line.with_value(|line| drill(state, line, Do::Show))>
                <div role="gridcell" class="group-key" style:padding-left=indent(level, level > 0 && open.is_none())>
                    {toggle}
                    <span class=format!("group-value {class}") title=text.clone()>{self.alike.with_untracked(|alike| alike.cut(&text))}</span>
                    <span class="group-do">{act(words::common::KEEP_ONLY, Do::Keep)}{act(words::common::EXCLUDE, Do::Exclude)}</span>
                </div>
                {cells}
            </div>
        }
        .into_any()
    }
}

/// How deep a line is, for screen readers, from 1.
fn level_of(level: usize) -> impl leptos::attr::Attribute {
    custom_attribute("aria-level", (level + 1).to_string())
}

/// Where a line's text begins; one without a fold stands under the text of those with one.
fn indent(level: usize, leaf: bool) -> String {
    format!("{}px", 12 + 20 * level + if leaf { 22 } else { 0 })
}
