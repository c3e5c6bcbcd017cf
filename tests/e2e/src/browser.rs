//! Starts a browser driver and a session in it; the one place that knows which browser it is.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value as Json, json};
use xtask::tools;

use crate::Result;

/// A running driver with a profile folder of its own; both end with it.
pub struct Browser {
    driver: Child,
    profile: PathBuf,
    port: u16,
}

impl Browser {
    /// Starts chromedriver on a port of its choice.
    pub fn start() -> Result<Self> {
        let program =
            tools::chromedriver().ok_or("chromedriver is missing: `cargo xtask test` installs it, or says how.")?;
        static PROFILES: AtomicU32 = AtomicU32::new(0);
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("audit-explorer-e2e-{}-{number}", std::process::id()));
        fs::create_dir_all(profile.join("downloads"))?;
        let mut driver = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(driver.stdout.take().ok_or("chromedriver has no output")?).lines();
        let port = lines
            .by_ref()
            .map_while(std::result::Result::ok)
            .find_map(|line| port_in(&line));
        // chromedriver must not stop at a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.ok_or("chromedriver ended before it said its port.")?;
        Ok(Self { driver, profile, port })
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.profile.join("downloads")
    }

    /// Opens a headless window.
    pub async fn session(&self) -> Result<Client> {
        let chromium = tools::chromium().ok_or("Chromium is missing: `cargo xtask test` installs it, or says how.")?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Json::Object(wanted) = capabilities(&chromium, &self.profile, &self.downloads()) {
            builder.capabilities(wanted);
        }
        Ok(builder.connect(&format!("http://127.0.0.1:{}", self.port)).await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Nothing is left to be done about a driver that is already gone or a folder that is already empty.
        drop(self.driver.kill().and_then(|()| self.driver.wait()));
        drop(fs::remove_dir_all(&self.profile));
    }
}

fn capabilities(chromium: &Path, profile: &Path, downloads: &Path) -> Json {
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": chromium,
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--window-size=1280,800",
                format!("--user-data-dir={}", profile.display()),
            ],
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        },
    })
}

fn port_in(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?
        .1
        .trim_end_matches('.')
        .parse()
        .ok()
}
