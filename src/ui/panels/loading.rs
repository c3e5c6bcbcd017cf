//! How far the reading is: bytes, rows, rates, time left, and a way to stop.

use crate::protocol::Progress;
use crate::ui::state::{Stage, state};
use crate::ui::widgets::{bytes, count, duration, number};
use crate::words;
use leptos::prelude::*;

/// How far the reading is; `alone` while there is nothing else to show.
#[component]
pub fn Loading(alone: bool) -> impl IntoView {
    let state = state();
    let progress = Memo::new(move |_| {
        state.stage.with(|stage| match stage {
            Stage::Reading(progress) => progress.clone(),
            _ => Progress::default(),
        })
    });
    let percent = move || progress.with(|p| (p.bytes * 100).checked_div(p.total).unwrap_or(0).min(100));
    let read = move || progress.with(|p| words::common::of(&bytes(p.bytes), &bytes(p.total)));
    let rows = move || progress.with(|p| count(p.rows, words::counts::events));
    let rates = move || progress.with(rates);
    let left = move || progress.with(left);
    view! {
        <div class="loading" class:alone=alone role="group" aria-label=words::page::READING_FILES>
            <progress max="100" value=percent aria-label=words::page::BYTES_READ></progress>
            <p class="loading-line">
                <span class="loading-percent">{move || format!("{} %", percent())}</span>
                <span>{read}</span>
                <span>{rows}</span>
                <span class="soft">{rates}</span>
                <span class="soft">{left}</span>
            </p>
            <button type="button" id="cancel" on:click=move |_| state.cancel()>
                {words::common::CANCEL}
            </button>
        </div>
    }
}

fn rates(progress: &Progress) -> String {
    if progress.millis < 200 {
        return String::new();
    }
    let a_second = |amount: u64| (amount as f64 * 1000.0 / progress.millis as f64) as u64;
    words::page::rates(&number(a_second(progress.rows)), &bytes(a_second(progress.bytes)))
}

fn left(progress: &Progress) -> String {
    if progress.millis < 500 || progress.bytes == 0 {
        return String::new();
    }
    let rest = progress.total.saturating_sub(progress.bytes) as f64;
    let millis = rest * progress.millis as f64 / progress.bytes as f64;
    words::page::time_left(&duration((millis as u64).max(1000)))
}
