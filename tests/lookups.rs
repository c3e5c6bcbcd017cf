//! A roster beside a log: read into a table of its own, joined by its key, and asked who is not in it.

use audit_explorer::engine::{Engine, Held, Keeping, Loader, Peek};
use audit_explorer::protocol::Choice;
use audit_explorer::query::language::{parse, print};
use audit_explorer::query::{Answer, Ask, Computed, Failure, Formula, Query};
use audit_explorer::value::{Kind, Value};

const LOG: &str = "time,actor,action\n\
    2026-01-01T10:00:00Z,ann@x.org,login\n\
    2026-01-01T11:00:00Z,Bob@X.org,export\n\
    2026-01-01T12:00:00Z,eve@x.org,export\n\
    2026-01-01T13:00:00Z,,login\n\
    2026-01-01T14:00:00Z,ann@x.org,export\n";

const ROSTER: &str = "email,department,level\n\
    ann@x.org,Sales,3\n\
    bob@x.org,Legal,5\n\
    ann@x.org,Support,1\n\
    zoe@x.org,,2\n";

fn roster(text: &str) -> Result<Held, Failure> {
    let mut keeping = Keeping::new("roster".into(), "roster.csv", text.len() as u64, Choice::default())?;
    for piece in text.as_bytes().chunks(7) {
        keeping.feed(piece)?;
    }
    keeping.finish()
}

fn engine() -> Engine {
    let mut loader = Loader::new(1);
    loader.begin("log.csv", LOG.len() as u64);
    loader.feed(LOG.as_bytes());
    let mut engine = Engine::new(loader.finish());
    let leavers = Held::of_values("leavers".into(), &["EVE@x.org".to_owned(), "10.0.0.0/8".into()]).unwrap();
    engine.hold(&[roster(ROSTER).unwrap(), leavers]);
    engine
}

fn rows(filter: &str) -> Result<u64, Failure> {
    let predicate = parse(filter)?.predicate;
    assert_eq!(parse(&print(&predicate)).unwrap().predicate, predicate, "{filter}");
    let query = Query {
        filter: predicate,
        ..Query::default()
    };
    Ok(engine().ask(&query)?.rows)
}

/// The values of a formula in each row.
fn column(formula: &str) -> Result<Vec<Value>, Failure> {
    let query = Query {
        columns: vec![Computed {
            name: "made".into(),
            formula: Formula::parse(formula)?,
        }],
        asks: vec![Ask::Page {
            sort: vec![],
            offset: 0,
            limit: 100,
            columns: Some(vec!["made".into()]),
        }],
        ..Query::default()
    };
    match engine().ask(&query)?.answers.remove(0) {
        Answer::Page { rows, .. } => Ok(rows.into_iter().map(|mut row| row.cells.remove(0)).collect()),
        other => panic!("{other:?}"),
    }
}

fn texts(values: [&str; 5]) -> Vec<Value> {
    let value = |text: &str| match text {
        "" => Value::Null,
        text => Value::Text(text.into()),
    };
    values.map(value).into()
}

#[test]
fn columns_of_another_table_stand_beside_each_row() {
    let exactly = column("Lookup([roster/department], [actor], [roster/email])").unwrap();
    assert_eq!(exactly, texts(["Sales", "", "", "", "Sales"]));
    let aside = column("Lookup([Roster/Department], Lower([actor]), Lower([roster/EMAIL]))").unwrap();
    assert_eq!(aside, texts(["Sales", "Legal", "", "", "Sales"]));
    let whole = |values: [i64; 5]| values.map(Value::Integer).to_vec();
    assert_eq!(
        column("LookupCount(Lower([actor]), [roster/email])").unwrap(),
        whole([2, 1, 0, 0, 2])
    );
    assert_eq!(
        column("Coalesce(Lookup([roster/level] * 10, Lower([actor]), [roster/email]), -1)").unwrap(),
        whole([30, 50, -1, -1, 30])
    );
    // Both keys must be equal, in one row of the table.
    let both = "Lookup([roster/level], [actor], [roster/email], If([action] = \"export\", \"Support\", \"Sales\"), [roster/department])";
    let levels = [3, 0, 0, 0, 1].map(|level| if level == 0 { Value::Null } else { Value::Integer(level) });
    assert_eq!(column(both).unwrap(), levels);
}

#[test]
fn rows_are_asked_whether_they_are_in_a_list() {
    for (filter, wanted) in [
        ("actor in #roster.email", 3),
        ("actor in= #roster.email", 2),
        ("NOT actor in #roster.email", 2),
        ("actor not in #roster.email AND actor:*", 1),
        ("actor in #Leavers", 1),
        ("actor in= #leavers", 0),
        ("actor in #\"roster.email\" OR actor in #leavers", 4),
        (
            "{ Lookup([roster/department], [actor], [roster/email]) = \"Sales\" }",
            2,
        ),
        ("{ LookupCount(Lower([actor]), [roster/email]) = 0 }", 2),
    ] {
        assert_eq!(rows(filter).unwrap(), wanted, "{filter}");
    }
}

