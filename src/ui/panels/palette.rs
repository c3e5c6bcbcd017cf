//! The command palette: every command, every column, and the values of the log, a few letters away.

use crate::arrange;
use crate::query::{Answer, Predicate};
use crate::ui::commands::Command;
use crate::ui::frame::frame;
use crate::ui::panels::actor::identify;
use crate::ui::state::{State, state};
use crate::ui::widgets::{browser, count, modal, number, value};
use crate::view::{Action, Slot, rank};
use crate::words;
use leptos::{ev, html, prelude::*};

/// Lines shown at most.
const LINES: usize = 60;
/// Ranks below this are of names in which a word begins with what is written; values of the log come after those.
const SURE: u32 = 2000;

/// One line: what it says, softer what else, and what it does (with Shift: the other way round).
#[derive(Clone)]
struct Line {
    label: String,
    note: String,
    command: Command,
    opposite: Option<Command>,
}

/// The palette, as a dialog.
#[component]
pub fn Palette() -> impl IntoView {
    let frame = frame();
    let open = frame.palette;
    let (dialog, beside) = modal(open);
    view! {
        <dialog node_ref=dialog id="palette" class="dialog palette" aria-label=words::frame::COMMANDS on:close=move |_| open.set(false) on:click=beside>
            <Show when=move || open.get()>
                <Lines/>
            </Show>
        </dialog>
    }
}

