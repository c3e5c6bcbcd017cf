//! Copy as SQL: the question behind a result, for a database that holds the log.

mod how;

pub use how::How;

use crate::query::{Failure, Query};
use crate::sql::{Dialect, Table, Unsaid, statements};
use crate::ui::clipboard;
use crate::ui::clock;
use crate::ui::frame::frame;
use crate::ui::state::{State, state};
use crate::ui::widgets::{Item, Menu};
use crate::view::{Carried, Tab, View, schema, told_zone};
use crate::words;
use leptos::{prelude::*, task::spawn_local};

/// The table's name and ways there, as chosen in the help on loading; kept until the page is left.
#[derive(Clone, Copy)]
pub struct Elsewhere {
    pub table: RwSignal<Table>,
    pub open: RwSignal<bool>,
}

impl Elsewhere {
    /// Nothing chosen yet.
    pub fn new() -> Self {
        Self {
            table: RwSignal::new(Table::default()),
            open: RwSignal::new(false),
        }
    }
}

/// A menu that copies a result's question.
#[component]
pub fn SqlMenu(#[prop(into)] what: Signal<Carried>, #[prop(into, optional)] class: String) -> impl IntoView {
    let (state, elsewhere) = (state(), frame().elsewhere);
    let items = move || {
        let copy = |dialect: Dialect| {
            let table = elsewhere.table;
            Item::new(words::sql::copy_for(&dialect.name()), move || {
                copy(state, &what.get_untracked(), &table.get_untracked(), dialect);
            })
        };
        let how = Item::new(words::sql::LOADING_LOG, move || elsewhere.open.set(true));
        Dialect::ALL.into_iter().map(copy).chain([how]).collect()
    };
    view! {
        <Menu
            class=class
            label=words::sql::SQL
            title=words::sql::COPY_TIP
            items=Signal::derive(items)
        />
    }
}

/// The menu of the tab in front.
#[component]
pub fn SqlOfTab() -> impl IntoView {
    let state = state();
    let tab = Memo::new(move |_| state.view.with(|view| view.tab));
    let what = move || match tab.get() {
        Tab::Group => Carried::Groups,
        Tab::Pivot => Carried::Pivot,
        Tab::Chart | Tab::Board => Carried::Chart,
        Tab::Events | Tab::Actor | Tab::Questions => Carried::Events,
        Tab::Compare => Carried::Compare,
    };
    // Of a tab with several questions each is taken where it stands.
    view! {
        <Show when=move || !matches!(tab.get(), Tab::Actor | Tab::Questions | Tab::Board)>
            <SqlMenu what=Signal::derive(what) class="sql-of-tab"/>
        </Show>
    }
}

fn copy(state: State, what: &Carried, table: &Table, dialect: Dialect) {
    let said = match query(state, what) {
        None => {
            return state.notice.set(Some(words::sql::NOTHING_TO_COPY.into()));
        }
        Some(query) => say(state, &query, table, dialect),
    };
    let text = match said {
        Err(failure) => return state.notice.set(Some(format!("{} {}", failure.what, failure.hint))),
        Ok(Err(unsaid)) => {
            return state.notice.set(Some(words::sql::cannot_say(&dialect.name(), &unsaid)));
        }
        Ok(Ok(text)) => text,
    };
    spawn_local(async move {
        if clipboard::copy(&text).await {
            let said = words::sql::copied_for(&dialect.name());
            state.said.set(Some(said));
        } else {
            state.notice.set(Some(words::common::CANNOT_COPY.into()));
        }
    });
}

/// The question behind what is shown.
fn query(state: State, what: &Carried) -> Option<Query> {
    let report = state.report.get_untracked()?;
    let held = state.held(&View::slot(what)).get_untracked();
    let shown = held.answers.as_ref().and_then(|answers| answers.answers.first());
    let query = state
        .view
        .with_untracked(|view| view.carried(what, &report, &state.zone.get_untracked(), shown))?;
    Some(Query {
        clock: Some(clock::now()),
        ..query
    })
}

fn say(state: State, query: &Query, table: &Table, dialect: Dialect) -> Result<Result<String, Unsaid>, Failure> {
    let nothing = || Failure::new(words::sql::NOTHING_TO_SAY, "");
    let report = state.report.get_untracked().ok_or_else(nothing)?;
    let mut schema = schema(&report);
    // The computed columns come with the query.
    schema
        .columns
        .retain(|(name, _)| query.columns.iter().all(|computed| computed.name != *name));
    let query = Query {
        zone: told_zone(query, &report),
        ..query.clone()
    };
    statements(&query, &schema, table, dialect)?.pop().ok_or_else(nothing)
}
