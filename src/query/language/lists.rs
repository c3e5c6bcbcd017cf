//! Long lists under short names, so that a filter of ten thousand pasted values still reads as one line: `user in #1`.

use super::super::List;

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

    /// The list of this name.
    pub fn get(&self, name: &str) -> Option<&List> {
        self.0.get(name.parse::<usize>().ok()?.checked_sub(1)?)
    }
}
