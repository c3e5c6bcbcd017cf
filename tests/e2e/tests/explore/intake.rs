//! Files that come in: with broken rows, that are no logs, that are too long to wait for; and a worker that is lost over them.

use std::{fs, path::PathBuf};

use e2e::{Page, Place, Result, both, json, number};
use generate::{Format, Order};

both!(
    broken_rows_are_listed,
    what_is_no_log_gets_a_sentence,
    parquet_files_open_and_stack,
    reading_can_be_cancelled,
    a_lost_worker_is_replaced,
    nothing_is_asked_for_once_it_is_loaded,
);

async fn broken_rows_are_listed(page: &Page) -> Result {
    let good = "{\"time\":\"2026-01-05T14:03:22Z\",\"user\":\"ada\"}\n";
    let broken = "{\"time\":\"2026-01-05T14:03:23Z\",\"user\":\"b<i>ob\n";
    page.ready().await?;
    page.choose(&[&super::file("broken.ndjson", format!("{good}{broken}{good}{good}"))?])
        .await?;
    page.matched(3, 3).await?;
    page.wait_for_text("#rejected", "1 row could not be read").await?;
    page.click("#rejected").await?;
    page.wait_for_text("#load-report", "1 row could not be read").await?;
    page.wait_for_text("#load-report", &format!("byte {}", number(good.len())))
        .await?;
    page.wait_for_text("#load-report .report-raw", broken.trim_end())
        .await?;
    page.wait_for_text("#load-report", "row 2").await?;
    page.wait_for_text("#load-report", "broken.ndjson").await
}

async fn what_is_no_log_gets_a_sentence(page: &Page) -> Result {
    page.ready().await?;
    let picture = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[7; 4000]].concat();
    for (name, bytes) in [
        ("holiday.png", picture),
        ("empty.csv", Vec::new()),
        (
            "letter.html",
            b"<!doctype html><html><body><p>Dear all,</p></body></html>".to_vec(),
        ),
    ] {
        page.choose(&[&super::file(name, bytes)?]).await?;
        page.wait_for_text("#nothing .nothing-files", name).await?;
        page.wait_for_text("#nothing h1", "No events found").await?;
        let sentence = page.text("#nothing .empty-what").await?;
        assert!(sentence.len() > 20 && sentence.ends_with('.'), "{name}: {sentence}");
    }
    // And the way on is open.
    page.choose(&[&xtask::sample::file()?]).await?;
    page.matched(5000, 5000).await
}

async fn parquet_files_open_and_stack(page: &Page) -> Result {
    let file = |name: &str| xtask::root().join("tests/parquet/files").join(name);
    page.ready().await?;
    page.choose(&[&file("duckdb.v2.zstd.parquet")]).await?;
    page.matched(40, 40).await?;
    let report = page.report().await?;
    assert_eq!(report["files"][0]["format"], "parquet");
    assert_eq!(report["warnings"], json!([]));
    assert_eq!(report["roles"]["time"], "at");
    page.filter("tree.b.c:d7 n=7").await?;
    page.matched(1, 40).await?;
    page.click("#clear").await?;
    // Beside the same rows of another writer, and CSV.
    let csv = super::file("more.csv", "n,actor\n7,ada\n")?;
    page.choose(&[&file("duckdb.v1.snappy.parquet"), &file("duckdb.v2.gzip.parquet"), &csv])
        .await?;
    page.matched(81, 81).await?;
    page.filter("n=7").await?;
    page.matched(3, 81).await
}

/// A log that takes a while to read, made once.
fn long() -> Result<(PathBuf, u64)> {
    const ROWS: u64 = 150_000;
    let folder = xtask::root().join("target/e2e");
    let file = folder.join(format!("long-{ROWS}.csv"));
    if !file.is_file() {
        fs::create_dir_all(&folder)?;
        // Two tests may make it at once: each its own, the last one stays.
        let made = folder.join(format!("long-{}-{:?}", std::process::id(), std::thread::current().id()));
        let order = Order {
            rows: ROWS,
            format: Format::Csv,
            seed: 3,
            wide: false,
        };
        let mut out = std::io::BufWriter::new(fs::File::create(&made)?);
        order.write(&mut out)?;
        out.into_inner()?;
        fs::rename(made, &file)?;
    }
    Ok((file, ROWS))
}

