//! What the bars are stacked by: the values with their counts and colours, each a filter.

use super::super::super::widgets::{Alike, color, number, value};
use super::super::sql::SqlMenu;
use super::{Strip, series_name};
use crate::chart::palette;
use crate::query::Bucket;
use crate::query::answer::Series;
use crate::value::Kind;
use crate::view::{Action, Carried, Picked, TimelineView};
use crate::words;
use leptos::prelude::*;

/// The widths offered.
const WIDTHS: [Bucket; 15] = [
    Bucket::Millisecond,
    Bucket::Second,
    Bucket::FiveSeconds,
    Bucket::FifteenSeconds,
    Bucket::Minute,
    Bucket::FiveMinutes,
    Bucket::FifteenMinutes,
    Bucket::Hour,
    Bucket::ThreeHours,
    Bucket::TwelveHours,
    Bucket::Day,
    Bucket::Week,
    Bucket::Month,
    Bucket::Quarter,
    Bucket::Year,
];

/// Columns with more values than this are not offered to stack by.
const STACKED: u64 = 1000;

/// About how many characters of a name have room.
const SEEN: usize = 11;

/// The legend with the menus for column and bucket.
#[component]
pub fn Legend(strip: Strip) -> impl IntoView {
    let state = strip.state;
    let columns = move || {
        state.report.with(|report| {
            let suits = |column: &&crate::protocol::ColumnReport| {
                column.kind != Kind::Time && column.distinct <= STACKED && (column.distinct > 0 || !column.counted())
            };
            let report = report.as_ref()?;
            Some(
                report
                    .columns
                    .iter()
                    .filter(suits)
                    .map(|column| column.name.clone())
                    .collect::<Vec<_>>(),
            )
        })
    };
    let option = move |name: String| {
        let value = name.clone();
        view! { <option value=value.clone() selected=move || strip.by.with(|by| by.as_ref() == Some(&value))>{name}</option> }
    };
    let change = move |change: &dyn Fn(&mut TimelineView)| {
        let mut timeline = state.view.with_untracked(|view| view.timeline.clone());
        change(&mut timeline);
        state.act(Action::SetTimeline(timeline));
    };
    let chosen = move || state.view.with(|view| view.timeline.bucket);
    let used = move || {
        strip.bars.with(|bars| {
            bars.as_ref()
                .map_or_else(|| words::timeline::PER_UNKNOWN.to_string(), |bars| bars.bucket.label())
        })
    };
    let widths: Vec<Bucket> = WIDTHS.to_vec();
    let bucket = {
        let widths = widths.clone();
        move |event| {
            let at = event_target_value(&event).parse::<usize>().ok();
            change(&|timeline| timeline.bucket = at.and_then(|at| widths.get(at).copied()));
        }
    };
    let picked = Memo::new(move |_| strip.by.get().map(|by| state.view.with(|view| Picked::of(view, &by))));
    let entry = move |series: &Series, zone: &crate::value::Zone, alike: &Alike| {
        let name = series_name(series, zone);
        let count = counted(series, strip.set.get());
        let rest = series.rest;
        let text = series.value.as_ref().and_then(value::literal);
        let single = series.value.is_none();
        let paint = {
            let text = text.clone();
            move || match &text {
                _ if rest => color::css(palette::REST),
                _ if single => color::css(palette::CALM),
                text => strip.colors.with(|colors| colors.css(text.as_deref())),
            }
        };
        let mine = text.clone();
        let on = move || picked.with(|picked| picked.as_ref().is_some_and(|picked| picked.only.contains(&mine)));
        let null = text.is_none() && !rest && !single;
        let pressed = on.clone();
        let pick = move |_| {
            if let Some(by) = strip.by.get_untracked() {
                let mut picked = state.view.with_untracked(|view| Picked::of(view, &by));
                picked.toggle(text.clone(), true);
                state.act(picked.action(&by));
            }
        };
        view! {
            <li>
                <button type="button" class="legend-value" class:on=on aria-pressed=move || pressed().to_string() disabled=rest || single
                    title=words::common::keep_only(&name) on:click=pick>
                    <span class="dot" style:background=paint></span>
                    <span class="legend-name" class:null=null>{alike.cut(&name)}</span>
                    <span class="legend-count">{count}</span>
                </button>
            </li>
        }
    };
    let entries = move || {
        strip.bars.with(|bars| {
            let bars = bars.as_ref()?;
            let names = bars.series.iter().map(|series| series_name(series, &bars.zone));
            let alike = Alike::of(names, SEEN);
            Some(
                bars.series
                    .iter()
                    .map(|series| entry(series, &bars.zone, &alike))
                    .collect_view(),
            )
        })
    };
    let untimed = move || {
        strip.bars.with(|bars| {
            let untimed = bars.as_ref().map_or(0, |bars| bars.untimed);
            (untimed > 0)
                .then(|| view! { <p class="legend-note">{words::timeline::without_time(&number(untimed))}</p> })
        })
    };
    view! {
        <div class="legend">
            <div class="legend-head">
                <label title=words::timeline::STACKED_BY>
                    <span class="unseen">{words::timeline::STACKED_UNSEEN}</span>
                    {words::timeline::BY}
                    <select on:change=move |event| {
                        let name = event_target_value(&event);
                        change(&|timeline| timeline.by = Some(name.clone()));
                    }>
                        <option value="" selected=move || strip.by.with(Option::is_none)>{words::common::NOTHING_CHOSEN}</option>
                        {move || columns().map(|columns| columns.into_iter().map(option).collect_view())}
                    </select>
                </label>
                <label class="legend-bucket" title=move || words::timeline::bucket_in_zone(&used(), &state.zone.with(|zone| zone.name.clone()))>
                    <span class="unseen">{words::timeline::BUCKET}</span>
                    <select on:change=bucket>
                        <option value="" selected=move || chosen().is_none()>
                            {move || if chosen().is_none() { used() } else { words::timeline::AUTOMATIC.to_string() }}
                        </option>
                        {widths.into_iter().enumerate().map(|(at, width)| view! {
                            <option value=at.to_string() selected=move || chosen() == Some(width)>{width.label()}</option>
                        }).collect_view()}
                    </select>
                    <span class="legend-zone">{move || state.zone.with(|zone| place(&zone.name))}</span>
                </label>
                <SqlMenu what=Carried::Timeline class="legend-sql"/>
            </div>
            <ul class="legend-values">{entries}</ul>
            {untimed}
        </div>
    }
}

/// The place that a zone is called by, without its continent: the whole name stands on the tip.
fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// The rows of a series in the span that is filtered by; about so many where its ends lie within buckets.
fn counted(series: &Series, set: Option<(f64, f64)>) -> String {
    let Some((from, to)) = set else {
        return number(series.counts.iter().sum());
    };
    let (first, last) = (from.floor() as usize, to.ceil() as usize);
    let rows = series.counts.iter().take(last).skip(first).sum();
    let about = if from.fract() == 0.0 && to.fract() == 0.0 {
        ""
    } else {
        "≈ "
    };
    format!("{about}{}", number(rows))
}
