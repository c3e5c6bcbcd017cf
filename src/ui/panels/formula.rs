//! Formulas as they are typed: a field that offers columns and functions, and the dialog that makes a computed column.

mod dialog;
mod field;
mod wrong;

pub use dialog::ComputeDialog;
pub use field::FormulaInput;
