//! The table: sorting, columns, and the page without a mouse.

use std::collections::BTreeSet;

use e2e::{Key, Log, Page, Result, both};

both!(sorts_and_picks_columns, works_by_keys_alone);

async fn sorts_and_picks_columns(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    let times = |rows: &[std::collections::BTreeMap<String, String>]| -> Vec<String> {
        rows.iter().map(|row| row["Request Time"].clone()).collect()
    };
    assert!(
        times(&page.rows().await?).is_sorted_by(|one, next| one >= next),
        "newest first"
    );

    // By one column, then by a second one within it.
    page.click_at(
        e2e::Locator::XPath("//*[@class='head-sort'][.//*[.='Event Category']]"),
        "Event Category",
    )
    .await?;
    page.path("//*[@role='columnheader'][@aria-sort='ascending']//*[.='Event Category']")
        .await?;
    let first = log
        .events
        .iter()
        .map(|event| event["Event Category"].as_str())
        .filter(|name| !name.is_empty())
        .min();
    let rows = page.rows().await?;
    assert_eq!(Some(rows[0]["Event Category"].as_str()), first);
    page.run(
        "const head = [...document.querySelectorAll('.head-sort')].find((head) => head.textContent.includes('Event Type'));
         head.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));",
        vec![],
    )
    .await?;
    page.path("//*[@role='columnheader'][@aria-sort='ascending']//*[.='Event Type']")
        .await?;
    let keys: Vec<(String, String)> = page
        .rows()
        .await?
        .iter()
        .map(|row| (row["Event Category"].clone(), row["Event Type"].clone()))
        .collect();
    let mut all: Vec<_> = log
        .events
        .iter()
        .filter(|event| !event["Event Category"].is_empty())
        .map(|event| (event["Event Category"].clone(), event["Event Type"].clone()))
        .collect();
    all.sort();
    assert_eq!(keys, all[..keys.len()]);

    // A column hidden by its menu, another shown by the list.
    let before: BTreeSet<String> = page.columns().await?.into_iter().collect();
    assert!(before.contains("Event Category") && !before.contains("Session Id"));
    page.button("Menu of Event Category").await?;
    page.button("Hide").await?;
    page.wait_until(
        "return ![...document.querySelectorAll('.head-name')].some((name) => name.textContent === 'Event Category');",
    )
    .await?;
    page.click(".picker-button").await?;
    page.type_into("input[aria-label='Find a column']", "session").await?;
    page.click_at(
        e2e::Locator::XPath("//label[@class='picker-line'][span[.='Session Id']]"),
        "Session Id",
    )
    .await?;
    page.wait_until(
        "return [...document.querySelectorAll('.head-name')].some((name) => name.textContent === 'Session Id');",
    )
    .await?;
    page.key(Key::Escape).await?;
    assert!(
        page.rows()
            .await?
            .iter()
            .all(|row| row["Session Id"].contains('-') || row["Session Id"] == "null")
    );
    Ok(())
}

async fn works_by_keys_alone(page: &Page) -> Result {
    let failures = Log::read()?.matching(|event| event["Event Status"] == "FAILURE").len();
    page.try_sample().await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    page.keys("/".chars()).await?;
    page.wait_until("return document.activeElement.id === 'query';").await?;
    page.keys("Event_Status=FAILURE".chars()).await?;
    page.key(Key::Enter).await?;
    page.matched(failures, 5000).await?;

    // Out of the query bar, the keys are the table's.
    page.key(Key::Escape).await?;
    page.wait_until("return document.activeElement === document.body;")
        .await?;
    for key in [Key::Down, Key::Down, Key::Right] {
        page.key(key).await?;
    }
    page.wait_until(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant') === 'cell-2-1';",
    )
    .await?;
    page.key(Key::Enter).await?;
    page.find("aside.detail").await?;
    let event = page.rows().await?[2]["Request Time"].clone();
    page.wait_for_text("aside.detail", &event).await?;
    // With the detail open, the arrow keys walk through the events.
    page.key(Key::Down).await?;
    let next = page.rows().await?[3]["Request Time"].clone();
    page.wait_for_text("aside.detail", &next).await?;
    page.key(Key::Escape).await?;
    page.wait_until("return document.querySelector('aside.detail') === null;")
        .await?;

    page.keys("2".chars()).await?;
    page.find("section.group").await?;
    page.keys("3".chars()).await?;
    page.find("section.pivot").await?;
    page.keys("4".chars()).await?;
    page.find("section.chart").await?;
    page.keys("1".chars()).await?;
    page.find(".events-grid").await?;
    page.chord(&[Key::Control], 'z').await?;
    page.find("section.chart").await?;
    page.keys("?".chars()).await?;
    page.wait_for_text("#help", "Write a filter").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return !document.querySelector('#help').open;").await?;
    Ok(())
}
