//! The object paths seen so far, as a tree whose keys remember which key came next.
//!
//! Records of one log hold the same keys in the same order. So a key is compared with the one that followed its neighbour last time
//! (and the time before): most keys are recognised by comparing bytes, and only a surprise is looked up by hash.

use super::text::unescape;
use crate::bytes::same;
use crate::format::{ColumnId, Sink};
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// A path; [`ROOT`] is the record itself.
pub(super) type Node = u32;

/// The record itself.
pub(super) const ROOT: Node = 0;

const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Entry {
    parent: Node,
    /// Where the key, as written between its quotes, stands in `keys`.
    key: (u32, u32),
    /// Keys that came first in the object under this path.
    first: [Node; 2],
    /// Keys that came after this one.
    next: [Node; 2],
    column: ColumnId,
}

/// All paths of one file.
#[derive(Debug)]
pub(super) struct Trie {
    entries: Vec<Entry>,
    keys: Vec<u8>,
    table: HashTable<Node>,
    hash: foldhash::fast::FixedState,
}

impl Trie {
    pub fn new() -> Self {
        let root = Entry {
            parent: ROOT,
            key: (0, 0),
            first: [NONE; 2],
            next: [NONE; 2],
            column: NONE,
        };
        Trie {
            entries: vec![root],
            keys: Vec::new(),
            table: HashTable::new(),
            hash: foldhash::fast::FixedState::default(),
        }
    }

    /// Guesses the key whose text begins at `at`, from the one before it (`None` for the first of its object). Returns the path and the
    /// offset behind the closing quote.
    #[inline]
    pub fn guess(&self, parent: Node, before: Option<Node>, bytes: &[u8], at: usize) -> Option<(Node, usize)> {
        let guesses = match before {
            Some(before) => self.entries[before as usize].next,
            None => self.entries[parent as usize].first,
        };
        for guess in guesses {
            if guess == NONE {
                break;
            }
            let key = self.key(guess);
            if bytes.get(at + key.len()) == Some(&b'"') && same(&bytes[at..at + key.len()], key) {
                return Some((guess, at + key.len() + 1));
            }
        }
        None
    }

    /// The path of `key`, as written between its quotes, under `parent`; remembers that it came after `before`.
    pub fn find(&mut self, parent: Node, before: Option<Node>, key: &[u8]) -> Node {
        let hash = self.hash(parent, key);
        let found = self
            .table
            .find(hash, |&node| {
                self.entries[node as usize].parent == parent && self.key(node) == key
            })
            .copied();
        let node = found.unwrap_or_else(|| self.add(hash, parent, key));
        let guesses = match before {
            Some(before) => &mut self.entries[before as usize].next,
            None => &mut self.entries[parent as usize].first,
        };
        *guesses = if guesses[0] == NONE {
            [node, NONE]
        } else {
            [guesses[0], node]
        };
        node
    }

    /// The column of a path: its keys joined by dots.
    pub fn column<S: Sink>(&mut self, node: Node, sink: &mut S) -> ColumnId {
        let known = self.entries[node as usize].column;
        if known != NONE {
            return known;
        }
        let column = sink.column(&self.path(node));
        self.entries[node as usize].column = column;
        column
    }

    /// The keys of a path joined by dots, escapes resolved.
    pub fn path(&self, node: Node) -> String {
        let mut nodes = Vec::new();
        let mut at = node;
        while at != ROOT {
            nodes.push(at);
            at = self.entries[at as usize].parent;
        }
        let mut path = String::new();
        for (index, node) in nodes.into_iter().rev().enumerate() {
            if index > 0 {
                path.push('.');
            }
            unescape(&String::from_utf8_lossy(self.key(node)), &mut path);
        }
        path
    }

    #[inline]
    fn key(&self, node: Node) -> &[u8] {
        let (start, end) = self.entries[node as usize].key;
        &self.keys[start as usize..end as usize]
    }

    fn add(&mut self, hash: u64, parent: Node, key: &[u8]) -> Node {
        let node = self.entries.len() as Node;
        let start = self.keys.len() as u32;
        self.keys.extend_from_slice(key);
        self.entries.push(Entry {
            parent,
            key: (start, self.keys.len() as u32),
            first: [NONE; 2],
            next: [NONE; 2],
            column: NONE,
        });
        let (entries, keys, state) = (&self.entries, &self.keys, &self.hash);
        self.table.insert_unique(hash, node, |&node| {
            let entry = &entries[node as usize];
            hash_key(state, entry.parent, &keys[entry.key.0 as usize..entry.key.1 as usize])
        });
        node
    }

    fn hash(&self, parent: Node, key: &[u8]) -> u64 {
        hash_key(&self.hash, parent, key)
    }
}

fn hash_key(state: &foldhash::fast::FixedState, parent: Node, key: &[u8]) -> u64 {
    let mut hasher = state.build_hasher();
    hasher.write_u32(parent);
    hasher.write(key);
    hasher.finish()
}
