//! Everything of one identity: a person, an address, a key, an object. Whatever the filter, since it is about the whole of it; but repeats that
//! are left out stay so.

use super::guide::{column, read};
use super::{Screen, View, during};
use crate::protocol::Report;
use crate::query::answer::Sessions as Found;
use crate::query::ask::{SessionSort, Sessions};
use crate::query::{Answer, Answers, Ask, Key, Measure, Op, Order, Predicate, Query, Ranking};
use crate::value::{Micros, Value};
use crate::words;
use serde::{Deserialize, Serialize};

/// A value of a column, taken for somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub column: String,
    pub value: String,
}

impl Identity {
    /// Its rows.
    pub fn filter(&self) -> Predicate {
        Predicate::test(self.column.as_str(), Op::Equals(self.value.clone()))
    }
}

/// What is told of an identity, each with a heading, where the log has it.
const FIELDS: [(&str, &str); 10] = [
    ("actor", words::actor::WHO_ACTED),
    ("action", words::actor::ACTIONS),
    ("target", words::actor::TARGETS),
    ("address", words::actor::ADDRESSES),
    ("country", words::actor::COUNTRIES),
    ("agent", words::actor::BROWSERS_PROGRAMS),
    ("session", words::actor::SESSIONS_NAME),
    ("credential", words::actor::KEYS_TOKENS),
    ("reason", words::actor::REASONS),
    ("category", words::actor::CATEGORIES),
];
/// What others can have in common with it.
const SHARED: [&str; 5] = ["actor", "address", "target", "session", "credential"];
/// Values told of each field.
const VALUES: usize = 8;
/// Values of a field that others are sought by.
const SOUGHT: usize = 50;
/// Sessions drawn, and others told.
const SESSIONS: usize = 2000;
const OTHERS: usize = 12;
/// A session ends where nothing follows for this long.
const GAP: Micros = 30 * 60_000_000;

/// What the page of an identity shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portrait {
    pub rows: u64,
    pub span: Option<(Micros, Micros)>,
    pub failures: Option<u64>,
    pub off_hours: Option<u64>,
    /// Rows by hour of the week, from Monday 0:00.
    pub week: Vec<u64>,
    pub sessions: Option<Found>,
    /// Heading, column, its values with counts and when they were first and last seen, and how many there are.
    pub fields: Vec<Field>,
}

/// What an identity has in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub title: &'static str,
    pub column: String,
    pub values: Vec<(Value, u64)>,
    pub seen: Vec<(Value, Value)>,
    pub found: u64,
}

