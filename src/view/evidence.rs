//! What an exported table was made of and how, as text for the record: anyone who holds the same files can make it again and compare.

use super::View;
use crate::protocol::Report;
use crate::query::Order;
use crate::query::language::{print, print_column};
use crate::value::Zone;
use crate::words::evidence as say;

/// A table that was written out.
pub struct Exhibit<'a> {
    pub columns: &'a [String],
    pub rows: u64,
    /// Of its bytes, in hexadecimal digits.
    pub sha256: &'a str,
    pub zone: &'a Zone,
    /// When, for people.
    pub written: &'a str,
    /// The link to the view.
    pub link: &'a str,
}

impl View {
    /// The record of a table: the files it came from, the question, the answer.
    pub fn evidence(&self, report: &Report, exhibit: &Exhibit<'_>) -> String {
        let mut lines = vec![
            say::made_with(env!("CARGO_PKG_VERSION"), exhibit.written),
            String::new(),
            say::FILES.to_owned(),
        ];
        for file in &report.files {
            lines.push(say::file(&file.name, file.bytes, file.rows, file.rejected));
            if let Some(Some(digest)) = report.digests.get(file.outer as usize) {
                lines.push(match file.packed {
                    Some(_) => say::sha256_of_archive(digest),
                    None => say::sha256(digest),
                });
            }
        }
        for table in &report.lookups {
            let file = table.file.as_ref().map_or(say::PASTED, |file| &file.name);
            lines.push(say::beside(&table.name, file, table.rows));
            lines.extend(table.digest.as_deref().map(say::sha256));
        }
        lines.extend([
            say::in_all(report.rows, report.rejected, report.warned),
            String::new(),
            say::QUESTION.to_owned(),
        ]);
        let filter = print(&self.filter());
        lines.push(match filter.is_empty() {
            true => say::NO_FILTER.to_owned(),
            false => say::filter(&filter),
        });
        for computed in &self.computed {
            lines.push(say::computed(&computed.name, computed.formula.text()));
        }
        let order = self.order(report).into_iter().map(|(name, order)| match order {
            Order::Ascending => say::ascending(&print_column(&name)),
            Order::Descending => say::descending(&print_column(&name)),
        });
        let order: Vec<String> = order.collect();
        if !order.is_empty() {
            lines.push(say::order(&order.join(", ")));
        }
        let columns: Vec<String> = exhibit.columns.iter().map(|name| print_column(name)).collect();
        lines.extend([
            say::columns(columns.len(), &columns.join(", ")),
            say::zone(&exhibit.zone.name),
            String::new(),
            say::ANSWER.to_owned(),
            say::answer(exhibit.rows, report.rows),
            say::sha256_of_answer(exhibit.sha256),
            String::new(),
            say::AGAIN.to_owned(),
            exhibit.link.to_owned(),
        ]);
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FileReport, LookupReport};
    use crate::query::language::parse;
    use crate::view::Action;

    #[test]
    fn the_record_names_files_question_and_answer() {
        let file = |name: &str, outer, rows| FileReport {
            name: name.into(),
            outer,
            rows,
            ..FileReport::default()
        };
        let report = Report {
            files: vec![file("a.csv", 0, 7), file("b.csv", 1, 5)],
            digests: vec![Some("0a".repeat(32)), None],
            rows: 12,
            lookups: vec![LookupReport {
                name: "leavers".into(),
                digest: Some("0c".repeat(32)),
                ..LookupReport::default()
            }],
            ..Report::default()
        };
        let mut view = View::default();
        view.apply(Action::SetFilter(vec![parse("user:ann").expect("reads").predicate]));
        let exhibit = Exhibit {
            columns: &["user".into(), "event type".into()],
            rows: 3,
            sha256: &"0b".repeat(32),
            zone: &Zone::utc(),
            written: "2026-01-02 03:04:05 UTC",
            link: "file:///page.html#view",
        };
        let text = view.evidence(&report, &exhibit);
        let parts = [
            "2026-01-02 03:04:05 UTC",
            "a.csv",
            &"0a".repeat(32),
            "b.csv",
            "#leavers",
            &"0c".repeat(32),
            "user:ann",
            "user, \"event type\"",
            "UTC",
            "3 of 12",
            &"0b".repeat(32),
            "file:///page.html#view",
        ];
        let mut rest = text.as_str();
        for part in parts {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{part} is not in its place: {text}"));
            rest = &rest[at + part.len()..];
        }
        let columns = ["user", "event type"].map(str::to_owned);
        let other = Exhibit {
            columns: &columns,
            ..exhibit
        };
        assert!(View::default().evidence(&report, &other).contains(say::NO_FILTER));
    }
}
