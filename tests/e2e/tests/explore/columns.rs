//! Columns: pinned, moved, fitted, summed up, and what their menus and the list of columns tell of them.

use std::collections::BTreeSet;

use e2e::{Key, Locator, Log, Page, Result, both, hosted, json, number};

both!(
    a_pinned_column_stays_in_sight,
    columns_move_and_fit,
    the_menu_sums_a_column_up,
    the_list_tells_which_columns_are_empty,
    totals_follow_the_filter
);
hosted!(
    the_pointer_widens_moves_and_picks,
    bars_of_the_menu_are_the_events_in_time
);

async fn left(page: &Page, column: &str) -> Result<f64> {
    let css = page.cell_css(0, column).await?;
    let left = page
        .run(
            "return document.querySelector(arguments[0]).getBoundingClientRect().left;",
            vec![json!(css)],
        )
        .await?;
    left.as_f64().ok_or_else(|| format!("{column} is nowhere").into())
}

async fn a_pinned_column_stays_in_sight(page: &Page) -> Result {
    page.try_sample().await?;
    page.column_menu("User Email", "Pin at the left").await?;
    page.wait_until("return document.querySelector('.head-name').textContent === 'User Email';")
        .await?;
    page.rows().await?;
    let (pinned, other) = (left(page, "User Email").await?, left(page, "Event Type").await?);
    page.run("document.querySelector('.events-scroll').scrollLeft = 300;", vec![])
        .await?;
    page.wait_until("return document.querySelector('.events-scroll').scrollLeft > 0;")
        .await?;
    assert_eq!(left(page, "User Email").await?, pinned);
    assert!(left(page, "Event Type").await? < other, "the others move below it");
    // What lies under the pinned column does not shine through.
    let covers = "
        const cell = document.querySelector('#cell-0-0');
        const { left, top, width, height } = cell.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === cell && getComputedStyle(cell).backgroundColor !== 'rgba(0, 0, 0, 0)';
    ";
    assert_eq!(page.run(covers, vec![]).await?, true);
    page.column_menu("User Email", "Let go from the left").await?;
    page.wait_until("return document.querySelector('.head-name').textContent === 'Request Time';")
        .await?;
    Ok(())
}

async fn columns_move_and_fit(page: &Page) -> Result {
    page.try_sample().await?;
    // By the keyboard, from the cell.
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.key(Key::Right).await?;
    page.chord(&[Key::Alt], char::from(Key::Right)).await?;
    page.wait_until("return document.querySelectorAll('.head-name')[2].textContent === 'Event Category';")
        .await?;
    assert_eq!(page.cursor().await?, (0, 2), "the cursor goes along");

    // The border, double-clicked, makes room for what is there.
    page.rows().await?;
    let cut = "
        const at = [...document.querySelectorAll('.head-name')].findIndex((name) => name.textContent === 'User Email');
        return [...document.querySelectorAll(`.cell[data-column='${at}']`)].filter((cell) => cell.scrollWidth > cell.clientWidth).length;
    ";
    assert_ne!(page.run(cut, vec![]).await?, 0, "an address is cut before");
    let border = "//*[contains(@class,'head')][.//*[@class='head-name'][.='User Email']]/*[@class='head-border']";
    let border = page.path(border).await?;
    page.run(
        "arguments[0].dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));",
        vec![serde_json_element(&border)?],
    )
    .await?;
    page.wait_until(&cut.replace("return [", "return 0 === [")).await?;
    Ok(())
}

/// An element as an argument of a script.
fn serde_json_element(element: &e2e::Element) -> Result<e2e::Json> {
    Ok(json!({ "element-6066-11e4-a52e-4f735466cecf": element.element_id().to_string() }))
}

