//! The open page as a person (and a console) has it: click, type, choose files, read, look.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fantoccini::{Client, Locator, elements::Element, error::CmdError, wd::TimeoutConfiguration};
use serde_json::{Value as Json, json};

use crate::{
    Result,
    browser::Browser,
    devtools::Extra,
    make::Make,
    place::{Place, Site},
};

/// How long anything may take before the test gives up on it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How long a script may take, such as one that waits until a file is read.
const SCRIPT: Duration = Duration::from_secs(50);

/// The page in a window of its own.
pub struct Page {
    client: Client,
    browser: Browser,
    site: Site,
    place: Place,
    make: Make,
    console: RefCell<Vec<Json>>,
    requests: RefCell<Vec<String>>,
    downloaded: RefCell<Vec<PathBuf>>,
}

impl Page {
    /// Starts a browser and loads the page; it may still be starting its engine.
    pub async fn start(make: Make, place: Place) -> Result<Self> {
        let site = place.site()?;
        let browser = Browser::start(make)?;
        let client = browser.session().await?;
        client
            .update_timeouts(TimeoutConfiguration::new(
                Some(SCRIPT),
                Some(PATIENCE),
                Some(Duration::ZERO),
            ))
            .await?;
        // What the browser's own start page asks for is not the page's doing.
        if make == Make::Chromium {
            client.goto("about:blank").await?;
            client.issue_cmd(Extra::log("performance")).await?;
        }
        client.goto(&site.address).await?;
        Ok(Self {
            client,
            browser,
            site,
            place,
            make,
            console: RefCell::default(),
            requests: RefCell::default(),
            downloaded: RefCell::default(),
        })
    }

    /// The WebDriver session, for what this type does not offer.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Where the page runs.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Which browser it is.
    pub fn make(&self) -> Make {
        self.make
    }

    /// The page's address, without fragment.
    pub fn address(&self) -> &str {
        &self.site.address
    }

    /// Waits until the engine answers.
    pub async fn ready(&self) -> Result {
        self.wait_until("return globalThis.auditExplorer !== undefined;")
            .await?;
        self.run("await auditExplorer.ready;", vec![]).await?;
        Ok(())
    }

    /// Opens logs through the scripting door, and gives its report when all is read; `add` stacks them onto what is open.
    pub async fn open(&self, files: &[&Path], add: bool) -> Result<Json> {
        let input = "
            const input = document.createElement('input');
            Object.assign(input, { type: 'file', multiple: true, hidden: true, id: 'files-of-the-test' });
            document.body.append(input);
        ";
        self.run(input, vec![]).await?;
        self.choose_files("#files-of-the-test", files).await?;
        let open = "
            const input = document.querySelector('#files-of-the-test');
            input.remove();
            return auditExplorer.open([...input.files], { add: arguments[0] });
        ";
        self.run(open, vec![json!(add)]).await
    }

    /// What the page says of the log by now.
    pub async fn report(&self) -> Result<Json> {
        self.run("return auditExplorer.report();", vec![]).await
    }

    /// Asks the engine through the scripting door: `{ answers, rows, micros, workers }`.
    pub async fn ask(&self, filter: &str, asks: Json) -> Result<Json> {
        let ask = "return auditExplorer.ask(arguments[0], arguments[1]);";
        self.run(ask, vec![json!(filter), asks]).await
    }

