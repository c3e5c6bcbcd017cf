//! Lines by columns: counts, totals and others as in the log, drilling down, sorting, and taking it away.

use std::collections::BTreeMap;

use e2e::{Event, Json, Key, Log, Page, Result, both, everywhere, hosted, json, read};

both!(the_rest_is_filtered_for_and_taken_away, groups_by_the_hour_filter);
everywhere!(who_does_what);
hosted!(lines_above_hold_those_below_and_shares_are_whole);

/// Events by user and category, as `(user, category)`; an empty part counts over all of it.
fn counted(events: &[&Event], user: &str, category: &str) -> usize {
    let same = |event: &Event, column: &str, value: &str| value.is_empty() || event[column] == value;
    let events = events.iter();
    events
        .filter(|event| same(event, "User Email", user) && same(event, "Event Category", category))
        .count()
}

/// The heads after the corner, and of each line its key and its cells.
async fn shown(page: &Page) -> Result<(Vec<String>, BTreeMap<String, Vec<String>>)> {
    let read_all = "
        if (document.querySelector('.pivot-table.waiting') || !document.querySelector('.pivot-row[data-line]')) return null;
        const text = (element) => element.innerText.trim().replace(/ *[↑↓]$/, '').trim();
        const heads = [...document.querySelectorAll('.pivot-head .pivot-cell')].map(text);
        const lines = [...document.querySelectorAll('.pivot-row[data-line]')].map((line) =>
            [text(line.querySelector('.pivot-key')), [...line.querySelectorAll('.pivot-cell')].map(text)]);
        return [heads, lines];";
    let (heads, lines): (Vec<String>, Vec<(String, Vec<String>)>) = read(page.wait_until(read_all).await?)?;
    Ok((heads, lines.into_iter().collect()))
}

async fn who_does_what(page: &Page) -> Result {
    let log = Log::read()?;
    let events = log.matching(|_| true);
    page.try_sample().await?;
    page.button("Pivot").await?;
    let offer = "//button[contains(@class, 'pivot-offer')][contains(., 'Who does what')]";
    page.click_at(e2e::Locator::XPath(offer), "the offer").await?;
    page.find(".pivot-row[data-line='1']").await?;
    let (heads, lines) = shown(page).await?;
    assert_eq!(heads[0], "Total");
    assert!(heads.len() > 8, "{heads:?}");
    assert!(lines.len() > 10);
    for (user, cells) in &lines {
        let name = if user == "All events" { "" } else { user };
        for (category, cell) in heads.iter().zip(cells) {
            if category.ends_with("others") || user.ends_with("others") {
                continue;
            }
            let category = if category == "Total" { "" } else { category };
            let count = counted(&events, name, category);
            let count = if count == 0 { String::new() } else { e2e::number(count) };
            assert_eq!(*cell, count, "{user} {category}");
        }
    }

    // The lines by one column, the most first.
    let category = heads[2].clone();
    let head = format!("//button[@class='sort'][contains(., '{category}')]");
    page.click_at(e2e::Locator::XPath(&head), &category).await?;
    let most = events
        .iter()
        .map(|event| counted(&events, &event["User Email"], &category))
        .max()
        .unwrap_or_default();
    page.wait_until(&format!(
        "return document.querySelector(\".pivot-row[data-line='1'] [data-cell='2']\")?.innerText === '{}';",
        e2e::number(most)
    ))
    .await?;
    page.wait_for_text(".pivot-cell[aria-sort='descending']", &category)
        .await?;

    // A double click shows the events of a cell; one step back is the pivot again.
    page.double_click(".pivot-row[data-line='1'] [data-cell='2']", 0.5, 0.5)
        .await?;
    page.matched(most, 5000).await?;
    page.find(".events-grid").await?;
    page.chord(&[Key::Control], 'z').await?;
    page.find(".pivot-row[data-line='1']").await?;
    page.matched(5000, 5000).await
}

