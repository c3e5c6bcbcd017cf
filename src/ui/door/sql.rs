//! `sql(filter, asks, dialect, options)`: the questions of a call, said for a database.

use super::{call, failure, function4, parsed, promise, put, read, to_js};
use crate::json;
use crate::query::Failure;
use crate::sql::{Dialect, Table, Unsaid, statements};
use crate::ui::state::State;
use crate::view::{schema, told_zone};
use js_sys::{JSON, Object};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Puts the function into the door.
pub fn install(door: &Object, state: State) {
    put(
        door,
        "sql",
        &function4(move |filter, asks, dialect, table| {
            let said = said(state, &filter, &asks, &dialect, &table);
            promise(move |resolve, reject| match said {
                Ok(said) => call(&resolve, &to_js(&said.into())),
                Err(refused) => call(&reject, &failure(&refused)),
            })
            .into()
        }),
    );
}

fn said(
    state: State,
    filter: &JsValue,
    asks: &JsValue,
    dialect: &JsValue,
    table: &JsValue,
) -> Result<Vec<serde_json::Value>, Failure> {
    let named = dialect.as_string().unwrap_or_default();
    let dialect = Dialect::named(&named)
        .ok_or_else(|| Failure::new(format!("There is no dialect {named:?}."), "Name duckdb or snowflake."))?;
    // What is not said of the table is as usual.
    let usual = parsed(&serde_json::to_string(&Table::default()).unwrap_or_default());
    let told: Object = Object::assign(usual.unchecked_ref(), table.unchecked_ref());
    let told = JSON::stringify(&told).ok().and_then(|text| text.as_string());
    let said_of = json::read(&told.unwrap_or_default())
        .map_err(|error| Failure::new(format!("This is no table: {error}."), "{ name, row, base }"))?;
    let report = state
        .report
        .get_untracked()
        .ok_or_else(|| Failure::new("No log is open.", "open([file, ...])"))?;
    let computed = state.view.with_untracked(|view| view.computed.clone());
    let mut columns = schema(&report);
    columns
        .columns
        .retain(|(name, _)| computed.iter().all(|column| column.name != *name));
    let mut all: Vec<serde_json::Value> = Vec::new();
    for (places, mut query) in read(filter, asks, table, &state.zone.get_untracked())? {
        if query.columns.is_empty() {
            query.columns.clone_from(&computed);
        }
        query.zone = told_zone(&query, &report);
        for (place, said) in places.iter().zip(statements(&query, &columns, &said_of, dialect)?) {
            all.resize(all.len().max(place + 1), serde_json::Value::Null);
            all[*place] = match said {
                Ok(text) => serde_json::json!({ "sql": text, "unsaid": [] }),
                Err(Unsaid(reasons)) => serde_json::json!({ "sql": null, "unsaid": reasons }),
            };
        }
    }
    Ok(all)
}
