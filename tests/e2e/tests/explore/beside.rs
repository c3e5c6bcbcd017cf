//! Tables beside the log: a roster that is added, joined and asked who is in it; lists of pasted values; a log that the address names.

use std::collections::BTreeSet;

use e2e::{Log, Page, Place, Result, both, json};

both!(
    a_roster_becomes_columns_and_a_filter,
    pasted_values_are_asked_of_a_column,
    a_roster_can_be_stacked_instead,
    days_are_those_of_the_zone,
    the_address_names_a_log,
);

/// The roster that the tests add: every second person of the log, each name in capitals, and one of them twice.
fn roster(log: &Log) -> (String, BTreeSet<String>) {
    let people: BTreeSet<&str> = log
        .events
        .iter()
        .map(|event| event["User Email"].as_str())
        .filter(|user| !user.is_empty())
        .collect();
    let chosen: BTreeSet<String> = people.into_iter().step_by(2).map(str::to_owned).collect();
    let mut text = String::from("E-mail,department,seat\n");
    for (at, user) in chosen.iter().enumerate() {
        text += &format!("{},{},{at}\n", user.to_uppercase(), ["Sales", "Legal"][at % 2]);
    }
    if let Some(first) = chosen.first() {
        text += &format!("{first},Twice,99\n");
    }
    (text, chosen)
}

async fn a_roster_becomes_columns_and_a_filter(page: &Page) -> Result {
    let log = Log::read()?;
    let (text, chosen) = roster(&log);
    page.try_sample().await?;
    page.run("document.querySelector('#add-files').click();", vec![])
        .await?;
    page.choose(&[&super::file("roster.csv", text)?]).await?;
    page.wait_for_text("#sort-files", "E-mail, department, seat").await?;
    page.button("Open").await?;
    let met = log
        .events
        .iter()
        .filter(|event| chosen.contains(&event["User Email"]))
        .count();
    page.wait_for_text("#join .beside-meets", &format!("{} of ", chosen.len()))
        .await?;
    page.wait_for_text("#join .beside-meets", "the first row counts")
        .await?;
    page.click("#join-add").await?;
    page.wait_until(
        "return [...document.querySelectorAll('.head-name')].some((name) => name.textContent === 'roster.department');",
    )
    .await?;

    // A column like any other.
    let said = page
        .ask("", json!([{ "facet": { "column": "roster.department", "limit": 9 } }]))
        .await?;
    let counts = said["answers"][0].as_array().cloned().unwrap_or_default();
    let total: u64 = counts
        .iter()
        .filter(|pair| !pair[0].is_null())
        .filter_map(|pair| pair[1].as_u64())
        .sum();
    assert_eq!(total, met as u64, "{said}");
    assert!(
        counts.iter().all(|pair| pair[0] != "Twice"),
        "the first row counts: {said}"
    );

    // Who is in it, and who is not.
    page.filter("User_Email in #roster.E-mail").await?;
    page.matched(met, 5000).await?;
    page.filter("NOT User_Email in #roster.E-mail").await?;
    page.matched(5000 - met, 5000).await?;
    page.filter("User_Email in #rooster.E-mail").await?;
    page.wait_for_text("body", "There is no list").await?;
    page.click("#clear").await?;

    // The load report has it, and lets go of it.
    page.click("#opened").await?;
    page.wait_for_text("#tables-beside", "roster.csv").await?;
    page.button_in("//*[@id='tables-beside']", "Remove").await?;
    page.wait_until("return !document.querySelector('#tables-beside');")
        .await?;
    Ok(())
}

async fn pasted_values_are_asked_of_a_column(page: &Page) -> Result {
    let log = Log::read()?;
    let (_, chosen) = roster(&log);
    page.try_sample().await?;
    page.column_menu("User Email", "Keep rows in a list…").await?;
    let pasted: Vec<String> = chosen.iter().map(|user| user.to_uppercase()).collect();
    page.run(
        "const field = document.querySelector('#list textarea'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![json!(pasted.join("; "))],
    )
    .await?;
    page.wait_for_text("#list", &format!("{} values", chosen.len())).await?;
    page.button("Only events in it").await?;
    let met = log
        .events
        .iter()
        .filter(|event| chosen.contains(&event["User Email"]))
        .count();
    page.matched(met, 5000).await?;
    let view = page.run("return auditExplorer.view();", vec![]).await?;
    assert_eq!(view["pasted"][0]["name"], "list", "{view}");
    page.filter("NOT User_Email in #list").await?;
    page.matched(5000 - met, 5000).await
}

