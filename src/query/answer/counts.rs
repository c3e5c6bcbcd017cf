//! Counts and moments on their way to the page, of which an answer may have tens of thousands: as the bytes they are, not one by one.

use crate::query::bucket::MOST;
use crate::table::Numbers;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Counts in the least room: where most are 0, each other one with how many zeros stand before it.
#[derive(Serialize, Deserialize)]
enum Packed {
    Few(Vec<(u32, u64)>),
    One(Numbers<u8>),
    Two(Numbers<u16>),
    Four(Numbers<u32>),
}

/// Writes them.
pub fn serialize<S: Serializer>(counts: &[u64], to: S) -> Result<S::Ok, S::Error> {
    packed(counts).serialize(to)
}

fn packed(counts: &[u64]) -> Packed {
    let all = counts.iter().fold(0, |all, count| all | count);
    if all > u32::MAX.into() || counts.chunks(8).filter(|counts| are_none(counts)).count() > counts.len() / 16 {
        Packed::Few(few(counts))
    } else if all <= u8::MAX.into() {
        Packed::One(Numbers(counts.iter().map(|&count| count as u8).collect()))
    } else if all <= u16::MAX.into() {
        Packed::Two(Numbers(counts.iter().map(|&count| count as u16).collect()))
    } else {
        Packed::Four(Numbers(counts.iter().map(|&count| count as u32).collect()))
    }
}

fn are_none(counts: &[u64]) -> bool {
    counts.iter().fold(0, |all, count| all | count) == 0
}

/// Zeros at the end are a count of 0 behind the rest of them.
fn few(counts: &[u64]) -> Vec<(u32, u64)> {
    let mut found = Vec::new();
    let mut zeros = 0;
    for counts in counts.chunks(8) {
        if are_none(counts) {
            zeros += counts.len() as u32;
            continue;
        }
        for &count in counts {
            if count > 0 {
                found.push((zeros, count));
                zeros = 0;
            } else {
                zeros += 1;
            }
        }
    }
    if zeros > 0 {
        found.push((zeros - 1, 0));
    }
    found
}

/// Reads them; the error is that there are more than an answer has.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u64>, D::Error> {
    let found = match Packed::deserialize(from)? {
        Packed::Few(found) => found,
        Packed::One(counts) => return Ok(counts.iter().map(|&count| count.into()).collect()),
        Packed::Two(counts) => return Ok(counts.iter().map(|&count| count.into()).collect()),
        Packed::Four(counts) => return Ok(counts.iter().map(|&count| count.into()).collect()),
    };
    let length: u64 = found.iter().map(|&(zeros, _)| u64::from(zeros) + 1).sum();
    if length > MOST as u64 {
        return Err(D::Error::custom(length));
    }
    let mut counts = Vec::with_capacity(length as usize);
    for (zeros, count) in found {
        counts.resize(counts.len() + zeros as usize, 0);
        counts.push(count);
    }
    Ok(counts)
}

/// Moments, the same way.
pub mod moments {
    use super::{Deserialize, Deserializer, Numbers, Serialize, Serializer};
    use crate::value::Micros;

    /// Writes them.
    pub fn serialize<S: Serializer>(moments: &[Micros], to: S) -> Result<S::Ok, S::Error> {
        Numbers(moments.to_vec()).serialize(to)
    }

    /// Reads them.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Micros>, D::Error> {
        Numbers::deserialize(from).map(|moments| moments.0)
    }
}
