//! The bytes of many files in order, read ahead: the browser fetches the next ones while these are parsed.

use super::stream::Stream;
use crate::engine::{Ahead, Errand, Of, Stretch};
use crate::words;
use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

#[wasm_bindgen]
extern "C" {
    /// What `boot.js` offers a worker: not every browser lets it read a file by itself.
    #[wasm_bindgen(js_namespace = auditExplorerBoot)]
    fn read(blob: &Blob) -> Promise;
}

/// Bytes read at once.
pub const CHUNK: u64 = 4 << 20;
/// Reads under way at most.
const READS: usize = 16;
/// Bytes of a file up to which it is read together with its neighbours, and how many are at most: a browser takes longer to reach a small
/// file than to read it, and reaches all files of a blob at once. Measured with 4,000 files in Chromium, it halves the processor's time.
const SMALL: u64 = 256 << 10;
const TOGETHER: usize = 256;
/// Bytes under way at most, beyond the first read.
const AHEAD: u64 = CHUNK;
/// Bytes of a file from which on it comes as a stream, where the browser has any: of 4 MiB one cost what its parts do, of 8 MiB a quarter
/// less of the processor.
const LONG: u64 = 8 << 20;

/// A piece of a file.
pub struct Chunk {
    pub file: File,
    /// Whether the file begins with it.
    pub first: bool,
    /// No bytes for an empty file; an error where the browser could not read it, and then it ends here.
    pub bytes: Result<Vec<u8>, String>,
}

/// Reads files one after the other.
pub struct Chunks {
    files: VecDeque<File>,
    /// The first file's bytes, and how many: a `File` asks the browser's main process again each time.
    whole: Option<(Blob, u64)>,
    /// Offset of what is to be read next of the first file.
    at: u64,
    /// The rest of the first file.
    stream: Option<Stream>,
    /// Whether files may come as streams, as far as is known.
    streams: bool,
    reads: VecDeque<Read>,
    /// Small files that were read together.
    ready: VecDeque<Chunk>,
}

/// A read under way: of a piece of a file, or of several whole ones.
struct Read {
    files: Vec<File>,
    from: u64,
    length: u64,
    bytes: Result<JsFuture, String>,
}

impl Chunks {
    /// Reads these.
    pub fn new(files: Vec<File>) -> Self {
        Self {
            files: files.into(),
            whole: None,
            at: 0,
            stream: None,
            streams: true,
            reads: VecDeque::new(),
            ready: VecDeque::new(),
        }
    }

    /// Reads the end of a file, from this offset on.
    pub fn from(file: File, at: u64) -> Self {
        Self {
            at,
            ..Self::new(vec![file])
        }
    }

    /// The next piece.
    pub async fn next(&mut self) -> Option<Chunk> {
        if let Some(chunk) = self.ready.pop_front() {
            return Some(chunk);
        }
        self.fetch();
        if let Some(chunk) = self.flow().await {
            return Some(chunk);
        }
        let Read {
            mut files,
            from,
            length,
            bytes,
        } = self.reads.pop_front()?;
        self.fetch();
        let bytes = match bytes {
            Ok(reading) => finish(reading).await,
            Err(what) => Err(what),
        };
        let bytes = bytes.and_then(|bytes| match u64::from(bytes.length()) {
            read if read < length => Err(words::engine::FILE_ENDED_EARLY.into()),
            _ => Ok(bytes),
        });
        if files.len() > 1 {
            self.part(files, bytes).await;
            return self.ready.pop_front();
        }
        if bytes.is_err() {
            self.give_up(from);
        }
        Some(Chunk {
            file: files.pop()?,
            first: from == 0,
            bytes: bytes.map(|bytes| bytes.to_vec()),
        })
    }

    /// The next bytes of the stream under way. What a stream does not give is read in parts: then it shows why.
    async fn flow(&mut self) -> Option<Chunk> {
        let bytes = self.stream.as_mut()?.next().await;
        let (file, from) = (self.files.front()?.clone(), self.at);
        let size = self.whole.as_ref()?.1;
        self.at += bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        if bytes.is_none() || self.at >= size {
            self.streams &= bytes.is_some();
            self.stream = None;
        }
        if self.at >= size {
            self.leave();
        }
        self.fetch();
        Some(Chunk {
            file,
            first: from == 0,
            bytes: Ok(bytes?),
        })
    }

    /// Parts what was read of several files; where they could not be read together, each is read by itself.
    async fn part(&mut self, files: Vec<File>, bytes: Result<Uint8Array, String>) {
        let mut at = 0;
        for file in files {
            let size = file.size() as u64;
            let bytes = match &bytes {
                Ok(bytes) => Ok(bytes.subarray(at, at + size as u32)),
                Err(_) => slice(&file, 0, size).await,
            };
            at += size as u32;
            self.ready.push_back(Chunk {
                file,
                first: true,
                bytes: bytes.map(|bytes| bytes.to_vec()),
            });
        }
    }

