//! Charts that suit a log by what is known of its columns.

use super::guide::read;
use super::{ChartKind, ChartMark, ChartSeries, ChartView, Run};
use crate::protocol::Report;
use crate::query::{Bucket, Key, Measure, Op, Predicate};
use crate::value::Zone;
use crate::words;

/// Logs shorter than this, in microseconds, have no days to tell apart.
const BRIEF: i64 = 2 * 86_400_000_000;

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
    let brief = report.time.as_ref().is_some_and(|span| span.last - span.first < BRIEF);
    let bucket = if brief { Bucket::Auto } else { Bucket::Day };
    let day = roles.time.clone().map(|column| Key::Time { column, bucket });
    let kind = report.kind().cloned();
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
            title: if brief {
                words::chart::PRESET_LOGINS_BRIEF
            } else {
                words::chart::PRESET_LOGINS
            }
            .into(),
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
            title: if brief {
                words::chart::preset_by(&kind)
            } else {
                words::chart::preset_per_day_by(&kind)
            },
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
    read(report, "$failed").unwrap_or_else(|| Predicate::test(outcome, Op::Like("fail*".into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Span;
    use crate::query::language::{parse, print};

    #[test]
    fn a_log_of_an_hour_is_drawn_by_what_fits_it() {
        let mut report = Report::default();
        report.roles.time = Some("at".into());
        report.roles.action = Some("what".into());
        let buckets = |last| {
            let time = Span {
                last,
                ..Span::default()
            };
            let charts = presets(&Report {
                time: Some(time),
                ..report.clone()
            });
            charts
                .into_iter()
                .filter_map(|chart| match chart.x {
                    Some(Key::Time { bucket, .. }) => Some((chart.title, bucket)),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            buckets(3_600_000_000),
            [(words::chart::preset_by(&"what"), Bucket::Auto)]
        );
        assert_eq!(
            buckets(BRIEF),
            [(words::chart::preset_per_day_by(&"what"), Bucket::Day)]
        );
    }

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
