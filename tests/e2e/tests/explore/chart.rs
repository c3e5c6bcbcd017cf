//! Charts by hand: how series stand, what of them is drawn, lines, the legend, spans, the numbers as a file.

use std::collections::BTreeMap;
use std::fs;

use e2e::{Log, Page, Result, both, everywhere};

both!(
    series_stand_and_run_as_chosen,
    a_span_is_drawn_and_the_legend_hides,
    every_kind_begins_with_what_suits
);
everywhere!(charts_are_gathered_on_a_board);

/// The sentence that tells the chart to those who do not see it.
async fn told(page: &Page, part: &str) -> Result<String> {
    let image = page
        .find(&format!(".chart-figure:not(.waiting) .chart-frame img[alt*='{part}']"))
        .await?;
    Ok(image.attr("alt").await?.unwrap_or_default())
}

/// The chart as a table, once its heads are these.
async fn table(page: &Page, heads: &[&str]) -> Result<Vec<Vec<String>>> {
    let table = page
        .wait_until(&format!(
            "const rows = [...document.querySelectorAll('.chart-table tr')].map((row) => [...row.children].map((cell) => cell.textContent));
             return !document.querySelector('.chart-figure.waiting') && rows.length > 1 && JSON.stringify(rows[0].slice(1)) === {} && rows;",
            e2e::json!(e2e::json!(heads).to_string())
        ))
        .await?;
    e2e::read(table)
}

async fn series_stand_and_run_as_chosen(page: &Page) -> Result {
    let log = Log::read()?;
    let mut days: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &log.events {
        *days.entry(event.day()).or_default() += 1;
    }
    page.try_sample().await?;
    page.button("Chart").await?;
    page.select("select[aria-label='Bucket of the x axis']", "per day")
        .await?;
    page.select("select[aria-label='What of Events is drawn']", "cumulative")
        .await?;
    page.button("Table").await?;
    let rows = table(page, &["Events, cumulative"]).await?;
    let mut sum = 0;
    for (row, (day, count)) in rows[1..].iter().zip(&days) {
        sum += count;
        assert_eq!(row[1], e2e::number(sum as usize), "{day}");
    }
    assert_eq!(rows.len() - 1, days.len());

    page.select("select[aria-label='What of Events is drawn']", "each")
        .await?;
    page.select("select[aria-label='Column to split the series by']", "Event Status")
        .await?;
    page.select("select[aria-label='How series stand']", "stacked to 100 %")
        .await?;
    let sentence = told(page, "100 %").await?;
    assert!(sentence.contains("SUCCESS is highest"), "{sentence}");
    page.button("More ▾").await?;
    page.select("select[aria-label='Where the line stands']", "at a moment")
        .await?;
    page.type_into("input[aria-label='Value or moment of the line']", "2026-10-22 12:00")
        .await?;
    page.type_into("input[aria-label='Name of the line']", "incident")
        .await?;
    page.button("+ line").await?;
    page.wait_until(
        "const svg = decodeURIComponent(document.querySelector('.chart-frame img').src); return svg.includes('\\nincident\\n') && svg.includes('\\n100%\\n');",
    )
    .await?;
    // What is drawn is in the address, and opens from there.
    let link = page.run("return location.hash;", vec![]).await?;
    assert!(
        link.as_str()
            .is_some_and(|link| link.contains("incident") && link.contains("whole")),
        "{link}"
    );

    page.type_into("input[aria-label='Name of SUCCESS']", "Worked").await?;
    page.select("select[aria-label='Colour of SUCCESS']", "green").await?;
    told(page, "Worked is highest").await?;
    page.button("CSV").await?;
    let text = fs::read_to_string(page.download().await?)?;
    assert!(text.starts_with("Request Time,Worked,"), "{text}");
    assert_eq!(text.lines().count(), days.len() + 1);
    Ok(())
}

