//! Questions under exact names.

use super::Schema;
use crate::query::formula::Plan;
use crate::query::{Ask, Bins, Failure, Key, Measure, Order, Rank, Side};
use crate::value::Kind;

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
                sort,
                limit,
                rest,
            } => Ask::Group {
                by: by.iter().map(|key| self.key(key)).collect::<Result<_, _>>()?,
                measures: measures
                    .iter()
                    .map(|measure| self.measure(measure))
                    .collect::<Result<_, _>>()?,
                sort: match sort.iter().find(|(position, _)| *position >= by.len() + measures.len()) {
                    Some((position, _)) => {
                        return Err(Failure::new(
                            format!("There is no position {position} to sort by."),
                            "Positions count keys, then measures, from 0.",
                        ));
                    }
                    None => sort.clone(),
                },
                limit: *limit,
                rest: *rest,
            },
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
                    "No column holds times.".into()
                } else {
                    format!("Times are in {}.", times.join(", "))
                };
                Err(Failure::new(format!("`{name}` does not hold times."), hint))
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
                        format!("There is no measure {measure} to sort by."),
                        "Measures count from 0.",
                    ));
                }
                Rank::Cell(_, keys) if !fits(keys.len()) => {
                    return Err(Failure::new(
                        format!("A cell to sort by does not have {} keys.", keys.len()),
                        "Rows are sorted by a column with all its keys, columns by a row with as many as it has.",
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
                format!("`{name}` does not hold numbers."),
                "Only numbers can be added up, averaged or cut into bins.",
            )),
        }
    }

    fn measure(&self, measure: &Measure) -> Result<Measure, Failure> {
        let even = |name: &str| match self.find(name)? {
            (name, Kind::Integer | Kind::Number | Kind::Time) => Ok(name.to_owned()),
            (name, _) => Err(Failure::new(
                format!("`{name}` holds neither numbers nor times."),
                "Only of these is there a median or a percentile.",
            )),
        };
        let share = |measure: &Measure| match measure {
            Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) | Measure::Sum(_) => {
                self.measure(measure).map(Box::new)
            }
            _ => Err(Failure::new(
                "This measure has no share.",
                "Only counts and sums are parts of a whole.",
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
                    format!("There is no percentile {percent}."),
                    "Percentiles go from 0 to 100.",
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
            format!("Bins cannot be {width} wide."),
            "Give a width above zero.",
        )),
        bins => Ok(bins),
    }
}
