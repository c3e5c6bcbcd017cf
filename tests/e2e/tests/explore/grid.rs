//! The grid under the keyboard: one tab stop, header and rows, what is picked and copied, how rows are laid out.

use e2e::{Key, Log, Page, Result, both, json};

both!(
    one_tab_stop_reaches_everything,
    what_is_picked_is_copied,
    values_picked_become_a_filter,
    rows_are_laid_out_as_wished
);

async fn at_the_grid(page: &Page) -> Result {
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.rows().await?;
    Ok(())
}

async fn active(page: &Page, id: &str) -> Result {
    page.wait_until(&format!(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant') === '{id}' && document.getElementById('{id}') !== null;"
    ))
    .await?;
    Ok(())
}

async fn one_tab_stop_reaches_everything(page: &Page) -> Result {
    page.try_sample().await?;
    at_the_grid(page).await?;
    let stops = "return [...document.querySelectorAll('.events-grid, .events-grid *')].filter((element) => element.tabIndex >= 0).length;";
    assert_eq!(page.run(stops, vec![]).await?, 1);
    // Above the first row is the header, in which the same keys walk, and Enter sorts.
    page.key(Key::Up).await?;
    active(page, "head-0").await?;
    page.key(Key::Right).await?;
    active(page, "head-1").await?;
    page.key(Key::Enter).await?;
    page.path("//*[@id='head-1'][@aria-sort='ascending']").await?;
    page.key(Key::Right).await?;
    page.chord(&[Key::Shift], char::from(Key::Enter)).await?;
    page.path("//*[@id='head-1'][@aria-sort='ascending']").await?;
    page.path("//*[@id='head-2'][@aria-sort='ascending']").await?;
    let second = page.columns().await?[1].clone();
    let third = page.columns().await?[2].clone();
    page.wait_for_text(
        ".events > [role=status]",
        &format!("sorted by {second} ascending, then {third} ascending"),
    )
    .await?;
    // Its menu, and back to the rows.
    page.chord(&[Key::Shift], char::from(Key::F10)).await?;
    page.find(".popup .summary-counts").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return document.activeElement.classList.contains('events-grid');")
        .await?;
    page.key(Key::Down).await?;
    active(page, "cell-0-2").await?;
    let columns = page.columns().await?.len();
    page.key(Key::End).await?;
    active(page, &format!("cell-0-{}", columns - 1)).await?;
    page.chord(&[Key::Control], char::from(Key::End)).await?;
    active(page, &format!("cell-4999-{}", columns - 1)).await?;
    page.keys("gg".chars()).await?;
    active(page, &format!("cell-0-{}", columns - 1)).await?;
    page.key(Key::Home).await?;
    active(page, "cell-0-0").await?;
    page.keys("G".chars()).await?;
    active(page, "cell-4999-0").await?;
    page.chord(&[Key::Control], char::from(Key::Home)).await?;
    active(page, "cell-0-0").await?;
    // Two letters sort, and a capital one hides.
    page.keys("sd".chars()).await?;
    page.path("//*[@id='head-0'][@aria-sort='descending']").await?;
    let first = page.columns().await?[0].clone();
    page.keys("H".chars()).await?;
    page.wait_until(&format!(
        "return document.querySelector('.head-name').textContent !== {};",
        json!(first)
    ))
    .await?;
    Ok(())
}