    /// Runs the body of an async JavaScript function with `arguments`, and gives what it returns.
    ///
    /// # Errors
    /// With the text of whatever it throws.
    pub async fn run(&self, body: &str, arguments: Vec<Json>) -> Result<Json> {
        let script = format!(
            "return (async function () {{ {body} }}).apply(null, arguments).then((value) => ({{ value: value ?? null }}), \
             (error) => ({{ error: error instanceof Error ? String(error) : JSON.stringify(error) ?? String(error) }}));"
        );
        let mut answer = self.client.execute(&script, arguments).await?;
        match answer.get("error").and_then(Json::as_str) {
            Some(error) => Err(format!("the page threw {error}").into()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until the body of an async JavaScript function returns something true, and gives that.
    pub async fn wait_until(&self, body: &str) -> Result<Json> {
        let begun = Instant::now();
        loop {
            let value = self.run(body, vec![]).await?;
            if !matches!(value, Json::Null | Json::Bool(false)) {
                return Ok(value);
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("waited {PATIENCE:?} in vain until: {body}").into());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits for the first element that `css` selects.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(25))
            .for_element(Locator::Css(css))
            .await;
        found.map_err(|error| format!("nothing on the page is {css}: {error}").into())
    }

    /// All elements that `css` selects now.
    pub async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        Ok(self.client.find_all(Locator::Css(css)).await?)
    }

    /// Clicks the first element that `css` selects, once it is there.
    pub async fn click(&self, css: &str) -> Result {
        Ok(self.press(&self.find(css).await?).await?)
    }

    /// Clicks an element, brought into view first where it is not: not every driver scrolls a panel of the page.
    pub(crate) async fn press(&self, element: &Element) -> std::result::Result<(), CmdError> {
        let into_view = "
            const { left, top, width, height } = arguments[0].getBoundingClientRect();
            const seen = document.elementFromPoint(left + width / 2, top + height / 2);
            if (!arguments[0].contains(seen)) arguments[0].scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
        ";
        self.client
            .execute(into_view, vec![serde_json::to_value(element)?])
            .await?;
        element.click().await
    }

    /// The text a person sees in the first element that `css` selects.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Waits until the text of the first element that `css` selects contains `text`.
    pub async fn wait_for_text(&self, css: &str, text: &str) -> Result {
        let begun = Instant::now();
        loop {
            let seen = self
                .run(
                    "return document.querySelector(arguments[0])?.innerText;",
                    vec![json!(css)],
                )
                .await?;
            if seen.as_str().is_some_and(|seen| seen.contains(text)) {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("waited {PATIENCE:?} for {text:?} in {css}, which says {seen}").into());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Chooses `files` in the `<input type=file>` that `css` selects, hidden or not.
    pub async fn choose_files(&self, css: &str, files: &[&Path]) -> Result {
        let paths = files
            .iter()
            .map(|file| Ok(file.canonicalize()?.to_string_lossy().into_owned()))
            .collect::<Result<Vec<_>>>()?;
        let input = self.client.find(Locator::Css(css)).await?;
        Ok(input.send_keys(&paths.join("\n")).await?)
    }

    /// Sets the size of what is seen of the page, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await?;
        Ok(())
    }

    /// Makes the page think the person prefers dark (or light) colours.
    pub async fn dark(&self, dark: bool) -> Result {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Takes a picture of what is seen: `tests/output/<name>.png`.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = xtask::root().join("tests/output");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        fs::write(&file, self.client.screenshot().await?)?;
        Ok(file)
    }

    /// Waits for the next file that has been downloaded completely.
    pub async fn download(&self) -> Result<PathBuf> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let mut files = fs::read_dir(self.browser.downloads())?
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>>>()?;
            let any_partial = files.iter().any(|file| partial(file));
            files.retain(|file| !self.downloaded.borrow().contains(file));
            if let (false, Some(file)) = (any_partial, files.pop()) {
                self.downloaded.borrow_mut().push(file.clone());
                return Ok(file);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("waited {PATIENCE:?} for a download in vain").into())
    }

    /// Calls a command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Json) -> Result<Json> {
        Ok(self.client.issue_cmd(Extra::devtools(command, parameters)).await?)
    }

    /// Everything on the console so far: `{ level, message, source, timestamp }`. Only Chromium tells.
    pub async fn console(&self) -> Result<Vec<Json>> {
        if self.make != Make::Chromium {
            return Ok(Vec::new());
        }
        let more = self.client.issue_cmd(Extra::log("browser")).await?;
        let mut console = self.console.borrow_mut();
        console.extend(more.as_array().into_iter().flatten().cloned());
        Ok(console.clone())
    }

    /// The errors on the console so far.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let console = self.console().await?;
        Ok(console
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].to_string())
            .collect())
    }

    /// Leaves the errors so far out of what fails the test: for a test that provokes some.
    pub async fn forget_errors(&self) -> Result {
        self.console().await?;
        self.console.borrow_mut().retain(|entry| entry["level"] != "SEVERE");
        Ok(())
    }

    /// The addresses the page itself has asked for so far; `data:` and `blob:`, which ask nobody, are left out.
    /// Of a worker's requests the browser does not tell: see [`Page::served`].
    pub async fn requests(&self) -> Result<Vec<String>> {
        let more = self.client.issue_cmd(Extra::log("performance")).await?;
        let mut requests = self.requests.borrow_mut();
        for entry in more.as_array().into_iter().flatten() {
            let message: Json = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let address = &message["message"]["params"]["request"]["url"];
            if let ("Network.requestWillBeSent", Some(address)) = (
                message["message"]["method"].as_str().unwrap_or_default(),
                address.as_str(),
            ) && !address.starts_with("data:")
                && !address.starts_with("blob:")
            {
                requests.push(address.to_owned());
            }
        }
        Ok(requests.clone())
    }

    /// The paths that the page's own server has been asked for, by page and workers alike; none from `file://`.
    pub fn served(&self) -> Vec<String> {
        self.site
            .server
            .as_ref()
            .map(|server| server.requests())
            .unwrap_or_default()
    }

    /// Closes the window and the browser.
    pub async fn close(self) {
        if let Err(error) = self.client.close().await {
            println!("the browser did not close by itself: {error}");
        }
    }
}

/// Whether a browser is still writing this file.
fn partial(file: &Path) -> bool {
    let unfinished = ["crdownload", "part", "wkdownload"];
    let hidden = file
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    hidden
        || file
            .extension()
            .is_some_and(|end| unfinished.iter().any(|other| end == *other))
}
