//! Each kind of chart holds its answer, and every point stands for its rows again.

use super::*;
use crate::chart::{Rect, Theme, draw, sentence};
use crate::query::answer::Series as Counted;
use crate::query::language::print;
use crate::query::{Bins, Phase};
use crate::value::{Kind, Zone};
use crate::view::{ChartKind, ChartMark, ChartSeries, ChartView, Run};
use proptest::prelude::*;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn count() -> ChartSeries {
    ChartSeries {
        name: "Events".into(),
        measure: crate::query::Measure::Count,
        mark: ChartMark::Bar,
        run: Run::Each,
    }
}

/// A pivot of counts: heads, the number of columns beyond them, and the lines, the last one the rest where its key says how many.
fn grid(heads: &[Value], left: Option<u64>, lines: &[(Result<Value, u64>, &[i64])]) -> Answer {
    let head = |key: &Value| Head {
        keys: vec![key.clone()],
        rest: None,
    };
    let line = |(key, counts): &(Result<Value, u64>, &[i64])| {
        let total = counts.iter().sum::<i64>();
        let cells = counts.iter().chain([&total]).map(|&count| match count {
            0 => Vec::new(),
            count => vec![Value::Integer(count)],
        });
        Line {
            keys: key.clone().into_iter().collect(),
            rest: key.clone().err(),
            cells: cells.collect(),
        }
    };
    let whole = Line {
        keys: Vec::new(),
        rest: None,
        cells: Vec::new(),
    };
    let rest = left.map(|left| Head {
        keys: Vec::new(),
        rest: Some(left),
    });
    Answer::Pivot {
        kinds: vec![Kind::Text, Kind::Text, Kind::Integer],
        heads: heads.iter().map(head).chain(rest).collect(),
        columns: heads.len() as u64 + left.unwrap_or(0),
        lines: std::iter::once(whole).chain(lines.iter().map(line)).collect(),
    }
}

fn built(view: &ChartView, [x, y, via]: [Option<Key>; 3], series: &[ChartSeries], answers: &[Answer]) -> Built {
    let made = Material {
        view,
        x: &x.expect("an x side"),
        y: y.as_ref(),
        via: via.as_ref(),
        series,
        answers,
        zone: &Zone::utc(),
    }
    .build();
    made.expect("small enough").expect("fits")
}

fn column(name: &str) -> Option<Key> {
    Some(Key::Column(name.into()))
}

fn phase(phase: Phase) -> Option<Key> {
    Some(Key::Phase {
        column: "t".into(),
        phase,
    })
}

fn of(kind: ChartKind) -> ChartView {
    ChartView {
        kind,
        ..ChartView::default()
    }
}

#[test]
fn a_week_has_all_its_hours_and_a_rectangle_of_it_is_a_filter() {
    let heads = [Value::Integer(9), Value::Integer(23)];
    let lines: [(Result<Value, u64>, &[i64]); 2] = [(Ok(Value::Integer(1)), &[5, 0]), (Ok(Value::Integer(6)), &[0, 2])];
    let sides = [phase(Phase::Hour), phase(Phase::Weekday), None];
    let built = built(&of(ChartKind::Heat), sides, &[count()], &[grid(&heads, None, &lines)]);
    assert_eq!((built.len(), built.below()), (168, 24));
    let spot = built.spot(5 * 24 + 23);
    assert_eq!((spot.name.as_str(), spot.lines[0].value.as_str()), ("Sat · 23:00", "2"));
    assert_eq!(print(&built.is(9).expect("rows")), "weekday(t):mon AND hour(t):9");
    let (from, to) = (9, 4 * 24 + 17);
    let office = built.keep(from, to).expect("rows");
    assert_eq!(print(&office), "weekday(t):[mon TO fri] AND hour(t):[9 TO 17]");
    assert_eq!(built.kept(&office), Some((from, to)));
    assert_eq!(built.span(from, to), "Mon – Fri · 09:00 – 17:00");
    let drawing = draw(&built.picture, 900, 300, &Theme::light()).unwrap();
    assert_eq!(drawing.points.len(), 168);
    for (at, place) in drawing.points.iter().enumerate() {
        assert_eq!(drawing.at(place.x + 1.0, place.y + 1.0), Some(at));
    }
    assert!(
        sentence(&built).ends_with("highest at Mon · 09:00 with 5."),
        "{}",
        sentence(&built)
    );
    let (heads, rows) = built.table(true);
    assert_eq!((heads.len(), rows.len(), &rows[5][24]), (25, 7, &Value::Integer(2)));
}

