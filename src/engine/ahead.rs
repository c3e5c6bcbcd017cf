//! Who goes on an [`Errand`]: finds where a record begins, reads as far as it goes, and brings back a [`Stretch`].

use super::errand::{Errand, Of, Stretch};
use super::loader::Loader;
use crate::format::Reader;
use crate::table::Builder;

/// Bytes in which a record must begin, or the stretch is left to others.
const SEARCHED: usize = 16 << 20;

/// Reads one stretch.
pub struct Ahead {
    errand: Errand,
    state: State,
}

enum State {
    /// A file from its middle.
    Middle {
        /// Bytes among which no record was found so far.
        held: Vec<u8>,
        /// With where it began.
        reader: Option<(u64, Box<Reader>)>,
        builder: Box<Builder>,
    },
    /// Entries of an archive, or files.
    Whole(Box<Loader>),
}

impl Ahead {
    pub fn new(errand: Errand) -> Self {
        let state = match &errand.of {
            Of::File { name, .. } => {
                let mut builder = Box::<Builder>::default();
                if let Some(name) = name {
                    builder.name_file(name);
                }
                builder.expect_unique(&errand.unique);
                State::Middle {
                    held: Vec::new(),
                    reader: None,
                    builder,
                }
            }
            Of::Archive { name, index, choices } => {
                let mut loader = Loader::ahead(*index, choices.clone(), &errand.unique);
                loader.resume(name, errand.from);
                loader.stop_at(errand.limit);
                State::Whole(Box::new(loader))
            }
            Of::Files { choices } => State::Whole(Box::new(Loader::ahead(
                errand.from as u32,
                choices.clone(),
                &errand.unique,
            ))),
        };
        Self { errand, state }
    }

    /// Begins one of several files, of so many bytes.
    pub fn begin(&mut self, name: &str, bytes: u64) {
        if let State::Whole(loader) = &mut self.state {
            loader.begin(name, bytes);
        }
    }

    /// Takes the next bytes, the first of all from one before [`Errand::from`] on in the middle of a file, and from there on in an archive;
    /// answers whether more are wanted.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        let (held, reader, builder) = match &mut self.state {
            State::Middle { held, reader, builder } => (held, reader, builder),
            State::Whole(loader) => {
                loader.feed(bytes);
                return loader.stopped().is_none();
            }
        };
        if let Some((_, reader)) = reader {
            reader.feed(bytes, &mut **builder);
            return reader.stopped().is_none();
        }
        let Of::File { seam, .. } = &self.errand.of else {
            return false;
        };
        held.extend_from_slice(bytes);
        let Some(found) = seam.find(held) else {
            return held.len() < SEARCHED;
        };
        let from = self.errand.from - 1 + found as u64;
        if from >= self.errand.limit {
            return false;
        }
        let mut made = Reader::amid(0, seam, from, &mut **builder);
        made.limit(self.errand.limit);
        let held = std::mem::take(held);
        made.feed(&held[found..], &mut **builder);
        let more = made.stopped().is_none();
        *reader = Some((from, Box::new(made)));
        more
    }

    /// What was read; `None` where it is no whole stretch, or one that must be read by who reads the rest.
    pub fn finish(self) -> Option<Stretch> {
        match self.state {
            State::Middle { reader, builder, .. } => {
                let (from, reader) = reader?;
                let to = reader.stopped().filter(|_| reader.is_plain())?;
                Some(Stretch {
                    from,
                    to,
                    part: builder.into_part(),
                    files: Vec::new(),
                    unpacked: 0,
                })
            }
            State::Whole(loader) => loader.into_stretch(&self.errand),
        }
    }
}
