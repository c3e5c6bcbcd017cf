//! Formulas, made at random and worked out row by row.

use crate::aggregate::percentile_of;
use crate::beside;
use crate::naive::{contains_part, grouped, order, start, under};
use crate::table::{BASE, COLUMNS, Rows};
use crate::trails;
use audit_explorer::query::formula::tree::{Binary, Expr, Term};
use audit_explorer::query::{Bucket, Computed, Formula};
use audit_explorer::table::number;
use audit_explorer::value::{Civil, Kind, Micros, Value, Zone, iso, reading};
use proptest::prelude::*;
use std::cell::RefCell;
use std::cmp::Ordering;

const DAY: i64 = 86_400_000_000;

/// Chance as a list of numbers, used up one after the other; when it is over the simplest is taken.
struct Tape(std::vec::IntoIter<u16>);

impl Tape {
    fn pick(&mut self, from: &[&str]) -> String {
        from[self.number(from.len())].to_owned()
    }

    fn number(&mut self, below: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % below
    }
}

/// A formula of this kind, over the columns of the table and those computed ones that come before.
pub fn formula(kind: Kind, computed: usize) -> impl Strategy<Value = Formula> {
    prop::collection::vec(any::<u16>(), 0..24).prop_map(move |numbers| {
        let text = made(kind, 3, computed, &mut Tape(numbers.into_iter()));
        Formula::parse(&text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"))
    })
}

/// A measure made of aggregates.
pub fn measure() -> impl Strategy<Value = Formula> {
    prop::collection::vec(any::<u16>(), 0..24).prop_map(|numbers| {
        let text = over_groups(&mut Tape(numbers.into_iter()));
        Formula::parse(&text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"))
    })
}

/// The formula of a computed column, which may ask what was seen before.
fn column_formula(kind: Kind, computed: usize) -> BoxedStrategy<Formula> {
    let function = match kind {
        Kind::Time => "FirstSeen",
        Kind::Boolean => "IsFirst",
        _ => return formula(kind, computed).boxed(),
    };
    let names: Vec<&str> = COLUMNS[..BASE + computed].iter().map(|(name, _)| *name).collect();
    let seen = prop::collection::vec(prop::sample::select(names), 1..3).prop_map(move |names| {
        let columns: Vec<String> = names.iter().map(|name| format!("[{name}]")).collect();
        let call = format!("{function}({})", columns.join(", "));
        let text = match kind {
            Kind::Time => call,
            _ => format!("{call} and [ok]"),
        };
        Formula::parse(&text).unwrap()
    });
    prop_oneof![formula(kind, computed), seen].boxed()
}

thread_local! {
    /// All rows with the computed columns so far, and which of them is looked at.
    static TABLE: RefCell<(Rows, usize)> = const { RefCell::new((Vec::new(), 0)) };
}

/// Says of which rows a formula is asked that looks back, and which row comes next.
pub fn look_back(rows: &Rows) {
    TABLE.with(|table| *table.borrow_mut() = (rows.clone(), 0));
}

/// Says that the next row is looked at.
pub fn next_row() {
    TABLE.with(|table| table.borrow_mut().1 += 1);
}

/// What `FirstSeen` and `IsFirst` come to.
fn seen_before(name: &str, parts: &[Expr]) -> Value {
    let columns: Vec<String> = parts
        .iter()
        .map(|part| match &part.term {
            Term::Column(name) => name.clone(),
            other => panic!("{other:?} is no column"),
        })
        .collect();
    TABLE.with(|table| {
        let (rows, row) = &*table.borrow();
        if name == "IsFirst" {
            return Value::Boolean(trails::is_first(rows, *row, &columns, Some("when")));
        }
        let shares = |other: &&Vec<Value>| {
            columns.iter().all(|name| {
                let values = |row: &[Value]| under(&row[index(name)]);
                let own = values(&rows[*row]);
                values(other)
                    .iter()
                    .any(|value| *value != Value::Null && own.contains(value))
            })
        };
        let first = rows.iter().filter(shares).map(|other| other[0].clone());
        first
            .reduce(|a, b| if order(&b, &a).is_lt() { b } else { a })
            .unwrap_or(Value::Null)
    })
}

/// The computed columns of the oracle's queries.
pub fn computed() -> impl Strategy<Value = Vec<Computed>> {
    let columns: Vec<_> = COLUMNS[BASE..]
        .iter()
        .enumerate()
        .map(|(at, &(name, kind))| {
            column_formula(kind, at).prop_map(move |formula| Computed {
                name: name.to_owned(),
                formula,
            })
        })
        .collect();
    columns
}

fn column(kind: Kind, computed: usize, tape: &mut Tape) -> String {
    let fits: Vec<String> = COLUMNS[..BASE + computed]
        .iter()
        .filter(|(_, known)| *known == kind)
        .map(|(name, _)| format!("[{name}]"))
        .collect();
    fits[tape.number(fits.len())].clone()
}

fn leaf(kind: Kind, computed: usize, tape: &mut Tape) -> String {
    match (kind, tape.number(3)) {
        (Kind::Text, 2) => tape.pick(&["\"\"", "\"a\"", "\"Log in\"", "\"É\"", "If(false, \"\")", "\"7.5\""]),
        (Kind::Integer, 2) => tape.pick(&["0", "1", "-3", "7", "If(false, 0)", "9223372036854775807"]),
        (Kind::Number, 2) => tape.pick(&["1.5", "-0.5", "2.345", "0.0", "1e6"]),
        (Kind::Boolean, 2) => tape.pick(&["true", "false"]),
        (Kind::Time, 2) => tape.pick(&[
            "Date(\"2026-03-29 02:30\")",
            "Date(\"2026-10-25T00:30Z\")",
            "Date(\"never\")",
        ]),
        _ => column(kind, computed, tape),
    }
}

const UNITS: [&str; 8] = [
    "\"year\"",
    "\"quarter\"",
    "\"month\"",
    "\"week\"",
    "\"day\"",
    "\"hour\"",
    "\"minute\"",
    "\"second\"",
];

/// The text of a formula of this kind, so deep at most.
fn made(kind: Kind, depth: usize, computed: usize, tape: &mut Tape) -> String {
    if depth == 0 {
        return leaf(kind, computed, tape);
    }
    use Kind::{Boolean, Integer, List, Number, Text, Time};
    let choice = tape.number(24);
    let any = [Text, Integer, Number, Boolean, Time][tape.number(5)];
    let unit = UNITS[tape.number(UNITS.len())];
    let (first, second) = (tape.number(3), tape.number(2));
    let length = tape.pick(&["0", "1", "2", "-1", "40"]);
    let mut of = |kind| made(kind, depth - 1, computed, tape);
    match (kind, choice) {
        (_, 0 | 1) => leaf(kind, computed, tape),
        (_, 2) => format!("If({}, {}, {})", of(Boolean), of(kind), of(kind)),
        (_, 3) => format!("If({}, {}, {}, {})", of(Boolean), of(kind), of(Boolean), of(kind)),
        (_, 4) => format!("Coalesce({}, {})", of(kind), of(kind)),
        (_, 22) => {
            let theirs = beside::named(kind, first);
            let key = match any {
                Text => format!("Lower({}), Lower({})", of(Text), beside::named(Text, second)),
                Number => format!("{}, {}", of(Integer), beside::named(Number, second)),
                other => format!("{}, {}", of(other), beside::named(other, second)),
            };
            match first {
                0 => format!("Lookup({theirs}, {key}, {}, {})", of(Text), beside::named(Text, first)),
                _ => format!("Lookup({theirs}, {key})"),
            }
        }
        (Integer, 23) => format!("LookupCount({}, {})", of(any), beside::named(any, second)),
        (Text, 5) => format!("Switch({}, {}, {}, {})", of(Integer), of(Number), of(Text), of(Text)),
        (Text, 6) => format!("Lower({})", of(Text)),
        (Text, 7) => format!("Upper({})", of(Text)),
        (Text, 8) => format!("Trim({} & \" \")", of(Text)),
        (Text, 9) => format!("Left({}, {length})", of(Text)),
        (Text, 10) => format!("Right({}, {length})", of(Text)),
        (Text, 11) => format!("Mid({}, {}, {length})", of(Text), of(Integer)),
        (Text, 12) => format!("Mid({}, {length})", of(Text)),
        (Text, 13) => format!("({} & {})", of(Text), of(any)),
        (Text, 14) => format!("Replace({}, {}, {})", of(Text), of(Text), of(Text)),
        (Text, 15) => format!("SplitPart({}, \" \", {length})", of(Text)),
        (Text, 16) => format!("Text({})", of(any)),
        (Text, 17) => format!("ArrayElement({}, {length})", of(List)),
        (Text, 18) => format!("ArrayJoin({}, \"/\")", of(List)),
        (Text, 19) => format!("WeekdayName({})", of(Time)),
        (Text, _) => format!("DateFormat({}, \"%d.%m.%Y %H\")", of(Time)),
        (Integer, 5) => format!("Len({})", of(Text)),
        (Integer, 6) => format!("Find({}, {})", of(Text), of(Text)),
        (Integer, 7) => format!("({} + {})", of(Integer), of(Integer)),
        (Integer, 8) => format!("({} - {})", of(Integer), of(Integer)),
        (Integer, 9) => format!("({} * {})", of(Integer), of(Integer)),
        (Integer, 10) => format!("({} % {})", of(Integer), of(Integer)),
        (Integer, 11) => format!("-({})", of(Integer)),
        (Integer, 12) => format!("Int({})", of(Text)),
        (Integer, 13) => format!("Int({})", of(Number)),
        (Integer, 14) => format!("Abs({})", of(Integer)),
        (Integer, 15) => format!("ArrayLength({})", of(List)),
        (Integer, 16) => format!("DatePart({unit}, {})", of(Time)),
        (Integer, 17) => format!("Weekday({})", of(Time)),
        (Integer, 18) => format!("Greatest({}, {})", of(Integer), of(Integer)),
        (Integer, _) => format!("DateDiff({unit}, {}, {})", of(Time), of(Time)),
        (Number, 5..=7) => format!("({} / {})", of(Integer), of(Number)),
        (Number, 8) => format!("({} + {})", of(Integer), of(Number)),
        (Number, 9) => format!("({} * {})", of(Number), of(Number)),
        (Number, 10) => format!("Number({})", of(Text)),
        (Number, 11) => format!("Floor({})", of(Number)),
        (Number, 12) => format!("Ceiling({})", of(Number)),
        (Number, 13) => format!("Least({}, {})", of(Number), of(Integer)),
        (Number, 14) => format!("Round({})", of(Number)),
        (Number, 15) => format!("If({}, {}, {})", of(Boolean), of(Number), of(Integer)),
        (Number, _) => format!("({} - {})", of(Number), of(Number)),
        (Boolean, 5) => format!("({} and {})", of(Boolean), of(Boolean)),
        (Boolean, 6) => format!("({} or {})", of(Boolean), of(Boolean)),
        (Boolean, 7) => format!("(not {})", of(Boolean)),
        (Boolean, 8) => format!("IsNull({})", of(any)),
        (Boolean, 9) => format!("IsNotNull({})", of(any)),
        (Boolean, 10) => format!("In({}, {}, {})", of(any), of(any), of(any)),
        (Boolean, 11) => format!("Between({}, {}, {})", of(Integer), of(Number), of(Integer)),
        (Boolean, 12) => format!("Contains({}, {})", of(Text), of(Text)),
        (Boolean, 13) => format!("StartsWith({}, {})", of(Text), of(Text)),
        (Boolean, 14) => format!("EndsWith({}, {})", of(Text), of(Text)),
        (Boolean, 15) => format!("ArrayContains({}, {})", of(List), of(Text)),
        (Boolean, 16) => format!("RegexpMatch({}, \"^Log\")", of(Text)),
        (Boolean, 17) => format!("({} < {})", of(Integer), of(Number)),
        (Boolean, 18) => format!("({} >= {})", of(Number), of(Integer)),
        (Boolean, 19) => format!("({} <= {})", of(Text), of(Text)),
        (Boolean, 20) => format!("({} > \"2026-03-29 02:30\")", of(Time)),
        (Boolean, 21) => format!("({} = {})", of(any), of(any)),
        (Boolean, _) => format!("({} != {})", of(any), of(any)),
        (Time, 5..=9) => format!("DateTrunc({unit}, {})", of(Time)),
        (Time, 10..=14) => format!("DateAdd({unit}, {length}, {})", of(Time)),
        (Time, _) => format!("Greatest({}, {})", of(Time), of(Time)),
        (List, _) => leaf(List, computed, tape),
    }
}

fn over_groups(tape: &mut Tape) -> String {
    let all = COLUMNS.len() - BASE;
    let number = tape.pick(&["[count]", "[code]", "[ratio]", "[share]"]);
    let kinds = [
        Kind::Text,
        Kind::Integer,
        Kind::Time,
        Kind::Number,
        Kind::List,
        Kind::Boolean,
    ];
    let any = kinds[tape.number(6)];
    let choice = tape.number(18);
    let mut of = |kind| made(kind, 2, all, tape);
    match choice {
        0 => "Count()".into(),
        1 => format!("Count({})", of(any)),
        2 => format!("CountIf({}) / Count()", of(Kind::Boolean)),
        3 => format!("CountIf({}, {})", of(Kind::Boolean), of(Kind::Boolean)),
        4 => format!("CountDistinct({}) + 1", of(any)),
        5 => format!("CountDistinctIf({}, {})", of(any), of(Kind::Boolean)),
        6 => format!("Sum({number}) - Count()"),
        7 => format!("SumIf({number}, {}) & \"\"", of(Kind::Boolean)),
        8 => format!("Avg({number})"),
        9 => format!("If(Count() > 2, Min({}))", of(any)),
        10 => format!("Max({})", of(any)),
        11 => format!(
            "DateDiff(\"day\", MinIf({}, {}), Max([when]))",
            of(Kind::Time),
            of(Kind::Boolean)
        ),
        12 => format!("Median({number})"),
        13 => format!("Percentile({}, 90)", of(Kind::Time)),
        14 => format!("Mode({})", of(any)),
        15 => format!("First({}, [when])", of(any)),
        16 => format!("Last({}, {})", of(any), of(Kind::Time)),
        _ => "Switch(Count(), 1, \"one\", 2, \"two\", Text(Count()))".into(),
    }
}

/// What a formula is worked out over.
#[derive(Clone, Copy)]
pub enum Over<'a> {
    Row(&'a [Value]),
    Group(&'a [&'a [Value]]),
}

fn index(name: &str) -> usize {
    let name = name.strip_prefix(beside::PREFIX).unwrap_or(name);
    COLUMNS.iter().position(|(known, _)| *known == name).unwrap()
}

/// The kind of what comes out, `None` for null.
pub fn kind(expr: &Expr) -> Option<Kind> {
    let widest = |parts: &mut dyn Iterator<Item = &Expr>| {
        parts
            .filter_map(kind)
            .reduce(|a, b| if a == Kind::Integer && b == Kind::Number { b } else { a })
    };
    match &expr.term {
        Term::Null => None,
        Term::Boolean(_) | Term::Not(_) => Some(Kind::Boolean),
        Term::Integer(_) => Some(Kind::Integer),
        Term::Number(_) => Some(Kind::Number),
        Term::Text(_) => Some(Kind::Text),
        Term::Column(name) => Some(COLUMNS[index(name)].1),
        Term::Minus(inner) => kind(inner).or(Some(Kind::Integer)),
        Term::Binary(operator, a, b) => Some(match operator {
            Binary::Join => Kind::Text,
            Binary::Divide => Kind::Number,
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Modulo => {
                let real = [a, b].iter().any(|part| kind(part) == Some(Kind::Number));
                if real { Kind::Number } else { Kind::Integer }
            }
            _ => Kind::Boolean,
        }),
        Term::Call(name, parts) => match name.as_str() {
            "If" => {
                let odd = parts.len() % 2 == 1;
                let results = parts
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| at % 2 == 1 || odd && at + 1 == parts.len());
                widest(&mut results.map(|(_, part)| part))
            }
            "Lookup" => kind(&parts[0]),
            "Switch" => Some(Kind::Text),
            "Coalesce" | "Greatest" | "Least" => widest(&mut parts.iter()),
            "IsNull" | "IsNotNull" | "In" | "Between" | "Contains" | "StartsWith" | "EndsWith" | "RegexpMatch"
            | "ArrayContains" => Some(Kind::Boolean),
            "Lower" | "Upper" | "Trim" | "Left" | "Right" | "Mid" | "Replace" | "SplitPart" | "Text"
            | "ArrayElement" | "ArrayJoin" | "WeekdayName" | "DateFormat" => Some(Kind::Text),
            "Number" | "Avg" => Some(Kind::Number),
            "Floor" | "Ceiling" | "Round" | "Abs" | "Sum" | "SumIf" => kind(&parts[0]).or(Some(Kind::Integer)),
            "IsFirst" => Some(Kind::Boolean),
            "Date" | "DateTrunc" | "DateAdd" | "FirstSeen" => Some(Kind::Time),
            "Median" | "Percentile" if kind(&parts[0]) == Some(Kind::Time) => Some(Kind::Time),
            "Median" | "Percentile" => Some(Kind::Number),
            "Min" | "Max" | "MinIf" | "Mode" | "First" | "Last" => match kind(&parts[0]) {
                Some(Kind::List) | None => Some(Kind::Text),
                other => other,
            },
            _ => Some(Kind::Integer),
        },
    }
}

