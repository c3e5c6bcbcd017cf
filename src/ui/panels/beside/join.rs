//! Joins a table to the log: chooses the keys, tells how well they meet, and makes columns and filters of it.

use crate::protocol::LookupReport;
use crate::query::{Predicate, Query};
use crate::ui::beside::Beside;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Dialog, count, number};
use crate::value::Kind;
use crate::view::{Action, Joint, Meeting};
use crate::words;
use leptos::prelude::*;

/// The dialog, opened by [`Beside::join`].
#[component]
pub fn Join() -> impl IntoView {
    let (state, beside) = (state(), frame().beside);
    let title = move || words::beside::join_title(&beside.joined.get());
    // Not before the log has been read: its columns are offered as keys.
    let table = Memo::new(move |_| {
        let name = beside.joined.get();
        state.read.with(|report| {
            let report = report.as_ref()?;
            let table = report.lookups.iter().find(|table| table.name == name)?;
            Some((table.clone(), Joint::guess(report, table)?))
        })
    });
    view! {
        <Dialog open=beside.join id="join" title=Signal::derive(title)>
            {move || match table.get() {
                Some((table, joint)) => form(state, beside, table, joint).into_any(),
                None => view! { <p class="soft">{words::beside::LOG_IS_BEING_READ}</p> }.into_any(),
            }}
        </Dialog>
    }
}

fn form(state: State, beside: Beside, table: LookupReport, guessed: Joint) -> impl IntoView + use<> {
    let joint = RwSignal::new(guessed);
    let others: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let theirs: Vec<(String, Kind)> = table
        .columns
        .iter()
        .map(|column| (column.name.clone(), column.kind))
        .collect();
    let own: Vec<(String, Kind)> = state.read.with_untracked(|report| {
        let columns = report.as_ref().map(|report| &report.columns[..]).unwrap_or_default();
        columns
            .iter()
            .map(|column| (column.name.clone(), column.kind))
            .collect()
    });
    // Those that are wanted, the key not being among them.
    let key = joint.with_untracked(|joint| joint.theirs.0.clone());
    let wanted = RwSignal::new(
        others
            .iter()
            .filter(|name| **name != key)
            .take(6)
            .cloned()
            .collect::<Vec<_>>(),
    );
    let add = {
        let others = others.clone();
        move |_| {
            let joint = joint.get_untracked();
            let names: Vec<&String> = others
                .iter()
                .filter(|name| wanted.with_untracked(|wanted| wanted.contains(name)))
                .collect();
            join(state, &joint, &names);
            beside.join.set(false);
        }
    };
    let filter = {
        let table = table.clone();
        move |inside: bool| {
            let found = joint.with_untracked(|joint| joint.matched(&table));
            let predicate = found.map(|found: Predicate| if inside { found } else { found.negate() });
            if let Some(predicate) = predicate {
                state.act(Action::Add {
                    source: None,
                    predicate,
                });
                beside.join.set(false);
            }
        }
    };
    let (inside, outside) = (filter.clone(), filter);
    // Days that the table tells of each key: the last one of somebody who left.
    let time = state.read.with_untracked(|report| report.as_ref()?.roles.time.clone());
    let days = table
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Time && time.is_some());
    let later = days
        .map(|column| {
            let (time, day) = (time.clone().unwrap_or_default(), column.name.clone());
            let label = words::beside::only_after_day(&day);
            let keep = move |_| {
                if let Some(predicate) = joint.with_untracked(|joint| joint.after(&time, &day)) {
                    let source = None;
                    state.act(Action::Add { source, predicate });
                    beside.join.set(false);
                }
            };
            view! { <button type="button" class="button" on:click=keep>{label}</button> }
        })
        .collect_view();
    let boxes = others.into_iter().map(|name| {
        let (shown, held) = (name.clone(), name.clone());
        let turn = move |_| {
            wanted.update(|wanted| match wanted.iter().position(|known| *known == name) {
                Some(at) => drop(wanted.remove(at)),
                None => wanted.push(name.clone()),
            });
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=move || wanted.with(|wanted| wanted.contains(&held)) on:change=turn/>
                <span>{shown}</span>
            </label>
        }
    });
    view! {
        <div class="beside-form">
            <div class="beside-keys">
                <label>
                    <span>{words::beside::KEY_OF_LOG}</span>
                    {choice("join-own", own, move || joint.with(|joint| joint.own.0.clone()), move |key| joint.update(|joint| joint.own = key))}
                </label>
                <span class="soft">"="</span>
                <label>
                    <span>{words::beside::key_of(&table.name)}</span>
                    {choice("join-theirs", theirs, move || joint.with(|joint| joint.theirs.0.clone()), move |key| joint.update(|joint| joint.theirs = key))}
                </label>
                <Show when=move || joint.with(Joint::is_text)>
                    <label class="beside-box">
                        <input type="checkbox" id="join-aside" prop:checked=move || joint.with(|joint| joint.aside)
                            on:change=move |_| joint.update(|joint| joint.aside = !joint.aside)/>
                        <span>{words::beside::LETTER_CASE_ASIDE}</span>
                    </label>
                </Show>
            </div>
            <Meets joint table/>
            <fieldset>
                <legend>{words::beside::COLUMNS_TO_SHOW}</legend>
                <div class="beside-columns">{boxes.collect_view()}</div>
            </fieldset>
            <p class="compute-buttons">
                <button type="button" class="button strong" id="join-add" disabled=move || wanted.with(Vec::is_empty) on:click=add>
                    {move || words::beside::add_columns(&count(wanted.with(Vec::len) as u64, words::counts::columns))}
                </button>
                <button type="button" class="button" on:click=move |_| outside(false)>{words::beside::ONLY_NOT_IN_IT}</button>
                <button type="button" class="button" on:click=move |_| inside(true)>{words::beside::ONLY_IN_IT}</button>
                {later}
            </p>
        </div>
    }
}

