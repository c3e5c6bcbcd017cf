//! A large file read together with others: stretches that they read ahead are taken as they stand, all else is read here.

use super::chunks::Chunks;
use super::load::{PIECE, Reading};
use super::team::Known;
use crate::engine::{Errand, Shares, Stretch};
use crate::protocol::decode;
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
        let (size, before) = (file.size() as u64, self.done);
        let shares = Shares::new(size, team.len() as u32 + 1);
        let limits: Vec<u64> = (0..shares.len()).map(|number| shares.limit(number)).collect();
        let mut shares = Some(shares);
        let (mut number, mut at) = (0, 0);
        while !self.over() {
            if at >= limits[number] {
                // A record reaches beyond this stretch.
                number += 1;
                continue;
            }
            match team.stretch(number, || self.loader.unique()) {
                Known::Coming => {
                    team.news().await;
                    continue;
                }
                Known::Read(bytes) => {
                    if let Some(stretch) = decode::<Stretch>(&bytes) {
                        let to = stretch.to;
                        if self.loader.take(at, stretch) {
                            (at, number) = (to, number + 1);
                            self.done = before + at;
                            self.breathe().await;
                            continue;
                        }
                    }
                    team.refuse(number);
                }
                Known::Yours => {}
            }
            let mut chunks = Chunks::from(file.clone(), at);
            if shares.is_none() {
                self.loader.go_on(at);
                self.loader.stop_at(limits[number]);
            }
            while self.loader.stopped().is_none() && !self.over() {
                let Some(chunk) = chunks.next().await else { break };
                for piece in chunk.bytes?.chunks(PIECE) {
                    self.piece(piece).await;
                    if self.loader.stopped().is_some() || self.over() {
                        break;
                    }
                    if let Some(seam) = self.loader.seam()
                        && let Some(shares) = shares.take()
                    {
                        self.loader.stop_at(limits[0]);
                        let pattern = Errand {
                            job: self.job(),
                            number: 0,
                            seam,
                            from: 0,
                            limit: 0,
                            name: self.loader.file_name().map(Into::into),
                            unique: Vec::new(),
                        };
                        team.begin(file.clone(), pattern, shares);
                    }
                }
            }
            let Some(stopped) = self.loader.stopped() else { break };
            (at, number) = (stopped, number + 1);
            self.done = before + at;
        }
        Ok(())
    }
}