/// What a formula comes to.
pub fn value(expr: &Expr, over: Over<'_>, zone: &Zone) -> Value {
    let found = match &expr.term {
        Term::Null => Value::Null,
        Term::Boolean(value) => Value::Boolean(*value),
        Term::Integer(value) => Value::Integer(*value),
        Term::Number(value) => Value::Number(*value),
        Term::Text(text) => Value::Text(text.clone()),
        Term::Column(name) => match over {
            Over::Row(row) => row[index(name)].clone(),
            Over::Group(_) => unreachable!("columns stand inside of aggregates"),
        },
        Term::Not(inner) => Value::Boolean(value(inner, over, zone) != Value::Boolean(true)),
        Term::Minus(inner) => match value(inner, over, zone) {
            Value::Integer(value) => value.checked_neg().map_or(Value::Null, Value::Integer),
            Value::Number(value) => Value::Number(-value),
            _ => Value::Null,
        },
        Term::Binary(operator, a, b) => binary(*operator, &value(a, over, zone), &value(b, over, zone), zone),
        Term::Call(name, parts) => match over {
            Over::Group(rows) => aggregate(name, parts, rows, zone).unwrap_or_else(|| call(name, parts, over, zone)),
            Over::Row(_) => call(name, parts, over, zone),
        },
    };
    match (found, kind(expr)) {
        (Value::Integer(value), Some(Kind::Number)) => Value::Number(value as f64),
        (Value::Number(value), _) if !value.is_finite() => Value::Null,
        (found, _) => found,
    }
}