async fn a_span_is_drawn_and_the_legend_hides(page: &Page) -> Result {
    let log = Log::read()?;
    let first = log
        .events
        .iter()
        .map(|event| event.day())
        .min()
        .ok_or("no days")?
        .to_owned();
    page.try_sample().await?;
    page.button("Chart").await?;
    page.select("select[aria-label='Bucket of the x axis']", "per day")
        .await?;
    page.select("select[aria-label='Column to split the series by']", "Event Status")
        .await?;
    told(page, "FAILURE is highest").await?;
    page.click(".chart-legend[aria-label='FAILURE']").await?;
    page.find(".chart-legend[aria-label='FAILURE'][aria-pressed='false']")
        .await?;
    let sentence = told(page, "SUCCESS is highest").await?;
    assert!(!sentence.contains("FAILURE"), "{sentence}");
    page.click(".chart-legend[aria-label='FAILURE']").await?;
    told(page, "FAILURE is highest").await?;

    page.drag(".chart-hit", 0.001, 0.5).await?;
    page.button_in("//figcaption", "Show rows of all points").await?;
    page.matched(log.events.len(), log.events.len()).await?;
    // With the keys: the first day, and the day after it.
    page.click_spot(".chart-hit", 0.5, 0.5).await?;
    page.find(".chart-menu").await?;
    page.key(e2e::Key::Escape).await?;
    page.run(
        "const hit = document.querySelector('.chart-hit'); hit.focus();
         for (const [key, shiftKey] of [['Home', false], ['ArrowRight', true], ['f', false]]) hit.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));",
        vec![],
    )
    .await?;
    let mut days: Vec<&str> = log.events.iter().map(|event| event.day()).collect();
    days.sort_unstable();
    days.dedup();
    assert_eq!(days[0], first);
    let kept = log.matching(|event| event.day() == days[0] || event.day() == days[1]);
    page.matched(kept.len(), log.events.len()).await
}

/// Points into the middle of the chart, keeps only what is there, and checks that as many rows match as the tip says.
async fn keep_the_middle(page: &Page, (x, y): (f64, f64), of: usize) -> Result {
    page.point(".chart-hit", x, y).await?;
    let count = page.text(".chart-tip .tip-value").await?;
    let name = page.text(".chart-tip p").await?;
    page.click_spot(".chart-hit", x, y).await?;
    page.wait_for_text(".chart-menu", &name).await?;
    page.button_in("//*[contains(@class, 'chart-menu')]", "Keep only")
        .await?;
    page.matched(count.replace(',', "").parse()?, of).await?;
    page.find(".chart-kept").await?;
    page.button("Show rows of all points").await?;
    page.matched(of, of).await
}

async fn every_kind_begins_with_what_suits(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.events.len();
    page.try_sample().await?;
    page.button("Chart").await?;
    let kinds = [
        ("Heat map", "heat map of Request Time and Request Time"),
        ("Flow", "flow of"),
        ("Scatter", "scatter plot of User Email"),
        ("Boxes", "boxes of"),
        ("Histogram", "bars of Events over"),
        ("Bars, lines, areas", "bars of Events over Request Time"),
    ];
    for (kind, says) in kinds {
        page.select("select[aria-label='Kind of chart']", kind).await?;
        let sentence = told(page, says).await?;
        assert!(!sentence.ends_with("no data."), "{kind}: {sentence}");
    }
    page.select("select[aria-label='Kind of chart']", "Heat map").await?;
    told(page, "heat map").await?;
    keep_the_middle(page, (0.55, 0.45), all).await?;
    page.select("select[aria-label='Column on the x axis']", "Event Status")
        .await?;
    page.select("select[aria-label='Column on the y axis']", "Event Category")
        .await?;
    told(page, "heat map of Event Status and Event Category").await?;
    page.button("Table").await?;
    let rows = table(page, &["SUCCESS", "FAILURE"]).await?;
    for row in &rows[1..] {
        for (status, cell) in ["SUCCESS", "FAILURE"].iter().zip(&row[1..]) {
            let count = log.matching(|event| event["Event Category"] == row[0] && event["Event Status"] == *status);
            assert_eq!(*cell, e2e::number(count.len()), "{} {status}", row[0]);
        }
    }
    page.select("select[aria-label='Column to split the series by']", "Event Type")
        .await?;
    told(page, "heat map of Event Status and Event Category and Event Type").await?;
    let rows = table(page, &["Event Category", "SUCCESS", "FAILURE"]).await?;
    for row in &rows[1..] {
        for (status, cell) in ["SUCCESS", "FAILURE"].iter().zip(&row[2..]) {
            let count = log.matching(|event| {
                event["Event Type"] == row[0] && event["Event Category"] == row[1] && event["Event Status"] == *status
            });
            assert_eq!(*cell, e2e::number(count.len()), "{} {} {status}", row[0], row[1]);
        }
    }
    Ok(())
}

