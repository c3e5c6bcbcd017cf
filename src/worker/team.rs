//! Other workers that help the one that holds the table, over a port each: they read stretches of a file ahead, and hold some of the rows
//! and say what is in them.

use super::chunks::Begun;
use super::door::{beside, bytes, message};
use super::tick::Waiting;
use crate::engine::{Errand, Inquiry, Of, Piece, Shares, Stretch};
use crate::protocol::{decode, encode};
use crate::query::{Failure, Partials};
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageEvent, MessagePort};

/// Errands under way with one worker: while it does one, the next is already there.
const AT_ONCE: usize = 2;

/// What a worker of the team is told.
#[derive(Serialize, Deserialize)]
pub enum Task {
    /// Read a stretch of the file that travels beside, or the files.
    Read(Errand),
    /// Hold other rows from now on, of which none is there yet: those behind the first so many.
    Hold(u64),
    /// Take the next piece of them.
    Take(Piece),
    /// Say what is in them, under this number.
    Say(u32, Inquiry),
}

/// What a worker of the team says.
#[derive(Serialize, Deserialize)]
pub enum Word {
    Here,
    /// The stretch of this job and number stands beside, as bytes, or could not be read apart from the rest.
    Done(u32, u32),
    /// The piece is in its place.
    Taken,
    Said(u32, Result<Partials, Failure>),
}

/// The team of the worker that holds the table.
#[derive(Default)]
pub struct Team {
    members: RefCell<Vec<Member>>,
    job: RefCell<Option<Job>>,
    posed: RefCell<Posed>,
    news: Waiting,
}

struct Member {
    port: MessagePort,
    /// Whether it has said that it is there.
    here: bool,
    errands: usize,
    /// Pieces on their way to it.
    pieces: usize,
}

/// The question that all were asked last, by its number, and what came back.
#[derive(Default)]
struct Posed {
    number: u32,
    said: Vec<Result<Partials, Failure>>,
}

/// What is shared out.
struct Job {
    /// One file, or all that were given.
    files: Vec<File>,
    /// What an errand has beside its stretch.
    pattern: Errand,
    shares: Shares,
    /// The stretch that who holds the table is at.
    at: usize,
    /// Stretches that came back, or that they cannot be read apart.
    back: HashMap<usize, Option<Back>>,
}

/// A stretch that was read.
enum Back {
    /// By another worker, as bytes.
    Bytes(Uint8Array),
    /// By who holds the table.
    Own(Box<Stretch>),
}

/// What is known of a stretch.
pub enum Known {
    /// It was read.
    Read(Box<Stretch>),
    /// Somebody reads it.
    Coming,
    /// It is to be read by who asks.
    Yours,
}

