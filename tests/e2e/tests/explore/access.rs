//! Access: axe-core finds nothing wrong on any screen, light and dark; nothing moves for who asked for that; what is printed is the rows.

use e2e::{Key, Page, Place, Result, both, json};
use std::fs;

both!(every_screen_is_clean, what_is_printed_is_what_was_found);

/// Fails with what axe-core finds wrong now.
async fn clean(page: &Page, screen: &str) -> Result {
    let found = page
        .run(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
             return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);",
            vec![],
        )
        .await?;
    assert_eq!(found, json!([]), "{screen}");
    Ok(())
}

async fn every_screen_is_clean(page: &Page) -> Result {
    page.ready().await?;
    let script = fs::read_to_string(xtask::tools::axe()?)?;
    page.client().execute(&script, vec![]).await?;
    clean(page, "nothing open").await?;
    page.try_sample().await?;
    let themes: &[&str] = match page.place() {
        Place::Standalone => &["light"],
        _ => &["light", "dark"],
    };
    for theme in themes {
        page.run(
            "document.documentElement.dataset.theme = arguments[0];",
            vec![json!(theme)],
        )
        .await?;
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
            clean(page, &format!("{tab}, {theme}")).await?;
        }
    }
    page.keys("?".chars()).await?;
    page.wait_until("return document.querySelector('#help').open;").await?;
    clean(page, "help").await?;
    page.key(Key::Escape).await?;
    page.chord(&[Key::Control], 'k').await?;
    page.wait_until("return document.activeElement.classList.contains('palette-input');")
        .await?;
    clean(page, "palette").await?;
    page.key(Key::Escape).await?;
    page.click("#opened").await?;
    page.wait_until("return document.querySelector('#load-report').open;")
        .await?;
    clean(page, "load report").await?;
    page.key(Key::Escape).await?;
    page.filter("nothing-is-called-so").await?;
    page.find("#no-match").await?;
    clean(page, "nothing matches").await
}

/// On paper nothing lies over anything else, and each tab shows what it found.
async fn what_is_printed_is_what_was_found(page: &Page) -> Result {
    page.try_sample().await?;
    page.resize(760, 1000).await?;
    for (tab, shows) in [
        ("Events", ".events-row:nth-child(5) .cell"),
        ("Chart", ".chart-frame > img"),
        ("Questions", ".card:last-child .card-query"),
        ("Group", ".group-row:not(.group-head)"),
    ] {
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }))
            .await?;
        page.button_in("//*[@role='tablist']", tab).await?;
        page.wait_for_text("[role=tab][aria-selected=true]", tab).await?;
        if tab == "Group" {
            page.select("select[aria-label='Add a column to group by']", "Event Type")
                .await?;
        }
        page.find(shows).await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        let apart = format!(
            "const box = (css) => document.querySelector(css).getBoundingClientRect();
             const [plot, legend, shown, foot] = ['.timeline-bars', '.legend', {}, '.foot'].map(box);
             return shown.height > 5 && shown.bottom <= foot.top && plot.right <= legend.left + 1 && shown.top >= plot.bottom;",
            json!(shows)
        );
        page.wait_until(&apart)
            .await
            .map_err(|error| format!("{tab} is not printed: {error}"))?;
    }
    Ok(())
}
