//! Which elements of a document are its records: those that come again, and hold something.

use super::token::{Token, attributes, token};

/// Elements that are looked at, and how deep they may stand.
const LOOKED: usize = 4000;
const DEEP: usize = 4;

/// Names of elements that hold one record, where there is but one.
const USUAL: [&[u8]; 7] = [b"event", b"record", b"row", b"entry", b"item", b"log", b"logentry"];

/// The elements that are records: their name, and in how many others they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Pick {
    pub name: Vec<u8>,
    pub depth: usize,
}

struct Node<'a> {
    name: &'a [u8],
    depth: usize,
    parent: usize,
    /// Whether it holds elements, or several attributes.
    compound: bool,
    children: usize,
}

/// Looks at the beginning of a document; `None` where it is none, such as lines that begin with a level in angle brackets, or a table whose
/// first cell is a tag: in a document some tag is closed.
pub(in crate::format) fn pick(bytes: &[u8]) -> Option<Pick> {
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut closed = false;
    let mut at = 0;
    while nodes.len() < LOOKED
        && at < bytes.len()
        && let Some((found, end)) = token(bytes, at)
    {
        match found {
            Token::Open {
                name,
                attributes: inner,
                alone,
            } => {
                let parent = open.last().copied().unwrap_or(usize::MAX);
                if let Some(parent) = nodes.get_mut(parent) {
                    parent.compound = true;
                    parent.children += 1;
                }
                if !alone {
                    open.push(nodes.len());
                }
                closed |= alone;
                nodes.push(Node {
                    name,
                    depth: open.len() - usize::from(!alone),
                    parent,
                    compound: attributes(inner).len() > 1,
                    children: 0,
                });
            }
            Token::Close(name) => closed |= open.pop().is_some_and(|node| nodes[node].name == name),
            Token::Text(text) if open.is_empty() && !text.trim_ascii().is_empty() => return None,
            _ => {}
        }
        at = end;
    }
    let root = nodes.first().filter(|_| closed)?;
    let again = |node: &&Node<'_>| {
        let same = |other: &&Node<'_>| (other.parent, other.name, other.compound) == (node.parent, node.name, true);
        node.compound && nodes.iter().filter(same).nth(1).is_some()
    };
    let repeated = (0..DEEP).find_map(|depth| nodes.iter().filter(|node| node.depth == depth).take(64).find(again));
    let child = nodes
        .get(1)
        .filter(|child| child.depth == 1 && child.compound && root.children == 1);
    let usual = child.filter(|child| {
        let name = child.name.to_ascii_lowercase();
        root.name.to_ascii_lowercase().starts_with(&name) || USUAL.contains(&&name[..])
    });
    let chosen = repeated.or(usual).unwrap_or(root);
    Some(Pick {
        name: chosen.name.to_vec(),
        depth: chosen.depth,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_what_comes_again() {
        let event = "<Event><System><Provider Name='x' Guid='y'/></System><EventData><Data Name='a'>1</Data><Data Name='b'>2</Data></EventData></Event>";
        for (text, name, depth) in [
            (
                format!("<?xml version='1.0'?>\n<Events>{event}{event}</Events>"),
                "Event",
                1,
            ),
            (format!("<Events>{event}</Events>"), "Event", 1),
            (event.to_owned(), "Event", 0),
            (format!("{event}\n{event}"), "Event", 0),
            (
                "<r><head a='1'/><rows><row Id='1' b='2'/><row Id='2' b='3'/></rows></r>".to_owned(),
                "row",
                2,
            ),
            (
                "<log><logentry revision='1'><author>a</author></logentry>".to_owned(),
                "logentry",
                1,
            ),
        ] {
            let found = pick(text.as_bytes()).expect(&text);
            assert_eq!((&found.name[..], found.depth), (name.as_bytes(), depth), "{text}");
        }
        assert_eq!(pick(b"words <b>x</b>"), None);
        assert_eq!(pick(b"<!-- nothing -->"), None);
        assert_eq!(pick(b"<img src=x onerror=alert(2)>,b\n1,2\n"), None);
        assert_eq!(pick(b"<b>x</b>,y\n1,2\n"), None);
        assert_eq!(pick(b"<ERROR> 2024-01-01 lost\n<INFO> 2024-01-02 found\n"), None);
    }
}
