//! What fails says what to do next, and that helps: the clause that left nothing is lifted, a side is written anew, another file is chosen.

use e2e::{Log, Page, Result, both, hosted};

both!(the_clause_that_left_nothing_is_lifted);
hosted!(each_failure_says_what_to_do_next);

async fn the_clause_that_left_nothing_is_lifted(page: &Page) -> Result {
    let log = Log::read()?;
    let failed = log.matching(|event| event["Event Status"] == "FAILURE");
    let tanaka = failed
        .iter()
        .filter(|event| event["User Email"].starts_with("j.tanaka"))
        .count();
    page.try_sample().await?;
    // Two pieces that fit, and between them one that fits nothing.
    for (filter, rows) in [
        ("Event_Status:failure", Some(failed.len())),
        ("Event_Status:failure Country:nowhere", None),
        ("Event_Status:failure Country:nowhere User_Email:j.tanaka*", None),
    ] {
        page.filter(filter).await?;
        match rows {
            Some(rows) => page.matched(rows, 5000).await?,
            None => drop(page.find("#no-match").await?),
        }
    }
    page.wait_for_text("#no-match", "Country is nowhere").await?;
    page.wait_for_text("#lift", &tanaka.to_string()).await?;
    page.click("#lift").await?;
    page.matched(tanaka, 5000).await?;
    // It is lifted, not gone: switched on again it leaves nothing as before.
    page.find(".chip.disabled").await?;
    page.click(".chip.disabled .chip-switch").await?;
    page.find("#no-match").await?;
    page.button("Show all 5,000").await?;
    page.matched(5000, 5000).await?;

    // Where no single piece is to blame nothing is offered to be lifted, but all are shown, or the last step is taken back.
    page.filter("Country:nowhere User_Email:nobody").await?;
    page.wait_for_text("#no-match", "No single piece").await?;
    assert_eq!(page.find_all("#lift").await?.len(), 0);
    page.button_in("//*[@id='no-match']", "Undo").await?;
    page.matched(5000, 5000).await
}

async fn each_failure_says_what_to_do_next(page: &Page) -> Result {
    page.try_sample().await?;
    // A filter that is none: where it breaks, and what was meant.
    page.filter("Event_Status:(").await?;
    page.wait_for_text(".query-failure", "Write a word or a test such as column:value there")
        .await?;
    page.filter("Event_Statu:failure").await?;
    page.wait_for_text(".query-failure", "Did you mean \"Event Status\":failure?")
        .await?;
    page.filter("").await?;
    page.matched(5000, 5000).await?;
    // A comparison of nothing with something.
    page.button("Compare").await?;
    page.button_in("//section[@aria-label='Compare']", "Two periods")
        .await?;
    page.find(".compare-column li").await?;
    page.type_into(".compare-side:first-child textarea", "Country:nowhere")
        .await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    page.wait_for_text(".compare", "Write another filter for it").await?;
    page.type_into(".compare-side:first-child textarea", "Event_Status:failure")
        .await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    page.find(".compare-column li").await?;
    // A board without charts leads to where they are made.
    page.button("Board").await?;
    page.wait_for_text(".board-none", "Put on the board").await?;
    page.button("Make a chart").await?;
    page.wait_for_text("[role=tab][aria-selected=true]", "Chart").await?;

    // A log without times or people: what asks for them says what to do instead.
    let numbers = super::file("numbers.csv", "a,b\n1,2\n3,4\n5,6\n")?;
    page.choose(&[&numbers]).await?;
    page.matched(3, 3).await?;
    page.button("Compare").await?;
    page.button_in("//section[@aria-label='Compare']", "Two periods")
        .await?;
    page.wait_for_text("#notice", "choose two values of a column instead")
        .await?;
    page.button("Dismiss").await?;
    page.button("Actor").await?;
    page.wait_for_text("#actor", "no column that says who acted").await?;
    page.wait_for_text("#actor", "the menu of a cell").await?;
    // Nothing to read: what is expected, what helps, and the ways in.
    page.choose(&[&super::file("header.csv", "a,b\n")?]).await?;
    page.wait_for_text("#nothing", "Found a header of 2 columns and no rows below it")
        .await?;
    page.wait_for_text("#nothing", "What often helps").await?;
    page.wait_for_text("#nothing", "Choose files").await
}
