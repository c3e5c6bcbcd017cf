//! A log like Sigma's export, event after event in the order of time, with the scenes of its stories in between.

use super::Source;
use super::calendar::{Calendar, DAY, Stamper};
use super::catalogue::{KINDS, LOGIN, reasons};
use super::event::{COLUMNS, Event, write};
use super::people::{Document, Person, agents, documents, people};
use super::random::{Random, Weighted};
use super::row::Row;
use super::story::{DAYS, INVITED, START, Scene, outage, scenes};

/// The stream of rows.
pub struct Sigma {
    left: u64,
    written: u64,
    ordinary: u64,
    random: Random,
    calendar: Calendar,
    stamper: Stamper,
    scenes: std::iter::Peekable<std::vec::IntoIter<Scene>>,
    kinds: Weighted,
    persons: Weighted,
    people: Vec<Person>,
    services: Vec<usize>,
    documents: Vec<Document>,
    /// The moment of the next ordinary event.
    upcoming: Option<u64>,
}

impl Sigma {
    /// So many rows of this seed, in the order of time.
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let agents = agents(&mut random);
        let people = people(&mut random, (rows / 200).clamp(40, 5000) as usize, &agents);
        let documents = documents(&mut random, (rows / 40).clamp(60, 20_000) as usize);
        let scenes = scenes(rows);
        Self {
            left: rows,
            written: 0,
            ordinary: rows.saturating_sub(scenes.len() as u64),
            calendar: Calendar::new(
                START,
                DAYS,
                |hour| if outage(START + hour * 3_600_000) { 1.7 } else { 1.0 },
            ),
            stamper: Stamper::default(),
            scenes: scenes.into_iter().peekable(),
            kinds: Weighted::new(KINDS.iter().map(|kind| kind.weight)),
            persons: Weighted::zipf(people.len()),
            services: people
                .iter()
                .enumerate()
                .filter(|(_, person)| person.service)
                .map(|(index, _)| index)
                .collect(),
            people,
            documents,
            random,
            upcoming: None,
        }
    }

    fn ordinary(&mut self, millis: u64, row: &mut Row) {
        let Self {
            random,
            people,
            documents,
            ..
        } = self;
        let day = (millis - START) / DAY;
        let down = outage(millis);
        let kind = loop {
            let kind = &KINDS[self.kinds.choose(random)];
            if kind.from <= day {
                break kind;
            }
        };
        let kind = if down && random.chance(0.55) { LOGIN } else { kind };
        let index = match self.services.len() {
            0 => self.persons.choose(random),
            _ if kind.automatic => *random.pick_early(&self.services),
            _ => self.persons.choose(random),
        };
        let person = &people[index];
        let reason = if down && kind.event == "LOGIN" && random.chance(0.86) {
            Some("IDENTITY_PROVIDER_UNAVAILABLE")
        } else if random.chance(kind.failure) {
            Some(*random.pick_early(reasons(kind)))
        } else {
            None
        };
        let unknown = kind.event == "LOGIN" && reason == Some("NO_MATCHING_RECORD");
        let mistyped = unknown.then(|| person.email.replacen('.', "", 1));
        let document = random.pick_early(documents);
        let other = &people[self.persons.choose(random)].email;
        let event = Event {
            millis,
            kind,
            reason,
            email: mistyped.as_deref().unwrap_or(&person.email),
            person: (!unknown).then_some(person),
            ip: random.pick_early::<String>(&person.ips),
            agent: &person.agent,
            document,
            other,
            object: None,
            delivery: kind
                .event
                .starts_with("USER_INVITATION_")
                .then_some(if reason.is_some() { "BOUNCED" } else { "DELIVERED" }),
        };
        write(&event, random, &mut self.stamper, row);
    }

    fn scene(&mut self, scene: &Scene, row: &mut Row) {
        let document = self.random.pick(&self.documents);
        let event = Event {
            millis: scene.millis,
            kind: scene.kind,
            reason: scene.reason,
            email: scene.email,
            person: None,
            ip: scene.ip,
            agent: scene.agent,
            document,
            other: if scene.object == Some(INVITED) {
                INVITED
            } else {
                scene.email
            },
            object: scene.object,
            delivery: scene.delivery,
        };
        write(&event, &mut self.random, &mut self.stamper, row);
    }
}

impl Source for Sigma {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn next(&mut self, row: &mut Row) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        if self.upcoming.is_none() && self.written < self.ordinary {
            let share = (self.written as f64 + self.random.unit()) / self.ordinary as f64;
            self.upcoming = Some(self.calendar.moment(share));
        }
        let first = self.upcoming.unwrap_or(u64::MAX);
        match self.scenes.next_if(|scene| scene.millis <= first) {
            Some(scene) => self.scene(&scene, row),
            None => {
                self.upcoming = None;
                self.written += 1;
                self.ordinary(first.min(START + DAYS * DAY - 1), row);
            }
        }
        true
    }
}
