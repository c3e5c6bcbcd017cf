//! Groups: what is measured of them, cut, nested, sorted, left out, shaded; each number is that of the log.

use std::collections::BTreeMap;

use e2e::{Event, Json, Key, Locator, Log, Page, Result, hosted, json, number, read};

hosted!(
    measures_are_those_of_the_rows,
    three_keys_nest_under_the_keys,
    times_are_cut_and_the_rest_is_one_line,
    heads_are_reached_by_the_arrows,
    a_long_key_keeps_the_columns,
    only_groups_that_pass_are_shown
);

/// The lines of the tree: how deep, whether open, the key, the numbers.
type Line = (usize, Option<String>, String, Vec<String>);

async fn show(page: &Page, group: Json) -> Result {
    page.try_sample().await?;
    page.run(
        "await auditExplorer.show({ tab: 'group', group: arguments[0] });",
        vec![group],
    )
    .await?;
    Ok(())
}

/// The lines, once there are so many with so many numbers each, and all have arrived.
async fn lines(page: &Page, count: usize, numbers: usize) -> Result<Vec<Line>> {
    let lines = page
        .wait_until(&format!(
            "if (document.querySelector('.group-tree.waiting') || document.querySelector('.group-row.note')) return null;
             const lines = [...document.querySelectorAll('.group-row[aria-level]')].map((row) => [Number(row.getAttribute('aria-level')),
                 row.getAttribute('aria-expanded'), row.querySelector('.group-value').textContent,
                 [...row.querySelectorAll('.group-number > span:last-child')].map((cell) => cell.textContent)]);
             return lines.length === {count} && lines.every(([, , , cells]) => cells.length === {numbers}) && lines;"
        ))
        .await?;
    read(lines)
}

/// Adds a measure by the form.
async fn measure(page: &Page, name: &str, what: &str, column: &str, text: &str) -> Result {
    page.button("+ measure").await?;
    page.type_into(".measure-name", name).await?;
    page.select("select[aria-label='What to measure']", what).await?;
    if !column.is_empty() {
        page.select("select[aria-label='Column to measure']", column).await?;
    }
    if !text.is_empty() {
        page.type_into(".measure-filter", text).await?;
    }
    page.button_in("//form", "Apply").await?;
    page.path(&format!("//*[@aria-label='Measures']//button[.='{name}']"))
        .await?;
    Ok(())
}

/// The events by the value of a column, an empty one as the page says it.
fn parted<'a>(events: &[&'a Event], column: &str) -> BTreeMap<&'a str, Vec<&'a Event>> {
    let mut parts: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let name = Some(event[column].as_str()).filter(|name| !name.is_empty());
        parts.entry(name.unwrap_or("null")).or_default().push(event);
    }
    parts
}

/// A share as it is shown.
fn near(shown: &str, share: f64) {
    let told: f64 = shown
        .trim_end_matches(" %")
        .replace(',', "")
        .parse()
        .unwrap_or_else(|_| panic!("{shown:?} is no share"));
    assert!(
        shown.ends_with(" %") && (told - share * 100.0).abs() < 0.006,
        "{shown}, not {share}"
    );
}

async fn measures_are_those_of_the_rows(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.matching(|_| true);
    let parts = parted(&all, "Connection Type");
    show(page, json!({ "by": [{ "Column": "Connection Type" }] })).await?;
    lines(page, parts.len(), 1).await?;
    measure(page, "P90", "Percentile", "Query Duration Ms", "90").await?;
    measure(page, "Hits", "Count if", "", "Cache_Hit:true").await?;
    measure(page, "Hit rate", "Rate of", "", "Cache_Hit:true").await?;
    measure(page, "Share", "Share of all", "", "").await?;
    for (_, _, name, cells) in lines(page, parts.len(), 5).await? {
        let rows = &parts[name.as_str()];
        let mut times: Vec<f64> = rows
            .iter()
            .filter_map(|row| row["Query Duration Ms"].parse().ok())
            .collect();
        times.sort_by(f64::total_cmp);
        let hits = rows.iter().filter(|row| row["Cache Hit"] == "true").count();
        assert_eq!([&cells[0], &cells[2]], [&number(rows.len()), &number(hits)], "{name}");
        match times.len().checked_sub(1) {
            None => assert_eq!(cells[1], "null", "{name}"),
            Some(last) => {
                let at = last as f64 * 0.9;
                let (below, above) = (times[at.floor() as usize], times[at.ceil() as usize]);
                let wanted = below + (above - below) * at.fract();
                let shown: f64 = cells[1].replace(',', "").parse()?;
                assert!((shown - wanted).abs() < 0.002, "{name}: {shown}, not {wanted}");
            }
        }
        near(&cells[3], hits as f64 / rows.len() as f64);
        near(&cells[4], rows.len() as f64 / all.len() as f64);
    }
    Ok(())
}

