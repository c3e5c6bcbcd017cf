//! A generated log twice: in the engine, and as records to hold its answers against.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::query::{Answer, Answers, Query};
use audit_explorer::value::Zone;
use audit_explorer::view::guide::{Card, Told, Unlit, cards};
use audit_explorer::view::{Action, Identity, Portrait, Screen, Slot, View};
use generate::{Format, Order, Tale};
use serde_json::Value;

/// A log under examination.
pub struct Log {
    pub name: &'static str,
    pub engine: Engine,
    pub records: Vec<Value>,
}

impl Log {
    /// A workspace: the sample of the page.
    pub fn sigma() -> Self {
        let mut bytes = Vec::new();
        let order = Order {
            rows: 5000,
            format: Format::Ndjson,
            seed: 7,
            wide: false,
        };
        order.write(&mut bytes).expect("memory takes all");
        Self::of("sigma", bytes)
    }

    /// Sign-ins under attack.
    pub fn sign_ins() -> Self {
        Self::tale("sign-ins", Tale::SignIns)
    }

    /// A leaked key in a cloud account.
    pub fn takeover() -> Self {
        Self::tale("takeover", Tale::Takeover)
    }

    /// Somebody leaves an office.
    pub fn leaver() -> Self {
        Self::tale("leaver", Tale::Leaver)
    }

    fn tale(name: &'static str, tale: Tale) -> Self {
        let mut bytes = Vec::new();
        tale.write(1200, 7, Format::Ndjson, &mut bytes)
            .expect("memory takes all");
        Self::of(name, bytes)
    }

    fn of(name: &'static str, bytes: Vec<u8>) -> Self {
        let mut loader = Loader::new(1);
        loader.begin("log.ndjson", bytes.len() as u64);
        loader.feed(&bytes);
        loader.end();
        let lines = String::from_utf8(bytes).expect("text");
        let mut engine = Engine::new(loader.finish());
        engine.study();
        while engine.study_more() {}
        Self {
            name,
            engine,
            records: lines
                .lines()
                .map(|line| serde_json::from_str(line).expect("an object"))
                .collect(),
        }
    }

    /// Records that pass a test.
    pub fn count(&self, test: impl Fn(&Value) -> bool) -> u64 {
        self.records.iter().filter(|record| test(record)).count() as u64
    }

    /// The question cards of the log.
    pub fn cards(&self) -> (Vec<Card>, Vec<Unlit>) {
        cards(self.engine.report())
    }

    /// What a view's panel is answered.
    pub fn answers(&self, query: &Query) -> Answers {
        self.engine
            .ask(query)
            .unwrap_or_else(|failure| panic!("{}: {failure:?} to {query:?}", self.name))
    }

    /// What a card tells of the whole log, and the view a click on it opens.
    pub fn pose(&self, title: &str) -> (Told, View) {
        self.pose_in(&View::default(), title)
    }

    /// The same where something is looked at already.
    pub fn pose_in(&self, view: &View, title: &str) -> (Told, View) {
        let (lit, unlit) = self.cards();
        let card = lit
            .iter()
            .find(|card| card.title == title)
            .unwrap_or_else(|| panic!("{} is dark: {unlit:?}", title));
        let answers = self.answers(&view.card_query(card, &Screen::default()));
        let open = card.open(view, answers.answers.first(), &Zone::utc());
        (card.told(&answers), open)
    }

    /// How many rows a view shows; asks everything it asks.
    pub fn rows(&self, view: &View) -> u64 {
        let mut rows = None;
        for (slot, query) in view.queries(self.engine.report(), &self.screen()) {
            let answers = self.answers(&query);
            if slot == Slot::Count {
                rows = Some(answers.rows);
            }
        }
        rows.expect("a view counts its rows")
    }

    /// The rows that the events table of a view shows first.
    pub fn page(&self, view: &View) -> Answer {
        let queries = view.queries(self.engine.report(), &self.screen());
        let page = queries.into_iter().find(|(slot, _)| *slot == Slot::Page);
        let (_, query) = page.expect("the events are shown");
        self.answers(&query).answers.remove(0)
    }

    /// What the page of an identity shows.
    pub fn portrait(&self, column: &str, value: &str) -> Portrait {
        let view = Self::identified(column, value);
        let queries = view.queries(self.engine.report(), &self.screen());
        let own = queries.into_iter().find(|(slot, _)| *slot == Slot::Actor);
        let (_, query) = own.expect("the tab asks");
        view.portrait(self.engine.report(), &self.answers(&query))
    }

    /// Who shares what with an identity: the columns compared, and the rows of the answer.
    pub fn others(&self, column: &str, value: &str) -> Option<(Vec<String>, Vec<Vec<audit_explorer::value::Value>>)> {
        let view = Self::identified(column, value);
        let portrait = self.portrait(column, value);
        let (names, query) = view.others_query(self.engine.report(), &portrait, &self.screen())?;
        match self.answers(&query).answers.remove(0) {
            Answer::Group { rows, .. } => Some((names, rows)),
            _ => None,
        }
    }

    fn identified(column: &str, value: &str) -> View {
        let mut view = View::default();
        view.apply(Action::Identify(Identity {
            column: column.into(),
            value: value.into(),
        }));
        view
    }

    fn screen(&self) -> Screen {
        Screen {
            pages: vec![(0, 50)],
            ..Screen::default()
        }
    }
}
