//! Rows in groups: a header dragged up, lines that open and shut, and everything a table does, in groups.

use std::collections::BTreeMap;

use e2e::{Event, Json, Key, Log, Page, Result, both, json, number, read};

both!(
    a_header_dragged_up_groups_rows,
    groups_are_walked_and_made_by_keys,
    what_is_found_or_open_opens_its_group
);

/// A line of the table: its place, how deep, whether it is open, and its text (of a row, its first cell).
type Line = (usize, usize, Option<String>, String);

/// The lines in sight from the top, once `wanted` holds of them.
async fn lines(page: &Page, wanted: &str) -> Result<Vec<Line>> {
    let lines = page
        .wait_until(&format!(
            "const grid = document.querySelector('.events-grid[role=treegrid]');
             if (grid === null || grid.getAttribute('aria-busy') !== 'false' || grid.querySelector('.events-row.blank') !== null) return null;
             const lines = [...grid.querySelectorAll('.events-row')].map((line) => [Number(line.dataset.at), Number(line.getAttribute('aria-level')),
                 line.getAttribute('aria-expanded'),
                 line.querySelector('.group-line') === null ? line.querySelector('.cell').textContent : [...line.querySelectorAll('.group-line > *')].slice(1).map((part) => part.textContent).join('|')]);
             lines.sort((a, b) => a[0] - b[0]);
             return ({wanted}) && lines;"
        ))
        .await?;
    read(lines)
}

/// Drags a column's header into the strip above; answers what that says while it waits.
async fn lift(page: &Page, column: &str) -> Result<Json> {
    let drag = "
        const head = [...document.querySelectorAll('.head')].find((head) => head.querySelector('.head-name').textContent === arguments[0]);
        const data = new DataTransfer();
        const send = (target, type) => target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        send(head, 'dragstart');
        while (document.querySelector('.row-groups.ready') === null) await new Promise((done) => requestAnimationFrame(done));
        const strip = document.querySelector('.row-groups');
        const says = strip.querySelector('.row-groups-hint').textContent;
        send(strip, 'dragover');
        send(strip, 'drop');
        send(head, 'dragend');
        return says;";
    page.run(drag, vec![json!(column)]).await
}

/// The events by the value of a column.
fn parted<'a>(events: impl IntoIterator<Item = &'a Event>, column: &str) -> BTreeMap<&'a str, Vec<&'a Event>> {
    let mut parts: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        parts.entry(event[column].as_str()).or_default().push(event);
    }
    parts
}

/// The times of events, the newest first, as the table writes them.
fn newest(events: &[&Event]) -> Vec<String> {
    let mut times: Vec<String> = events
        .iter()
        .map(|event| event["Request Time"].replace('T', " ").replace('Z', ""))
        .collect();
    times.sort();
    times.reverse();
    times
}

fn events(count: usize) -> String {
    match count {
        1 => "1 event".into(),
        count => format!("{} events", number(count)),
    }
}

async fn a_header_dragged_up_groups_rows(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    assert_eq!(
        lift(page, "Event Category").await?,
        "Drop here to group rows by Event Category"
    );
    let parts = parted(&log.events, "Event Category");
    let wanted: Vec<(&str, usize)> = parts
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, events)| (*name, events.len()))
        .collect();
    let shown = lines(page, "lines.length > 3").await?;
    for (line, (name, count)) in shown.iter().zip(&wanted) {
        assert_eq!((line.1, line.2.as_deref()), (1, Some("false")));
        let start = format!("Event Category|{name}|{}|", events(*count));
        assert!(line.3.starts_with(&start), "{} is not {start}", line.3);
    }

    // A group opens on its rows, in the table's own order; those after it move down.
    page.click("#group-1-0").await?;
    let shown = lines(page, "lines[1][2] === 'true' && lines[2][2] === null").await?;
    let inside = newest(&parts[wanted[1].0]);
    let rows: Vec<&str> = shown[2..]
        .iter()
        .filter(|line| line.2.is_none())
        .map(|line| line.3.as_str())
        .collect();
    assert!(
        !rows.is_empty()
            && inside
                .iter()
                .zip(&rows)
                .all(|(time, row)| time.starts_with(row) || row.starts_with(time.as_str())),
        "{inside:?} {rows:?}"
    );

    // A second column nests; groups stand by their values or by how many rows they have.
    page.click("#group-1-0").await?;
    lift(page, "User Email").await?;
    page.select(
        "select[aria-label='Order of the groups by Event Category']",
        "most rows first",
    )
    .await?;
    let most = wanted.iter().max_by_key(|(_, count)| *count).expect("a category");
    let start = format!("lines[0][3].startsWith('Event Category|{}|{}')", most.0, events(most.1));
    lines(page, &start).await?;
    page.click("#group-0-0").await?;
    let shown = lines(page, "lines[0][2] === 'true' && lines[1][1] === 2").await?;
    let users = parted(parts[most.0].iter().copied(), "User Email");
    let first = users.iter().find(|(name, _)| !name.is_empty()).expect("a user");
    assert!(
        shown[1]
            .3
            .starts_with(&format!("User Email|{}|{}|", first.0, events(first.1.len()))),
        "{}",
        shown[1].3
    );

    // All open, every line is there: groups, groups in them, and rows.
    page.button("Open all").await?;
    let all: usize = parts
        .values()
        .map(|events| events.len() + 1 + parted(events.iter().copied(), "User Email").len())
        .sum();
    page.wait_until(&format!(
        "return document.querySelector('.events-grid').getAttribute('aria-rowcount') === '{}';",
        all + 1
    ))
    .await?;
    page.button("Shut all").await?;
    page.wait_until(&format!(
        "return document.querySelector('.events-grid').getAttribute('aria-rowcount') === '{}';",
        parts.len() + 1
    ))
    .await?;

    // Steps back, and away.
    page.button("Undo").await?;
    page.button("Undo").await?;
    lines(page, "document.querySelectorAll('.row-groups .key-chip').length === 1").await?;
    page.button("Remove Event Category").await?;
    page.wait_until("return document.querySelector('.events-grid[role=grid]') !== null;")
        .await?;
    assert_eq!(
        page.rows().await?[0]["Request Time"].get(..10),
        newest(&log.events.iter().collect::<Vec<_>>())[0].get(..10)
    );
    Ok(())
}