    /// Begins reads.
    fn fetch(&mut self) {
        while self.reads.len() < READS && self.stream.is_none() {
            let ahead: u64 = self.reads.iter().map(|read| read.length).sum();
            if ahead > AHEAD {
                break;
            }
            if let Some(read) = self.several() {
                self.reads.push_back(read);
                continue;
            }
            let Some(file) = self.files.front() else { break };
            let (blob, size) = self.whole.get_or_insert_with(|| whole(file));
            let (from, size) = (self.at, *size);
            if self.streams && size.saturating_sub(from) > LONG {
                if self.reads.is_empty() {
                    self.stream = part(blob, from, size).ok().and_then(|rest| Stream::new(&rest));
                    self.streams = self.stream.is_some();
                    continue;
                }
                break;
            }
            let to = size.min(from + CHUNK);
            let (file, bytes) = (file.clone(), start(blob, from, to));
            self.at = to;
            if to == size {
                self.leave();
            }
            self.reads.push_back(Read {
                files: vec![file],
                from,
                length: to - from,
                bytes,
            });
        }
    }

    /// Begins to read the small files that are due next, if there are several.
    fn several(&mut self) -> Option<Read> {
        let mut room = CHUNK;
        let small = |file: &&File| {
            let size = file.size() as u64;
            let fits = size <= SMALL.min(room);
            room -= if fits { size } else { 0 };
            fits
        };
        let begins = self.whole.is_none() && self.at == 0;
        let count = self
            .files
            .iter()
            .take(if begins { TOGETHER } else { 0 })
            .take_while(small)
            .count();
        let files: Vec<File> = (count > 1).then(|| self.files.drain(..count).collect())?;
        Some(Read {
            from: 0,
            length: CHUNK - room,
            bytes: together(&files),
            files,
        })
    }

    /// Leaves out the rest of the file whose piece at `from` could not be read.
    fn give_up(&mut self, mut from: u64) {
        while let Some(read) = self.reads.front()
            && read.from > from
        {
            from = read.from;
            self.reads.pop_front();
        }
        if self.reads.is_empty() && self.at > from {
            self.leave();
        }
    }

    /// Goes on with the next file.
    fn leave(&mut self) {
        self.files.pop_front();
        self.whole = None;
        self.at = 0;
    }
}

/// An errand whose first bytes are on their way.
pub struct Begun {
    errand: Errand,
    chunks: Chunks,
}

impl Begun {
    /// Begins to read what an errand is about; `None` where there is nothing.
    pub fn new(files: Vec<File>, errand: Errand) -> Option<Self> {
        let mut chunks = match &errand.of {
            Of::File { .. } => Chunks::from(files.into_iter().next()?, errand.from - 1),
            Of::Archive { .. } => Chunks::from(files.into_iter().next()?, errand.from),
            Of::Files { .. } => Chunks::new(files),
        };
        chunks.fetch();
        Some(Self { errand, chunks })
    }

    /// What is read of a stretch of a file, or of files, for as long as it is wanted; `None` where it cannot be read apart from the rest.
    pub async fn stretch(self, wanted: impl Fn() -> bool) -> Option<Stretch> {
        let Self { errand, mut chunks } = self;
        let whole = matches!(errand.of, Of::Files { .. });
        let mut ahead = Ahead::new(errand);
        while let Some(Chunk { file, first, bytes }) = chunks.next().await {
            if whole && first {
                ahead.begin(&file.name(), file.size() as u64);
            }
            if !wanted() {
                return None;
            }
            if !ahead.feed(&bytes.ok()?) {
                break;
            }
        }
        ahead.finish()
    }
}

/// The bytes `from..to` of a file.
pub async fn slice(file: &File, from: u64, to: u64) -> Result<Uint8Array, String> {
    finish(start(file, from, to)?).await
}

/// All of a file as bytes that know their number, and that number; the file itself where the browser gives none.
fn whole(file: &File) -> (Blob, u64) {
    let size = file.size();
    let blob = file.slice_with_f64_and_f64(0.0, size);
    (blob.unwrap_or_else(|_| file.clone().into()), size as u64)
}

fn part(bytes: &Blob, from: u64, to: u64) -> Result<Blob, String> {
    bytes
        .slice_with_f64_and_f64(from as f64, to as f64)
        .map_err(|error| said(&error))
}

fn start(bytes: &Blob, from: u64, to: u64) -> Result<JsFuture, String> {
    Ok(JsFuture::from(read(&part(bytes, from, to)?)))
}

/// Begins to read files as one.
fn together(files: &[File]) -> Result<JsFuture, String> {
    let parts: Array = files.iter().collect();
    let all = Blob::new_with_blob_sequence(&parts).map_err(|error| said(&error))?;
    Ok(JsFuture::from(read(&all)))
}

async fn finish(reading: JsFuture) -> Result<Uint8Array, String> {
    let buffer = reading.await.map_err(|error| said(&error))?;
    Ok(Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()))
}

fn said(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}