fn real(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Number(value) => Some(*value),
        _ => None,
    }
}

/// Whether two values are one key.
pub fn equal(a: &Value, b: &Value, zone: &Zone) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Number(b)) | (Value::Number(b), Value::Integer(a)) => *a as f64 == *b,
        _ => stands(a, b, zone) == Some(Ordering::Equal),
    }
}

/// How two values stand, `None` where one is null; a text beside a time is read as one.
fn stands(a: &Value, b: &Value, zone: &Zone) -> Option<Ordering> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Time(a), Value::Text(b)) => Some(a.cmp(&reading(b, zone)?.0)),
        (Value::Text(a), Value::Time(b)) => Some(reading(a, zone)?.0.cmp(b)),
        (Value::Integer(a), Value::Number(b)) => {
            // Floats up to 2^63 are whole or near enough to cast exactly.
            let (whole, fraction) = (b.trunc(), b.fract());
            Some(i128::from(*a).cmp(&(whole as i128)).then(0.0.partial_cmp(&fraction)?))
        }
        (Value::Number(_), Value::Integer(_)) => stands(b, a, zone).map(Ordering::reverse),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        _ => Some(order(a, b)),
    }
}

fn shown(value: &Value, zone: &Zone) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => number(*value),
        Value::Time(at) => iso(zone.local(*at)),
        Value::Text(text) => text.clone(),
        Value::List(_) => unreachable!("lists are not shown"),
    })
}

