//! The files of a load: how each was read, how much of it, and its SHA-256.

use crate::protocol::{FileReport, Report};
use crate::ui::widgets::{bytes, number};
use leptos::prelude::*;

/// The table of files.
pub fn files(report: &Report) -> impl IntoView + use<> {
    let lines = report.files.iter().map(|one| file(one, report)).collect_view();
    view! {
        <h3>"Files"</h3>
        <div class="report-scroll" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th>"Name"</th>
                        <th class="number">"Size"</th>
                        <th>"Format"</th>
                        <th>"Encoding"</th>
                        <th>"Delimiter"</th>
                        <th>"Events in"</th>
                        <th class="number">"Events"</th>
                        <th class="number">"Not readable"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

fn file(file: &FileReport, report: &Report) -> impl IntoView + use<> {
    let delimiter = match file.delimiter {
        None => "–".to_owned(),
        Some(',') => "comma".into(),
        Some(';') => "semicolon".into(),
        Some('\t') => "tab".into(),
        Some('|') => "bar |".into(),
        Some(other) => other.to_string(),
    };
    let digest = report.digests.get(file.outer as usize).cloned().flatten();
    let whose = if file.packed.is_some() {
        "SHA-256 of the archive: "
    } else {
        "SHA-256: "
    };
    view! {
        <tr>
            <td>
                {file.name.clone()}
                {file.found.clone().map(|found| view! { <br/><span class="report-failure">{found}</span> })}
                {file.cap.clone().map(|cap| {
                    let rows = format!("Exactly {} events. {cap}", number(file.rows + file.rejected));
                    view! { <br/><span class="report-failure">{rows}</span> }
                })}
                {digest.map(|digest| view! { <br/><small class="soft report-digest">{whose}{digest}</small> })}
            </td>
            <td class="number">{bytes(file.bytes)}</td>
            <td>{file.format.to_uppercase()}</td>
            <td>{file.encoding.clone()}</td>
            <td>{delimiter}</td>
            <td>{file.wrapper.clone().unwrap_or_else(|| "–".into())}</td>
            <td class="number">{number(file.rows)}</td>
            <td class="number" class:report-failure=file.rejected != 0>{number(file.rejected)}</td>
        </tr>
    }
}
