//! What charts must hold: exact slots, text that stays text, and a picture for any data at any size.

use super::draw::draw;
use super::sentence::series as sentence;
use super::*;
use proptest::prelude::*;

const DAY: Micros = 86_400_000_000;
/// 2026-10-12T00:00:00Z, a Monday.
const OCTOBER: Micros = 1_791_763_200_000_000;

fn days(count: i64) -> Axis {
    Axis::Time {
        label: "Request Time".into(),
        zone: Zone::utc(),
        bucket: Bucket::Day,
        starts: (0..count).map(|day| OCTOBER + day * DAY).collect(),
    }
}

fn series(name: &str, mark: Mark, color: usize, values: &[f64]) -> Series {
    Series {
        name: name.into(),
        of: name.into(),
        mark,
        values: values.iter().map(|&value| Some(value)).collect(),
        color,
        hidden: false,
    }
}

fn combo() -> Chart {
    Chart {
        title: "Daily Login Activity".into(),
        x: days(4),
        y_label: "events".into(),
        series: vec![
            series("Success", Mark::Bar, palette::CALM, &[120.0, 80.0, 0.0, 200.0]),
            series("Failure", Mark::Line, palette::FAILURE, &[3.0, 1.0, 90.0, 2.0]),
        ],
        pile: Pile::Apart,
        apart: false,
        log: false,
        rules: Vec::new(),
    }
}

fn rects(svg: &str, css: &str) -> usize {
    let fill = format!("fill=\"{}\"", css.to_uppercase());
    svg.lines()
        .filter(|line| line.starts_with("<rect") && line.contains(&fill))
        .count()
}

#[test]
fn a_combo_has_its_bars_its_line_and_its_dots() {
    let drawing = draw(&combo(), 800, 300, &Theme::light()).unwrap();
    assert_eq!(
        rects(&drawing.svg, palette::css(palette::CALM, false)),
        3 + 1,
        "three bars, none for zero, and the swatch"
    );
    assert_eq!(drawing.svg.matches("<polyline").count(), 2, "the line and its halo");
    assert_eq!(drawing.svg.matches("<circle").count(), 2 * 4 + 1);
    for text in [
        "Daily Login Activity",
        "Success",
        "Failure",
        "Oct 12",
        "Oct 15",
        "Request Time · per day · Oct 12 – 15, 2026 · UTC",
        "200",
    ] {
        assert!(drawing.svg.contains(text), "{text} is missing");
    }
}

#[test]
fn bars_stand_in_their_slots_and_on_the_zero_line() {
    let mut chart = combo();
    chart.series.pop();
    let drawing = draw(&chart, 800, 300, &Theme::light()).unwrap();
    let fill = format!("fill=\"{}\"", palette::css(0, false).to_uppercase());
    let attribute = |line: &str, name: &str| -> f64 {
        let from = line.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        line[from..].split('"').next().unwrap().parse().unwrap()
    };
    let bars: Vec<&str> = drawing
        .svg
        .lines()
        .filter(|line| line.starts_with("<rect") && line.contains(&fill))
        .collect();
    for (bar, &index) in bars.iter().zip(&[0usize, 1, 3]) {
        let slot = drawing.points[index];
        let left = attribute(bar, "x");
        assert!(left >= slot.x && left + attribute(bar, "width") <= slot.x + slot.width);
        assert_eq!(
            attribute(bar, "y") + attribute(bar, "height"),
            drawing.plot.y + drawing.plot.height
        );
        assert_eq!(drawing.index_at(left + 1.0), Some(index));
    }
}

#[test]
fn hostile_text_stays_text() {
    let evil = "<script>alert(1)</script>&\"'\u{0}\u{8}\u{ffff}\u{202e}]]><img src=x onerror=alert(1)>";
    let chart = Chart {
        title: evil.into(),
        x: Axis::Category {
            label: evil.into(),
            names: vec![evil.into(), "b".into()],
        },
        y_label: evil.into(),
        series: vec![
            series(evil, Mark::Bar, 1, &[1.0, 2.0]),
            series(evil, Mark::Line, 2, &[1.0, 2.0]),
        ],
        pile: Pile::Stacked,
        apart: false,
        log: false,
        rules: Vec::new(),
    };
    let drawing = draw(&chart, 2000, 400, &Theme::dark()).unwrap();
    assert!(!drawing.svg.contains("<script") && !drawing.svg.contains("<img") && !drawing.svg.contains("]]>"));
    assert!(
        drawing
            .svg
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&apos;")
    );
    assert!(drawing.svg.chars().all(|letter| letter == '\n' || !letter.is_control()));
    assert!(!drawing.svg.contains(['\u{ffff}', '\u{202e}']));
    assert!(!sentence(&chart).contains(['\u{0}', '\u{202e}']));
}

