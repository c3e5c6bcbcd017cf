//! JSON text into our types by way of plain values: so text is read by one piece of code, not by one for each type.

use serde::de::DeserializeOwned;

/// # Errors
/// When `text` is no JSON, or what it says is not of the type.
pub fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    let value: serde_json::Value = serde_json::from_str(text)?;
    serde_json::from_value(value)
}
