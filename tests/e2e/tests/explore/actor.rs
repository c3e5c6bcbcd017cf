//! Everything of one identity: from a cell, from a field, from the palette; and from there to others and to its events.

use e2e::{Json, Key, Log, Page, Result, both, hosted, json, number};

both!(everything_of_one_identity);
hosted!(each_number_is_that_of_the_log);

const WHO: &str = "j.tanaka@northwind.example";

async fn everything_of_one_identity(page: &Page) -> Result {
    let log = Log::read()?;
    let own = log.matching(|event| event["User Email"] == WHO);
    page.try_sample().await?;

    // From the palette.
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    page.keys("j.tanaka@".chars()).await?;
    page.wait_for_text("#palette-lines", "Everything of User Email: j.tanaka")
        .await?;
    page.run(
        "[...document.querySelectorAll('.palette-line')].find((line) => line.innerText.startsWith('Everything of User Email')).click();",
        vec![],
    )
    .await?;
    page.wait_for_text("#actor h2", WHO).await?;
    page.wait_for_text("#actor", &format!("{} events", number(own.len())))
        .await?;
    let failed = own.iter().filter(|event| event["Event Status"] == "FAILURE").count();
    page.wait_for_text("#actor", &format!("{failed} failed")).await?;
    page.wait_for_text("#actor", "203.0.113.87").await?;
    page.wait_for_text(".actor-others", "Neighbours").await?;

    // From it to the address it came from, and to the events of that.
    page.button_in("//*[@id='actor']", "203.0.113.87").await?;
    page.wait_for_text("#actor h2", "203.0.113.87").await?;
    let from = log.matching(|event| event["Client IP"] == "203.0.113.87");
    page.wait_for_text("#actor", WHO).await?;
    page.button("Keep only its events").await?;
    page.matched(from.len(), 5000).await?;

    // Back is a step; a cell and a value of a field lead there too.
    page.click("#undo").await?;
    page.wait_for_text("#actor h2", "203.0.113.87").await?;
    page.button("Events").await?;
    page.matched(5000, 5000).await?;
    page.run(
        "document.querySelector('[aria-label=\"Everything of LOGIN\"], [aria-label=\"Everything of FAILURE\"]').click();",
        vec![],
    )
    .await?;
    page.wait_until("return ['LOGIN', 'FAILURE'].includes(document.querySelector('#actor h2')?.innerText);")
        .await?;
    Ok(())
}

/// A small log: of ann's events two fail, two are at night, and they fall into two sessions, the later one 2,220 minutes into the 2,225 that
/// they span; bob has an address and a target of hers, cat nothing, and dan one program, which makes no neighbour.
const EVENTS: &str = "\
timestamp,user,action,source_ip,country,user_agent,target,outcome,reason
2026-01-05T09:00:00Z,ann,login,192.0.2.1,DE,Firefox,,success,none
2026-01-05T09:10:00Z,ann,read,192.0.2.1,DE,Firefox,plan,success,none
2026-01-05T09:20:00Z,ann,read,192.0.2.1,DE,Firefox,wages,failure,denied
2026-01-05T10:00:00Z,bob,read,192.0.2.1,DE,Safari,plan,success,none
2026-01-05T10:05:00Z,cat,read,192.0.2.9,US,Safari,menu,success,none
2026-01-05T10:06:00Z,dan,read,192.0.2.8,US,Firefox,news,success,none
2026-01-05T11:00:00Z,bob,delete,192.0.2.7,DE,Safari,plan,success,none
2026-01-06T22:00:00Z,ann,login,198.51.100.2,FR,curl,,failure,wrong password
2026-01-06T22:05:00Z,ann,delete,198.51.100.2,FR,curl,plan,success,none
";

async fn each_number_is_that_of_the_log(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&super::file("actors.csv", EVENTS)?]).await?;
    page.matched(9, 9).await?;
    page.run(
        "await auditExplorer.show({ tab: 'actor', identity: { column: 'user', value: 'ann' } });",
        vec![],
    )
    .await?;
    page.wait_for_text("#actor h2", "ann").await?;
    page.find(".actor-others li").await?;
    let told = page
        .run(
            "const list = (section) => [...section.querySelectorAll('li')].map((line) => [line.firstElementChild.textContent, line.querySelector('.number').textContent]);
             const sections = [...document.querySelectorAll('.actor-fields > section')].filter((section) => section.querySelector('li'));
             const fields = Object.fromEntries(sections.map((section) => [section.querySelector('h3 .soft').textContent, list(section)]));
             const strips = [...document.querySelectorAll('.actor-strips > span')].map((strip) => parseFloat(strip.style.left.match(/[0-9.]+%/)[0]));
             const hours = [...document.querySelectorAll('.actor-week i')].map((hour) => hour.title).filter((title) => !title.endsWith(' 0'));
             return { facts: document.querySelector('.actor > p').textContent, fields, strips, hours,
                 busiest: document.querySelector('.actor-week + p').textContent,
                 sessions: [document.querySelector('.actor-sessions h3').textContent, ...[...document.querySelectorAll('.actor-sessions li')].map((line) => line.textContent)],
                 seen: document.querySelector('.actor-fields button[title]').title };",
            vec![],
        )
        .await?;
    let wanted: Json = json!({
        "facts": "5 events, first 2026-01-05 09:00:00, last 2026-01-06 22:05:00; 2 failed; 2 outside office hours. Whatever the filter: all of the log.",
        "fields": {
            "action": [["login", "2"], ["read", "2"], ["delete", "1"]],
            "target": [["plan", "2"], ["null", "2"], ["wages", "1"]],
            "source_ip": [["192.0.2.1", "3"], ["198.51.100.2", "2"]],
            "country": [["DE", "3"], ["FR", "2"]],
            "user_agent": [["Firefox", "3"], ["curl", "2"]],
            "reason": [["denied", "1"], ["wrong password", "1"]],
            "and what they share": [["bob", "source_ip, target"]],
        },
        "strips": [99.78, 0],
        "hours": ["Mon 9:00 · 3", "Tue 22:00 · 2"],
        "busiest": "Busiest: Mon 9:00, 3 events",
        "sessions": [
            "2 sessions (apart by half an hour or more)",
            "2026-01-06 22:00:00 5 min, 2 events, 2 different actions",
            "2026-01-05 09:00:00 20 min, 3 events, 2 different actions",
        ],
        "seen": "first 2026-01-05 09:00:00, last 2026-01-06 22:00:00",
    });
    assert_eq!(told, wanted);
    Ok(())
}