#[test]
fn values_that_are_no_numbers_count_as_missing() {
    let mut chart = combo();
    chart.series[0].values = vec![Some(f64::NAN), Some(f64::INFINITY), None, Some(5.0), Some(9.0)];
    chart.series[1].values.truncate(1);
    let drawing = draw(&chart, 400, 240, &Theme::light()).unwrap();
    assert_eq!(rects(&drawing.svg, palette::css(palette::CALM, false)), 1 + 1);
    assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("inf"));
}

#[test]
fn two_thousand_thin_bars_are_all_there() {
    let chart = Chart {
        title: String::new(),
        x: days(2000),
        y_label: String::new(),
        series: vec![series("", Mark::Bar, 0, &vec![1.0; 2000])],
        pile: Pile::Stacked,
        apart: false,
        log: false,
        rules: Vec::new(),
    };
    let drawing = draw(&chart, 600, 100, &Theme::light()).unwrap();
    assert_eq!(rects(&drawing.svg, palette::css(0, false)), 2000);
}

#[test]
fn the_sentence_names_the_range_and_the_highest_points() {
    assert_eq!(
        sentence(&combo()),
        "Daily Login Activity: bars and a line of events over Request Time · per day · Oct 12 – 15, 2026 · UTC; \
         Success is highest at Thu, Oct 15, 2026 with 200; Failure is highest at Wed, Oct 14, 2026 with 90."
    );
    let empty = Chart {
        series: Vec::new(),
        ..combo()
    };
    assert_eq!(sentence(&empty), "Daily Login Activity: no data.");
}

#[test]
fn shares_fill_the_plot_and_hidden_series_leave_it() {
    let mut chart = combo();
    chart.series[1].mark = Mark::Bar;
    chart.series[1].values = vec![Some(40.0), Some(0.0), Some(0.0), Some(600.0)];
    chart.pile = Pile::Shares;
    let tips: Vec<Vec<_>> = stack::spans(&chart);
    assert_eq!(
        tips[0],
        [Some((0.0, 0.75)), Some((0.0, 1.0)), Some((0.0, 0.0)), Some((0.0, 0.25))]
    );
    assert_eq!(
        tips[1],
        [Some((0.75, 1.0)), Some((1.0, 1.0)), Some((0.0, 0.0)), Some((0.25, 1.0))]
    );
    let drawing = draw(&chart, 800, 300, &Theme::light()).unwrap();
    for text in ["0%", "100%"] {
        assert!(drawing.svg.contains(&format!("\n{text}\n")), "{text} is missing");
    }
    chart.series[1].hidden = true;
    assert_eq!(stack::spans(&chart)[0][3], Some((0.0, 1.0)));
    let drawing = draw(&chart, 800, 300, &Theme::light()).unwrap();
    assert_eq!(rects(&drawing.svg, palette::css(palette::FAILURE, false)), 0);
    assert_eq!(drawing.legend.len(), 2, "the legend brings it back");
    assert!(!sentence(&chart).contains("Failure"));
}

#[test]
fn rules_stand_at_their_values_and_stretch_the_axis() {
    let mut chart = combo();
    let rule = |name: &str, at| Rule {
        name: name.into(),
        at,
        color: palette::WARNING,
    };
    chart.rules = vec![
        rule("limit", Place::Value(500.0)),
        rule("alert", Place::Slot(2.5)),
        rule("never", Place::Slot(9.0)),
    ];
    let drawing = draw(&chart, 800, 300, &Theme::light()).unwrap();
    for (text, there) in [("limit", true), ("alert", true), ("never", false), ("400", true)] {
        assert_eq!(drawing.svg.contains(&format!("\n{text}\n")), there, "{text}");
    }
    let dashes = rects(&drawing.svg, palette::css(palette::WARNING, false));
    assert!(dashes > 60, "{dashes} dashes");
    chart.log = true;
    assert!(
        draw(&chart, 800, 300, &Theme::light())
            .unwrap()
            .svg
            .contains("\nlimit\n")
    );
}

