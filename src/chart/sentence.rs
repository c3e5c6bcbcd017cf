//! One sentence that says what a chart shows, for those who do not see it.

use super::scale::number;
use super::{Axis, Built, Chart, Mark, Picture, Pile, Series, text};
use crate::words;

/// Series that are described one by one; the others are counted.
const TOLD: usize = 6;

/// What is drawn, over which range, and where it is highest.
pub fn sentence(built: &Built) -> String {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let (kind, values): (&str, Vec<Option<f64>>) = match &built.picture {
        Picture::Chart(chart) => return series(chart),
        Picture::Heat(heat) => (words::sentence::HEAT_MAP, heat.values.iter().map(finite).collect()),
        Picture::Cloud(cloud) => {
            let height = |dot: &super::Dot| dot.place().map(|(_, y)| y);
            (words::sentence::SCATTER_PLOT, cloud.dots.iter().map(height).collect())
        }
        Picture::Flow(flow) => {
            let bars = std::iter::repeat_n(None, flow.nodes());
            (
                words::sentence::FLOW,
                bars.chain(flow.links.iter().map(|link| Some(link.size))).collect(),
            )
        }
    };
    let title = match built.picture.title() {
        "" => words::common::CHART.to_owned(),
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
        None => words::sentence::no_data(&title),
        Some((at, most)) => {
            let name = text::clean(&built.spot(at).name);
            words::sentence::picture(&title, kind, &sides.join(words::sentence::AND), &name, &number(most))
        }
    }
}

/// The same of series over an axis.
pub(super) fn series(chart: &Chart) -> String {
    let title = if chart.title.is_empty() {
        words::common::CHART.to_owned()
    } else {
        text::clean(&chart.title)
    };
    let over = match &chart.x {
        Axis::Time { .. } => chart.x.caption(),
        Axis::Category { names, .. } | Axis::Number { names, .. } => format!(
            "{} ({})",
            chart.x.caption(),
            words::counts::values(names.len() as u64, &number(names.len() as f64))
        ),
    };
    let highest: Vec<String> = shown(chart).take(TOLD).map(|series| peak(chart, series)).collect();
    if chart.x.is_empty() || highest.is_empty() {
        return words::sentence::no_data(&title);
    }
    let mut highest = highest.join("; ");
    if let more @ 1.. = shown(chart).count().saturating_sub(TOLD) {
        highest += &words::sentence::more_series(&more);
    }
    words::sentence::series(
        &title,
        &kinds(chart),
        &text::clean(&chart.y_label),
        over.trim(),
        &highest,
    )
}

/// The series that are to be seen.
fn shown(chart: &Chart) -> impl Iterator<Item = &Series> {
    chart.series.iter().filter(|series| !series.hidden)
}

fn peak(chart: &Chart, series: &Series) -> String {
    let name = if series.name.is_empty() {
        words::sentence::THE_SERIES.to_owned()
    } else {
        text::clean(&series.name)
    };
    let values = (0..chart.x.len()).filter_map(|index| Some((index, series.at(index)?)));
    let best = values.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    });
    match best {
        None => words::sentence::no_values(&name),
        Some((index, value)) => {
            let place = chart.x.name(index);
            let place = if place.is_empty() {
                words::chart::EMPTY_NAME
            } else {
                &place
            };
            words::sentence::highest(&name, &place, &number(value))
        }
    }
}

/// The marks in words: `stacked bars and a line`.
fn kinds(chart: &Chart) -> String {
    let count = |mark: Mark| shown(chart).filter(|series| series.mark == mark).count();
    let pile = |count: usize, word: &str| match (count, chart.pile) {
        (0, _) => None,
        (2.., Pile::Stacked) => Some(words::sentence::stacked(&word)),
        (2.., Pile::Shares) => Some(words::sentence::of_shares(&word)),
        _ => Some(word.to_owned()),
    };
    let lines = match count(Mark::Line) {
        0 => None,
        lines => Some(words::sentence::lines(lines)),
    };
    let areas = match count(Mark::Area) {
        1 => words::sentence::AN_AREA,
        _ => words::sentence::AREAS,
    };
    let boxes = (count(Mark::Box) > 0).then(|| words::sentence::BOXES.to_owned());
    let parts: Vec<String> = [
        boxes,
        pile(count(Mark::Bar), words::sentence::BARS),
        pile(count(Mark::Area), areas),
        lines,
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join(words::sentence::AND)
}
