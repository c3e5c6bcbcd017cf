//! Paper: on each tab and of each dialog what was found is printed, whole, dark on light, whatever the page is.

use super::axe::{bring, look, theme, wrong};
use super::states::WAYS;
use e2e::{Key, Page, Result, both, hosted, json};

both!(what_is_printed_is_what_was_found);
hosted!(dialogs_are_printed_alone_and_whole);

/// Each tab: its name, a view to show, and what of it must be on paper.
const TABS: [(&str, &str, &str); 8] = [
    ("events", "{}", ".events-row:nth-child(5) .cell"),
    (
        "group",
        "{ tab: 'group', group: { by: by('Event Type'), heat: true } }",
        ".group-row:nth-child(4) .group-number",
    ),
    (
        "pivot",
        "{ tab: 'pivot', pivot: { rows: { keys: by('User Email'), limit: 10 }, columns: { keys: by('Event Category') } } }",
        ".pivot-row[data-line='3'] .pivot-cell",
    ),
    (
        "chart",
        "{ tab: 'chart', chart: { split: 'Event Status', x: { Time: { column: 'Request Time', bucket: 'day' } } } }",
        ".chart-figure",
    ),
    (
        "board",
        "{ tab: 'board', board: [{ id: 1, chart: { split: 'Event Status', x: { Time: { column: 'Request Time', bucket: 'day' } } } }] }",
        ".tile .chart-figure",
    ),
    ("compare", "{ tab: 'compare' }", ".compare-column:nth-of-type(2) li"),
    ("questions", "{ tab: 'questions' }", ".card:last-child .card-query"),
    (
        "actor",
        "{ tab: 'actor', identity: { column: 'User Email', value: 'j.tanaka@northwind.example' } }",
        ".actor-others li",
    ),
];

async fn media(page: &Page, name: &str) -> Result {
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": name }))
        .await?;
    Ok(())
}

/// What a picture of a chart is painted with: its ground, and the lightest of its texts, 0 to 255.
const PAINTED: &str = "
    const shown = [...document.querySelectorAll('.chart-frame > img')].filter((image) => image.checkVisibility());
    const light = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).reduce((sum, part) => sum + part, 0) / 3;
    return shown.map((image) => {
        const svg = new DOMParser().parseFromString(decodeURIComponent(image.src.split(',').slice(1).join(',')), 'image/svg+xml');
        const ground = light(svg.querySelector('rect').getAttribute('fill'));
        const texts = [...svg.querySelectorAll('text')].map((text) => light(text.getAttribute('fill')));
        return [ground, Math.max(...texts)];
    });
";

/// What is shown on a tab stands below the timeline and above the foot, and the page behind it is light.
async fn what_is_printed_is_what_was_found(page: &Page) -> Result {
    bring(page).await?;
    page.run(WAYS, vec![]).await?;
    page.try_sample().await?;
    page.resize(760, 1000).await?;
    theme(page, "dark").await?;
    let mut all = Vec::new();
    for (tab, view, shows) in TABS {
        media(page, "").await?;
        if tab == "compare" {
            page.run(
                "await show({ tab: 'compare' }); await press('.compare button', 'Two of User Email');",
                vec![],
            )
            .await?;
        } else {
            page.run(&format!("await show({view});"), vec![]).await?;
        }
        page.find(&format!("#tab-{tab}[aria-selected=true]")).await?;
        page.find(shows).await?;
        page.wait_until(
            "return document.querySelector('.dim, .waiting, .events-row.blank, #tab-panel [aria-busy=true]') === null;",
        )
        .await?;
        if shows.ends_with(".chart-figure") {
            page.find(".chart-frame > img").await?;
            let painted = page.run(PAINTED, vec![]).await?;
            assert!(
                painted[0][0].as_f64().is_some_and(|ground| ground < 60.0),
                "{tab} is dark on the screen: {painted}"
            );
        }
        media(page, "print").await?;
        let apart = format!(
            "const box = (css) => document.querySelector(css).getBoundingClientRect();
             const [plot, legend, shown, foot] = ['.timeline-bars', '.legend', {}, '.foot'].map(box);
             return shown.height > 5 && shown.bottom <= foot.top && plot.right <= legend.left + 1 && shown.top >= plot.bottom;",
            json!(shows)
        );
        if let Err(error) = page.wait_until(&apart).await {
            all.push(format!("{tab} is not printed: {error}"));
        }
        if shows.ends_with(".chart-figure") {
            let painted = page.run(PAINTED, vec![]).await?;
            let legible = painted[0][0].as_f64().zip(painted[0][1].as_f64());
            assert!(
                legible.is_some_and(|(ground, text)| ground > 240.0 && text < 130.0),
                "{tab} is printed on light paper: {painted}"
            );
        }
        // What scrolls on the screen is not cut off on paper.
        let cut = page
            .run(
                "return [...document.querySelectorAll('.work *')]
                     .filter((one) => one.checkVisibility() && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1)
                     .map((one) => one.className);",
                vec![],
            )
            .await?;
        if cut != json!([]) {
            all.push(format!("{tab} is cut off: {cut}"));
        }
        all.extend(wrong(&look(page, tab, &["color-contrast"]).await?));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

async fn dialogs_are_printed_alone_and_whole(page: &Page) -> Result {
    bring(page).await?;
    page.run(WAYS, vec![]).await?;
    page.try_sample().await?;
    page.resize(760, 1000).await?;
    theme(page, "dark").await?;
    for (dialog, way) in [
        ("trail", "await press('#show-trail');"),
        ("help", "key('body', '?');"),
        ("load-report", "await press('#opened');"),
    ] {
        page.run(way, vec![]).await?;
        page.find(&format!("#{dialog}[open] .dialog-body")).await?;
        media(page, "print").await?;
        let alone = page
            .run(
                "const dialog = document.querySelector(`#${arguments[0]}`), body = dialog.querySelector('.dialog-body');
                 const others = [...document.querySelectorAll('.app > *')].filter((one) => one !== dialog && one.checkVisibility());
                 const { top, left, right, bottom } = body.getBoundingClientRect();
                 return { others: others.map((one) => one.className), whole: body.scrollHeight <= body.clientHeight + 1 && bottom - top >= body.scrollHeight - 1,
                     placed: top >= 0 && left <= 1 && right >= document.documentElement.clientWidth - 1, edge: dialog.getBoundingClientRect().top };",
                vec![json!(dialog)],
            )
            .await?;
        assert_eq!(
            alone,
            json!({ "others": [], "whole": true, "placed": true, "edge": 0 }),
            "{dialog}"
        );
        let found = wrong(&look(page, dialog, &["color-contrast"]).await?);
        assert!(found.is_empty(), "{}", found.join("\n"));
        media(page, "").await?;
        page.key(Key::Escape).await?;
        page.wait_until(&format!("return !document.querySelector('#{dialog}').open;"))
            .await?;
    }
    Ok(())
}
