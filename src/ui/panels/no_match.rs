//! Nothing matches: names the clause that emptied the result, and offers to lift it.

use crate::query::{Answer, Ask, Predicate, Query};
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

/// Nothing matches: names the clause that emptied the result, and offers to lift it. To be shown in the place of the rows.
#[component]
pub fn NoMatch() -> impl IntoView {
    let state = state();
    let clauses = Memo::new(move |_| state.view.with(|view| view.clauses.clone()));
    let lifted = RwSignal::new(Vec::<Lifted>::new());
    Effect::new(move |_| {
        lifted.set(Vec::new());
        clauses.with(|clauses| ask_without_each(state, clauses, lifted));
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
                {move || {
                    let Lifted { clause, rows } = best.get().filter(|best| best.rows > 0)?;
                    let label = words::filter::lift(rows, &number(rows));
                    Some(
                        view! {
                            <button type="button" class="primary" id="lift" on:click=move |_| state.act(Action::Toggle(clause))>
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

fn ask_without_each(state: State, clauses: &[Clause], lifted: RwSignal<Vec<Lifted>>) {
    let asked = clauses.to_vec();
    for (clause, _) in clauses.iter().enumerate().filter(|(_, clause)| !clause.disabled) {
        let others = clauses
            .iter()
            .enumerate()
            .filter(|&(at, other)| at != clause && !other.disabled)
            .map(|(_, other)| other.predicate.clone());
        let query = Query {
            filter: Predicate::all(others),
            asks: vec![Ask::Count],
            zone: state.zone.get_untracked(),
            ..Query::default()
        };
        let asked = asked.clone();
        state.ask(query, move |result| {
            let current = state.view.with_untracked(|view| view.clauses == asked);
            if let (true, Ok(answers)) = (current, result)
                && let Some(Answer::Count(rows)) = answers.answers.first()
            {
                // Gone with the component where the filter changed meanwhile.
                lifted.try_update(|lifted| lifted.push(Lifted { clause, rows: *rows }));
            }
        });
    }
}