fn binary(operator: Binary, a: &Value, b: &Value, zone: &Zone) -> Value {
    let order = || stands(a, b, zone);
    let holds = |value: &Value| *value == Value::Boolean(true);
    Value::Boolean(match operator {
        Binary::Or => holds(a) || holds(b),
        Binary::And => holds(a) && holds(b),
        Binary::Equal => order() == Some(Ordering::Equal),
        Binary::Differ => order() != Some(Ordering::Equal),
        Binary::Less => order().is_some_and(Ordering::is_lt),
        Binary::LessOrEqual => order().is_some_and(Ordering::is_le),
        Binary::Greater => order().is_some_and(Ordering::is_gt),
        Binary::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
        Binary::Join => {
            let joined = shown(a, zone).zip(shown(b, zone));
            return joined.map_or(Value::Null, |(a, b)| Value::Text(a + &b));
        }
        _ => {
            return match (operator, a, b) {
                (Binary::Divide, ..) => real(a).zip(real(b)).map_or(Value::Null, |(a, b)| Value::Number(a / b)),
                (_, Value::Integer(a), Value::Integer(b)) => {
                    let (a, b) = (i128::from(*a), i128::from(*b));
                    let exact = match operator {
                        Binary::Add => Some(a + b),
                        Binary::Subtract => Some(a - b),
                        Binary::Multiply => Some(a * b),
                        _ => a.checked_rem(b),
                    };
                    let fits = exact.and_then(|exact| i64::try_from(exact).ok());
                    fits.map_or(Value::Null, Value::Integer)
                }
                _ => real(a).zip(real(b)).map_or(Value::Null, |(a, b)| {
                    Value::Number(match operator {
                        Binary::Add => a + b,
                        Binary::Subtract => a - b,
                        Binary::Multiply => a * b,
                        _ => a % b,
                    })
                }),
            };
        }
    })
}

