//! Tables beside the log: which file is of another kind than the log, what a table is called, and how it is joined.

use crate::format::LIST;
use crate::protocol::{LookupReport, Peek, Report};
use crate::query::formula::print_name;
use crate::query::language::resolve;
use crate::query::{Answer, Ask, Computed, Formula, Measure, Op, Predicate};
use crate::value::{Kind, Value};

/// Whether a file is clearly of another kind than the log: fewer than half of its columns are among these of the log.
pub fn is_other(log: &[&str], peek: &Peek) -> bool {
    let shared = peek
        .columns
        .iter()
        .filter(|(name, _)| resolve(name, log).is_some())
        .count();
    peek.rows > 0 && !log.is_empty() && shared * 2 < peek.columns.len()
}

/// Which of several files is the log: one that tells times, and of those the largest.
pub fn log_among(files: &[(u64, &Peek)]) -> usize {
    let places = files.iter().enumerate();
    let first = places.max_by_key(|(at, (bytes, peek))| (peek.timed, *bytes, std::cmp::Reverse(*at)));
    first.map_or(0, |(at, _)| at)
}

/// A short name for a table: that of its file without what stands behind the first dot; numbered if it is taken.
pub fn short_name(file: &str, taken: &[String]) -> String {
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = file.split('.').find(|part| !part.trim().is_empty()).unwrap_or("table");
    let plain: String = stem
        .trim()
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | '#' | '"'))
        .take(40)
        .collect();
    let plain = if plain.is_empty() { "table".to_owned() } else { plain };
    let free = |name: &String| !taken.iter().any(|known| known.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    std::iter::once(plain.clone())
        .chain(numbered)
        .find(free)
        .unwrap_or(plain)
}

/// By which keys the log and a table meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    pub table: String,
    /// The column of the log, and its kind.
    pub own: (String, Kind),
    /// The column of the table, and its kind.
    pub theirs: (String, Kind),
    /// Whether letter case is left aside.
    pub aside: bool,
}

/// How well the log and a table meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Events in all, and those that meet no row of the table.
    pub events: u64,
    pub alone: u64,
    /// Values of the log's key, those that the table has, and those that it has more than once.
    pub keys: u64,
    pub met: u64,
    pub repeated: u64,
}

impl Meeting {
    /// What the answer to [`Joint::question`] says.
    pub fn read(answer: &Answer) -> Option<Self> {
        let Answer::Group { rows, .. } = answer else {
            return None;
        };
        let measures = rows.first()?;
        let count = |at: usize| match measures.get(at) {
            Some(Value::Integer(count)) => u64::try_from(*count).unwrap_or(0),
            _ => 0,
        };
        Some(Self {
            events: count(0),
            alone: count(1),
            keys: count(2),
            met: count(3),
            repeated: count(4),
        })
    }
}

impl Joint {
    /// The keys that probably belong together.
    pub fn guess(report: &Report, table: &LookupReport) -> Option<Self> {
        let single = |kind: Kind| kind != Kind::List;
        // Which file or list a row is from, or how often it came, is no key.
        let made = |name: &str| name.starts_with('_') || name == LIST;
        let roles = &report.roles;
        let actor = roles.actor.as_deref();
        let word = |name: &str, words: &[&str]| {
            let name = name.to_lowercase();
            words.iter().any(|word| name.contains(word))
        };
        let fit = |own: &str, theirs: &str| {
            let alike = if resolve(theirs, &[own]).is_some() { 8 } else { 0 };
            let mail = if word(own, &["mail"]) && word(theirs, &["mail"]) {
                6
            } else {
                0
            };
            let person = word(theirs, &["mail", "user", "login", "account", "upn", "principal"]);
            let actor = if actor == Some(own) {
                3 + if person { 4 } else { 0 }
            } else {
                0
            };
            alike + mail + actor
        };
        let own = report
            .columns
            .iter()
            .filter(|column| single(column.kind) && !made(&column.name));
        let pairs = own.flat_map(|own| {
            let theirs = table
                .columns
                .iter()
                .filter(|column| single(column.kind) && !made(&column.name));
            theirs.map(move |theirs| (fit(&own.name, &theirs.name), own, theirs))
        });
        // Of equals the first.
        let (_, own, theirs) = pairs.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let mut joint = Self {
            table: table.name.clone(),
            own: (own.name.clone(), own.kind),
            theirs: (theirs.name.clone(), theirs.kind),
            aside: false,
        };
        joint.aside = joint.is_text() && (actor == Some(own.name.as_str()) || word(&theirs.name, &["mail"]));
        Some(joint)
    }

