//! What must hold for any bytes at all, one function a fuzz target; each panics where it does not hold.
//!
//! Two run them: libFuzzer through `targets/` (`cargo xtask fuzz`), and, with any compiler, `tests/broken.rs` over damaged files.

pub mod packing;
pub mod reading;
pub mod sharing;
pub mod table;
pub mod words;

#[path = "../../tests/alike/mod.rs"]
mod alike;
#[path = "../../tests/record/mod.rs"]
mod record;
#[path = "../../tests/stretch/mod.rs"]
mod stretch;

/// Sizes of chunks that depend on the bytes alone.
fn sizes(bytes: &[u8]) -> [usize; 3] {
    let sum = bytes.iter().fold(7_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    [1 + sum % 3, 1 + sum / 3 % 61, 1 + sum / 183 % 1021]
}
