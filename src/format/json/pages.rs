//! Records in several arrays, as they are where pages of answers were saved one behind the other: arrays, or envelopes of one make.

use super::envelope::{bracket, is_letterhead, times};
use super::grid::{Rows, grid};
use super::scan::{Fault, Scan};
use super::shape::is_aside;
use super::text::{between, blanks};
use super::value::structure;
use super::wrapper::Tail;
use super::{Due, Input, Json, Shape, resync};
use crate::format::{EXCERPT, RECORD, Sink};
use crate::words;

/// Bytes of a page in which its array begins; an object that holds none so far is a record.
const HEAD: usize = 1 << 20;

impl Json {
    /// Whether other arrays of records may follow the first.
    pub(super) fn has_pages(&self) -> bool {
        self.wrapper.is_some() || self.shape == Shape::Arrays
    }

    /// Begins the array of records whose bracket stands at `array`; returns the offset behind it.
    pub(super) fn opens(&mut self, array: usize) -> usize {
        self.due = Due::First;
        self.arrays += 1;
        array + 1
    }

    /// Reads up to the end of a page whose array is closed.
    pub(super) fn page_end<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let Some(wrapper) = &mut self.wrapper else {
            self.due = Due::Page;
            return Some(at);
        };
        match wrapper.tail(&input.bytes[at..], input.offset + at as u64) {
            Tail::All => (at < input.bytes.len()).then_some(input.bytes.len()),
            Tail::End(used) => {
                wrapper.finish(input);
                if matches!(self.shape, Shape::Keyed(_)) {
                    self.wrapper = None;
                } else {
                    self.due = Due::Page;
                }
                Some(at + used)
            }
            // Whatever was followed stays so: a bracket that is met again is the first byte.
            Tail::List(used) => self.list(input, at + used).or((used > 0).then_some(at + used)),
        }
    }

    /// Reads the bracket at `at` of an array behind the records: it may hold others. `None`: more bytes are needed.
    fn list<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let window = &input.bytes[..input.bytes.len().min(at + HEAD)];
        let first = blanks(window, at + 1);
        let end = match window.get(first) {
            Some(b'{') => structure(window, first),
            Some(_) => Err(Fault::broken(first, "")),
            None => Err(Fault::cut("")),
        };
        if matches!(end, Err(Fault::Cut { .. })) && !input.last && window.len() < at + HEAD {
            return None;
        }
        let times = end.map(|end| times(&window[first..end])).unwrap_or_default();
        let alike = times.iter().any(|time| self.times.contains(time));
        let wrapper = self.wrapper.as_mut()?;
        if !alike {
            wrapper.pass_list();
            return Some(at + 1);
        }
        let name = wrapper.list();
        wrapper.read_list();
        self.first = wrapper.path().rsplit('.').next().map(str::to_owned);
        self.several = true;
        let what = words::reading::list_holds_records(&name);
        input.note(at, 0, what);
        self.table = Some(name);
        Some(self.opens(at))
    }

    /// Reads what stands between pages, up to the first record of the next.
    pub(super) fn page<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let at = between(input.bytes, at);
        let path = self.wrapper.as_ref().map(|wrapper| wrapper.path());
        match (*input.bytes.get(at)?, path) {
            (b',', _) => Some(at + 1),
            (b')' | b';', _) if self.scripted => Some(at + 1),
            (b']', _) if self.outer => {
                self.outer = false;
                if self.around.is_some() {
                    self.due = Due::Around;
                    self.table = None;
                }
                Some(at + 1)
            }
            (b'[', None) => {
                let inner = *input.bytes.get(blanks(input.bytes, at + 1))?;
                if self.outer || inner != b'[' {
                    return Some(self.opens(at));
                }
                self.outer = true;
                Some(at + 1)
            }
            (b'[', Some(_)) => {
                self.outer = true;
                Some(at + 1)
            }
            // Frames that tell of the answer are none of it.
            (b'{', Some(_)) if matches!(self.shape, Shape::Grid(_)) && is_aside(&input.bytes[at..]) => {
                match structure(input.bytes, at) {
                    Ok(end) => Some(end),
                    Err(Fault::Cut { .. }) if !input.last => None,
                    Err(_) => self.record(input, at),
                }
            }
            (b'{', Some(path)) => {
                let window = &input.bytes[..input.bytes.len().min(at + HEAD)];
                let (list, inside) = match &self.shape {
                    Shape::Grid(grid) => grid.paths(),
                    _ => (None, path),
                };
                let list = list.filter(|_| !self.outer);
                match bracket(window, at, list.unwrap_or(inside)) {
                    Ok(Some(array)) if list.is_some() => self.lists(&input.bytes[at..=array], array),
                    Ok(Some(array)) => {
                        if !self.renew(window, at, array) && !input.last && window.len() < at + HEAD {
                            return None;
                        }
                        if let Some(wrapper) = &mut self.wrapper {
                            wrapper.head(&input.bytes[at..=array]);
                            self.table = None;
                            if self.around.is_some() {
                                self.tables += 1;
                                self.several |= self.tables > 1;
                                self.table = wrapper.name().filter(|_| self.tables > 1);
                                if self.tables == 1 {
                                    self.first = wrapper.name();
                                }
                            }
                        }
                        Some(self.opens(array))
                    }
                    Err(Fault::Cut { .. }) if !input.last && window.len() < at + HEAD => None,
                    // A page without records, such as the last one, or one that says that there was a mistake.
                    Ok(None) if is_letterhead(window, at) => {
                        let end = structure(window, at).unwrap_or(at + 1);
                        input.note(
                            at,
                            (end - at).min(EXCERPT),
                            words::reading::PAGE_WITHOUT_RECORDS.to_owned(),
                        );
                        Some(end)
                    }
                    Ok(None) | Err(_) => self.record(input, at),
                }
            }
            (b'{', None) => self.record(input, at),
            _ => self.strange(input, at),
        }
    }

    /// Takes the names of the columns from a page of rows that has its own; answers whether its first row, which shows that, is there.
    fn renew(&mut self, bytes: &[u8], page: usize, array: usize) -> bool {
        let Shape::Grid(known) = &mut self.shape else {
            return true;
        };
        let first = blanks(bytes, array + 1);
        if first == bytes.len() || matches!(structure(bytes, first), Err(Fault::Cut { .. })) {
            return false;
        }
        match grid(bytes, page) {
            Rows::More => return false,
            Rows::Found(found) if found.array == array && found.names != known.names => {
                self.scan = Scan::rows(&found.names, found.texts.as_deref());
                (known.names, known.texts) = (found.names, found.texts);
            }
            _ => {}
        }
        true
    }

    /// Begins the list of tables whose bracket stands at `array`, behind `text`; returns the offset behind it.
    pub(super) fn lists(&mut self, text: &[u8], array: usize) -> Option<usize> {
        self.around.as_mut()?.head(text);
        (self.outer, self.tables, self.due) = (true, 0, Due::Page);
        Some(array + 1)
    }

    /// Reads up to the end of the object around a list of tables.
    pub(super) fn around<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let around = self.around.as_mut()?;
        match around.tail(&input.bytes[at..], input.offset + at as u64) {
            Tail::All => (at < input.bytes.len()).then_some(input.bytes.len()),
            Tail::End(used) => {
                around.finish(input);
                self.due = Due::Page;
                Some(at + used)
            }
            Tail::List(used) => {
                around.pass_list();
                Some(at + used + 1)
            }
        }
    }

    /// Passes over a line between pages that is none.
    fn strange<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let end = match resync::line(input.bytes, at) {
            Some(end) => end,
            None if input.last => input.bytes.len(),
            None if input.bytes.len() - at > RECORD => input.bytes.len(),
            None => return None,
        };
        if !self.noted {
            let what = words::reading::THERE_IS_MORE_TEXT_BEHIND_RECORDS.to_owned();
            input.note(at, (end - at).min(EXCERPT), what);
            self.noted = true;
        }
        Some(end)
    }
}
