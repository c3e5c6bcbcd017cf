//! What the page tells is the truth and can be read: what splits the timeline, names that differ in their ends, letters that would turn round.

use std::fmt::Write;

use e2e::{Key, Page, Result, hosted, json};

hosted!(
    the_timeline_is_split_by_what_tells_events_apart,
    letters_are_not_turned_round_and_an_empty_outcome_is_told,
    names_on_an_axis_keep_the_ends_that_differ,
    sides_and_values_of_a_comparison_can_be_read,
    a_header_that_was_missed_is_one_click_away,
    the_link_is_copied_on_a_telephone,
    tables_beside_the_log_fit_a_telephone,
    an_open_event_has_all_its_tabs_in_sight,
    no_two_kinds_share_a_colour,
    a_title_that_came_with_a_chart_goes_with_it,
    a_failed_login_is_a_failure_whatever_its_outcome_says,
);

/// Sixty events of one category, an outcome that nothing but its values names, and names of three people that begin alike.
fn log() -> Result<std::path::PathBuf> {
    let mut text = String::from("time,category,action,user,column 5\n");
    for at in 0..60 {
        let action = ["login", "export", "delete"][at % 3];
        let user = ["ann", "bob", "cho"][at % 3];
        let ended = if at % 7 == 0 { "FAILURE" } else { "SUCCESS" };
        writeln!(
            text,
            "2026-01-05T10:{at:02}:00Z,audit,{action},arn:aws:iam::123456789012:user/division/{user},{ended}"
        )?;
    }
    super::file("alike.csv", text)
}

async fn open(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&log()?]).await?;
    page.matched(60, 60).await
}

async fn the_timeline_is_split_by_what_tells_events_apart(page: &Page) -> Result {
    open(page).await?;
    page.wait_until("return document.querySelector('.timeline select').value === 'action' && document.querySelectorAll('.legend-value').length === 3;")
        .await?;
    // The same colours stand in the table.
    page.wait_until(
        "const dot = (cell) => getComputedStyle(cell.querySelector('.dot')).backgroundColor;
         const cells = [...document.querySelectorAll('.events-row .cell')].filter((cell) => cell.querySelector('.dot'));
         return cells.length > 3 && new Set(cells.map((cell) => `${cell.textContent} ${dot(cell)}`)).size === 3;",
    )
    .await?;
    // What failed is told, though no column is called an outcome.
    page.find(".events-row .failed").await?;
    Ok(())
}

async fn letters_are_not_turned_round_and_an_empty_outcome_is_told(page: &Page) -> Result {
    let text = "time,user,action,outcome\n2026-01-05T10:00:00Z,evil\u{202e}gnp.exe,login,\"\"\n2026-01-05T11:00:00Z,דנה,login,FAILURE\n";
    page.ready().await?;
    page.choose(&[&super::file("turned.csv", text)?]).await?;
    page.matched(2, 2).await?;
    let rows = page.rows().await?;
    assert_eq!(rows[1]["user"], "evil\u{fffd}gnp.exe");
    assert_eq!(rows[1]["outcome"], "\"\"");
    assert_eq!(rows[0]["user"], "דנה");
    page.wait_for_text("#fields, .fields", "evil\u{fffd}gnp.exe").await?;
    page.cell(1, "action").await?;
    page.wait_for_text("aside.detail", "evil\u{fffd}gnp.exe").await?;
    // The value itself is as it was.
    page.pick("user", "evil\u{fffd}gnp.exe").await?;
    page.matched(1, 2).await
}

async fn names_on_an_axis_keep_the_ends_that_differ(page: &Page) -> Result {
    open(page).await?;
    page.run(
        "await auditExplorer.show({ tab: 'chart', chart: arguments[0] });",
        vec![json!({ "x": { "Column": "user" } })],
    )
    .await?;
    page.button("Put on the board").await?;
    page.button("Board").await?;
    page.resize(500, 800).await?;
    let ends = |names: &str| {
        format!(
            "const image = document.querySelector('.tile .chart-figure:not(.waiting) .chart-frame img');
             const svg = image === null ? '' : decodeURIComponent(image.src);
             return {names}.every((name) => new RegExp(`arn[^<]*…[^<]*${{name}}\\\\s*<`).test(svg));"
        )
    };
    page.wait_until(&ends("['ann', 'bob', 'cho']")).await?;
    Ok(())
}