async fn three_keys_nest_under_the_keys(page: &Page) -> Result {
    let log = Log::read()?;
    let exports = log.matching(|event| event["Event Category"] == "EXPORTS");
    show(
        page,
        json!({ "by": [{ "Column": "Export Format" }, { "Column": "Export Destination" }, { "Column": "Event Status" }] }),
    )
    .await?;
    page.filter("Event_Category=EXPORTS").await?;
    page.matched(exports.len(), 5000).await?;
    let formats = parted(&exports, "Export Format");
    let first = lines(page, formats.len(), 1).await?;
    measure(page, "Part", "Share of the group above", "", "").await?;
    page.run("document.querySelector('.group-tree').focus();", vec![])
        .await?;
    // Opened by the arrow keys, one under the other.
    page.key(Key::Right).await?;
    let of_first = &formats[first[0].2.as_str()];
    let places = parted(of_first, "Export Destination");
    let open = lines(page, formats.len() + places.len(), 2).await?;
    assert_eq!(
        (open[0].1.as_deref(), open[1].1.as_deref()),
        (Some("true"), Some("false"))
    );
    near(&open[0].3[1], of_first.len() as f64 / exports.len() as f64);
    for (level, _, name, cells) in &open[1..=places.len()] {
        assert_eq!((*level, &cells[0]), (2, &number(places[name.as_str()].len())), "{name}");
        near(&cells[1], places[name.as_str()].len() as f64 / of_first.len() as f64);
    }
    page.key(Key::Right).await?;
    page.key(Key::Right).await?;
    let of_second = &places[open[1].2.as_str()];
    let ends = parted(of_second, "Event Status");
    let deep = lines(page, formats.len() + places.len() + ends.len(), 2).await?;
    for (level, open, name, cells) in &deep[2..2 + ends.len()] {
        assert_eq!((*level, open), (3, &None), "{name}");
        assert_eq!(cells[0], number(ends[name.as_str()].len()), "{name}");
    }
    // Left goes to the group above, closes it, goes further up, and closes all of it.
    page.key(Key::Right).await?;
    for _ in 0..4 {
        page.key(Key::Left).await?;
    }
    assert_eq!(lines(page, formats.len(), 2).await?[0].1.as_deref(), Some("false"));

    // What a group's buttons keep and leave out.
    let press = |label: &str| {
        format!(
            "[...document.querySelector('.group-row[aria-level]').querySelectorAll('.group-do button')].find((button) => button.textContent === '{label}').click();"
        )
    };
    page.run(&press("Exclude"), vec![]).await?;
    page.matched(exports.len() - of_first.len(), 5000).await?;
    page.chord(&[Key::Control], 'z').await?;
    page.matched(exports.len(), 5000).await?;
    lines(page, formats.len(), 2).await?;
    page.run(&press("Keep only"), vec![]).await?;
    page.matched(of_first.len(), 5000).await
}

