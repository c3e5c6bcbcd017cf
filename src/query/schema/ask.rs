//! Questions under exact names.

use super::Schema;
use crate::query::formula::Plan;
use crate::query::{Ask, Bins, Failure, Key, Measure, Order, Rank, Side};
use crate::value::Kind;
use crate::words;

impl Schema {
    pub(super) fn ask(&self, ask: &Ask) -> Result<Ask, Failure> {
        let sort = |sort: &[(String, Order)]| {
            sort.iter()
                .map(|(name, order)| Ok((self.name(name)?, *order)))
                .collect::<Result<Vec<_>, Failure>>()
        };
        Ok(match ask {
            Ask::Count => Ask::Count,
            Ask::Facet {
                column,
                limit,
                search,
                ranking,
                offset,
                seen,
            } => Ask::Facet {
                column: self.name(column)?,
                limit: *limit,
                search: search.clone(),
                ranking: *ranking,
                offset: *offset,
                seen: seen.as_ref().map(|seen| self.time(seen)).transpose()?,
            },
            Ask::Histogram {
                column,
                bucket,
                by,
                series,
            } => Ask::Histogram {
                column: self.time(column)?,
                bucket: *bucket,
                by: by.as_ref().map(|by| self.name(by)).transpose()?,
                series: *series,
            },
            Ask::Group {
                by,
                measures,
                having,
                sort,
                limit,
                rest,
            } => {
                let measures = measures.iter().map(|measure| self.measure(measure));
                let measures = measures.collect::<Result<Vec<_>, _>>()?;
                let tests = having.iter().map(|having| having.resolve(by.len(), &measures, self));
                let having = tests.collect::<Result<_, _>>()?;
                let positions = by.len() + measures.len();
                if let Some((position, _)) = sort.iter().find(|(position, _)| *position >= positions) {
                    return Err(Failure::new(
                        words::asking::there_is_no_position(&position),
                        words::asking::POSITIONS_COUNT_KEYS_THEN_MEASURES,
                    ));
                }
                Ask::Group {
                    by: by.iter().map(|key| self.key(key)).collect::<Result<_, _>>()?,
                    measures,
                    having,
                    sort: sort.clone(),
                    limit: *limit,
                    rest: *rest,
                }
            }
            Ask::Pivot {
                rows,
                columns,
                measures,
            } => Ask::Pivot {
                rows: self.side(rows, measures.len(), |keys| keys == columns.keys.len())?,
                columns: self.side(columns, measures.len(), |keys| keys <= rows.keys.len())?,
                measures: measures
                    .iter()
                    .map(|measure| self.measure(measure))
                    .collect::<Result<_, _>>()?,
            },
            Ask::Distribution {
                column,
                bins,
                by,
                series,
            } => Ask::Distribution {
                column: self.number(column)?,
                bins: possible(*bins)?,
                by: by.as_ref().map(|by| self.name(by)).transpose()?,
                series: *series,
            },
            Ask::Week { column, only } => Ask::Week {
                column: self.time(column)?,
                only: only.as_ref().map(|only| self.predicate(only)).transpose()?,
            },
            Ask::Page {
                sort: by,
                offset,
                limit,
                columns,
            } => Ask::Page {
                sort: sort(by)?,
                offset: *offset,
                limit: *limit,
                columns: columns
                    .as_ref()
                    .map(|columns| columns.iter().map(|name| self.name(name)).collect())
                    .transpose()?,
            },
            Ask::Record { row } => {
                self.has(*row)?;
                Ask::Record { row: *row }
            }
            Ask::Find { row, sort: by } => {
                self.has(*row)?;
                Ask::Find {
                    row: *row,
                    sort: sort(by)?,
                }
            }
            Ask::Context(ask) => Ask::Context(ask.resolve(self)?),
            Ask::Sessions(ask) => Ask::Sessions(ask.resolve(self)?),
            Ask::Sequences(ask) => Ask::Sequences(ask.resolve(self)?),
            Ask::Pairs(ask) => Ask::Pairs(ask.resolve(self)?),
            Ask::Firsts(ask) => Ask::Firsts(ask.resolve(self)?),
            Ask::Baseline(ask) => Ask::Baseline(ask.resolve(self)?),
            Ask::Differences(ask) => Ask::Differences(ask.resolve(self)?),
            Ask::Sample(ask) => Ask::Sample(ask.resolve(self)?),
            Ask::Hit {
                test,
                sort: by,
                from,
                forward,
            } => {
                if let Some(from) = from {
                    self.has(*from)?;
                }
                Ask::Hit {
                    test: self.predicate(test)?,
                    sort: sort(by)?,
                    from: *from,
                    forward: *forward,
                }
            }
            Ask::Marks {
                tests,
                sort: by,
                offset,
                limit,
            } => Ask::Marks {
                tests: tests
                    .iter()
                    .map(|test| self.predicate(test))
                    .collect::<Result<_, _>>()?,
                sort: sort(by)?,
                offset: *offset,
                limit: *limit,
            },
        })
    }

