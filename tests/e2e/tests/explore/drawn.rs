//! What can be chosen of a chart: plots apart, the scale, the first and the others, averages, lines, colours, one series alone, the whole window.

use std::collections::BTreeMap;

use e2e::{Event, Json, Log, Page, Result, hosted, json, number, read};

hosted!(
    plots_stand_apart_and_parts_have_colours,
    the_first_values_and_the_others_on_either_scale,
    averages_and_lines_are_those_of_the_days,
    one_series_alone_a_point_left_out_the_whole_window
);

/// How many events there are of each value of a column, the most first, equals by value.
fn counted<'a>(events: &[&'a Event], of: impl Fn(&'a Event) -> &'a str) -> Vec<(&'a str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events {
        *counts.entry(of(event)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Shows a chart, and its numbers beside it.
async fn show(page: &Page, chart: Json) -> Result {
    page.try_sample().await?;
    page.run(
        "await auditExplorer.show({ tab: 'chart', chart: arguments[0] });",
        vec![chart],
    )
    .await?;
    page.button("Table").await
}

/// The chart as a table, once it has these heads after the first.
async fn table(page: &Page, heads: &[&str]) -> Result<Vec<Vec<String>>> {
    let rows = page
        .wait_until(&format!(
            "const rows = [...document.querySelectorAll('.chart-table tr')].map((row) => [...row.children].map((cell) => cell.textContent));
             return !document.querySelector('.chart-figure.waiting') && rows.length > 1 && JSON.stringify(rows[0].slice(1)) === {} && rows.slice(1);",
            json!(json!(heads).to_string())
        ))
        .await?;
    read(rows)
}

/// Waits until the picture, as it is written, is as a test of `svg` says; gives what that says.
async fn picture(page: &Page, test: &str) -> Result<Json> {
    page.wait_until(&format!(
        "const image = document.querySelector('.chart-figure:not(.waiting) .chart-frame img');
         if (image === null) return null;
         const svg = decodeURIComponent(image.src).toLowerCase();
         const texts = [...svg.matchAll(/<text x=\"([-.0-9]+)\" y=\"([-.0-9]+)\"[^>]*>\\s*([^<]*?)\\s*<\\/text>/g)].map(([, x, y, text]) => ({{ x: Number(x), y: Number(y), text }}));
         {test}"
    ))
    .await
}

async fn plots_stand_apart_and_parts_have_colours(page: &Page) -> Result {
    let log = Log::read()?;
    let events = log.matching(|event| !event["Auth Method"].is_empty());
    let parts = counted(&events, |event| &event["Auth Method"]);
    let view = json!({ "x": { "Column": "Event Status" }, "split": "Auth Method" });
    show(page, view).await?;
    page.filter("Auth_Method:*").await?;
    page.matched(events.len(), log.events.len()).await?;
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    let rows = table(page, &names).await?;
    for row in &rows {
        for (name, cell) in names.iter().zip(&row[1..]) {
            let count = events
                .iter()
                .filter(|event| event["Event Status"] == row[0] && event["Auth Method"] == *name);
            assert_eq!(*cell, number(count.count()), "{name} {}", row[0]);
        }
    }
    // Together they have a legend; apart each has its own plot, with its name over it.
    page.wait_until("return document.querySelectorAll('.chart-legend').length === 3;")
        .await?;
    page.button("More ▾").await?;
    let apart = "//label[contains(., 'each series in a plot of its own')]";
    page.click_at(e2e::Locator::XPath(apart), "plots apart").await?;
    page.wait_until("return document.querySelector('.chart-legend') === null;")
        .await?;
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let plots = format!(
        "const names = {}, axis = texts.filter(({{ text }}) => text === 'success');
         const places = names.map((name) => texts.find(({{ text }}) => text === name)).filter((place) => place !== undefined);
         return axis.length === names.length && new Set(places.map(({{ x, y }}) => `${{x}} ${{y}}`)).size === names.length;",
        json!(lower)
    );
    picture(page, &plots).await?;

    // A colour chosen is the one that is painted.
    let brown = "#997755";
    assert_eq!(
        picture(page, &format!("return [svg.includes('{brown}')];")).await?,
        json!([false])
    );
    page.select(&format!("select[aria-label='Colour of {}']", names[0]), "brown")
        .await?;
    picture(page, &format!("return svg.includes('fill=\"{brown}\"');")).await?;
    Ok(())
}

async fn the_first_values_and_the_others_on_either_scale(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.matching(|_| true);
    let users = counted(&all, |event| &event["User Email"]);
    show(page, json!({ "x": { "Column": "User Email" }, "top": 5 })).await?;
    let rows = table(page, &["Events"]).await?;
    let told = |rows: &[(&str, usize)]| -> Vec<Vec<String>> {
        rows.iter()
            .map(|(name, count)| vec![(*name).to_owned(), number(*count)])
            .collect()
    };
    assert_eq!(rows, told(&users[..5]));
    page.wait_for_text(
        ".chart-notes",
        &format!("The first 5 of {} values of User Email are shown.", users.len()),
    )
    .await?;
    page.button("More ▾").await?;
    let others = "//label[contains(., 'and all others as one')]";
    page.click_at(e2e::Locator::XPath(others), "the others").await?;
    page.wait_until("return document.querySelectorAll('.chart-table tr').length === 7;")
        .await?;
    let rows = table(page, &["Events"]).await?;
    let rest: usize = users[5..].iter().map(|(_, count)| count).sum();
    let name = format!("{} others", users.len() - 5);
    assert_eq!(rows[..5], told(&users[..5]));
    assert_eq!(rows[5], [name, number(rest)]);

    // Ticks of an even scale are evenly apart; those of a logarithmic one are 1, 2 or 5 times a power of ten, the higher ones nearer.
    let ticks = "const ticks = texts.map(({ y, text }) => [Number(text.replaceAll(',', '')), y]).filter(([value]) => value > 0).sort(([a], [b]) => a - b);";
    let even =
        "return ticks.length > 1 && ticks.every(([value]) => Math.abs(value / ticks[0][0] % 1) < 1e-9) && ticks;";
    picture(page, &format!("{ticks}{even}")).await?;
    page.click_at(
        e2e::Locator::XPath("//label[contains(., 'logarithmic')]"),
        "logarithmic",
    )
    .await?;
    let round = "
        const base = ticks.map(([value]) => value / 10 ** Math.floor(Math.log10(value) + 1e-9));
        const double = ticks.flatMap(([value, y]) => ticks.filter(([other]) => other === value * 10).map(([, other]) => y - other));
        return double.length > 0 && base.every((digit) => [1, 2, 5].includes(Math.round(digit * 1e6) / 1e6)) && double.every((step) => step > 0) && ticks;";
    picture(page, &format!("{ticks}{round}")).await?;
    // The numbers are the same.
    assert_eq!(table(page, &["Events"]).await?, rows);
    Ok(())
}

async fn averages_and_lines_are_those_of_the_days(page: &Page) -> Result {
    let log = Log::read()?;
    let mut days: BTreeMap<&str, f64> = BTreeMap::new();
    for event in &log.events {
        *days.entry(event.day()).or_default() += 1.0;
    }
    let days: Vec<f64> = days.into_values().collect();
    let x = json!({ "Time": { "column": "Request Time", "bucket": "day" } });
    show(page, json!({ "x": x })).await?;
    table(page, &["Events"]).await?;
    page.button("More ▾").await?;
    let mut sorted = days.clone();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 {
        sorted[half]
    } else {
        (sorted[half - 1] + sorted[half]) / 2.0
    };
    let mean = days.iter().sum::<f64>() / days.len() as f64;
    for (place, name, value) in [("at the average", "average", mean), ("at the median", "median", median)] {
        page.select("select[aria-label='Where the line stands']", place).await?;
        page.button("+ line").await?;
        let found = format!(
            "const line = texts.find(({{ text }}) => text.startsWith('{name} '));
             return line && [Number(line.text.slice({}).replaceAll(',', ''))];",
            name.len() + 1
        );
        let [at]: [f64; 1] = read(picture(page, &found).await?)?;
        assert!((at - value).abs() < 0.001, "{name} {at}, not {value}");
    }
    page.select("select[aria-label='What of Events is drawn']", "average of 7")
        .await?;
    let rows = table(page, &["Events, average of 7"]).await?;
    assert_eq!(rows.len(), days.len());
    for (at, row) in rows.iter().enumerate() {
        match at.checked_sub(6) {
            None => assert_eq!(row[1], "–", "{at}"),
            Some(from) => {
                let mean = days[from..=at].iter().sum::<f64>() / 7.0;
                let shown: f64 = row[1].replace(',', "").parse()?;
                assert!((shown - mean).abs() < 0.001, "{at}: {shown}, not {mean}");
            }
        }
    }
    Ok(())
}

async fn one_series_alone_a_point_left_out_the_whole_window(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.events.len();
    let view = json!({ "x": { "Column": "Event Category" }, "split": "Country", "top": 4 });
    show(page, view).await?;
    let pressed = "return Object.fromEntries([...document.querySelectorAll('.chart-legend')].map((one) => [one.getAttribute('aria-label'), one.getAttribute('aria-pressed')]));";
    page.find(".chart-legend[aria-label='DE']").await?;
    let alone = "document.querySelector(`.chart-legend[aria-label='DE']`).dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));";
    page.run(alone, vec![]).await?;
    page.find(".chart-legend[aria-label='US'][aria-pressed='false']")
        .await?;
    let shown: BTreeMap<String, String> = read(page.run(pressed, vec![]).await?)?;
    assert!(shown.len() > 3, "{shown:?}");
    for (name, on) in &shown {
        assert_eq!(on == "true", name == "DE", "{name}");
    }
    page.run(alone, vec![]).await?;
    page.wait_until("return document.querySelector(`.chart-legend[aria-pressed='false']`) === null;")
        .await?;

    // A point is left out: of the rows those stay that are none of its.
    page.select("select[aria-label='Column to split the series by']", "nothing")
        .await?;
    let rows = table(page, &["Events"]).await?;
    page.click_spot(".chart-hit", 0.2, 0.5).await?;
    let name = page.text(".chart-menu p").await?;
    assert!(rows.iter().any(|row| row[0] == name), "{name}");
    page.button_in("//*[contains(@class, 'chart-menu')]", "Exclude").await?;
    let left = log.matching(|event| event["Event Category"] != name).len();
    assert!(left < all);
    page.matched(left, all).await?;

    // The whole window: the chart and its rows, and nothing beside them.
    page.button("Full screen").await?;
    page.find(".app.wide .chart-figure").await?;
    let seen = "
        const seen = (css) => document.querySelector(css)?.checkVisibility() ?? false;
        const [chart, rows] = ['.chart-frame', '.chart-rows .events-grid'].map((css) => document.querySelector(css).getBoundingClientRect());
        return { chart: seen('.chart-frame img'), rows: rows.top >= chart.bottom && rows.top < innerHeight,
                 build: seen('.chart-build'), fields: seen('.fields'), timeline: seen('.timeline') };";
    let wanted = json!({ "chart": true, "rows": true, "build": false, "fields": false, "timeline": false });
    assert_eq!(page.run(seen, vec![]).await?, wanted);
    page.button("Full screen").await?;
    page.wait_until("return document.querySelector('.app.wide') === null && document.querySelector('.chart-build').checkVisibility();")
        .await?;
    Ok(())
}
