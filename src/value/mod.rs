//! What one cell can be.

mod civil;
mod detect;
mod figure;
mod layout;
mod names;
mod scan;
mod span;
mod stamp;
mod zone;
mod zone_name;

pub use civil::{Civil, date};
pub use figure::{Decimal, Figure};
pub use layout::Layout;
pub use span::reading;
pub use stamp::{Stamp, instant, iso};
pub use zone::Zone;
pub use zone_name::offset as zone_offset;

use serde::{Deserialize, Serialize};

/// The kind of a column, decided over all its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Time,
    Integer,
    Number,
    Boolean,
    Text,
    /// Arrays, as several-valued cells; each element is text.
    List,
}

/// A moment: microseconds since 1970-01-01T00:00:00Z.
pub type Micros = i64;

/// One cell, as it crosses to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Time(Micros),
    Text(String),
    /// The elements of an array; an element that is itself a structure is its JSON text.
    List(Vec<Value>),
}
