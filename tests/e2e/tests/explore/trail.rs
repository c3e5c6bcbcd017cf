//! The trail: ways that were left stay, every step can be named and returned to, and the browser's Back walks it.

use e2e::{Key, Log, Page, Result, both, read};

both!(every_way_can_be_returned_to);

/// The steps as listed: how far in, what they say, whether shown now.
async fn stops(page: &Page) -> Result<Vec<(u32, String, bool)>> {
    let stops = "
        const stops = [...document.querySelectorAll('.trail li')].map((line) => [
            Number(line.getAttribute('aria-level')) - 1,
            line.querySelector('.trail-label').innerText,
            line.matches('[aria-current]'),
        ]);
        return stops.length > 0 && stops;";
    read(page.wait_until(stops).await?)
}

async fn tab(page: &Page, id: &str) -> Result {
    page.wait_until(&format!(
        "return document.querySelector('#{id}').getAttribute('aria-selected') === 'true';"
    ))
    .await?;
    Ok(())
}

async fn every_way_can_be_returned_to(page: &Page) -> Result {
    let failures = Log::read()?.matching(|event| event["Event Status"] == "FAILURE").len();
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    page.matched(failures, 5000).await?;
    page.button("Group").await?;
    tab(page, "tab-group").await?;
    page.chord(&[Key::Control], 'z').await?;
    tab(page, "tab-events").await?;
    page.button("Chart").await?;
    tab(page, "tab-chart").await?;

    page.keys("h".chars()).await?;
    page.find("#trail[open] .trail-stop").await?;
    let listed = stops(page).await?;
    let said: Vec<(u32, &str, bool)> = listed
        .iter()
        .map(|(depth, said, here)| (*depth, said.as_str(), *here))
        .collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(said[0], (0, "As it began", false));
    assert!(said[1].1.ends_with(" is failure"), "{said:?}");
    assert_eq!(said[2..], [(1, "Group", false), (0, "Chart", true)]);
    page.wait_for_text(".trail li:nth-child(2) .trail-rows", &failures.to_string())
        .await?;

    // Back to the way that was left, under a name.
    page.click(".trail li:nth-child(3) .trail-stop").await?;
    tab(page, "tab-group").await?;
    page.key(Key::F2).await?;
    page.find(".trail-name").await?;
    page.wait_until("return document.activeElement.classList.contains('trail-name');")
        .await?;
    page.keys("by reason".chars()).await?;
    page.key(Key::Enter).await?;
    page.wait_for_text(".trail-label.named", "by reason").await?;
    assert_eq!(stops(page).await?.len(), 4, "walking is no step");

    page.click(".trail li:first-child .trail-stop").await?;
    page.matched(5000, 5000).await?;
    page.key(Key::Escape).await?;
    page.wait_until("return !document.querySelector('#trail').open;")
        .await?;

    // The browser's Back does whole steps along the same trail.
    page.client().back().await?;
    page.matched(failures, 5000).await?;
    tab(page, "tab-group").await?;
    page.run("document.querySelector('#show-trail').click();", vec![])
        .await?;
    page.find("#trail[open] .trail-stop").await?;
    let walked = stops(page).await?;
    assert_eq!(walked.len(), 4, "{walked:?}");
    assert!(walked.iter().any(|stop| stop.1 == "by reason" && stop.2), "{walked:?}");
    Ok(())
}
