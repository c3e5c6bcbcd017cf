//! Queries by lot.

use crate::dice::Dice;
use crate::formulas::Formulas;
use crate::log::TEXTS;
use audit_explorer::query::ask::{Context, Firsts, PairSort, Pairs, Phase, Ranking, SessionSort, Sessions, Side};
use audit_explorer::query::{
    Ask, Bucket, Comparison, Computed, Extent, Formula, Having, Key, Measure, Op, Order, Part, Predicate, Query,
    Relation, Schema,
};
use audit_explorer::value::{Kind, Zone};

const BUCKETS: [Bucket; 15] = [
    Bucket::Millisecond,
    Bucket::Second,
    Bucket::FiveSeconds,
    Bucket::FifteenSeconds,
    Bucket::Minute,
    Bucket::FiveMinutes,
    Bucket::FifteenMinutes,
    Bucket::Hour,
    Bucket::ThreeHours,
    Bucket::TwelveHours,
    Bucket::Day,
    Bucket::Week,
    Bucket::Month,
    Bucket::Quarter,
    Bucket::Year,
];

/// What is drawn from.
pub struct Draw<'d> {
    pub dice: &'d mut Dice,
    /// The columns of the log.
    pub base: &'d Schema,
    /// Those and the computed ones of the query that is drawn.
    pub schema: Schema,
}

