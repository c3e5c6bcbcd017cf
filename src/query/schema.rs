//! Which columns there are, over all shards, and which one a name means.

mod ask;

use super::lookup::Beside;
use super::relative;
use super::text::fold;
use super::{Failure, Map, Op, Predicate, Query};
use crate::arrange;
use crate::table::{DUPLICATE, Dataset};
use crate::value::{Kind, Micros};
use crate::words;
use serde::{Deserialize, Serialize};

/// Names and kinds of the columns of a table that may lie in several shards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// In the order in which they were first seen.
    pub columns: Vec<(String, Kind)>,
    pub rows: u64,
    /// The greatest time of each time column that has one.
    pub(super) ends: Vec<(String, Micros)>,
    /// The time columns that are written with the day before the month, where that could be taken for the month.
    pub(super) day_first: Vec<String>,
    /// What time it is, where the query says so.
    pub(super) clock: Option<Micros>,
    /// The tables beside the log.
    pub lookups: Vec<Beside>,
    /// Computed columns that cannot be worked out, and why.
    #[serde(skip)]
    pub(super) broken: Vec<(String, Failure)>,
}

impl Schema {
    /// Columns by name and kind.
    pub fn new(columns: Vec<(String, Kind)>, rows: u64) -> Self {
        Self {
            columns,
            rows,
            ..Self::default()
        }
    }

    /// With the greatest time of a column of times.
    #[must_use]
    pub fn ending(mut self, column: &str, end: Micros) -> Self {
        self.ends.push((column.to_owned(), end));
        self
    }

