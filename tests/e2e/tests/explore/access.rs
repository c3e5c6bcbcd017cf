//! Access: axe-core finds nothing wrong on any screen and in any state, light and dark; nothing moves for who asked for that; what counts
//! is seen in forced colours; letters can be switched off; what is printed is the rows.

use e2e::{Key, Page, Place, Result, both, json};
use std::fs;

both!(
    every_screen_is_clean,
    letters_can_be_switched_off,
    picked_cells_and_the_open_row_are_told,
    nothing_moves_for_who_asked_for_that,
    forced_colours_tell_what_colours_tell,
    what_is_printed_is_what_was_found
);

mod every_state_is_clean {
    #[test]
    fn hosted() {
        e2e::run(e2e::Place::Hosted, "every_state_is_clean", super::every_state_is_clean);
    }
}

/// Gives the page axe-core.
async fn axe(page: &Page) -> Result {
    page.ready().await?;
    let script = fs::read_to_string(xtask::tools::axe()?)?;
    page.client().execute(&script, vec![]).await?;
    Ok(())
}

/// What axe-core finds wrong now, by all rules or by those named.
async fn wrong(page: &Page, only: &[&str]) -> Result<Vec<String>> {
    let found = page
        .run(
            "const only = arguments[0].length > 0 ? { runOnly: arguments[0] } : { rules: { 'target-size': { enabled: true } } };
             const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only });
             return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.target.join(' ')} (${node.any.concat(node.all).map(({ message }) => message)[0] ?? ''})`).join(' | ')}`);",
            vec![json!(only)],
        )
        .await?;
    e2e::read(found)
}

/// Fails with what axe-core finds wrong now.
async fn clean(page: &Page, screen: &str) -> Result {
    let found = wrong(page, &[]).await?;
    assert!(found.is_empty(), "{screen}: {}", found.join("\n"));
    Ok(())
}

/// Dark or light, by the page's own choice.
async fn theme(page: &Page, theme: &str) -> Result {
    page.run(
        "document.documentElement.dataset.theme = arguments[0];",
        vec![json!(theme)],
    )
    .await?;
    Ok(())
}

/// What the ways to the states below are told with.
const WAYS: &str = "
    window.show = (view) => auditExplorer.show(view);
    window.press = async (css, text = '') => {
        for (let tries = 0; tries < 400; tries += 1) {
            const found = [...document.querySelectorAll(css)].find((one) => !one.disabled && one.textContent.trim().startsWith(text));
            if (found) return found.click();
            await new Promise((after) => setTimeout(after, 25));
        }
        throw `nothing to press is ${css} ${text}`;
    };
    window.key = (css, key, more = {}) =>
        document.querySelector(css).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    window.write = (css, text) => {
        const field = document.querySelector(css);
        field.focus();
        field.value = text;
        field.setSelectionRange(text.length, text.length);
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    window.by = (...columns) => columns.map((Column) => ({ Column }));
    window.open = async (face) => {
        await show({});
        await press('#cell-3-1');
        await press('.detail [role=tab]', face);
    };
";

/// The states that the page can be in: what they are called, a way there, and what is seen then.
const STATES: &[(&str, &str, &str)] = &[
    (
        "rows in groups",
        "await show({ table: { group: { by: [{ column: 'Event Category', order: 'asc' }, { column: 'Request Time', bucket: 'day', order: 'desc' }], all: true } } });
         await press('.head-sort', 'Event Type');",
        ".events-row[aria-level='3']",
    ),
    (
        "groups in groups",
        "await show({ tab: 'group', group: { by: by('Event Category', 'Event Type') } });
         await press('.group-row[aria-level=\"1\"] .fold');",
        ".group-row[aria-level='2']",
    ),
    (
        "a measure",
        "await show({ tab: 'group', group: { by: by('Event Category', 'Event Type'), heat: true } });
         await press('.group-build button', '+ measure');",
        ".measure-form",
    ),
    (
        "a pivot",
        "await show({ tab: 'pivot', pivot: { rows: { keys: by('User Email', 'Event Type'), limit: 10 }, columns: { keys: by('Event Category') } } });",
        ".pivot-row[data-line='1'] .pivot-cell",
    ),
    (
        "the menu of a pivot's cell",
        "await show({ tab: 'pivot', pivot: { rows: { keys: by('User Email'), limit: 10 }, columns: { keys: by('Event Category') } } });
         await press('.pivot-row[data-line=\"1\"] .pivot-cell');
         document.querySelector('.pivot-table').focus();
         key('.pivot-table', 'm');",
        ".popup button",
    ),
    (
        "a chart, its menu, what is under More, and its table",
        "await show({ tab: 'chart', chart: { split: 'Event Status', x: { Time: { column: 'Request Time', bucket: 'day' } } } });
         await press('.chart-build button', 'More');
         await press('.chart-figure figcaption button', 'Table');
         await press('.chart-figure:not(.waiting) .chart-frame > img');
         document.querySelector('.chart-hit').focus();
         key('.chart-hit', 'ArrowRight');
         key('.chart-hit', 'Enter');",
        ".chart-menu button",
    ),
    (
        "a tile on the board",
        "await show({ tab: 'chart', chart: { split: 'Event Status', x: { Time: { column: 'Request Time', bucket: 'day' } } } });
         await press('.chart-figure figcaption button', 'Put on the board');
         await press('[role=tab]', 'Board');",
        ".tile .chart-frame img",
    ),
    (
        "the page of an actor",
        "await show({ tab: 'actor', identity: { column: 'User Email', value: 'j.tanaka@northwind.example' } });",
        ".actor-others li",
    ),
    (
        "two people",
        "await show({ tab: 'compare' });
         await press('.compare button', 'Two of User Email');",
        ".compare-column li",
    ),
    ("fields of an event", "await open('Fields');", ".detail-field"),
    ("an event as JSON", "await open('JSON');", ".json-leaf"),
    ("an event as it was read", "await open('Raw');", ".raw"),
    ("what is around an event", "await open('Around');", ".around li"),
    (
        "a piece of the filter, edited",
        "await show({});
         await press('.value-pick');
         await press('.chip-text');",
        ".chip-editor input",
    ),
    (
        "completions",
        "await show({});
         write('#query', 'Event');",
        ".completions:not([hidden]) [role=option]",
    ),
    (
        "a filter that is none",
        "await show({});
         write('#query', 'Event_Status:(');
         key('#query', 'Enter');",
        ".query-failure",
    ),
    (
        "the menu of a cell",
        "await show({});
         document.querySelector('#cell-2-2').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 500, clientY: 500 }));",
        ".popup button",
    ),
    (
        "the menu of a column",
        "await show({});
         await press('.head-menu');",
        ".popup .summary-counts",
    ),
    (
        "the list of columns",
        "await show({});
         await press('.picker-button');",
        ".picker-lines label",
    ),
    (
        "the finder",
        "await show({});
         document.querySelector('.events-grid').focus();
         key('.events-grid', 'f', { ctrlKey: true });",
        "#find",
    ),
    (
        "the trail",
        "await show({});
         await press('#show-trail');",
        "#trail[open] .trail-stop[aria-current]",
    ),
    (
        "a column computed",
        "await show({});
         key('.events-grid', '=');",
        "#compute[open] .formula-text",
    ),
    (
        "how a database gets the log",
        "await show({});
         await press('.sql-of-tab');
         await press('[role=menu] button', 'Loading the log there');",
        "#sql-how[open] .sql-text",
    ),
    (
        "the menu of exports",
        "await show({});
         await press('#export');",
        "[role=menu] button",
    ),
];