#[test]
fn two_categories_with_their_others() {
    let lines: [(Result<Value, u64>, &[i64]); 2] = [(Ok(text("a")), &[5, 1]), (Err(7), &[3, 4])];
    let answer = grid(&[Value::Null], Some(3), &lines);
    let mut view = of(ChartKind::Heat);
    let sides = || [column("x"), column("y"), None];
    let told = built(&view, sides(), &[count()], std::slice::from_ref(&answer));
    assert_eq!(told.len(), 1);
    assert_eq!(told.notes.len(), 2);
    view.others = true;
    let all = built(&view, sides(), &[count()], &[answer]);
    assert_eq!(all.len(), 4);
    assert_eq!(all.spot(3).name, "7 others · 3 others");
    assert_eq!(print(&all.is(3).expect("rows")), "y!=a AND x:*");
}

#[test]
fn bins_touch_and_stand_for_their_numbers() {
    let bins = |numbers: &[i64]| numbers.iter().map(|&number| Value::Integer(number)).collect::<Vec<_>>();
    let answer = Answer::Distribution {
        starts: bins(&[0, 10, 20]),
        ends: bins(&[10, 20, 30]),
        series: vec![Counted {
            value: None,
            rest: false,
            counts: vec![4, 0, 1],
        }],
        unnumbered: 2,
    };
    let x = Some(Key::Bin {
        column: "n".into(),
        bins: Bins::Auto,
    });
    let built = built(&of(ChartKind::Histogram), [x, None, None], &[count()], &[answer]);
    assert_eq!(built.spot(0).name, "0 – 10");
    assert_eq!(print(&built.is(2).expect("rows")), "n>=20 AND n<30");
    let both = built.keep(0, 1).expect("rows");
    assert_eq!(print(&both), "n>=0 AND n<20");
    assert_eq!(built.kept(&both), Some((0, 1)));
    assert_eq!(built.notes, ["2 rows without a number in n are left out."]);
    let (_, rows) = built.table(false);
    assert_eq!(rows[2], [Value::Number(20.0), Value::Integer(1)]);
}

#[test]
fn boxes_are_one_part_of_seven_numbers() {
    let series: Vec<ChartSeries> = (0..7)
        .map(|at| ChartSeries {
            name: format!("q{at}"),
            ..count()
        })
        .collect();
    let line = |key: Option<Value>, numbers: &[i64]| Line {
        keys: key.into_iter().collect(),
        rest: None,
        cells: vec![numbers.iter().map(|&number| Value::Integer(number)).collect()],
    };
    let answer = Answer::Pivot {
        kinds: vec![Kind::Text; 8],
        heads: Vec::new(),
        columns: 0,
        lines: vec![line(None, &[]), line(Some(text("a")), &[1, 2, 3, 4, 5, 6, 90])],
    };
    let mut view = of(ChartKind::Box);
    view.restyle("Boxes", |style| style.color = Some(2));
    let built = built(&view, [column("x"), column("n"), None], &series, &[answer]);
    let chart = built.chart().expect("series");
    assert!(
        chart
            .series
            .iter()
            .all(|series| series.mark == Mark::Box && series.color == 2 && series.of == "Boxes")
    );
    let drawing = draw(&built.picture, 600, 300, &Theme::light()).unwrap();
    assert!(drawing.legend.is_empty());
    assert_eq!(drawing.svg.matches("<circle").count(), 2, "the least and the greatest");
    assert_eq!(built.spot(0).lines.len(), 7);
}

#[test]
fn dots_stand_where_their_measures_meet() {
    let series = [count(), count()];
    let line = |key: Option<Value>, numbers: [i64; 2]| Line {
        keys: key.into_iter().collect(),
        rest: None,
        cells: vec![numbers.map(Value::Integer).to_vec()],
    };
    let answer = Answer::Pivot {
        kinds: vec![Kind::Text, Kind::Integer, Kind::Integer],
        heads: Vec::new(),
        columns: 0,
        lines: vec![
            line(None, [0, 0]),
            line(Some(text("many")), [900, 40]),
            line(Some(text("few")), [3, 1]),
            line(Some(Value::Null), [5, 2]),
        ],
    };
    let built = built(&of(ChartKind::Scatter), [column("who"), None, None], &series, &[answer]);
    let drawing = draw(&built.picture, 600, 300, &Theme::light()).unwrap();
    let [many, few] = [drawing.points[0], drawing.points[1]];
    assert!(many.x > few.x && many.y < few.y);
    assert_eq!(drawing.at(many.x + 5.0, many.y + 5.0), Some(0));
    assert_eq!(print(&built.keep(1, 2).expect("rows")), "who=few OR NOT who:*");
    assert_eq!(built.spot(0).name, "many");
}

