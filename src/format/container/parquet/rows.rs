//! Values of columns put together again to records, each a line of JSON.
//!
//! Members that are null are left out; an object all of whose members are null keeps its own, so that it is not taken for one that is missing.
//! Lists are arrays, empty ones too, and maps are objects. A column that cannot be read further counts as null from there on.

use super::Plan;
use super::column::{Bytes, Column, Room};
use super::schema::{Node, Repeated, Shape};
use crate::format::RECORD;
use crate::words;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

/// What a row costs at least, and each value in it, in bytes: they may cost the file nothing, and take time.
const ROW: usize = 256;
const VALUE: usize = 16;

/// What is looked at in one go costs so much, in bytes.
const DEAR: usize = 1 << 26;

/// The rows of a row group, read one after the other.
#[derive(Debug)]
pub(super) struct Rows {
    plan: Arc<Plan>,
    columns: Vec<Column>,
    room: Arc<Room>,
    /// What was looked at since somebody asked, as it [costs](Self::cost), and what rows may cost until somebody asks.
    looked: usize,
    most: usize,
    /// Columns that could not be read further, by their places, and why.
    pub faults: Vec<(usize, String)>,
}

impl Rows {
    /// The rows of a group of the plan, which may cost so much at first.
    pub fn new(plan: &Arc<Plan>, group: usize, bytes: &Bytes, most: usize) -> Self {
        let room = Arc::new(Room::default());
        room.most.store(most, Relaxed);
        let columns = plan.schema.leaves.iter().zip(&plan.footer.groups[group].chunks);
        Self {
            plan: plan.clone(),
            columns: columns
                .map(|(leaf, chunk)| Column::new(*leaf, chunk, bytes, &room))
                .collect(),
            room,
            looked: 0,
            most,
            faults: Vec::new(),
        }
    }

    /// What the rows since the last time cost, `written` bytes long as they are: for each row, value and byte of a page that was looked at
    /// something at least, as they may cost the file nothing. The next ones may cost as much as is told [then](Self::may_cost).
    pub fn cost(&mut self, written: usize) -> usize {
        let read = self.room.read.swap(0, Relaxed);
        written.max(std::mem::take(&mut self.looked).saturating_add(read))
    }

    /// How much the next rows may cost, together.
    pub fn may_cost(&mut self, most: usize) {
        self.most = most;
        self.room.most.store(most, Relaxed);
    }

    /// Whether so much was looked at that somebody should ask what they cost.
    pub fn is_dear(&self) -> bool {
        self.looked >= DEAR.min(self.most)
    }

    /// Whether any column has a value for another row; notes those that should have and have not.
    pub fn goes_on(&mut self) -> bool {
        let mut goes = false;
        self.looked += ROW + self.columns.len() * VALUE;
        for (index, column) in self.columns.iter_mut().enumerate() {
            if !column.over && column.again > 0 {
                column.fail(words::reading::ITS_VALUES_BELONG_TO_NO_ROW.to_owned());
            } else if column.over && !column.told && column.fault.is_none() {
                column.fail(words::reading::HAS_TOO_FEW_VALUES.to_owned());
            }
            if let Some(fault) = column.fault.take() {
                column.told = true;
                self.faults.push((index, fault));
            }
            goes |= !column.over;
        }
        goes
    }

    /// Writes the next row.
    pub fn write(&mut self, out: &mut Vec<u8>) {
        let plan = self.plan.clone();
        if !self.value(&plan.schema.root, out) {
            out.extend_from_slice(b"{}");
        }
        out.push(b'\n');
    }

    /// Writes what stands at a node, and goes on to what comes next there; `false`, and nothing written, where it is null.
    fn value(&mut self, node: &Node, out: &mut Vec<u8>) -> bool {
        if self.is_null(node) {
            self.pass(node);
            return false;
        }
        self.some(node, out)
    }

    /// Writes what stands at a node, which is not null as far as is known; `false`, and nothing written, where it is after all.
    fn some(&mut self, node: &Node, out: &mut Vec<u8>) -> bool {
        match &node.shape {
            Shape::Value => {
                let from = out.len();
                let column = &mut self.columns[node.columns.start];
                column.write(out);
                column.next();
                out.len() > from
            }
            Shape::Members(members) => self.members(members, out),
            Shape::List(list) => {
                out.push(b'[');
                self.each(node, list, out, &mut |rows, out| {
                    if !rows.value(&list.item, out) {
                        out.extend_from_slice(b"null");
                    }
                });
                out.push(b']');
                true
            }
            Shape::Map(map, value) => {
                out.push(b'{');
                self.each(node, map, out, &mut |rows, out| {
                    rows.key(&map.item, out);
                    out.push(b':');
                    let written = value.as_ref().is_some_and(|value| rows.value(value, out));
                    if !written {
                        out.extend_from_slice(b"null");
                    }
                });
                out.push(b'}');
                true
            }
        }
    }

    fn members(&mut self, members: &[Node], out: &mut Vec<u8>) -> bool {
        let from = out.len();
        for member in members {
            if self.is_null(member) {
                self.pass(member);
                continue;
            }
            let before = out.len();
            out.extend_from_slice(&member.name);
            if !self.some(member, out) {
                out.truncate(before);
            }
        }
        if out.len() == from {
            for member in members.iter().filter(|member| matches!(member.shape, Shape::Value)) {
                out.extend_from_slice(&member.name);
                out.extend_from_slice(b"null");
            }
        }
        if out.len() == from {
            return false;
        }
        // Where the comma before the first one stands.
        out[from] = b'{';
        out.push(b'}');
        true
    }

    /// Writes each of what comes any number of times, with commas between.
    fn each(&mut self, node: &Node, of: &Repeated, out: &mut Vec<u8>, write: &mut dyn FnMut(&mut Self, &mut Vec<u8>)) {
        if self.level(node).is_none_or(|level| level < of.some) {
            self.pass(node);
            return;
        }
        loop {
            write(self, out);
            let next = self.columns[node.columns.clone()].iter().find(|column| !column.over);
            if next.is_none_or(|column| column.again < of.again) {
                return;
            }
            self.looked += node.columns.len() * VALUE;
            if out.len() > RECORD || out.len().max(self.looked) > self.most {
                let what = words::reading::row_is_longer_than(&(RECORD >> 20));
                let columns = self.columns[node.columns.clone()].iter_mut();
                return columns.for_each(|column| column.fail(what.clone()));
            }
            out.push(b',');
        }
    }

    /// Writes a key of a map, which is text whatever its values are.
    fn key(&mut self, node: &Node, out: &mut Vec<u8>) {
        let from = out.len();
        let written = self.value(node, out);
        if !written || out[from] != b'"' {
            out.insert(from, b'"');
            out.push(b'"');
        }
    }

    fn is_null(&self, node: &Node) -> bool {
        self.level(node).is_none_or(|level| level < node.level)
    }

    /// The level of what comes next at a node, as far as one of its columns can be read.
    fn level(&self, node: &Node) -> Option<u8> {
        let mut columns = self.columns[node.columns.clone()].iter();
        columns.find(|column| !column.over).map(|column| column.level)
    }

    /// Passes over one thing at a node that is not there.
    fn pass(&mut self, node: &Node) {
        self.columns[node.columns.clone()].iter_mut().for_each(Column::next);
    }
}
