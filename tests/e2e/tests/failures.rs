//! When the page cannot start it says so in a sentence; it never just hangs.

use std::fs;

use e2e::{Page, Place, Result, json, run};

/// Opens the standalone page with its policy changed.
async fn open_with_policy(page: &Page, name: &str, from: &str, to: &str) -> Result {
    let html = fs::read_to_string(xtask::root().join("dist/standalone.html"))?;
    assert!(html.contains(from), "{from} is not in the page");
    let folder = xtask::root().join("tests/output");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.html"));
    fs::write(&file, html.replacen(from, to, 1))?;
    Ok(page.client().goto(&format!("file://{}", file.display())).await?)
}

/// What a new worker says first, if that is a sentence.
const FIRST_WORD: &str = "
    const worker = auditExplorerBoot.startWorker();
    return new Promise((done) => { worker.onmessage = ({ data }) => done(typeof data === 'string' ? data : 'an event'); });
";

#[test]
fn a_policy_that_forbids_wasm_is_named() {
    run(Place::Standalone, "forbidden-wasm", async |page: &Page| {
        open_with_policy(page, "forbidden-wasm", " 'wasm-unsafe-eval'", "").await?;
        page.wait_for_text(
            "#boot[role=alert]",
            "could not start. A content security policy forbids WebAssembly here",
        )
        .await?;
        page.forget_errors().await
    });
}

#[test]
fn a_policy_that_forbids_workers_is_named() {
    run(Place::Standalone, "forbidden-worker", async |page: &Page| {
        open_with_policy(page, "forbidden-worker", "worker-src blob:", "worker-src 'none'").await?;
        page.wait_until("return globalThis.auditExplorerBoot !== undefined;")
            .await?;
        let said = page.run(FIRST_WORD, vec![]).await?;
        assert_eq!(said, "The engine could not be loaded.");
        page.forget_errors().await
    });
}

#[test]
fn a_page_without_its_wasm_says_so() {
    run(Place::Standalone, "missing-wasm", async |page: &Page| {
        open_with_policy(page, "missing-wasm", "id=\"wasm\"", "id=\"lost\"").await?;
        page.wait_for_text("#boot[role=alert]", "Audit Explorer could not start.")
            .await?;
        page.forget_errors().await
    });
}

#[test]
fn a_worker_that_gets_no_module_says_so() {
    run(Place::Hosted, "broken-module", async |page: &Page| {
        page.wait_until("return globalThis.auditExplorerBoot !== undefined;")
            .await?;
        let said = page
            .run(
                &format!(
                    "const post = Worker.prototype.postMessage;
                     Worker.prototype.postMessage = function () {{ post.call(this, new Uint8Array(4).buffer); }};
                     {FIRST_WORD}"
                ),
                vec![],
            )
            .await?;
        let said = said.as_str().unwrap_or_default();
        assert!(said.starts_with("The engine could not start. "), "{said}");
        Ok(())
    });
}

#[test]
fn a_second_worker_starts_like_the_first() {
    run(Place::Hosted, "second-worker", async |page: &Page| {
        page.wait_until("return globalThis.auditExplorerBoot !== undefined;")
            .await?;
        for _ in 0..2 {
            assert_eq!(page.run(FIRST_WORD, vec![]).await?, "an event");
        }
        Ok(())
    });
}

#[test]
fn a_worker_that_dies_says_so() {
    run(Place::Hosted, "dying-worker", async |page: &Page| {
        page.ready().await?;
        let script = "
            const program = await fetch(document.querySelector('script[data-wasm]').src).then((answer) => answer.text());
            const said = (end) => new Promise((done) => {
                const worker = new Worker(URL.createObjectURL(new Blob([program, end])));
                worker.onmessage = ({ data }) => done(data);
            });
            return [
                await said('setTimeout(() => { throw new Error(\"thrown\"); });'),
                await said('Promise.reject(new Error(\"rejected\"));'),
            ];
        ";
        let said = page.run(script, vec![]).await?;
        assert_eq!(
            said,
            json!(["The engine stopped. thrown", "The engine stopped. rejected"])
        );
        Ok(())
    });
}
