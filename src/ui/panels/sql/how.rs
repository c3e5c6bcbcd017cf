//! How the log gets into a database, so that copied SQL finds it: the statements for this log, ready to copy.

use crate::sql::{Dialect, Table, Written, load};
use crate::ui::clipboard;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::Dialog;
use crate::view::schema;
use crate::words;
use leptos::{prelude::*, task::spawn_local};

/// The dialog on loading.
#[component]
pub fn How() -> impl IntoView {
    let elsewhere = frame().elsewhere;
    view! {
        <Dialog open=elsewhere.open id="sql-how" title=words::sql::TITLE>
            <Steps/>
        </Dialog>
    }
}

#[component]
fn Steps() -> impl IntoView {
    let (state, table) = (state(), frame().elsewhere.table);
    let dialect = RwSignal::new(Dialect::DuckDb);
    let written = RwSignal::new(Written::Csv);
    let text = Memo::new(move |_| {
        let schema = state
            .report
            .with(|report| report.as_deref().map(schema))
            .unwrap_or_default();
        let file = match written.get() {
            Written::Csv => "audit.csv",
            Written::Ndjson => "audit.ndjson",
        };
        let plain = Table {
            base: None,
            ..table.get()
        };
        let mut text = load(&schema.columns, &plain, dialect.get(), file, written.get());
        for lookup in &schema.lookups {
            let there = Table {
                name: lookup.name.clone(),
                ..plain.clone()
            };
            let file = format!("{}.csv", lookup.name);
            text += &load(&lookup.columns, &there, dialect.get(), &file, Written::Csv);
        }
        text
    });
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            state.notice.set(Some(if clipboard::copy(&text).await {
                words::sql::STATEMENTS_COPIED.into()
            } else {
                words::sql::SELECT_AND_COPY.into()
            }));
        });
    };
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let choice = move |label: &'static str, chosen: Signal<bool>, choose: Callback<()>| {
        view! {
            <button type="button" class="button" aria-pressed=move || chosen.get().to_string() on:click=move |_| choose.run(())>
                {label}
            </button>
        }
    };
    let dialects = Dialect::ALL.map(|one| {
        choice(
            one.name(),
            Signal::derive(move || dialect.get() == one),
            Callback::new(move |()| dialect.set(one)),
        )
    });
    let shapes = [
        (words::common::CSV, Written::Csv),
        (words::common::NDJSON, Written::Ndjson),
    ]
    .map(|(label, one)| {
        choice(
            label,
            Signal::derive(move || written.get() == one),
            Callback::new(move |()| written.set(one)),
        )
    });
    view! {
        <p>
            {words::sql::HOW_TO_LOAD}
        </p>
        <div class="sql-choices">
            {dialects}
            <span class="soft">{words::sql::FROM}</span>
            {shapes}
            <label>
                {words::sql::TABLE}
                <input
                    prop:value=move || table.with(|table| table.name.clone())
                    on:change=move |event| {
                        if let Some(name) = filled(event_target_value(&event)) {
                            table.update(|table| table.name = name);
                        }
                    }
                />
            </label>
            <label title=words::sql::ROW_NUMBERS_TIP>
                {words::sql::ROW_NUMBERS_IN}
                <input
                    prop:value=move || table.with(|table| table.row.clone().unwrap_or_default())
                    on:change=move |event| table.update(|table| table.row = filled(event_target_value(&event)))
                />
            </label>
            <label title=words::sql::VARIANT_TIP>
                {words::sql::VARIANT_COLUMN}
                <input
                    prop:value=move || table.with(|table| table.base.clone().unwrap_or_default())
                    on:change=move |event| table.update(|table| table.base = filled(event_target_value(&event)))
                />
            </label>
            <button type="button" class="button" on:click=copy>{words::common::COPY}</button>
        </div>
        <pre class="sql-text" tabindex="0" aria-label=words::sql::STATEMENTS_LABEL>{move || text.get()}</pre>
        <p class="soft">
            {words::sql::SIGMA_IN_SNOWFLAKE}
        </p>
    }
}
