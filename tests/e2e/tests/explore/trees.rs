//! Trees under the keyboard: the trail and an event as JSON have one tab stop each, arrows walk and fold, letters seek.

use e2e::{Json, Key, Log, Page, Result, both, hosted, json};

both!(the_trail_is_a_tree);
hosted!(an_event_as_json_is_a_tree);

/// What the trees tell a screen reader where the focus is.
async fn at(page: &Page) -> Result<Json> {
    page.run(
        "const item = document.activeElement, tree = item.closest('[role=tree]');
         if (item.getAttribute('role') !== 'treeitem' || tree === null) throw `the focus is on ${item.outerHTML.slice(0, 200)}`;
         const reached = [...tree.querySelectorAll('a, button, input, summary, [tabindex]')].filter((one) => one.tabIndex >= 0);
         if (reached.length !== 1 || reached[0] !== item) throw `Tab reaches ${reached.map((one) => one.outerHTML.slice(0, 80))}`;
         return [(item.querySelector('.trail-label, .json-name, .json-hint') ?? item).textContent, Number(item.getAttribute('aria-level')), item.getAttribute('aria-expanded')];",
        vec![],
    )
    .await
}

/// Waits until that is so: the page answers a key when it comes to it.
async fn is(page: &Page, wanted: Json) -> Result {
    for _ in 0..100 {
        if at(page).await.is_ok_and(|found| found == wanted) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(at(page).await?, wanted);
    Ok(())
}

/// The names of the items in sight, from the top.
async fn in_sight(page: &Page, tree: &str) -> Result<Json> {
    page.run(
        "return [...document.querySelectorAll(`${arguments[0]} [role=treeitem]`)].filter((item) => item.checkVisibility())
             .map((item) => (item.querySelector('.trail-label, .json-name, .json-hint') ?? item).textContent);",
        vec![json!(tree)],
    )
    .await
}

async fn the_trail_is_a_tree(page: &Page) -> Result {
    let failures = Log::read()?.matching(|event| event["Event Status"] == "FAILURE").len();
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    page.matched(failures, 5000).await?;
    // A way that is left: it hangs below the step at which another was taken.
    for tab in ["Group", "Pivot"] {
        page.button(tab).await?;
        page.wait_for_text("[role=tab][aria-selected=true]", tab).await?;
    }
    for _ in 0..2 {
        page.chord(&[Key::Control], 'z').await?;
    }
    page.wait_for_text("[role=tab][aria-selected=true]", "Events").await?;
    page.button("Chart").await?;
    page.wait_for_text("[role=tab][aria-selected=true]", "Chart").await?;
    page.keys("h".chars()).await?;
    page.wait_until(
        "return document.activeElement.matches('#trail [role=tree] > [role=treeitem][aria-current=step]');",
    )
    .await?;
    is(page, json!(["Chart", 1, null])).await?;
    let began = "As it began";
    let filtered = in_sight(page, "#trail").await?[1].clone();
    assert_eq!(
        in_sight(page, "#trail").await?,
        json!([began, filtered, "Group", "Pivot", "Chart"])
    );
    page.key(Key::Up).await?;
    is(page, json!(["Pivot", 2, null])).await?;
    // Left goes to the step above, shuts it, and Right opens it again and goes into it.
    page.key(Key::Left).await?;
    is(page, json!([filtered, 1, "true"])).await?;
    page.key(Key::Left).await?;
    page.wait_until("return document.querySelectorAll('#trail [role=treeitem]').length === 3;")
        .await?;
    is(page, json!([filtered, 1, "false"])).await?;
    page.key(Key::Down).await?;
    is(page, json!(["Chart", 1, null])).await?;
    page.key(Key::Up).await?;
    page.key(Key::Right).await?;
    page.wait_until("return document.querySelectorAll('#trail [role=treeitem]').length === 5;")
        .await?;
    page.key(Key::Right).await?;
    is(page, json!(["Group", 2, null])).await?;
    page.key(Key::End).await?;
    is(page, json!(["Chart", 1, null])).await?;
    page.key(Key::Home).await?;
    is(page, json!([began, 1, null])).await?;
    page.keys("p".chars()).await?;
    is(page, json!(["Pivot", 2, null])).await?;
    // The step under the cursor is named, and returned to.
    page.key(Key::F2).await?;
    page.wait_until("return document.activeElement.classList.contains('trail-name');")
        .await?;
    page.keys("who by what".chars()).await?;
    page.key(Key::Enter).await?;
    page.wait_for_text(".trail-label.named", "who by what").await?;
    is(page, json!(["who by what", 2, null])).await?;
    page.key(Key::Enter).await?;
    page.wait_until("return document.activeElement.getAttribute('aria-current') === 'step';")
        .await?;
    page.wait_for_text("[role=tab][aria-selected=true]", "Pivot").await?;
    // It is on the way now: no other way that was left.
    is(page, json!(["who by what", 1, null])).await?;
    // Tab leaves the tree and comes back to where it was.
    page.key(Key::Tab).await?;
    page.wait_until("return document.activeElement.closest('[role=tree]') === null;")
        .await?;
    page.chord(&[Key::Shift], char::from(Key::Tab)).await?;
    is(page, json!(["who by what", 1, null])).await
}

const EVENTS: &str = r#"{"time":"2026-01-05T10:00:00Z","who":"ann","ip":"192.0.2.1","request":{"page":"home","roles":["admin","user"],"deep":{"er":{"est":1}}}}
{"time":"2026-01-05T11:00:00Z","who":"bob","ip":"192.0.2.2","request":{"page":"home","roles":["user"],"deep":{"er":{"est":2}}}}
{"time":"2026-01-05T12:00:00Z","who":"bob","ip":"192.0.2.3","request":{"page":"admin","roles":["user"],"deep":{"er":{"est":3}}}}
"#;

async fn an_event_as_json_is_a_tree(page: &Page) -> Result {
    page.ready().await?;
    page.choose(&[&super::file("tree.ndjson", EVENTS)?]).await?;
    page.matched(3, 3).await?;
    page.cell(2, "who").await?;
    page.wait_for_text("aside.detail", "tree.ndjson, row 1").await?;
    page.button_in("//aside", "JSON").await?;
    page.wait_until("return document.querySelector('.json [role=treeitem][tabindex=\"0\"]') !== null;")
        .await?;
    // From the button beside it into the tree by Tab.
    page.run("document.querySelector('.detail-copy').focus();", vec![])
        .await?;
    page.key(Key::Tab).await?;
    is(page, json!(["{ 4 }", 1, "true"])).await?;
    page.key(Key::Right).await?;
    is(page, json!(["time", 2, null])).await?;
    page.key(Key::Down).await?;
    is(page, json!(["who", 2, null])).await?;
    page.key(Key::End).await?;
    // Structures lie open down to the third; those deeper are opened one by one.
    is(page, json!(["er", 4, "false"])).await?;
    page.key(Key::Right).await?;
    is(page, json!(["er", 4, "true"])).await?;
    page.key(Key::Right).await?;
    is(page, json!(["est", 5, null])).await?;
    for wanted in [
        json!(["er", 4, "true"]),
        json!(["er", 4, "false"]),
        json!(["deep", 3, "true"]),
    ] {
        page.key(Key::Left).await?;
        is(page, wanted).await?;
    }
    page.keys("r".chars()).await?;
    is(page, json!(["request", 2, "true"])).await?;
    page.keys(" ".chars()).await?;
    is(page, json!(["request", 2, "false"])).await?;
    assert_eq!(
        in_sight(page, ".json").await?,
        json!(["{ 4 }", "time", "who", "ip", "request"])
    );
    page.keys("r".chars()).await?;
    is(page, json!(["request", 2, "false"])).await?;
    page.key(Key::Enter).await?;
    page.keys("p".chars()).await?;
    is(page, json!(["page", 3, null])).await?;
    // A value is kept, and left out; the event stays open, and the arrows are the tree's.
    page.keys("f".chars()).await?;
    page.matched(2, 3).await?;
    page.chord(&[Key::Control], 'z').await?;
    page.matched(3, 3).await?;
    page.run(
        "document.querySelector('.json [role=treeitem][tabindex=\"0\"]').focus();",
        vec![],
    )
    .await?;
    is(page, json!(["page", 3, null])).await?;
    page.chord(&[Key::Shift], char::from(Key::Enter)).await?;
    page.matched(1, 3).await?;
    page.wait_for_text("aside.detail", "tree.ndjson, row 1").await?;

    // A click folds too, and letters that are switched off do nothing.
    page.run(
        "await auditExplorer.show({ ...auditExplorer.view(), mute: true });",
        vec![],
    )
    .await?;
    page.click(".json [aria-level='2'] > .json-line").await?;
    is(page, json!(["request", 2, "false"])).await?;
    page.keys("w".chars()).await?;
    is(page, json!(["request", 2, "false"])).await?;
    page.key(Key::Up).await?;
    is(page, json!(["ip", 2, null])).await
}
