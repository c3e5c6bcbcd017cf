//! Long lists under short names, so that a filter of ten thousand pasted values still reads as one line: `user in #1`.

use super::super::List;
use super::super::predicate::distinct;
use super::print::print_item;

/// Values from which on a list is told by its name where that is possible.
pub const LONG: usize = 20;

/// Lists by name; a list that is known keeps its name.
#[derive(Clone, Debug, Default)]
pub struct Lists(Vec<List>);

impl Lists {
    /// The name of a list, without `#`.
    pub fn name(&mut self, list: &List) -> String {
        let known = self.0.iter().position(|known| known == list);
        let at = known.unwrap_or_else(|| {
            self.0.push(list.clone());
            self.0.len() - 1
        });
        (at + 1).to_string()
    }

    /// The values as a list after a column, a long one by its name: `in (a, b)`, `in #1`.
    pub fn written(&mut self, values: List) -> String {
        if values.len() > LONG {
            return format!("in #{}", self.name(&values));
        }
        let values: Vec<String> = values.iter().map(|value| print_item(value)).collect();
        format!("in ({})", values.join(", "))
    }

    /// The list of this name.
    pub fn get(&self, name: &str) -> Option<&List> {
        self.0.get(name.parse::<usize>().ok()?.checked_sub(1)?)
    }
}

/// The values that a pasted text holds, one a line, each once; `None` for a single line, which is text like any other.
#[must_use]
pub fn pasted(text: &str) -> Option<List> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let values: Vec<String> = lines.map(str::to_owned).collect();
    (values.len() > 1).then(|| distinct(values.into()))
}