async fn the_menu_sums_a_column_up(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.filter("Event_Status=FAILURE").await?;
    let failures = log.matching(|event| event["Event Status"] == "FAILURE");
    page.matched(failures.len(), 5000).await?;
    let names: Vec<&str> = failures
        .iter()
        .map(|event| event["Object Name"].as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let distinct: BTreeSet<&str> = names.iter().copied().collect();
    page.button("Menu of Object Name").await?;
    let said = format!(
        "{} values {} null {} distinct",
        number(names.len()),
        number(failures.len() - names.len()),
        number(distinct.len())
    );
    page.wait_until(&format!(
        "return document.querySelector('.summary-counts')?.innerText.replace(/\\s+/g, ' ').trim() === {};",
        json!(said)
    ))
    .await?;
    // First and last seen, and the values, of which a click keeps one.
    let times: BTreeSet<&str> = failures
        .iter()
        .filter(|event| !event["Object Name"].is_empty())
        .map(|event| event["Request Time"].as_str())
        .collect();
    let first = times.first().ok_or("no failures")?;
    page.wait_for_text(".summary-span", &first[..19].replace('T', " "))
        .await?;
    let top = page.text(".summary .value-name").await?;
    let of_top = names.iter().filter(|name| **name == top).count();
    assert!(
        distinct
            .iter()
            .all(|name| names.iter().filter(|other| *other == name).count() <= of_top)
    );
    page.click(".summary .value-pick").await?;
    page.matched(of_top, 5000).await?;
    page.wait_until("return document.querySelector('.popup') === null;")
        .await?;
    Ok(())
}

async fn the_list_tells_which_columns_are_empty(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.filter("Event_Type=LOGIN").await?;
    let logins = log.matching(|event| event["Event Type"] == "LOGIN");
    page.matched(logins.len(), 5000).await?;
    page.click(".picker-button").await?;
    page.path("//*[@class='picker-lines']/h3[.='Empty under this filter']")
        .await?;
    let listed = page
        .run(
            "let empty = false; const names = [];
             for (const line of document.querySelector('.picker-lines').children) {
                 if (line.tagName === 'H3') empty = line.textContent === 'Empty under this filter';
                 else if (empty) names.push(line.querySelector('span').textContent);
             }
             return names;",
            vec![],
        )
        .await?;
    let shown: BTreeSet<String> = page.columns().await?.into_iter().collect();
    let empty: BTreeSet<&String> = log
        .columns
        .iter()
        .filter(|column| !shown.contains(*column) && logins.iter().all(|event| event[column].is_empty()))
        .collect();
    let listed: Vec<String> = e2e::read(listed)?;
    assert!(!empty.is_empty());
    // Columns opened out of cells, which are none of the file's, have dotted names.
    let own = listed.iter().filter(|name| !name.contains('.'));
    assert_eq!(own.collect::<BTreeSet<_>>(), empty);
    // Moved there by its buttons.
    page.click_at(Locator::Css("button[aria-label='Move Event Type up']"), "up")
        .await?;
    page.wait_until("return document.querySelectorAll('.head-name')[1].textContent === 'Event Type';")
        .await?;
    page.key(Key::Escape).await?;
    Ok(())
}

async fn totals_follow_the_filter(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.menu("layout", "Totals below").await?;
    let said = |rows: &[&e2e::Event], column: &str| {
        let values: Vec<&str> = rows
            .iter()
            .map(|row| row[column].as_str())
            .filter(|value| !value.is_empty())
            .collect();
        let distinct: BTreeSet<&&str> = values.iter().collect();
        format!("{} values\n{} distinct", number(values.len()), number(distinct.len()))
    };
    let all = log.matching(|_| true);
    let at = page
        .columns()
        .await?
        .iter()
        .position(|name| name == "User Email")
        .ok_or("no users")?;
    let css = format!(".events-foot > .total:nth-child({})", at + 1);
    page.wait_for_text(&css, &said(&all, "User Email")).await?;
    page.filter("Event_Status=FAILURE").await?;
    let failures = log.matching(|event| event["Event Status"] == "FAILURE");
    page.matched(failures.len(), 5000).await?;
    page.wait_for_text(&css, &said(&failures, "User Email")).await?;
    // The last row is not hidden behind it.
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.chord(&[Key::Control], char::from(Key::End)).await?;
    page.rows().await?;
    page.wait_until(
        "const last = [...document.querySelectorAll('.events-row')].sort((a, b) => b.dataset.at - a.dataset.at)[0];
         return last.getBoundingClientRect().bottom <= document.querySelector('.events-foot').getBoundingClientRect().top + 1;",
    )
    .await?;
    Ok(())
}

async fn the_pointer_widens_moves_and_picks(page: &Page) -> Result {
    page.try_sample().await?;
    page.catch_copies().await?;
    let rows = page.rows().await?;
    let columns = page.columns().await?;
    // A border dragged by eighty pixels makes its column wider by as many, and moves those after it.
    let across = "
        const { width } = document.querySelector('#head-1').getBoundingClientRect();
        return [width, document.querySelector('#cell-0-2').getBoundingClientRect().left];";
    let [width, next]: [f64; 2] = e2e::read(page.run(across, vec![]).await?)?;
    page.drag_by("#head-1 .head-border", 80).await?;
    page.wait_until(
        &across
            .replace(
                "return [width, ",
                &format!(
                    "return Math.abs(width - {}) < 1.5 && Math.abs({} - ",
                    width + 80.0,
                    next + 80.0
                ),
            )
            .replace(".left];", ".left) < 1.5;"),
    )
    .await?;

    // A head dropped on another takes its place.
    let (from, to) = (&columns[1], &columns[3]);
    let drag = "
        const head = (name) => [...document.querySelectorAll('.head')].find((head) => head.querySelector('.head-name').textContent === name);
        const data = new DataTransfer();
        const send = (target, type) => target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        send(head(arguments[0]), 'dragstart');
        while (document.querySelector('.row-groups.ready') === null) await new Promise((done) => requestAnimationFrame(done));
        for (const type of ['dragover', 'drop']) send(head(arguments[1]), type);
        send(head(arguments[0]), 'dragend');
    ";
    page.run(drag, vec![json!(from), json!(to)]).await?;
    page.wait_until(&format!(
        "return document.querySelectorAll('.head-name')[3].textContent === {} && document.querySelector('.row-groups.ready') === null;",
        json!(from)
    ))
    .await?;
    let moved = page.columns().await?;
    let wanted: Vec<&String> = [&columns[0], &columns[2], &columns[3], &columns[1]].into();
    assert_eq!(moved[..4].iter().collect::<Vec<_>>(), wanted);
    page.rows().await?;

    // From one cell to another with the button down: what lies between is picked, and copied.
    page.drag_to(("#cell-1-0", 0.3, 0.5), ("#cell-3-1", 0.3, 0.5)).await?;
    page.find(".events-picked").await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.chord(&[Key::Control], 'c').await?;
    let copied = page.copied().await?;
    let cells: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(cells.len(), 3, "{copied}");
    for (row, cells) in rows[1..4].iter().zip(&cells) {
        assert!(
            cells[0].starts_with(&row[&moved[0]][..10]) && cells.len() == 2,
            "{copied}"
        );
        assert_eq!(cells[1], row[&moved[1]]);
    }
    Ok(())
}

async fn bars_of_the_menu_are_the_events_in_time(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    page.filter("Event_Status=FAILURE").await?;
    let failures = log.matching(|event| event["Event Status"] == "FAILURE");
    page.matched(failures.len(), 5000).await?;
    page.button("Menu of User Email").await?;
    let bars = page
        .wait_until(
            "const bars = [...document.querySelectorAll('.popup .summary-bars span')].map((bar) => parseFloat(bar.style.height));
             return bars.length > 0 && bars;",
        )
        .await?;
    let bars: Vec<f64> = e2e::read(bars)?;
    // The greatest is full, and in proportion to it all of them together are all failures.
    let most = bars.iter().copied().fold(0.0, f64::max);
    assert!((most - 100.0).abs() < 0.01, "{most}");
    let sum: f64 = bars.iter().sum::<f64>() / 100.0;
    let tallest = (failures.len() as f64 / sum).round();
    let counts: Vec<f64> = bars.iter().map(|bar| bar / 100.0 * tallest).collect();
    assert!(
        counts
            .iter()
            .all(|count| (count - count.round()).abs() < 0.01 * tallest),
        "{counts:?}"
    );
    assert_eq!(
        counts.iter().map(|count| count.round() as usize).sum::<usize>(),
        failures.len()
    );
    Ok(())
}
