//! What a person does at the screen, in the words of the screen: buttons by what they say, the filter, the table, the pointer.

use std::{collections::BTreeMap, path::Path, time::Instant};

use fantoccini::{
    Locator,
    actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
    key::Key,
};
use serde_json::json;

use crate::{Result, page::PATIENCE, page::Page};

/// The buttons of a mouse.
const LEFT: u64 = 0;
const RIGHT: u64 = 2;

impl Page {
    /// Opens the sample by its button, and waits until all of it is there.
    pub async fn try_sample(&self) -> Result {
        self.ready().await?;
        self.click("#try-sample").await?;
        self.matched(5000, 5000).await
    }

    /// Chooses files as behind "Choose files" (or "Add files", where that was clicked), and does not wait.
    pub async fn choose(&self, files: &[&Path]) -> Result {
        self.find("#files").await?;
        self.choose_files("#files", files).await
    }

    /// Clicks the first button on the page that says `label` or is labelled so for screen readers.
    pub async fn button(&self, label: &str) -> Result {
        self.button_in("", label).await
    }

    /// Clicks the first button that says `label`, within the first element of which `part` (an XPath such as
    /// `//aside`) is true.
    pub async fn button_in(&self, part: &str, label: &str) -> Result {
        let quoted = quoted(label);
        let path = format!(
            "{part}//*[self::button or @role='menuitem' or @role='menuitemradio' or @role='tab'][normalize-space(.)={quoted} or @aria-label={quoted}]"
        );
        self.click_at(Locator::XPath(&path), label).await
    }

    /// Opens a menu by its id, and clicks the line that begins with `label`.
    pub async fn menu(&self, id: &str, label: &str) -> Result {
        self.click(&format!("#{id}")).await?;
        let path = format!("//*[@role='menu']/button[span[normalize-space(.)={}]]", quoted(label));
        self.click_at(Locator::XPath(&path), label).await
    }

