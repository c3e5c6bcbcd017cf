//! Computed columns of a view, among those that were read.

use super::View;
use crate::protocol::{ColumnReport, LookupReport, Report};
use crate::query::{Computed, Failure, Formula, Query, Schema};
use crate::value::{Kind, Zone};
use crate::words;
use std::sync::Arc;

/// The group that computed columns are listed under.
const GROUP: &str = words::formula::GROUP;

/// The columns of a report as questions know them.
pub fn schema(report: &Report) -> Schema {
    let columns = report.columns.iter().map(|column| (column.name.clone(), column.kind));
    let mut schema = Schema::new(columns.collect(), report.rows);
    schema.lookups = report.lookups.iter().map(LookupReport::beside).collect();
    let mut times = report.columns.iter().filter(|column| column.kind == Kind::Time);
    // Only of the log's own times is it known where they end.
    match (times.next(), times.next(), &report.time) {
        (Some(only), None, Some(span)) if report.roles.time.as_ref() == Some(&only.name) => {
            schema.ending(&only.name, span.last)
        }
        _ => schema,
    }
}

/// The zone of a question as it is written out for a database: without the changes of its clocks that no time of the log comes near. All of
/// them are told where other times are asked for, which may lie anywhere.
pub fn told_zone(query: &Query, report: &Report) -> Zone {
    let asked = serde_json::to_string(query).unwrap_or_default();
    let own = report.roles.time.as_deref();
    let mut others = report
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Time && own != Some(&*column.name));
    match &report.time {
        Some(span) if !others.any(|column| asked.contains(&column.name)) => query.zone.around(span.first, span.last),
        _ => query.zone.clone(),
    }
}

impl View {
    /// What was read, with the computed columns that fit it after the columns of the files.
    pub fn with_computed(&self, read: &Arc<Report>) -> Arc<Report> {
        if self.computed.is_empty() {
            return read.clone();
        }
        let base = schema(read);
        let (whole, _) = base.with(&self.computed);
        let mut report = Report::clone(read);
        for (name, kind) in &whole.columns[base.columns.len()..] {
            let formula = self.computed.iter().find(|column| column.name == *name);
            report.columns.push(ColumnReport {
                note: formula.map(|column| words::formula::computed_of(&column.formula.text())),
                group: Some(GROUP.into()),
                ..ColumnReport::named(name, *kind)
            });
        }
        Arc::new(report)
    }

    /// Takes these as the computed columns; what else shows one that is gone shows it no more.
    pub(super) fn set_computed(&mut self, columns: Vec<Computed>) {
        let gone: Vec<String> = self
            .computed
            .iter()
            .map(|column| &column.name)
            .filter(|name| !columns.iter().any(|column| column.name == **name))
            .cloned()
            .collect();
        self.computed = columns;
        if let Some(shown) = &mut self.table.columns {
            shown.retain(|name| !gone.contains(name));
        }
        if let Some(sort) = &mut self.table.sort {
            sort.retain(|(name, _)| !gone.contains(name));
        }
        self.fields.retain(|name| !gone.contains(name));
    }

    /// The column that a name and a formula make, in place of the computed one named `instead`, and its kind.
    ///
    /// # Errors
    /// Where the name is taken, or the formula does not fit; a failure without a place is about the name.
    pub fn compute(
        &self,
        name: &str,
        text: &str,
        instead: Option<&str>,
        read: &Report,
    ) -> Result<(Vec<Computed>, Kind), Failure> {
        let formula = Formula::parse(text)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(Failure::new(words::formula::NO_NAME, words::formula::NO_NAME_HINT));
        }
        let mut columns = self.computed.clone();
        let made = Computed {
            name: name.to_owned(),
            formula,
        };
        match columns.iter_mut().find(|column| Some(column.name.as_str()) == instead) {
            Some(column) => *column = made.clone(),
            None => columns.push(made.clone()),
        }
        let (whole, _) = schema(read).with(&columns);
        let taken = columns.iter().filter(|column| column.name == name).count() > 1 || read.column(name).is_some();
        if taken {
            return Err(Failure::new(
                words::formula::name_taken(&name),
                words::formula::NAME_TAKEN_HINT,
            ));
        }
        let kind = made.formula.kind(&whole)?;
        whole.find(name)?;
        Ok((columns, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read() -> Arc<Report> {
        let column = ColumnReport::named;
        Arc::new(Report {
            columns: vec![column("bytes", Kind::Integer), column("method", Kind::Text)],
            ..Report::default()
        })
    }

    #[test]
    fn columns_may_build_on_one_another_but_not_in_a_circle() {
        let mut view = View::default();
        let (columns, kind) = view.compute("kilobytes", "[bytes] / 1024", None, &read()).unwrap();
        assert_eq!(kind, Kind::Number);
        view.computed = columns;
        let (columns, kind) = view.compute("large", "[kilobytes] > 5", None, &read()).unwrap();
        assert_eq!(kind, Kind::Boolean);
        view.computed = columns;
        let report = view.with_computed(&read());
        let names: Vec<_> = report
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.kind))
            .collect();
        assert_eq!(names[2..], [("kilobytes", Kind::Number), ("large", Kind::Boolean)]);
        let circle = view
            .compute("kilobytes", "If([large], 1.5)", Some("kilobytes"), &read())
            .unwrap_err();
        assert!(
            circle.what.contains("`large`") && circle.what.contains("made of"),
            "{circle:?}"
        );
        let taken = view.compute("bytes", "1", None, &read()).unwrap_err();
        assert!(taken.what.contains("already"), "{taken:?}");
        let wrong = view.compute("x", "[byte] + 1", None, &read()).unwrap_err();
        assert_eq!(
            (wrong.at, wrong.hint.as_str()),
            (Some(0), "Did you mean `bytes` or `kilobytes`?")
        );
    }

    #[test]
    fn a_column_that_does_not_fit_is_left_out_and_who_names_it_is_told_why() {
        let text = r#"{"computed":[{"name":"x","formula":"Lower([nothing])"},{"name":"y","formula":"[x] & \"!\""}]}"#;
        let view: View = serde_json::from_str(text).unwrap();
        assert_eq!(view.with_computed(&read()).columns.len(), 2);
        let (schema, order) = schema(&read()).with(&view.computed);
        assert!(order.is_empty());
        let why = schema.find("y").unwrap_err();
        assert!(
            why.what.contains("`x` cannot be worked out") && why.what.contains("`nothing`"),
            "{why:?}"
        );
        assert!(serde_json::from_str::<View>(r#"{"computed":[{"name":"x","formula":"Lower("}]}"#).is_err());
    }
}