async fn the_rest_is_filtered_for_and_taken_away(page: &Page) -> Result {
    let log = Log::read()?;
    let events = log.matching(|_| true);
    page.try_sample().await?;
    let view = json!({ "tab": "pivot", "pivot": {
        "rows": { "keys": [{ "Column": "User Email" }], "limit": 3 },
        "columns": { "keys": [{ "Column": "Event Category" }], "limit": 2 },
    } });
    page.run("await auditExplorer.show(arguments[0]);", vec![view]).await?;
    page.find(".pivot-row[data-line='4']").await?;
    let (heads, lines) = shown(page).await?;
    assert_eq!(lines.len(), 5);
    let (others, cells) = lines
        .iter()
        .find(|(key, _)| key.ends_with(" others"))
        .ok_or("no rest")?;
    let first: Vec<&String> = lines.keys().filter(|key| key.contains('@')).collect();
    let rest = events
        .iter()
        .filter(|event| !first.contains(&&event["User Email"]))
        .count();
    assert_eq!(cells[0], e2e::number(rest), "{others}");

    let downloaded = {
        page.menu("export-pivot", "CSV, exact").await?;
        page.download().await?
    };
    let mut reader = csv::Reader::from_path(&downloaded)?;
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    assert_eq!(names[0], "User Email");
    assert_eq!(names[1..3], heads[1..3]);
    assert_eq!(names[4], "Total");
    let records = reader.records().collect::<std::result::Result<Vec<_>, _>>()?;
    assert_eq!(records.len(), 5);
    assert_eq!(&records[0][0], "(all)");
    assert_eq!(&records[0][4], "5000");
    for record in records.iter().filter(|record| record[0].contains('@')) {
        assert_eq!(
            record[1].parse::<usize>()?,
            counted(&events, &record[0], &names[1]),
            "{record:?}"
        );
    }

    // To the line of the others, which f keeps.
    page.run("document.querySelector('.pivot-table').focus();", vec![])
        .await?;
    page.key(Key::End).await?;
    page.key(Key::Home).await?;
    for _ in 0..4 {
        page.key(Key::Down).await?;
    }
    page.keys("f".chars()).await?;
    page.matched(rest, 5000).await?;
    page.find("section.pivot").await?;
    Ok(())
}

async fn groups_by_the_hour_filter(page: &Page) -> Result {
    page.try_sample().await?;
    page.button("Group").await?;
    page.select("select[aria-label='Add a column to group by']", "Request Time")
        .await?;
    page.select("select[aria-label='How Request Time is cut']", "hour of the day")
        .await?;
    page.wait_for_text(".group-tree", ":00").await?;
    let told = "const row = document.querySelector('.group-row[aria-level]');
        return row.querySelector('.group-value').innerText.endsWith(':00')
            && [row.querySelector('.group-value').innerText, row.querySelector('.group-number').innerText];";
    let told: Json = page.wait_until(told).await?;
    let (hour, count): (String, String) = read(told)?;
    page.run("document.querySelector('.group-tree').focus();", vec![])
        .await?;
    page.keys("f".chars()).await?;
    page.matched(count.replace(',', "").parse()?, 5000).await?;
    let query = page
        .run("return document.querySelector('#query').value;", vec![])
        .await?;
    let hour = hour.trim_end_matches(":00");
    assert!(
        query.as_str().is_some_and(|query| query.ends_with(&format!(":{hour}"))),
        "{query}"
    );
    // The tree stays, with that one group.
    page.wait_until("return document.querySelectorAll('.group-row[aria-level]').length === 1;")
        .await?;
    Ok(())
}

/// A line of the table: how deep it is, whether it is open, its key, its cells, those of all columns first.
type Line = (usize, Option<String>, String, Vec<String>);

/// The lines, once there are so many with so many cells each.
async fn told(page: &Page, count: usize, cells: usize) -> Result<Vec<Line>> {
    let lines = page
        .wait_until(&format!(
            "if (document.querySelector('.pivot-table.waiting')) return null;
             const lines = [...document.querySelectorAll('.pivot-row[data-line]')].map((row) => [Number(row.getAttribute('aria-level')),
                 row.getAttribute('aria-expanded'), row.querySelector('.group-value').textContent,
                 [...row.querySelectorAll('[data-cell]')].sort((a, b) => a.dataset.cell - b.dataset.cell).map((cell) => cell.textContent)]);
             return lines.length === {count} && lines.every(([, , , own]) => own.length === {cells}) && lines;"
        ))
        .await?;
    read(lines)
}

