//! The scripting door `window.auditExplorer`: the same protocol as the screens, for tests, benches and people at the console.

mod answer;
mod ask;
mod cell;
mod having;
mod measure;
mod report;
mod sql;
mod trail;

use super::beside::Source;
use super::state::State;
use crate::json;
use crate::protocol::{Choice, Keep};
use crate::query::{Answers, Failure, Query, language};
use crate::value::Zone;
use crate::view::{Action, View};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::File;

/// Rows of a page, values of a facet and groups where the caller gives no limit.
const LIMIT: usize = 1000;

/// Puts the door into the window.
pub fn install(state: State) {
    let door = Object::new();
    put(&door, "version", &env!("CARGO_PKG_VERSION").into());
    put(
        &door,
        "ready",
        &promise(move |resolve, _| state.when_ready(move || call(&resolve, &JsValue::UNDEFINED))),
    );
    put(
        &door,
        "open",
        &function2(move |files, options| open(state, &files, &options)),
    );
    put(
        &door,
        "ask",
        &function3(move |filter, asks, options| ask(state, &filter, &asks, &options)),
    );
    put(
        &door,
        "view",
        &function2(move |_, _| {
            parsed(
                &state
                    .view
                    .with_untracked(|view| serde_json::to_string(view).unwrap_or_default()),
            )
        }),
    );
    put(
        &door,
        "report",
        &function2(move |_, _| {
            state
                .read
                .get_untracked()
                .map_or(JsValue::NULL, |report| to_js(&report::json(&report)))
        }),
    );
    put(&door, "show", &function2(move |view, _| show(state, &view)));
    sql::install(&door, state);
    put(&window(), "auditExplorer", &door);
}

fn open(state: State, files: &JsValue, options: &JsValue) -> JsValue {
    let files = taken(files);
    let add = Reflect::get(options, &"add".into()).is_ok_and(|add| add.is_truthy());
    let named = Reflect::get(options, &"as".into())
        .ok()
        .and_then(|name| name.as_string());
    let keep = keep(options);
    promise(move |resolve, reject| {
        let Some(files) = files else {
            return call(
                &reject,
                &failure(&Failure {
                    what: "No files were given.".into(),
                    at: None,
                    hint: "open([file, ...])".into(),
                }),
            );
        };
        let Some(name) = named else {
            let keep = match keep {
                Ok(keep) => keep,
                Err(refused) => return call(&reject, &failure(&refused)),
            };
            state.open_then(files, add, move |opened| match opened {
                Ok(report) => call(&resolve, &to_js(&report::json(&report))),
                Err(refused) => call(&reject, &failure(&refused)),
            });
            if let Some(keep) = keep {
                state.keep(keep);
            }
            return;
        };
        let mut files = files.into_iter();
        let (Some(file), None) = (files.next(), files.next()) else {
            return call(
                &reject,
                &failure(&Failure {
                    what: "One file makes one table.".into(),
                    at: None,
                    hint: "open([file], { as: \"name\" })".into(),
                }),
            );
        };
        state.hold(name, Source::File(file, Choice::default()), move |kept| match kept {
            Ok(()) => {
                let report = state.read.get_untracked().unwrap_or_default();
                call(&resolve, &to_js(&report::json(&report)));
            }
            Err(refused) => call(&reject, &failure(&refused)),
        });
    })
    .into()
}

/// The files of a list that holds nothing else. Those of another frame's realm are no instances of this realm's class, so they are taken by
/// shape.
fn taken(list: &JsValue) -> Option<Vec<File>> {
    let is_file = |value: &JsValue| {
        let has = |name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
        value.is_object() && has("name").is_string() && has("size").as_f64().is_some() && has("slice").is_function()
    };
    let listed = list
        .is_object()
        .then(|| js_sys::try_iter(list).ok().flatten())
        .flatten()?;
    let files: Vec<JsValue> = listed.collect::<Result<_, _>>().ok()?;
    let fine = !files.is_empty() && files.iter().all(is_file);
    fine.then(|| files.into_iter().map(JsCast::unchecked_into).collect())
}

