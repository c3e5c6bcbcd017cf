//! axe-core finds nothing wrong in any state that the page can be in: light by all rules, dark by that of colours, and on a telephone.

use super::axe::{bring, conclude, look, theme};
use e2e::{Key, Page, Result, hosted};

hosted!(every_state_is_clean);

/// What the ways to the states below are told with.
pub const WAYS: &str = "
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
    window.until = async (css) => {
        for (let tries = 0; tries < 400; tries += 1) {
            const found = document.querySelector(css);
            if (found) return found;
            await new Promise((after) => setTimeout(after, 25));
        }
        throw `nothing is ${css}`;
    };
    window.command = async (name) => {
        key('body', 'k', { ctrlKey: true });
        await until('#palette[open] .palette-input');
        write('.palette-input', name);
        await press('.palette-line.chosen', name);
    };
    window.files = (name, text) => {
        const files = new DataTransfer();
        files.items.add(new File([text], name));
        return files;
    };
    window.choose = (name, text) => {
        const input = document.querySelector('#files');
        input.files = files(name, text).files;
        input.dispatchEvent(new Event('change'));
    };
    window.read = (name, text) => auditExplorer.open([new File([text], name)]);
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
        "#trail[open] [role=treeitem][aria-current]",
    ),
    (
        "a step that is named",
        "await show({ tab: 'group' });
         await press('#show-trail');
         (await until('#trail [aria-current]')).focus();
         key('#trail [aria-current]', 'F2');",
        "#trail[open] .trail-name",
    ),
    (
        "a head of the groups",
        "await show({ tab: 'group', group: { by: by('Event Category', 'Event Type') } });
         (await until('.group-tree')).focus();
         await until('.group-row[aria-level=\"1\"]');
         key('.group-tree', 'ArrowUp');",
        ".group-head > .active",
    ),
    (
        "an event marked, and the colours",
        "await show({});
         await until('#cell-2-2');
         document.querySelector('.events-grid').focus();
         key('.events-grid', 'b');
         await until('.events-row.marked');
         await command('Colours of rows and cells');",
        "#marking[open] .marking-line",
    ),
    (
        "an event marked",
        "await show({});
         await until('#cell-2-2');
         document.querySelector('.events-grid').focus();
         key('.events-grid', 'b');",
        ".events-row.marked",
    ),
    (
        "totals below the table",
        "await show({ table: { totals: true } });",
        ".events-foot",
    ),
    (
        "a time to go to",
        "await show({});
         key('.events-grid', 'g', { ctrlKey: true });",
        "#jump",
    ),
    ("the zones", "await show({}); await press('#zone');", "[role=menu] button"),
    ("the layouts", "await show({}); await press('#layout');", "[role=menu] button"),
    (
        "light or dark",
        "await show({}); await press('button[title=\"Light or dark\"]');",
        "[role=menu] button",
    ),
    (
        "a list of values",
        "await show({}); await command('List of values to filter by');",
        "#list[open] textarea",
    ),
    (
        "how it is kept that nothing leaves",
        "await show({}); await press('.foot .seal');",
        "#seal-dialog[open]",
    ),
    (
        "a piece switched off",
        "await show({});
         await press('.value-pick');
         await press('.chip-switch');",
        ".chip.disabled",
    ),
    (
        "a side that is no filter",
        "await show({ tab: 'compare' });
         await press('.compare button', 'Two periods');
         const side = await until('.compare-side textarea');
         side.value = 'Event_Status:(';
         side.dispatchEvent(new Event('input', { bubbles: true }));
         side.dispatchEvent(new Event('change', { bubbles: true }));
         side.dispatchEvent(new Event('blur'));",
        ".compare-side .measure-says.wrong",
    ),
    (
        "what was done is said",
        "await show({});
         key('body', 's', { ctrlKey: true });",
        "#said, #notice",
    ),
    (
        "files over the window",
        "await show({});
         const dataTransfer = files('more.csv', 'a');
         window.dispatchEvent(new DragEvent('dragenter', { dataTransfer }));
         window.undrop = () => { window.dispatchEvent(new DragEvent('dragleave', { dataTransfer })); window.undrop = undefined; };",
        ".drop-veil p",
    ),
    (
        "a file that may be no log",
        "await show({});
         document.querySelector('#add-files').click();
         choose('roster.csv', 'E-mail,department\\nj.tanaka@northwind.example,Sales\\n');",
        "#sort-files[open]",
    ),
    (
        "a table to join",
        "await show({});
         document.querySelector('#add-files').click();
         choose('people.csv', 'E-mail,department\\nj.tanaka@northwind.example,Sales\\n');
         await press('#sort-files[open] button', 'Open');",
        "#join[open] .beside-meets",
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

/// States of other logs, which take the place of the one before.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "what an event changed",
        r#"await read('changes.ndjson', '{"time":"2026-01-05T11:00:00Z","who":"bob","what":"policy","changes":[{"field":"Role","oldValue":"user","newValue":"admin"},{"field":"Team","oldValue":"x","newValue":"x"},{"field":"Note","oldValue":"","newValue":"y"}]}\n');
         await show({});
         await press('#cell-0-1');
         await press('.detail [role=tab]', 'Changes');"#,
        ".changes .change-after",
    ),
    (
        "rows that could not be read",
        r#"await read('broken.ndjson', '{"time":"2026-01-05T14:03:22Z","user":"ada"}\n{"time":"2026-01-05T14:03:23Z","user":"b\n');
         await press('#rejected');"#,
        "#load-report[open] .report-raw",
    ),
    (
        "nobody who acted",
        "await read('numbers.csv', 'a,b\\n1,2\\n3,4\\n');
         await show({ tab: 'actor' });",
        "#actor[aria-busy=false] p",
    ),
    (
        "no periods",
        "await read('numbers.csv', 'a,b\\n1,2\\n3,4\\n');
         await show({ tab: 'compare' });
         await press('.compare button', 'Two periods');",
        "#notice",
    ),
    ("nothing in it", "choose('empty.csv', '');", "#nothing .empty-what"),
    (
        "a log too large to hold",
        "const line = (at) => `2026-01-05T10:00:00Z,${at},${Math.random()}${Math.random()}${Math.random()}${Math.random()}\\n`;
         const part = new Blob([Array.from({ length: 50000 }, (_, at) => line(at)).join('')]);
         const parts = Array(Math.ceil(6e9 / part.size)).fill(part);
         const chosen = new DataTransfer();
         chosen.items.add(new File(['time,n,text\\n', ...parts], 'large.csv'));
         const input = document.querySelector('#files');
         input.files = chosen.files;
         input.dispatchEvent(new Event('change'));",
        "#fit[open] [role=status]",
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
    page.run("window.undrop?.();", vec![]).await?;
    page.wait_until("return document.querySelector('.popup, [role=menu], .picker-list') === null;")
        .await?;
    Ok(())
}

async fn every_state_is_clean(page: &Page) -> Result {
    bring(page).await?;
    page.run(WAYS, vec![]).await?;
    let mut reports = Vec::new();
    // Ways that led nowhere: all are walked before any of it is said.
    let mut lost = Vec::new();
    for (width, height) in [(1280, 900), (390, 844)] {
        page.resize(width, height).await?;
        page.choose(&[&xtask::sample::file()?]).await?;
        page.matched(5000, 5000).await?;
        for state in STATES.iter().chain(OTHERS) {
            if width < 1000 && WIDE.contains(&state.0) {
                continue;
            }
            theme(page, "light").await?;
            match lead(page, *state).await {
                Err(error) => lost.push(error.to_string()),
                Ok(()) => {
                    reports.push(look(page, state.0, &[]).await?);
                    if width > 1000 {
                        theme(page, "dark").await?;
                        reports.push(look(page, state.0, &["color-contrast"]).await?);
                    }
                }
            }
            leave(page).await?;
        }
    }
    conclude("states", &reports)?;
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    Ok(())
}