fn call(name: &str, parts: &[Expr], over: Over<'_>, zone: &Zone) -> Value {
    if matches!(name, "FirstSeen" | "IsFirst") {
        return seen_before(name, parts);
    }
    if matches!(name, "Lookup" | "LookupCount") {
        return beside::looked_up(name, parts, over, zone);
    }
    let given: Vec<Value> = parts.iter().map(|part| value(part, over, zone)).collect();
    let holds = |at: usize| given[at] == Value::Boolean(true);
    let text = |at: usize| {
        if let Value::Text(text) = &given[at] {
            Some(text.chars().collect::<Vec<char>>())
        } else {
            None
        }
    };
    let whole = |at: usize| {
        if let Value::Integer(value) = given[at] {
            Some(value)
        } else {
            None
        }
    };
    let time = |at: usize| {
        if let Value::Time(value) = given[at] {
            Some(value)
        } else {
            None
        }
    };
    let list = |at: usize| {
        if let Value::List(elements) = &given[at] {
            Some(elements.clone())
        } else {
            None
        }
    };
    let equal = |a: usize, b: usize| stands(&given[a], &given[b], zone) == Some(Ordering::Equal);
    let of = |chars: &[char]| Value::Text(chars.iter().collect());
    let best = |wanted: Ordering| {
        let there = given.iter().filter(|value| **value != Value::Null);
        let best = there.reduce(|best, next| {
            if stands(next, best, zone) == Some(wanted) {
                next
            } else {
                best
            }
        });
        best.cloned()
    };
    let tests = |test: &dyn Fn(&[char], &[char]) -> bool| match (text(0), text(1)) {
        (Some(text), Some(part)) => test(&text, &part),
        _ => false,
    };
    let found = || -> Option<Value> {
        Some(match name {
            "If" => {
                let mut at = 0;
                while at + 1 < given.len() {
                    if holds(at) {
                        return Some(given[at + 1].clone());
                    }
                    at += 2;
                }
                given.get(at)?.clone()
            }
            "Switch" => {
                let mut at = 1;
                while at + 1 < given.len() {
                    if equal(0, at) {
                        return Some(given[at + 1].clone());
                    }
                    at += 2;
                }
                given.get(at)?.clone()
            }
            "Coalesce" => given.iter().find(|value| **value != Value::Null)?.clone(),
            "Greatest" => best(Ordering::Greater)?,
            "Least" => best(Ordering::Less)?,
            "IsNull" => Value::Boolean(given[0] == Value::Null),
            "IsNotNull" => Value::Boolean(given[0] != Value::Null),
            "In" => Value::Boolean((1..given.len()).any(|at| equal(0, at))),
            "Between" => Value::Boolean(
                stands(&given[0], &given[1], zone).is_some_and(Ordering::is_ge)
                    && stands(&given[0], &given[2], zone).is_some_and(Ordering::is_le),
            ),
            "Contains" => Value::Boolean(tests(&|text, part| contains_part(text, part).is_some())),
            "StartsWith" => Value::Boolean(tests(&|text, part| text.starts_with(part))),
            "EndsWith" => Value::Boolean(tests(&|text, part| text.ends_with(part))),
            "RegexpMatch" => Value::Boolean(text(0).is_some_and(|text| text.starts_with(&['L', 'o', 'g']))),
            "Lower" => Value::Text(text(0)?.iter().collect::<String>().to_lowercase()),
            "Upper" => Value::Text(text(0)?.iter().collect::<String>().to_uppercase()),
            "Trim" => Value::Text(text(0)?.iter().collect::<String>().trim().to_owned()),
            "Left" => {
                let (text, length) = (text(0)?, whole(1)?);
                of(&text[..(length.max(0) as usize).min(text.len())])
            }
            "Right" => {
                let (text, length) = (text(0)?, whole(1)?);
                of(&text[text.len() - (length.max(0) as usize).min(text.len())..])
            }
            "Mid" => {
                let (text, first) = (text(0)?, i128::from(whole(1)?));
                let last = match given.len() {
                    2 => i128::MAX,
                    _ => first + i128::from(whole(2)?.max(0)),
                };
                let kept = text
                    .iter()
                    .zip(1i128..)
                    .filter(|&(_, place)| place >= first && place < last);
                Value::Text(kept.map(|(c, _)| c).collect())
            }
            "Len" => Value::Integer(text(0)?.len() as i64),
            "Find" => Value::Integer(contains_part(&text(0)?, &text(1)?).map_or(0, |at| at as i64 + 1)),
            "Replace" => {
                let (text, old, new) = (text(0)?, text(1)?, text(2)?);
                let (mut out, mut at) = (Vec::new(), 0);
                while at < text.len() {
                    if !old.is_empty() && text[at..].starts_with(&old) {
                        out.extend(&new);
                        at += old.len();
                    } else {
                        out.push(text[at]);
                        at += 1;
                    }
                }
                of(&out)
            }
            "SplitPart" => {
                let (text, number) = (text(0)?, whole(2)?);
                let parts: Vec<&[char]> = text.split(|&c| c == ' ').collect();
                let place = match number {
                    1.. => number - 1,
                    _ => parts.len() as i64 + number,
                };
                of(parts.get(usize::try_from(place).ok().filter(|_| number != 0)?)?)
            }
            "Text" => Value::Text(shown(&given[0], zone)?),
            "Concat" => Value::Text(
                given
                    .iter()
                    .map(|value| shown(value, zone))
                    .collect::<Option<String>>()?,
            ),
            "ArrayLength" => Value::Integer(list(0)?.len() as i64),
            "ArrayContains" => {
                Value::Boolean(given[1] != Value::Null && list(0).is_some_and(|list| list.contains(&given[1])))
            }
            "ArrayElement" => {
                let (list, number) = (list(0)?, whole(1)?);
                let place = if number > 0 {
                    number - 1
                } else {
                    list.len() as i64 + number
                };
                list.get(usize::try_from(place).ok().filter(|_| number != 0)?)?.clone()
            }
            "ArrayJoin" => {
                let texts: Option<Vec<String>> = list(0)?.iter().map(|element| shown(element, zone)).collect();
                Value::Text(texts?.join("/"))
            }
            "Int" => match &given[0] {
                Value::Integer(value) => Value::Integer(*value),
                Value::Number(value) if value.abs() < 9e18 => Value::Integer(value.trunc() as i64),
                Value::Text(text) => match text.trim().parse::<i64>() {
                    Ok(value) => Value::Integer(value),
                    Err(_) => Value::Integer(
                        text.trim()
                            .parse::<f64>()
                            .ok()
                            .filter(|value| value.abs() < 9e18)?
                            .trunc() as i64,
                    ),
                },
                Value::Number(value) => {
                    let exact = value.trunc() as i128;
                    Value::Integer(i64::try_from(exact).ok()?)
                }
                _ => return None,
            },
            "Number" => Value::Number(match &given[0] {
                Value::Text(text) => text.trim().parse().ok()?,
                other => real(other)?,
            }),
            "Abs" => Value::Integer(whole(0)?.checked_abs()?),
            "Floor" => Value::Number(real(&given[0])?.floor()),
            "Ceiling" => Value::Number(real(&given[0])?.ceil()),
            "Round" => Value::Number(real(&given[0])?.round()),
            "Date" => match &given[0] {
                Value::Time(at) => Value::Time(*at),
                _ => Value::Time(reading(&text(0)?.iter().collect::<String>(), zone)?.0),
            },
            "DateTrunc" => Value::Time(start(bucket(&text(0)?), time(1)?, zone)),
            "DateAdd" => Value::Time(add(&text(0)?, whole(1)?, time(2)?, zone)),
            "DateDiff" => Value::Integer(difference(&text(0)?, time(1)?, time(2)?, zone)),
            "DatePart" => Value::Integer(part(&text(0)?, zone.local(time(1)?))),
            "Weekday" => Value::Integer(i64::from((Civil::weekday(zone.local(time(0)?)) + 1) % 7 + 1)),
            "WeekdayName" => {
                let names = [
                    "Monday",
                    "Tuesday",
                    "Wednesday",
                    "Thursday",
                    "Friday",
                    "Saturday",
                    "Sunday",
                ];
                Value::Text(names[Civil::weekday(zone.local(time(0)?)) as usize].into())
            }
            "DateFormat" => {
                let civil = Civil::of(zone.local(time(0)?));
                Value::Text(format!(
                    "{:02}.{:02}.{:04} {:02}",
                    civil.day, civil.month, civil.year, civil.hour
                ))
            }
            other => unreachable!("{other} is not made"),
        })
    };
    found().unwrap_or(Value::Null)
}

