//! Access: nothing moves for who asked for that; what counts is seen in forced colours; letters can be switched off; what is picked and
//! what is open are told.

use e2e::{Key, Page, Result, both, json};

both!(
    letters_can_be_switched_off,
    picked_cells_and_the_open_row_are_told,
    nothing_moves_for_who_asked_for_that,
    forced_colours_tell_what_colours_tell
);

/// Where a cursor of its own stands: what the element says is active.
async fn active(page: &Page, css: &str, wanted: &str) -> Result {
    page.wait_until(&format!(
        "return document.querySelector({}).getAttribute('aria-activedescendant') === {};",
        json!(css),
        json!(wanted)
    ))
    .await
    .map_err(|error| format!("{css}: {error}"))?;
    Ok(())
}

/// Letters and signs do nothing then, in the panels with keys of their own too; arrows and Space do as ever.
async fn letters_can_be_switched_off(page: &Page) -> Result {
    page.try_sample().await?;
    page.run(super::states::WAYS, vec![]).await?;
    let group = "await show({ tab: 'group', mute: arguments[0], group: { by: by('Event Category', 'Event Type') } });";
    let pivot = "await show({ tab: 'pivot', mute: arguments[0], pivot: { rows: { keys: by('Event Category', 'Event Type') } } });";
    for mute in [true, false] {
        let letter = if mute { 0 } else { 1 };
        page.run(group, vec![json!(mute)]).await?;
        page.find(".group-row[aria-level='1']").await?;
        page.run("document.querySelector('.group-tree').focus();", vec![])
            .await?;
        page.keys("j".chars()).await?;
        page.key(Key::Down).await?;
        active(page, ".group-tree", &format!("group-row-{}", letter + 1)).await?;
        page.keys(" ".chars()).await?;
        page.find(".group-row[aria-level='2']").await?;
        page.keys("f".chars()).await?;
        page.key(Key::Home).await?;
        active(page, ".group-tree", "group-row-0").await?;
        assert_eq!(page.find_all(".chip").await?.len(), letter, "a group kept");

        page.run(pivot, vec![json!(mute)]).await?;
        page.find(".pivot-row[data-line='2']").await?;
        page.run("document.querySelector('.pivot-table').focus();", vec![])
            .await?;
        page.key(Key::Down).await?;
        page.keys("x".chars()).await?;
        page.key(Key::Right).await?;
        page.wait_until(
            "return document.querySelector('.pivot-table').getAttribute('aria-activedescendant')?.endsWith('-1');",
        )
        .await?;
        assert_eq!(page.find_all(".chip").await?.len(), letter, "a line left out");

        page.run("await show({ mute: arguments[0] });", vec![json!(mute)])
            .await?;
        page.filter("Event_Status:failure").await?;
        page.run("document.querySelector('.chip-text').focus();", vec![])
            .await?;
        page.keys("!".chars()).await?;
        page.find(if mute { ".chip:not(.negated)" } else { ".chip.negated" })
            .await?;
        assert_eq!(page.find_all(".chip.negated").await?.len(), letter, "a piece negated");
    }
    Ok(())
}

async fn picked_cells_and_the_open_row_are_told(page: &Page) -> Result {
    page.try_sample().await?;
    page.cell(3, "Event Type").await?;
    page.find(".events-row[data-at='3'][aria-current='true']").await?;
    page.run("document.querySelector('.events-grid').focus();", vec![])
        .await?;
    page.chord(&[Key::Shift], char::from(Key::Down)).await?;
    page.chord(&[Key::Shift], char::from(Key::Right)).await?;
    let (row, column) = page.cursor().await?;
    let picked = format!(
        "const told = [...document.querySelectorAll('[role=gridcell][aria-selected=true]')].map((cell) => cell.id).sort().join();
         return told === ['cell-{}-{}', 'cell-{}-{column}', 'cell-{row}-{}', 'cell-{row}-{column}'].join();",
        row - 1,
        column - 1,
        row - 1,
        column - 1
    );
    page.wait_until(&picked).await?;
    page.key(Key::Escape).await?;
    page.wait_until("return document.querySelector('.events-grid [aria-selected=true]') === null;")
        .await?;
    Ok(())
}