/// What is to be kept of the files, where the options say so.
fn keep(options: &JsValue) -> Result<Option<Keep>, Failure> {
    let told = Reflect::get(options, &"keep".into()).unwrap_or_default();
    let Some(text) = JSON::stringify(&told).ok().and_then(|text| text.as_string()) else {
        return Ok(None);
    };
    json::exact(&text).map(Some).map_err(|wrong| Failure {
        what: format!("`keep` cannot be read: {wrong}."),
        at: None,
        hint: "keep: { columns: [name, ...], every: 10, during: { column, from, to } }, each of them optional".into(),
    })
}

fn ask(state: State, filter: &JsValue, asks: &JsValue, options: &JsValue) -> JsValue {
    let queries = read(filter, asks, options, &state.zone.get_untracked()).and_then(|queries| {
        let report = state.read.get_untracked();
        let there = |name: &str| report.as_ref().is_some_and(|report| report.column(name).is_some());
        let computed = queries.iter().flat_map(|(_, query)| &query.columns);
        match computed.map(|column| &column.name).find(|name| there(name)) {
            Some(name) => Err(Failure {
                what: format!("The log has a column {name:?} already."),
                at: None,
                hint: "Give the computed column another name.".into(),
            }),
            None => Ok(queries),
        }
    });
    promise(move |resolve, reject| {
        let queries = match queries {
            Ok(queries) => queries,
            Err(refused) => return call(&reject, &failure(&refused)),
        };
        let total: usize = queries.iter().map(|(places, _)| places.len()).sum();
        let gathered = Rc::new(RefCell::new(Gathered {
            answers: Array::new_with_length(total as u32),
            rows: 0,
            micros: 0,
            workers: 0,
            open: queries.len(),
        }));
        for (places, query) in queries {
            let (gathered, resolve, reject) = (gathered.clone(), resolve.clone(), reject.clone());
            let asks = query.asks.clone();
            state.ask(query, move |result| match result {
                Err(refused) => call(&reject, &failure(&refused)),
                Ok(answers) => {
                    let mut all = gathered.borrow_mut();
                    all.add(&places, &asks, answers);
                    if all.open == 0 {
                        call(&resolve, &all.plain());
                    }
                }
            });
        }
    })
    .into()
}

/// The answers of several queries, put back in the order in which they were asked.
struct Gathered {
    answers: Array,
    rows: u64,
    micros: u64,
    workers: u32,
    open: usize,
}

impl Gathered {
    fn add(&mut self, places: &[usize], asks: &[crate::query::Ask], answers: Answers) {
        for ((place, ask), answer) in places.iter().zip(asks).zip(&answers.answers) {
            self.answers.set(*place as u32, answer::plain(ask, answer));
        }
        self.rows = answers.rows;
        self.micros += answers.micros;
        self.workers = self.workers.max(answers.workers);
        self.open -= 1;
    }

    fn plain(&self) -> JsValue {
        let all = Object::new();
        put(&all, "answers", &self.answers);
        put(&all, "rows", &(self.rows as f64).into());
        put(&all, "micros", &(self.micros as f64).into());
        put(&all, "workers", &self.workers.into());
        all.into()
    }
}

