//! The open event: what it changed, side by side, and its tree, whose leaves filter.

use e2e::{Page, Result, both, everywhere};

everywhere!(before_and_after_stand_side_by_side);
both!(leaves_filter, events_around_are_seen_with_and_without_the_filter);

const EVENTS: &str = r#"{"time":"2026-01-05T10:00:00Z","who":"ann","what":"read","detail":"{\"page\":\"home\"}"}
{"time":"2026-01-05T11:00:00Z","who":"bob","what":"policy","changes":[{"field":"Role","oldValue":"user","newValue":"admin"},{"field":"Team","oldValue":"x","newValue":"x"}],"detail":"{\"page\":\"admin\"}"}
{"time":"2026-01-05T12:00:00Z","who":"cat","what":"read","detail":"{\"page\":\"admin\"}"}
"#;

async fn before_and_after_stand_side_by_side(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&super::file("changes.ndjson", EVENTS)?]).await?;
    page.matched(3, 3).await?;
    page.cell(1, "what").await?;
    page.wait_for_text("aside.detail", "changes.ndjson, row 2").await?;
    page.button_in("//aside", "Changes").await?;
    page.wait_for_text(".changes", "BEFORE").await?;
    let rows = page
        .run(
            "return [...document.querySelectorAll('.changes tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));",
            vec![],
        )
        .await?;
    assert_eq!(rows, e2e::json!([["Role", "user", "admin"], ["Team", "x", "x"]]));
    page.wait_for_text(".changes-same summary", "1 more, the same").await?;
    // An event that changed nothing is shown by its fields, and offers no changes.
    page.button_in("//aside", "Next event").await?;
    page.wait_for_text("aside.detail", "changes.ndjson, row 1").await?;
    page.wait_until(
        "return ![...document.querySelectorAll('aside [role=tab]')].some((tab) => tab.textContent === 'Changes');",
    )
    .await?;
    page.find(".detail-field").await?;
    page.button_in("//aside", "Previous event").await?;
    page.find(".changes").await?;
    Ok(())
}

async fn leaves_filter(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&super::file("leaves.ndjson", EVENTS)?]).await?;
    page.matched(3, 3).await?;
    page.cell(0, "who").await?;
    page.button_in("//aside", "JSON").await?;
    // The text that holds JSON is unfolded too; its leaf finds the cells in which it stands.
    let leaf = "//aside//*[@class='json-leaf'][contains(., 'page')]";
    page.path(leaf).await?;
    page.click_at(
        e2e::Locator::XPath(&format!("{leaf}//button[starts-with(@aria-label, 'Keep only')]")),
        "keep",
    )
    .await?;
    page.matched(2, 3).await
}

async fn events_around_are_seen_with_and_without_the_filter(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&super::file("around.ndjson", EVENTS)?]).await?;
    page.matched(3, 3).await?;
    page.filter("detail:*admin*").await?;
    page.matched(2, 3).await?;
    page.cell(1, "what").await?;
    page.button_in("//aside", "Around").await?;
    let distances = "return [...document.querySelectorAll('.around-away')].map((away) => away.textContent).join() === ";
    page.wait_until(&format!("{distances}'−1 h,this event,+1 h';")).await?;
    page.click_at(
        e2e::Locator::XPath("//aside//label[contains(., 'only what the filter keeps')]"),
        "filter",
    )
    .await?;
    page.wait_until(&format!("{distances}'this event,+1 h';")).await?;
    // Another of them becomes the open one, and the choice stays.
    page.click_at(
        e2e::Locator::XPath("//*[@class='around']/li[2]/button"),
        "the event after",
    )
    .await?;
    page.wait_for_text("aside.detail", "around.ndjson, row 3").await?;
    page.wait_until(&format!("{distances}'−1 h,this event';")).await?;
    Ok(())
}
