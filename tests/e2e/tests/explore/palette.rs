//! The command palette, the keys that can be switched off, and what the page says of what was done.

use e2e::{Key, Log, Page, Result, both, number};

both!(
    commands_columns_and_values,
    letters_can_be_switched_off,
    chips_tell_the_zone
);

async fn write(page: &Page, text: &str) -> Result {
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    page.keys(text.chars()).await
}

async fn first_line(page: &Page, says: &str) -> Result {
    page.wait_for_text(".palette-line.chosen .palette-label", says).await
}

async fn commands_columns_and_values(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    write(page, "compact").await?;
    first_line(page, "Compact rows").await?;
    page.key(Key::Enter).await?;
    page.wait_until("return document.querySelector('.events-row').getBoundingClientRect().height === 22;")
        .await?;

    // A column that is not shown.
    assert!(!page.columns().await?.contains(&"Session Id".to_owned()));
    write(page, "show session").await?;
    first_line(page, "Show column Session Id").await?;
    page.key(Key::Enter).await?;
    page.wait_until(
        "return [...document.querySelectorAll('.head-name')].some((name) => name.textContent === 'Session Id');",
    )
    .await?;

    // A value, kept and left out.
    let keep = log.matching(|event| event["Event Type"] == "PASSWORD_CHANGED").len();
    write(page, "PASSWORD_CHANGED").await?;
    first_line(page, "Keep only Event Type: PASSWORD_CHANGED").await?;
    page.wait_for_text(".palette-line.chosen", &number(keep)).await?;
    page.key(Key::Enter).await?;
    page.matched(keep, 5000).await?;
    page.click("#clear").await?;
    page.matched(5000, 5000).await?;
    write(page, "PASSWORD_CHANGED").await?;
    first_line(page, "Keep only Event Type: PASSWORD_CHANGED").await?;
    page.chord(&[Key::Shift], char::from(Key::Enter)).await?;
    page.matched(5000 - keep, 5000).await?;
    page.click("#undo").await?;
    page.matched(5000, 5000).await?;

    // Without a mouse, and closed without a trace.
    write(page, "gr").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return !document.querySelector('#palette').open;")
        .await?;
    write(page, "group by user em").await?;
    first_line(page, "Group by User Email").await?;
    page.key(Key::Enter).await?;
    page.find("section.group").await?;
    Ok(())
}

async fn letters_can_be_switched_off(page: &Page) -> Result {
    page.try_sample().await?;
    write(page, "keys of a single").await?;
    first_line(page, "Switch keys of a single letter off").await?;
    page.key(Key::Enter).await?;
    page.wait_until("return decodeURIComponent(location.hash).includes('\"mute\":true');")
        .await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.keys("2xj".chars()).await?;
    page.key(Key::Down).await?;
    page.wait_until(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant') === 'cell-1-0';",
    )
    .await?;
    page.wait_for_text("#count", "5,000 of 5,000").await?;
    // On again, where the help says so.
    page.chord(&[Key::Control], '/').await?;
    page.click(".help-letters input").await?;
    page.key(Key::Escape).await?;
    page.wait_until("return !document.querySelector('#help').open;").await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.keys("2".chars()).await?;
    page.find("section.group").await?;
    Ok(())
}

async fn chips_tell_the_zone(page: &Page) -> Result {
    page.try_sample().await?;
    page.filter("Request_Time>=\"2026-10-05T22:30:00Z\"").await?;
    page.wait_for_text(".chip", "2026-10-05 22:30").await?;
    page.menu("zone", "Europe/Berlin").await?;
    page.wait_for_text(".chip", "2026-10-06 00:30").await?;
    // What was done is said, and goes by itself.
    page.catch_copies().await?;
    page.click("#link").await?;
    page.find("#said").await?;
    page.wait_until("return document.querySelector('#said') === null;")
        .await?;
    Ok(())
}
