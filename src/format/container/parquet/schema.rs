//! The columns of a Parquet file as the tree that records are written from: lists and maps of all ages told by their names and shapes.

use super::decoder::Stored;
use super::footer::{Element, Footer};
use super::json::quoted;
use super::logical::Logical;
use std::ops::Range;

/// Groups in groups; a tree that is deeper is not read.
const DEPTH: u8 = 100;

/// Bytes of the names of all columns, each with those of the groups around it.
const NAMES: usize = 64 << 20;

/// What stands under one name, or between the brackets of a list.
#[derive(Debug)]
pub(super) struct Node {
    /// The name as a member: behind a comma, in quotes, with a colon.
    pub name: Vec<u8>,
    /// The level from which on it is there.
    pub level: u8,
    pub shape: Shape,
    /// The columns below it.
    pub columns: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Shape {
    Value,
    Members(Vec<Node>),
    List(Box<Repeated>),
    /// By keys that are values; the second node is what stands under them.
    Map(Box<Repeated>, Option<Box<Node>>),
}

/// What comes any number of times.
#[derive(Debug)]
pub(super) struct Repeated {
    /// What comes; of a map, its key.
    pub item: Node,
    /// The level from which on there is one.
    pub some: u8,
    /// What tells each but the first.
    pub again: u8,
}

/// A column that holds values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    pub stored: Stored,
    pub logical: Logical,
    /// The highest levels there are: of what is there, and of what comes again.
    pub level: u8,
    pub again: u8,
}

/// All columns.
#[derive(Debug)]
pub(super) struct Schema {
    pub root: Node,
    pub leaves: Vec<Leaf>,
    /// The names of each from the first group on, joined by dots.
    pub names: Vec<String>,
    /// The paths that are columns of the table for sure: those of maps show in the values.
    pub paths: Vec<String>,
}

/// How deep something stands.
#[derive(Clone, Copy)]
struct Levels {
    level: u8,
    again: u8,
    depth: u8,
}

impl Levels {
    fn repeated(self) -> Self {
        Self {
            level: self.level + 1,
            again: self.again + 1,
            ..self
        }
    }
}

/// Where the tree is read.
struct Reading<'a> {
    elements: &'a [Element],
    at: usize,
    leaves: Vec<Leaf>,
    names: Vec<String>,
    paths: Vec<String>,
    path: Vec<&'a str>,
    /// Bytes that names may still take.
    room: usize,
    /// Lists and maps around what is read.
    inside: u8,
}

impl Schema {
    /// The tree of these columns; `None` where they are no tree, or one too deep.
    pub fn new(footer: &Footer) -> Option<Self> {
        let mut reading = Reading {
            elements: &footer.elements,
            at: 1,
            leaves: Vec::new(),
            names: Vec::new(),
            paths: Vec::new(),
            path: Vec::new(),
            room: NAMES,
            inside: 0,
        };
        let levels = Levels {
            level: 0,
            again: 0,
            depth: 0,
        };
        let root = reading.members(footer.elements.first()?, levels)?;
        Some(Self {
            root,
            leaves: reading.leaves,
            names: reading.names,
            paths: reading.paths,
        })
    }
}

impl<'a> Reading<'a> {
    /// The next element, as often as it comes.
    fn next(&mut self, levels: Levels) -> Option<Node> {
        let element = self.elements.get(self.at)?;
        self.at += 1;
        if levels.depth > DEPTH {
            return None;
        }
        self.path.push(&element.name);
        let levels = Levels {
            depth: levels.depth + 1,
            ..levels
        };
        let node = match element.repetition {
            0 => self.one(element, levels),
            1 => self.one(
                element,
                Levels {
                    level: levels.level + 1,
                    ..levels
                },
            ),
            _ => {
                self.note()?;
                self.inside += 1;
                let inner = levels.repeated();
                let item = self.one(element, inner)?;
                self.inside -= 1;
                Some(self.node(element, levels, item.columns.clone(), list_of(item, inner)))
            }
        };
        self.path.pop();
        node
    }

