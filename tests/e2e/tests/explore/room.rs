//! Everything can be reached: menus at the edge of the window, a low window, long lists of values, and the right button.

use std::fmt::Write;

use e2e::{Key, Log, Page, Result, hosted};

hosted!(
    nothing_is_cut_off_in_a_low_window,
    every_value_of_a_field_is_listed,
    the_right_button_keeps_and_leaves_out,
);

/// Whether all of an element lies in the window.
const INSIDE: &str = "
    const inside = (css) => {
        const place = document.querySelector(css)?.getBoundingClientRect();
        return place !== undefined && place.height > 0 && place.top >= 0 && place.bottom <= innerHeight;
    };";

async fn nothing_is_cut_off_in_a_low_window(page: &Page) -> Result {
    page.ready().await?;
    page.resize(1280, 560).await?;
    let wait = |then: &str| format!("{INSIDE} {then}");
    page.wait_until(&wait("return inside('.empty h1') && inside('.empty .ways-in');"))
        .await?;
    page.try_sample().await?;
    page.click(".picker-button").await?;
    page.wait_until(&wait(
        "return inside('.picker-list') && document.querySelector('.picker-list').getBoundingClientRect().bottom <= document.querySelector('.foot').getBoundingClientRect().top;",
    ))
    .await?;
    page.key(Key::Escape).await?;

    // The kind of the last column, at the lower end of the dialog.
    page.click("#opened").await?;
    let last = "#load-report table:last-of-type tr:last-child .menu > button";
    page.wait_until(&format!(
        "const button = [...document.querySelectorAll('{last}')].at(-1);
         if (button === undefined) return false;
         button.scrollIntoView({{ block: 'end' }});
         button.click();
         return true;"
    ))
    .await?;
    page.wait_until(&wait(
        "return inside('.menu-list') && [...document.querySelectorAll('.menu-list > button')].every((line) => {
             const { left, top, width, height } = line.getBoundingClientRect();
             return line.contains(document.elementFromPoint(left + width / 2, top + height / 2));
         });",
    ))
    .await?;
    Ok(())
}

async fn every_value_of_a_field_is_listed(page: &Page) -> Result {
    page.ready().await?;
    let mut text = String::from("time,action\n");
    for value in 0..120 {
        for _ in 0..=value % 3 {
            writeln!(text, "2026-11-23T08:00:{:02}Z,act{value:03}", value % 60)?;
        }
    }
    page.open(&[&super::file("values.csv", text)?], false).await?;
    page.unfold("action").await?;
    let field = "[...document.querySelectorAll('.field')].find((field) => field.querySelector('.field-name').textContent === 'action')";
    let told = |values: usize, links: &str| {
        format!(
            "const field = {field};
             return field.querySelectorAll('.value').length === {values} && [...field.querySelectorAll('.field-more')].map((link) => link.textContent).join() === '{links}';"
        )
    };
    let steps = [
        (8, "42 of 112 more"),
        (50, "50 of 70 more,Fewer"),
        (100, "20 more,Fewer"),
    ];
    for (values, links) in steps {
        page.wait_until(&told(values, links)).await?;
        page.run(&format!("{field}.querySelector('.field-more').click();"), vec![])
            .await?;
    }
    page.wait_until(&told(120, "Fewer")).await?;
    page.button("Fewer").await?;
    page.wait_until(&told(8, "42 of 112 more")).await?;

    // Of a computed column nobody has counted the values before they are listed.
    page.run(
        "await auditExplorer.show({ computed: [{ name: 'tens', formula: 'Left([action], 5)' }] });",
        vec![],
    )
    .await?;
    let count = |said: &str| {
        format!(
            "const field = [...document.querySelectorAll('.field')].find((field) => field.querySelector('.field-name').textContent === 'tens');
             return field?.querySelector('.field-count').textContent === '{said}';"
        )
    };
    page.wait_until(&count("")).await?;
    page.unfold("tens").await?;
    page.wait_until(&count("12")).await?;
    Ok(())
}

async fn the_right_button_keeps_and_leaves_out(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.events.len();
    let mut days: Vec<&str> = log.events.iter().map(|event| event.day()).collect();
    days.sort_unstable();
    days.dedup();
    page.try_sample().await?;
    page.run(
        "await auditExplorer.show({ tab: 'chart', timeline: { bucket: 'day' }, chart: { x: { Time: { column: 'Request Time', bucket: 'day' } } } });",
        vec![],
    )
    .await?;
    page.wait_for_text(".legend-bucket", "per day").await?;
    page.wait_until("return document.querySelector('.timeline:not(.dim) .timeline-bars path') !== null;")
        .await?;

    // The first bar of the timeline, then the last one by the keys.
    let first = log.matching(|event| event.day() == days[0]).len();
    page.right_click_spot(".brush", 0.002, 0.5).await?;
    page.click(".popup li:last-child button").await?;
    page.matched(all - first, all).await?;
    page.click("#clear").await?;
    page.matched(all, all).await?;
    page.run("document.querySelectorAll('.brush-handle')[1].focus();", vec![])
        .await?;
    page.keys(['m']).await?;
    page.click(".popup li:first-child button").await?;
    let last = log.matching(|event| Some(&event.day()) == days.last()).len();
    page.matched(last, all).await?;
    page.click("#clear").await?;
    page.matched(all, all).await?;

    // A bar of the chart.
    page.point(".chart-hit", 0.5, 0.5).await?;
    let count = page.text(".chart-tip .tip-value").await?;
    page.right_click_spot(".chart-hit", 0.5, 0.5).await?;
    page.button_in("//*[contains(@class, 'chart-menu')]", "Exclude").await?;
    page.matched(all - count.replace(',', "").parse::<usize>()?, all).await
}
