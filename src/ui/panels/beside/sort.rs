//! Asks where files belong that are clearly of another kind than the log: in tables of their own, or under the log.

use crate::ui::beside::{Sorting, Stray};
use crate::ui::frame::frame;
use crate::ui::state::state;
use crate::ui::widgets::{Dialog, count};
use crate::words;
use leptos::{html, prelude::*};

/// The dialog.
#[component]
pub fn Sort() -> impl IntoView {
    let beside = frame().beside;
    let title = move || {
        beside.sorting.with(|sorting| match &sorting.strays[..] {
            [one] => words::beside::of_another_kind(&one.file.name(), &sorting.log),
            many => words::beside::files_of_another_kind(&many.len(), &sorting.log),
        })
    };
    view! {
        <Dialog open=beside.sort id="sort-files" title=Signal::derive(title)>
            <Form/>
        </Dialog>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (state, beside) = (state(), frame().beside);
    let sorting = beside.sorting;
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Sorting { files, strays, add, .. } = sorting.get_untracked();
        let mut files = files.take();
        let (own, stacked): (Vec<Stray>, Vec<Stray>) = strays.into_iter().partition(|stray| stray.own);
        files.extend(stacked.into_iter().map(|stray| stray.file.take()));
        beside.sort.set(false);
        state.open_chosen(files, add);
        for Stray { file, name, .. } in own {
            state.keep_and_join(name, file.take(), beside);
        }
    };
    let strays = sorting.get_untracked().strays;
    // Enter opens: nothing of what was dropped is thrown away by it.
    let first = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = first.get() {
            request_animation_frame(move || button.focus().unwrap_or_default());
        }
    });
    view! {
        <form class="beside-form" on:submit=open>
            {strays.into_iter().enumerate().map(|(at, stray)| one(sorting, at, &stray)).collect_view()}
            <p class="compute-buttons">
                <button type="submit" class="button strong" node_ref=first>{words::beside::OPEN}</button>
                <button type="button" class="button" on:click=move |_| beside.sort.set(false)>{words::common::CANCEL}</button>
            </p>
        </form>
    }
}

/// A file, and the choice.
fn one(sorting: RwSignal<Sorting>, at: usize, stray: &Stray) -> impl IntoView + use<> {
    let choose = move |own: bool| {
        sorting.update(|sorting| {
            if let Some(stray) = sorting.strays.get_mut(at) {
                stray.own = own;
            }
        });
    };
    let rename = move |event| {
        sorting.update(|sorting| {
            if let Some(stray) = sorting.strays.get_mut(at) {
                let name = event_target_value(&event);
                if !name.trim().is_empty() {
                    stray.name = name.trim().to_owned();
                }
            }
        });
    };
    let names: Vec<&str> = stray.peek.columns.iter().map(|(name, _)| name.as_str()).collect();
    let shown = names.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(8);
    let columns = match more {
        0 => shown,
        more => words::beside::names_and_more(&shown, &more),
    };
    let group = format!("stray-{at}");
    let new = count(names.len() as u64, words::counts::columns);
    view! {
        <fieldset>
            <legend>{stray.file.name()}</legend>
            <p class="soft">{columns}</p>
            <label>
                <input type="radio" name=group.clone() prop:checked=stray.own on:change=move |_| choose(true)/>
                <span>{words::beside::OWN_TABLE_CALLED}</span>
                <input type="text" autocomplete="off" aria-label=words::beside::NAME_TABLE prop:value=stray.name.clone() on:change=rename/>
            </label>
            <p class="soft">{words::beside::WHAT_OWN_TABLE_DOES}</p>
            <label>
                <input type="radio" name=group prop:checked=!stray.own on:change=move |_| choose(false)/>
                <span>{words::beside::stacked(&new)}</span>
            </label>
        </fieldset>
    }
}
