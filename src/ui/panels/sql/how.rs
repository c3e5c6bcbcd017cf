//! How the log gets into a database, so that copied SQL finds it: the statements for this log, ready to copy.

use crate::sql::{Dialect, Table, Written, load};
use crate::ui::clipboard;
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::Dialog;
use crate::view::schema;
use leptos::{prelude::*, task::spawn_local};

/// The dialog on loading.
#[component]
pub fn How() -> impl IntoView {
    let elsewhere = frame().elsewhere;
    view! {
        <Dialog open=elsewhere.open id="sql-how" title="The log in a database">
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
                "The statements are on the clipboard.".into()
            } else {
                "This browser does not let the page copy: select the statements and copy them.".into()
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
    let shapes = [("CSV", Written::Csv), ("NDJSON", Written::Ndjson)].map(|(label, one)| {
        choice(
            label,
            Signal::derive(move || written.get() == one),
            Callback::new(move |()| written.set(one)),
        )
    });
    view! {
        <p>
            "Copied SQL asks a table with the column names shown here and these types: times as timestamps in UTC without a zone, whole numbers
            of 64 bits, lists as arrays of texts. To make one: lift the filter, show all columns, Export “CSV, exact” or “NDJSON”, sorted as the
            files are, and run these statements. Tables beside the log become tables of their own, from files as the last statements name them. What a database cannot say exactly as
            this page means it is refused by name, never said roughly."
        </p>
        <div class="sql-choices">
            {dialects}
            <span class="soft">"from"</span>
            {shapes}
            <label>
                "Table "
                <input
                    prop:value=move || table.with(|table| table.name.clone())
                    on:change=move |event| {
                        if let Some(name) = filled(event_target_value(&event)) {
                            table.update(|table| table.name = name);
                        }
                    }
                />
            </label>
            <label title="Empty where the table has none; then nothing is said that depends on the order of the rows">
                "Row numbers in "
                <input
                    prop:value=move || table.with(|table| table.row.clone().unwrap_or_default())
                    on:change=move |event| table.update(|table| table.row = filled(event_target_value(&event)))
                />
            </label>
            <label title="Snowflake: where one VARIANT column holds the whole record, dotted names become paths into it; else empty">
                "VARIANT column "
                <input
                    prop:value=move || table.with(|table| table.base.clone().unwrap_or_default())
                    on:change=move |event| table.update(|table| table.base = filled(event_target_value(&event)))
                />
            </label>
            <button type="button" class="button" on:click=copy>"Copy"</button>
        </div>
        <pre class="sql-text" tabindex="0" aria-label="Statements that load the log">{move || text.get()}</pre>
        <p class="soft">
            "Snowflake: Sigma keeps its audit log in the table AUDIT_LOGS of the connection Sigma Audit Logs; write that name above, with database and
            schema before it, and leave the row numbers empty. Letter case counts in names that stand in quotes."
        </p>
    }
}
