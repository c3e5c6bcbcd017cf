//! Which elements of a document are its records: those that come again, and hold something.

use super::token::{Token, attributes, token};

/// Elements that are looked at, and how deep they may stand.
const LOOKED: usize = 4000;
const DEEP: usize = 4;

/// The longest name of a document, in bytes.
const NAME: usize = 40;

/// Names of elements that hold one record, where there is but one.
const USUAL: [&[u8]; 7] = [b"event", b"record", b"row", b"entry", b"item", b"log", b"logentry"];

/// The elements that are records: their name, and in how many others they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Pick {
    pub name: Vec<u8>,
    pub depth: usize,
}

/// What a look at the beginning of a document gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum Picked {
    /// It is none, such as lines that begin with a level in angle brackets, or a table whose first cell is a tag: in a document some tag
    /// is closed.
    No,
    /// It may be one, but more of it is needed to tell what comes again.
    More,
    One(Pick),
}

struct Node<'a> {
    name: &'a [u8],
    depth: usize,
    parent: usize,
    /// Whether it holds elements, or several attributes.
    compound: bool,
    children: usize,
}

/// Looks at the beginning of a document; `enough` says that no more can be had.
pub(in crate::format) fn pick(bytes: &[u8], enough: bool) -> Picked {
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut closed = false;
    let (mut at, mut piece) = (0, 0);
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
            // Documents that follow each other may have names.
            Token::Text(text) if open.is_empty() && !text.trim_ascii().is_empty() && !named(text, &bytes[end..]) => {
                return Picked::No;
            }
            _ => {}
        }
        (at, piece) = (end, at);
    }
    if at < bytes.len() {
        piece = at;
    }
    let all = enough || nodes.len() == LOOKED;
    // Where nothing is closed, most of what is here must be one piece of it: one long text, or one long tag.
    let long = !nodes.is_empty() && (bytes.len() - piece) * 2 > bytes.len();
    let Some(root) = nodes.first().filter(|_| closed) else {
        return if all || !long { Picked::No } else { Picked::More };
    };
    let again = |node: &&Node<'_>| {
        let same = |other: &&Node<'_>| (other.parent, other.name, other.compound) == (node.parent, node.name, true);
        node.compound && nodes.iter().filter(same).nth(1).is_some()
    };
    let repeated = (0..DEEP).find_map(|depth| nodes.iter().filter(|node| node.depth == depth).take(64).find(again));
    if repeated.is_none() && !all {
        return Picked::More;
    }
    let child = nodes
        .get(1)
        .filter(|child| child.depth == 1 && child.compound && root.children == 1);
    let usual = child.filter(|child| {
        let name = child.name.to_ascii_lowercase();
        root.name.to_ascii_lowercase().starts_with(&name) || USUAL.contains(&&name[..])
    });
    let chosen = repeated.or(usual).unwrap_or(root);
    Picked::One(Pick {
        name: chosen.name.to_vec(),
        depth: chosen.depth,
    })
}

/// Whether a text only names the document that begins with `rest`.
pub(in crate::format) fn named(text: &[u8], rest: &[u8]) -> bool {
    let text = text.trim_ascii();
    rest.starts_with(b"<?xml") && text.len() <= NAME && !text.contains(&b'\n')
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
            let name = name.as_bytes().to_vec();
            assert_eq!(pick(text.as_bytes(), true), Picked::One(Pick { name, depth }), "{text}");
        }
        assert_eq!(pick(b"words <b>x</b>", true), Picked::No);
        assert_eq!(pick(b"<!-- nothing -->", true), Picked::No);
        assert_eq!(pick(b"<img src=x onerror=alert(2)>,b\n1,2\n", true), Picked::No);
        assert_eq!(pick(b"<b>x</b>,y\n1,2\n", true), Picked::No);
        assert_eq!(
            pick(b"<ERROR> 2024-01-01 lost\n<INFO> 2024-01-02 found\n", true),
            Picked::No
        );
    }
    #[test]
    fn more_is_looked_at_where_nothing_comes_again_yet() {
        let long = "x".repeat(1000);
        let one = format!("<Wrapper><Thing><a>1</a><b>{long}</b></Thing>");
        for text in [
            format!("<Wrapper><Thing><a>1</a><b>{long}"),
            format!("<Wrapper><Thing>{long}"),
            format!("<Wrapper><Thing a='{long}"),
            one.clone(),
        ] {
            assert_eq!(pick(text.as_bytes(), false), Picked::More, "{text}");
        }
        let two = format!("{one}<Thing><a>2</a>");
        assert!(matches!(pick(two.as_bytes(), false), Picked::One(found) if found.name == b"Thing"));
        let lines = "<ERROR> 2024-01-01 lost\n<INFO> 2024-01-02 found\n".repeat(20);
        assert_eq!(pick(lines.as_bytes(), false), Picked::No);
    }
}
