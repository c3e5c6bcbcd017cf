//! What can be done with a cell, with what is picked, and with a column: the menus, and the filters they make.

use super::copy;
use super::grouped;
use super::summary::Summary;
use super::table::Table;
use crate::query::formula::print_name;
use crate::query::{Bucket, Key, Op, Order, Predicate};
use crate::ui::panels::actor::identify;
use crate::ui::state::State;
use crate::ui::widgets::popup::{Choice, Popup};
use crate::ui::widgets::value;
use crate::value::{Kind, Value};
use crate::view::{Action, GroupView, Mark, Tab};
use crate::words;
use leptos::prelude::*;

/// The column and value of a cell, where its row has arrived.
pub fn cell_at(table: Table, at: u64, column: usize) -> Option<(String, Value)> {
    let name = table
        .columns
        .with_untracked(|columns| columns.get(column).map(|column| column.about.name.clone()))?;
    let asked = table
        .rows
        .with_untracked(|rows| rows.look.as_ref().map(|look| look.columns.clone()))?;
    let place = asked.iter().position(|other| *other == name)?;
    Some((name, table.row(at)?.cells.get(place)?.clone()))
}

/// Keeps only the rows with a cell's value, or leaves them out.
pub fn filter(table: Table, at: u64, column: usize, keep: bool) {
    if let Some(group) = table.group_at(at) {
        return grouped::filter(table, group, keep);
    }
    let Some((name, value)) = cell_at(table, at, column) else {
        return;
    };
    for clause in value::clauses(&name, &value) {
        let predicate = if keep { clause } else { clause.negate() };
        table.state.act(Action::Add {
            source: None,
            predicate,
        });
    }
}

/// Any of the values picked, where all lie in one column and have arrived; with how many they are.
fn picked_values(table: Table) -> Option<(Predicate, usize)> {
    let (runs, columns) = table
        .selection
        .with_untracked(|selection| (selection.rows(), selection.columns()));
    let [column] = columns[..] else { return None };
    let mut tests: Vec<Predicate> = Vec::new();
    let lines = table.lines.get_untracked();
    let all = runs.into_iter().flat_map(|(from, to)| from..to);
    for at in all.filter(|&line| grouped::place(lines.as_deref(), line).is_some()) {
        let (name, value) = cell_at(table, at, column)?;
        for test in value::clauses(&name, &value) {
            if !tests.contains(&test) {
                tests.push(test);
            }
        }
    }
    let count = tests.len();
    (count > 1).then(|| (Predicate::any(tests), count))
}

/// Groups by a column, in the group tab.
pub fn group(table: Table, column: &str) {
    let kind = table
        .report()
        .and_then(|report| report.column(column).map(|column| column.kind));
    let key = match kind {
        Some(Kind::Time) => Key::Time {
            column: column.into(),
            bucket: Bucket::Auto,
        },
        _ => Key::Column(column.into()),
    };
    let group = GroupView {
        by: vec![key],
        ..GroupView::default()
    };
    table.state.act(Action::SetGroup(group));
    table.state.act(Action::SetTab(Tab::Group));
}

/// The first colour that no mark has yet.
fn unused(marks: &[Mark]) -> usize {
    let used = |color: &usize| marks.iter().any(|mark| mark.color == *color);
    (0..crate::chart::palette::REST).find(|color| !used(color)).unwrap_or(0)
}

/// Marks the rows picked, or the one at a place, by themselves; where they are marked so already, takes that off.
pub fn bookmark(table: Table, at: u64) {
    let picked = table.selection.with_untracked(|selection| selection.rows());
    let runs = if picked.is_empty() { vec![(at, at + 1)] } else { picked };
    copy::fetch(table, runs, Vec::new(), move |rows| {
        let rows: Vec<u64> = rows.iter().map(|row| row.row).collect();
        let mut view = table.state.view.with_untracked(|view| view.table.clone());
        let color = unused(&view.marks);
        view.bookmark(&rows, color);
        table.state.act(Action::SetTable(view));
    });
}

/// Keeps only the rows marked one by one.
pub fn keep_marked(state: State) {
    let marks = state.view.with_untracked(|view| view.table.marks.clone());
    match marks.into_iter().find(Mark::is_single) {
        Some(mark) => state.act(Action::Add {
            source: None,
            predicate: mark.predicate,
        }),
        None => state.notice.set(Some(words::events::NOTHING_MARKED.into())),
    }
}

