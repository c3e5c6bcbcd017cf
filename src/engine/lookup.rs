//! Tables beside the log: a file looked at before it is decided where its rows belong, or read into a table of its own.

use super::report::{KeyReport, LookupReport};
use super::sha256::Sha256;
use super::{Engine, Loader, roles};
use crate::format::Choice;
use crate::query::{Beside, Cache, Failure, Network, folded};
use crate::table::{Column, Dataset, Lookup};
use crate::value::{Kind, Micros, Value, Zone};
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// Rows of a table beside the log, at most: every part of the log holds it whole.
pub const ROWS: u64 = 1_000_000;
/// Bytes of its file, at most.
pub const BYTES: u64 = 200 << 20;

/// Warnings that are told of each.
const WARNINGS: usize = 10;

const DAY: Micros = 86_400_000_000;

/// What the beginning of a file looks like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Peek {
    pub columns: Vec<(String, Kind)>,
    /// Rows that were looked at.
    pub rows: u64,
    /// Whether it tells what happened, and when: a day alone, such as somebody's last one, does not, nor when an account was made.
    pub timed: bool,
}

impl LookupReport {
    /// As filters and formulas know it.
    pub fn beside(&self) -> Beside {
        let columns = self.columns.iter().map(|column| (column.name.clone(), column.kind));
        Beside {
            name: self.name.clone(),
            columns: columns.collect(),
            networks: self
                .columns
                .iter()
                .filter(|column| column.networks)
                .map(|column| column.name.clone())
                .collect(),
        }
    }

    fn of(lookup: &Lookup) -> Self {
        let rows = lookup.data.rows;
        let columns = lookup.data.columns.iter();
        Self {
            name: lookup.name.clone(),
            rows: rows as u64,
            columns: columns.map(|column| KeyReport::of(column, rows)).collect(),
            ..Self::default()
        }
    }
}

impl KeyReport {
    fn of(column: &Column, rows: usize) -> Self {
        let texts: HashSet<String> = match column.kind {
            Kind::Text => (0..rows).filter_map(|row| Some(folded(&column.text(row)?))).collect(),
            _ => HashSet::new(),
        };
        let folded = if column.kind == Kind::Text {
            texts.len()
        } else {
            column.distinct
        };
        Self {
            name: column.name.to_string(),
            kind: column.kind,
            values: (rows - column.nulls) as u64,
            distinct: column.distinct as u64,
            folded: folded as u64,
            note: column.note.clone(),
            networks: texts.iter().any(|text| Network::read(text).is_some()),
        }
    }
}

impl Peek {
    /// Looks at the first bytes of a file.
    pub fn at(name: &str, size: u64, bytes: &[u8]) -> Self {
        let mut loader = Loader::new(1);
        loader.begin(name, size);
        loader.feed(bytes);
        // A short beginning is held back until more comes.
        if loader.rows() == 0 {
            loader.end();
        }
        let seen = loader.snapshot();
        let roles = &seen.report.roles;
        let happens = seen.report.source.is_some() || roles.action.is_some() || roles.category.is_some();
        let timed = roles.time.as_deref().filter(|_| happens).is_some_and(|time| {
            let clock = |row: usize| match seen.dataset.column(time).map(|column| column.value(row)) {
                Some(Value::Time(at)) => at.rem_euclid(DAY) != 0,
                _ => false,
            };
            (0..seen.dataset.rows).any(clock)
        });
        Self {
            columns: seen
                .dataset
                .columns
                .iter()
                .map(|column| (column.name.to_string(), column.kind))
                .collect(),
            rows: seen.dataset.rows as u64,
            timed,
        }
    }
}

/// A file on its way into a table beside the log.
pub struct Keeping {
    name: String,
    loader: Loader,
    digest: Sha256,
}