/// The queries of a call, one for each zone that its asks name, each with the places of its answers.
fn read(
    filter: &JsValue,
    asks: &JsValue,
    options: &JsValue,
    around: &Zone,
) -> Result<Vec<(Vec<usize>, Query)>, Failure> {
    let refuse = |what: &str| Failure {
        what: what.into(),
        at: None,
        hint: "ask(filter, [ask, ...], { columns: [{ name, formula }, ...] })".into(),
    };
    let columns = match Reflect::get(options, &"columns".into()) {
        Ok(columns) if !columns.is_undefined() => {
            let text = JSON::stringify(&columns).ok().and_then(|text| text.as_string());
            ask::columns(&text.ok_or_else(|| refuse("The columns are no list."))?)?
        }
        _ => Vec::new(),
    };
    let filter = if filter.is_undefined() || filter.is_null() {
        String::new()
    } else {
        filter.as_string().ok_or_else(|| refuse("The filter is no text."))?
    };
    let filter = language::parse(&filter)?.predicate;
    let text = JSON::stringify(asks)
        .ok()
        .and_then(|text| text.as_string())
        .ok_or_else(|| refuse("The asks are no list."))?;
    let mut queries: Vec<(Vec<usize>, Query)> = Vec::new();
    for (place, (ask, zone)) in ask::read(&text)?.into_iter().enumerate() {
        let zone = match zone {
            None => Zone::utc(),
            Some(name) if name == "UTC" => Zone::utc(),
            Some(name) if name == around.name => around.clone(),
            Some(name) => super::clock::named(&name).ok_or_else(|| Failure {
                what: format!("The zone {name:?} is not known to this browser."),
                at: None,
                hint: "Use an IANA name such as Europe/Berlin.".into(),
            })?,
        };
        match queries.iter_mut().find(|(_, query)| query.zone == zone) {
            Some((places, query)) => {
                places.push(place);
                query.asks.push(ask);
            }
            None => queries.push((
                vec![place],
                Query {
                    columns: columns.clone(),
                    filter: filter.clone(),
                    asks: vec![ask],
                    zone,
                    clock: Some(super::clock::now()),
                },
            )),
        }
    }
    if queries.is_empty() {
        queries.push((
            Vec::new(),
            Query {
                columns,
                filter,
                asks: Vec::new(),
                zone: Zone::utc(),
                clock: Some(super::clock::now()),
            },
        ));
    }
    Ok(queries)
}

fn show(state: State, view: &JsValue) -> JsValue {
    let text = JSON::stringify(view)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default();
    promise(move |resolve, reject| match json::read::<View>(&text) {
        Ok(view) => {
            state.act(Action::Show(Box::new(view)));
            call(&resolve, &JsValue::UNDEFINED);
        }
        Err(error) => {
            let refused = Failure {
                what: format!("This is no view: {error}."),
                at: None,
                hint: "Take one from view().".into(),
            };
            call(&reject, &failure(&refused));
        }
    })
    .into()
}

fn failure(failure: &Failure) -> JsValue {
    to_js(&serde_json::json!({ "what": failure.what, "at": failure.at, "hint": failure.hint }))
}

/// Plain data for the caller.
fn to_js(value: &serde_json::Value) -> JsValue {
    parsed(&value.to_string())
}

/// Plain data of JSON text. Our own always parses.
fn parsed(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or_default()
}

fn promise(run: impl FnOnce(Function, Function) + 'static) -> Promise {
    let mut run = Some(run);
    Promise::new(&mut |resolve, reject| {
        if let Some(run) = run.take() {
            run(resolve.unchecked_into(), reject.unchecked_into());
        }
    })
}

/// Settles a promise; a caller's own exceptions are the caller's.
fn call(function: &Function, value: &JsValue) {
    function.call1(&JsValue::UNDEFINED, value).unwrap_or_default();
}

fn function2(run: impl Fn(JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue) -> JsValue>::new(run).into_js_value()
}

fn function3(run: impl Fn(JsValue, JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue, JsValue) -> JsValue>::new(run).into_js_value()
}

fn function4(run: impl Fn(JsValue, JsValue, JsValue, JsValue) -> JsValue + 'static) -> JsValue {
    Closure::<dyn Fn(JsValue, JsValue, JsValue, JsValue) -> JsValue>::new(run).into_js_value()
}

fn put(object: &Object, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).unwrap_or_default();
}