async fn lines_above_hold_those_below_and_shares_are_whole(page: &Page) -> Result {
    let log = Log::read()?;
    let exports = log.matching(|event| event["Event Category"] == "EXPORTS");
    let column = |name: &str| json!({ "Column": name });
    page.resize(1700, 1200).await?;
    page.try_sample().await?;
    let view = json!({ "tab": "pivot", "pivot": {
        "rows": { "keys": [column("Export Format"), column("Export Destination")] },
        "columns": { "keys": [column("Event Status")] },
        "measures": [
            { "name": "Count", "measure": "Count" },
            { "name": "Of line", "measure": { "ShareOfRow": "Count" } },
            { "name": "Of column", "measure": { "ShareOfColumn": "Count" } },
        ],
    } });
    page.run("await auditExplorer.show(arguments[0]);", vec![view]).await?;
    page.filter("Event_Category=EXPORTS").await?;
    page.matched(exports.len(), 5000).await?;
    let pairs: std::collections::BTreeSet<(&str, &str)> = exports
        .iter()
        .map(|event| (event["Export Format"].as_str(), event["Export Destination"].as_str()))
        .collect();
    let formats: std::collections::BTreeSet<&str> = pairs.iter().map(|(format, _)| *format).collect();
    let statuses = ["", "SUCCESS", "FAILURE"];
    let all = 1 + formats.len() + pairs.len();
    let lines = told(page, all, 9).await?;
    let count = |format: &str, place: &str, status: &str| {
        let same = |value: &str, wanted: &str| wanted.is_empty() || value == wanted;
        let held = |event: &&&Event| {
            same(&event["Export Format"], format)
                && same(&event["Export Destination"], place)
                && same(&event["Event Status"], status)
        };
        exports.iter().filter(held).count()
    };
    let mut above = String::new();
    let (mut of_columns, mut of_lines) = ([0.0; 3], 0);
    for (level, _, name, cells) in &lines {
        let (format, place) = match level {
            1 => ("", ""),
            2 => {
                above.clone_from(name);
                (name.as_str(), "")
            }
            _ => (above.as_str(), name.as_str()),
        };
        let mut of_line = 0.0;
        for (at, status) in statuses.iter().enumerate() {
            let wanted = count(format, place, status);
            let [shown, line, column] = &cells[3 * at..3 * at + 3] else {
                return Err("three measures".into());
            };
            if wanted == 0 {
                assert!(shown.is_empty() || shown == "0", "{format} {place} {status}: {shown}");
                continue;
            }
            assert_eq!(*shown, e2e::number(wanted), "{format} {place} {status}");
            let share = |text: &String| text.trim_end_matches(" %").parse::<f64>();
            of_line += if at > 0 { share(line)? } else { 0.0 };
            of_columns[at] += if *level == 3 { share(column)? } else { 0.0 };
        }
        // Rounded to hundredths of a percent.
        assert!((of_line - 100.0).abs() < 0.02, "{format} {place}: {of_line} %");
        of_lines += 1;
    }
    assert_eq!(of_lines, all);
    assert!(of_columns.iter().all(|sum| (sum - 100.0).abs() < 0.2), "{of_columns:?}");

    // A line is closed and opened by the keys, and only it.
    page.run("document.querySelector('.pivot-table').focus();", vec![])
        .await?;
    page.key(Key::Down).await?;
    page.keys("-".chars()).await?;
    let below = lines[2..].iter().take_while(|(level, ..)| *level == 3).count();
    let closed = told(page, all - below, 9).await?;
    assert_eq!((&closed[1].2, closed[1].1.as_deref()), (&lines[1].2, Some("false")));
    assert_eq!(closed[2..], lines[2 + below..]);
    page.keys("+".chars()).await?;
    assert_eq!(told(page, all, 9).await?, lines);

    // Lines become columns: the same counts the other way.
    for gone in ["Of line", "Of column", "Export Destination"] {
        page.button(&format!("Remove {gone}")).await?;
    }
    let plain = told(page, 1 + formats.len(), 3).await?;
    page.button("Swap").await?;
    let swapped = told(page, 3, 1 + formats.len()).await?;
    for (at, (_, _, status, cells)) in swapped.iter().enumerate() {
        let name = if at == 0 { "" } else { status };
        assert_eq!(cells[0], e2e::number(count("", "", name)), "{status}");
    }
    let mut before: Vec<&String> = plain.iter().map(|(.., cells)| &cells[0]).collect();
    let mut after: Vec<&String> = swapped[0].3.iter().collect();
    before.sort_unstable();
    after.sort_unstable();
    assert_eq!(before, after);
    Ok(())
}
