//! The rows of a large table shared out among the team, and questions that are answered together with it.

use super::team::Task;
use super::{Worker, tick};
use crate::engine::{MANY, ROOM};
use crate::query::{Answers, Failure, Query};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Answers are given alone from now on; where a table is large and all of it is there, only until everybody has got some of its rows.
pub fn anew(worker: &Rc<Worker>) {
    stop(worker);
    if worker.settled.get() {
        let worker = worker.clone();
        spawn_local(async move {
            out(&worker).await;
        });
    }
}

/// Answers are given alone from now on.
pub fn stop(worker: &Worker) {
    worker.sharing.set(worker.sharing.get() + 1);
    worker.engine.borrow_mut().alone();
}

/// Shares the rows out, if they are many; `None` where nothing came of it.
pub async fn out(worker: &Worker) -> Option<()> {
    let sharing = worker.sharing.get();
    let parts = {
        let mut engine = worker.engine.borrow_mut();
        (engine.report().rows >= MANY).then(|| engine.parts(worker.team.len() + 1, ROOM))??
    };
    for (member, rows) in parts[1..].iter().enumerate() {
        worker.team.tell(member, &Task::Hold(rows.start as u64)).then_some(())?;
        for number in 0.. {
            let Some(piece) = worker.engine.borrow().piece(rows, number) else {
                break;
            };
            worker.team.tell(member, &Task::Take(piece)).then_some(())?;
            tick::tick().await;
            // One piece is made ready while the one before is taken.
            worker.team.has_room(member).await.then_some(())?;
            (worker.sharing.get() == sharing).then_some(())?;
        }
    }
    worker.engine.borrow_mut().share(parts[0].clone());
    Some(())
}

/// Answers a question, together with others where they hold some of the rows.
pub async fn ask(worker: &Worker, query: &Query) -> Result<Answers, Failure> {
    match together(worker, query).await {
        Some(result) => result,
        None => worker
            .engine
            .borrow()
            .ask(query)
            .map(|answers| Answers { workers: 1, ..answers }),
    }
}

async fn together(worker: &Worker, query: &Query) -> Option<Result<Answers, Failure>> {
    let inquiry = worker.engine.borrow().inquiry(query)?;
    let number = worker.team.pose(&inquiry)?;
    let own = worker.engine.borrow().own()?.say(&inquiry);
    let mut said = worker.team.said(number).await?;
    said.push(own);
    let workers = said.len() as u32;
    let said = said.into_iter().collect::<Result<Vec<_>, _>>();
    let engine = worker.engine.borrow();
    let share = engine.own()?;
    let answers = said.and_then(|said| inquiry.answer(share, said));
    Some(answers.map(|answers| Answers { workers, ..answers }))
}
