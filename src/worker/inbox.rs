//! Questions that wait: one for each slot, the newest.

use crate::protocol::{Asked, CALL};
use std::collections::VecDeque;

/// Questions in the order in which their slots first asked; a newer one takes the place of the older.
#[derive(Default)]
pub struct Inbox {
    waiting: VecDeque<Asked>,
}

impl Inbox {
    /// Takes questions in.
    pub fn put(&mut self, asked: Vec<Asked>) {
        for new in asked {
            match self.waiting.iter_mut().find(|old| old.slot == new.slot) {
                Some(old) => *old = new,
                None => self.waiting.push_back(new),
            }
        }
    }

    /// The questions of callers who wait for one answer each, and not for a screen's newest.
    pub fn calls(&mut self) -> VecDeque<Asked> {
        let (calls, others) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|asked| asked.slot.starts_with(CALL));
        self.waiting = others;
        calls
    }

    /// The question to answer next.
    pub fn next(&mut self) -> Option<Asked> {
        self.waiting.pop_front()
    }
}