impl View {
    /// The fields told of an identity: heading and column.
    fn told(&self, report: &Report, but: &str) -> Vec<(&'static str, String)> {
        let mut told: Vec<(&'static str, String)> = Vec::new();
        for (word, title) in FIELDS {
            if let Some(name) = column(report, word)
                && name != but
                && !told.iter().any(|(_, other)| other == name)
            {
                told.push((title, name.to_owned()));
            }
        }
        told
    }

    /// What the actor tab asks: of its identity, or without one who there is.
    pub(super) fn portrait_query(&self, report: &Report, screen: &Screen) -> Query {
        let time = column(report, "time");
        let facet = |name: String, limit: usize| Ask::Facet {
            column: name,
            limit,
            search: String::new(),
            ranking: Ranking::Frequent,
            offset: 0,
            seen: time.map(str::to_owned),
        };
        let (filter, asks) = match &self.identity {
            None => {
                let who = column(report, "actor").map(|name| facet(name.to_owned(), SOUGHT));
                (self.filter(), who.into_iter().collect())
            }
            Some(identity) => {
                let mut measures = vec![Measure::Count];
                measures.extend(read(report, "$failed").map(Measure::CountIf));
                let mut asks = Vec::new();
                if let Some(time) = time {
                    measures.extend([
                        Measure::Min(time.into()),
                        Measure::Max(time.into()),
                        Measure::CountIf(Predicate::test(time, Op::Office).negate()),
                    ]);
                    asks.push(Ask::Week {
                        column: time.into(),
                        only: None,
                    });
                    asks.push(Ask::Sessions(Sessions {
                        time: time.into(),
                        by: Vec::new(),
                        gap: GAP,
                        distinct: column(report, "action").map(str::to_owned).into_iter().collect(),
                        ends: Vec::new(),
                        sort: SessionSort::Start,
                        order: Order::Descending,
                        limit: SESSIONS,
                    }));
                }
                asks.push(Ask::Group {
                    having: Vec::new(),
                    by: Vec::new(),
                    measures,
                    sort: Vec::new(),
                    limit: 1,
                    rest: false,
                });
                let fields = self.told(report, &identity.column);
                let failed = read(report, "$failed");
                asks.extend(fields.into_iter().map(|(title, name)| match &failed {
                    Some(failed) if title == words::actor::REASONS => Ask::Group {
                        having: Vec::new(),
                        by: vec![Key::Column(name)],
                        measures: vec![Measure::CountIf(failed.clone())],
                        sort: vec![(1, Order::Descending)],
                        limit: SOUGHT,
                        rest: false,
                    },
                    _ => facet(name, SOUGHT),
                }));
                (Predicate::all([identity.filter(), self.counted()]), asks)
            }
        };
        self.query(filter, asks, screen)
    }

    /// What was answered of the identity.
    pub fn portrait(&self, report: &Report, answers: &Answers) -> Portrait {
        let mut portrait = Portrait {
            rows: answers.rows,
            ..Portrait::default()
        };
        let but = self.identity.as_ref().map_or("", |identity| &identity.column);
        let mut told = self.told(report, but).into_iter();
        let mut summed = false;
        for answer in &answers.answers {
            match answer {
                Answer::Week { counts, .. } => portrait.week.clone_from(counts),
                Answer::Sessions(found) => portrait.sessions = Some(found.clone()),
                // What is told of failures alone: the values that none has are none of it.
                Answer::Group { rows, .. } if summed => {
                    let Some((title, column)) = told.next() else { continue };
                    let values: Vec<_> = rows
                        .iter()
                        .filter_map(|row| match &row[..] {
                            [value, Value::Integer(count @ 1..)] => Some((value.clone(), count.unsigned_abs())),
                            _ => None,
                        })
                        .collect();
                    if !values.is_empty() {
                        portrait.fields.push(Field {
                            title,
                            column,
                            found: values.len() as u64,
                            values,
                            seen: Vec::new(),
                        });
                    }
                }
                Answer::Group { rows, .. } => {
                    summed = true;
                    let mut numbers = rows.first().into_iter().flatten().skip(1);
                    let count = |value: Option<&Value>| match value {
                        Some(Value::Integer(count)) => Some(count.unsigned_abs()),
                        _ => None,
                    };
                    if read(report, "$failed").is_some() {
                        portrait.failures = count(numbers.next());
                    }
                    portrait.span = match (numbers.next(), numbers.next()) {
                        (Some(Value::Time(first)), Some(Value::Time(last))) => Some((*first, *last)),
                        _ => None,
                    };
                    portrait.off_hours = count(numbers.next());
                }
                Answer::Facet {
                    values, seen, found, ..
                } => {
                    if let Some((title, column)) = told.next() {
                        portrait.fields.push(Field {
                            title,
                            column,
                            values: values.clone(),
                            seen: seen.clone(),
                            found: *found,
                        });
                    }
                }
                _ => {}
            }
        }
        portrait
    }

    /// Who else has addresses, targets, sessions, keys (or people) of this identity: asks for the values of its own column, each with its
    /// rows that share something and, in the order of the columns told, its rows that share a value of that one.
    pub fn others_query(&self, report: &Report, portrait: &Portrait, screen: &Screen) -> Option<(Vec<String>, Query)> {
        let identity = self.identity.as_ref()?;
        let (mut names, mut shares) = (Vec::new(), Vec::new());
        for word in SHARED {
            let Some(field) =
                column(report, word).and_then(|name| portrait.fields.iter().find(|field| field.column == name))
            else {
                continue;
            };
            let values: Vec<String> = field
                .values
                .iter()
                .filter_map(|(value, _)| super::text_of(value))
                .collect();
            if !values.is_empty() {
                names.push(field.column.clone());
                shares.push(Predicate::test(field.column.as_str(), Op::InExactly(values.into())));
            }
        }
        if names.is_empty() {
            return None;
        }
        let other = Predicate::test(identity.column.as_str(), Op::Exists);
        let filter = Predicate::all([
            Predicate::any(shares.clone()),
            identity.filter().negate(),
            other,
            self.counted(),
        ]);
        let measures = std::iter::once(Measure::Count).chain(shares.into_iter().map(Measure::CountIf));
        let query = self.query(
            filter,
            vec![Ask::Group {
                having: Vec::new(),
                by: vec![Key::Column(identity.column.clone())],
                measures: measures.collect(),
                sort: vec![(1, Order::Descending)],
                limit: OTHERS,
                rest: false,
            }],
            screen,
        );
        Some((names, query))
    }

    /// The rows of the identity in a stretch of time, ends included.
    pub fn session_filter(&self, report: &Report, (from, to): (Micros, Micros)) -> Predicate {
        let time = column(report, "time").map(|time| during(time, (from, to.saturating_add(1))));
        let whose = self.identity.as_ref().map(Identity::filter);
        Predicate::all(whose.into_iter().chain(time))
    }
}

impl Field {
    /// The values that are told, and how many more there are.
    pub fn told(&self) -> (&[(Value, u64)], u64) {
        let shown = &self.values[..self.values.len().min(VALUES)];
        (shown, self.found.saturating_sub(shown.len() as u64))
    }
}