async fn times_are_cut_and_the_rest_is_one_line(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.matching(|_| true);
    let mut months: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &all {
        *months.entry(&event["Request Time"][..7]).or_default() += 1;
    }
    show(
        page,
        json!({ "by": [{ "Time": { "column": "Request Time", "bucket": "day" } }] }),
    )
    .await?;
    page.select("select[aria-label='How Request Time is cut']", "per month")
        .await?;
    let shown = lines(page, months.len(), 1).await?;
    let counts: Vec<&String> = shown.iter().map(|(.., cells)| &cells[0]).collect();
    let wanted: Vec<String> = months.values().map(|count| number(*count)).collect();
    assert_eq!(counts, wanted.iter().collect::<Vec<_>>(), "in the order of time");

    // The first five of many, the others together.
    let view = json!({ "tab": "group", "group": { "by": [{ "Column": "Event Type" }] } });
    page.run("await auditExplorer.show(arguments[0]);", vec![view]).await?;
    page.select("select[aria-label='Groups under one at most']", "top 5")
        .await?;
    let parts = parted(&all, "Event Type");
    let mut most: Vec<usize> = parts.values().map(Vec::len).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let shown = lines(page, 6, 1).await?;
    for ((.., name, cells), count) in shown.iter().zip(&most[..5]) {
        assert_eq!(parts[name.as_str()].len(), *count, "{name}");
        assert_eq!(cells[0], number(*count), "{name}");
    }
    assert_eq!(shown[5].2, format!("{} others", parts.len() - 5));
    assert_eq!(shown[5].3[0], number(most[5..].iter().sum()));
    // Each count in the shade that it has among them.
    page.button("Shades").await?;
    page.find(".group-number.hot").await?;
    let shades = page
        .run(
            "return [...document.querySelectorAll('.group-row[aria-level] .group-number')].map((cell) => parseFloat(cell.style.getPropertyValue('--heat')) || null);",
            vec![],
        )
        .await?;
    let shades: Vec<Option<f64>> = read(shades)?;
    assert!(
        shades[..5].is_sorted_by(|one, next| one >= next) && shades[0] > shades[4],
        "{shades:?}"
    );
    assert_eq!(shades[5], None, "the others are none of them");

    // The least first, by the head.
    let head = "//*[contains(@class,'group-head')]/*[contains(., 'Count')]";
    page.click_at(Locator::XPath(head), "Count").await?;
    page.path("//*[@role='columnheader'][@aria-sort='ascending'][contains(., 'Count')]")
        .await?;
    let least = number(most[most.len() - 1]);
    page.wait_until(&format!(
        "return document.querySelector('.group-row[aria-level] .group-number > span:last-child')?.textContent === '{least}';"
    ))
    .await?;
    let shown = lines(page, 6, 1).await?;
    let counts: Vec<&String> = shown[..5].iter().map(|(.., cells)| &cells[0]).collect();
    let wanted: Vec<String> = most.iter().rev().take(5).map(|count| number(*count)).collect();
    assert_eq!(counts, wanted.iter().collect::<Vec<_>>());
    Ok(())
}

/// The heads are cells of the grid: no stops of Tab, and its arrows lead to them.
async fn heads_are_reached_by_the_arrows(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.matching(|_| true);
    let parts = parted(&all, "Connection Type");
    show(page, json!({ "by": [{ "Column": "Connection Type" }] })).await?;
    lines(page, parts.len(), 1).await?;
    measure(page, "Hits", "Count if", "", "Cache_Hit:true").await?;
    lines(page, parts.len(), 2).await?;
    let stops = "const tree = document.querySelector('.group-tree');
        return [tree.tabIndex, [...tree.querySelectorAll('a, button, input, [tabindex]')].filter((one) => one.tabIndex >= 0).length];";
    assert_eq!(page.run(stops, vec![]).await?, json!([0, 0]));
    page.run("document.querySelector('.group-tree').focus();", vec![])
        .await?;
    // Where the cursor is, how the column there is sorted, and how many of the lines are under the cursor too.
    let cursor = "
        const tree = document.querySelector('.group-tree'), at = document.getElementById(tree.getAttribute('aria-activedescendant'));
        return [at.getAttribute('role'), at.textContent.replace(/ [↑↓]$/, ''), at.ariaSort, tree.querySelectorAll('[aria-selected=true]').length];";
    let key = "Connection Type";
    for (pressed, wanted) in [
        (Key::Up, json!(["columnheader", key, "none", 0])),
        (Key::Right, json!(["columnheader", "Count", "descending", 0])),
        (Key::Right, json!(["columnheader", "Hits", "none", 0])),
        (Key::Right, json!(["columnheader", "Hits", "none", 0])),
        (Key::Enter, json!(["columnheader", "Hits", "descending", 0])),
        (Key::Enter, json!(["columnheader", "Hits", "ascending", 0])),
        (Key::Home, json!(["columnheader", key, "none", 0])),
        (Key::Enter, json!(["columnheader", key, "ascending", 0])),
    ] {
        page.key(pressed).await?;
        assert_eq!(page.run(cursor, vec![]).await?, wanted);
    }
    let sorted: Vec<String> = lines(page, parts.len(), 2)
        .await?
        .into_iter()
        .map(|line| line.2)
        .collect();
    let named = parts.keys().copied().filter(|name| *name != "null");
    assert_eq!(sorted, named.chain(["null"]).collect::<Vec<_>>());
    page.key(Key::Down).await?;
    let first = page.run(cursor, vec![]).await?;
    assert_eq!((&first[0], &first[3]), (&json!("row"), &json!(1)));
    Ok(())
}

