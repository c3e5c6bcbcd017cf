//! The bytes of the open event exactly as they stand in the file, and where.

use super::super::super::state::state;
use super::super::super::widgets::number;
use super::Text;
use crate::query::answer::Record;
use crate::words;
use leptos::prelude::*;
use std::sync::Arc;

/// The record's place and text.
#[component]
pub fn Raw(record: Arc<Record>, text: RwSignal<Text>) -> impl IntoView {
    let file = state().report.with_untracked(|report| {
        let file = report.as_ref()?.files.get(record.at.file as usize)?;
        Some(file.name.clone())
    });
    let place = words::detail::place_in_file(
        &file.unwrap_or_default(),
        &number(record.at.row),
        &number(record.at.length.into()),
        &number(record.at.byte),
    );
    let shown = move || match text.get() {
        None => view! { <p class="detail-who">{words::detail::READING_FILE_AGAIN}</p> }.into_any(),
        Some(Ok(text)) => view! { <pre class="raw" tabindex="0">{text.to_string()}</pre> }.into_any(),
        Some(Err(sentence)) => view! { <p class="detail-failure">{sentence}</p> }.into_any(),
    };
    view! { <p class="detail-who">{place}</p> {shown} }
}
