//! Before and after: the pairs of values in a record that say what was changed, told by their names in any vendor's words.

use super::tree::Node;
use std::collections::HashMap;

/// A value before and after. `None`: that side has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub sides: Sides,
}

/// What the two sides are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sides {
    /// As it was and as it is.
    Changed,
    /// What was asked for and what was answered.
    Answered,
}

/// Words for what was.
const BEFORE: [&str; 7] = ["old", "before", "previous", "prev", "prior", "original", "former"];
/// Words for what is.
const AFTER: [&str; 3] = ["new", "after", "current"];
/// Words for both that mean much else too: they count where one of [`CHANGE`] stands around them.
const FROM_TO: [&str; 2] = ["from", "to"];
const CHANGE: [&str; 9] = [
    "change",
    "changed",
    "changes",
    "diff",
    "delta",
    "transition",
    "modified",
    "modification",
    "modifications",
];
/// Names of what was asked for, and of what was answered, word by word.
const ASKED: [(&[&str], &[&str]); 4] = [
    (&["request", "parameters"], &["response", "elements"]),
    (&["request", "object"], &["response", "object"]),
    (&["request", "body"], &["response", "body"]),
    (&["request"], &["response"]),
];
/// What names an entry of a list of changes, the surest first.
const NAMES: [&str; 9] = [
    "displayname",
    "fieldname",
    "field",
    "property",
    "attribute",
    "name",
    "key",
    "column",
    "path",
];

/// A piece of the way to a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    Name(String),
    Index(usize),
}

struct Leaf {
    way: Vec<Step>,
    text: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// Where a leaf belongs: what both sides have in common, and what only this one has of the way.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    sides: Sides,
    /// The way to the name that tells the side.
    above: Vec<Step>,
    /// That name without the word that tells it.
    name: String,
}

/// The changes that a record tells of, in its order. Those of a place are there once both of its sides hold something.
pub fn changes(record: &Node) -> Vec<Change> {
    let mut leaves = Vec::new();
    gather(&closed(record), &mut Vec::new(), &mut leaves);
    let mut places: Vec<(Place, Vec<Pair>)> = Vec::new();
    for leaf in &leaves {
        let Some((side, place, below)) = told(&leaf.way) else {
            continue;
        };
        let at = places.iter().position(|(other, _)| *other == place).unwrap_or_else(|| {
            places.push((place, Vec::new()));
            places.len() - 1
        });
        let pairs = &mut places[at].1;
        let pair = pairs.iter().position(|pair| pair.below == below).unwrap_or_else(|| {
            pairs.push(Pair {
                below,
                before: None,
                after: None,
            });
            pairs.len() - 1
        });
        let value = match side {
            Side::Before => &mut pairs[pair].before,
            Side::After => &mut pairs[pair].after,
        };
        value.get_or_insert_with(|| leaf.text.clone());
    }
    let by_way: HashMap<Vec<Step>, &Leaf> = leaves.iter().map(|leaf| (folded(&leaf.way), leaf)).collect();
    let mut found = Vec::new();
    for (place, mut pairs) in places {
        // `old_permission` beside `permission`.
        if place.sides == Sides::Changed && !place.name.is_empty() && pairs.iter().all(|pair| pair.after.is_none()) {
            for pair in &mut pairs {
                let mut way = folded(&place.above);
                way.push(Step::Name(place.name.clone()));
                way.extend(folded(&pair.below));
                pair.after = by_way.get(&way).map(|leaf| leaf.text.clone());
            }
        }
        let both = pairs.iter().any(|pair| pair.before.is_some()) && pairs.iter().any(|pair| pair.after.is_some());
        if both {
            found.extend(pairs.into_iter().map(|pair| Change {
                name: called(&place, &pair.below, &leaves),
                before: pair.before.flatten(),
                after: pair.after.flatten(),
                sides: place.sides,
            }));
        }
    }
    found
}

/// The record without the columns that were opened out of a cell beside them: what they hold is in that cell.
fn closed(record: &Node) -> Node {
    let Node::Object(fields) = record else {
        return record.clone();
    };
    let opened = |name: &str| {
        let ends = name.match_indices('.').map(|(at, _)| &name[..at]);
        ends.into_iter()
            .any(|outer| fields.iter().any(|(other, _)| other == outer))
    };
    Node::Object(fields.iter().filter(|(name, _)| !opened(name)).cloned().collect())
}

struct Pair {
    below: Vec<Step>,
    before: Option<Option<String>>,
    after: Option<Option<String>>,
}

