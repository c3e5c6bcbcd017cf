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

/// Makes every wasm of the page find its memory full early: rewrites the limits of its memory to so many pages of 64 KiB.
const NARROW: &str = "
    const narrow = (source) => {
        const bytes = new Uint8Array(source);
        const number = (at) => {
            let value = 0;
            for (let shift = 0; ; shift += 7) {
                value |= (bytes[at] & 127) << shift;
                if (bytes[at++] < 128) return [value, at];
            }
        };
        const written = (value) => value < 128 ? [value] : [(value & 127) | 128, ...written(value >> 7)];
        for (let at = 8; at < bytes.length; ) {
            const [size, start] = number(at + 1);
            if (bytes[at] === 5) {
                const [least] = number(start + 2);
                const section = [1, 1, ...written(least), ...written(PAGES)];
                return new Blob([bytes.slice(0, at), new Uint8Array([5, section.length, ...section]), bytes.slice(start + size)]).arrayBuffer();
            }
            at = start + size;
        }
        return source;
    };
    const compile = WebAssembly.compile;
    WebAssembly.compile = async (source) => compile(await narrow(source));
    WebAssembly.compileStreaming = async (answer) => compile(await narrow(await (await answer).arrayBuffer()));
";

#[test]
fn a_log_too_large_for_memory_is_told_of_and_the_page_lives() {
    run(Place::Hosted, "full-memory", async |page: &Page| {
        let source = NARROW.replace("PAGES", "800");
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
            .await?;
        page.client().refresh().await?;
        page.ready().await?;
        let too_large = "
            const line = (at) => `${at},${Math.random().toString(36)}${Math.random().toString(36)}${Math.random().toString(36)}\\n`;
            const part = () => Array.from({ length: 20000 }, (_, at) => line(at)).join('');
            const file = new File(['n,text\\n', ...Array.from({ length: 120 }, part)], 'large.csv');
            return auditExplorer.open([file]).then(() => 'opened', (failure) => failure.what);
        ";
        let said = page.run(too_large, vec![]).await?;
        assert_eq!(
            said.as_str()
                .map(|said| said.contains("The memory of this tab is full.")),
            Some(true),
            "{said}"
        );
        page.wait_for_text("#notice", "The memory of this tab is full. Open less")
            .await?;
        page.forget_errors().await?;
        let report = page.open(&[&xtask::sample::file()?], false).await?;
        assert_eq!(report["rows"], 5000);
        page.wait_for_text(".foot", "5,000").await?;
        Ok(())
    });
}

#[test]
fn a_log_that_does_not_fit_is_asked_about_before_it_is_read() {
    run(Place::Hosted, "does-not-fit", async |page: &Page| {
        page.ready().await?;
        let choose = "
            const line = (at) => `2026-01-05T10:00:00Z,${at},${Math.random()}${Math.random()}${Math.random()}${Math.random()}\\n`;
            const part = new Blob([Array.from({ length: 50000 }, (_, at) => line(at)).join('')]);
            const parts = Array(Math.ceil(6e9 / part.size)).fill(part);
            const chosen = new DataTransfer();
            chosen.items.add(new File(['time,n,text\\n', ...parts], 'large.csv'));
            const input = document.querySelector('#files');
            input.files = chosen.files;
            input.dispatchEvent(new Event('change'));
        ";
        page.run(choose, vec![]).await?;
        page.wait_for_text("#fit", "a tab holds about").await?;
        page.screenshot("does-not-fit").await?;
        let verdict = "return document.querySelector('#fit [role=status]').innerText;";
        let first = page.run(verdict, vec![]).await?;
        page.run(
            "const every = document.querySelector('#fit input[type=number]');
             every.value = '1000';
             every.dispatchEvent(new Event('input'));",
            vec![],
        )
        .await?;
        assert_ne!(page.run(verdict, vec![]).await?, first);
        page.click("#fit .dialog-head button").await?;
        // The beginning is open, and can be looked at.
        let counted = page.ask("", json!([{ "count": {} }])).await?;
        assert!(counted["rows"].as_u64().is_some_and(|rows| rows > 1000), "{counted}");
        Ok(())
    });
}