    /// The columns of all these shards. Shards of one table have one kind for a name; should they differ, it counts as text.
    pub fn of<'a>(shards: impl IntoIterator<Item = &'a Dataset>) -> Self {
        shards.into_iter().fold(Self::default(), |schema, shard| {
            schema.merge(Self {
                columns: shard
                    .columns
                    .iter()
                    .map(|column| (column.name.to_string(), column.kind))
                    .collect(),
                rows: shard.rows as u64,
                ends: shard
                    .columns
                    .iter()
                    .filter_map(|column| Some((column.name.to_string(), column.range()?.1)))
                    .collect(),
                day_first: shard
                    .columns
                    .iter()
                    .filter(|column| column.day_first())
                    .map(|column| column.name.to_string())
                    .collect(),
                clock: None,
                lookups: shard.lookups.iter().map(|lookup| Beside::of(lookup)).collect(),
                broken: Vec::new(),
            })
        })
    }

    /// The columns of both.
    pub fn merge(mut self, other: Self) -> Self {
        self.rows += other.rows;
        for table in other.lookups {
            if !self.lookups.iter().any(|known| known.name == table.name) {
                self.lookups.push(table);
            }
        }
        for name in other.day_first {
            if !self.day_first.contains(&name) {
                self.day_first.push(name);
            }
        }
        for (name, end) in other.ends {
            match self.ends.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = end.max(*known),
                None => self.ends.push((name, end)),
            }
        }
        if self.columns.is_empty() {
            self.columns = other.columns;
            return self;
        }
        let known = self.columns.iter().enumerate();
        let places: Map<String, usize> = known.map(|(at, (name, _))| (name.clone(), at)).collect();
        for (name, kind) in other.columns {
            match places.get(&name).map(|&at| &mut self.columns[at].1) {
                Some(known) if *known != kind => *known = Kind::Text,
                Some(_) => {}
                None => self.columns.push((name, kind)),
            }
        }
        self
    }

    /// The column that is meant: of exactly this name; else the only one of this name when letter case and the difference between
    /// blank, `_`, `-` and `.` are left aside. Fails with the columns that were probably meant.
    pub fn find(&self, name: &str) -> Result<(&str, Kind), Failure> {
        if let Some((exact, kind)) = self.columns.iter().find(|(known, _)| known == name) {
            return Ok((exact, *kind));
        }
        if let Some((_, why)) = self.broken.iter().find(|(known, _)| known == name) {
            return Err(why.clone());
        }
        // It is there only where rows repeat; a filter that leaves these out holds for a log without any.
        if name == DUPLICATE {
            return Ok((DUPLICATE, Kind::Text));
        }
        let wanted = loose(name);
        let fits: Vec<_> = self
            .columns
            .iter()
            .filter(|(known, _)| loose(known) == wanted)
            .collect();
        match fits[..] {
            [(name, kind)] => Ok((name, *kind)),
            [] => Err(Failure::new(
                words::asking::there_is_no_column_named(&name),
                self.meant(&wanted),
            )),
            _ => {
                let names: Vec<_> = fits.iter().map(|(name, _)| format!("`{name}`")).collect();
                Err(Failure::new(
                    words::asking::could_be(&name, &names.join(" or ")),
                    words::asking::WRITE_NAME_EXACTLY,
                ))
            }
        }
    }

    /// The kind of a column that was found before.
    pub fn kind(&self, name: &str) -> Kind {
        self.columns
            .iter()
            .find(|(known, _)| known == name)
            .map_or(Kind::Text, |&(_, kind)| kind)
    }

    fn meant(&self, wanted: &[char]) -> String {
        let mut near: Vec<_> = self
            .columns
            .iter()
            .filter_map(|(name, _)| {
                let known = loose(name);
                let part = wanted.len() > 1 && known.windows(wanted.len()).any(|window| window == wanted);
                let distance = if part { 1 } else { distance(&known, wanted) };
                (distance <= 2.max(wanted.len() / 3).min(wanted.len().saturating_sub(1))).then_some((distance, name))
            })
            .collect();
        arrange::ascending(&mut near);
        match near
            .iter()
            .take(3)
            .map(|(_, name)| format!("`{name}`"))
            .collect::<Vec<_>>()
        {
            names if names.is_empty() => String::new(),
            names => words::asking::did_you_mean(&names.join(" or ")),
        }
    }

    /// The query with every column under its exact name: what shards are then asked.
    pub fn resolve(&self, query: &Query) -> Result<Query, Failure> {
        if self.clock != query.clock {
            let timed = Self {
                clock: query.clock,
                ..self.clone()
            };
            return timed.resolve(query);
        }
        let (schema, columns) = self.with(&query.columns);
        let asks = query.asks.iter().map(|ask| schema.ask(ask)).collect::<Result<_, _>>()?;
        Ok(Query {
            columns,
            filter: schema.predicate(&query.filter)?,
            asks,
            zone: query.zone.clone(),
            clock: query.clock,
        })
    }

    /// The greatest time of a column; of a computed one that of the table, since it is not yet worked out.
    pub(super) fn end(&self, name: &str) -> Option<Micros> {
        let own = self.ends.iter().find(|(known, _)| known == name);
        own.map(|&(_, end)| end)
            .or_else(|| self.ends.iter().map(|&(_, end)| end).max())
    }

    pub(super) fn name(&self, name: &str) -> Result<String, Failure> {
        self.find(name).map(|(name, _)| name.to_owned())
    }

    /// Columns under their exact names.
    pub(super) fn names(&self, names: &[String]) -> Result<Vec<String>, Failure> {
        names.iter().map(|name| self.name(name)).collect()
    }

    /// Fails unless there is a row of this number.
    pub(super) fn has(&self, row: u64) -> Result<(), Failure> {
        if row < self.rows {
            return Ok(());
        }
        Err(Failure::new(
            words::asking::there_is_no_row(&row),
            words::asking::table_has_rows_counted(&self.rows),
        ))
    }

    /// A predicate with every column under its exact name, and times told from the end of the data or by the clock from their moments.
    pub fn predicate(&self, predicate: &Predicate) -> Result<Predicate, Failure> {
        let each = |parts: &[Predicate]| {
            parts
                .iter()
                .map(|part| self.predicate(part))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(match predicate {
            Predicate::All => Predicate::All,
            Predicate::And(parts) => Predicate::And(each(parts)?),
            Predicate::Or(parts) => Predicate::Or(each(parts)?),
            Predicate::Not(inner) => Predicate::Not(Box::new(self.predicate(inner)?)),
            Predicate::Test {
                column,
                op: Op::Column(relation, other),
            } => Predicate::test(self.name(column)?, Op::Column(*relation, self.name(other)?)),
            Predicate::Test {
                column,
                op: Op::Listed { list, exactly },
            } => {
                let op = Op::Listed {
                    list: self.list(list)?,
                    exactly: *exactly,
                };
                Predicate::test(self.name(column)?, op)
            }
            Predicate::Test { column, op } => {
                let (name, kind) = self.find(column)?;
                let op = match kind {
                    Kind::Time => {
                        let day_first = self.day_first.iter().any(|known| known == name);
                        let ordered = |text: &str| day_first.then(|| relative::day_first(text)).flatten();
                        op.with_literals(|text| {
                            let told = ordered(text);
                            relative::anchored(told.as_deref().unwrap_or(text), self.end(name), self.clock)
                        })
                    }
                    _ => op.clone(),
                };
                Predicate::test(name, op)
            }
            Predicate::Every { column, each } => Predicate::Every {
                column: self.name(column)?,
                each: Box::new(self.predicate(each)?),
            },
            Predicate::Anywhere(_) | Predicate::AnywhereExactly(_) => predicate.clone(),
            Predicate::Formula(formula) => Predicate::Formula(formula.condition(self).map_err(|failure| Failure {
                what: format!("{} (in {{ {} }}).", failure.what.trim_end_matches('.'), formula.text()),
                at: None,
                hint: failure.hint,
            })?),
            Predicate::First { columns, .. } if columns.is_empty() => {
                return Err(Failure::new(
                    words::asking::NEW_VALUES_OF_WHICH_COLUMN,
                    words::asking::NAME_ONE_OR_SEVERAL,
                ));
            }
            Predicate::First { columns, time } => Predicate::First {
                columns: self.names(columns)?,
                time: match time {
                    Some(time) => Some(self.time(time)?),
                    None => {
                        let mut times = self.columns.iter().filter(|(_, kind)| *kind == Kind::Time);
                        times.next().map(|(name, _)| name.clone())
                    }
                },
            },
            Predicate::Rows(runs) => Predicate::Rows(runs.clone()).normal(),
        })
    }
}
/// A name with letter case and the difference between blank, `_`, `-` and `.` left aside.
pub(super) fn loose(name: &str) -> Vec<char> {
    name.chars()
        .map(|c| if matches!(c, ' ' | '-' | '.') { '_' } else { fold(c) })
        .collect()
}

/// Letters to change, add or drop to make one name of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let same = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = same.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(names: &[&str]) -> Schema {
        Schema {
            columns: names.iter().map(|&name| (name.to_owned(), Kind::Text)).collect(),
            ..Schema::default()
        }
    }

    #[test]
    fn names_are_found_loosely_unless_two_fit() {
        let names = schema(&["EVENT_TYPE", "eventName", "user.name", "User_Name"]);
        assert_eq!(names.find("event type").unwrap().0, "EVENT_TYPE");
        assert_eq!(names.find("user.name").unwrap().0, "user.name");
        assert!(
            names
                .find("USER NAME")
                .unwrap_err()
                .what
                .contains("`user.name` or `User_Name`")
        );
        assert_eq!(names.find("EVENT_TPYE").unwrap_err().hint, "Did you mean `EVENT_TYPE`?");
        assert_eq!(names.find("nothing like it").unwrap_err().hint, "");
    }
}
