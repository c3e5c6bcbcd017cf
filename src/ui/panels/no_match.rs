//! Nothing matches: names the clause that emptied the result, and offers to lift it, or what was probably meant by it.

use crate::query::{Answer, Ask, Op, Predicate, Query};
use crate::ui::state::{State, state};
use crate::ui::widgets::number;
use crate::view::{Action, Clause};
use crate::words;
use leptos::prelude::*;

/// What lifting one clause would bring back.
#[derive(Clone, Copy, PartialEq)]
struct Lifted {
    clause: usize,
    rows: u64,
}

/// Something else in the place of one clause, and what that would find.
#[derive(Clone, PartialEq)]
struct Perhaps {
    clause: usize,
    predicate: Predicate,
    rows: u64,
}

/// What a test that nothing passes was probably meant to be: what is said of a cell without a value, a part of a text.
fn meant(predicate: &Predicate) -> Option<Predicate> {
    let Predicate::Test {
        column,
        op: Op::Is(text) | Op::Equals(text),
    } = predicate
    else {
        return None;
    };
    let plain = !text.is_empty() && !text.contains(['*', '?']);
    Some(match text.to_lowercase().as_str() {
        "null" | "(null)" | "none" | "nil" => Predicate::test(column.clone(), Op::Exists).negate(),
        _ if plain => Predicate::test(column.clone(), Op::Like(format!("*{text}*"))),
        _ => return None,
    })
}

/// Nothing matches: names the clause that emptied the result, and offers to lift it. To be shown in the place of the rows.
#[component]
pub fn NoMatch() -> impl IntoView {
    let state = state();
    let clauses = Memo::new(move |_| state.view.with(|view| view.clauses.clone()));
    let lifted = RwSignal::new(Vec::<Lifted>::new());
    let perhaps = RwSignal::new(Vec::<Perhaps>::new());
    Effect::new(move |_| {
        lifted.set(Vec::new());
        perhaps.set(Vec::new());
        clauses.with(|clauses| ask_without_each(state, clauses, lifted, perhaps));
    });
    let best = Memo::new(move |_| lifted.with(|lifted| lifted.iter().copied().max_by_key(|lifted| lifted.rows)));
    let said = move |at: usize| {
        clauses.with(|clauses| {
            let clause = clauses.get(at)?;
            Some(super::chips::said(state, &clause.predicate).to_string())
        })
    };
    let verdict = move || match best.get() {
        Some(Lifted { clause, rows: 1.. }) => {
            let said = said(clause).unwrap_or_default();
            let alone = clauses.with(|clauses| clauses.iter().filter(|clause| !clause.disabled).count() == 1);
            if alone {
                words::filter::none_with(&said)
            } else {
                words::filter::leaves_none(&said)
            }
        }
        Some(_) => words::filter::NO_PIECE_IS_TO_BLAME.into(),
        None => String::new(),
    };
    view! {
        <div class="no-match" id="no-match" role="status">
            <h2>{words::filter::HEADING_NO_MATCH}</h2>
            <p>{verdict}</p>
            <p class="no-match-ways">
                {move || perhaps.get().into_iter().filter(|perhaps| perhaps.rows > 0).map(|Perhaps { clause, predicate, rows }| {
                    let said = super::chips::said(state, &predicate).to_string();
                    let label = words::filter::instead(&said, &words::counts::events(rows, &number(rows)));
                    view! {
                        <button type="button" class="primary" on:click=move |_| state.act(Action::Edit(clause, predicate.clone()))>{label}</button>
                    }
                }).collect_view()}
                {move || {
                    let Lifted { clause, rows } = best.get().filter(|best| best.rows > 0)?;
                    let label = words::filter::lift(rows, &number(rows));
                    Some(
                        view! {
                            <button type="button" class:primary=move || !perhaps.with(|perhaps| perhaps.iter().any(|one| one.rows > 0)) id="lift" on:click=move |_| state.act(Action::Toggle(clause))>
                                {label}
                            </button>
                        },
                    )
                }}
                <Show when=move || !clauses.with(Vec::is_empty)>
                    <button type="button" on:click=move |_| state.act(Action::Clear)>
                        {move || words::filter::show_all(&number(state.report.with(|report| report.as_ref().map_or(0, |report| report.rows))))}
                    </button>
                </Show>
                <Show when=move || state.can_step().0>
                    <button type="button" on:click=move |_| state.undo()>
                        {words::common::UNDO}
                    </button>
                </Show>
            </p>
        </div>
    }
}

fn ask_without_each(state: State, clauses: &[Clause], lifted: RwSignal<Vec<Lifted>>, perhaps: RwSignal<Vec<Perhaps>>) {
    for (clause, own) in clauses.iter().enumerate().filter(|(_, clause)| !clause.disabled) {
        let others: Vec<Predicate> = clauses
            .iter()
            .enumerate()
            .filter(|&(at, other)| at != clause && !other.disabled)
            .map(|(_, other)| other.predicate.clone())
            .collect();
        // Gone with the component where the filter changed meanwhile.
        count(state, clauses, Predicate::all(others.clone()), move |rows| {
            lifted.try_update(|lifted| lifted.push(Lifted { clause, rows }));
        });
        if let Some(predicate) = meant(&own.predicate) {
            let filter = Predicate::all(others.into_iter().chain([predicate.clone()]));
            count(state, clauses, filter, move |rows| {
                let found = Perhaps {
                    clause,
                    predicate,
                    rows,
                };
                perhaps.try_update(|perhaps| perhaps.push(found));
            });
        }
    }
}

/// Counts what passes another filter, while these clauses stand.
fn count(state: State, clauses: &[Clause], filter: Predicate, then: impl FnOnce(u64) + 'static) {
    let asked = clauses.to_vec();
    let query = Query {
        columns: state.view.with_untracked(|view| view.computed.clone()),
        filter,
        asks: vec![Ask::Count],
        zone: state.zone.get_untracked(),
        ..Query::default()
    };
    state.ask(query, move |result| {
        let current = state.view.with_untracked(|view| view.clauses == asked);
        if let (true, Ok(answers)) = (current, result)
            && let Some(Answer::Count(rows)) = answers.answers.first()
        {
            then(*rows);
        }
    });
}
