//! The keys that the help lists, each with what it does.

use e2e::{Key, Log, Page, Result, hosted, json};

hosted!(
    the_table_obeys_its_keys,
    the_page_obeys_its_keys,
    rows_are_marked_one_by_one
);

/// Waits until a test of the page holds.
async fn holds(page: &Page, test: &str, what: &str) -> Result {
    match page.wait_until(&format!("return {test};")).await {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("{what}: in vain waited for {test}").into()),
    }
}

/// Presses what a word of the help says: a letter, two after another, or a key by its name.
async fn press(page: &Page, key: &str) -> Result {
    match key {
        "PageDown" => page.key(Key::PageDown).await,
        "PageUp" => page.key(Key::PageUp).await,
        "Escape" => page.key(Key::Escape).await,
        "Shift+Space" => page.chord(&[Key::Shift], ' ').await,
        "Shift+Down" => page.chord(&[Key::Shift], char::from(Key::Down)).await,
        "Ctrl+S" => page.chord(&[Key::Control], 's').await,
        "Ctrl+Z" => page.chord(&[Key::Control], 'z').await,
        "Ctrl+Shift+Z" => page.chord(&[Key::Control, Key::Shift], 'Z').await,
        letters => page.keys(letters.chars()).await,
    }
}

async fn the_table_obeys_its_keys(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    let rows = page.rows().await?;
    let first = page.columns().await?[0].clone();
    let at = "document.querySelector('.events-grid').getAttribute('aria-activedescendant')";
    let is = |cell: &str| format!("{at} === '{cell}'");
    let picked = "document.querySelectorAll('.events-picked').length";
    let steps = [
        ("j", is("cell-1-0")),
        ("j", is("cell-2-0")),
        ("k", is("cell-1-0")),
        ("k", is("cell-0-0")),
        ("PageDown", format!("Number({at}.split('-')[1]) > 5")),
        ("PageUp", is("cell-0-0")),
        ("p", String::from("document.querySelector('#head-0.pinned') !== null")),
        ("p", String::from("document.querySelector('.head.pinned') === null")),
        (
            "sd",
            String::from("document.querySelector('#head-0').ariaSort === 'descending'"),
        ),
        (
            "sa",
            String::from("document.querySelector('#head-0').ariaSort === 'ascending'"),
        ),
        (
            "sd",
            String::from("document.querySelector('#head-0').ariaSort === 'descending'"),
        ),
        // A whole row, and the one below it too.
        (
            "Shift+Space",
            format!("{picked} > 0 && document.querySelector('.events-picked').clientWidth > 600"),
        ),
        ("Escape", format!("{picked} === 0")),
    ];
    for (key, does) in steps {
        press(page, key).await?;
        holds(page, &does, key).await?;
    }

    // The times of three rows picked, which are those from the third to the first.
    for key in ["Shift+Down", "Shift+Down"] {
        press(page, key).await?;
    }
    press(page, "z").await?;
    page.matched(3, 5000).await?;
    assert_eq!(page.rows().await?[2][&first], rows[2][&first]);
    press(page, "Ctrl+Z").await?;
    page.matched(5000, 5000).await?;

    // The value under the cursor, kept and left out; a step taken back and taken again.
    let category = page.columns().await?.iter().position(|name| name == "Event Category");
    press(page, "Escape").await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.key(Key::Home).await?;
    for _ in 0..category.ok_or("no categories")? {
        page.key(Key::Right).await?;
    }
    let (row, _) = page.cursor().await?;
    let value = page.rows().await?[row]["Event Category"].clone();
    let kept = log.matching(|event| event["Event Category"] == value).len();
    for (key, left) in [
        ("f", kept),
        ("Ctrl+Z", 5000),
        ("Ctrl+Shift+Z", kept),
        ("Ctrl+Z", 5000),
        ("x", 5000 - kept),
    ] {
        press(page, key).await?;
        page.matched(left, 5000)
            .await
            .map_err(|error| format!("{key}: {error}"))?;
    }
    Ok(())
}