    /// Whether the keys meet as texts, whose letter case may be left aside.
    pub fn is_text(&self) -> bool {
        self.own.1 == Kind::Text || self.theirs.1 == Kind::Text
    }

    fn keys(&self) -> (String, String) {
        let numbers = [Kind::Integer, Kind::Number];
        let (own, theirs) = (self.own.1, self.theirs.1);
        let same = own == theirs || numbers.contains(&own) && numbers.contains(&theirs);
        let written = |name: String, kind: Kind| {
            let name = print_name(&name);
            let text = if same || kind == Kind::Text {
                name
            } else {
                format!("Text({name})")
            };
            let aside = self.aside && !(same && kind != Kind::Text);
            if aside { format!("Lower({text})") } else { text }
        };
        let theirs = format!("{}/{}", self.table, self.theirs.0);
        (written(self.own.0.clone(), self.own.1), written(theirs, self.theirs.1))
    }

    /// The column of the log that a column of the table becomes.
    pub fn column(&self, of: &str) -> Option<Computed> {
        let (own, theirs) = self.keys();
        let path = print_name(&format!("{}/{of}", self.table));
        Some(Computed {
            name: format!("{}.{of}", self.table),
            formula: Formula::parse(&format!("Lookup({path}, {own}, {theirs})")).ok()?,
        })
    }

    /// The events that meet a row of the table.
    pub fn matched(&self, table: &LookupReport) -> Option<Predicate> {
        if self.own.1 == self.theirs.1 {
            let op = Op::Listed {
                list: table.beside().list(&self.theirs.0),
                exactly: !(self.aside && self.is_text()),
            };
            return Some(Predicate::test(&self.own.0, op));
        }
        let (own, theirs) = self.keys();
        let formula = Formula::parse(&format!("LookupCount({own}, {theirs}) > 0")).ok()?;
        Some(Predicate::Formula(formula.normal()))
    }

