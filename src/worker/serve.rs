//! A worker that helps the one that holds the table: it does its errands in turn, holds some of the rows and says what is in them.

use super::chunks::Begun;
use super::door::{bytes, files, message};
use super::team::{Task, Word};
use crate::engine::Share;
use crate::protocol::{decode, encode, encode_in};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, MessagePort};

/// Serves who holds the table, for as long as the port is open.
pub fn serve(port: MessagePort) {
    let served = Rc::new(Served {
        port,
        waiting: RefCell::default(),
        busy: Cell::new(false),
        share: RefCell::default(),
    });
    served.say(&Word::Here, None);
    let taking = served.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let task = bytes(&event).and_then(|bytes| decode::<Task>(&bytes));
        match task {
            Some(Task::Read(errand)) => {
                let word = Word::Done(errand.job, errand.number);
                taking
                    .waiting
                    .borrow_mut()
                    .push_back((word, Begun::new(files(&event), errand)));
                if !taking.busy.replace(true) {
                    let served = taking.clone();
                    spawn_local(async move { served.run().await });
                }
            }
            Some(Task::Hold(first)) => drop(taking.share.replace(Share::new(first))),
            Some(Task::Take(piece)) => {
                taking.share.borrow_mut().take(piece);
                taking.say(&Word::Taken, None);
            }
            Some(Task::Say(number, inquiry)) => {
                let said = taking.share.borrow().say(&inquiry);
                taking.say(&Word::Said(number, said), None);
            }
            None => {}
        }
    });
    served.port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

/// The errands of a worker of the team, and the rows it holds.
struct Served {
    port: MessagePort,
    waiting: RefCell<VecDeque<(Word, Option<Begun>)>>,
    busy: Cell<bool>,
    share: RefCell<Share>,
}

impl Served {
    async fn run(&self) {
        let mut room = Vec::new();
        loop {
            let Some((word, begun)) = self.waiting.borrow_mut().pop_front() else {
                break;
            };
            let stretch = match begun {
                Some(begun) => begun.stretch(|| true).await,
                None => None,
            };
            let bytes = stretch.map(|stretch| {
                encode_in(&stretch, &mut room);
                Uint8Array::from(room.as_slice())
            });
            self.say(&word, bytes.as_ref());
        }
        self.busy.set(false);
    }

    fn say(&self, word: &Word, stretch: Option<&Uint8Array>) {
        let bytes = Uint8Array::from(encode(word).as_slice());
        let sent = message(&bytes, "stretch", stretch.map(AsRef::as_ref));
        let transfer: Array = stretch.iter().map(|stretch| stretch.buffer()).collect();
        if let Err(error) = self.port.post_message_with_transferable(&sent, &transfer) {
            wasm_bindgen::throw_val(error);
        }
    }
}
