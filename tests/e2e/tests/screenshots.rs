//! The pictures of the README. They are taken in every run, into `tests/output/`; with `AUDIT_EXPLORER_SCREENSHOTS=1` they go to `docs/`.

use std::{env, fs, path::PathBuf};

use e2e::{Log, Page, Place, Result, run};

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