    /// The exact name of a column of times.
    pub(in crate::query) fn time(&self, name: &str) -> Result<String, Failure> {
        match self.find(name)? {
            (name, Kind::Time) => Ok(name.to_owned()),
            (name, _) => {
                let times: Vec<_> = self
                    .columns
                    .iter()
                    .filter(|(_, kind)| *kind == Kind::Time)
                    .map(|(name, _)| format!("`{name}`"))
                    .collect();
                let hint = if times.is_empty() {
                    words::asking::NO_COLUMN_HOLDS_TIMES.into()
                } else {
                    words::asking::times_are(&times.join(", "))
                };
                Err(Failure::new(words::asking::does_not_hold_times(&name), hint))
            }
        }
    }

    fn key(&self, key: &Key) -> Result<Key, Failure> {
        Ok(match key {
            Key::Column(name) => Key::Column(self.name(name)?),
            Key::Time { column, bucket } => Key::Time {
                column: self.time(column)?,
                bucket: *bucket,
            },
            Key::Phase { column, phase } => Key::Phase {
                column: self.time(column)?,
                phase: *phase,
            },
            Key::Bin { column, bins } => Key::Bin {
                column: self.number(column)?,
                bins: possible(*bins)?,
            },
        })
    }

    /// A side of a pivot of so many measures; `fits` says whether a cell to sort by may have so many keys.
    fn side(&self, side: &Side, measures: usize, fits: impl Fn(usize) -> bool) -> Result<Side, Failure> {
        for (rank, _) in &side.sort {
            match rank {
                Rank::Total(measure) | Rank::Cell(measure, _) if *measure >= measures => {
                    return Err(Failure::new(
                        words::asking::there_is_no_measure(&measure),
                        words::asking::MEASURES_COUNT_FROM_0,
                    ));
                }
                Rank::Cell(_, keys) if !fits(keys.len()) => {
                    return Err(Failure::new(
                        words::asking::cell_to_sort_by_does(&keys.len()),
                        words::asking::ROWS_ARE_SORTED_BY_COLUMN,
                    ));
                }
                _ => {}
            }
        }
        Ok(Side {
            keys: side.keys.iter().map(|key| self.key(key)).collect::<Result<_, _>>()?,
            sort: side.sort.clone(),
            limit: side.limit,
        })
    }

    fn number(&self, name: &str) -> Result<String, Failure> {
        match self.find(name)? {
            (name, Kind::Integer | Kind::Number) => Ok(name.to_owned()),
            (name, _) => Err(Failure::new(
                words::asking::does_not_hold_numbers(&name),
                words::asking::ONLY_NUMBERS_CAN_BE_ADDED,
            )),
        }
    }

    fn measure(&self, measure: &Measure) -> Result<Measure, Failure> {
        let even = |name: &str| match self.find(name)? {
            (name, Kind::Integer | Kind::Number | Kind::Time) => Ok(name.to_owned()),
            (name, _) => Err(Failure::new(
                words::asking::holds_neither_numbers_nor_times(&name),
                words::asking::ONLY_OF_THESE_IS_THERE,
            )),
        };
        let share = |measure: &Measure| match measure {
            Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) | Measure::Sum(_) => {
                self.measure(measure).map(Box::new)
            }
            _ => Err(Failure::new(
                words::asking::THIS_MEASURE_HAS_NO_SHARE,
                words::asking::ONLY_COUNTS_AND_SUMS_ARE,
            )),
        };
        Ok(match measure {
            Measure::Count => Measure::Count,
            Measure::CountIf(filter) => Measure::CountIf(self.predicate(filter)?),
            Measure::Distinct(name) => Measure::Distinct(self.name(name)?),
            Measure::Min(name) => Measure::Min(self.name(name)?),
            Measure::Max(name) => Measure::Max(self.name(name)?),
            Measure::Sum(name) => Measure::Sum(self.number(name)?),
            Measure::Average(name) => Measure::Average(self.number(name)?),
            Measure::Median(name) => Measure::Median(even(name)?),
            Measure::Percentile(_, percent) if !(0.0..=100.0).contains(percent) => {
                return Err(Failure::new(
                    words::asking::there_is_no_percentile(&percent),
                    words::asking::PERCENTILES_GO_FROM_0,
                ));
            }
            Measure::Percentile(name, percent) => Measure::Percentile(even(name)?, *percent),
            Measure::First { of, by } => Measure::First {
                of: self.name(of)?,
                by: self.time(by)?,
            },
            Measure::Last { of, by } => Measure::Last {
                of: self.name(of)?,
                by: self.time(by)?,
            },
            Measure::Mode(name) => Measure::Mode(self.name(name)?),
            Measure::Rate(filter) => Measure::Rate(self.predicate(filter)?),
            Measure::ShareOfParent(measure) => Measure::ShareOfParent(share(measure)?),
            Measure::ShareOfTotal(measure) => Measure::ShareOfTotal(share(measure)?),
            Measure::ShareOfRow(measure) => Measure::ShareOfRow(share(measure)?),
            Measure::ShareOfColumn(measure) => Measure::ShareOfColumn(share(measure)?),
            Measure::Formula(formula) => Measure::Formula(Plan::new(formula, self)?.exact()),
        })
    }
}

/// Bins that can be made.
fn possible(bins: Bins) -> Result<Bins, Failure> {
    match bins {
        Bins::Width(width) if !(width > 0.0 && width.is_finite()) => Err(Failure::new(
            words::asking::bins_cannot_be_wide(&width),
            words::asking::GIVE_WIDTH_ABOVE_ZERO,
        )),
        bins => Ok(bins),
    }
}
