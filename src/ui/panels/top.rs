//! The bar at the top: what is open, the query bar, steps back and forth, link, export, add files.

use super::export::ExportMenu;
use super::query_bar::QueryBar;
use super::theme::ThemeMenu;
use crate::protocol::Report;
use crate::ui::clipboard;
use crate::ui::commands::Command;
use crate::ui::frame::frame;
use crate::ui::intake::intake;
use crate::ui::state::{State, state};
use crate::ui::widgets::{count, middle};
use crate::words;
use leptos::{prelude::*, task::spawn_local};

/// The bar at the top.
#[component]
pub fn Top() -> impl IntoView {
    let (state, frame, intake) = (state(), frame(), intake());
    let opened = Memo::new(move |_| {
        state
            .report
            .with(|report| report.as_deref().map(opened).unwrap_or_default())
    });
    let link = move || copy_link(state);
    frame.commands.offer(move || {
        vec![
            Command::new(words::frame::COMMAND_ADD_FILES, "", move || intake.choose(true)),
            Command::new(words::frame::COPY_LINK_VIEW, words::keys::CTRL_S, link),
        ]
    });
    view! {
        <header class="top">
            <h1 class="brand">"Audit Explorer"</h1>
            <button type="button" class="opened" id="opened" title=words::frame::OPENED_TIP on:click=move |_| frame.report.set(true)>
                <strong>{move || opened.with(|(name, _)| middle(name))}</strong>
                <span class="soft">{move || opened.with(|(_, rest)| rest.clone())}</span>
            </button>
            <QueryBar/>
            <div class="top-tools">
                <button type="button" class="plain" id="link" title=words::frame::COPY_LINK_VIEW on:click=move |_| link()>
                    {words::frame::COPY_LINK}
                </button>
                <ExportMenu/>
                <button type="button" class="primary" id="add-files" title=words::frame::ADD_FILES_TIP on:click=move |_| intake.choose(true)>
                    {words::frame::ADD_FILES}
                </button>
                <ThemeMenu/>
                <button type="button" class="plain" title=words::common::HELP_KEY aria-label=words::common::HELP on:click=move |_| frame.help.set(true)>
                    "?"
                </button>
            </div>
        </header>
    }
}

/// Puts the link to the view into the clipboard: all that there is to save, since the page keeps nothing.
pub fn copy_link(state: State) {
    spawn_local(async move {
        let address = window().location().href().unwrap_or_default();
        if clipboard::copy(&address).await {
            state.said.set(Some(words::frame::LINK_COPIED.into()));
        } else {
            state.notice.set(Some(words::frame::LINK_NOT_COPIED.into()));
        }
    });
}

/// What is open: its name, and the rest of the line.
fn opened(report: &Report) -> (String, String) {
    let name = match &report.files[..] {
        [] => words::frame::NOTHING_OPEN.to_owned(),
        [file] => file.name.clone(),
        [file, ..] => file.name.clone(),
    };
    // How many more there are stays in sight where the name is cut.
    let more = (report.files.len() > 1).then(|| format!("+ {}", report.files.len() - 1));
    let source = match sources(report) {
        names if names.is_empty() => None,
        names if names.len() > 2 => Some(format!(" · {}", words::frame::sources(names.len()))),
        names => Some(format!(" · {}", names.join(" + "))),
    };
    let rest = format!(
        "{}{} · {}",
        more.unwrap_or_default(),
        source.unwrap_or_default(),
        count(report.rows, words::counts::events)
    );
    (name, rest.trim_start().to_owned())
}

/// The sources of what is open, as titles; where logs of several sources are open, of each that is known.
pub fn sources(report: &Report) -> Vec<String> {
    let Some(logs) = &report.logs else {
        return report.source.as_deref().map(title).into_iter().collect();
    };
    let mut names: Vec<String> = logs
        .logs
        .iter()
        .filter_map(|log| log.source.as_deref())
        .map(title)
        .collect();
    names.dedup();
    names
}

/// The name of a vendor file as a title.
fn title(source: &str) -> String {
    match source {
        "cloudtrail" => "CloudTrail".into(),
        "github" => "GitHub".into(),
        "gitlab" => "GitLab".into(),
        "google-workspace" => "Google Workspace".into(),
        "gcp" => "Google Cloud".into(),
        "m365" => "Microsoft 365".into(),
        "ocsf" => "OCSF".into(),
        other => {
            let other = other.replace('-', " ");
            let mut letters = other.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        }
    }
}
