//! Logs of several sources at once, rows that repeat, the log before, and numbers of a question.

use e2e::{Key, Page, Result, both, json};

both!(
    two_logs_have_one_time_and_one_actor,
    repeats_are_told_and_left_out,
    the_log_before_is_opened_again,
    a_sequence_takes_other_numbers,
    a_mistaken_column_is_mended_by_a_click,
);

const DOORS: &str =
    "Date,User,Action,Door\n2026-01-05 11:00:00,ann,opened,North\n2026-01-05 13:00:00,bob,refused,South\n";

const OKTA: &str = concat!(
    r#"{"published":"2026-01-05T11:30:00Z","eventType":"user.session.start","actor":{"alternateId":"ann"},"client":{"ipAddress":"192.0.2.1"},"outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"},"displayMessage":"User login","uuid":"u1","severity":"WARN","legacyEventType":"core.x"}"#,
    "\n",
    r#"{"published":"2026-01-05T12:30:00Z","eventType":"user.session.start","actor":{"alternateId":"eve"},"client":{"ipAddress":"192.0.2.9"},"outcome":{"result":"SUCCESS"},"displayMessage":"User login","uuid":"u2","severity":"INFO","legacyEventType":"core.x"}"#,
    "\n",
);

async fn two_logs_have_one_time_and_one_actor(page: &Page) -> Result {
    page.ready().await?;
    let name = |end: &str| format!("two {:?}.{end}", page.place());
    let (doors, okta) = (super::file(&name("csv"), DOORS)?, super::file(&name("ndjson"), OKTA)?);
    page.choose(&[&okta]).await?;
    page.matched(2, 2).await?;
    page.open(&[&doors], true).await?;
    page.matched(4, 4).await?;
    let report = page.report().await?;
    assert_eq!(report["roles"]["time"], "common.time");
    assert_eq!(report["roles"]["actor"], "common.actor");
    // All rows stand in one order, and in the timeline.
    page.wait_until("return document.querySelector('.events-head').innerText.includes('common.time');")
        .await?;
    let times = page
        .run(
            "return [...document.querySelectorAll('.events-row')].map((row) => row.innerText.split('\\n')[0].trim()).filter((text) => text.startsWith('2026'));",
            vec![],
        )
        .await?;
    let ordered = [
        "2026-01-05 13:00:00",
        "2026-01-05 12:30:00",
        "2026-01-05 11:30:00",
        "2026-01-05 11:00:00",
    ];
    assert_eq!(times, json!(ordered));
    page.filter("common.actor:ann").await?;
    page.matched(2, 4).await?;
    page.click("#opened").await?;
    page.wait_for_text("#report-logs", "common.time, common.actor").await?;
    page.wait_for_text("#load-report", "Some of them name no zone").await?;
    page.key(Key::Escape).await?;
    // Where one log is left, the filter says what it means there.
    page.choose(&[&okta]).await?;
    page.wait_for_text("#query-meant", "actor.alternateId:ann").await?;
    page.click("#query-meant").await?;
    page.matched(1, 2).await
}

async fn repeats_are_told_and_left_out(page: &Page) -> Result {
    page.ready().await?;
    let log = "time,user,action,ip\n2026-01-05T10:00:00Z,ann,login,192.0.2.1\n2026-01-05T10:00:00Z,ann,login,192.0.2.1\n2026-01-05T11:00:00Z,bob,login,192.0.2.2\n";
    page.choose(&[&super::file("twice.csv", log)?]).await?;
    page.matched(3, 3).await?;
    page.wait_for_text(".foot-repeats", "1 row").await?;
    page.button("Questions").await?;
    page.wait_for_text(".repeats", "1 row repeats").await?;
    page.button_in("//p[contains(@class, 'repeats')]", "Leave them out")
        .await?;
    page.matched(2, 3).await?;
    page.wait_until("return document.querySelector('.repeats, .foot-repeats') === null;")
        .await?;
    page.click("#clear").await?;
    page.matched(3, 3).await?;
    page.click(".foot-repeats").await?;
    page.matched(2, 3).await?;
    // The next log has none, and all of it is there.
    page.choose(&[&super::file(
        "once.csv",
        "time,user,action,ip\n2026-01-05T10:00:00Z,ann,login,192.0.2.1\n2026-01-05T11:00:00Z,bob,login,192.0.2.2\n",
    )?])
    .await?;
    page.matched(2, 2).await?;
    page.filter("NOT _duplicate:* AND ann").await?;
    page.matched(1, 2).await
}