async fn a_long_key_keeps_the_columns(page: &Page) -> Result {
    page.ready().await?;
    let log = format!("k,n\n{},1\nshort,2\n", "x".repeat(300));
    page.choose(&[&super::file("long-key.csv", log)?]).await?;
    page.matched(2, 2).await?;
    page.run(
        "await auditExplorer.show({ tab: 'group', group: { by: [{ Column: 'k' }] } });",
        vec![],
    )
    .await?;
    lines(page, 2, 1).await?;
    let ends = page
        .run(
            "return [...document.querySelectorAll('.group-row')].map((row) => row.lastElementChild.getBoundingClientRect().right);",
            vec![],
        )
        .await?;
    let ends: Vec<f64> = read(ends)?;
    assert!(ends.iter().all(|end| (end - ends[0]).abs() < 1.0), "{ends:?}");
    Ok(())
}

/// Adds a condition by the form.
async fn condition(page: &Page, level: &str, measure: &str, how: &str, value: &str) -> Result {
    page.button("+ condition").await?;
    if !level.is_empty() {
        page.select("select[aria-label='Groups of which column']", level)
            .await?;
    }
    page.select("select[aria-label='Measure to test']", measure).await?;
    page.select("select[aria-label='How it compares']", how).await?;
    page.type_into("form .measure-filter", value).await?;
    page.button_in("//form", "Apply").await?;
    Ok(())
}

async fn only_groups_that_pass_are_shown(page: &Page) -> Result {
    let log = Log::read()?;
    let all = log.matching(|_| true);
    let users = parted(&all, "User Email");
    let many: Vec<&str> = users
        .iter()
        .filter(|(_, rows)| rows.len() >= 90)
        .map(|(user, _)| *user)
        .collect();
    assert!((1..users.len()).contains(&many.len()));
    show(
        page,
        json!({ "by": [{ "Column": "User Email" }, { "Column": "Event Status" }] }),
    )
    .await?;
    condition(page, "User Email", "Count", "≥ at least", "90").await?;
    let shown = lines(page, many.len(), 1).await?;
    assert!(shown.iter().all(|(_, _, user, _)| many.contains(&user.as_str())));
    // What is inside of a group is tested by itself.
    condition(page, "Event Status", "Count", "< less than, before", "0").await?;
    let chip = "//*[@aria-label='Which groups are shown']//button[.='Event Status: Count < 0']";
    page.path(chip).await?;
    page.run("document.querySelector('.group-tree').focus();", vec![])
        .await?;
    page.key(Key::Right).await?;
    page.wait_for_text(".group-row.note", "No group passes the conditions.")
        .await?;
    page.click("button[aria-label='Remove Event Status: Count < 0']")
        .await?;
    page.wait_until("return !document.querySelector('.group-row.note');")
        .await?;
    // Who was not seen for a month, by one click.
    let last = |rows: &[&Event]| {
        rows.iter()
            .map(|row| row["Request Time"].clone())
            .max()
            .unwrap_or_default()
    };
    let cut = page
        .run(
            "return new Date(new Date(arguments[0]) - 30 * 864e5).toISOString();",
            vec![json!(last(&all))],
        )
        .await?;
    let cut: String = read(cut)?;
    let quiet = users.values().filter(|rows| last(rows) < cut).count();
    assert!((1..users.len()).contains(&quiet));
    page.run("await auditExplorer.show({ tab: 'group' });", vec![]).await?;
    page.path("//button[b='Who was not seen for 30 days']")
        .await?
        .click()
        .await?;
    lines(page, quiet, 2).await?;
    Ok(())
}