async fn a_roster_can_be_stacked_instead(page: &Page) -> Result {
    let log = Log::read()?;
    let (text, chosen) = roster(&log);
    let file = super::file("people.csv", text)?;
    page.try_sample().await?;
    // The door keeps it as a table without asking.
    let said = page
        .run(
            "const [name, text] = arguments; return auditExplorer.open([new File([text], name)], { as: 'staff' }).then((report) => report.lookups);",
            vec![json!("people.csv"), json!(std::fs::read_to_string(&file)?)],
        )
        .await?;
    assert_eq!(
        (&said[0]["name"], &said[0]["rows"]),
        (&json!("staff"), &json!(chosen.len() + 1)),
        "{said}"
    );
    page.click("#opened").await?;
    page.button_in("//*[@id='tables-beside']", "Stack").await?;
    page.matched(5001 + chosen.len(), 5001 + chosen.len()).await?;
    // And out again.
    page.button_in("//tr[contains(., 'people.csv')]", "Keep as a table of its own")
        .await?;
    page.wait_for_text("#join", "Key of the log").await
}

async fn the_address_names_a_log(page: &Page) -> Result {
    page.ready().await?;
    page.run("location.search = '?src=index.html';", vec![]).await?;
    page.ready().await?;
    if page.place() == Place::Standalone {
        page.wait_for_text("#notice", "makes no connection").await?;
        return Ok(());
    }
    // It was fetched and looked at: a page is no log.
    page.wait_for_text("#nothing .nothing-files", "index.html").await?;
    page.run(
        "location.search = '?src=' + encodeURIComponent('https://elsewhere.example/log.csv');",
        vec![],
    )
    .await?;
    page.ready().await?;
    page.wait_for_text("#notice", "it lies on https://elsewhere.example")
        .await?;
    page.run("location.search = '?src=missing.csv';", vec![]).await?;
    page.ready().await?;
    page.wait_for_text("#notice", "404").await?;
    // What the browser says about the file that is not there is no fault of the page.
    page.forget_errors().await
}

async fn days_are_those_of_the_zone(page: &Page) -> Result {
    let place = page.place();
    let log = "at,user,contract_end,what
2026-02-05T22:00:00Z,ann,2026-02-05,login
2026-02-06T03:00:00Z,ann,2026-02-05,login
2026-02-06T15:00:00Z,bob,2026-02-06,logout
";
    let log = super::file(&format!("days-{place:?}.csv"), log)?;
    page.ready().await?;
    page.open(&[&log], false).await?;
    page.run(
        "await auditExplorer.show({ zone: { Named: 'America/New_York' } });",
        vec![],
    )
    .await?;
    // A column of the log: the day that the file says.
    page.filter("contract_end:2026-02-05").await?;
    page.matched(2, 3).await?;
    page.click("#clear").await?;
    // A table beside it: nobody came after the last day, which ends at five in the morning of UTC.
    let leavers = super::file(
        &format!("left-{place:?}.csv"),
        "user,left_on,team\nann,2026-02-05,a\nbob,2026-02-07,b\n",
    )?;
    page.run("document.querySelector('#add-files').click();", vec![])
        .await?;
    page.choose(&[&leavers]).await?;
    page.wait_for_text("#sort-files", "user, left_on, team").await?;
    page.button("Open").await?;
    page.wait_for_text("#join .beside-meets", "2 of ").await?;
    page.button("Only events after the day of left_on").await?;
    page.wait_for_text("#no-match", "No event matches").await?;
    // By the clock of UTC ann was there on the sixth.
    page.run(
        "await auditExplorer.show({ ...auditExplorer.view(), zone: 'Utc' });",
        vec![],
    )
    .await?;
    page.matched(1, 3).await?;
    Ok(())
}
