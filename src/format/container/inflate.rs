//! Deflate in constant memory, with the length and the checksum of what came out.

use super::{Layer, Out};
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;

/// Bytes of packed data looked at in one go, by where they stand: so nothing that is told or counted depends on how they were cut.
const BLOCK: u64 = 16 << 10;

/// One deflate stream.
#[derive(Debug)]
pub(super) struct Inflate {
    stream: Decompress,
    piece: Box<[u8]>,
    pub sum: Crc,
}

/// How a stream went on.
pub(super) enum Inflated {
    /// So many bytes were taken, and the stream goes on or waits for more.
    Took(usize),
    /// The stream ended with so many bytes.
    Ended(usize),
    /// What follows so many bytes is no deflate, however they were cut.
    Broken(usize),
    /// Nobody wants the rest.
    Unwanted,
}

impl Inflate {
    pub fn new() -> Self {
        Self {
            stream: Decompress::new(false),
            piece: vec![0; PIECE].into(),
            sum: Crc::new(),
        }
    }

    /// Begins another stream.
    pub fn reset(&mut self) {
        self.stream.reset(false);
        self.sum.reset();
    }

    /// Unpacks one piece of what stands at `at` into the layer inside, if there is one. `last`: no more than this input will come.
    pub fn step(
        &mut self,
        input: &[u8],
        at: u64,
        last: bool,
        inner: Option<&mut Layer>,
        out: &mut Out<'_>,
    ) -> Inflated {
        let block = (BLOCK - at % BLOCK) as usize;
        if input.len() < block && !last {
            return Inflated::Took(0);
        }
        let input = &input[..input.len().min(block)];
        let (read, written) = (self.stream.total_in(), self.stream.total_out());
        let status = self.stream.decompress(input, &mut self.piece, FlushDecompress::None);
        let took = (self.stream.total_in() - read) as usize;
        let made = &self.piece[..(self.stream.total_out() - written) as usize];
        self.sum.update(made);
        if let Some(inner) = inner.filter(|_| !made.is_empty())
            && !inner.feed(made, out)
        {
            return Inflated::Unwanted;
        }
        match status {
            Ok(Status::StreamEnd) => Inflated::Ended(took),
            Ok(Status::Ok | Status::BufError) => Inflated::Took(took),
            Err(_) => Inflated::Broken(took),
        }
    }

    /// Bytes that came out of the stream.
    pub fn made(&self) -> u64 {
        self.stream.total_out()
    }
}