/// A choice among columns that can be keys.
fn choice(
    id: &'static str,
    columns: Vec<(String, Kind)>,
    now: impl Fn() -> String + Copy + Send + 'static,
    choose: impl Fn((String, Kind)) + 'static,
) -> impl IntoView {
    let columns: Vec<_> = columns.into_iter().filter(|(_, kind)| *kind != Kind::List).collect();
    let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let change = move |event| {
        let name = event_target_value(&event);
        if let Some(column) = columns.iter().find(|(known, _)| *known == name) {
            choose(column.clone());
        }
    };
    let option = move |name: String| {
        let value = name.clone();
        view! { <option value=value.clone() selected=move || now() == value>{name}</option> }
    };
    view! { <select id=id on:change=change>{names.into_iter().map(option).collect_view()}</select> }
}

/// How well the keys meet.
#[component]
fn Meets(joint: RwSignal<Joint>, table: LookupReport) -> impl IntoView {
    let state = state();
    let meeting = RwSignal::new(None::<Result<Meeting, String>>);
    let turn = StoredValue::new(0u64);
    Effect::new(move |_| {
        let Some(ask) = joint.with(Joint::question) else { return };
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let query = Query {
            asks: vec![ask],
            zone: state.zone.get_untracked(),
            ..Query::default()
        };
        state.ask(query, move |result| {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let found = result.map(|answers| answers.answers.first().and_then(Meeting::read));
            meeting.set(match found {
                Ok(found) => found.map(Ok),
                Err(failure) => Some(Err(format!("{} {}", failure.what, failure.hint))),
            });
        });
    });
    move || {
        let meeting = match meeting.get()? {
            Ok(meeting) => meeting,
            Err(why) => return Some(view! { <p class="report-failure" role="status">{why}</p> }.into_any()),
        };
        let lines = joint.with(|joint| sentences(&meeting, joint, &table));
        let none = meeting.met == 0;
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        Some(
            view! { <div role="status"><ul class="beside-meets" class:report-failure=none>{lines}</ul></div> }
                .into_any(),
        )
    }
}

/// How well the keys meet, in words.
fn sentences(meeting: &Meeting, joint: &Joint, table: &LookupReport) -> Vec<String> {
    let (name, own) = (&table.name, &joint.own.0);
    let mut said = vec![
        words::beside::keys_found(
            &number(meeting.met),
            &count(meeting.keys, words::counts::values),
            &own,
            &name,
        ),
        words::beside::events_alone(&number(meeting.alone), &count(meeting.events, words::counts::events)),
    ];
    if let Some(key) = table.columns.iter().find(|column| column.name == joint.theirs.0) {
        let distinct = if joint.aside { key.folded } else { key.distinct };
        let repeats = key.values.saturating_sub(distinct);
        said.push(match repeats {
            0 => words::beside::no_key_repeats(&key.name),
            _ => words::beside::keys_repeat(
                (repeats, &number(repeats)),
                name,
                &key.name,
                &count(meeting.repeated, words::counts::values),
            ),
        });
    }
    said
}

/// Adds these columns of the table to the log, and shows them behind its key.
fn join(state: State, joint: &Joint, names: &[&String]) {
    let (mut columns, mut made) = (state.view.with_untracked(|view| view.computed.clone()), Vec::new());
    for column in names.iter().filter_map(|name| joint.column(name)) {
        columns.retain(|known| known.name != column.name);
        made.push(column.name.clone());
        columns.push(column);
    }
    let report = state.report.get_untracked();
    let mut shown = report.map_or_else(Vec::new, |report| {
        state.view.with_untracked(|view| view.columns(&report))
    });
    shown.retain(|name| !made.contains(name));
    let place = shown
        .iter()
        .position(|name| *name == joint.own.0)
        .map_or(shown.len(), |at| at + 1);
    shown.splice(place..place, made);
    state.act(Action::Compute {
        columns,
        shown: Some(shown),
    });
}
