//! What the table asks beside its rows: hits and marks, totals, what its menus tell, the command palette, the events around the open one.

use super::{Screen, Slot, TableView, View, during};
use crate::protocol::{ColumnReport, Report};
use crate::query::ask::Context;
use crate::query::{Ask, Bucket, Measure, Op, Predicate, Query};
use crate::value::Kind;

/// Values that a column's menu shows.
const SUMMARY_VALUES: usize = 6;
/// Columns of which the list of columns asks whether they have values under the filter.
const FILLED: usize = 1000;
/// Columns whose values the command palette searches, values it takes of each, and distinct values from which on a column that plays no
/// role is left out.
const PALETTE_COLUMNS: usize = 12;
const PALETTE_VALUES: usize = 5;
const PALETTE_DISTINCT: u64 = 5000;
/// Columns that stand in for others that tell nothing of an event, and how many of those worth seeing first are thought of.
const SPARE: usize = 2;
const SPARE_CHOICE: usize = 9;

/// What is told of an event among those around it: when, what, who, on what and how it ended; and behind that, for an event of which little
/// of it is known, what is worth seeing first.
fn around_columns(report: &Report, time: &str) -> Vec<String> {
    let mut columns = vec![time.to_owned()];
    for name in told_around(report).into_iter().flatten() {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let most = columns.len() + SPARE;
    for name in report
        .roles
        .category
        .iter()
        .cloned()
        .chain(report.first_columns(&report.first, SPARE_CHOICE))
    {
        let tells = report.column(&name).is_some_and(|column| column.kind != Kind::Time);
        if columns.len() < most && tells && !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
}

/// The columns that tell what happened in an event, where the log has them: what, who, on what, how it ended.
pub fn told_around(report: &Report) -> [Option<&String>; 4] {
    let roles = &report.roles;
    [&roles.action, &roles.actor, &roles.target, &roles.outcome].map(Option::as_ref)
}

impl View {
    /// What the line below the table measures of each column: values, distinct values, and of numbers the sum.
    pub(super) fn totals(&self, report: &Report) -> Ask {
        let measures = self.columns(report).into_iter().flat_map(|name| {
            let number = report
                .column(&name)
                .is_some_and(|column| matches!(column.kind, Kind::Integer | Kind::Number));
            let sum = number.then(|| Measure::Sum(name.clone()));
            let exists = Predicate::test(name.as_str(), Op::Exists);
            [Measure::CountIf(exists), Measure::Distinct(name)]
                .into_iter()
                .chain(sum)
        });
        sum_up(measures.collect())
    }

    /// What the table's menus and its search ask beside the rows.
    pub(super) fn ask_table(&self, report: &Report, screen: &Screen, asked: &mut Vec<(Slot, Query)>) {
        if let (Some(around), Some(row), Some(time)) = (&screen.around, self.table.open, self.time_column(report)) {
            let columns = around_columns(report, &time);
            let kept = if around.filtered { self.filter() } else { Predicate::All };
            let near = around.span.map_or(Predicate::All, |span| during(&time, span));
            let context = Context {
                row,
                time,
                before: around.rows,
                after: around.rows,
                same: around.same.clone(),
                columns: Some(columns),
                anchor: None,
            };
            asked.push((
                Slot::Around,
                self.query(Predicate::all([kept, near]), vec![Ask::Context(context)], screen),
            ));
        }
        let mut ask = |slot: Slot, more: Predicate, asks: Vec<Ask>| {
            let filter = Predicate::all([self.filter(), more]);
            asked.push((slot, self.query(filter, asks, screen)));
        };
        if let Some(find) = &self.table.find {
            ask(Slot::Hits, find.clone(), vec![Ask::Count]);
        }
        if let Some(column) = screen.summary.as_ref().and_then(|name| report.column(name)) {
            let exists = Predicate::test(column.name.as_str(), Op::Exists);
            ask(Slot::Summary(column.name.clone()), exists, summary(column, report));
        }
        if screen.picker {
            let filled = |column: &ColumnReport| Measure::CountIf(Predicate::test(column.name.as_str(), Op::Exists));
            let measures = report.columns.iter().take(FILLED).map(filled).collect();
            ask(Slot::Filled, Predicate::All, vec![sum_up(measures)]);
        }
        if let Some(search) = screen.palette.as_ref().filter(|search| search.chars().count() > 1) {
            let facets = self
                .palette_columns(report)
                .into_iter()
                .map(|column| Ask::top(column, PALETTE_VALUES, search));
            ask(Slot::Palette, Predicate::All, facets.collect());
        }
    }

    /// The columns whose values the command palette offers: those of the roles first, then others of few values.
    pub fn palette_columns(&self, report: &Report) -> Vec<String> {
        let roles = &report.roles;
        let first = [
            &roles.actor,
            &roles.action,
            &roles.category,
            &roles.target,
            &roles.address,
            &roles.outcome,
            &roles.reason,
        ];
        let few = |column: &&ColumnReport| {
            matches!(column.kind, Kind::Text | Kind::List) && (1..=PALETTE_DISTINCT).contains(&column.distinct)
        };
        let mut names: Vec<String> = Vec::new();
        let others = report.columns.iter().filter(few).map(|column| &column.name);
        for name in first.into_iter().flatten().chain(others) {
            if names.len() < PALETTE_COLUMNS && !names.contains(name) && report.column(name).is_some() {
                names.push(name.clone());
            }
        }
        names
    }
}

impl TableView {
    /// The tests that rows are marked by: what is sought first, where something is, then the marks.
    pub fn tests(&self) -> Vec<Predicate> {
        let marks = self.marks.iter().map(|mark| mark.predicate.clone());
        self.find.iter().cloned().chain(marks).collect()
    }
}

/// Measures over all matching rows together.
fn sum_up(measures: Vec<Measure>) -> Ask {
    Ask::Group {
        having: Vec::new(),
        by: Vec::new(),
        measures,
        sort: Vec::new(),
        limit: 1,
        rest: false,
    }
}

/// What a column's menu tells of it, over the rows that have a value: the most frequent values; least and greatest, or first and last
/// seen; how many when.
fn summary(column: &ColumnReport, report: &Report) -> Vec<Ask> {
    let name = column.name.clone();
    let ends = match (column.kind, &report.roles.time) {
        (Kind::Time | Kind::Integer | Kind::Number, _) => Some(&name),
        (_, time) => time.as_ref(),
    };
    let when = match column.kind {
        Kind::Time => Some(&name),
        _ => report.roles.time.as_ref(),
    };
    let facet = Ask::top(&name, SUMMARY_VALUES, "");
    let ends = ends.map(|name| sum_up(vec![Measure::Min(name.clone()), Measure::Max(name.clone())]));
    let when = when.map(|name| Ask::Histogram {
        column: name.clone(),
        bucket: Bucket::Auto,
        by: None,
        series: None,
    });
    std::iter::once(facet).chain(ends).chain(when).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_among_others_is_told_by_more_than_a_number() {
        let column = |name: &str, kind: Kind| ColumnReport {
            distinct: 1,
            ..ColumnReport::named(name, kind)
        };
        let mut report = Report {
            rows: 1,
            columns: vec![
                column("when", Kind::Time),
                column("written", Kind::Time),
                column("id", Kind::Integer),
                column("channel", Kind::Text),
                column("who", Kind::Text),
            ],
            first: vec!["written".into(), "channel".into()],
            ..Report::default()
        };
        report.roles.time = Some("when".into());
        report.roles.action = Some("id".into());
        assert_eq!(around_columns(&report, "when"), ["when", "id", "channel", "who"]);
    }
}