#[test]
fn a_split_heat_map_is_several_on_one_scale() {
    let line = |keys: &[&str], rest: Option<u64>, counts: [i64; 2]| Line {
        keys: keys.iter().map(|key| text(key)).collect(),
        rest,
        cells: counts
            .iter()
            .chain([&counts.iter().sum()])
            .map(|&count| vec![Value::Integer(count)])
            .collect(),
    };
    let heads = ["x1", "x2"].map(|key| Head {
        keys: vec![text(key)],
        rest: None,
    });
    let answer = Answer::Pivot {
        kinds: vec![Kind::Text, Kind::Text, Kind::Text, Kind::Integer],
        heads: heads.to_vec(),
        columns: 2,
        lines: vec![
            line(&[], None, [9, 9]),
            line(&["a"], None, [5, 6]),
            line(&["a", "y1"], None, [5, 0]),
            line(&["a", "y2"], None, [0, 6]),
            line(&["b"], None, [2, 3]),
            line(&["b", "y2"], None, [2, 1]),
            line(&["b"], Some(3), [0, 2]),
            line(&["c"], None, [1, 0]),
            line(&["c", "y1"], None, [1, 0]),
            line(&[], Some(4), [1, 0]),
        ],
    };
    let view = ChartView {
        split: Some("who".into()),
        parts: Some(2),
        ..of(ChartKind::Heat)
    };
    let built = built(&view, [column("what"), column("how"), None], &[count()], &[answer]);
    let Picture::Heat(heat) = &built.picture else {
        panic!("{built:?}")
    };
    assert_eq!(heat.plots, ["a", "b"]);
    // Of y1 the map of b knows nothing: it is not among its most frequent.
    let values = [
        Some(5.0),
        Some(0.0),
        Some(0.0),
        Some(6.0),
        None,
        None,
        Some(2.0),
        Some(1.0),
    ];
    assert_eq!(heat.values, values);
    assert_eq!(built.len(), 8);
    assert!(
        built.notes[0].contains("first 2 of 7 values of who"),
        "{:?}",
        built.notes
    );
    assert_eq!(built.spot(7).name, "b · y2 · x2");
    let rows = built.is(7).expect("rows");
    assert_eq!(print(&rows), "who=b AND how=y2 AND what=x2");
    assert_eq!(built.kept(&rows), Some((7, 7)));
    let span = built.keep(2, 7).expect("rows");
    assert_eq!(built.kept(&span), Some((2, 7)));
    let (heads, lines) = built.table(true);
    assert_eq!(heads, ["who", "how", "x1", "x2"]);
    assert_eq!(lines[3], [text("b"), text("y2"), Value::Integer(2), Value::Integer(1)]);
    assert!(sentence(&built).contains("highest at a · y2 · x2 with 6"));
    let drawing = draw(&built.picture, 700, 400, &Theme::light()).unwrap();
    for at in 0..built.len() {
        let place: Rect = drawing.points[at];
        let middle = (place.x + place.width / 2.0, place.y + place.height / 2.0);
        assert_eq!(drawing.at(middle.0, middle.1), Some(at), "{}", built.spot(at).name);
    }
}

#[test]
fn a_cell_without_rows_is_zero_in_a_line_that_is_there() {
    let line = |keys: &[&str], rest: Option<u64>, cells: Vec<Vec<Value>>| Line {
        keys: keys.iter().map(|key| text(key)).collect(),
        rest,
        cells,
    };
    let counts = |counts: [i64; 3]| counts.map(|count| vec![Value::Integer(count)]).to_vec();
    let answer = Answer::Pivot {
        kinds: vec![Kind::Text, Kind::Text, Kind::Text, Kind::Integer],
        heads: ["x1", "x2"]
            .map(|key| Head {
                keys: vec![text(key)],
                rest: None,
            })
            .to_vec(),
        columns: 2,
        lines: vec![
            line(&[], None, counts([4, 2, 6])),
            line(&["a"], None, counts([2, 2, 4])),
            line(&["a", "y1"], None, counts([2, 2, 4])),
            line(&["b"], None, counts([2, 0, 2])),
            line(
                &["b", "y2"],
                None,
                vec![vec![Value::Integer(1)], vec![], vec![Value::Integer(1)]],
            ),
            line(&["b"], Some(1), counts([1, 0, 1])),
        ],
    };
    let view = ChartView {
        split: Some("who".into()),
        ..of(ChartKind::Heat)
    };
    let built = built(&view, [column("what"), column("how"), None], &[count()], &[answer]);
    let Picture::Heat(heat) = &built.picture else {
        panic!("{built:?}")
    };
    let [two, one, zero] = [Some(2.0), Some(1.0), Some(0.0)];
    // The map of a knows all its values, that of b left some out: of y1 it says nothing, but y2 it has.
    assert_eq!(heat.values, [two, two, zero, zero, None, None, one, zero]);
}

