//! The files of a load: how each was read, how much of it, and its SHA-256.

use super::heads;
use crate::protocol::{Choice, Encoding, FileReport, Report};
use crate::ui::frame::frame;
use crate::ui::state::State;
use crate::ui::widgets::{Item, Menu, bytes, number};
use crate::words;
use leptos::prelude::*;

/// The table of files.
pub fn files(state: State, report: &Report) -> impl IntoView + use<> {
    let lines = report.files.iter().map(|one| file(state, one, report)).collect_view();
    view! {
        <h3>{words::report::FILES}</h3>
        <div class="report-scroll" tabindex="0">
            <table class="report-lines">
                <thead>{heads(&[(words::common::NAME, false), (words::report::SIZE, true), (words::report::FORMAT, false), (words::report::ENCODING, false), (words::report::DELIMITER, false), (words::report::EVENTS_IN, false), (words::common::EVENTS, true), (words::report::NOT_READABLE, true)])}</thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

fn file(state: State, file: &FileReport, report: &Report) -> impl IntoView + use<> {
    let digest = report.digests.get(file.outer as usize).cloned().flatten();
    // A Parquet file is read as if it were packed, but is no archive.
    let whose = if file.packed.is_some() && (file.made.is_none() || file.name.contains('›')) {
        words::report::DIGEST_OF_ARCHIVE
    } else {
        words::report::DIGEST
    };
    view! {
        <tr>
            <td class="report-name">
                {file.name.clone()}
                {file.found.clone().map(|found| view! { <br/><span class="report-failure">{found}</span> })}
                {file.cap.clone().map(|cap| {
                    let rows = words::report::exactly(&number(file.rows + file.rejected), &cap);
                    view! { <br/><span class="report-failure">{rows}</span> }
                })}
                {nameless(state, file)}
                {apart(state, file, report)}
                {file.made.clone().map(|made| view! { <br/><small class="soft">{made}</small> })}
                {digest.map(|digest| view! { <br/><small class="soft report-digest">{whose}{digest}</small> })}
            </td>
            <td class="number" data-head=words::report::SIZE>{bytes(file.bytes)}</td>
            <td data-head=words::report::FORMAT>{file.format.to_uppercase()}</td>
            <td data-head=words::report::ENCODING>{encoding(state, file)}</td>
            <td data-head=words::report::DELIMITER>{delimiter(state, file)}</td>
            <td data-head=words::report::EVENTS_IN class:report-none=file.wrapper.is_none()>{file.wrapper.clone().unwrap_or_else(|| "–".into())}</td>
            <td class="number" data-head=words::common::EVENTS>{number(file.rows)}</td>
            <td class="number" data-head=words::report::NOT_READABLE class:report-failure=file.rejected != 0>{number(file.rejected)}</td>
        </tr>
    }
}

/// A button for a file whose first row was not taken to name the columns.
fn nameless(state: State, file: &FileReport) -> Option<impl IntoView + use<>> {
    let outer = file.outer;
    let choice = Choice {
        headed: Some(true),
        ..Choice::default()
    };
    (file.headed == Some(false)).then(|| {
        view! {
            <br/>
            <button type="button" class="link" title=words::report::HEADER_TIP on:click=move |_| state.choose(outer, choice)>
                {header_choice(false)}
            </button>
        }
    })
}

/// A button that takes a file out of several as a table of its own.
fn apart(state: State, file: &FileReport, report: &Report) -> Option<impl IntoView + use<>> {
    let several = report.files.iter().any(|other| other.outer != file.outer);
    if !several || file.packed.is_some() {
        return None;
    }
    let (outer, frame) = (file.outer, frame());
    let apart = move |_| {
        frame.report.set(false);
        state.unstack(outer, frame.beside);
    };
    Some(view! {
        <br/>
        <button type="button" class="link" title=words::report::KEEP_AS_TABLE_TIP on:click=apart>{words::report::KEEP_TABLE_OWN}</button>
    })
}

/// How bytes become text, and a menu to decide otherwise.
fn encoding(state: State, file: &FileReport) -> AnyView {
    if matches!(file.format.as_str(), "xlsx" | "parquet") {
        return "–".into_any();
    }
    let (outer, now) = (file.outer, file.encoding.clone());
    let known = match Encoding::named(&now) {
        Some(Encoding::Utf8Marked | Encoding::Windows1252) => Some(Encoding::Utf8),
        known => known,
    };
    let items = move || {
        let choices = [
            (Encoding::Utf8, words::report::ENCODING_UTF_8),
            (Encoding::Utf16Little, words::report::ENCODING_UTF_16_LE),
            (Encoding::Utf16Big, words::report::ENCODING_UTF_16_BE),
            (Encoding::Windows1251, words::report::ENCODING_WINDOWS_1251),
        ];
        choices
            .map(|(encoding, label)| {
                Item::new(label, move || {
                    let encoding = Some(encoding);
                    state.choose(
                        outer,
                        Choice {
                            encoding,
                            ..Choice::default()
                        },
                    );
                })
                .chosen(known == Some(encoding))
            })
            .to_vec()
    };
    view! {
        <Menu class="plain" label=now title=words::report::ENCODING_TIP items=Signal::derive(items)/>
    }
    .into_any()
}

/// Delimiters offered, and what they are called.
const DELIMITERS: [(char, &str); 5] = [
    (',', words::report::DELIMITER_COMMA),
    (';', words::report::DELIMITER_SEMICOLON),
    ('\t', words::report::DELIMITER_TAB),
    ('|', words::report::DELIMITER_BAR),
    (' ', words::report::DELIMITER_BLANK),
];

/// What to choose where the first row was taken to name the columns, or not to.
pub(super) fn header_choice(headed: bool) -> &'static str {
    if headed {
        words::report::FIRST_ROW_NO_HEADER
    } else {
        words::report::FIRST_ROW_NAMES_COLUMNS
    }
}

/// What stands between cells and whether the first row names them, and a menu to decide otherwise.
fn delimiter(state: State, file: &FileReport) -> AnyView {
    let (outer, now, headed) = (file.outer, file.delimiter, file.headed);
    let sheet = file.format == "xlsx" && headed.is_some();
    if !sheet && !matches!(file.format.as_str(), "csv" | "lines" | "unknown") {
        return "–".into_any();
    }
    let called = match now {
        None if sheet => words::report::SHEET_CELLS.to_owned(),
        None => words::report::NONE.to_owned(),
        Some(char) => DELIMITERS
            .iter()
            .find(|(known, _)| *known == char)
            .map_or_else(|| char.to_string(), |(_, name)| (*name).to_owned()),
    };
    let label = if headed == Some(false) {
        words::report::delimiter_no_names(&called)
    } else {
        called
    };
    let choose = move |choice: Choice| state.choose(outer, choice);
    let items = move || {
        let offered: &[(char, &str)] = if sheet { &[] } else { &DELIMITERS };
        let mut items: Vec<Item> = offered
            .iter()
            .map(|&(char, name)| {
                let choice = Choice {
                    delimiter: Some(char),
                    ..Choice::default()
                };
                Item::new(name, move || choose(choice)).chosen(now == Some(char))
            })
            .collect();
        if let Some(headed) = headed {
            let choice = Choice {
                headed: Some(!headed),
                ..Choice::default()
            };
            items.push(Item::new(header_choice(headed), move || choose(choice)));
        }
        items
    };
    view! {
        <Menu class="plain" label=label title=words::report::DELIMITER_TIP items=Signal::derive(items)/>
    }
    .into_any()
}