/// Colours the rows that pass a test, in the first colour that no mark has yet.
pub fn mark(table: Table, predicate: Predicate) {
    let mut view = table.state.view.with_untracked(|view| view.table.clone());
    let color = unused(&view.marks);
    view.marks.retain(|mark| mark.predicate != predicate);
    view.marks.push(Mark {
        predicate,
        color,
        column: None,
    });
    table.state.act(Action::SetTable(view));
}

/// A value in few letters.
fn short(value: &Value) -> String {
    match value::literal(value) {
        None => "null".into(),
        Some(text) if text.chars().count() > 28 => text.chars().take(27).chain(['…']).collect(),
        Some(text) => text,
    }
}

/// The menu of a cell, or of what is picked.
pub fn of_cell(table: Table, at: u64, column: usize, (x, y): (f64, f64)) {
    let rows = table.selection.with_untracked(|selection| selection.rows());
    if let Some(group) = table.group_at(at).filter(|_| rows.is_empty()) {
        return grouped::menu(table, group, (x, y));
    }
    let Some((name, value)) = cell_at(table, at, column) else {
        return;
    };
    let mut choices = Vec::new();
    if rows.is_empty() {
        let shown = short(&value);
        let clauses = value::clauses(&name, &value);
        choices.extend([
            Choice::new(words::common::keep_only(&shown), move || {
                filter(table, at, column, true)
            }),
            Choice::new(words::common::exclude(&shown), move || filter(table, at, column, false)),
            Choice::new(words::events::colour_rows_with(&shown), move || {
                mark(table, Predicate::any(clauses.clone()));
            }),
        ]);
        if let Some(text) = value::literal(&value).filter(|_| !matches!(value, Value::List(_))) {
            let name = name.clone();
            choices.push(Choice::new(words::common::everything_of(&shown), move || {
                identify(table.state, &name, text.clone());
            }));
        }
        choices.extend([
            Choice::new(words::common::COPY_VALUE, move || copy::value(table, at, column)),
            Choice::new(words::events::COPY_ROW_JSON, move || copy::row(table, at)),
        ]);
    } else {
        if let Some((any, count)) = picked_values(table) {
            let (state, not) = (table.state, any.clone().negate());
            let add = move |predicate: &Predicate| {
                state.act(Action::Add {
                    source: None,
                    predicate: predicate.clone(),
                });
            };
            choices.extend([
                Choice::new(words::events::keep_only_these(&count), move || add(&any)),
                Choice::new(words::events::exclude_these(&count), move || add(&not)),
            ]);
        }
        choices.extend([
            Choice::new(words::events::COPY_CELLS, move || copy::cells(table)),
            Choice::new(words::events::COPY_ROWS_TSV, move || copy::rows_as_tsv(table)),
            Choice::new(words::events::COPY_ROWS_JSON, move || copy::rows_as_json(table)),
            Choice::new(words::events::ZOOM_TIMES, move || super::jump::zoom(table)),
        ]);
    }
    choices.push(Choice::new(words::events::group_by(&name), move || group(table, &name)));
    table.popup.set(Some(Popup {
        x,
        y,
        head: None,
        choices,
    }));
}

