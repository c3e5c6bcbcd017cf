//! The law of SQL: what is printed, run by DuckDB over the exported log, gives the answers of the engine; and Snowflake's text parses.
//!
//! Needs Python with the packages `duckdb` and, for Snowflake, `sqlglot`; `AUDIT_PYTHON` names another one than `python3`. Where they
//! are absent the tests say loudly that nothing was checked. `AUDIT_SEED` draws other queries.

mod dice;
mod draw;
mod formulas;
mod log;
mod rows;

use audit_explorer::query::formula::{FUNCTIONS, Function};
use audit_explorer::query::{Ask, Computed, Formula, Key, Measure, Op, Predicate, Query};
use audit_explorer::sql::{Dialect, Table, Written, load, statements};
use dice::Dice;
use draw::Draw;
use log::Log;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Says that something was not checked, past the test runner, which keeps what passing tests print to itself.
fn skipped(what: &str) {
    let said = writeln!(std::io::stderr(), "SKIPPED: {what}");
    said.expect("an error stream");
}

/// What Python says to these statements; `None`, loudly, where it cannot be asked.
fn run(order: &Value) -> Option<Value> {
    let python = std::env::var("AUDIT_PYTHON").unwrap_or_else(|_| "python3".into());
    let known = Command::new(&python).args(["-c", "import duckdb"]).output();
    if !known.is_ok_and(|known| known.status.success()) {
        skipped("there is no Python with the package duckdb; no SQL was run");
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sql/run.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(order.to_string().as_bytes()).expect("Python reads");
    drop(input);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "the script failed");
    Some(serde_json::from_slice(&output.stdout).expect("the script writes JSON"))
}

/// Functions that are refused by name: how times are read is this page's own, keys are secrets, of equals databases take any.
const NEVER: [&str; 3] = ["Pseudonym", "DateParse", "Mode"];

/// The functions that the columns of a query name.
fn named(query: &Query) -> impl Iterator<Item = &'static str> {
    let measures = query.asks.iter().flat_map(|ask| match ask {
        Ask::Group { measures, .. } | Ask::Pivot { measures, .. } => measures.clone(),
        _ => Vec::new(),
    });
    let measures = measures.filter_map(|measure| match measure {
        Measure::Formula(formula) => Some(formula),
        _ => None,
    });
    let columns = query.columns.iter().map(|column| column.formula.clone());
    let all = columns
        .chain(measures)
        .map(|formula| formula.normal().text().to_owned());
    all.flat_map(|text| {
        let named = move |function: &&Function| text.contains(&format!("{}(", function.name));
        FUNCTIONS
            .iter()
            .filter(named)
            .map(|function| function.name)
            .collect::<Vec<_>>()
    })
}

/// A formula as a column, whose cells are looked at in every row.
fn alone(dice: &mut Dice) -> Query {
    let zone = draw::zone(dice);
    let text = formulas::Formulas { dice }.any();
    Query {
        columns: vec![Computed {
            name: "made".into(),
            formula: Formula::parse(&text).expect("a formula"),
        }],
        asks: vec![Ask::Page {
            sort: Vec::new(),
            offset: 0,
            limit: 100_000,
            columns: Some(vec!["made".into()]),
        }],
        zone,
        ..Query::default()
    }
}

/// A formula as a measure of groups.
fn together(dice: &mut Dice) -> Query {
    let zone = draw::zone(dice);
    let text = formulas::Formulas { dice }.measure();
    Query {
        asks: vec![Ask::Group {
            having: Vec::new(),
            by: vec![Key::Column("Event Type".into()), Key::Column("truth".into())],
            measures: vec![Measure::Formula(Formula::parse(&text).expect("a formula"))],
            sort: Vec::new(),
            limit: 100_000,
            rest: false,
        }],
        zone,
        ..Query::default()
    }
}

/// The statements that load the tables beside the log.
fn beside(log: &Log, folder: &Path) -> String {
    let tables = log.schema.lookups.iter().map(|table| {
        let path = folder.join(format!("{}.csv", table.name));
        let text = match table.name.as_str() {
            "roster" => log::ROSTER.to_owned(),
            _ => log::watched(),
        };
        std::fs::write(&path, text).expect("room for a table");
        let there = Table {
            name: table.name.clone(),
            ..Table::default()
        };
        load(
            &table.columns,
            &there,
            Dialect::DuckDb,
            &path.to_string_lossy(),
            Written::Csv,
        )
    });
    tables.collect()
}