#[test]
fn a_flow_goes_through_all_its_stages() {
    let first: [(Result<Value, u64>, &[i64]); 2] = [(Ok(text("ann")), &[6, 2]), (Err(9), &[0, 4])];
    let second: [(Result<Value, u64>, &[i64]); 2] = [(Ok(text("read")), &[6]), (Ok(text("edit")), &[6])];
    let answers = [
        grid(&[text("read"), text("edit")], None, &first),
        grid(&[text("doc")], None, &second),
    ];
    let sides = [column("who"), column("what"), column("how")];
    let built = built(&of(ChartKind::Flow), sides, &[count()], &answers);
    let Picture::Flow(flow) = &built.picture else {
        panic!("{built:?}")
    };
    let names = |stage: usize| {
        flow.stages[stage]
            .nodes
            .iter()
            .map(|node| (node.name.as_str(), node.size))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(0), [("ann", 8.0), ("9 others", 4.0)]);
    assert_eq!(names(1), [("read", 6.0), ("edit", 6.0)]);
    assert_eq!(names(2), [("doc", 12.0)]);
    assert_eq!(flow.links.len(), 5);
    assert_eq!(built.len(), 5 + 5);
    assert_eq!(built.spot(5).name, "ann → read");
    assert_eq!(print(&built.is(5).expect("rows")), "who=ann AND how=read");
    assert_eq!(print(&built.is(1).expect("rows")), "who!=ann");
    let drawing = draw(&built.picture, 700, 300, &Theme::light()).unwrap();
    for at in 0..built.len() {
        let place: Rect = drawing.points[at];
        let middle = (place.x + place.width / 2.0, place.y + place.height / 2.0);
        assert_eq!(drawing.at(middle.0, middle.1), Some(at), "{}", built.spot(at).name);
    }
}

fn any_number() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![4 => (-1e6..1e6f64).prop_map(Some), 1 => any::<f64>().prop_map(Some), 1 => Just(None)]
}

fn any_picture() -> impl Strategy<Value = Picture> {
    let names = prop::collection::vec(any::<String>(), 0..12);
    let side = |names: Vec<String>| Axis::Category {
        label: "<b>&".into(),
        names,
    };
    let heat = (
        names.clone(),
        names,
        prop::collection::vec(any::<String>(), 0..5),
        prop::collection::vec(any_number(), 0..150),
        any::<bool>(),
    )
        .prop_map(move |(x, y, plots, values, log)| {
            Picture::Heat(Heat {
                title: "<t>".into(),
                x: side(x),
                y: side(y),
                measure: "m\u{202e}".into(),
                plots,
                values,
                log,
                color: 1,
            })
        });
    let dot = (any::<String>(), any_number(), any_number()).prop_map(|(name, x, y)| Dot { name, x, y });
    let cloud = (prop::collection::vec(dot, 0..40), any::<bool>()).prop_map(|(dots, log)| {
        Picture::Cloud(Cloud {
            title: "<t>".into(),
            of: String::new(),
            x_label: "x".into(),
            y_label: "y\u{0}".into(),
            dots,
            log,
            color: 30,
        })
    });
    let node = (any::<String>(), 0.0..1e9f64).prop_map(|(name, size)| Node { name, size, color: 3 });
    let stage = prop::collection::vec(node, 1..8).prop_map(|nodes| Stage {
        label: "s".into(),
        nodes,
    });
    let flow = (
        prop::collection::vec(stage, 2..4),
        prop::collection::vec((any::<[usize; 3]>(), 0.0..1e8f64), 0..20),
    )
        .prop_map(|(stages, ends)| {
            let link = |([stage, from, to], size): ([usize; 3], f64)| {
                let stage = stage % (stages.len() - 1);
                let (from, to) = (from % stages[stage].nodes.len(), to % stages[stage + 1].nodes.len());
                Link { stage, from, to, size }
            };
            let links = ends.into_iter().map(link).collect();
            Picture::Flow(Flow {
                title: String::new(),
                stages,
                links,
            })
        });
    prop_oneof![heat, cloud, flow]
}

proptest! {
    #[test]
    fn any_picture_at_any_size_can_be_drawn(picture in any_picture(), width in 0u32..1200, height in 0u32..700, dark: bool) {
        let theme = if dark { Theme::dark() } else { Theme::light() };
        let drawing = draw(&picture, width, height, &theme).unwrap();
        prop_assert!(drawing.svg.starts_with("<svg ") && drawing.svg.ends_with("</svg>\n"));
        prop_assert!(drawing.svg.chars().all(|letter| letter == '\n' || !letter.is_control()));
        prop_assert!(!drawing.svg.contains("<t>") && !drawing.svg.contains("<b>") && !drawing.svg.contains("NaN"));
        prop_assert!(drawing.points.iter().all(|place| place.x.is_finite() && place.y.is_finite()));
    }
}