impl Team {
    /// Takes workers in, each behind its port.
    pub fn join(self: &Rc<Self>, ports: Vec<MessagePort>) {
        self.leave();
        for (index, port) in ports.into_iter().enumerate() {
            let team = Rc::downgrade(self);
            let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let word = bytes(&event).and_then(|bytes| decode::<Word>(&bytes));
                if let (Some(team), Some(word)) = (team.upgrade(), word) {
                    team.hear(index, word, beside(&event, "stretch").dyn_into().ok());
                }
            });
            port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            listener.forget();
            self.members.borrow_mut().push(Member {
                port,
                here: false,
                errands: 0,
                pieces: 0,
            });
        }
    }

    /// All are gone: what they had is to be read by others.
    pub fn leave(&self) {
        for member in self.members.take() {
            member.port.set_onmessage(None);
            member.port.close();
        }
        if let Some(job) = &mut *self.job.borrow_mut() {
            job.shares.stop();
        }
        self.posed.borrow_mut().number += 1;
        self.news.wake();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.members.borrow().len()
    }

    /// Shares a file out, or some of those given.
    pub fn begin(&self, files: Vec<File>, pattern: Errand, shares: Shares) {
        *self.job.borrow_mut() = Some(Job {
            files,
            pattern,
            shares,
            at: 0,
            back: HashMap::new(),
        });
        self.give();
    }

    /// No stretch is of interest any more.
    pub fn end(&self) {
        *self.job.borrow_mut() = None;
    }

    /// What is known of this stretch, at which who holds the table has come; `unique` are the columns whose texts hardly repeat.
    pub fn stretch(&self, number: usize, unique: impl Fn() -> Vec<String>) -> Known {
        let mut job = self.job.borrow_mut();
        let Some(job) = &mut *job else { return Known::Yours };
        job.at = number;
        job.pattern.unique = unique();
        match job.back.remove(&number) {
            Some(back) => {
                let stretch = back.and_then(|back| match back {
                    Back::Bytes(bytes) => decode(&bytes.to_vec()),
                    Back::Own(stretch) => Some(stretch),
                });
                stretch.map_or_else(
                    || {
                        job.shares.refuse(number);
                        Known::Yours
                    },
                    Known::Read,
                )
            }
            None if job.shares.is_given(number) => Known::Coming,
            None => Known::Yours,
        }
    }

    /// A stretch that nobody reads yet, for who holds the table and has to wait: its number, and what was begun, if there is anything.
    pub fn spare(&self) -> Option<(usize, Option<Begun>)> {
        let mut job = self.job.borrow_mut();
        let (number, errand, files) = job.as_mut()?.next()?;
        Some((number, Begun::new(files, errand)))
    }

    /// What came of a spare stretch of the job under way.
    pub fn keep(&self, number: usize, stretch: Option<Stretch>) {
        if let Some(job) = &mut *self.job.borrow_mut() {
            job.back
                .insert(number, stretch.map(|stretch| Back::Own(Box::new(stretch))));
        }
    }

    /// A stretch that was read was not right.
    pub fn refuse(&self, number: usize) {
        if let Some(job) = &mut *self.job.borrow_mut() {
            job.shares.refuse(number);
        }
    }

    /// Comes back when somebody has said something, or all is different.
    pub async fn news(&self) {
        self.news.wait().await;
    }

    /// All is different: who waits for news looks again.
    pub fn wake(&self) {
        self.news.wake();
    }

    /// Tells one of them something; `false` where it is gone.
    pub fn tell(&self, index: usize, task: &Task) -> bool {
        let mut members = self.members.borrow_mut();
        let Some(member) = members.get_mut(index) else {
            return false;
        };
        member.pieces += usize::from(matches!(task, Task::Take(_)));
        send(&member.port, task, &[])
    }

    /// Tells everybody to hold no rows.
    pub fn rest(&self) {
        for member in &*self.members.borrow() {
            send(&member.port, &Task::Hold(0), &[]);
        }
    }

    /// Comes back when not more than one piece is on its way to this one; `false` where it is gone.
    pub async fn has_room(&self, index: usize) -> bool {
        loop {
            match self.members.borrow().get(index) {
                None => return false,
                Some(member) if member.pieces <= 1 => return true,
                Some(_) => {}
            }
            self.news.wait().await;
        }
    }

    /// Asks everybody; gives the number of the question. `None` where somebody, or everybody, is gone.
    pub fn pose(&self, inquiry: &Inquiry) -> Option<u32> {
        let mut posed = self.posed.borrow_mut();
        *posed = Posed {
            number: posed.number + 1,
            said: Vec::new(),
        };
        let task = Task::Say(posed.number, inquiry.clone());
        let members = self.members.borrow();
        let all = members.iter().all(|member| send(&member.port, &task, &[]));
        (all && !members.is_empty()).then_some(posed.number)
    }

    /// What all had to say to a question; `None` where they are gone.
    pub async fn said(&self, number: u32) -> Option<Vec<Result<Partials, Failure>>> {
        loop {
            {
                let mut posed = self.posed.borrow_mut();
                if self.len() == 0 || posed.number != number {
                    return None;
                }
                if posed.said.len() == self.len() {
                    return Some(std::mem::take(&mut posed.said));
                }
            }
            self.news.wait().await;
        }
    }

    fn hear(&self, index: usize, word: Word, stretch: Option<Uint8Array>) {
        {
            let mut members = self.members.borrow_mut();
            let Some(member) = members.get_mut(index) else { return };
            match word {
                Word::Here => member.here = true,
                Word::Done(id, number) => {
                    member.errands = member.errands.saturating_sub(1);
                    if let Some(job) = &mut *self.job.borrow_mut()
                        && job.pattern.job == id
                    {
                        job.back.insert(number as usize, stretch.map(Back::Bytes));
                    }
                }
                Word::Taken => member.pieces = member.pieces.saturating_sub(1),
                Word::Said(number, said) => {
                    let mut posed = self.posed.borrow_mut();
                    if posed.number == number {
                        posed.said.push(said);
                    }
                }
            }
        }
        self.give();
        self.news.wake();
    }

    /// Sends whoever has little to do on the next errands.
    fn give(&self) {
        let mut job = self.job.borrow_mut();
        let Some(job) = &mut *job else { return };
        for _ in 0..AT_ONCE {
            for member in self.members.borrow_mut().iter_mut() {
                if !member.here || member.errands >= AT_ONCE {
                    continue;
                }
                let Some((number, errand, files)) = job.next() else {
                    return;
                };
                if send(&member.port, &Task::Read(errand), &files) {
                    member.errands += 1;
                } else {
                    job.shares.refuse(number);
                }
            }
        }
    }
}

impl Job {
    /// The next stretch to be read ahead, with its number and its files.
    fn next(&mut self) -> Option<(usize, Errand, Vec<File>)> {
        let number = self.shares.give(self.at)?;
        let errand = Errand {
            number: number as u32,
            from: self.shares.from(number),
            limit: self.shares.limit(number),
            ..self.pattern.clone()
        };
        let files = match errand.of {
            Of::Files { .. } => &self.files[errand.from as usize..errand.limit as usize],
            _ => &self.files[..],
        };
        Some((number, errand, files.to_vec()))
    }
}

/// Sends a task, with the files that it is about.
fn send(port: &MessagePort, task: &Task, files: &[File]) -> bool {
    let bytes = Uint8Array::from(encode(task).as_slice());
    let files: Array = files.iter().collect();
    let sent = message(&bytes, "files", Some(&files));
    port.post_message_with_transferable(&sent, &Array::of1(&bytes.buffer()))
        .is_ok()
}