/// Those that a telephone has no room for, or where what lies over the page there hides a part of a button below it.
const WIDE: &[&str] = &["how a database gets the log", "a piece of the filter, edited"];

/// Leads into a state, and waits until nothing in it is still awaited.
async fn lead(page: &Page, (name, way, seen): (&str, &str, &str)) -> Result {
    let lost = |error: Box<dyn std::error::Error>| format!("the way to {name}: {error}");
    page.run(way, vec![]).await.map_err(lost)?;
    page.find(seen).await.map_err(lost)?;
    page.wait_until("return document.querySelector('.dim, .waiting, .events-row.blank, [aria-busy=true]') === null && document.getAnimations().length === 0;")
        .await
        .map_err(lost)?;
    Ok(())
}

/// Closes what lies over the page.
async fn leave(page: &Page) -> Result {
    page.key(Key::Escape).await?;
    page.key(Key::Escape).await?;
    page.run(
        "document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close()); document.activeElement.blur();",
        vec![],
    )
    .await?;
    page.wait_until("return document.querySelector('.popup, [role=menu], .picker-list') === null;")
        .await?;
    Ok(())
}

/// Light by all rules, dark by that of colours, and on a telephone; each state says all that is wrong with it, and all are walked first.
async fn every_state_is_clean(page: &Page) -> Result {
    axe(page).await?;
    page.run(WAYS, vec![]).await?;
    page.try_sample().await?;
    let mut all = Vec::new();
    for (width, height) in [(1280, 900), (390, 844)] {
        page.resize(width, height).await?;
        for state in STATES {
            if width < 1000 && WIDE.contains(&state.0) {
                continue;
            }
            theme(page, "light").await?;
            if let Err(error) = lead(page, *state).await {
                all.push(error.to_string());
                leave(page).await?;
                continue;
            }
            let mut found = wrong(page, &[]).await?;
            if width > 1000 {
                theme(page, "dark").await?;
                found.extend(wrong(page, &["color-contrast"]).await?);
            }
            all.extend(found.iter().map(|found| format!("{}, {width} px: {found}", state.0)));
            leave(page).await?;
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

async fn every_screen_is_clean(page: &Page) -> Result {
    axe(page).await?;
    clean(page, "nothing open").await?;
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
            clean(page, &format!("{tab}, {name}")).await?;
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
    page.run(WAYS, vec![]).await?;
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
