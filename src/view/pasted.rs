//! Lists of values that somebody pasted: they belong to the view, and filters ask who is in them by their name.

use super::{View, text_of};
use crate::query::List;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A list of values under a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pasted {
    pub name: String,
    /// Empty where a link named a list that was too long for it.
    #[serde(default)]
    pub values: List,
}

/// Letters of all lists together up to which a link holds them.
const LINKED: usize = 4_000;

/// The values of a pasted text, each once, without blanks and quotes around them: between line ends, tabs, commas, semicolons and
/// bars, or where there are none of these between blanks. Where only `lines` separate, each line is one value.
pub fn values_in(text: &str, lines: bool) -> List {
    let separators: &[char] = match lines {
        true => &['\n', '\r'],
        false => &['\n', '\r', '\t', ',', ';', '|'],
    };
    let none = !lines && !text.trim().contains(separators);
    let pieces: Vec<&str> = match none {
        true => text.split_whitespace().collect(),
        false => text.split(separators).collect(),
    };
    let mut seen = HashSet::new();
    let values = pieces.into_iter().map(|piece| {
        let piece = piece.trim();
        match piece.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) if piece.len() > 1 && piece.ends_with(quote) => {
                piece[1..piece.len() - 1].trim()
            }
            _ => piece,
        }
    });
    values
        .filter(|value| !value.is_empty() && seen.insert(*value))
        .map(str::to_owned)
        .collect()
}

/// The values of a list that are not among those found, letter case aside; lists that were found count by their elements.
pub fn absent<'v>(list: &List, found: impl Iterator<Item = &'v Value>) -> Vec<String> {
    let mut there = HashSet::new();
    let mut left: Vec<&Value> = found.collect();
    while let Some(value) = left.pop() {
        match value {
            Value::List(parts) => left.extend(parts),
            value => there.extend(text_of(value).map(|text| text.to_lowercase())),
        }
    }
    let gone = |value: &&String| !there.contains(&value.to_lowercase());
    list.iter().filter(gone).cloned().collect()
}

impl Pasted {
    fn letters(&self) -> usize {
        self.values.iter().map(String::len).sum()
    }
}

impl View {
    /// Whether a link to this view holds all values of its lists.
    pub fn links_lists(&self) -> bool {
        self.pasted.iter().map(Pasted::letters).sum::<usize>() <= LINKED
    }

    /// The view as a link holds it: lists that are too long are named there, and no more.
    pub(super) fn for_link(&self) -> Self {
        let mut view = self.clone();
        if !self.links_lists() {
            view.pasted.iter_mut().for_each(|list| list.values = List::default());
        }
        view
    }

    /// Takes the values of lists that are only named from another view.
    pub(super) fn fill_lists(&mut self, from: &[Pasted]) {
        for list in self.pasted.iter_mut().filter(|list| list.values.is_empty()) {
            if let Some(known) = from.iter().find(|known| known.name == list.name) {
                list.values = known.values.clone();
            }
        }
    }

    /// The name of a new list: free among these.
    pub fn list_name(&self, taken: &[String]) -> String {
        let used = |name: &String| taken.contains(name) || self.pasted.iter().any(|list| list.name == *name);
        let names = std::iter::once("list".to_owned()).chain((2..).map(|number| format!("list_{number}")));
        names.into_iter().find(|name| !used(name)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Action, from_link, to_link};

    fn values(text: &str, lines: bool) -> Vec<String> {
        values_in(text, lines).to_vec()
    }

    #[test]
    fn values_are_found_whatever_separates_them() {
        assert_eq!(values("a\r\nb b\n\n a \nc,", false), ["a", "b b", "c"]);
        assert_eq!(values("a, b;c|d\te", false), ["a", "b", "c", "d", "e"]);
        assert_eq!(values("\"a b\", 'c', d\"", false), ["a b", "c", "d\""]);
        assert_eq!(values("a b  c", false), ["a", "b", "c"]);
        assert_eq!(values("Doe, Jane\nRoe, Max\n", true), ["Doe, Jane", "Roe, Max"]);
        assert!(values(" ,;\n\"\" ", false).is_empty());
    }

    #[test]
    fn values_that_no_event_has_are_told() {
        let list: List = ["Ann", "bob", "cat", "7"].map(str::to_owned).into_iter().collect();
        let found = [
            Value::Text("ANN".into()),
            Value::List(vec![Value::Text("cat".into())]),
            Value::Integer(7),
            Value::Null,
        ];
        assert_eq!(absent(&list, found.iter()), ["bob"]);
        assert_eq!(absent(&list, [].iter()).len(), 4);
    }

    #[test]
    fn a_long_list_is_named_in_the_link_and_kept_in_the_page() {
        let list = |count: usize| Pasted {
            name: "vips".into(),
            values: (0..count).map(|n| format!("user{n}@example.org")).collect(),
        };
        let mut view = View::default();
        view.apply(Action::SetLists(vec![list(20)]));
        assert_eq!(from_link(&to_link(&view)), Some(view.clone()));
        view.apply(Action::SetLists(vec![list(2_000)]));
        let linked = from_link(&to_link(&view)).unwrap();
        assert!(linked.pasted[0].name == "vips" && linked.pasted[0].values.is_empty());
        let before = view.clone();
        view.apply(Action::Show(Box::new(linked)));
        assert_eq!(view, before);
        assert_eq!(view.list_name(&["list".into()]), "list_2");
    }
}
