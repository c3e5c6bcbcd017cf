//! A table beside the log: rows of the same columns, and a list of values.

use crate::cells::shown;
use crate::formula::{Over, equal, value};
use crate::table::{BASE, COLUMNS, Rows, build, cells};
use audit_explorer::query::Op;
use audit_explorer::query::formula::tree::Expr;
use audit_explorer::table::Lookup;
use audit_explorer::value::{Kind, Value, Zone, reading};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::{Arc, LazyLock};

/// The table's rows, always the same ones.
pub static STAFF: LazyLock<Rows> = LazyLock::new(|| {
    let rows = prop::collection::vec(cells(), 24).new_tree(&mut TestRunner::deterministic());
    rows.unwrap().current()
});

/// What the columns of the table are called in formulas before their own names.
pub const PREFIX: &str = "staff/";

const PICKS: [&str; 8] = ["LOG IN", "é", "7", "-3", "1.5", "2026-03-29", "1", "10.0.0.0/8"];

/// What stands beside each part of the log.
pub fn lookups() -> Vec<Arc<Lookup>> {
    static LOOKUPS: LazyLock<Vec<Arc<Lookup>>> = LazyLock::new(|| {
        let picks = PICKS.map(str::to_owned);
        let tables = [
            Lookup::new("staff", build(&STAFF, 2)),
            Lookup::of_values("picks", &picks),
        ];
        tables.map(Arc::new).into()
    });
    LOOKUPS.clone()
}

/// A test for one of these lists.
pub fn listed() -> impl Strategy<Value = Op> {
    let names = [
        "staff.Event Type",
        "Staff.event_type",
        "staff.message",
        "staff.count",
        "staff.when",
        "staff.ratio",
        "staff.tags",
        "staff.members",
        "picks",
        "PICKS",
    ];
    (prop::sample::select(names.to_vec()), any::<bool>()).prop_map(|(list, exactly)| Op::Listed {
        list: list.into(),
        exactly,
    })
}

/// The tests of a list's values against a cell, one for each that reads as a value of its kind.
pub fn each_of(list: &str, exactly: bool, cell: &Value) -> Vec<Op> {
    let texts: Vec<String> = match list.to_lowercase().replace(' ', "_").strip_prefix("staff.") {
        None => PICKS.map(str::to_owned).into(),
        Some(column) => {
            let named = |(name, _): &(&str, Kind)| name.to_lowercase().replace(' ', "_") == column;
            let column = COLUMNS.iter().position(named).unwrap();
            let cells = STAFF.iter().map(|row| &row[column]);
            let each = cells.flat_map(|cell| match cell {
                Value::Null => Vec::new(),
                Value::List(elements) => elements.iter().map(shown).collect(),
                other => vec![shown(other)],
            });
            each.collect()
        }
    };
    let reads = |text: &String| match cell {
        Value::Text(_) => true,
        Value::Boolean(_) => ["true", "false", "yes", "no", "1", "0"].contains(&text.to_lowercase().as_str()),
        Value::Integer(_) | Value::Number(_) => text.parse::<f64>().is_ok(),
        Value::Time(_) => reading(text, &Zone::utc()).is_some(),
        Value::Null | Value::List(_) => unreachable!("single values only"),
    };
    let op = |text: String| {
        let text = match cell {
            Value::Boolean(_) if ["1", "yes"].contains(&text.to_lowercase().as_str()) => "true".into(),
            _ => text,
        };
        if exactly { Op::Equals(text) } else { Op::Is(text) }
    };
    texts.into_iter().filter(reads).map(op).collect()
}

/// What `Lookup` and `LookupCount` come to: the arguments are worked out in every row of the table, one after the other.
pub fn looked_up(name: &str, parts: &[Expr], over: Over<'_>, zone: &Zone) -> Value {
    let (of, pairs) = if name == "Lookup" {
        (Some(&parts[0]), &parts[1..])
    } else {
        (None, parts)
    };
    let mut meet = STAFF.iter().filter(|row| {
        pairs.chunks(2).all(|pair| {
            equal(
                &value(&pair[0], over, zone),
                &value(&pair[1], Over::Row(row), zone),
                zone,
            )
        })
    });
    match of {
        Some(of) => meet.next().map_or(Value::Null, |row| value(of, Over::Row(row), zone)),
        None => Value::Integer(meet.count() as i64),
    }
}

/// How a formula names a column of the table that has this kind; `pick` chooses among them.
pub fn named(kind: Kind, pick: usize) -> String {
    let fits: Vec<&str> = COLUMNS[..BASE]
        .iter()
        .filter(|(_, known)| *known == kind)
        .map(|(name, _)| *name)
        .collect();
    format!("[{PREFIX}{}]", fits[pick % fits.len()])
}