#[test]
fn what_does_not_fit_says_why() {
    for (filter, what, hint) in [
        ("actor in #roster", "several columns", "#roster.email"),
        ("actor in #staff", "no list", "#leavers"),
        ("* in #leavers", "needs a column", "in #list"),
        ("hour(time) in #leavers", "holds cells", "hour(time)"),
    ] {
        let failure = rows(filter).unwrap_err();
        assert!(
            failure.what.contains(what) && failure.hint.contains(hint),
            "{filter}: {failure:?}"
        );
    }
    for (formula, at, what, hint) in [
        ("[roster/email]", 0, "column of another table", "Lookup("),
        (
            "Lookup([action], [actor], [roster/email])",
            7,
            "no column of another table",
            "[roster/email]",
        ),
        ("Lookup([roster/level], [actor])", 30, "at least 3 arguments", "Lookup("),
        (
            "Lookup([roster/level], [actor], [roster/email], 1)",
            49,
            "without the other",
            "Lookup(",
        ),
        (
            "Lookup([roster/level], [actor], [leavers/value])",
            32,
            "not of the table roster",
            "one table",
        ),
        (
            "Lookup([roster/level], [time], [roster/email])",
            31,
            "never are one key",
            "Text([time])",
        ),
        ("Lookup([roster/nothing], [actor], [roster/email])", 7, "no column", ""),
        ("Lookup(1, [actor], 2)", 7, "No other table", "[table/column]"),
    ] {
        let failure = column(formula).unwrap_err();
        let said = format!("{} {}", failure.what, failure.hint);
        assert!(
            said.contains(what) && failure.hint.contains(hint),
            "{formula}: {failure:?}"
        );
        assert!(
            failure.what.contains(&format!("character {}", at + 1)),
            "{formula}: {failure:?}"
        );
    }
    let long = format!("email\n{}", "a\n".repeat(1_000_001));
    assert!(roster(&long).unwrap_err().what.contains("1,000,000 rows"));
    assert!(
        Keeping::new("x".into(), "x.csv", 300 << 20, Choice::default())
            .err()
            .unwrap()
            .what
            .contains("300 MB")
    );
    assert!(roster("").unwrap_err().what.contains("cannot be kept"));
}

#[test]
fn a_report_tells_keys_apart() {
    let report = roster(ROSTER).unwrap().report;
    let email = &report.columns[0];
    assert_eq!((email.values, email.distinct, email.folded), (4, 3, 3));
    assert_eq!((report.rows, report.file.unwrap().name.as_str()), (4, "roster.csv"));
    let cases = roster("id\nA\na\nb\n").unwrap().report;
    assert_eq!((cases.columns[0].distinct, cases.columns[0].folded), (3, 2));
    assert!(roster("net,x\n10.0.0.0/8,1\n").unwrap().report.columns[0].networks);
}

#[test]
fn a_table_beside_the_log_counts_as_memory() {
    let mut engine = engine();
    let with = engine.report().memory;
    engine.hold(&[]);
    let without = engine.report().memory;
    assert!(without > 0 && with > without, "{with} and {without} bytes");
}

#[test]
fn a_glance_at_a_file_tells_its_columns() {
    let log = Peek::at("log.csv", LOG.len() as u64, LOG.as_bytes());
    assert!(log.timed);
    let cut = Peek::at("roster.csv", ROSTER.len() as u64, &ROSTER.as_bytes()[..60]);
    assert_eq!(cut.columns[0], ("email".to_owned(), Kind::Text));
    assert!(!cut.timed && cut.columns.len() == 3);
    assert_eq!(Peek::at("x", 9, b"\0\x01\x02").rows, 0);
    // Days are no times at which something happened.
    let left = "email,left\nann@harbour.example,2026-01-02\nbob@harbour.example,2026-01-03\n";
    assert!(!Peek::at("leavers.csv", left.len() as u64, left.as_bytes()).timed);
}

#[test]
fn a_database_asks_its_own_table_of_the_name() {
    use audit_explorer::query::Schema;
    use audit_explorer::sql::{Dialect, Table, statements};
    let engine = engine();
    let mut schema = Schema::of(engine.tables());
    schema.lookups = engine.report().lookups.iter().map(|table| table.beside()).collect();
    let said = |filter: &str| {
        let query = Query {
            filter: parse(filter).unwrap().predicate,
            asks: vec![Ask::Count],
            ..Query::default()
        };
        let mut said = statements(&query, &schema, &Table::default(), Dialect::DuckDb).unwrap();
        said.remove(0).map_err(|unsaid| unsaid.to_string())
    };
    let exactly = said("NOT actor in= #roster.email").unwrap();
    let values = "\"actor\" IN (SELECT \"email\" FROM \"roster\" WHERE \"email\" IS NOT NULL)";
    assert!(exactly.contains(values) && exactly.contains("NOT"), "{exactly}");
    let aside = said("actor in #roster.email").unwrap();
    assert!(aside.contains("FROM \"roster\"") && !aside.contains(values), "{aside}");
    for (filter, why) in [
        ("actor in #leavers", "networks"),
        ("time in #roster.level", "same kind"),
    ] {
        assert!(said(filter).unwrap_err().contains(why), "{filter}");
    }
}