async fn the_log_before_is_opened_again(page: &Page) -> Result {
    page.ready().await?;
    // Of its own for each place: a browser does not read a file again that was written anew meanwhile.
    let name = |end: &str| format!("before {:?}.{end}", page.place());
    let (doors, okta) = (
        super::file(&name("csv"), DOORS)?,
        super::file(&name("ndjson"), OKTA.repeat(3))?,
    );
    page.choose(&[&doors]).await?;
    page.matched(2, 2).await?;
    assert!(page.find_all("#replaced").await?.is_empty());
    page.choose(&[&okta]).await?;
    page.matched(6, 6).await?;
    page.wait_for_text("#replaced", &format!("{} was closed", name("csv")))
        .await?;
    page.button_in("//*[@id='replaced']", "Open again").await?;
    page.matched(2, 2).await?;
    page.wait_for_text("#replaced", &format!("{} was closed", name("ndjson")))
        .await?;
    // The same file once more takes the place of nothing, and what is added to goes nowhere.
    page.choose(&[&doors]).await?;
    page.matched(2, 2).await?;
    page.wait_until("return document.querySelector('#replaced') === null;")
        .await?;
    Ok(())
}

async fn a_sequence_takes_other_numbers(page: &Page) -> Result {
    let mut log = String::from("time,user,action,outcome\n");
    for minute in 0..3 {
        log += &format!("2026-01-05T10:{:02}:00Z,ann,login,failure\n", minute * 20);
    }
    log += "2026-01-05T10:50:00Z,ann,login,success\n2026-01-05T10:55:00Z,bob,login,success\n";
    page.ready().await?;
    page.choose(&[&super::file("slow.csv", log)?]).await?;
    page.matched(5, 5).await?;
    page.button("Questions").await?;
    let tells = |text: &str| {
        format!(
            "return [...document.querySelectorAll('.card')].some((card) => card.querySelector('h3').innerText === 'Many failures, then a success'
                 && card.querySelector('.card-answer').innerText.includes({}));",
            json!(text)
        )
    };
    page.wait_until(&tells("None")).await?;
    let input = |what: &str| format!("input[aria-label='Many failures, then a success: {what}']");
    for (what, value) in [("rows of step 1, at least", "3"), (" minutes", "60")] {
        page.type_into(&input(what), value).await?;
        page.key(Key::Enter).await?;
        let focused = format!("return document.activeElement?.matches({});", json!(input(what)));
        page.wait_until(&focused).await?;
    }
    page.wait_until(&tells("ann")).await?;
    // What is asked stands in the field: after a step back, and where something else was typed.
    let shows = |value: &str| {
        let field = json!(input(" minutes"));
        format!("return document.querySelector({field}).value === {};", json!(value))
    };
    page.click("#undo").await?;
    page.wait_until(&shows("30")).await?;
    page.wait_until(&tells("None")).await?;
    for (typed, taken) in [
        ("60", "60"),
        ("0", "1"),
        ("1e2", "100"),
        ("200000", "100000"),
        ("60.7", "60"),
    ] {
        page.type_into(&input(" minutes"), typed).await?;
        page.key(Key::Enter).await?;
        page.wait_until(&shows(taken)).await?;
    }
    page.wait_until(&tells("ann")).await?;
    page.button("Many failures, then a success").await?;
    page.matched(4, 5).await
}

async fn a_mistaken_column_is_mended_by_a_click(page: &Page) -> Result {
    page.try_sample().await?;
    page.filter("Event Status:FAILURE").await?;
    page.wait_for_text("#query-meant", "\"Event Status\":FAILURE").await?;
    // What was matched before says nothing of this.
    assert!(page.find_all(".query-matched").await?.is_empty() || page.text(".query-matched").await?.is_empty());
    page.click("#query-meant").await?;
    page.wait_until("return document.querySelector('.query-failure') === null;")
        .await?;
    page.wait_until("return !document.querySelector('#count').innerText.startsWith('5,000 of');")
        .await?;
    let text = page
        .run("return document.querySelector('#query').value;", vec![])
        .await?;
    assert_eq!(text, "\"Event Status\":FAILURE");
    Ok(())
}