async fn groups_are_walked_and_made_by_keys(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.catch_copies().await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.key(Key::Right).await?;
    page.chord(&[Key::Alt], char::from(Key::Up)).await?;
    let first = lines(page, "lines.length > 2").await?;
    page.key(Key::Right).await?;
    lines(page, "lines[0][2] === 'true'").await?;
    page.key(Key::Down).await?;
    page.key(Key::Down).await?;
    page.wait_until(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant') === 'cell-2-1';",
    )
    .await?;
    page.chord(&[Key::Shift], char::from(Key::Down)).await?;
    page.chord(&[Key::Control], 'c').await?;
    let category = first[0].3.split('|').nth(1).unwrap_or_default().to_owned();
    assert_eq!(page.copied().await?, format!("{category}\n{category}\n"));

    // To the left, its group; there again, it shuts.
    page.key(Key::Left).await?;
    page.key(Key::Left).await?;
    page.wait_until(
        "return document.querySelector('.events-grid').getAttribute('aria-activedescendant') === 'group-0-0';",
    )
    .await?;
    page.key(Key::Left).await?;
    lines(page, "lines[0][2] === 'false'").await?;
    page.keys(['+']).await?;
    lines(
        page,
        "lines.slice(0, 2).every(([, , open], at) => at > 0 || open === 'true')",
    )
    .await?;
    page.keys(['-']).await?;
    lines(page, "lines.every(([, , open]) => open === 'false')").await?;

    // The group itself is a filter.
    page.keys(['x']).await?;
    let rest = log.matching(|event| event["Event Category"] != category).len();
    page.matched(rest, log.events.len()).await?;
    lines(page, &format!("lines[0][3].split('|')[1] !== {}", json!(category))).await?;
    page.chord(&[Key::Alt], char::from(Key::Up)).await?;
    page.wait_until("return document.querySelector('.events-grid[role=grid]') !== null;")
        .await?;
    Ok(())
}

async fn what_is_found_or_open_opens_its_group(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.column_menu("User Email", "Group rows by this column").await?;
    lines(page, "lines.length > 2").await?;
    page.keys(['-']).await?;
    let wanted = log.matching(|event| event["Event Type"] == "WORKBOOK_PUBLISHED");
    let users = parted(wanted.iter().copied(), "User Email");
    let (user, _) = users.iter().find(|(user, _)| !user.is_empty()).expect("someone");
    page.click("#find-open").await?;
    page.type_into("#find", "Event_Type=WORKBOOK_PUBLISHED").await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("#hits", &format!("1 of {}", number(wanted.len())))
        .await?;
    let at = "
        const cell = document.getElementById(document.querySelector('.events-grid').getAttribute('aria-activedescendant'));
        const row = cell?.closest('.events-row');
        return row?.classList.contains('hit') && !row.classList.contains('blank') && row.textContent;";
    let found = page.wait_until(at).await?;
    assert!(
        found
            .as_str()
            .is_some_and(|text| text.contains(user) && text.contains("WORKBOOK_PUBLISHED")),
        "{found}"
    );

    // Nothing but the lines in sight is in the page.
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.keys(['+']).await?;
    page.chord(&[Key::Control], char::from(Key::End)).await?;
    let users = parted(&log.events, "User Email").len();
    let last = log.events.len() + users - 1;
    let shown = lines(page, &format!("lines.at(-1)[0] === {last} && lines.at(-1)[2] === null")).await?;
    assert!(shown.len() < 80, "{}", shown.len());

    // A link brings the groups along.
    page.keys(['-']).await?;
    let hash = page.run("return location.hash;", vec![]).await?;
    assert!(hash.as_str().is_some_and(|hash| hash.contains("group")), "{hash}");
    let view = page.run("return auditExplorer.view().table.group;", vec![]).await?;
    assert_eq!(
        view,
        json!({ "by": [{ "column": "User Email", "bucket": null, "order": "asc", "count": false }], "all": false, "turned": [] })
    );
    Ok(())
}
