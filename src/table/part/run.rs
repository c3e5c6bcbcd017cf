//! Numbers that cross as the bytes they are, not one by one.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// What can stand in a run.
pub(crate) trait Fixed: Copy {
    /// Bytes of one.
    const SIZE: usize;

    fn write(values: &[Self]) -> Vec<u8>;

    /// `None` where the bytes are no whole number of values.
    fn read(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! fixed {
    ($($kind:ty),*) => { $(
        impl Fixed for $kind {
            const SIZE: usize = size_of::<$kind>();

            fn write(values: &[Self]) -> Vec<u8> {
                let mut bytes = vec![0; size_of_val(values)];
                let (places, _) = bytes.as_chunks_mut();
                places.iter_mut().zip(values).for_each(|(place, value)| *place = value.to_le_bytes());
                bytes
            }

            fn read(bytes: &[u8]) -> Option<Vec<Self>> {
                let (values, rest) = bytes.as_chunks();
                rest.is_empty().then(|| values.iter().map(|value| Self::from_le_bytes(*value)).collect())
            }
        }
    )* };
}
fixed!(u8, u16, u32, u64, i64, f64);

/// Numbers of one width, little-endian where they cross.
#[derive(Clone, Debug)]
pub(crate) struct Run<T>(pub Vec<T>);

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Run<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Fixed> Serialize for Run<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&T::write(&self.0))
    }
}

struct Bytes<T>(PhantomData<T>);

impl<T: Fixed> Visitor<'_> for Bytes<T> {
    type Value = Run<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "numbers of {} bytes", T::SIZE)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Run<T>, E> {
        T::read(bytes)
            .map(Run)
            .ok_or_else(|| E::invalid_length(bytes.len(), &self))
    }
}

impl<'de, T: Fixed> Deserialize<'de> for Run<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cross_and_what_is_no_run_is_refused() {
        let bytes = postcard::to_stdvec(&Run(vec![1.5_f64, -0.0])).unwrap();
        let back: Run<f64> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(
            back.0.iter().map(|value| value.to_bits()).collect::<Vec<_>>(),
            [1.5_f64.to_bits(), (-0.0_f64).to_bits()]
        );
        assert!(postcard::from_bytes::<Run<f64>>(&postcard::to_stdvec(&Run(vec![1_u8, 2, 3])).unwrap()).is_err());
    }
}
