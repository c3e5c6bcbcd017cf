//! The filter and its faces: cells, chips, the timeline, the query bar; and the way back, by Undo, Back and reload.

use e2e::{Event, Key, Log, Page, Result, both, everywhere, json, number};

everywhere!(cells_chips_and_the_way_back, the_timeline_filters);
both!(the_query_bar_points_at_the_mistake, the_link_brings_the_view_back,);

fn failed(event: &Event) -> bool {
    event["Event Status"] == "FAILURE"
}

/// Moves the pointer over a cell and clicks the small button there.
async fn cell_button(page: &Page, row: usize, column: &str, label: &str) -> Result {
    let cell = page.cell_css(row, column).await?;
    page.point(&cell, 0.2, 0.5).await?;
    // They come along with the pointer.
    page.wait_until(&format!(
        "const [tools, cell] = ['.events-tools', '{cell}'].map((css) => document.querySelector(css)?.getBoundingClientRect());
         return tools && Math.abs(tools.left - cell.left) < 2 && Math.abs(tools.top - cell.top) < 2;"
    ))
    .await?;
    page.click_spot(&format!(".events-tools button[title^='{label}']"), 0.5, 0.5)
        .await
}

async fn cells_chips_and_the_way_back(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    let category = page.rows().await?[0]["Event Category"].clone();
    let of_it = log.matching(|event| event["Event Category"] == category).len();

    cell_button(page, 0, "Event Category", "Keep only this value").await?;
    page.matched(of_it, 5000).await?;
    let kind = page.rows().await?[0]["Event Type"].clone();
    let rest = log
        .matching(|event| event["Event Category"] == category && event["Event Type"] != kind)
        .len();
    cell_button(page, 0, "Event Type", "Leave this value out").await?;
    page.matched(rest, 5000).await?;
    assert_eq!(page.find_all(".chip").await?.len(), 2);

    // Toggled off and on, negated, removed.
    page.click(".chip:nth-child(1) .chip-switch").await?;
    page.matched(log.matching(|event| event["Event Type"] != kind).len(), 5000)
        .await?;
    page.click(".chip:nth-child(1) .chip-switch").await?;
    page.matched(rest, 5000).await?;
    page.click(".chip:nth-child(2) .chip-sign").await?;
    page.matched(of_it - rest, 5000).await?;
    page.click(".chip:nth-child(2) .chip-remove").await?;
    page.matched(of_it, 5000).await?;

    // Four steps back, and again.
    page.click("#undo").await?;
    page.matched(of_it - rest, 5000).await?;
    page.click("#undo").await?;
    page.matched(rest, 5000).await?;
    page.click("#redo").await?;
    page.matched(of_it - rest, 5000).await?;
    page.client().back().await?;
    page.matched(rest, 5000).await?;
    page.client().forward().await?;
    page.matched(of_it - rest, 5000).await?;

    // A chip edited by hand.
    page.click(".chip:nth-child(1) .chip-text").await?;
    page.type_into(".chip-editor input", "Event_Status:failure").await?;
    page.key(Key::Enter).await?;
    let wanted = log.matching(|event| failed(event) && event["Event Type"] == kind).len();
    if wanted > 0 {
        page.matched(wanted, 5000).await?;
    } else {
        page.wait_for_text("#no-match", "No event matches").await?;
    }
    page.click("#clear").await?;
    page.matched(5000, 5000).await?;

    // What was probably meant by a test that nothing passes.
    let some = log.matching(|event| event["User Email"].contains("castro")).len();
    page.filter("User_Email:castro").await?;
    page.button(&format!("User_Email is *castro*: {} events", number(some)))
        .await?;
    page.matched(some, 5000).await?;
    let without = log.matching(|event| event["Export Format"].is_empty()).len();
    page.filter("Export_Format:null").await?;
    page.button(&format!("Export_Format has no value: {} events", number(without)))
        .await?;
    page.matched(without, 5000).await?;
    page.click("#clear").await?;
    page.matched(5000, 5000).await
}