async fn sides_and_values_of_a_comparison_can_be_read(page: &Page) -> Result {
    open(page).await?;
    page.button("Compare").await?;
    page.select("select[aria-label^='Two values']", "action").await?;
    // The whole filter of a side is in sight, and Enter takes it without losing the place.
    let side = ".compare-side:last-child textarea";
    let long = "action=login or action=export or category=\"one that is not there, though its name is long\" or category=\"another like it, and as long\"";
    page.type_into(side, long).await?;
    page.key(Key::Enter).await?;
    page.wait_for_text(".compare-side:last-child .compare-rows", "40 events")
        .await?;
    page.wait_until(&format!(
        "const side = document.querySelector('{side}');
         return side === document.activeElement && side.scrollHeight <= side.clientHeight + 1 && side.clientHeight > 30;"
    ))
    .await?;
    page.wait_until(
        "const values = [...document.querySelectorAll('.compare-value')].filter((value) => value.textContent.startsWith('arn'));
         return values.length > 1 && values.every((value) => value.querySelector('.middle-cut') !== null);",
    )
    .await?;
    Ok(())
}

async fn a_header_that_was_missed_is_one_click_away(page: &Page) -> Result {
    // Russian in Windows-1251, and a first row like those below it.
    let letters = |text: &str| -> Vec<u8> {
        let byte = |letter: char| match letter {
            'а'..='я' => (u32::from(letter) - u32::from('а') + 0xe0) as u8,
            other => other as u8,
        };
        text.chars().map(byte).collect()
    };
    let mut text = String::new();
    for at in 0..40 {
        writeln!(text, "2026-01-05 10:{at:02}:00,пользователь,вход,успешно завершено")?;
    }
    page.ready().await?;
    page.choose(&[&super::file("letters.csv", letters(&text))?]).await?;
    page.matched(40, 40).await?;
    page.click("#rejected").await?;
    // The menu marks what is in force, and begins there.
    page.click("#load-report [data-head='Encoding'] button").await?;
    page.wait_until(
        "const line = document.activeElement;
         return line.getAttribute('aria-checked') === 'true' && line.textContent.includes('Windows-1251');",
    )
    .await?;
    page.key(Key::Escape).await?;
    page.button_in(
        "//td[contains(@class, 'report-name')]",
        "The first row names the columns",
    )
    .await?;
    page.matched(39, 39).await?;
    assert!(page.columns().await?.contains(&"пользователь".to_owned()));
    Ok(())
}

async fn the_link_is_copied_on_a_telephone(page: &Page) -> Result {
    open(page).await?;
    page.resize(390, 844).await?;
    page.catch_copies().await?;
    page.click("#link").await?;
    assert!(page.copied().await?.starts_with("http"));
    Ok(())
}

async fn a_title_that_came_with_a_chart_goes_with_it(page: &Page) -> Result {
    open(page).await?;
    let title = |is: &str| format!("return document.querySelector('.chart-title').value === '{is}';");
    page.button("Chart").await?;
    page.button("Most active: user").await?;
    page.wait_until(&title("Most active: user")).await?;
    page.select("select[aria-label='Column on the x axis']", "action")
        .await?;
    page.wait_until(&title("")).await?;
    // What somebody wrote stays.
    page.type_into(".chart-title", "Mine").await?;
    page.select("select[aria-label='Column on the x axis']", "user").await?;
    page.find(".chart-figure:not(.waiting) .chart-frame img[alt*='user']")
        .await?;
    page.wait_until(&title("Mine")).await?;
    // An hour has no days: what is made ready is by what fits it.
    page.path("//button[.='Events by action']").await?;
    Ok(())
}

