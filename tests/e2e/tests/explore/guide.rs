//! What guides: samples on the empty page, and questions that show their answers and open the views behind them.

use e2e::{Log, Page, Place, Result, both, json, number};

both!(samples_tell_stories, questions_are_answered_before_the_click);

async fn samples_tell_stories(page: &Page) -> Result {
    page.ready().await?;
    page.wait_for_text(".samples", "A leaked key").await?;
    if page.place() == Place::Standalone {
        // The single file carries the first only, and says so.
        page.wait_for_text(".samples", "Only in the edition with files beside the page.")
            .await?;
        let off = "return ['#try-sample', '#try-sample-2', '#try-sample-3', '#try-sample-4'].map((id) => document.querySelector(id).disabled);";
        assert_eq!(page.run(off, vec![]).await?, json!([false, true, true, true]));
        return Ok(());
    }
    page.click("#try-sample-2").await?;
    page.wait_for_text("#opened", "Okta").await?;
    page.keys("6".chars()).await?;
    told(page, "One address, many accounts", &["203.0.113.41"]).await?;
    told(
        page,
        "Second factor refused again and again, then granted",
        &["olu.mbeki@northwind.example"],
    )
    .await?;
    page.button("Second factor refused again and again, then granted")
        .await?;
    // Every refusal before it, not only as many as were asked for.
    page.wait_for_text("#count", "8 of ").await?;
    Ok(())
}

/// Waits until the card of this title tells all of these.
async fn told(page: &Page, title: &str, texts: &[&str]) -> Result {
    let body = format!(
        "const card = [...document.querySelectorAll('.card')].find((card) => card.querySelector('h3').innerText === {});
         return {}.every((text) => card?.innerText.includes(text));",
        json!(title),
        json!(texts),
    );
    match page.wait_until(&body).await {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{title} does not tell {texts:?}: {error}").into()),
    }
}

async fn questions_are_answered_before_the_click(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.button("Questions").await?;
    let failed = log.matching(|event| {
        ["User login", "Two-factor login"].contains(&event["Event Name"].as_str()) && event["Event Status"] == "FAILURE"
    });
    let out = |event: &&&e2e::Event| event["Event Status Reason Code"] == "IDENTITY_PROVIDER_UNAVAILABLE";
    let most = failed.iter().filter(out).count();
    let tells = [
        "IDENTITY_PROVIDER_UNAVAILABLE",
        &number(most),
        "grouped by Event Status Reason Code",
    ];
    told(page, "Failed logins by reason", &tells).await?;
    told(
        page,
        "Invitations, and whether the mail arrived",
        &["BOUNCED", "DELIVERED"],
    )
    .await?;
    // What the log cannot answer stays dark and says why.
    page.wait_for_text(".unlit summary", "what this log does not have")
        .await?;

    // Whoever opens it with the keyboard goes on in the view with the keyboard.
    page.run(
        "const title = [...document.querySelectorAll('.card h3')].find((title) => title.innerText === 'Failed logins by reason');
         const button = title.closest('button') ?? title.closest('.card').querySelector('button');
         button.focus();
         button.click();",
        vec![],
    )
    .await?;
    page.wait_until("return document.activeElement?.matches('.group-tree');")
        .await?;
    page.matched(failed.len(), 5000).await?;
    page.wait_for_text(".group-tree", "IDENTITY_PROVIDER_UNAVAILABLE")
        .await?;

    // Another card takes its place; the rest of the filter stays, and cards are asked of it.
    page.click("#clear").await?;
    page.filter("User_Email:j.tanaka*").await?;
    let tanaka = log.matching(|event| event["User Email"].starts_with("j.tanaka"));
    page.matched(tanaka.len(), 5000).await?;
    page.button("Questions").await?;
    page.wait_for_text("#questions", "User_Email:j.tanaka*").await?;
    told(page, "Many failures, then a success", &["2026-11-08 02:"]).await?;
    page.button("Many failures, then a success").await?;
    // Twelve failures and the success.
    page.matched(13, 5000).await?;
    page.button("Questions").await?;
    page.button("Failed logins by reason").await?;
    let of_tanaka = failed
        .iter()
        .filter(|event| event["User Email"].starts_with("j.tanaka"))
        .count();
    page.matched(of_tanaka, 5000).await?;

    // Back is a step, and the palette knows the questions too.
    page.click("#undo").await?;
    page.wait_for_text("[role=tab][aria-selected=true]", "Questions")
        .await?;
    page.chord(&[e2e::Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    page.keys("silent the".chars()).await?;
    page.wait_for_text(".palette-line.chosen .palette-label", "Question: Silent the longest")
        .await?;
    page.key(e2e::Key::Enter).await?;
    page.wait_for_text("[role=tab][aria-selected=true]", "Group").await
}