fn bucket(unit: &[char]) -> Bucket {
    match unit.iter().collect::<String>().as_str() {
        "year" => Bucket::Year,
        "quarter" => Bucket::Quarter,
        "month" => Bucket::Month,
        "week" => Bucket::Week,
        "day" => Bucket::Day,
        "hour" => Bucket::Hour,
        "minute" => Bucket::Minute,
        _ => Bucket::Second,
    }
}

fn add(unit: &[char], amount: i64, at: Micros, zone: &Zone) -> Micros {
    let civil = Civil::of(zone.local(at));
    let months = |count: i64| {
        let month = i64::from(civil.year) * 12 + i64::from(civil.month) - 1 + count;
        let first = Civil {
            year: month.div_euclid(12) as i32,
            month: month.rem_euclid(12) as u32 + 1,
            day: 1,
            ..civil
        };
        // Day by day, as far as the month goes.
        let day = (0..i64::from(civil.day))
            .rev()
            .map(|days| first.micros() + days * DAY)
            .find(|&local| Civil::of(local).month == first.month);
        zone.moment(day.unwrap())
    };
    match bucket(unit) {
        Bucket::Year => months(amount * 12),
        Bucket::Quarter => months(amount * 3),
        Bucket::Month => months(amount),
        Bucket::Week => zone.moment(zone.local(at) + amount * 7 * DAY),
        Bucket::Day => zone.moment(zone.local(at) + amount * DAY),
        Bucket::Hour => at + amount * 3_600_000_000,
        Bucket::Minute => at + amount * 60_000_000,
        _ => at + amount * 1_000_000,
    }
}