async fn reading_can_be_cancelled(page: &Page) -> Result {
    let (file, all) = long()?;
    page.ready().await?;
    // Whoever sees the first rows and the button at once, clicks it: faster than a driver could.
    page.run(
        "new MutationObserver((_, observer) => {
             const cancel = document.querySelector('#cancel');
             if (cancel && document.querySelector('#count')) { observer.disconnect(); globalThis.cancelled = true; cancel.click(); }
         }).observe(document.body, { childList: true, subtree: true });",
        vec![],
    )
    .await?;
    page.choose(&[&file]).await?;
    page.wait_until("return document.querySelector('#count') && !document.querySelector('#cancel');")
        .await?;
    assert_eq!(
        page.run("return globalThis.cancelled;", vec![]).await?,
        true,
        "rows appear while the rest is read"
    );
    let said = page
        .wait_until("const count = document.querySelector('#count'); return !count.classList.contains('waiting') && count.innerText;")
        .await?;
    let of = said
        .as_str()
        .and_then(|said| said.split(" of ").nth(1))
        .unwrap_or_default();
    let read: u64 = of.replace(',', "").split(' ').next().unwrap_or_default().parse()?;
    assert!((1..all).contains(&read), "{said}");
    // What was read can be worked with.
    let said = page.ask("", json!([{ "count": {} }])).await?;
    assert_eq!(said["rows"], read);
    page.filter("Event_Status:failure").await?;
    page.wait_until("const rows = [...document.querySelectorAll('.events-row .failed')]; return rows.length > 3;")
        .await?;
    Ok(())
}

async fn a_lost_worker_is_replaced(page: &Page) -> Result {
    page.ready().await?;
    page.run(
        "const post = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (...message) { globalThis.worker = this; return post.apply(this, message); };",
        vec![],
    )
    .await?;
    page.click("#try-sample").await?;
    page.matched(5000, 5000).await?;
    page.filter("USER_INVITATION_SENT invited.person@example.com").await?;
    page.matched(1, 5000).await?;
    // As boot.js tells when the program in the worker traps.
    page.run(
        "const lost = globalThis.worker;
         lost.dispatchEvent(new MessageEvent('message', { data: 'The engine stopped. unreachable' }));",
        vec![],
    )
    .await?;
    page.wait_for_text("#notice", "The engine stopped. unreachable").await?;
    page.wait_for_text("#notice", "read again").await?;
    page.matched(1, 5000).await?;
    page.click("#clear").await?;
    page.matched(5000, 5000).await?;
    page.button("Dismiss").await?;
    page.wait_until("return document.querySelector('#notice') === null;")
        .await?;
    Ok(())
}

async fn nothing_is_asked_for_once_it_is_loaded(page: &Page) -> Result {
    page.ready().await?;
    let before = (page.requests().await?, page.served());
    assert!(!before.0.is_empty());
    page.choose(&[&xtask::sample::file()?]).await?;
    page.matched(5000, 5000).await?;
    page.filter("onerror").await?;
    page.wait_until("return !document.querySelector('#count').innerText.startsWith('5,000');")
        .await?;
    page.button("Chart").await?;
    page.find(".chart-frame img").await?;
    page.button("Group").await?;
    page.select("select[aria-label='Add a column to group by']", "Object Name")
        .await?;
    page.find(".group-row .group-value").await?;
    page.menu("export", "NDJSON").await?;
    page.download().await?;
    let after = (page.requests().await?, page.served());
    assert_eq!(after.1, before.1);
    assert_eq!(after.0, before.0, "{:?}", page.place() == Place::Hosted);
    Ok(())
}
