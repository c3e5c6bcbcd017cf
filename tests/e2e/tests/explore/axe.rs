//! axe-core finds nothing wrong on any screen, light and dark. What it looked at is kept in `target/e2e/axe/`, a file a walk.

use e2e::{Json, Key, Page, Place, Result, both, json};
use std::fs;

both!(every_screen_is_clean);

/// Gives the page axe-core.
pub async fn bring(page: &Page) -> Result {
    page.ready().await?;
    let script = fs::read_to_string(xtask::tools::axe()?)?;
    page.client().execute(&script, vec![]).await?;
    Ok(())
}

/// Dark or light, by the page's own choice.
pub async fn theme(page: &Page, theme: &str) -> Result {
    page.run(
        "document.documentElement.dataset.theme = arguments[0];",
        vec![json!(theme)],
    )
    .await?;
    Ok(())
}

/// What axe-core says of what is seen now, by all rules or by those named: `{ screen, width, theme, passed, undecided, violations }`.
pub async fn look(page: &Page, screen: &str, only: &[&str]) -> Result<Json> {
    page.run(
        "const [screen, only] = arguments;
         const rules = only.length > 0 ? { runOnly: only } : { rules: { 'target-size': { enabled: true } } };
         const { passes, incomplete, violations } = await axe.run(document, { resultTypes: ['violations'], ...rules });
         const told = (node) => `${node.target.join(' ')} (${node.any.concat(node.all, node.none).map(({ message }) => message)[0] ?? ''})`;
         const names = (rules) => rules.map(({ id }) => id);
         return { screen, width: innerWidth, theme: document.documentElement.dataset.theme ?? 'system', passed: names(passes), undecided: names(incomplete),
             violations: violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(told).join(' | ')}`) };",
        vec![json!(screen), json!(only)],
    )
    .await
}

/// What is wrong by a report, a line each.
pub fn wrong(report: &Json) -> Vec<String> {
    let violations = report["violations"].as_array().into_iter().flatten();
    violations
        .filter_map(Json::as_str)
        .map(|wrong| {
            format!(
                "{}, {}, {} px: {wrong}",
                report["screen"], report["theme"], report["width"]
            )
        })
        .collect()
}

/// Keeps what was reported on a walk, and fails with all that is wrong.
pub fn conclude(walk: &str, reports: &[Json]) -> Result {
    let folder = xtask::root().join("target/e2e/axe");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join(format!("{walk}.json")),
        serde_json::to_string_pretty(reports)?,
    )?;
    for report in reports {
        let passed = report["passed"].as_array().map_or(0, Vec::len);
        assert!(passed > 0, "axe-core looked at nothing: {report}");
    }
    let wrong: Vec<String> = reports.iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn every_screen_is_clean(page: &Page) -> Result {
    let mut reports = Vec::new();
    bring(page).await?;
    for name in ["light", "dark"] {
        theme(page, name).await?;
        reports.push(look(page, "nothing open", &[]).await?);
    }
    page.try_sample().await?;
    let themes: &[&str] = match page.place() {
        Place::Standalone => &["light"],
        _ => &["light", "dark"],
    };
    for name in themes {
        theme(page, name).await?;
        for tab in [
            "Group",
            "Pivot",
            "Chart",
            "Compare",
            "Questions",
            "Board",
            "Actor",
            "Events",
        ] {
            page.button_in("//*[@role='tablist']", tab).await?;
            page.wait_for_text("[role=tab][aria-selected=true]", tab).await?;
            reports.push(look(page, tab, &[]).await?);
        }
    }
    page.keys("?".chars()).await?;
    page.wait_until("return document.querySelector('#help').open;").await?;
    reports.push(look(page, "help", &[]).await?);
    page.key(Key::Escape).await?;
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    reports.push(look(page, "palette", &[]).await?);
    page.key(Key::Escape).await?;
    page.click("#opened").await?;
    page.wait_until("return document.querySelector('#load-report').open;")
        .await?;
    reports.push(look(page, "load report", &[]).await?);
    page.key(Key::Escape).await?;
    page.filter("nothing-is-called-so").await?;
    page.find("#no-match").await?;
    reports.push(look(page, "nothing matches", &[]).await?);
    conclude(&format!("screens-{}", page.place()), &reports)
}