async fn the_timeline_filters(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.drag(".brush", 0.25, 0.5).await?;
    page.wait_until("return document.querySelectorAll('.chip').length === 1;")
        .await?;
    let filter = page
        .run("return document.querySelector('#query').value;", vec![])
        .await?;
    let filter = filter.as_str().unwrap_or_default();
    let edges: Vec<String> = filter
        .split('"')
        .flat_map(|part| part.split(['=', '<', '>', ' ']))
        .filter(|part| part.starts_with("2026-"))
        .map(str::to_owned)
        .collect();
    let [from, to] = &edges[..] else {
        return Err(format!("the filter names no span: {filter}").into());
    };
    // Times in the sample are ISO 8601 in UTC: they order as texts.
    let inside = log.matching(|event| {
        let at = event["Request Time"].trim_end_matches('Z');
        at >= from.trim_end_matches('Z') && at < to.trim_end_matches('Z')
    });
    assert!((500..4000).contains(&inside.len()), "{filter}");
    page.matched(inside.len(), 5000).await?;
    page.double_click(".brush", 0.8, 0.5).await?;
    page.matched(5000, 5000).await?;
    assert!(page.find_all(".chip").await?.is_empty());
    Ok(())
}

async fn the_query_bar_points_at_the_mistake(page: &Page) -> Result {
    page.try_sample().await?;
    for (text, at) in [("Event_Status:FAILURE )", 21), ("Event_Statu:FAILURE", 0)] {
        page.filter(text).await?;
        let marked = page.find(".query-failure pre").await?;
        let lines = page
            .run("return arguments[0].textContent.split('\\n');", vec![json!(marked)])
            .await?;
        assert_eq!(lines[0], text);
        let mark = lines[1].as_str().unwrap_or_default();
        assert_eq!(
            mark.chars().position(|letter| letter == '▲'),
            Some(at),
            "{text}: {mark}"
        );
        assert!(page.text(".query-failure p").await?.len() > 10);
        assert_eq!(
            page.find("#query").await?.attr("aria-invalid").await?.as_deref(),
            Some("true")
        );
        page.matched(5000, 5000).await?;
        page.key(Key::Escape).await?;
        page.wait_until("return document.querySelector('.query-failure') === null;")
            .await?;
    }
    // Completion: a column, then one of its values.
    page.type_into("#query", "event_sta").await?;
    page.wait_for_text("#completions", "Event Status").await?;
    page.key(Key::Tab).await?;
    page.keys("fai".chars()).await?;
    page.wait_for_text("#completions", "FAILURE").await?;
    page.key(Key::Tab).await?;
    page.key(Key::Enter).await?;
    page.matched(Log::read()?.matching(failed).len(), 5000).await
}

async fn the_link_brings_the_view_back(page: &Page) -> Result {
    let failures = Log::read()?.matching(failed).len();
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    page.matched(failures, 5000).await?;
    page.button("Group").await?;
    page.select("select[aria-label='Add a column to group by']", "Country")
        .await?;
    page.find(".group-row .group-value").await?;
    let address = page.client().current_url().await?;
    let fragment = address.fragment().unwrap_or_default();
    assert!(fragment.starts_with("v1="), "{address}");
    assert!(!fragment.contains("northwind"), "no data in the link: {address}");

    page.client().refresh().await?;
    page.ready().await?;
    page.find("#try-sample").await?;
    assert_eq!(page.client().current_url().await?, address);
    page.choose(&[&xtask::sample::file()?]).await?;
    page.wait_for_text("#count", &format!("{} of 5,000 events", number(failures)))
        .await?;
    page.find(".group-row .group-value").await?;
    assert_eq!(
        page.find("#tab-group").await?.attr("aria-selected").await?.as_deref(),
        Some("true")
    );
    assert_eq!(
        page.run("return document.querySelector('#query').value;", vec![])
            .await?,
        json!("Event_Status:failure")
    );
    Ok(())
}