#[component]
fn Lines() -> impl IntoView {
    let (state, frame) = (state(), frame());
    let written = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    let commands = StoredValue::new(frame.commands.list());
    let held = state.held(&Slot::Palette);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.focus().unwrap_or_default();
        }
    });
    Effect::new(move |_| {
        let text = written.get().trim().to_owned();
        state.screen.update(|screen| screen.palette = Some(text));
    });
    on_cleanup(move || {
        state.screen.try_update(|screen| screen.palette = None);
    });
    let lines = Memo::new_with_compare(
        move |_| {
            let text = written.get();
            let text = text.trim();
            let (mut lines, sure) = commands.with_value(|commands| fitting(commands, text));
            held.with(|held| {
                if let Some(answers) = held.answers.as_ref().filter(|_| text.chars().count() > 1) {
                    let report = state.report.get_untracked().unwrap_or_default();
                    let columns = state.view.with_untracked(|view| view.palette_columns(&report));
                    let at = sure.min(8);
                    let values = values(state, &columns, &answers.answers, text);
                    lines.splice(at..at, values);
                }
            });
            if !text.is_empty() && state.report.with_untracked(Option::is_some) {
                lines.insert(lines.len().min(LINES - 1), anywhere(state, text));
            }
            lines.truncate(LINES);
            lines
        },
        |_, _| true,
    );
    // What is written anew begins at the top again.
    Effect::new(move |_| {
        written.track();
        chosen.set(0);
    });
    let run = move |at: usize, opposite: bool| {
        let Some(line) = lines.with_untracked(|lines| lines.get(at).cloned()) else {
            return;
        };
        frame.palette.set(false);
        let command = line.opposite.filter(|_| opposite).unwrap_or(line.command);
        // The dialog gives the focus back first; the command may then move it.
        request_animation_frame(move || command.run());
    };
    let choose = move |at: usize| {
        chosen.set(at);
        if let Some(line) = document().get_element_by_id(&format!("palette-{at}")) {
            browser::bring_into_sight(&line, "nearest");
        }
    };
    let keydown = move |event: ev::KeyboardEvent| {
        let count = lines.with_untracked(Vec::len).max(1);
        let at = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => choose((at + 1) % count),
            "ArrowUp" => choose((at + count - 1) % count),
            "PageDown" => choose((at + 10).min(count - 1)),
            "PageUp" => choose(at.saturating_sub(10)),
            "Enter" => run(at, event.shift_key()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let line = move |(at, line): (usize, Line)| {
        view! {
            <div
                role="option"
                id=format!("palette-{at}")
                class="palette-line"
                class:chosen=move || chosen.get() == at
                aria-selected=move || (chosen.get() == at).to_string()
                on:click=move |event: ev::MouseEvent| run(at, event.shift_key())
            >
                <span class="palette-label">{line.label}</span>
                <span class="faint">{line.note}</span>
                {(!line.command.keys.is_empty()).then(|| view! { <kbd>{line.command.keys}</kbd> })}
            </div>
        }
    };
    view! {
        <input
            type="text"
            class="palette-input"
            placeholder=words::frame::PALETTE_PLACEHOLDER
            aria-label=words::frame::PALETTE_LABEL
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-lines"
            aria-activedescendant=move || format!("palette-{}", chosen.get())
            spellcheck="false"
            autocomplete="off"
            node_ref=input
            prop:value=move || written.get()
            on:input=move |event| written.set(event_target_value(&event))
            on:keydown=keydown
        />
        <div class="palette-lines" id="palette-lines" role="listbox" aria-label=words::frame::COMMANDS>
            {move || lines.get().into_iter().enumerate().map(line).collect_view()}
        </div>
        <p class="palette-foot soft">
            <span><kbd>"↑ ↓"</kbd> {words::frame::PALETTE_CHOOSE}</span>
            <span><kbd>"Enter"</kbd> {words::frame::PALETTE_DO}</span>
            <span><kbd>{words::keys::SHIFT_ENTER}</kbd> {words::frame::PALETTE_LEAVE_OUT}</span>
        </p>
        <p class="unseen" role="status">{move || count(lines.with(Vec::len) as u64, words::counts::lines)}</p>
    }
}

/// The commands that fit what is written, the best first, and how many fit from the beginning of a word.
fn fitting(commands: &[Command], text: &str) -> (Vec<Line>, usize) {
    let mut fits: Vec<(u32, &Command)> = commands
        .iter()
        .filter(|command| !command.quiet || !text.is_empty())
        .filter_map(|command| Some((if text.is_empty() { 0 } else { rank(&command.name, text)? }, command)))
        .collect();
    arrange::by_key(&mut fits, |(rank, _)| *rank);
    let line = |(_, command): (u32, &Command)| Line {
        label: command.name.clone(),
        note: String::new(),
        command: command.clone(),
        opposite: None,
    };
    let sure = fits.partition_point(|(rank, _)| *rank < SURE);
    (fits.into_iter().take(LINES).map(line).collect(), sure.min(LINES))
}

/// Values that contain what is written: to keep only, or to leave out.
fn values(state: State, columns: &[String], answers: &[Answer], text: &str) -> Vec<Line> {
    let add = move |predicate: Predicate| {
        move || {
            state.act(Action::Add {
                source: None,
                predicate: predicate.clone(),
            });
        }
    };
    let mut lines = Vec::new();
    let lower = text.to_lowercase();
    for (column, answer) in columns.iter().zip(answers) {
        let Answer::Facet { values, .. } = answer else { continue };
        for (found, count) in values {
            let Some(shown) = value::literal(found) else { continue };
            // The answer may still be to fewer letters.
            if !shown.to_lowercase().contains(&lower) {
                continue;
            }
            let clause = value::is(column, Some(&shown));
            let name = words::frame::keep_only_value(&column, &shown);
            let opposite = Command::new(
                words::frame::exclude_value(&column, &shown),
                "",
                add(clause.clone().negate()),
            );
            lines.push(Line {
                label: name.clone(),
                note: number(*count),
                command: Command::new(name, "", add(clause)),
                opposite: Some(opposite),
            });
            let (name, column) = (words::frame::everything_of_value(&column, &shown), column.clone());
            lines.push(Line {
                label: name.clone(),
                note: String::new(),
                command: Command::new(name, "", move || identify(state, &column, shown.clone())),
                opposite: None,
            });
        }
    }
    lines
}

/// Keeps the rows in which what is written stands anywhere.
fn anywhere(state: State, text: &str) -> Line {
    let add = |predicate: Predicate| {
        move || {
            state.act(Action::Add {
                source: None,
                predicate: predicate.clone(),
            });
        }
    };
    let predicate = Predicate::Anywhere(text.to_owned());
    let name = words::frame::keep_text_anywhere(&text);
    Line {
        label: name.clone(),
        note: String::new(),
        opposite: Some(Command::new(
            words::frame::exclude_text(&text),
            "",
            add(predicate.clone().negate()),
        )),
        command: Command::new(name, "", add(predicate)),
    }
}
