//! Counts on their way, most of which are 0: each other one with how many zeros stand before it.

use crate::query::bucket::MOST;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Writes them; zeros at the end are a count of 0 behind the rest of them.
pub fn serialize<S: Serializer>(counts: &[u64], to: S) -> Result<S::Ok, S::Error> {
    let mut found = Vec::new();
    let mut zeros = 0_u32;
    for &count in counts {
        if count > 0 {
            found.push((zeros, count));
            zeros = 0;
        } else {
            zeros += 1;
        }
    }
    if zeros > 0 {
        found.push((zeros - 1, 0));
    }
    found.serialize(to)
}

/// Reads them; the error is that there are more than an answer has.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u64>, D::Error> {
    let found = Vec::<(u32, u64)>::deserialize(from)?;
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
