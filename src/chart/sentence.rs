//! One sentence that says what a chart shows, for those who do not see it.

use super::scale::number;
use super::{Axis, Built, Chart, Mark, Picture, Pile, Series, text};

/// Series that are described one by one; the others are counted.
const TOLD: usize = 6;

/// What is drawn, over which range, and where it is highest.
pub fn sentence(built: &Built) -> String {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let (kind, values): (&str, Vec<Option<f64>>) = match &built.picture {
        Picture::Chart(chart) => return series(chart),
        Picture::Heat(heat) => ("heat map", heat.values.iter().map(finite).collect()),
        Picture::Cloud(cloud) => {
            let height = |dot: &super::Dot| dot.place().map(|(_, y)| y);
            ("scatter plot", cloud.dots.iter().map(height).collect())
        }
        Picture::Flow(flow) => {
            let bars = std::iter::repeat_n(None, flow.nodes());
            (
                "flow",
                bars.chain(flow.links.iter().map(|link| Some(link.size))).collect(),
            )
        }
    };
    let title = match built.picture.title() {
        "" => "Chart".to_owned(),
        title => text::clean(title),
    };
    let sides: Vec<String> = built.edges.iter().map(|edge| text::clean(edge.key.column())).collect();
    let points = values
        .into_iter()
        .enumerate()
        .filter_map(|(at, value)| Some((at, value?)));
    let highest = points.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    });
    match highest {
        None => format!("{title}: no data."),
        Some((at, most)) => {
            let name = text::clean(&built.spot(at).name);
            let (over, most) = (sides.join(" and "), number(most));
            format!("{title}: {kind} of {over}; highest at {name} with {most}.")
        }
    }
}

/// The same of series over an axis.
pub(super) fn series(chart: &Chart) -> String {
    let title = if chart.title.is_empty() {
        "Chart".to_owned()
    } else {
        text::clean(&chart.title)
    };
    let over = match &chart.x {
        Axis::Time { .. } => chart.x.caption(),
        Axis::Category { names, .. } | Axis::Number { names, .. } => format!(
            "{} ({} {})",
            chart.x.caption(),
            number(names.len() as f64),
            plural(names.len(), "value")
        ),
    };
    let highest: Vec<String> = shown(chart).take(TOLD).map(|series| peak(chart, series)).collect();
    if chart.x.is_empty() || highest.is_empty() {
        return format!("{title}: no data.");
    }
    let unit = if chart.y_label.is_empty() {
        String::new()
    } else {
        format!(" of {}", text::clean(&chart.y_label))
    };
    let more = match shown(chart).count().saturating_sub(TOLD) {
        0 => String::new(),
        rest => format!("; and {rest} more series"),
    };
    format!(
        "{title}: {}{unit} over {}; {}{more}.",
        kinds(chart),
        over.trim(),
        highest.join("; ")
    )
}

/// The series that are to be seen.
fn shown(chart: &Chart) -> impl Iterator<Item = &Series> {
    chart.series.iter().filter(|series| !series.hidden)
}

fn peak(chart: &Chart, series: &Series) -> String {
    let name = if series.name.is_empty() {
        "the series".to_owned()
    } else {
        text::clean(&series.name)
    };
    let values = (0..chart.x.len()).filter_map(|index| Some((index, series.at(index)?)));
    let best = values.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    });
    match best {
        None => format!("{name} has no values"),
        Some((index, value)) => {
            let place = chart.x.name(index);
            format!(
                "{name} is highest at {} with {}",
                if place.is_empty() { "(empty)" } else { &place },
                number(value)
            )
        }
    }
}

/// The marks in words: `stacked bars and a line`.
fn kinds(chart: &Chart) -> String {
    let count = |mark: Mark| shown(chart).filter(|series| series.mark == mark).count();
    let pile = |count: usize, word: &str| match (count, chart.pile) {
        (0, _) => None,
        (2.., Pile::Stacked) => Some(format!("stacked {word}")),
        (2.., Pile::Shares) => Some(format!("{word} of shares of 100 %")),
        _ => Some(word.to_owned()),
    };
    let lines = match count(Mark::Line) {
        0 => None,
        1 => Some("a line".to_owned()),
        many => Some(format!("{many} lines")),
    };
    let area = if count(Mark::Area) == 1 { "an area" } else { "areas" };
    let boxes = (count(Mark::Box) > 0).then(|| "boxes".to_owned());
    let parts: Vec<String> = [
        boxes,
        pile(count(Mark::Bar), "bars"),
        pile(count(Mark::Area), area),
        lines,
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join(" and ")
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}