#[test]
fn the_database_answers_as_the_engine_does() {
    let log = Log::new(400, 11);
    let folder = std::env::temp_dir().join(format!("audit-sql-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the log");
    let file = folder.join("log.csv");
    std::fs::write(&file, &log.csv).expect("room for the log");
    let table = Table::default();
    let seed = std::env::var("AUDIT_SEED").ok().and_then(|seed| seed.parse().ok());
    let mut dice = Dice::new(seed.unwrap_or(5));
    let mut draw = Draw {
        dice: &mut dice,
        base: &log.schema,
        schema: log.schema.clone(),
    };
    let mut queries: Vec<Query> = (0..900).map(|_| draw.query()).collect();
    queries.extend((0..700).map(|_| alone(draw.dice)));
    queries.extend((0..300).map(|_| together(draw.dice)));
    let mut duckdb: Vec<(usize, String)> = Vec::new();
    let mut snowflake: Vec<String> = Vec::new();
    let mut unsaid: BTreeMap<String, usize> = BTreeMap::new();
    let mut functions: BTreeSet<&str> = BTreeSet::new();
    let mut failed = 0;
    for (at, query) in queries.iter().enumerate() {
        // What the engine refuses has no answer to compare.
        if log.engine.ask(query).is_err() {
            failed += 1;
            continue;
        }
        for dialect in Dialect::ALL {
            let said = statements(query, &log.schema, &table, dialect).expect("the engine takes it");
            match (&said[0], dialect) {
                (Ok(text), Dialect::DuckDb) => {
                    functions.extend(named(query));
                    duckdb.push((at, text.clone()));
                }
                (Ok(text), Dialect::Snowflake) => snowflake.push(text.clone()),
                (Err(refused), _) => {
                    for reason in &refused.0 {
                        *unsaid.entry(reason.why.clone()).or_default() += 1;
                    }
                }
            }
        }
    }
    let never: Vec<&str> = FUNCTIONS
        .iter()
        .map(|function| function.name)
        .filter(|name| !functions.contains(name))
        .collect();
    assert_eq!(never, NEVER, "functions that no statement said");
    let path = file.to_string_lossy();
    let order = json!({
        "load": load(&log.schema.columns, &table, Dialect::DuckDb, &path, Written::Csv) + &beside(&log, &folder),
        "duckdb": duckdb.iter().map(|(_, text)| text).collect::<Vec<_>>(),
        "snowflake": snowflake,
    });
    let answers = run(&order);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    let Some(answers) = answers else { return };
    let mut wrong = Vec::new();
    for ((at, text), found) in duckdb.iter().zip(answers["duckdb"].as_array().expect("a list")) {
        let query = &queries[*at];
        let wanted = rows::wanted(&log, query);
        let found = rows::found(&query.asks[0], found);
        if found.as_ref() != Ok(&wanted) {
            let (row, wanted, found) = rows::apart(&wanted, &found);
            wrong.push(format!(
                "{query:?}\n{text}\nrow {row}\nwanted {wanted}\n found {found}\n"
            ));
        }
    }
    assert!(
        duckdb.len() > 1500,
        "{} said, {failed} refused by the engine, unsaid {unsaid:?}",
        duckdb.len()
    );
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        duckdb.len(),
        wrong[..wrong.len().min(9)].join("\n")
    );
    match answers["snowflake"].as_array() {
        None => skipped("there is no package sqlglot; the SQL for Snowflake was not parsed"),
        Some(errors) => {
            let errors: Vec<String> = errors
                .iter()
                .zip(&snowflake)
                .filter_map(|(error, text)| Some(format!("{}\n{text}", error.as_str()?)))
                .collect();
            assert!(
                errors.is_empty(),
                "{} do not parse:\n{}",
                errors.len(),
                errors[..errors.len().min(4)].join("\n")
            );
        }
    }
}

#[test]
fn what_cannot_be_said_is_named() {
    let log = Log::new(40, 3);
    let query = Query {
        filter: Predicate::And(vec![
            Predicate::test("an\"address.of", Op::Is("2001:db8::/32".into())),
            Predicate::rows([1]),
        ]),
        asks: vec![Ask::Count],
        ..Query::default()
    };
    let table = Table {
        row: None,
        ..Table::default()
    };
    let said = statements(&query, &log.schema, &table, Dialect::Snowflake).expect("columns of the table");
    let refused = said[0].as_ref().expect_err("neither can be said").to_string();
    assert!(
        refused.contains("2001:db8::/32") && refused.contains("row numbers"),
        "{refused}"
    );
}

#[test]
fn what_a_formula_says_over_and_over_is_bounded_and_constants_are_written_as_here() {
    let log = Log::new(40, 3);
    let said = |formula: &str| {
        let query = Query {
            columns: vec![Computed {
                name: "made".into(),
                formula: Formula::parse(formula).expect("a formula"),
            }],
            filter: Predicate::test("made", Op::Exists),
            asks: vec![Ask::Count],
            ..Query::default()
        };
        let said = statements(&query, &log.schema, &Table::default(), Dialect::DuckDb).expect("columns of the table");
        said[0].clone()
    };
    assert!(said("Concat(\"a\", 4 / 2) & [Event Type]").is_ok_and(|said| said.contains("a2")));
    let deep = (0..24).fold("Len([Event Type])".to_owned(), |inner, _| {
        format!("Round({inner} + 0.5, 2)")
    });
    let refused = said(&deep).expect_err("three times itself, 24 times over").to_string();
    assert!(refused.contains("this long"), "{refused}");
}
