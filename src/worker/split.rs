//! A large file, or many files, read together with others: stretches that they read ahead are taken as they stand, all else is read here.

use super::chunks::{Chunks, slice};
use super::load::{PIECE, Reading};
use super::team::Known;
use crate::engine::{Directory, Errand, Of, Shares};
use web_sys::File;

impl Reading<'_> {
    /// Reads a file that the loader has begun, with the help of the team. An error is a sentence on why it could not be read to its end.
    pub async fn shared(&mut self, file: &File) -> Result<(), String> {
        let result = self.stretches(file).await;
        self.worker.team.end();
        result
    }

    async fn stretches(&mut self, file: &File) -> Result<(), String> {
        let team = &self.worker.team;
        let before = self.done;
        let mut limits = vec![u64::MAX];
        let mut begun = false;
        let (mut number, mut at) = (0, 0);
        while !self.over() {
            if at >= limits[number] {
                // A record reaches beyond this stretch.
                number += 1;
                continue;
            }
            match team.stretch(number, || self.loader.unique()) {
                Known::Coming => {
                    self.wait().await;
                    continue;
                }
                Known::Read(stretch) => {
                    let to = stretch.to;
                    if self.loader.take(at, *stretch) {
                        (at, number) = (to, number + 1);
                        self.done = before + at;
                        self.breathe().await;
                        continue;
                    }
                    team.refuse(number);
                }
                Known::Yours => {}
            }
            let mut chunks = Chunks::from(file.clone(), at);
            if begun {
                self.loader.go_on(at);
                self.loader.stop_at(limits[number]);
            }
            while self.loader.stopped().is_none() && !self.over() {
                let Some(chunk) = chunks.next().await else { break };
                for piece in chunk.bytes?.chunks(PIECE) {
                    self.piece(piece, file).await;
                    if self.loader.stopped().is_some() || self.over() {
                        break;
                    }
                    if !begun && let Some(of) = self.loader.shares() {
                        begun = true;
                        if let Some(shares) = cut(file, &of, team.len() as u32 + 1).await {
                            limits = shares.limits();
                            self.loader.stop_at(limits[0]);
                            team.begin(vec![file.clone()], self.errand(of), shares);
                        }
                    }
                }
            }
            let Some(stopped) = self.loader.stopped() else { break };
            (at, number) = (stopped, number + 1);
            self.done = before + at;
        }
        Ok(())
    }

    /// Reads files with the help of the team, of which the first has this index among those given.
    pub async fn many(&mut self, files: &[File], first: usize) {
        let team = &self.worker.team;
        let sizes: Vec<u64> = files.iter().map(|file| file.size() as u64).collect();
        let shares = Shares::of_files(first, &sizes, team.len() as u32 + 1);
        let mut at = first;
        let limits = shares.limits();
        team.begin(
            self.worker.files.borrow().clone(),
            self.errand(self.loader.shares_files()),
            shares,
        );
        let mut number = 0;
        while number < limits.len() && !self.over() {
            let to = limits[number] as usize;
            let taken = match team.stretch(number, || self.loader.unique()) {
                Known::Coming => {
                    self.wait().await;
                    continue;
                }
                Known::Read(stretch) => self.loader.take_files(at as u64, *stretch),
                Known::Yours => false,
            };
            let range = at - first..to - first;
            if taken {
                self.done += sizes[range].iter().sum::<u64>();
                self.breathe().await;
            } else {
                self.small(&files[range]).await;
            }
            (at, number) = (to, number + 1);
        }
        team.end();
    }

    /// Waits for others; in the meantime reads a stretch that nobody reads yet.
    async fn wait(&mut self) {
        let team = &self.worker.team;
        match team.spare() {
            Some((number, begun)) => {
                let stretch = match begun {
                    Some(begun) => begun.stretch(|| !self.over()).await,
                    None => None,
                };
                if !self.over() {
                    team.keep(number, stretch);
                    self.breathe().await;
                }
            }
            None => team.news().await,
        }
    }

    /// What an errand has beside its stretch.
    fn errand(&self, of: Of) -> Errand {
        Errand {
            job: self.job(),
            number: 0,
            of,
            from: 0,
            limit: 0,
            unique: Vec::new(),
        }
    }
}

/// The stretches of a file; `None` where it cannot be shared out after all.
async fn cut(file: &File, of: &Of, readers: u32) -> Option<Shares> {
    let size = file.size() as u64;
    if !matches!(of, Of::Archive { .. }) {
        return Some(Shares::new(size, readers));
    }
    let tail = slice(file, size.saturating_sub(Directory::TAIL), size).await.ok()?;
    let place = Directory::place(&tail.to_vec(), size)?;
    let lines = slice(file, place.start, place.end).await.ok()?;
    Some(Shares::of_entries(
        &Directory::starts(&lines.to_vec()),
        place.start,
        readers,
    ))
}