#[test]
fn small_multiples_share_their_scale_and_their_points() {
    let mut chart = combo();
    chart.apart = true;
    let drawing = draw(&chart, 900, 400, &Theme::light()).unwrap();
    assert_eq!(drawing.shifts.len(), 1);
    assert_eq!(drawing.svg.matches("\n200\n").count(), 2, "both axes reach as far");
    let covers = drawing.cover((1, 2));
    assert_eq!(covers.len(), 2);
    for cover in covers {
        assert_eq!(drawing.at(cover.x + 1.0, cover.y + 1.0), Some(1));
        assert_eq!(drawing.at(cover.x + cover.width - 1.0, cover.y + 1.0), Some(2));
    }
    assert_eq!(drawing.at(1.0, 1.0), None);
    chart.series[0].hidden = true;
    assert!(draw(&chart, 900, 400, &Theme::light()).unwrap().shifts.is_empty());
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let mark = prop_oneof![Just(Mark::Bar), Just(Mark::Line), Just(Mark::Area)];
    let value = prop_oneof![4 => (-1e6..1e6).prop_map(Some), 1 => any::<f64>().prop_map(Some), 1 => Just(None)];
    let one = (
        any::<String>(),
        mark,
        prop::collection::vec(value, 0..30),
        any::<usize>(),
        any::<bool>(),
    )
        .prop_map(|(name, mark, values, color, hidden)| Series {
            of: name.clone(),
            name,
            mark,
            values,
            color,
            hidden,
        });
    let place = prop_oneof![
        any::<f64>().prop_map(Place::Value),
        any::<f64>().prop_map(Place::Slot),
        (0.0..40.0).prop_map(Place::Slot),
        (-1e4..1e4).prop_map(Place::Value)
    ];
    let rule = (any::<String>(), place, any::<usize>()).prop_map(|(name, at, color)| Rule { name, at, color });
    let pile = prop::sample::select(vec![Pile::Apart, Pile::Stacked, Pile::Shares]);
    let bucket = prop::sample::select(vec![
        Bucket::Auto,
        Bucket::Millisecond,
        Bucket::Hour,
        Bucket::Day,
        Bucket::Week,
        Bucket::Month,
        Bucket::Year,
    ]);
    let axis = prop_oneof![
        (
            any::<String>(),
            bucket,
            prop::collection::vec(any::<i64>(), 0..30),
            any::<i32>()
        )
            .prop_map(|(label, bucket, mut starts, offset)| {
                starts.sort_unstable();
                Axis::Time {
                    label,
                    zone: Zone {
                        name: "z".into(),
                        offsets: vec![(0, offset)],
                    },
                    bucket,
                    starts,
                }
            }),
        (any::<String>(), prop::collection::vec(any::<String>(), 0..60))
            .prop_map(|(label, names)| Axis::Category { label, names }),
    ];
    (
        any::<String>(),
        axis,
        any::<String>(),
        prop::collection::vec(one, 0..12),
        (pile, any::<[bool; 2]>(), prop::collection::vec(rule, 0..4)),
    )
        .prop_map(|(title, x, y_label, series, (pile, [log, apart], rules))| Chart {
            title,
            x,
            y_label,
            series,
            pile,
            apart,
            log,
            rules,
        })
}

proptest! {
    #[test]
    fn any_chart_at_any_size_can_be_drawn(chart in any_chart(), width in 0u32..1500, height in 0u32..900, dark: bool) {
        let theme = if dark { Theme::dark() } else { Theme::light() };
        let drawing = draw(&chart, width, height, &theme).unwrap();
        prop_assert!(drawing.svg.starts_with("<svg ") && drawing.svg.ends_with("</svg>\n"));
        prop_assert!(drawing.svg.chars().all(|letter| letter == '\n' || !letter.is_control()));
        prop_assert!(!sentence(&chart).is_empty());
    }

    #[test]
    fn slots_are_ascending_disjoint_and_fill_the_plot(count in 1i64..3000, width in 1u32..2000, height in 1u32..900) {
        let chart = Chart { title: "t".into(), x: days(count), y_label: "n".into(), series: Vec::new(), pile: Pile::Apart,
        apart: false, log: false, rules: Vec::new() };
        let drawing = draw(&chart, width, height, &Theme::light()).unwrap();
        let plot = drawing.plot;
        prop_assert_eq!(drawing.points.len(), count as usize);
        prop_assert_eq!(drawing.points[0].x, plot.x);
        for pair in drawing.points.windows(2) {
            prop_assert!(pair[0].width > 0.0 && (pair[0].x + pair[0].width - pair[1].x).abs() < 1e-6);
        }
        let last = drawing.points[count as usize - 1];
        prop_assert!((last.x + last.width - plot.x - plot.width).abs() < 1e-6);
        prop_assert!(drawing.points.iter().all(|slot| slot.y == plot.y && slot.height == plot.height));
        if width > 20 && height > 20 {
            prop_assert!(plot.x >= 0.0 && plot.x + plot.width <= f64::from(width) && plot.y + plot.height <= f64::from(height));
        }
        let middle = drawing.points[count as usize / 2];
        prop_assert_eq!(drawing.index_at(middle.x + middle.width / 2.0), Some(count as usize / 2));
    }
}
