//! Charts that suit a log by what is known of its columns.

use super::{ChartKind, ChartMark, ChartSeries, ChartView, Run};
use crate::protocol::Report;
use crate::query::{Bucket, Key, Measure, Op, Predicate};
use crate::value::Zone;
use crate::words;

/// What actions and categories of logging in are called.
const LOGINS: [&str; 6] = [
    "*login*",
    "*logon*",
    "*sign-in*",
    "*signin*",
    "*sign in*",
    "*session.start*",
];

/// The charts that can be made of this log at once.
pub fn presets(report: &Report) -> Vec<ChartView> {
    let roles = &report.roles;
    let day = roles.time.clone().map(|column| Key::Time {
        column,
        bucket: Bucket::Day,
    });
    let kind = roles.category.clone().or_else(|| roles.action.clone());
    let mut charts = Vec::new();
    if let (Some(day), Some(login), Some(outcome)) = (&day, login(report), &roles.outcome) {
        let failure = failure(report, outcome);
        let success = Predicate::all([Predicate::test(outcome, Op::Exists), failure.clone().negate()]);
        let series = |name: &str, outcome: Predicate, mark| ChartSeries {
            name: name.into(),
            measure: Measure::CountIf(Predicate::all([login.clone(), outcome])),
            mark,
            run: Run::Each,
        };
        charts.push(ChartView {
            title: words::chart::PRESET_LOGINS.into(),
            x: Some(day.clone()),
            series: vec![
                series(words::chart::PRESET_SUCCESS, success, ChartMark::Bar),
                series(words::chart::PRESET_FAILURE, failure, ChartMark::Line),
            ],
            ..ChartView::default()
        });
    }
    if let (Some(day), Some(kind)) = (&day, kind) {
        charts.push(ChartView {
            title: words::chart::preset_per_day_by(&kind),
            x: Some(day.clone()),
            split: Some(kind),
            stacked: true,
            ..ChartView::default()
        });
    }
    if let Some(actor) = &roles.actor {
        charts.push(ChartView {
            title: words::chart::preset_most_active(&actor),
            x: Some(Key::Column(actor.clone())),
            ..ChartView::default()
        });
    }
    if roles.time.is_some() {
        charts.push(ChartView {
            title: words::chart::PRESET_WEEK.into(),
            kind: ChartKind::Heat,
            ..ChartView::default()
        });
    }
    let flow = ChartView {
        kind: ChartKind::Flow,
        ..ChartView::default()
    };
    if let (Some(actor), Some(to)) = (&roles.actor, flow.side_y(report, &Zone::utc())) {
        charts.push(ChartView {
            title: format!("{actor} → {}", to.column()),
            ..flow
        });
    }
    charts
}

/// The test for events of logging in; `None` where no column says what happened.
fn login(report: &Report) -> Option<Predicate> {
    let columns: Vec<&String> = [&report.roles.action, &report.roles.category]
        .into_iter()
        .flatten()
        .collect();
    let tests = columns
        .iter()
        .flat_map(|column| LOGINS.map(|pattern| Predicate::test(column.as_str(), Op::Like(pattern.into()))));
    (!columns.is_empty()).then(|| Predicate::any(tests))
}

fn failure(report: &Report, outcome: &str) -> Predicate {
    if report.failures.is_empty() {
        return Predicate::test(outcome, Op::Like("fail*".into()));
    }
    Predicate::any(
        report
            .failures
            .iter()
            .map(|value| Predicate::test(outcome, Op::Equals(value.clone()))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::{parse, print};

    #[test]
    fn what_is_known_decides_and_every_filter_can_be_typed() {
        let mut report = Report {
            failures: vec!["FAILURE".into()],
            ..Report::default()
        };
        assert_eq!(presets(&report), []);
        report.roles.time = Some("Event Time".into());
        report.roles.category = Some("Event Type".into());
        assert_eq!(presets(&report).len(), 2);
        report.roles.outcome = Some("Event Status".into());
        let charts = presets(&report);
        assert_eq!(charts.len(), 3);
        for series in &charts[0].series {
            let Measure::CountIf(filter) = &series.measure else {
                panic!("{series:?}")
            };
            assert_eq!(parse(&print(filter)).expect("reads").predicate, filter.clone().normal());
        }
    }
}