    /// Clicks what is found, once it can be clicked; what is drawn again meanwhile is looked for again.
    pub async fn click_at(&self, locator: Locator<'_>, name: &str) -> Result {
        let begun = Instant::now();
        loop {
            let clicked = match self.client().find(locator).await {
                Ok(element) => self.press(&element).await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return Ok(()),
                Err(error) if passing(&error) && begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(std::time::Duration::from_millis(25)).await;
                }
                Err(error) => return Err(format!("{name} cannot be clicked: {error}").into()),
            }
        }
    }

    /// The first element that an XPath finds, once it is there.
    pub async fn path(&self, path: &str) -> Result<Element> {
        let found = self
            .client()
            .wait()
            .at_most(PATIENCE)
            .every(std::time::Duration::from_millis(25))
            .for_element(Locator::XPath(path))
            .await;
        found.map_err(|error| format!("nothing on the page is {path}: {error}").into())
    }

    /// Presses keys one after another, wherever the focus is; a text is one key a letter.
    pub async fn keys(&self, keys: impl IntoIterator<Item = char>) -> Result {
        let mut actions = KeyActions::new("keyboard".into());
        for value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Presses a key while others are held.
    pub async fn chord(&self, held: &[Key], key: char) -> Result {
        let mut actions = KeyActions::new("keyboard".into());
        for key in held {
            actions = actions.then(KeyAction::Down { value: (*key).into() });
        }
        actions = actions
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        for key in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: (*key).into() });
        }
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Presses one key that is no letter.
    pub async fn key(&self, key: Key) -> Result {
        self.keys([key.into()]).await
    }

    /// Replaces the text of an input, as by selecting all and typing.
    pub async fn type_into(&self, css: &str, text: &str) -> Result {
        let input = self.find(css).await?;
        self.press(&input).await?;
        self.run("document.querySelector(arguments[0]).select();", vec![json!(css)])
            .await?;
        let typed = if text.is_empty() {
            String::from(char::from(Key::Delete))
        } else {
            text.to_owned()
        };
        Ok(input.send_keys(&typed).await?)
    }

    /// Writes a filter into the query bar and applies it.
    pub async fn filter(&self, text: &str) -> Result {
        self.type_into("#query", text).await?;
        self.find("#query")
            .await?
            .send_keys(&String::from(char::from(Key::Enter)))
            .await?;
        Ok(())
    }

    /// Chooses the option of a select that says `option`.
    pub async fn select(&self, css: &str, option: &str) -> Result {
        Ok(self.find(css).await?.select_by_label(option).await?)
    }

    /// Waits until the page says that so many of so many events match, and the table below shows them.
    pub async fn matched(&self, rows: usize, of: usize) -> Result {
        let wanted = format!("{} of {} events", number(rows), number(of));
        let body = format!(
            "const count = document.querySelector('#count'), grid = document.querySelector('.events-grid');
             return count !== null && count.innerText === {} && !count.classList.contains('waiting')
                 && (grid === null || grid.getAttribute('aria-busy') === 'false' && (grid.getAttribute('role') === 'treegrid' || grid.getAttribute('aria-rowcount') === '{}'));",
            json!(wanted),
            rows + 1,
        );
        match self.wait_until(&body).await {
            Ok(_) => Ok(()),
            Err(_) => {
                let said = self
                    .run(
                        "return [document.querySelector('#count')?.innerText, document.querySelector('.events-grid')?.getAttribute('aria-rowcount')];",
                        vec![],
                    )
                    .await?;
                Err(format!("waited in vain for \"{wanted}\"; the page says {said}").into())
            }
        }
    }

    /// The rows in sight, each by the names of its columns; waits until all of those have arrived.
    pub async fn rows(&self) -> Result<Vec<BTreeMap<String, String>>> {
        let rows = self
            .wait_until(
                "const grid = document.querySelector('.events-grid');
                 if (grid === null || grid.getAttribute('aria-busy') !== 'false') return null;
                 const names = [...grid.querySelectorAll('.head-name')].map((name) => name.textContent);
                 const lines = [...grid.querySelectorAll('.events-row')].sort((a, b) => a.dataset.at - b.dataset.at);
                 if (grid.querySelector('.events-row.blank') !== null) return null;
                 return lines.map((line) => Object.fromEntries([...line.querySelectorAll('.cell')].map((cell, at) => [names[at], cell.textContent])));",
            )
            .await?;
        Ok(serde_json::from_value(rows)?)
    }

    /// Unfolds a field of the fields panel, where it is folded.
    pub async fn unfold(&self, field: &str) -> Result {
        let head = format!(
            "//*[@class='field-fold'][span[@class='field-name'][.={}]]",
            quoted(field)
        );
        if self.path(&head).await?.attr("aria-expanded").await?.as_deref() == Some("false") {
            self.click_at(Locator::XPath(&head), field).await?;
        }
        self.path(&format!(
            "//ul[@aria-label={}]/li",
            quoted(&format!("Values of {field}"))
        ))
        .await?;
        Ok(())
    }

    /// Clicks a value of an unfolded field.
    pub async fn pick(&self, field: &str, value: &str) -> Result {
        let list = quoted(&format!("Values of {field}"));
        let value_of = format!(
            "//ul[@aria-label={list}]//button[span[@class='value-name'][.={}]]",
            quoted(value)
        );
        self.click_at(Locator::XPath(&value_of), value).await
    }

    /// Opens the menu of a column and clicks the line that says `label`.
    pub async fn column_menu(&self, column: &str, label: &str) -> Result {
        self.button(&format!("Menu of {column}")).await?;
        self.button_in("//*[@role='menu']", label).await
    }

    /// Puts what the page copies from now on where [`Page::copied`] finds it.
    pub async fn catch_copies(&self) -> Result {
        let stub = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.copiedByTest = text; } } });";
        self.run(stub, vec![]).await?;
        Ok(())
    }

    /// The text that was copied last, once there is one; the next is waited for anew.
    pub async fn copied(&self) -> Result<String> {
        let text = self
            .wait_until("const text = window.copiedByTest; window.copiedByTest = undefined; return text === undefined ? null : [text];")
            .await?;
        Ok(text[0].as_str().unwrap_or_default().to_owned())
    }

    /// Where the table's cursor stands: row and column, from 0.
    pub async fn cursor(&self) -> Result<(usize, usize)> {
        let at = self
            .run("return document.querySelector('.events-grid').getAttribute('aria-activedescendant').split('-').slice(1).map(Number);", vec![])
            .await?;
        Ok(serde_json::from_value(at)?)
    }

    /// The names of the table's columns, from the left.
    pub async fn columns(&self) -> Result<Vec<String>> {
        let names = self
            .run(
                "return [...document.querySelectorAll('.events-grid .head-name')].map((name) => name.textContent);",
                vec![],
            )
            .await?;
        Ok(serde_json::from_value(names)?)
    }

    /// Clicks the cell of a column in a row of the table, counted from 0.
    pub async fn cell(&self, row: usize, column: &str) -> Result {
        let css = self.cell_css(row, column).await?;
        self.click(&css).await
    }

    /// How the cell of a column in a row is selected.
    pub async fn cell_css(&self, row: usize, column: &str) -> Result<String> {
        let at = self.columns().await?.iter().position(|name| name == column);
        let at = at.ok_or_else(|| format!("the table has no column {column}"))?;
        Ok(format!("#cell-{row}-{at}"))
    }

    /// Moves the pointer to a place in an element, as fractions of its width and height.
    pub async fn point(&self, css: &str, x: f64, y: f64) -> Result {
        let at = self.spot(css, x, y).await?;
        let actions = MouseActions::new("mouse".into()).then(moved(at));
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Clicks a place in an element.
    pub async fn click_spot(&self, css: &str, x: f64, y: f64) -> Result {
        self.press_spot(css, (x, y), LEFT).await
    }

    /// Clicks a place in an element with the right button.
    pub async fn right_click_spot(&self, css: &str, x: f64, y: f64) -> Result {
        self.press_spot(css, (x, y), RIGHT).await
    }

    async fn press_spot(&self, css: &str, (x, y): (f64, f64), button: u64) -> Result {
        let at = self.spot(css, x, y).await?;
        let actions = MouseActions::new("mouse".into())
            .then(moved(at))
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Drags from one place in an element to another.
    pub async fn drag(&self, css: &str, from: f64, to: f64) -> Result {
        self.drag_to((css, from, 0.5), (css, to, 0.5)).await
    }

    /// Drags from a place in one element to a place in another, each as an element and fractions of its width and height.
    pub async fn drag_to(&self, from: (&str, f64, f64), to: (&str, f64, f64)) -> Result {
        let (start, end) = (
            self.spot(from.0, from.1, from.2).await?,
            self.spot(to.0, to.1, to.2).await?,
        );
        self.drag_over(start, end).await
    }

    /// Drags from a place in an element by so many pixels to the right.
    pub async fn drag_by(&self, css: &str, right: i64) -> Result {
        let start = self.spot(css, 0.5, 0.5).await?;
        self.drag_over(start, (start.0 + right, start.1)).await
    }

    async fn drag_over(&self, start: (i64, i64), end: (i64, i64)) -> Result {
        let middle = ((start.0 + end.0) / 2, (start.1 + end.1) / 2);
        let actions = MouseActions::new("mouse".into())
            .then(moved(start))
            .then(PointerAction::Down { button: LEFT })
            .then(moved(middle))
            .then(moved(end))
            .then(PointerAction::Up { button: LEFT });
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Double-clicks a place in an element.
    pub async fn double_click(&self, css: &str, x: f64, y: f64) -> Result {
        let at = self.spot(css, x, y).await?;
        let mut actions = MouseActions::new("mouse".into()).then(moved(at));
        for _ in 0..2 {
            actions = actions
                .then(PointerAction::Down { button: LEFT })
                .then(PointerAction::Up { button: LEFT });
        }
        Ok(self.client().perform_actions(actions).await?)
    }

    async fn spot(&self, css: &str, x: f64, y: f64) -> Result<(i64, i64)> {
        let (left, top, width, height) = self.find(css).await?.rectangle().await?;
        let scrolled = self.run("return [scrollX, scrollY];", vec![]).await?;
        let (across, down) = (scrolled[0].as_f64().unwrap_or(0.0), scrolled[1].as_f64().unwrap_or(0.0));
        Ok((
            (left - across + width * x).round() as i64,
            (top - down + height * y).round() as i64,
        ))
    }
}

fn moved((x, y): (i64, i64)) -> PointerAction {
    PointerAction::MoveTo {
        duration: None,
        x: x as f64,
        y: y as f64,
    }
}

/// Errors that pass by themselves: the element is not there yet, was just drawn again, or is still covered.
fn passing(error: &CmdError) -> bool {
    let text = error.to_string();
    error.is_no_such_element()
        || error.is_stale_element_reference()
        || ["click intercepted", "not interactable"]
            .iter()
            .any(|part| text.contains(part))
}

/// A text as an XPath literal.
fn quoted(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}

/// A whole number with the separators that the page uses.
pub fn number(value: usize) -> String {
    let digits = value.to_string();
    let start = digits.len() % 3;
    let (first, rest) = digits.split_at(start);
    let groups = rest
        .as_bytes()
        .chunks(3)
        .map(|group| String::from_utf8_lossy(group).into_owned());
    let parts: Vec<String> = (!first.is_empty())
        .then(|| first.to_owned())
        .into_iter()
        .chain(groups)
        .collect();
    parts.join(",")
}
