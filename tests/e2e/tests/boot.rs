//! The machinery under the page: it starts, its worker answers, and nothing it holds can get out.

use e2e::{Page, Place, Result, both};

both!(
    starts,
    carries_a_strict_policy,
    asks_for_nothing_after_loading,
    cannot_send_anything,
    holds_a_sample
);

async fn starts(page: &Page) -> Result {
    page.ready().await?;
    assert_eq!(
        page.find_all("#boot").await?.len(),
        0,
        "the notice stays until the program is up"
    );
    Ok(())
}

async fn carries_a_strict_policy(page: &Page) -> Result {
    let policy = page
        .run(
            "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content;",
            vec![],
        )
        .await?;
    let policy = policy.as_str().unwrap_or_default();
    let connect = if page.place() == Place::Hosted {
        "connect-src 'self';"
    } else {
        "connect-src 'none';"
    };
    for part in [
        "default-src 'none';",
        connect,
        "worker-src blob:;",
        "base-uri 'none';",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    for part in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(part), "{part} is in {policy}");
    }
    Ok(())
}

async fn asks_for_nothing_after_loading(page: &Page) -> Result {
    page.ready().await?;
    let own = page.address().to_owned();
    let requests = page.requests().await?;
    assert!(
        requests.contains(&own),
        "the log of requests does not work: {requests:?}"
    );
    let foreign: Vec<_> = requests.iter().filter(|address| !address.starts_with(&own)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    if page.place() == Place::Standalone {
        assert_eq!(requests, [own]);
    } else {
        let mut served = page.served();
        assert_eq!(served.len(), 3, "page, script and wasm, each once: {served:?}");
        served.dedup();
        assert_eq!(served.len(), 3);
    }
    Ok(())
}

/// Tries every way out, from the page and from a worker made as the page makes its own.
async fn cannot_send_anything(page: &Page) -> Result {
    page.ready().await?;
    let elsewhere = xtask::server::Server::start(xtask::root().join("dist"), 0, "/")?;
    let tries = "
        const ways = async (address) => {
            const out = [];
            const socket = (address) => new Promise((done) => {
                try {
                    const socket = new WebSocket(address.replace('http', 'ws'));
                    socket.onopen = socket.onmessage = () => done('open');
                    socket.onerror = () => done('refused');
                } catch { done('refused'); }
            });
            out.push(await fetch(address + '?fetch', { mode: 'no-cors' }).then(() => 'sent', () => 'refused'));
            out.push(await socket(address + '?socket'));
            if (typeof document !== 'undefined') {
                navigator.sendBeacon(address + '?beacon', 'x');
                const image = new Image();
                out.push(await new Promise((done) => { image.onload = () => done('sent'); image.onerror = () => done('refused'); image.src = address + '?image'; }));
            }
            return out;
        };
        const source = `(${ways})(${JSON.stringify(arguments[0])}).then(postMessage)`;
        const worker = new Worker(URL.createObjectURL(new Blob([source])));
        const fromWorker = await new Promise((done) => { worker.onmessage = ({ data }) => done(data); });
        return [...await ways(arguments[0]), ...fromWorker];
    ";
    let tried = page.run(tries, vec![elsewhere.address().into()]).await?;
    assert_eq!(
        tried,
        e2e::json!(["refused", "refused", "refused", "refused", "refused"])
    );
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
    page.forget_errors().await
}

async fn holds_a_sample(page: &Page) -> Result {
    page.ready().await?;
    let read = "
        const slot = document.getElementById('sample');
        const file = await (auditExplorerBoot.embeddedSample() ?? fetch(slot.dataset.src).then((answer) => answer.blob()));
        return { name: file.name ?? slot.dataset.name, text: await file.text() };
    ";
    let sample = page.run(read, vec![]).await?;
    let file = xtask::sample::file()?;
    assert_eq!(
        sample["name"],
        file.file_name().unwrap_or_default().to_string_lossy().as_ref()
    );
    assert_eq!(sample["text"], std::fs::read_to_string(file)?);
    Ok(())
}
