//! Formulas as they are typed: a field that offers columns and functions, and the dialog that makes a computed column.

mod field;

pub use field::FormulaInput;
