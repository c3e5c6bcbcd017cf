//! What is seen: hostile text stays text, dark is dark, a telephone's width is enough.

use e2e::{Page, Result, both};

both!(hostile_text_stays_text, light_and_dark, fits_a_narrow_window);

/// Fails where the log's text has become part of the page.
async fn unharmed(page: &Page, where_: &str) -> Result {
    let harm = page
        .run(
            "return [...document.querySelectorAll('script:not([data-wasm]), img, iframe, object, embed, [onerror], [onload], svg script')]
                 .filter((element) => !(element.matches('.chart-frame > img') && element.src.startsWith('data:image/svg+xml')))
                 .filter((element) => !(element.tagName === 'SCRIPT' && element.parentElement?.matches('head, body')))
                 .map((element) => element.outerHTML.slice(0, 200));",
            vec![],
        )
        .await?;
    assert_eq!(harm, e2e::json!([]), "{where_}");
    assert!(
        page.client().get_alert_text().await.is_err(),
        "a dialog is open: {where_}"
    );
    Ok(())
}

async fn hostile_text_stays_text(page: &Page) -> Result {
    page.try_sample().await?;
    page.filter("Object_Name:*onerror*").await?;
    page.wait_until("return document.querySelectorAll('.chip').length === 1 && !document.querySelector('#count').innerText.startsWith('5,000');").await?;
    page.rows().await?;
    unharmed(page, "the table").await?;
    page.cell(0, "Event Type").await?;
    for face in ["Fields", "JSON", "Raw"] {
        page.button_in("//aside", face).await?;
        page.wait_for_text("aside.detail", "<img src=x onerror=").await?;
        unharmed(page, face).await?;
    }
    page.unfold("Object Name").await?;
    page.path("//ul[@aria-label='Values of Object Name']//*[contains(., '<img src=x')]")
        .await?;
    unharmed(page, "the fields").await?;
    page.button("Group").await?;
    page.select("select[aria-label='Add a column to group by']", "Object Name")
        .await?;
    page.wait_for_text(".group-tree", "<img src=x").await?;
    unharmed(page, "the groups").await?;
    page.button("Chart").await?;
    page.type_into(".chart-title", "</title><img src=x onerror=alert(1)>")
        .await?;
    page.select("select[aria-label='Column on the x axis']", "Object Name")
        .await?;
    page.select("select[aria-label='Column to split the series by']", "User Name")
        .await?;
    page.find(".chart-frame img[alt*='onerror']").await?;
    unharmed(page, "the chart").await?;
    let parsed = "
        const svg = decodeURIComponent(document.querySelector('.chart-frame img').src.split(',').slice(1).join(','));
        const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml');
        return [drawn.querySelectorAll('parsererror, img, script, foreignObject').length, drawn.documentElement.textContent.includes('<img src=x')];
    ";
    assert_eq!(page.run(parsed, vec![]).await?, e2e::json!([0, true]));

    page.click("#clear").await?;
    // A name of a file or a column is no better than a cell.
    let evil = "<img src=x onerror=alert(2)>,b\n1,2\n";
    page.choose(&[&super::file("a<img src=x onerror=alert(3)>.csv", evil)?])
        .await?;
    page.wait_for_text("#count", "of 1 event").await?;
    page.click("#opened").await?;
    page.wait_for_text("#load-report", "onerror=alert(2)").await?;
    unharmed(page, "the load report").await
}

/// How light the page's own ground is, 0 to 255.
async fn ground(page: &Page) -> Result<f64> {
    let light = page
        .run(
            "let [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return (r + g + b) / 3;",
            vec![],
        )
        .await?;
    light.as_f64().ok_or_else(|| "the body has no colour".into())
}

async fn light_and_dark(page: &Page) -> Result {
    page.try_sample().await?;
    page.dark(false).await?;
    assert!(ground(page).await? > 200.0);
    page.dark(true).await?;
    assert!(ground(page).await? < 60.0, "as the system has it");
    page.dark(false).await?;
    page.click("button[title='Light or dark']").await?;
    page.button("Dark").await?;
    page.wait_until("return document.documentElement.dataset.theme === 'dark';")
        .await?;
    assert!(ground(page).await? < 60.0, "as the person has it");
    // Text can be read on it.
    let contrast = page
        .run(
            "const light = (color) => { const [r, g, b] = color.match(/[\\d.]+/g).map((part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
             const style = getComputedStyle(document.querySelector('.events-row .cell'));
             const [one, two] = [light(style.color), light(getComputedStyle(document.body).backgroundColor)].sort((a, b) => b - a);
             return (one + 0.05) / (two + 0.05);",
            vec![],
        )
        .await?;
    assert!(contrast.as_f64().is_some_and(|contrast| contrast >= 4.5), "{contrast}");
    Ok(())
}

async fn fits_a_narrow_window(page: &Page) -> Result {
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
    page.ready().await?;
    page.resize(390, 780).await?;
    assert_eq!(page.run(overflow, vec![]).await?, 0, "nothing open");
    page.try_sample().await?;
    page.filter("Event_Status:failure invited OR LOGIN").await?;
    for tab in ["Group", "Pivot", "Chart", "Compare", "Events"] {
        page.button(tab).await?;
        page.find("[role=tabpanel] section").await?;
        assert_eq!(page.run(overflow, vec![]).await?, 0, "{tab}");
    }
    page.rows().await?;
    page.cell(0, "Request Time").await?;
    page.find("aside.detail").await?;
    assert_eq!(page.run(overflow, vec![]).await?, 0, "an open event");
    Ok(())
}