/// The menu of a column, below what it holds.
pub fn of_column(table: Table, column: usize, (x, y): (f64, f64)) {
    let Some((name, pinned)) = table.columns.with_untracked(|columns| {
        columns
            .get(column)
            .map(|column| (column.about.name.clone(), column.pinned))
    }) else {
        return;
    };
    let state = table.state;
    let sorted = table.columns.with_untracked(|columns| {
        let others = |column: &&super::table::Column| column.sorted.is_some() && column.about.name != name;
        columns.iter().any(|column| others(&column))
    });
    let sort = |order: Order, also: bool| {
        let name = name.clone();
        move || sort_by(table, name.clone(), order, also)
    };
    let with = |act: fn(Table, &str)| {
        let name = name.clone();
        move || act(table, &name)
    };
    let exists = |keep: bool| {
        let test = Predicate::test(name.clone(), Op::Exists);
        let predicate = if keep { test } else { test.negate() };
        move || {
            state.act(Action::Add {
                source: None,
                predicate: predicate.clone(),
            })
        }
    };
    let mut choices = vec![
        Choice::new(words::events::SORT_ASCENDING, sort(Order::Ascending, false)),
        Choice::new(words::events::SORT_DESCENDING, sort(Order::Descending, false)),
    ];
    if sorted {
        choices.push(Choice::new(words::events::THEN_ASCENDING, sort(Order::Ascending, true)));
        choices.push(Choice::new(
            words::events::THEN_DESCENDING,
            sort(Order::Descending, true),
        ));
    }
    let pin = if pinned {
        words::events::LET_GO_FROM_LEFT
    } else {
        words::events::PIN_LEFT
    };
    choices.extend([
        Choice::new(pin, with(|table, name| table.state.act(Action::Pin(name.into())))),
        Choice::new(words::events::HIDE, with(hide)),
        Choice::new(words::events::MOVE_LEFT, with(|table, name| shift(table, name, -1))),
        Choice::new(words::events::MOVE_RIGHT, with(|table, name| shift(table, name, 1))),
        Choice::new(words::events::FIT_WIDTH, with(fit)),
        Choice::new(words::events::GROUP_ROWS, with(grouped::group)),
        Choice::new(words::events::GROUP, with(group)),
        Choice::new(words::events::KEEP_ROWS_VALUE, exists(true)),
        Choice::new(words::events::KEEP_ROWS_WHERE_NULL, exists(false)),
        Choice::new(
            words::events::KEEP_ROWS_LIST,
            with(|table, name| table.beside.list_for(Some(name.into()))),
        ),
        Choice::new(words::events::COMPUTE_COLUMN_FROM, {
            let start = print_name(&name);
            move || table.compute.new_column(start.clone())
        }),
    ]);
    if state
        .view
        .with_untracked(|view| view.computed.iter().any(|column| column.name == name))
    {
        let name = name.clone();
        choices.push(Choice::new(words::events::CHANGE_FORMULA, move || {
            table.compute.change(name.clone())
        }));
    }
    state.screen.update(|screen| screen.summary = Some(name.clone()));
    let head = move || view! { <Summary table name=name.clone()/> };
    table.popup.set(Some(Popup {
        x,
        y,
        head: Some(head.into()),
        choices,
    }));
}

/// Sorts by a column in one direction: alone, or within the columns sorted by so far.
pub fn sort_by(table: Table, column: String, order: Order, also: bool) {
    let Some(report) = table.report() else { return };
    let mut view = table.state.view.with_untracked(|view| view.table.clone());
    let mut sort = match also {
        true => table.state.view.with_untracked(|view| view.sort(&report)),
        false => Vec::new(),
    };
    sort.retain(|(name, _)| *name != column);
    sort.push((column, order));
    view.sort = Some(sort);
    table.state.act(Action::SetTable(view));
}

/// Sorts by a column as a click on its header does; `also` keeps the columns sorted by so far.
pub fn click_sort(table: Table, column: String, also: bool) {
    let Some(report) = table.report() else { return };
    if grouped::turn_round(table, &column) {
        return;
    }
    let now = table.state.view.with_untracked(|view| view.sort(&report));
    table.state.act(Action::Sort { column, also, now });
}

/// The columns shown now, by name.
pub fn names(table: Table) -> Vec<String> {
    table.report().map_or_else(Vec::new, |report| {
        table.state.view.with_untracked(|view| view.columns(&report))
    })
}

/// Takes a column out of the table; the last one stays.
pub fn hide(table: Table, column: &str) {
    let mut columns = names(table);
    if columns.len() > 1 {
        columns.retain(|name| name != column);
        table.state.act(Action::SetColumns(columns));
    }
}

/// Moves a column by some places.
pub fn shift(table: Table, column: &str, by: isize) {
    let columns = names(table);
    if let Some(at) = columns.iter().position(|name| name == column) {
        put(table, column, at.saturating_add_signed(by).min(columns.len() - 1));
    }
}

/// Puts a column at a place; pinned columns and others keep to themselves.
pub fn put(table: Table, column: &str, place: usize) {
    let mut columns = names(table);
    if let Some(at) = columns.iter().position(|name| name == column) {
        let name = columns.remove(at);
        columns.insert(place.min(columns.len()), name);
        table.state.act(Action::SetColumns(columns));
    }
}

/// Makes a column as wide as what has arrived of it.
pub fn fit(table: Table, column: &str) {
    let Some(about) = table.report().and_then(|report| report.column(column).cloned()) else {
        return;
    };
    let zone = table.state.zone.get_untracked();
    let width = table.rows.with_untracked(|rows| {
        let place = rows.look.as_ref()?.columns.iter().position(|name| name == column)?;
        let cells = rows.by_place.values().filter_map(|line| line.cells.get(place));
        Some(super::width::of(&about, cells, &zone, 800))
    });
    if let Some(width) = width {
        table.state.act(Action::Resize {
            column: column.into(),
            width,
        });
    }
}