/// The leaves with the ways to them. Texts that hold JSON are gone into; a list of single values is one leaf; of names with their values
/// each is a leaf of that name.
fn gather(node: &Node, way: &mut Vec<Step>, leaves: &mut Vec<Leaf>) {
    let mut below = |step: Step, node: &Node, leaves: &mut Vec<Leaf>| {
        way.push(step);
        gather(node, way, leaves);
        way.pop();
    };
    match node {
        Node::Object(fields) => {
            for (name, node) in fields {
                below(Step::Name(name.clone()), node, leaves);
            }
        }
        Node::List(parts) => {
            if parts.iter().all(|part| part.leaf().is_some() || *part == Node::Null) {
                let texts: Vec<&str> = parts.iter().map(|part| part.leaf().unwrap_or("null")).collect();
                let text = (!texts.is_empty()).then(|| texts.join(", "));
                return leaves.push(Leaf { way: way.clone(), text });
            }
            let named: Option<Vec<_>> = parts.iter().map(name_and_value).collect();
            if let Some(named) = named {
                for (name, node) in named {
                    below(Step::Name(name.to_owned()), node, leaves);
                }
                return;
            }
            for (at, node) in parts.iter().enumerate() {
                below(Step::Index(at), node, leaves);
            }
        }
        Node::Text(text) => match Node::inside(text) {
            Some(inner) => gather(&inner, way, leaves),
            None => leaves.push(Leaf {
                way: way.clone(),
                text: Some(text.clone()),
            }),
        },
        Node::Plain(text) => leaves.push(Leaf {
            way: way.clone(),
            text: Some(text.clone()),
        }),
        Node::Null => leaves.push(Leaf {
            way: way.clone(),
            text: None,
        }),
    }
}

/// An entry of a list that is a name and its value: `{name: "x", value: 1}`.
fn name_and_value(node: &Node) -> Option<(&str, &Node)> {
    let Node::Object(fields) = node else { return None };
    let [(first, name), (_, value)] = &fields[..] else {
        return None;
    };
    match name {
        Node::Text(text) if words(first) == ["name"] => Some((text, value)),
        _ => None,
    }
}

/// The words of a name in lower case: `oldValue`, `old_value` and `Old Value` are the same two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut last, mut fresh) = (' ', true);
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || (letter.is_uppercase() && !last.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        (last, fresh) = (letter, false);
    }
    words
}

/// A way with its names in lower case, without what stands between words.
fn folded(way: &[Step]) -> Vec<Step> {
    let fold = |step: &Step| match step {
        Step::Name(name) => Step::Name(words(name).concat()),
        Step::Index(at) => Step::Index(*at),
    };
    way.iter().map(fold).collect()
}

/// Which side a leaf is on, of what, and the rest of the way; by the first name that tells.
fn told(way: &[Step]) -> Option<(Side, Place, Vec<Step>)> {
    let mut changing = false;
    for (at, step) in way.iter().enumerate() {
        let Step::Name(name) = step else { continue };
        let words = words(name);
        let is = |list: &[&str], word: &String| list.contains(&word.as_str());
        changing |= words.iter().any(|word| is(&CHANGE, word));
        let place = |sides, name: String| Place {
            sides,
            above: way[..at].to_vec(),
            name,
        };
        let below = || way[at + 1..].to_vec();
        for (asked, answered) in ASKED {
            for (side, names) in [(Side::Before, asked), (Side::After, answered)] {
                if words == names && at + 1 < way.len() {
                    let name = format!("{} → {}", asked.concat(), answered.concat());
                    return Some((side, place(Sides::Answered, name), below()));
                }
            }
        }
        let side_of = |word: &String| match word {
            word if is(&BEFORE, word) => Some(Side::Before),
            word if is(&AFTER, word) => Some(Side::After),
            word if changing && word == FROM_TO[0] => Some(Side::Before),
            word if changing && word == FROM_TO[1] => Some(Side::After),
            _ => None,
        };
        if let Some((told, side)) = words
            .iter()
            .enumerate()
            .find_map(|(at, word)| Some((at, side_of(word)?)))
        {
            let mut rest = words.clone();
            rest.remove(told);
            return Some((side, place(Sides::Changed, rest.concat()), below()));
        }
    }
    None
}