async fn what_is_picked_is_copied(page: &Page) -> Result {
    page.try_sample().await?;
    page.catch_copies().await?;
    at_the_grid(page).await?;
    let rows = page.rows().await?;
    let columns = page.columns().await?;
    page.chord(&[Key::Control], 'c').await?;
    assert!(
        page.copied().await?.starts_with(&rows[0][&columns[0]][..10]),
        "one cell, exactly"
    );

    // Two columns of three rows, by the keyboard.
    page.key(Key::Right).await?;
    for key in [Key::Down, Key::Down, Key::Right] {
        page.chord(&[Key::Shift], char::from(key)).await?;
    }
    page.find(".events-picked").await?;
    page.chord(&[Key::Control], 'c').await?;
    let wanted: String = (0..3)
        .map(|row| format!("{}\t{}\n", rows[row][&columns[1]], rows[row][&columns[2]]))
        .collect();
    assert_eq!(page.copied().await?, wanted);
    page.wait_for_text("#said", "6 cells copied").await?;

    // The rows, as the menu offers.
    page.chord(&[Key::Shift], char::from(Key::F10)).await?;
    page.button_in("//*[@role='menu']", "Copy rows as TSV").await?;
    let text = page.copied().await?;
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(columns.join("\t").as_str()));
    assert_eq!(lines.count(), 3);
    page.chord(&[Key::Shift], char::from(Key::F10)).await?;
    page.button_in("//*[@role='menu']", "Copy rows as JSON").await?;
    let records: Vec<serde_json::Map<String, e2e::Json>> = serde_json::from_str(&page.copied().await?)?;
    assert_eq!(records.len(), 3);
    assert_eq!(records[1][&columns[1]], json!(rows[1][&columns[1]]));
    assert!(records[0].len() > columns.len(), "all columns that have a value");

    // Everything, far more than has arrived; and nothing again.
    page.chord(&[Key::Control], 'a').await?;
    page.chord(&[Key::Control], 'c').await?;
    assert_eq!(page.copied().await?.matches('\n').count(), page_lines(&columns)?);
    page.key(Key::Escape).await?;
    page.wait_until("return document.querySelector('.events-picked') === null;")
        .await?;
    Ok(())
}

/// Line ends in a copy of the whole sample: cells may hold some of their own.
fn page_lines(columns: &[String]) -> Result<usize> {
    let log = Log::read()?;
    let within = log
        .events
        .iter()
        .flat_map(|event| columns.iter().map(|column| event[column].matches('\n').count()));
    Ok(log.events.len() + within.sum::<usize>())
}

async fn values_picked_become_a_filter(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    at_the_grid(page).await?;
    let rows = page.rows().await?;
    let at = page
        .columns()
        .await?
        .iter()
        .position(|name| name == "User Email")
        .ok_or("no users")?;
    for _ in 0..at {
        page.key(Key::Right).await?;
    }
    for _ in 0..4 {
        page.chord(&[Key::Shift], char::from(Key::Down)).await?;
    }
    let users: std::collections::BTreeSet<&str> = rows[..5].iter().map(|row| row["User Email"].as_str()).collect();
    page.chord(&[Key::Shift], char::from(Key::F10)).await?;
    page.button_in("//*[@role='menu']", &format!("Keep only these {} values", users.len()))
        .await?;
    let kept = log.matching(|event| users.contains(event["User Email"].as_str()));
    page.matched(kept.len(), 5000).await
}

async fn height(page: &Page) -> Result<f64> {
    let tall = page
        .run(
            "return document.querySelector('.events-row').getBoundingClientRect().height;",
            vec![],
        )
        .await?;
    tall.as_f64().ok_or_else(|| "no row".into())
}

async fn rows_are_laid_out_as_wished(page: &Page) -> Result {
    page.try_sample().await?;
    at_the_grid(page).await?;
    // Far down, the first row in sight stays the first.
    page.chord(&[Key::Control], 'g').await?;
    page.type_into("#jump", "2,500").await?;
    page.key(Key::Enter).await?;
    active(page, "cell-2499-0").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return document.querySelector('.finder') === null;")
        .await?;
    page.rows().await?;
    let first = "
        const top = document.querySelector('.events-head').getBoundingClientRect().bottom;
        const rows = [...document.querySelectorAll('.events-row')].filter((row) => row.getBoundingClientRect().bottom > top + 1);
        return Math.min(...rows.map((row) => Number(row.dataset.at)));
    ";
    let before = page.run(first, vec![]).await?;
    assert_eq!(height(page).await?, 27.0);
    for (label, tall) in [
        ("Compact rows", 22.0),
        ("Roomy rows", 36.0),
        ("Wrap long texts", 72.0),
        ("Wrap long texts", 36.0),
    ] {
        page.menu("layout", label).await?;
        page.wait_until(&format!(
            "return document.querySelector('.events-row').getBoundingClientRect().height === {tall};"
        ))
        .await?;
        page.wait_until(&first.replace("return Math", &format!("return {before} === Math")))
            .await?;
        page.rows().await?;
    }
    // It is a part of the view: a step back takes it back.
    page.click("#undo").await?;
    page.wait_until("return document.querySelector('.events-row').getBoundingClientRect().height === 72;")
        .await?;
    Ok(())
}
