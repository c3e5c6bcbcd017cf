//! What a chart must hold of its answer: gaps filled, others told or drawn, every part named, coloured and found again.

use super::*;
use crate::query::language::print;
use crate::query::{Bucket, Phase, Predicate};
use crate::value::{Kind, Micros};
use crate::view::ChartRule;

const DAY: Micros = 86_400_000_000;

fn count(name: &str) -> ChartSeries {
    ChartSeries {
        name: name.into(),
        measure: Measure::Count,
        mark: ChartMark::Bar,
        run: Run::Each,
    }
}

/// The pivot of these lines: key, and one count a head.
fn pivot(heads: &[&str], rest: Option<u64>, lines: &[(Value, Option<u64>, Vec<i64>)]) -> Answer {
    let cells = |counts: &[i64]| {
        let cell = |&count: &i64| {
            if count < 0 {
                Vec::new()
            } else {
                vec![Value::Integer(count)]
            }
        };
        let total = counts.iter().filter(|&&count| count > 0).sum::<i64>();
        counts.iter().chain([&total]).map(cell).collect::<Vec<_>>()
    };
    let split = !heads.is_empty();
    let mut all = vec![Line {
        keys: Vec::new(),
        rest: None,
        cells: Vec::new(),
    }];
    all.extend(lines.iter().map(|(key, rest, counts)| Line {
        keys: if rest.is_some() { Vec::new() } else { vec![key.clone()] },
        rest: *rest,
        cells: cells(counts),
    }));
    let named = heads.iter().map(|&name| Head {
        keys: vec![Value::Text(name.into())],
        rest: None,
    });
    Answer::Pivot {
        kinds: vec![Kind::Integer; 2 + usize::from(split)],
        heads: named
            .chain(rest.map(|left| Head {
                keys: Vec::new(),
                rest: Some(left),
            }))
            .collect(),
        columns: heads.len() as u64 + rest.unwrap_or(0),
        lines: all,
    }
}

fn made(view: &ChartView, x: &Key, series: &[ChartSeries], answer: Answer) -> Result<Option<Built>, String> {
    Material {
        view,
        x,
        y: None,
        via: None,
        series,
        answers: &[answer],
        zone: &Zone::utc(),
    }
    .build()
}

fn chart(built: &Built) -> &Chart {
    built.chart().expect("series")
}

fn day() -> Key {
    Key::Time {
        column: "t".into(),
        bucket: Bucket::Day,
    }
}

fn time(days: i64) -> Value {
    Value::Time(days * DAY)
}

#[test]
fn days_without_rows_are_zero_and_rows_without_a_time_are_told() {
    let lines = [
        (time(0), None, vec![2]),
        (time(3), None, vec![5]),
        (Value::Null, None, vec![1]),
    ];
    let answer = pivot(&[], None, &lines);
    let built = made(&ChartView::default(), &day(), &[count("n")], answer)
        .unwrap()
        .expect("fits");
    let values: Vec<f64> = chart(&built).series[0].values.iter().flatten().copied().collect();
    assert_eq!(values, [2.0, 0.0, 0.0, 5.0]);
    assert_eq!(built.edges[0].at[3], At::Is(Some("1970-01-04T00:00:00Z".into())));
    assert_eq!(built.notes, ["Rows without t are left out."]);
    let kept = built.keep(1, 3).expect("rows");
    assert_eq!(print(&kept), "t>=1970-01-02T00:00:00Z AND t<1970-01-05T00:00:00Z");
    assert_eq!(built.kept(&kept), Some((1, 3)));
    assert_eq!(built.kept(&built.is(2).expect("rows")), Some((2, 2)));
    assert_eq!(built.kept(&Predicate::All), None);
    let (heads, rows) = built.table(false);
    assert_eq!(heads, ["t", "n"]);
    assert_eq!(rows[3], [time(3), Value::Integer(5)]);
}

#[test]
fn the_answer_to_another_question_makes_no_chart() {
    let other = pivot(&[], None, &[(Value::Time(5), None, vec![1])]);
    assert_eq!(made(&ChartView::default(), &day(), &[count("n")], other), Ok(None));
    let split = pivot(&["a"], None, &[(time(0), None, vec![1])]);
    assert_eq!(made(&ChartView::default(), &day(), &[count("n")], split), Ok(None));
    assert_eq!(
        made(&ChartView::default(), &day(), &[count("n")], Answer::Count(1)),
        Ok(None)
    );
}