#[test]
fn a_column_tells_what_was_seen_before() {
    let times = column("FirstSeen([actor])").unwrap();
    assert_eq!(times[0], times[4]);
    assert_eq!(times[3], Value::Null);
    let flags = |flags: [bool; 5]| flags.map(Value::Boolean).to_vec();
    assert_eq!(
        column("IsFirst([actor])").unwrap(),
        flags([true, true, true, false, false])
    );
    assert_eq!(
        column("IsFirst([actor], [action])").unwrap(),
        flags([true, true, true, false, true])
    );
    assert_eq!(
        column("DateDiff(\"hour\", FirstSeen([actor]), [time]) > 3").unwrap(),
        flags([false, false, false, false, true])
    );
    for (formula, what, hint) in [
        (
            "FirstSeen(Lower([actor]))",
            "takes columns",
            "computed column of Lower([actor])",
        ),
        (
            "Lookup([roster/level], [actor], Text(IsFirst([roster/email])))",
            "computed columns only",
            "first(column)",
        ),
    ] {
        let failure = column(formula).unwrap_err();
        assert!(
            failure.what.contains(what) && failure.hint.contains(hint),
            "{formula}: {failure:?}"
        );
    }
    let condition = rows("{ IsFirst([actor]) }").unwrap_err();
    assert!(condition.what.contains("computed columns only"), "{condition:?}");
}

#[test]
fn whether_the_first_row_names_columns_can_be_chosen() {
    let names = |text: &str, headed: Option<bool>| {
        let choice = Choice {
            headed,
            ..Choice::default()
        };
        let mut keeping = Keeping::new("list".into(), "list.csv", text.len() as u64, choice).expect("small");
        keeping.feed(text.as_bytes()).expect("few rows");
        let report = keeping.finish().expect("a table").report;
        let headed = report.file.and_then(|file| file.headed);
        let names: Vec<String> = report.columns.into_iter().map(|column| column.name).collect();
        (names, report.rows, headed)
    };
    let codes = "K-17,Sales\nK-18,Legal\nK-19,Support\n";
    assert_eq!(names(codes, None), (vec!["K-17".into(), "Sales".into()], 2, Some(true)));
    assert_eq!(
        names(codes, Some(false)),
        (vec!["column 1".into(), "column 2".into()], 3, Some(false))
    );
    // Addresses and days name no column where the rows below hold some too.
    for list in [
        "ann@x.org\nbob@x.org\nzoe@x.org\n",
        "ann@x.org,Sales\nbob@x.org,Legal\nzoe@x.org,\n",
        "ann,2026-01-31\nbob,2026-02-28\nzoe,2026-03-31\n",
    ] {
        let (found, rows, headed) = names(list, None);
        assert_eq!((rows, headed), (3, Some(false)), "{list}");
        assert_eq!(names(list, Some(true)).1, 2, "{list}");
        assert_eq!(found[0], "column 1");
    }
    assert_eq!(
        names("user,2026-01-31,2026-02-28\nann,1,2\nbob,3,4\nzoe,5,6\n", None).2,
        Some(true)
    );
}

#[test]
fn how_a_table_was_read_is_told() {
    let text = "email,control,left_on\n ann@x.org ,5.9,2026-01-31\nbob@x.org,5.10,2026-02-28,too many\n";
    let report = roster(text).expect("a table").report;
    let column = |name: &str| {
        report
            .columns
            .iter()
            .find(|column| column.name == name)
            .expect("a column")
    };
    assert!(column("email").note.is_some(), "blanks were left out");
    assert_eq!(
        (column("control").kind, column("control").note.is_some()),
        (Kind::Text, true)
    );
    assert_eq!(
        (column("left_on").kind, column("left_on").note.as_deref()),
        (Kind::Time, None)
    );
    assert_eq!((report.warned, report.warnings.len()), (1, 1));
    assert_eq!(report.warnings[0].at.row, 2);
    // What `sha256sum` says of these bytes.
    assert_eq!(
        report.digest.as_deref(),
        Some("8e3ac66a7c0a38ba3c628959e8423dea136ca130919b3b827d7c66b5b2a40e77")
    );
    let many = "email\n".to_owned() + &"ann@x.org,too many\n".repeat(30);
    let report = roster(&many).expect("a table").report;
    assert_eq!((report.warned, report.warnings.len()), (30, 10));
}