async fn rows_are_marked_one_by_one(page: &Page) -> Result {
    page.try_sample().await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    let marked = |places: &str| {
        format!(
            "[...document.querySelectorAll('.events-row.marked')].map((row) => Number(row.dataset.at)).sort((a, b) => a - b).join() === '{places}'"
        )
    };
    let at = |row: usize| {
        format!("document.querySelector('.events-grid').getAttribute('aria-activedescendant') === 'cell-{row}-0'")
    };
    for (key, does) in [
        ("jj", at(2)),
        ("b", marked("2")),
        ("jjj", at(5)),
        ("b", marked("2,5")),
        (
            "Shift+Down",
            String::from("document.querySelector('.events-picked') !== null"),
        ),
        ("b", marked("2,5,6")),
        ("b", marked("2")),
        ("Ctrl+Z", marked("2,5,6")),
        (
            "Escape",
            String::from("document.querySelector('.events-picked') === null"),
        ),
        ("U", at(5)),
        ("U", at(2)),
    ] {
        press(page, key).await?;
        holds(page, &does, key).await?;
    }
    // Rows that are coloured by a value are not marked by that.
    let category = page.rows().await?[0]["Event Category"].clone();
    let cell = page.cell_css(0, "Event Category").await?;
    page.right_click_spot(&cell, 0.3, 0.5).await?;
    page.button(&format!("Colour rows with {category}")).await?;
    page.wait_until(
        "const places = (css) => [...document.querySelectorAll(css)].map((row) => Number(row.dataset.at)).sort((a, b) => a - b);
         return places('.events-row.marked').includes(0) && places('.events-row.single').join() === '2,5,6';",
    )
    .await?;
    // They can be seen alone, and a link brings them along.
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    page.keys("keep only marked".chars()).await?;
    page.wait_for_text(".palette-line.chosen", "Keep only marked events")
        .await?;
    page.key(Key::Enter).await?;
    page.matched(3, 5000).await?;
    page.catch_copies().await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    press(page, "Ctrl+S").await?;
    let link = page.copied().await?;
    assert_eq!(page.client().current_url().await?.as_str(), link);
    page.wait_for_text("#said", "It holds the filter and the layout")
        .await?;
    page.client().refresh().await?;
    page.ready().await?;
    page.click("#try-sample").await?;
    page.matched(3, 5000).await?;
    holds(page, &marked("0,1,2"), "the link").await
}

async fn the_page_obeys_its_keys(page: &Page) -> Result {
    page.try_sample().await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    let steps = [
        (
            " ",
            "document.querySelector('.app.wide') !== null && !document.querySelector('.fields').checkVisibility()",
        ),
        (
            " ",
            "document.querySelector('.app.wide') === null && document.querySelector('.fields').checkVisibility()",
        ),
        (
            "7",
            "document.querySelector('#tab-board[aria-selected=true]') !== null && document.querySelector('.board-none') !== null",
        ),
        (
            "8",
            "document.querySelector('#tab-actor[aria-selected=true]') !== null && document.querySelector('.board-none') === null",
        ),
        ("1", "document.querySelector('.events-grid') !== null"),
    ];
    for (key, does) in steps {
        press(page, key).await?;
        holds(page, does, key).await?;
    }
    // The other zone, and back.
    let zone = "return auditExplorer.view().zone;";
    let before = page.run(zone, vec![]).await?;
    press(page, "T").await?;
    holds(
        page,
        &format!(
            "JSON.stringify(auditExplorer.view().zone) !== {}",
            json!(before.to_string())
        ),
        "T",
    )
    .await?;
    press(page, "T").await?;
    holds(
        page,
        &format!(
            "JSON.stringify(auditExplorer.view().zone) === {}",
            json!(before.to_string())
        ),
        "T",
    )
    .await
}
