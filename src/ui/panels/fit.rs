//! A log that will not fit into this tab: what it would take, and what to keep of it.

use crate::protocol::{During, Keep};
use crate::ui::intake::{Asked, intake};
use crate::ui::widgets::{Dialog, bytes, count};
use crate::value::reading;
use crate::view::HOLDS;
use crate::words;
use leptos::prelude::*;

/// Asks what to keep of a log that will not fit.
#[component]
pub fn FitDialog() -> impl IntoView {
    let intake = intake();
    view! {
        <Dialog open=intake.asking id="fit" title=words::fit::TITLE>
            {move || intake.asked.get().map(body)}
        </Dialog>
    }
}

fn body(asked: Asked) -> impl IntoView {
    let intake = intake();
    let state = intake.state;
    let Asked { fit, files } = asked;
    let every = RwSignal::new(fit.every());
    let left_out = RwSignal::new(Vec::<String>::new());
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let names: Vec<String> = fit.columns.iter().map(|(name, _)| name.clone()).collect();
    let time = fit.time.clone();
    let during = move || {
        let moment = |text: RwSignal<String>| {
            let text = text.get();
            let read = state.zone.with(|zone| reading(&text, zone));
            if text.trim().is_empty() {
                Ok(None)
            } else {
                read.map(Some).ok_or(text)
            }
        };
        let (from, to) = (moment(from)?, moment(to)?);
        let (column, day_first) = time.clone().unwrap_or_default();
        let during = During {
            column,
            day_first,
            from: from.map(|span| span.0),
            to: to.map(|span| span.1),
        };
        Ok::<_, String>((during.from.is_some() || during.to.is_some()).then_some(during))
    };
    let keep = Memo::new(move |_| {
        let columns = left_out.with(|out| {
            let kept = names.iter().filter(|name| !out.contains(name));
            (!out.is_empty()).then(|| kept.cloned().collect())
        });
        Ok::<_, String>(Keep {
            columns,
            every: every.get(),
            during: during()?,
        })
    });
    let takes = {
        let fit = fit.clone();
        Memo::new(move |_| keep.with(|keep| keep.as_ref().map(|keep| fit.takes(keep)).map_err(Clone::clone)))
    };
    let verdict = move || match takes.get() {
        Err(text) => words::fit::no_time(&text),
        Ok(taken) => {
            let most = keep.with(|keep| keep.as_ref().is_ok_and(|keep| keep.during.is_some()));
            words::fit::would_take(&bytes(taken), &bytes(HOLDS), most)
        }
    };
    let read = move |keep: Keep| {
        intake.asking.set(false);
        state.open(files.to_vec(), false);
        if !keep.is_all() {
            state.keep(keep);
        }
    };
    let all = read.clone();
    let column = move |(name, size): &(String, u64)| {
        let (own, shown) = (name.clone(), name.clone());
        let turn = move |event: leptos::ev::Event| {
            left_out.update(|out| {
                out.retain(|other| *other != own);
                if !event_target_checked(&event) {
                    out.push(own.clone());
                }
            });
        };
        view! {
            <label>
                <input type="checkbox" checked on:change=turn/>
                {shown}
                <span class="soft">{bytes(*size)}</span>
            </label>
        }
    };
    let moment = |name: &'static str, text: RwSignal<String>| {
        view! {
            <label>
                {name}
                <input placeholder="2026-01-05 14:00" prop:value=text on:input=move |event| text.set(event_target_value(&event))/>
            </label>
        }
    };
    let span = fit.time.as_ref().map(|(name, _)| {
        view! {
            <p class="fit-line">
                <strong>{words::fit::TIME_RANGE}</strong>
                {moment(words::fit::FROM, from)}
                {moment(words::fit::TO, to)}
                <span class="soft">{words::fit::by_column(&name)}</span>
            </p>
        }
    });
    view! {
        <p>
            {words::fit::too_large(&bytes(fit.total), &count(rounded(fit.rows), words::counts::events), &bytes(fit.memory), &bytes(HOLDS))}
        </p>
        <p class="fit-line">
            <strong>{words::fit::SAMPLE}</strong>
            <label>
                {words::fit::ONE_EVENT}
                <input
                    type="number"
                    min="1"
                    prop:value=move || every.get().to_string()
                    on:input=move |event| every.set(event_target_value(&event).parse().unwrap_or(1).max(1))
                />
            </label>
            <span class="soft">{words::fit::SAMPLE_EXPLAINED}</span>
        </p>
        {span}
        <details class="fit-columns">
            <summary>
                <strong>{words::common::COLUMNS}</strong>
                {move || match left_out.with(Vec::len) {
                    0 => words::fit::ALL_COLUMNS.to_owned(),
                    out => words::fit::all_columns_but(&out),
                }}
            </summary>
            <div class="report-scroll">{fit.columns.iter().map(column).collect_view()}</div>
        </details>
        <p role="status" class:report-failure=move || takes.get().map_or(true, |taken| taken > HOLDS)>{verdict}</p>
        <div class="fit-line">
            <button
                type="button"
                class="primary"
                disabled=move || keep.with(Result::is_err)
                on:click=move |_| {
                    if let Ok(keep) = keep.get_untracked() {
                        read(keep);
                    }
                }
            >
                {words::fit::READ_THIS}
            </button>
            <button type="button" title=words::fit::READ_ALL_TIP on:click=move |_| all(Keep::default())>
                {words::fit::READ_ALL}
            </button>
            <span class="soft">{words::fit::BEGINNING_IS_ENOUGH}</span>
        </div>
    }
}

/// An estimate by its first three digits.
fn rounded(rows: u64) -> u64 {
    let unit = 10_u64.pow(rows.max(1).ilog10().saturating_sub(2));
    (rows + unit / 2) / unit * unit
}