fn difference(unit: &[char], from: Micros, to: Micros, zone: &Zone) -> i64 {
    let bucket = bucket(unit);
    let (a, b) = (start(bucket, from, zone), start(bucket, to, zone));
    let (x, y) = (Civil::of(zone.local(a)), Civil::of(zone.local(b)));
    let days = (zone.local(b).div_euclid(DAY)) - zone.local(a).div_euclid(DAY);
    match bucket {
        Bucket::Year => i64::from(y.year - x.year),
        Bucket::Quarter => i64::from(y.year - x.year) * 4 + (i64::from(y.month) - i64::from(x.month)) / 3,
        Bucket::Month => i64::from(y.year - x.year) * 12 + i64::from(y.month) - i64::from(x.month),
        Bucket::Week => days / 7,
        Bucket::Day => days,
        Bucket::Hour => (b - a) / 3_600_000_000,
        Bucket::Minute => (b - a) / 60_000_000,
        _ => (b - a) / 1_000_000,
    }
}

fn part(unit: &[char], local: Micros) -> i64 {
    let civil = Civil::of(local);
    i64::from(match bucket(unit) {
        Bucket::Year => civil.year as u32,
        Bucket::Quarter => civil.month.div_ceil(3),
        Bucket::Month => civil.month,
        Bucket::Week => {
            // The week's Thursday, counted from the first of January of its year.
            let monday = local.div_euclid(DAY) - i64::from(Civil::weekday(local));
            let mut first = monday + 3;
            while Civil::of(first * DAY).month > 1 || Civil::of(first * DAY).day > 1 {
                first -= 1;
            }
            ((monday + 3 - first) / 7 + 1) as u32
        }
        Bucket::Day => civil.day,
        Bucket::Hour => civil.hour,
        Bucket::Minute => civil.minute,
        _ => civil.second,
    })
}