#[test]
fn too_many_buckets_are_a_sentence() {
    let x = Key::Time {
        column: "t".into(),
        bucket: Bucket::Second,
    };
    let answer = pivot(&[], None, &[(time(0), None, vec![1]), (time(1), None, vec![1])]);
    let sentence = made(&ChartView::default(), &x, &[count("n")], answer).expect_err("too many");
    assert!(sentence.starts_with("Per second"), "{sentence}");
}

#[test]
fn what_is_beyond_the_limit_comes_together_or_is_told() {
    let x = Key::Column("a".into());
    let text = |text: &str| Value::Text(text.into());
    let lines = [
        (text("x"), None, vec![9, -1, 4]),
        (Value::Null, None, vec![1, 2, 3]),
        (Value::Null, Some(1200), vec![7, 8, 9]),
    ];
    let view = ChartView {
        split: Some("b".into()),
        others: true,
        ..ChartView::default()
    };
    let answer = pivot(&["SUCCESS", "FAILURE"], Some(12), &lines);
    let built = made(&view, &x, &[count("n")], answer.clone()).unwrap().expect("fits");
    let names: Vec<&str> = chart(&built).series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["SUCCESS", "FAILURE", "12 others"]);
    assert_eq!(chart(&built).series[1].values, [Some(0.0), Some(2.0), Some(8.0)]);
    assert_eq!(chart(&built).series[2].color, palette::REST);
    let axis: Vec<String> = (0..3).map(|at| chart(&built).x.name(at)).collect();
    assert_eq!(axis, ["x", "null", "1,200 others"]);
    assert_eq!(built.notes, Vec::<String>::new());
    assert_eq!(print(&built.is(2).expect("rows")), "a!=x AND a:*");
    let alone = ChartView { others: false, ..view };
    let built = made(&alone, &x, &[count("n")], answer).unwrap().expect("fits");
    assert_eq!(built.len(), 2);
    assert_eq!(built.notes, ["The first 2 of 1,202 values of a are shown."]);
    let both = built.keep(0, 1).expect("rows");
    assert_eq!(built.kept(&both), Some((0, 1)));
}

#[test]
fn hours_of_the_day_are_all_there_and_stand_for_their_rows() {
    let x = Key::Phase {
        column: "t".into(),
        phase: Phase::Hour,
    };
    let answer = pivot(&[], None, &[(Value::Integer(9), None, vec![4])]);
    let built = made(&ChartView::default(), &x, &[count("n")], answer)
        .unwrap()
        .expect("fits");
    assert_eq!(built.len(), 24);
    assert_eq!(
        (chart(&built).x.name(9).as_str(), chart(&built).series[0].at(9)),
        ("09:00", Some(4.0))
    );
    assert_eq!(print(&built.is(9).expect("rows")), "hour(t):9");
}

#[test]
fn runs_styles_and_rules_are_taken() {
    let mut view = ChartView {
        stacked: true,
        ..ChartView::default()
    };
    view.restyle("n, cumulative", |style| {
        (style.name, style.color, style.hidden) = ("So far".into(), Some(3), true);
    });
    let rule = |name: &str, at| ChartRule {
        name: name.into(),
        at,
        color: 4,
    };
    view.rules = vec![
        rule("", RuleAt::Mean),
        rule("deploy", RuleAt::Moment("1970-01-02 12:00".into())),
        rule("far", RuleAt::Moment("2026-01-01".into())),
    ];
    let series = [
        count("n"),
        ChartSeries {
            run: Run::Total,
            mark: ChartMark::Line,
            ..count("n")
        },
    ];
    let mut answer = pivot(&[], None, &[(time(0), None, vec![2]), (time(3), None, vec![6])]);
    if let Answer::Pivot { kinds, lines, .. } = &mut answer {
        kinds.push(Kind::Integer);
        for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
            let again = cell[0].clone();
            cell.push(again);
        }
    }
    let built = made(&view, &day(), &series, answer).unwrap().expect("fits");
    let total = &chart(&built).series[1];
    assert_eq!((total.name.as_str(), total.color, total.hidden), ("So far", 3, true));
    assert_eq!(total.values, [Some(2.0), Some(2.0), Some(2.0), Some(8.0)]);
    let rules: Vec<(&str, Place)> = built
        .chart()
        .expect("series")
        .rules
        .iter()
        .map(|rule| (rule.name.as_str(), rule.at))
        .collect();
    assert_eq!(rules, [("average 2", Place::Value(2.0)), ("deploy", Place::Slot(1.5))]);
    assert_eq!(built.notes, ["The line far is outside of what is drawn."]);
    assert_eq!(built.spot(3).lines.len(), 1, "hidden series are not told");
}