    /// An element that is there.
    fn one(&mut self, element: &'a Element, levels: Levels) -> Option<Node> {
        let from = self.leaves.len();
        if element.children == 0 {
            let (stored, logical) = Logical::of(element)?;
            self.note()?;
            let name = self.joined()?;
            self.names.push(name);
            self.leaves.push(Leaf {
                stored,
                logical,
                level: levels.level,
                again: levels.again,
            });
            return Some(self.node(element, levels, from..from + 1, Shape::Value));
        }
        let inner = self
            .elements
            .get(self.at)
            .filter(|inner| element.children == 1 && inner.repetition == 2);
        let Some(inner) = inner else {
            return self.members(element, levels);
        };
        let (lists, maps) = (is(element, 3, 3), is(element, 2, 1) || is(element, 2, 2));
        if !lists && !maps {
            return self.members(element, levels);
        }
        if lists {
            self.note()?;
        }
        self.inside += 1;
        let shape = if lists {
            self.list(element, inner, levels.repeated())?
        } else {
            self.map(inner, levels.repeated())?
        };
        self.inside -= 1;
        Some(self.node(element, levels, from..self.leaves.len(), shape))
    }

    /// A list: what is repeated in it is an element, or a group around one.
    fn list(&mut self, element: &Element, inner: &'a Element, levels: Levels) -> Option<Shape> {
        let single = self.elements.get(self.at + 1).filter(|_| inner.children == 1);
        let around = single.is_some_and(|single| single.repetition != 2)
            && inner.name != "array"
            && inner.name.strip_suffix("_tuple") != Some(&element.name);
        self.at += 1;
        let item = if around {
            self.next(levels)?
        } else if inner.children > 0 && !is(inner, 3, 3) && !is(inner, 2, 1) {
            self.members(inner, levels)?
        } else {
            self.one(inner, levels)?
        };
        Some(list_of(item, levels))
    }

    /// A map: a key, and mostly a value. One whose keys are no values is a list.
    fn map(&mut self, inner: &'a Element, levels: Levels) -> Option<Shape> {
        let key = self.elements.get(self.at + 1)?;
        let keyed = key.children == 0 && key.repetition != 2 && matches!(inner.children, 1 | 2);
        self.at += 1;
        if !keyed {
            return Some(list_of(self.members(inner, levels)?, levels));
        }
        let item = self.next(levels)?;
        let value = if inner.children == 2 {
            Some(Box::new(self.next(levels)?))
        } else {
            None
        };
        Some(Shape::Map(Box::new(repeated(item, levels)), value))
    }

    /// A group whose members have names.
    fn members(&mut self, element: &Element, levels: Levels) -> Option<Node> {
        let from = self.leaves.len();
        let members = (0..element.children)
            .map(|_| self.next(levels))
            .collect::<Option<_>>()?;
        Some(self.node(element, levels, from..self.leaves.len(), Shape::Members(members)))
    }

    /// Notes that a column of the table stands here; what is in a list or a map is none of its own.
    fn note(&mut self) -> Option<()> {
        if self.inside == 0 {
            let path = self.joined()?;
            self.paths.push(path);
        }
        Some(())
    }

    /// The names from the first group to here, joined by dots.
    fn joined(&mut self) -> Option<String> {
        let length: usize = self.path.iter().map(|name| name.len() + 1).sum();
        self.room = self.room.checked_sub(length)?;
        Some(self.path.join("."))
    }

    fn node(&self, element: &Element, levels: Levels, columns: Range<usize>, shape: Shape) -> Node {
        Node {
            name: [b",", quoted(&element.name).as_slice(), b":"].concat(),
            level: levels.level,
            shape,
            columns,
        }
    }
}

fn repeated(item: Node, levels: Levels) -> Repeated {
    Repeated {
        item,
        some: levels.level,
        again: levels.again,
    }
}

fn list_of(item: Node, levels: Levels) -> Shape {
    Shape::List(Box::new(repeated(item, levels)))
}

/// Whether an element is annotated so, in the newer numbers or the older ones.
fn is(element: &Element, logical: i16, converted: i64) -> bool {
    match element.logical {
        Some(told) => told == logical,
        None => element.converted == Some(converted),
    }
}
