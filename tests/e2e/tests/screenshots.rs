//! The pictures of the README, and of every screen in light, dark and narrow. They are taken in every run, into `tests/output/`; with
//! `AUDIT_EXPLORER_SCREENSHOTS=1` those of the README go to `docs/`.

use std::{env, fs, path::PathBuf};

use e2e::{Key, Log, Page, Place, Result, json, run};

/// The largest picture worth keeping in the project.
const LARGEST: u64 = 210_000;

/// Takes a picture of what is seen, once nothing on it is still awaited.
async fn picture(page: &Page, name: &str) -> Result {
    page.wait_until(
        "return document.querySelector('.dim, .waiting, .events-row.blank, #notice, #said, [aria-busy=true]') === null;",
    )
    .await?;
    page.run("document.activeElement.blur(); await document.fonts.ready; await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));", vec![])
        .await?;
    let file = page.screenshot(name).await?;
    let size = fs::metadata(&file)?.len();
    assert!(size < LARGEST, "{name} has {size} bytes");
    if env::var_os("AUDIT_EXPLORER_SCREENSHOTS").is_some() {
        let docs: PathBuf = xtask::root().join("docs");
        fs::create_dir_all(&docs)?;
        fs::copy(file, docs.join(format!("{name}.png")))?;
    }
    Ok(())
}

#[test]
fn pictures() {
    run(Place::Standalone, "pictures", async |page: &Page| {
        let failures = Log::read()?.matching(|event| event["Event Status"] == "FAILURE").len();
        page.ready().await?;
        page.resize(1180, 740).await?;
        page.dark(false).await?;
        picture(page, "empty").await?;

        page.try_sample().await?;
        page.filter("\"Event Status\":FAILURE").await?;
        page.matched(failures, 5000).await?;
        page.cell(3, "Event Type").await?;
        page.find("aside.detail dl").await?;
        picture(page, "events-light").await?;
        page.dark(true).await?;
        picture(page, "events-dark").await?;
        page.dark(false).await?;
        page.button_in("//aside", "Close").await?;

        page.button("Group").await?;
        for column in ["Event Status Reason Code", "Object Name"] {
            page.select("select[aria-label='Add a column to group by']", column)
                .await?;
            page.path(&format!("//*[@aria-label='Group by']//li[.//*[.='{column}']]"))
                .await?;
        }
        page.button("+ measure").await?;
        page.select("select[aria-label='Column to measure']", "User Email")
            .await?;
        page.button_in("//form", "Apply").await?;
        page.wait_for_text(".group-head", "Distinct User Email").await?;
        page.click(".group-row[aria-level='1'] .fold").await?;
        page.find(".group-row[aria-level='2']").await?;
        picture(page, "group").await?;

        page.click("#clear").await?;
        page.matched(5000, 5000).await?;
        page.button("Chart").await?;
        page.button("Logins per day: success and failure").await?;
        page.find(".chart-frame img[alt*='Failure']").await?;
        picture(page, "chart").await?;

        page.button("Events").await?;
        page.filter("invited.person@example.com").await?;
        page.matched(5, 5000).await?;
        page.resize(390, 780).await?;
        page.find(".events-row").await?;
        picture(page, "narrow").await
    });
}

