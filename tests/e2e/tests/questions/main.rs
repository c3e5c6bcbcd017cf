//! The forty-five questions people ask of audit logs, each walked at the screen of a generated log whose answer is known. The page
//! itself counts the clicks and keys that a way takes; writing into a field is one step, choosing from a list two.

mod ways;

use std::{fs, path::PathBuf};

use e2e::{Key, Locator, Page, Place, Result, json, run};
use ways::{Holds, Of, QUESTIONS, Step, Way};

/// More steps than this are no "few clicks".
const FEW: u64 = 5;

#[test]
fn of_a_workspace() {
    run(Place::Hosted, "of_a_workspace", async |page| {
        walk(page, Of::Workspace, xtask::sample::file()?).await
    });
}

#[test]
fn of_sign_ins() {
    run(Place::Hosted, "of_sign_ins", async |page| {
        walk(page, Of::SignIns, tale(0)?).await
    });
}

#[test]
fn of_a_cloud() {
    run(Place::Hosted, "of_a_cloud", async |page| {
        walk(page, Of::Cloud, tale(1)?).await
    });
}

#[test]
fn of_an_office() {
    run(Place::Hosted, "of_an_office", async |page| {
        walk(page, Of::Office, tale(2)?).await
    });
}

#[test]
fn each_question_is_there_once() {
    let mut numbers: Vec<u8> = QUESTIONS.iter().map(|way| way.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=45).collect::<Vec<u8>>());
    assert!(QUESTIONS.iter().all(|way| way.steps <= FEW));
}

fn tale(at: usize) -> Result<PathBuf> {
    Ok(xtask::sample::tales()?.swap_remove(at))
}

/// Counts what a person does from now on, in the page: presses of the pointer, keys, texts, choices. A text is one however long it is, a
/// choice from a list two (the list, the line), a file three (the button, the file, "Open" of the system's dialog).
const COUNTER: &str = "
    const count = (globalThis.steps = { all: 0, field: null });
    const more = (steps, field = null) => { count.all += steps; count.field = field; };
    const list = (event) => event.target.closest?.('select') !== null;
    addEventListener('pointerdown', (event) => event.isTrusted && !list(event) && more(1), true);
    addEventListener('keydown', (event) => {
        if (!event.isTrusted || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key) || list(event)) return;
        const written = event.key.length === 1 && !event.ctrlKey && event.target.matches('input, textarea');
        if (!written) more(1);
        else if (count.field !== event.target) more(1, event.target);
    }, true);
    addEventListener('change', (event) => {
        if (event.target.matches('select')) more(2);
        if (event.target.matches('input[type=file]')) more(3);
    }, true);";

/// Walks the ways to the answers of a log's questions.
async fn walk(page: &Page, of: Of, log: PathBuf) -> Result {
    page.ready().await?;
    page.choose(&[&log]).await?;
    page.wait_until("return document.querySelector('.events-grid')?.getAttribute('aria-busy') === 'false';")
        .await?;
    page.run(COUNTER, vec![]).await?;
    let begin = page.run("return auditExplorer.view();", vec![]).await?;
    let all = page.ask("", json!([{ "count": {} }])).await?["rows"]
        .as_u64()
        .ok_or("no rows")? as usize;
    let mut wrong = Vec::new();
    for way in QUESTIONS.iter().filter(|way| way.of == of) {
        page.run("await auditExplorer.show(arguments[0]);", vec![begin.clone()])
            .await?;
        page.matched(all, all).await?;
        page.run("steps.all = 0; steps.field = null;", vec![]).await?;
        if let Err(error) = one(page, way, all).await {
            page.screenshot(&format!("question-{}", way.number)).await?;
            wrong.push(format!("{} {}: {error}", way.number, way.asks));
            page.key(Key::Escape).await?;
            continue;
        }
        let steps = page
            .run("return steps.all;", vec![])
            .await?
            .as_u64()
            .unwrap_or_default();
        if steps != way.steps {
            wrong.push(format!("{} {}: {steps} steps, not {}", way.number, way.asks, way.steps));
        }
        // What is open above the page is closed again; a menu or a dialog takes a key.
        page.run("document.querySelector('dialog[open]')?.close();", vec![])
            .await?;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// Walks one way, and looks for the answer at its end.
async fn one(page: &Page, way: &Way, all: usize) -> Result {
    for step in way.by {
        take(page, *step).await?;
    }
    for holds in way.holds {
        match *holds {
            Holds::Rows(rows) => page.matched(rows, all).await?,
            Holds::Text(css, text) => page.wait_for_text(css, text).await?,
            Holds::Card(title, text) => {
                let told = format!(
                    "const cards = [...document.querySelectorAll('.card:not(.dim)')];
                     return cards.find((card) => card.querySelector('h3').innerText === {})?.innerText.includes({});",
                    json!(title),
                    json!(text)
                );
                page.wait_until(&told)
                    .await
                    .map_err(|_| format!("the card {title} does not tell {text}"))?;
            }
        }
    }
    Ok(())
}

async fn take(page: &Page, step: Step) -> Result {
    match step {
        Step::Click(label) => page.button(label).await,
        Step::Card(title) => {
            // The rows behind it are asked for when it is clicked, so it need not have answered.
            let path = format!("//*[contains(@class, 'card')]//h3/button[normalize-space(.)='{title}']");
            page.click_at(Locator::XPath(&path), title).await
        }
        Step::Value(field, value) => {
            page.unfold(field).await?;
            page.pick(field, value).await
        }
        Step::Page(field, value) => {
            page.unfold(field).await?;
            // It is seen once the pointer is over the line.
            let path = format!("//ul[@aria-label='Values of {field}']//button[@aria-label='Everything of {value}']");
            page.click_at(Locator::XPath(&path), value).await
        }
        Step::Filter(text) => {
            page.click("#query").await?;
            page.keys(text.chars().chain([char::from(Key::Enter)])).await
        }
        Step::Palette(text, line) => {
            page.chord(&[Key::Control], 'k').await?;
            page.wait_until("return document.activeElement.classList.contains('palette-input');")
                .await?;
            page.keys(text.chars()).await?;
            let path = format!("//*[contains(@class, 'palette-line')][starts-with(normalize-space(.), '{line}')]");
            page.click_at(Locator::XPath(&path), line).await
        }
        Step::Cell(row, column) => {
            page.rows().await?;
            page.cell(row, column).await
        }
        Step::Menu(column, line) => page.column_menu(column, line).await,
        Step::Write(css, text) => {
            page.click(css).await?;
            page.keys(text.chars()).await
        }
        Step::Add(name, text) => {
            let folder = xtask::root().join("target/e2e").join(std::process::id().to_string());
            fs::create_dir_all(&folder)?;
            let file = folder.join(name);
            fs::write(&file, text)?;
            page.run("document.querySelector('#add-files').click();", vec![])
                .await?;
            page.choose(&[&file]).await
        }
    }
}
