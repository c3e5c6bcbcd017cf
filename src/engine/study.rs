//! What a table is looked through for once its rows are on screen: rows that repeat, structures inside of cells, silences.

use super::Engine;
use super::logs::unite;
use super::roles;
use super::silence::silences;
use crate::query::Cache;
use crate::table::{Opening, Repeats};

/// Bytes of a table above which structures inside of cells stay closed: opened, they may take as much again, and a page has 4 GiB.
const ROOM: usize = 2 << 30;

/// The look through one shard, in steps.
pub(super) enum Study {
    Repeats(Box<Repeats>),
    Opening(Box<Opening>),
    Done,
}

impl Engine {
    /// Begins to look through the table; [`Engine::study_more`] does the work.
    pub fn study(&mut self) {
        self.alone();
        let id = self.report.id.as_deref();
        self.studies = self
            .shards
            .iter()
            .map(|(data, _)| Study::Repeats(Box::new(Repeats::new(data, id))))
            .collect();
        self.report.duplicates = Default::default();
    }

    /// Goes on for a few milliseconds; answers whether there is more to do. Columns are added, rows stay.
    pub fn study_more(&mut self) -> bool {
        let Some((at, study)) = self
            .studies
            .iter_mut()
            .enumerate()
            .find(|(_, study)| !matches!(study, Study::Done))
        else {
            return false;
        };
        let (data, cache) = &mut self.shards[at];
        match study {
            Study::Repeats(search) => {
                if search.step(data) {
                    return true;
                }
                let made = self.report.logs.as_ref().map_or(&[][..], |logs| &logs.made);
                let opening = match data.bytes() {
                    0..ROOM => Study::Opening(Box::new(Opening::new(data, made))),
                    _ => Study::Done,
                };
                if let Study::Repeats(search) = std::mem::replace(study, opening)
                    && let Some((column, found)) = search.finish(data.rows)
                    && data.column(&column.name).is_none()
                {
                    data.columns.push(column);
                    self.report.duplicates.records += found.records as u64;
                    self.report.duplicates.ids += found.ids as u64;
                    *cache = Cache::default();
                }
            }
            Study::Opening(opening) => {
                let before = opening.made();
                let more = opening.step(data);
                if opening.made() != before {
                    *cache = Cache::default();
                }
                if !more {
                    *study = Study::Done;
                }
            }
            Study::Done => {}
        }
        let more = self.studies.iter().any(|study| !matches!(study, Study::Done));
        if !more {
            self.studies.clear();
            self.describe(false);
        }
        more
    }

    /// Brings the report up to date with the table; `changed`: values of columns are others than before.
    pub(super) fn describe(&mut self, changed: bool) {
        let [(data, cache)] = &mut self.shards[..] else { return };
        if unite(&mut self.report, data, changed) {
            *cache = Cache::default();
        }
        roles::complete(&mut self.report, data, &self.plain);
        for column in &mut self.report.columns {
            column.turned = self.turned.iter().any(|(_, turned)| turned.is(&column.name));
        }
        let time = self.report.roles.time.as_deref().and_then(|name| data.column(name));
        self.report.silences = time.map(silences).unwrap_or_default();
    }
}