async fn a_failed_login_is_a_failure_whatever_its_outcome_says(page: &Page) -> Result {
    let mut text = String::from("CreationTime,Operation,UserId,ResultStatus,Workload,RecordType,Id\n");
    for at in 0..30 {
        let (what, ended) = [
            ("UserLoggedIn", "Success"),
            ("UserLoginFailed", "Success"),
            ("UserLoginFailed", "Failed"),
        ][at % 3];
        writeln!(
            text,
            "2026-01-05T10:{at:02}:00,{what},ada@b.example,{ended},AzureActiveDirectory,15,{at}"
        )?;
    }
    page.ready().await?;
    page.choose(&[&super::file("logins.csv", text)?]).await?;
    page.matched(30, 30).await?;
    page.button("Questions").await?;
    page.wait_until(
        "const card = [...document.querySelectorAll('.card:not(.dim)')].find((card) => card.querySelector('h3').innerText === 'Logins per day: success and failure');
         return card !== undefined && /Success\\s+10\\s+Failure\\s+20/.test(card.innerText);",
    )
    .await?;
    Ok(())
}

async fn tables_beside_the_log_fit_a_telephone(page: &Page) -> Result {
    open(page).await?;
    let roster = "ann@b.example,Sales,2026-01-05\nbob@b.example,Support and all that belongs to it,2026-01-06\n";
    page.run("document.querySelector('#add-files').click();", vec![])
        .await?;
    page.choose(&[&super::file("roster.csv", roster)?]).await?;
    page.click("dialog[open] input[type=radio]").await?;
    page.button_in("//dialog[@open]", "Open").await?;
    page.path("//dialog[@open and @id='join']").await?;
    page.key(Key::Escape).await?;
    page.resize(390, 844).await?;
    page.click("#opened").await?;
    page.find("#tables-beside .beside-tools").await?;
    page.wait_until(
        "const table = document.querySelector('#tables-beside'), scroll = table.closest('.report-scroll');
         return scroll.scrollWidth <= scroll.clientWidth + 1;",
    )
    .await?;
    Ok(())
}

async fn an_open_event_has_all_its_tabs_in_sight(page: &Page) -> Result {
    let one = json!({ "time": "2026-01-05T10:00:00Z", "user": "ada", "action": "role.update", "oldValue": "reader", "newValue": "admin" });
    let other = json!({ "user": "bob", "action": "login" });
    page.ready().await?;
    page.choose(&[&super::file("roles.ndjson", format!("{one}\n{one}\n{other}\n"))?])
        .await?;
    page.matched(3, 3).await?;
    page.cell(0, "action").await?;
    page.path("//aside//button[.='Changes']").await?;
    page.wait_until(
        "const copy = document.querySelector('.detail-copy').getBoundingClientRect();
         return copy.width > 0 && copy.right <= document.querySelector('aside.detail').getBoundingClientRect().right;",
    )
    .await?;
    // An event without a time is told to be one.
    page.button_in("//aside", "Around").await?;
    page.wait_for_text(".around > li:last-child .around-away", "no time")
        .await
}

async fn no_two_kinds_share_a_colour(page: &Page) -> Result {
    let mut text = String::from("time,action,user\n");
    for at in 0..120 {
        // Some are frequent, some are there once.
        let action = if at < 100 { at % 8 } else { at };
        writeln!(
            text,
            "2026-01-05T10:{:02}:{:02}Z,act{action:03},arn:aws:iam::123456789012:user/division/u{}",
            at / 60,
            at % 60,
            at % 5
        )?;
    }
    page.ready().await?;
    page.choose(&[&super::file("kinds.csv", text)?]).await?;
    page.matched(120, 120).await?;
    page.wait_until(
        "const dots = [...document.querySelectorAll('.events-row .dot')].map((dot) => [dot.parentElement.textContent, getComputedStyle(dot).backgroundColor]);
         const colours = new Map();
         for (const [name, colour] of dots) colours.set(colour, (colours.get(colour) ?? new Set()).add(name));
         const shared = [...colours.values()].filter((names) => names.size > 1);
         return dots.length > 10 && shared.length === 1;",
    )
    .await?;
    // People who begin alike are told apart in a pivot, too.
    page.run(
        "await auditExplorer.show({ tab: 'pivot', pivot: { rows: { keys: [{ Column: 'user' }] }, columns: { keys: [{ Column: 'action' }] } } });",
        vec![],
    )
    .await?;
    page.wait_until(
        "return document.querySelectorAll('.pivot-row:not(.pivot-total) .pivot-key .middle-cut').length === 5;",
    )
    .await?;
    Ok(())
}