impl Keeping {
    /// Begins to read a file of so many bytes, of which somebody decided something, into a table of this name.
    ///
    /// # Errors
    /// Where the file is too large.
    pub fn new(name: String, file: &str, bytes: u64, choice: Choice) -> Result<Self, Failure> {
        if bytes > BYTES {
            return Err(too_large(
                file,
                &words::engine::it_has_mb_and_mb(&(bytes >> 20), &(BYTES >> 20)),
            ));
        }
        let mut loader = Loader::new(1);
        loader.choose(vec![(0, choice)]);
        loader.begin(file, bytes);
        Ok(Self {
            name,
            loader,
            digest: Sha256::default(),
        })
    }

    /// The next bytes of the file, any number.
    ///
    /// # Errors
    /// Where there are too many rows.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.loader.feed(bytes);
        self.digest.feed(bytes);
        if self.loader.rows() > ROWS {
            return Err(too_large(&self.name, words::engine::MORE_THAN_A_MILLION_ROWS));
        }
        Ok(())
    }

    /// The table, once the file is read.
    ///
    /// # Errors
    /// Where there is no row in it, or too many.
    pub fn finish(self) -> Result<Held, Failure> {
        let opened = self.loader.finish();
        let file = opened.report.files.first().cloned();
        if opened.dataset.rows == 0 {
            let found = opened
                .report
                .nothing
                .unwrap_or_else(|| words::engine::THERE_IS_NO_ROW.into());
            return Err(Failure {
                what: words::engine::cannot_be_kept_as_table(&self.name, &found),
                at: None,
                hint: words::engine::TABLE_HAS_COLUMNS_WITH_NAMES.into(),
            });
        }
        if opened.dataset.rows as u64 > ROWS {
            return Err(too_large(&self.name, words::engine::MORE_THAN_A_MILLION_ROWS));
        }
        let lookup = Lookup::new(self.name, opened.dataset.without_blanks_around());
        let mut held = Held::new(lookup);
        held.report.file = file;
        held.report.digest = Some(self.digest.finish());
        held.report.warned = opened.report.warned;
        held.report.warnings = opened.report.warnings.into_iter().take(WARNINGS).collect();
        Ok(held)
    }
}

fn too_large(name: &str, why: &str) -> Failure {
    Failure {
        what: words::engine::is_too_large_for_table(&name, &why),
        at: None,
        hint: words::engine::EVERY_PART_OF_LOG_HOLDS.into(),
    }
}

/// A table beside the log, and what is said about it.
#[derive(Clone, Debug)]
pub struct Held {
    lookup: Arc<Lookup>,
    pub report: LookupReport,
}

impl Held {
    fn new(lookup: Lookup) -> Self {
        Self {
            report: LookupReport::of(&lookup),
            lookup: Arc::new(lookup),
        }
    }

    /// The table with its days read in this zone. What was pasted is read with what it is held against.
    fn in_zone(&self, zone: &Zone) -> Arc<Lookup> {
        let mut data = Dataset {
            rows: self.lookup.data.rows,
            columns: self.lookup.data.columns.clone(),
            ..Dataset::default()
        };
        match self.report.file.is_some() && data.move_days(&Zone::utc(), zone) {
            true => Arc::new(Lookup::new(self.lookup.name.clone(), data)),
            false => self.lookup.clone(),
        }
    }

    /// Values that were pasted, as a table of one column.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn of_values(name: String, values: &[String]) -> Result<Self, Failure> {
        if values.len() as u64 > ROWS {
            return Err(too_large(&name, words::engine::MORE_THAN_A_MILLION_VALUES));
        }
        Ok(Self::new(Lookup::of_values(name, values)))
    }
}

impl Engine {
    /// Has these tables beside the log from now on, in the place of any others.
    pub fn hold(&mut self, tables: &[Held]) {
        self.alone();
        let lookups: Vec<_> = tables.iter().map(|kept| kept.in_zone(&self.days)).collect();
        for (data, cache) in &mut self.shards {
            data.lookups.clone_from(&lookups);
            *cache = Cache::default();
        }
        if let [(data, _)] = &self.shards[..] {
            self.report.memory = roles::memory(data, &self.plain);
        }
        self.report.lookups = tables.iter().map(|kept| kept.report.clone()).collect();
    }
}