impl Draw<'_> {
    pub fn query(&mut self) -> Query {
        let zone = zone(self.dice);
        let columns: Vec<Computed> = (0..self.dice.below(4).saturating_sub(1))
            .map(|at| {
                let text = Formulas { dice: self.dice }.any();
                let text = match at {
                    1 => text.replace("[small]", "[made 0]"),
                    _ => text,
                };
                Computed {
                    name: format!("made {at}"),
                    formula: Formula::parse(&text).expect("a formula"),
                }
            })
            .collect();
        self.schema = self.base.with(&columns).0;
        Query {
            columns,
            filter: self.filter(3),
            asks: vec![self.ask()],
            zone,
            ..Query::default()
        }
    }

    fn column(&mut self, fits: impl Fn(Kind) -> bool) -> String {
        let odd = [
            "odd text",
            "an\"address.of",
            "big",
            "small",
            "number",
            "truth",
            "tags",
            "when",
            "made 0",
            "made 1",
        ];
        let fitting: Vec<&String> = self
            .schema
            .columns
            .iter()
            .filter(|(name, kind)| fits(*kind) && (odd.contains(&name.as_str()) || name.len() < 13))
            .map(|(name, _)| name)
            .collect();
        fitting[self.dice.below(fitting.len() as u64) as usize].clone()
    }

    fn any(&mut self) -> String {
        self.column(|_| true)
    }

    fn time(&mut self) -> String {
        self.column(|kind| kind == Kind::Time)
    }

    fn order(&mut self) -> Order {
        self.dice.pick(&[Order::Ascending, Order::Descending])
    }

    pub fn filter(&mut self, depth: u64) -> Predicate {
        match self.dice.below(if depth == 0 { 9 } else { 14 }) {
            0 => Predicate::All,
            1 => match self.dice.below(3) {
                0 => Predicate::AnywhereExactly(self.text()),
                1 => self.every(),
                _ => Predicate::Anywhere(self.text()),
            },
            2 => Predicate::Rows(vec![(3, 20), (40, 40), (100, 390)]),
            3 => Predicate::First {
                columns: (0..self.dice.below(2) + 1).map(|_| self.any()).collect(),
                time: Some(self.time()),
            },
            4..9 => self.test(),
            13 => Predicate::Formula(self.formula(|lot| lot.truth(2))),
            9 => Predicate::And(vec![self.filter(depth - 1), self.filter(depth - 1)]),
            10 => Predicate::Or((0..self.dice.below(4)).map(|_| self.filter(depth - 1)).collect()),
            _ => Predicate::Not(Box::new(self.filter(depth - 1))),
        }
    }

    fn formula(&mut self, draw: impl FnOnce(&mut Formulas<'_>) -> String) -> Formula {
        Formula::parse(&draw(&mut Formulas { dice: self.dice })).expect("a formula")
    }

    fn text(&mut self) -> String {
        let words = ["log", "SUCCESS", "7", "k", "ß", "É", "%", "'", "\\", "http", "i", "ς"];
        match self.dice.below(2) {
            0 => self.dice.pick(&TEXTS).to_owned(),
            _ => self.dice.pick(&words).to_owned(),
        }
    }

    fn pattern(&mut self) -> String {
        self.dice
            .pick(&[
                "*o*", "lo?in*", "*", "?", "k*", "10*", "*_*", "*%", "é*", "*Σ", "", "1?0%", "!*", "re?", "*\\*", "-?",
                "t*e",
            ])
            .to_owned()
    }

    fn regex(&mut self) -> String {
        self.dice
            .pick(&[
                "^log",
                "k+$",
                "[a-k]s",
                r"\d{2,3}",
                r"\w+\s\w",
                "é",
                "(?-i)LOG",
                "(?i:É)|straSSe",
                "[^a-z]$",
                ".*",
                "a.b",
                "two.lines",
                "(?s)two.lines",
                r"\x{212a}",
                r"[[:punct:]]",
                r"[\W_-]",
                "(o|e)?n*?",
                "l{2}",
                "a**",
                r"\bslash",
                "()",
                "[]!]",
                r"[^\d\D]",
                "(?x) l o g # here",
                "x=\\[",
                r"\u{e9}",
                "[İ]",
                "^$",
                r"\Av1|i\z",
                "(?P<name>r)ed",
            ])
            .to_owned()
    }

    fn literal(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Text if self.dice.below(4) == 0 => self
                .dice
                .pick(&["10.0.0.0/8", "10.0.0.1/32", "10.16.0.0/12", "0.0.0.0/0"])
                .into(),
            Kind::Text | Kind::List => self.text(),
            Kind::Integer => self
                .dice
                .pick(&[
                    "7",
                    "-1",
                    "0",
                    "9007199254740993",
                    "1.5",
                    "-9223372036854775808",
                    "9223372036854775807",
                    "99999999999999999999",
                    "200",
                ])
                .into(),
            Kind::Number => self.dice.pick(&["0.25", "3", "-1.5", "1e20", "2"]).into(),
            Kind::Boolean => self.dice.pick(&["true", "no"]).into(),
            Kind::Time => self
                .dice
                .pick(&[
                    "2026",
                    "2026-10",
                    "2026-10-25",
                    "2026-10-25 02",
                    "2026-10-25T02:30",
                    "2026-10-25T00:37:00.000001Z",
                    "2027",
                ])
                .into(),
        }
    }

    fn test(&mut self) -> Predicate {
        let column = self.any();
        let kind = self.schema.kind(&column);
        let comparison = self.dice.pick(&[
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ]);
        let op = match self.dice.below(18) {
            17 => Op::Listed {
                list: self.dice.pick(&["watched", "roster.name", "roster.level"]).to_owned(),
                exactly: self.dice.below(2) == 0,
            },
            9 => Op::In((0..self.dice.below(3) + 1).map(|_| self.literal(kind)).collect()),
            10 => Op::InExactly((0..self.dice.below(3) + 1).map(|_| self.literal(kind)).collect()),
            11 if kind != Kind::Time => Op::LikeExactly(self.pattern()),
            12 if kind != Kind::Time => Op::MatchesExactly(self.regex()),
            13 => Op::Empty,
            14 => Op::Column(
                self.dice
                    .pick(&[Relation::Is, Relation::Equals, Relation::Compare(comparison)]),
                self.column(|other| other == kind),
            ),
            15 => Op::Part(Part::Count, Extent::Compare(comparison, "1".into())),
            16 if kind == Kind::Time => {
                let (low, high) = (Some("22:30".to_owned()), Some("6".to_owned()));
                match self.dice.below(4) {
                    0 => Op::Weekend,
                    1 => Op::Office,
                    2 => Op::Part(Part::Weekday, Extent::Compare(comparison, "wed".into())),
                    _ => Op::Part(Part::Hour, Extent::Between(low, high)),
                }
            }
            0 | 1 => Op::Is(self.literal(kind)),
            2 => Op::Equals(self.literal(kind)),
            3 if kind != Kind::Time => Op::Like(self.pattern()),
            4 | 5 if kind != Kind::Time => Op::Matches(self.regex()),
            6 => Op::Compare(comparison, self.literal(kind)),
            7 => {
                let ends = self.dice.below(4);
                let low = (ends & 1 == 0).then(|| self.literal(kind));
                let high = (ends & 2 == 0).then(|| self.literal(kind));
                Op::Between(low, high)
            }
            _ => Op::Exists,
        };
        Predicate::Test { column, op }
    }

    /// Of every element.
    fn every(&mut self) -> Predicate {
        let column = self.column(|kind| matches!(kind, Kind::List | Kind::Text));
        let one = Predicate::test(column.clone(), Op::Is(self.text()));
        let other = Predicate::test(column.clone(), Op::Like(self.pattern()));
        let each = match self.dice.below(3) {
            0 => one,
            1 => Predicate::Or(vec![one, other]),
            _ => Predicate::Not(Box::new(other)),
        };
        Predicate::Every {
            column,
            each: Box::new(each),
        }
    }

    fn key(&mut self) -> Key {
        match self.dice.below(4) {
            1 => Key::Phase {
                column: self.time(),
                phase: self.dice.pick(&[Phase::Hour, Phase::Weekday, Phase::HourOfWeek]),
            },
            0 => Key::Time {
                column: self.time(),
                bucket: self.dice.pick(&BUCKETS),
            },
            _ => Key::Column(self.any()),
        }
    }

    fn side(&mut self, most: u64) -> Side {
        Side {
            keys: (0..self.dice.below(most)).map(|_| self.key()).collect(),
            sort: Vec::new(),
            limit: None,
        }
    }

    fn measure(&mut self) -> Measure {
        let number = |kind| matches!(kind, Kind::Integer | Kind::Number);
        let whole = match self.dice.below(3) {
            0 => Measure::Distinct(self.any()),
            1 => Measure::Sum("small".into()),
            _ => Measure::Count,
        };
        match self.dice.below(21) {
            17 => Measure::ShareOfRow(Box::new(whole)),
            18 => Measure::ShareOfColumn(Box::new(whole)),
            19 => Measure::ShareOfParent(Box::new(whole)),
            20 => Measure::ShareOfTotal(Box::new(whole)),
            14.. => Measure::Formula(self.formula(|lot| lot.measure())),
            8 => Measure::Rate(self.filter(1)),
            9 => Measure::First {
                of: self.any(),
                by: self.time(),
            },
            10 => Measure::Last {
                of: self.any(),
                by: self.time(),
            },
            11 => Measure::ShareOfParent(Box::new(Measure::Count)),
            12 => Measure::ShareOfTotal(Box::new(Measure::CountIf(self.filter(1)))),
            13 => Measure::Percentile("small".into(), self.dice.pick(&[0.0, 50.0, 25.0, 100.0])),
            0 => Measure::CountIf(self.filter(1)),
            1 | 2 => Measure::Distinct(self.any()),
            3 => Measure::Min(self.any()),
            4 => Measure::Max(self.any()),
            5 => Measure::Sum(self.dice.pick(&["small", "number", "big"]).to_owned()),
            6 => Measure::Average(self.column(number)),
            _ => Measure::Count,
        }
    }

    fn several(&mut self, most: u64) -> Vec<String> {
        let mut names: Vec<String> = (0..self.dice.below(most + 1)).map(|_| self.any()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// A test of groups, where there is something to test.
    fn having(&mut self, by: &[Key], measures: &[Measure]) -> Option<Having> {
        if by.is_empty() || measures.is_empty() {
            return None;
        }
        let measure = self.dice.below(measures.len() as u64) as usize;
        let literal = match &measures[measure] {
            Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) => self.dice.pick(&["1", "2", "9"]),
            Measure::ShareOfParent(_) | Measure::ShareOfTotal(_) | Measure::Rate(_) => self.dice.pick(&["0", "0.317"]),
            other => match other.column().map(|name| self.schema.kind(name)) {
                Some(Kind::Integer | Kind::Number) => self.dice.pick(&["0.317", "12345.6"]),
                Some(Kind::Time) => self.dice.pick(&["2026-01-05", "now-2d"]),
                Some(Kind::Text | Kind::List) => "m",
                _ => return None,
            },
        };
        let comparison = self.dice.pick(&[Comparison::Less, Comparison::GreaterOrEqual]);
        Some(Having {
            keys: 1 + self.dice.below(by.len() as u64) as usize,
            measure,
            op: Op::Compare(comparison, literal.into()),
        })
    }

    fn ask(&mut self) -> Ask {
        match self.dice.below(16) {
            0 => Ask::Count,
            14 => Ask::Pivot {
                rows: self.side(3),
                columns: self.side(2),
                measures: vec![Measure::Count, self.measure(), self.measure()],
            },
            15 => Ask::Week {
                column: self.time(),
                only: (self.dice.below(2) == 0).then(|| self.filter(1)),
            },
            1 | 2 => Ask::Facet {
                column: self.any(),
                limit: self.dice.pick(&[0, 3, 1000]),
                search: if self.dice.below(3) == 0 {
                    self.text()
                } else {
                    String::new()
                },
                ranking: self.dice.pick(&[Ranking::Frequent, Ranking::Rare, Ranking::Value]),
                offset: self.dice.pick(&[0, 2]),
                seen: (self.dice.below(2) == 0).then(|| self.time()),
            },
            3 | 4 => Ask::Histogram {
                column: self.time(),
                bucket: self.dice.pick(&BUCKETS[7..]),
                by: (self.dice.below(3) > 0).then(|| self.any()),
                series: (self.dice.below(2) > 0).then_some(2),
            },
            5..8 => {
                let by: Vec<Key> = (0..self.dice.below(4)).map(|_| self.key()).collect();
                let measures: Vec<Measure> = (0..self.dice.below(4)).map(|_| self.measure()).collect();
                let places = by.len() + measures.len();
                // Beyond 64 bits the database sorts by digits that the engine's number no longer has.
                let digits = measures.contains(&Measure::Sum("big".into()));
                let sort = match (places, self.dice.below(2)) {
                    (1.., _) if digits => vec![(0, self.order())],
                    (1.., 0) => vec![(self.dice.below(places as u64) as usize, self.order())],
                    _ => Vec::new(),
                };
                let having = (0..self.dice.below(3))
                    .filter_map(|_| self.having(&by, &measures))
                    .collect();
                Ask::Group {
                    by,
                    measures,
                    having,
                    sort,
                    limit: self.dice.pick(&[5, 100_000]),
                    rest: false,
                }
            }
            8 => Ask::Page {
                sort: (0..self.dice.below(3)).map(|_| (self.any(), self.order())).collect(),
                offset: self.dice.below(30),
                limit: 20,
                columns: (self.dice.below(2) == 0).then(|| self.several(4)),
            },
            9 => match self.dice.below(2) {
                0 => Ask::Record {
                    row: self.dice.below(400),
                },
                _ => Ask::Find {
                    row: self.dice.below(400),
                    sort: vec![(self.any(), self.order())],
                },
            },
            10 => Ask::Context(Context {
                row: self.dice.below(400),
                time: self.time(),
                before: 3,
                after: 4,
                same: self.several(1),
                columns: Some(self.several(3)),
                anchor: None,
            }),
            11 => {
                let distinct = self.several(2);
                Ask::Sessions(Sessions {
                    time: self.time(),
                    by: self.several(1),
                    gap: self.dice.pick(&[0, 3_600_000_000, 40_000_000_000]),
                    sort: match distinct.len() {
                        0 => self
                            .dice
                            .pick(&[SessionSort::Start, SessionSort::Duration, SessionSort::Rows]),
                        _ => SessionSort::Distinct(0),
                    },
                    distinct,
                    ends: self.several(2),
                    order: self.order(),
                    limit: 12,
                })
            }
            12 => Ask::Pairs(Pairs {
                time: self.time(),
                by: self.several(1),
                watch: self.several(2),
                changed: self.dice.below(2) == 0,
                least: (self.dice.below(3) == 0).then_some(60_000_000),
                most: (self.dice.below(3) == 0).then_some(6_000_000_000),
                sort: self.dice.pick(&[PairSort::Time, PairSort::Gap]),
                order: self.order(),
                limit: 15,
            }),
            _ => Ask::Firsts(Firsts {
                of: vec![self.any()],
                time: self.time(),
                base: self.filter(1),
                order: self.order(),
                limit: 12,
                columns: Some(self.several(3)),
            }),
        }
    }
}

/// UTC, one offset, clocks that change in summer, by half an hour at odd moments, and by a whole day.
pub fn zone(dice: &mut Dice) -> Zone {
    let (spring, autumn, day) = (1_774_746_000_000_000, 1_792_890_000_000_000, 86_400_000_000);
    let offsets = match dice.below(5) {
        0 => Vec::new(),
        1 => vec![(i64::MIN, 20_700)],
        2 | 3 => vec![(i64::MIN, 3600), (spring, 7200), (autumn, 3600)],
        _ => vec![
            (autumn - 30 * day, -36_000),
            (autumn - 9 * day + 1_234_567, -34_200),
            (autumn + 9 * day, 50_400),
        ],
    };
    Zone {
        name: "Somewhere".into(),
        offsets,
    }
}
