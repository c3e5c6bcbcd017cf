//! Everything of one identity: from a cell, from a field, from the palette; and from there to others and to its events.

use e2e::{Key, Log, Page, Result, both, number};

both!(everything_of_one_identity);

const WHO: &str = "j.tanaka@northwind.example";

async fn everything_of_one_identity(page: &Page) -> Result {
    let log = Log::read()?;
    let own = log.matching(|event| event["User Email"] == WHO);
    page.try_sample().await?;

    // From the palette.
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    page.keys("j.tanaka@".chars()).await?;
    page.wait_for_text("#palette-lines", "Everything of User Email: j.tanaka")
        .await?;
    page.run(
        "[...document.querySelectorAll('.palette-line')].find((line) => line.innerText.startsWith('Everything of User Email')).click();",
        vec![],
    )
    .await?;
    page.wait_for_text("#actor h2", WHO).await?;
    page.wait_for_text("#actor", &format!("{} events", number(own.len())))
        .await?;
    let failed = own.iter().filter(|event| event["Event Status"] == "FAILURE").count();
    page.wait_for_text("#actor", &format!("{failed} failed")).await?;
    page.wait_for_text("#actor", "203.0.113.87").await?;
    page.wait_for_text(".actor-others", "Neighbours").await?;

    // From it to the address it came from, and to the events of that.
    page.button_in("//*[@id='actor']", "203.0.113.87").await?;
    page.wait_for_text("#actor h2", "203.0.113.87").await?;
    let from = log.matching(|event| event["Client IP"] == "203.0.113.87");
    page.wait_for_text("#actor", WHO).await?;
    page.button("Keep only its events").await?;
    page.matched(from.len(), 5000).await?;

    // Back is a step; a cell and a value of a field lead there too.
    page.click("#undo").await?;
    page.wait_for_text("#actor h2", "203.0.113.87").await?;
    page.button("Events").await?;
    page.matched(5000, 5000).await?;
    page.run(
        "document.querySelector('[aria-label=\"Everything of LOGIN\"], [aria-label=\"Everything of FAILURE\"]').click();",
        vec![],
    )
    .await?;
    page.wait_until("return ['LOGIN', 'FAILURE'].includes(document.querySelector('#actor h2')?.innerText);")
        .await?;
    Ok(())
}
