//! Records into columns: the [`Sink`](crate::format::Sink) that every reader pushes into.

/// Grows a table row by row.
#[derive(Debug, Default)]
pub struct Builder {}