    /// The events later than the day that a column of the table names for them, as after somebody's last day.
    pub fn after(&self, time: &str, day: &str) -> Option<Predicate> {
        let (own, theirs) = self.keys();
        let (time, path) = (print_name(time), print_name(&format!("{}/{day}", self.table)));
        let text = format!(r#"DateTrunc("day", {time}) > DateTrunc("day", Lookup({path}, {own}, {theirs}))"#);
        Some(Predicate::Formula(Formula::parse(&text).ok()?.normal()))
    }

    /// How well they meet, as a question; [`Meeting::read`] reads the answer.
    pub fn question(&self) -> Option<Ask> {
        let (own, theirs) = self.keys();
        let measure = |text: String| Formula::parse(&text).ok().map(Measure::Formula);
        let count = format!("LookupCount({own}, {theirs})");
        let measures = [
            Some(Measure::Count),
            measure(format!("CountIf({count} = 0)")),
            measure(format!("CountDistinct({own})")),
            measure(format!("CountDistinctIf({own}, {count} > 0)")),
            measure(format!("CountDistinctIf({own}, {count} > 1)")),
        ];
        Some(Ask::Group {
            having: Vec::new(),
            by: Vec::new(),
            measures: measures.into_iter().collect::<Option<_>>()?,
            sort: Vec::new(),
            limit: 1,
            rest: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ColumnReport, KeyReport, Roles};

    fn key(name: &str, kind: Kind) -> KeyReport {
        KeyReport {
            name: name.into(),
            kind,
            values: 0,
            distinct: 0,
            folded: 0,
            networks: false,
            note: None,
        }
    }

    fn report() -> Report {
        let columns = [
            ("time", Kind::Time),
            ("User Email", Kind::Text),
            ("id", Kind::Integer),
            ("tags", Kind::List),
        ];
        Report {
            columns: columns.map(|(name, kind)| ColumnReport::named(name, kind)).into(),
            roles: Roles {
                actor: Some("User Email".into()),
                ..Roles::default()
            },
            ..Report::default()
        }
    }

    fn roster() -> LookupReport {
        let columns = [("Name", Kind::Text), ("E-mail", Kind::Text), ("id", Kind::Text)];
        LookupReport {
            name: "roster".into(),
            columns: columns.map(|(name, kind)| key(name, kind)).into(),
            ..LookupReport::default()
        }
    }

    #[test]
    fn a_file_of_other_columns_is_of_another_kind() {
        let log = ["Event Time", "User Email", "Event Type", "IP"];
        let peek = |names: &[&str], rows| Peek {
            columns: names.iter().map(|name| ((*name).to_owned(), Kind::Text)).collect(),
            rows,
            timed: false,
        };
        assert!(is_other(&log, &peek(&["email", "department", "manager"], 5)));
        assert!(!is_other(
            &log,
            &peek(&["event_time", "user_email", "Event Type", "new"], 5)
        ));
        assert!(!is_other(&log, &peek(&["email"], 0)) && !is_other(&[], &peek(&["email"], 5)));
        let (small, timed) = (
            peek(&["a"], 1),
            Peek {
                timed: true,
                ..peek(&["t"], 1)
            },
        );
        assert_eq!(log_among(&[(900, &small), (10, &timed), (20, &timed), (20, &timed)]), 2);
    }

    #[test]
    fn names_are_short_and_free() {
        let taken = ["roster".to_owned()];
        assert_eq!(short_name("people/Leavers.2026.csv.gz", &taken), "Leavers");
        assert_eq!(short_name("ROSTER.csv", &taken), "ROSTER_2");
        assert_eq!(short_name(".csv", &[]), "csv");
        assert_eq!(short_name("[#]", &[]), "table");
    }

    #[test]
    fn keys_that_belong_together_are_guessed() {
        let joint = Joint::guess(&report(), &roster()).unwrap();
        assert_eq!(
            (joint.own.0.as_str(), joint.theirs.0.as_str(), joint.aside),
            ("User Email", "E-mail", true)
        );
        let column = joint.column("Name").unwrap();
        assert_eq!(column.name, "roster.Name");
        assert_eq!(
            column.formula.text(),
            "Lookup([roster/Name], Lower([User Email]), Lower([roster/E-mail]))"
        );
        let matched = joint.matched(&roster()).unwrap();
        assert_eq!(
            crate::query::language::print(&matched),
            "\"User Email\" in #roster.E-mail"
        );
    }

    #[test]
    fn keys_of_different_kinds_meet_as_texts() {
        let joint = Joint {
            table: "roster".into(),
            own: ("id".into(), Kind::Integer),
            theirs: ("id".into(), Kind::Text),
            aside: false,
        };
        assert_eq!(
            joint.column("Name").unwrap().formula.text(),
            "Lookup([roster/Name], Text([id]), [roster/id])"
        );
        let schema = crate::view::schema(&Report {
            lookups: vec![roster()],
            ..report()
        });
        assert_eq!(joint.column("Name").unwrap().formula.kind(&schema), Ok(Kind::Text));
        assert!(matches!(joint.matched(&roster()), Some(Predicate::Formula(_))));
        assert!(joint.question().is_some());
    }
}
