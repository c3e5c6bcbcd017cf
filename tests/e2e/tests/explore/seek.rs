//! Finding, jumping and colouring: nothing is left out, and everything can be walked to.

use e2e::{Key, Log, Page, Result, both, json, number};

both!(
    hits_are_walked,
    times_and_numbers_are_gone_to,
    what_a_filter_keeps_is_coloured
);

/// The rows under the newest-first order of the table.
fn newest(log: &Log) -> Vec<&e2e::Event> {
    let mut rows: Vec<(usize, &e2e::Event)> = log.events.iter().enumerate().collect();
    rows.sort_by(|(a, one), (b, other)| other["Request Time"].cmp(&one["Request Time"]).then(a.cmp(b)));
    rows.into_iter().map(|(_, event)| event).collect()
}

async fn stands_at(page: &Page, row: usize) -> Result {
    page.wait_until(&format!(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant').split('-')[1] === '{row}';"
    ))
    .await?;
    Ok(())
}

async fn hits_are_walked(page: &Page) -> Result {
    let log = Log::read()?;
    let rows = newest(&log);
    let hits: Vec<usize> = (0..rows.len())
        .filter(|&at| rows[at]["Event Type"] == "PASSWORD_CHANGED")
        .collect();
    assert!(hits.len() > 3);
    page.try_sample().await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.chord(&[Key::Control], 'f').await?;
    page.wait_until("return document.activeElement.id === 'find';").await?;
    page.keys("Event_Type=PASSWORD_CHANGED".chars()).await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("#hits", &format!("1 of {}", number(hits.len())))
        .await?;
    stands_at(page, hits[0]).await?;
    page.wait_for_text("#count", "5,000 of 5,000").await?;
    // Every hit in sight is marked, and what is found in it.
    page.rows().await?;
    page.wait_until(&format!(
        "const rows = [...document.querySelectorAll('.events-row')];
         const hits = {};
         return rows.every((row) => row.classList.contains('hit') === hits.includes(Number(row.dataset.at)))
             && rows.filter((row) => row.classList.contains('hit')).every((row) => row.querySelector('mark')?.textContent === 'PASSWORD_CHANGED');",
        json!(hits)
    ))
    .await?;
    // Enter goes on, the brackets do from the table; beyond the ends it begins again.
    page.key(Key::Enter).await?;
    stands_at(page, hits[1]).await?;
    page.key(Key::Down).await?;
    page.keys("]".chars()).await?;
    stands_at(page, hits[2]).await?;
    page.keys("[[[".chars()).await?;
    stands_at(page, hits[hits.len() - 1]).await?;
    page.wait_for_text("#hits", &format!("{0} of {0}", number(hits.len())))
        .await?;
    // It respects the filter.
    page.filter("Event_Status=FAILURE").await?;
    let failed = log.matching(|event| event["Event Status"] == "FAILURE").len();
    page.matched(failed, 5000).await?;
    let left = log
        .matching(|event| event["Event Status"] == "FAILURE" && event["Event Type"] == "PASSWORD_CHANGED")
        .len();
    let said = match left {
        0 => "no hits".to_owned(),
        1 => "1 hit".to_owned(),
        left => format!("{left} hits"),
    };
    page.wait_for_text("#hits", &said).await?;
    // The link carries it.
    let linked = page
        .run(
            "return decodeURIComponent(location.hash).includes('PASSWORD_CHANGED');",
            vec![],
        )
        .await?;
    assert_eq!(linked, true);
    page.button("Close").await?;
    page.wait_until("return document.querySelector('.finder, .events-row.hit, .cell mark') === null;")
        .await?;
    Ok(())
}

async fn times_and_numbers_are_gone_to(page: &Page) -> Result {
    let log = Log::read()?;
    let rows = newest(&log);
    page.try_sample().await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.chord(&[Key::Control], 'g').await?;
    page.wait_until("return document.activeElement.id === 'jump';").await?;
    page.keys("2026-10-05 12:00".chars()).await?;
    page.key(Key::Enter).await?;
    // The first event from then on: newest first, it is the last of those.
    let wanted = rows
        .iter()
        .rposition(|event| event["Request Time"].as_str().replace('T', " ").as_str() >= "2026-10-05 12:00")
        .ok_or("no such event")?;
    stands_at(page, wanted).await?;
    page.rows().await?;
    page.find(&format!("#cell-{wanted}-0")).await?;
    // In whatever order they stand.
    page.chord(&[Key::Control], 'g').await?;
    page.type_into("#jump", "4321").await?;
    page.key(Key::Enter).await?;
    stands_at(page, 4320).await?;
    page.chord(&[Key::Control], 'g').await?;
    page.type_into("#jump", "yesterday or so").await?;
    page.key(Key::Enter).await?;
    page.wait_for_text(".finder-failure", "neither a time").await?;
    page.type_into("#jump", "5001").await?;
    page.key(Key::Enter).await?;
    page.wait_for_text(".finder-failure", "5,000 events").await?;
    Ok(())
}

async fn what_a_filter_keeps_is_coloured(page: &Page) -> Result {
    let log = Log::read()?;
    let rows = newest(&log);
    page.try_sample().await?;
    page.menu("layout", "Colours…").await?;
    page.type_into(
        "#marking input[aria-label='Filter of a new mark']",
        "Event_Status=FAILURE",
    )
    .await?;
    page.key(Key::Enter).await?;
    page.find(".marking-line").await?;
    page.type_into("#marking input[aria-label='Filter of a new mark']", "no_such:thing")
        .await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("#marking .marking-wrong", "no_such").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return !document.querySelector('#marking').open;")
        .await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    let failed: Vec<usize> = (0..rows.len())
        .filter(|&at| rows[at]["Event Status"] == "FAILURE")
        .collect();
    page.keys("u".chars()).await?;
    stands_at(page, failed[0]).await?;
    page.keys("uu".chars()).await?;
    stands_at(page, failed[2]).await?;
    page.rows().await?;
    page.wait_until(&format!(
        "const failed = {};
         return [...document.querySelectorAll('.events-row')].every((row) => row.classList.contains('marked') === failed.includes(Number(row.dataset.at)));",
        json!(failed)
    ))
    .await?;
    let painted = "
        const color = (row) => getComputedStyle(row).backgroundColor;
        return color(document.querySelector('.events-row.marked')) !== color(document.querySelector('.events-row:not(.marked)'));
    ";
    assert_eq!(page.run(painted, vec![]).await?, true);
    page.keys("U".chars()).await?;
    stands_at(page, failed[1]).await?;
    // The cells of a column alone.
    page.menu("layout", "Colours…").await?;
    page.select("#marking select", "cells of User Email").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return document.querySelector('.events-row.marked') === null && document.querySelector('.cell.marked') !== null;")
        .await?;
    let at = page
        .columns()
        .await?
        .iter()
        .position(|name| name == "User Email")
        .ok_or("no users")?;
    let only = format!(
        "return [...document.querySelectorAll('.cell.marked')].every((cell) => cell.dataset.column === '{at}');"
    );
    assert_eq!(page.run(&only, vec![]).await?, true);
    Ok(())
}
