//! The browsers the page is tested in: how each one's driver is started and what it is asked for.

use std::{
    fmt, fs,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value as Json, json};
use xtask::tools;

use crate::Result;

/// A make of browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Runs every test; the only one with DevTools (sizes, colours, console, network).
    Chromium,
    Firefox,
    /// WebKitGTK's MiniBrowser, on a display of its own.
    WebKit,
}

impl fmt::Display for Make {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// A driver that listens, and what it needs beside it.
pub struct Driver {
    pub children: Vec<Child>,
    pub port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            // Nothing is left to be done about a driver that is already gone.
            drop(child.kill().and_then(|()| child.wait()));
        }
    }
}

const MENDS: &str = "`cargo xtask test --all-browsers` installs it, or says how.";

impl Make {
    /// Starts the driver; `profile` is a folder for what the browser writes.
    pub fn driver(self, profile: &Path) -> Result<Driver> {
        match self {
            // The port it takes may be another's a moment later; then it ends at once.
            Self::Chromium => chromedriver().or_else(|_| chromedriver()).or_else(|_| chromedriver()),
            Self::Firefox => {
                let program = tools::geckodriver().ok_or_else(|| format!("geckodriver is missing: {MENDS}"))?;
                let port = free_port()?;
                let mut driver = Command::new(program);
                driver.args(["--port", &port.to_string(), "--log", "fatal"]);
                listening(Driver {
                    children: vec![quiet(&mut driver)?],
                    port,
                })
            }
            Self::WebKit => webkit_driver(profile),
        }
    }

    /// What a session is asked to be.
    pub fn capabilities(self, profile: &Path, downloads: &Path) -> Result<Json> {
        match self {
            Self::Chromium => {
                let chromium =
                    tools::chromium().ok_or("Chromium is missing: `cargo xtask test` installs it, or says how.")?;
                Ok(chromium_wants(&chromium, profile, downloads))
            }
            Self::Firefox => {
                let firefox = tools::firefox().ok_or_else(|| format!("Firefox is missing: {MENDS}"))?;
                Ok(json!({
                    "browserName": "firefox",
                    "moz:firefoxOptions": {
                        "binary": firefox,
                        "args": ["-headless", "--width=1280", "--height=800"],
                        "prefs": {
                            "browser.download.folderList": 2,
                            "browser.download.dir": downloads,
                            "browser.download.useDownloadDir": true,
                            "browser.download.always_ask_before_handling_new_types": false,
                            "browser.helperApps.neverAsk.saveToDisk": "text/csv,application/x-ndjson,image/svg+xml,image/png",
                        },
                    },
                }))
            }
            Self::WebKit => {
                let browser = tools::minibrowser().ok_or_else(|| format!("WebKitGTK is missing: {MENDS}"))?;
                Ok(json!({
                    "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation", "--geometry=1280x900"] },
                }))
            }
        }
    }
}

/// Chromedriver takes a port of its choice and says which.
fn chromedriver() -> Result<Driver> {
    let program =
        tools::chromedriver().ok_or("chromedriver is missing: `cargo xtask test` installs it, or says how.")?;
    let mut child = Command::new(program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("chromedriver has no output")?).lines();
    let port = lines
        .by_ref()
        .map_while(std::result::Result::ok)
        .find_map(|line| port_in(&line));
    // chromedriver must not stop at a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let children = vec![child];
    match port {
        Some(port) => Ok(Driver { children, port }),
        None => {
            drop(Driver { children, port: 0 });
            Err("chromedriver ended before it said its port.".into())
        }
    }
}

fn port_in(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?
        .1
        .trim_end_matches('.')
        .parse()
        .ok()
}

fn chromium_wants(chromium: &Path, profile: &Path, downloads: &Path) -> Json {
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

/// WebKitGTK has no headless mode: it runs on a display that nobody sees.
fn webkit_driver(profile: &Path) -> Result<Driver> {
    let program = tools::webkit_driver().ok_or_else(|| format!("WebKitWebDriver is missing: {MENDS}"))?;
    let screen = tools::xvfb().ok_or_else(|| format!("Xvfb is missing: {MENDS}"))?;
    let mut screen = Command::new(screen)
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let said = screen.stdout.take();
    let mut driver = Driver {
        children: vec![screen],
        port: free_port()?,
    };
    let display = said.and_then(|said| BufReader::new(said).lines().next()?.ok());
    let display = display.ok_or("Xvfb ended before it said its display.")?;
    let folder = |name: &str| -> Result<std::path::PathBuf> {
        let folder = profile.join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    };
    let config = folder("config")?;
    fs::write(
        config.join("user-dirs.dirs"),
        format!("XDG_DOWNLOAD_DIR=\"{}\"\n", profile.join("downloads").display()),
    )?;
    let mut command = Command::new(program);
    command
        .arg(format!("--port={}", driver.port))
        .env("DISPLAY", format!(":{display}"))
        .env("GDK_BACKEND", "x11")
        .env("XDG_CONFIG_HOME", config)
        .env("XDG_CACHE_HOME", folder("cache")?)
        .env("XDG_DATA_HOME", folder("data")?)
        // Its sandbox needs rights that containers and root do not have.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    driver.children.push(quiet(&mut command)?);
    listening(driver)
}

fn quiet(command: &mut Command) -> Result<Child> {
    Ok(command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// A port that nobody has now, for drivers that cannot choose one themselves.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until the driver answers on its port.
fn listening(driver: Driver) -> Result<Driver> {
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, driver.port)).is_err() {
        if begun.elapsed() > Duration::from_secs(20) {
            return Err("the driver of the browser does not listen.".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(driver)
}
