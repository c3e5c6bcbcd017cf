//! A running browser: its driver, the folder it writes to, and sessions in it.

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use fantoccini::{Client, ClientBuilder};
use serde_json::Value as Json;

use crate::{
    Result,
    line::Line,
    make::{Driver, Make},
};

/// A running driver with a profile folder of its own; both end with it.
pub struct Browser {
    make: Make,
    driver: Driver,
    profile: Folder,
}

impl Browser {
    /// Starts the driver of a browser.
    pub fn start(make: Make) -> Result<Self> {
        static PROFILES: AtomicU32 = AtomicU32::new(0);
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("audit-explorer-e2e-{}-{number}", std::process::id()));
        fs::create_dir_all(profile.join("downloads"))?;
        let profile = Folder(profile);
        let driver = make.driver(&profile.0)?;
        Ok(Self { make, driver, profile })
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.profile.0.join("downloads")
    }

    /// Opens a window.
    pub async fn session(&self) -> Result<Client> {
        let mut builder = ClientBuilder::new(Line::new(self.driver.port));
        if let Json::Object(wanted) = self.make.capabilities(&self.profile.0, &self.downloads())? {
            builder.capabilities(wanted);
        }
        Ok(builder
            .connect(&format!("http://127.0.0.1:{}", self.driver.port))
            .await?)
    }
}

/// A folder that goes when its owner goes.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that a dying browser still writes into stays behind in the system's folder for temporary files.
        drop(fs::remove_dir_all(&self.0));
    }
}