/// Makes the page think the person asked for something of all pages.
async fn prefer(page: &Page, name: &str, value: &str) -> Result {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    page.devtools("Emulation.setEmulatedMedia", features).await?;
    Ok(())
}

async fn nothing_moves_for_who_asked_for_that(page: &Page) -> Result {
    page.try_sample().await?;
    // How many things move while a newer answer is awaited.
    let moving = "
        const timeline = document.querySelector('.timeline');
        const bars = timeline.querySelector('.timeline-bars');
        getComputedStyle(bars).opacity;
        timeline.classList.add('dim');
        getComputedStyle(bars).opacity;
        const count = document.getAnimations().length;
        timeline.classList.remove('dim');
        return count;
    ";
    prefer(page, "prefers-reduced-motion", "no-preference").await?;
    assert_ne!(
        page.run(moving, vec![]).await?,
        0,
        "what is awaited dims slowly for others"
    );
    prefer(page, "prefers-reduced-motion", "reduce").await?;
    page.wait_until("return document.getAnimations().length === 0;").await?;
    assert_eq!(page.run(moving, vec![]).await?, 0);
    Ok(())
}

async fn forced_colours_tell_what_colours_tell(page: &Page) -> Result {
    page.try_sample().await?;
    prefer(page, "forced-colors", "active").await?;
    page.wait_until("return matchMedia('(forced-colors: active)').matches;")
        .await?;
    page.cell(3, "Event Type").await?;
    page.find(".events-row.open").await?;
    page.key(Key::Down).await?;
    page.chord(&[Key::Shift], char::from(Key::Down)).await?;
    page.find(".events-picked").await?;
    // The edges and the ground of an element, as drawn.
    let drawn = "
        const drawn = (css) => {
            const element = document.querySelector(css);
            if (element === null) throw `nothing is ${css}`;
            const { outlineStyle, outlineWidth, outlineColor, borderBottomWidth, borderBottomColor, backgroundColor } = getComputedStyle(element);
            const outline = outlineStyle === 'none' ? '' : `${outlineWidth} ${outlineColor}`;
            return [outline, `${borderBottomWidth} ${borderBottomColor}`, backgroundColor].join(', ');
        };
        return arguments.length === 2 ? [drawn(arguments[0]), drawn(arguments[1])] : drawn(arguments[0]);
    ";
    for (marked, plain) in [
        (".events-row.open", ".events-row:not(.open)"),
        (
            ".tabs > [role=tab][aria-selected=true]",
            ".tabs > [role=tab][aria-selected=false]",
        ),
        (
            ".detail [role=tab][aria-selected=true]",
            ".detail [role=tab][aria-selected=false]",
        ),
        (".events-picked", ".events-row:not(.open)"),
        (".events-cursor", ".events-row:not(.open)"),
    ] {
        let both = page.run(drawn, vec![json!(marked), json!(plain)]).await?;
        assert_ne!(both[0], both[1], "{marked}");
    }
    page.pick("Event Status", "FAILURE").await?;
    page.find(".legend-value[aria-pressed=true], .value.kept").await?;
    page.button("Group").await?;
    page.select("select[aria-label='Add a column to group by']", "Event Type")
        .await?;
    page.find(".group-row[aria-level='1']").await?;
    let pressed = ".group-build .button[aria-pressed]";
    let before = page.run(drawn, vec![json!(pressed)]).await?;
    page.click(pressed).await?;
    page.find(".group-build .button[aria-pressed=true]").await?;
    assert_ne!(page.run(drawn, vec![json!(pressed)]).await?, before, "a pressed button");
    page.run("document.querySelector('.group-tree').focus();", vec![])
        .await?;
    page.key(Key::Down).await?;
    page.find(".group-row.active").await?;
    let both = page
        .run(
            drawn,
            vec![
                json!(".group-row.active"),
                json!(".group-row:not(.active):not(.group-head)"),
            ],
        )
        .await?;
    assert_ne!(both[0], both[1], "the line of the cursor");
    Ok(())
}