/// Every screen of an open log: its name, a way there, and what is seen then.
const SCREENS: [(&str, &str, &str); 13] = [
    ("events", "await show({});", ".events-row .cell"),
    (
        "detail",
        "await show({ table: { open: 7 } });",
        "aside.detail .detail-field",
    ),
    (
        "group",
        "await show({ tab: 'group', group: { by: by('Event Category', 'Event Type'), heat: true } });",
        ".group-row[aria-level='1']",
    ),
    (
        "pivot",
        "await show({ tab: 'pivot', pivot: { rows: { keys: by('User Email'), limit: 20 }, columns: { keys: by('Event Category') }, heat: 'table' } });",
        ".pivot-row[data-line='2'] .pivot-cell",
    ),
    (
        "chart",
        "await show({ tab: 'chart', chart: { split: 'Event Status', x: { Time: { column: 'Request Time', bucket: 'day' } } } });",
        ".chart-frame > img",
    ),
    (
        "compare",
        "await show({ tab: 'compare', clauses: [{ predicate: test('User Email', 'j.tanaka@northwind.example') }] });",
        ".compare-column li",
    ),
    ("questions", "await show({ tab: 'questions' });", ".card-query"),
    (
        "board",
        "await show({ tab: 'board', board: [chart(1, { Time: { column: 'Request Time', bucket: 'day' } }), chart(2, { Column: 'Event Category' })] });",
        ".tile + .tile .chart-frame > img",
    ),
    (
        "actor",
        "await show({ tab: 'actor', identity: { column: 'User Email', value: 'j.tanaka@northwind.example' } });",
        ".actor-others li",
    ),
    (
        "nothing-matches",
        "await show({ clauses: [{ predicate: test('User Email', 'nobody') }] });",
        "#no-match #lift",
    ),
    ("trail", "await press('#show-trail');", "#trail[open] [aria-current]"),
    (
        "help",
        "await press('.foot .plain:last-of-type');",
        "#help[open] .help-key",
    ),
    ("report", "await press('#opened');", "#load-report[open] table"),
];

/// What the ways above are told with.
const WAYS: &str = "
    window.show = (view) => auditExplorer.show(view);
    window.press = async (css) => document.querySelector(css).click();
    window.by = (...columns) => columns.map((Column) => ({ Column }));
    window.test = (column, text) => ({ Test: { column, op: { Equals: text } } });
    window.chart = (id, x) => ({ id, chart: { split: 'Event Status', x } });
";

#[test]
fn every_screen_is_seen_light_dark_and_narrow() {
    run(Place::Hosted, "screens", async |page: &Page| {
        page.try_sample().await?;
        page.run(WAYS, vec![]).await?;
        for (name, width, height, dark) in [
            ("light", 1280, 860, false),
            ("dark", 1280, 860, true),
            ("narrow", 390, 844, false),
        ] {
            page.resize(width, height).await?;
            page.dark(dark).await?;
            for (screen, way, seen) in SCREENS {
                let place = format!("{screen}-{name}");
                let lost = |error: Box<dyn std::error::Error>| format!("{place}: {error}");
                page.run(way, vec![]).await.map_err(lost)?;
                page.find(seen).await.map_err(lost)?;
                photograph(page, &place).await.map_err(lost)?;
                sideways(page, &place).await?;
                if seen.starts_with('#') && seen.contains("[open]") {
                    page.key(Key::Escape).await?;
                    page.wait_until("return document.querySelector('dialog[open]') === null;")
                        .await?;
                }
            }
        }
        Ok(())
    });
}

/// Takes a picture of a screen once nothing on it is still awaited.
async fn photograph(page: &Page, place: &str) -> Result {
    page.wait_until(
        "return document.querySelector('.dim, .waiting, .events-row.blank, #notice, #said, #tab-panel [aria-busy=true]') === null && document.getAnimations().length === 0;",
    )
    .await?;
    page.run(
        "await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));",
        vec![],
    )
    .await?;
    let file = page.screenshot(&format!("screen-{place}")).await?;
    assert!(fs::metadata(file)?.len() > 5000, "{place} is empty");
    Ok(())
}

/// Fails where a screen as a whole, or what lies over it, scrolls sideways, or the tab that is shown is out of sight.
async fn sideways(page: &Page, place: &str) -> Result {
    let over = page
        .run(
            "const root = document.documentElement, wide = (one) => one.scrollWidth > one.clientWidth;
             const parts = [root, document.querySelector('dialog[open] .dialog-body'), document.querySelector('aside.detail'), document.querySelector('.actor, .questions, .compare, .board')];
             const tab = document.querySelector('.tabs > [aria-selected=true]').getBoundingClientRect(), tabs = document.querySelector('.tabs').getBoundingClientRect();
             if (tab.left < tabs.left - 1 || tab.right > tabs.right + 1) return ['the tab is out of sight'];
             return parts.filter((one) => one !== null && wide(one)).map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`);",
            vec![],
        )
        .await?;
    assert_eq!(over, json!([]), "{place} scrolls sideways");
    Ok(())
}