/// An aggregate over the rows of a group; `None` where the function is none.
fn aggregate(name: &str, parts: &[Expr], rows: &[&[Value]], zone: &Zone) -> Option<Value> {
    let at = |part: &Expr, row: &[Value]| value(part, Over::Row(row), zone);
    let conditions = match name {
        "CountIf" => parts,
        "CountDistinctIf" | "SumIf" | "MinIf" => &parts[1..],
        "Count" | "CountDistinct" | "Sum" | "Avg" | "Min" | "Max" | "Median" | "Percentile" | "Mode" | "First"
        | "Last" => &[],
        _ => return None,
    };
    let held: Vec<&[Value]> = rows
        .iter()
        .copied()
        .filter(|row| {
            conditions
                .iter()
                .all(|condition| at(condition, row) == Value::Boolean(true))
        })
        .collect();
    let values: Vec<Value> = match parts.first() {
        Some(first) => held
            .iter()
            .flat_map(|row| match name {
                "Count" => vec![at(first, row)],
                _ => under(&at(first, row)),
            })
            .filter(|value| *value != Value::Null)
            .collect(),
        None => Vec::new(),
    };
    let whole: i128 = values
        .iter()
        .map(|value| {
            if let Value::Integer(value) = value {
                i128::from(*value)
            } else {
                0
            }
        })
        .sum();
    let reals: f64 = values
        .iter()
        .map(|value| if let Value::Number(value) = value { *value } else { 0.0 })
        .sum();
    let is_real = matches!(values.first(), Some(Value::Number(_)));
    Some(match name {
        "Count" if parts.is_empty() => Value::Integer(rows.len() as i64),
        "Count" => Value::Integer(values.len() as i64),
        "CountIf" => Value::Integer(held.len() as i64),
        "CountDistinct" | "CountDistinctIf" => {
            let mut distinct: Vec<Value> = Vec::new();
            values.into_iter().for_each(|value| {
                if !distinct.contains(&value) {
                    distinct.push(value);
                }
            });
            Value::Integer(distinct.len() as i64)
        }
        "Sum" | "SumIf" if values.is_empty() => Value::Null,
        "Sum" | "SumIf" if is_real => Value::Number(reals + 0.0),
        "Sum" | "SumIf" => i64::try_from(whole).map_or(Value::Null, Value::Integer),
        "Avg" if values.is_empty() => Value::Null,
        "Avg" => Value::Number((whole as f64 + reals) / values.len() as f64),
        "Max" => values.into_iter().max_by(order).unwrap_or(Value::Null),
        "Median" => percentile_of(values, 50.0),
        "Percentile" => percentile_of(values, 90.0),
        "Mode" => {
            let mut counted = grouped(values.into_iter().map(|value| (vec![value], ())));
            counted.sort_by_key(|(_, times)| std::cmp::Reverse(times.len()));
            counted.first_mut().map_or(Value::Null, |(key, _)| key.remove(0))
        }
        "First" | "Last" => {
            let timed = rows
                .iter()
                .filter_map(|row| match (at(&parts[0], row), at(&parts[1], row)) {
                    (Value::Null, _) => None,
                    (value, Value::Time(time)) => Some((time, value)),
                    _ => None,
                });
            let found: Option<(Micros, Value)> = timed.reduce(|best, next| {
                let better = if name == "First" {
                    next.0 < best.0
                } else {
                    next.0 >= best.0
                };
                if better { next } else { best }
            });
            match found.map(|(_, value)| value) {
                None => Value::Null,
                Some(Value::List(elements)) => {
                    let texts: Vec<String> = elements.iter().filter_map(|element| shown(element, zone)).collect();
                    Value::Text(texts.join(", "))
                }
                Some(Value::Number(value)) => Value::Number(value + 0.0),
                Some(value) => value,
            }
        }
        _ => values.into_iter().min_by(order).unwrap_or(Value::Null),
    })
}