/// The names of the tiles, in their order.
async fn tiles(page: &Page) -> Result<Vec<String>> {
    let names = page
        .run(
            "return [...document.querySelectorAll('.tile h3')].map((name) => name.textContent);",
            vec![],
        )
        .await?;
    e2e::read(names)
}

async fn charts_are_gathered_on_a_board(page: &Page) -> Result {
    page.try_sample().await?;
    page.button("Board").await?;
    page.wait_for_text(".board-none", "Nothing is on the board yet").await?;
    page.button("Make a chart").await?;
    let names = ["Events by weekday and hour", "Most active: User Email"];
    for name in names {
        page.button(name).await?;
        told(page, name).await?;
        page.button("Put on the board").await?;
        page.path("//figcaption//button[.='Update on the board']").await?;
    }
    page.button("Board").await?;
    for name in names {
        page.find(&format!(".tile .chart-frame img[alt^='{name}']")).await?;
    }
    assert_eq!(tiles(page).await?, names);
    page.click(&format!(".tile .mini[aria-label='Move back: {}']", names[1]))
        .await?;
    page.wait_until(&format!(
        "return document.querySelector('.tile h3').textContent === {};",
        e2e::json!(names[1])
    ))
    .await?;
    assert_eq!(tiles(page).await?, [names[1], names[0]]);
    page.click(&format!(".tile .mini[aria-label='Another width: {}']", names[0]))
        .await?;
    page.find(".tile.whole").await?;

    // What is kept on one narrows the other, and not itself.
    let alt = "return [...document.querySelectorAll('.tile .chart-frame img')].map((image) => image.alt);";
    let before: Vec<String> = e2e::read(page.run(alt, vec![]).await?)?;
    page.point(".tile:not(.whole) .chart-hit", 0.5, 0.5).await?;
    page.click_spot(".tile:not(.whole) .chart-hit", 0.5, 0.5).await?;
    page.button_in("//*[contains(@class, 'chart-menu')]", "Keep only")
        .await?;
    page.find(".tile:not(.whole) .chart-kept").await?;
    let after = page
        .wait_until(&format!(
            "const now = [...document.querySelectorAll('.tile .chart-frame img')].map((image) => image.alt);
             return now[1] !== {} && now;",
            e2e::json!(before[1])
        ))
        .await?;
    let after: Vec<String> = e2e::read(after)?;
    assert_eq!(after[0], before[0]);
    let link = page.run("return location.hash;", vec![]).await?;
    assert!(link.as_str().is_some_and(|link| link.contains("board")), "{link}");
    page.click(&format!(".tile .mini[aria-label='Take off the board: {}']", names[1]))
        .await?;
    page.wait_until("return document.querySelectorAll('.tile').length === 1;")
        .await?;
    page.click(&format!(".tile .mini[aria-label='Change: {}']", names[0]))
        .await?;
    told(page, names[0]).await?;
    page.path("//figcaption//button[.='Update on the board']").await?;
    Ok(())
}