/// What a change is called: by its entry's own name where it has one, else by where it stands.
fn called(place: &Place, below: &[Step], leaves: &[Leaf]) -> String {
    let names = |steps: &[Step]| {
        let name = |step: &Step| match step {
            Step::Name(name) => Some(name.clone()),
            Step::Index(_) => None,
        };
        steps.iter().filter_map(name).collect::<Vec<_>>()
    };
    let entry = NAMES.iter().find_map(|wanted| {
        leaves.iter().find_map(|leaf| {
            let (last, above) = leaf.way.split_last()?;
            let fits = above == place.above && matches!(last, Step::Name(name) if words(name).concat() == *wanted);
            leaf.text.clone().filter(|text| fits && !text.is_empty())
        })
    });
    let generic = |name: &str| name.is_empty() || name == "value" || name == "values" || CHANGE.contains(&name);
    let mut parts = match entry {
        Some(name) if place.sides == Sides::Changed => vec![name],
        _ => Vec::new(),
    };
    let own = if place.sides == Sides::Changed && !generic(&place.name) {
        Some(place.name.clone())
    } else {
        None
    };
    if parts.is_empty() && own.is_none() && below.is_empty() {
        parts.extend(names(&place.above).pop());
    }
    parts.extend(own);
    parts.extend(names(below));
    if parts.is_empty() {
        "value".into()
    } else {
        parts.join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(json: &str) -> Vec<(String, String, String)> {
        let record = Node::read(json).expect("JSON");
        let shown = |value: Option<String>| value.unwrap_or_else(|| "-".into());
        changes(&record)
            .into_iter()
            .map(|change| (change.name, shown(change.before), shown(change.after)))
            .collect()
    }

    fn row(name: &str, before: &str, after: &str) -> (String, String, String) {
        (name.into(), before.into(), after.into())
    }

    #[test]
    fn entries_of_a_list_go_by_their_names() {
        let json = r#"{"targetResources":[{"modifiedProperties":[
            {"displayName":"Role","oldValue":null,"newValue":"\"Admin\""},
            {"displayName":"Policy","oldValue":"{\"a\":1}","newValue":"{\"a\":2,\"b\":3}"}]}]}"#;
        assert_eq!(
            told_of(json),
            [
                row("Role", "-", "\"Admin\""),
                row("Policy.a", "1", "2"),
                row("Policy.b", "-", "3")
            ]
        );
        let jira = r#"{"changedValues":[{"fieldName":"Email","changedFrom":"a@x","changedTo":"b@x"}]}"#;
        assert_eq!(told_of(jira), [row("Email", "a@x", "b@x")]);
        let google = r#"{"parameters":[{"name":"old_value","value":"x"},{"name":"new_value","multiValue":["y","z"]}]}"#;
        assert_eq!(told_of(google), [row("parameters", "x", "y, z")]);
    }

    #[test]
    fn what_was_opened_out_of_a_cell_is_told_once() {
        let json = r#"{"changes":[{"field":"Role","oldValue":"user","newValue":"admin"}],
            "changes.Role.oldValue":"user","changes.Role.newValue":"admin"}"#;
        assert_eq!(told_of(json), [row("Role", "user", "admin")]);
    }

    #[test]
    fn structures_are_held_against_each_other() {
        let json = r#"{"before":{"name":"n","role":"user"},"after":{"name":"n","role":"admin","mfa":false}}"#;
        assert_eq!(
            told_of(json),
            [
                row("name", "n", "n"),
                row("role", "user", "admin"),
                row("mfa", "-", "false")
            ]
        );
        let cloud = r#"{"requestParameters":{"userName":"x"},"responseElements":{"userName":"x","id":7}}"#;
        assert_eq!(told_of(cloud), [row("userName", "x", "x"), row("id", "-", "7")]);
        assert!(
            changes(&Node::read(cloud).unwrap())
                .iter()
                .all(|change| change.sides == Sides::Answered)
        );
    }

    #[test]
    fn names_tell_pairs_in_any_spelling() {
        assert_eq!(
            told_of(r#"{"old_permission":"read","permission":"admin"}"#),
            [row("permission", "read", "admin")]
        );
        assert_eq!(
            told_of(r#"{"Old Role":"a","New Role":"b","x":1}"#),
            [row("role", "a", "b")]
        );
        assert_eq!(
            told_of(r#"{"previousState":"on","currentState":"off"}"#),
            [row("state", "on", "off")]
        );
        assert_eq!(
            told_of(r#"{"changes":{"title":{"from":"a","to":"b"}}}"#),
            [row("title", "a", "b")]
        );
    }

    #[test]
    fn what_only_looks_so_is_no_change() {
        for json in [
            r#"{"from":"a@x","to":"b@x"}"#,
            r#"{"threshold":3,"folder":"x","newUser":"n"}"#,
            r#"{"originalRequestId":"1"}"#,
            r#"{"requestParameters":{"a":1},"responseElements":null}"#,
            r#"{"not_valid_before":"2026"}"#,
        ] {
            assert_eq!(told_of(json), [], "{json}");
        }
    }
}
