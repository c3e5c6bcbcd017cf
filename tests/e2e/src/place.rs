//! Where the built page runs.

use std::{fmt, path::PathBuf};

use xtask::server::Server;

use crate::Result;

/// The two ways the page is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `dist/` served over HTTP below a sub-path, as any static host may do.
    Hosted,
    /// `dist/standalone.html` opened from disk.
    Standalone,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hosted => "hosted",
            Self::Standalone => "standalone",
        })
    }
}

/// The page's address, and what keeps it reachable.
pub struct Site {
    pub address: String,
    pub server: Option<Server>,
}

impl Place {
    /// Makes the page reachable.
    ///
    /// # Errors
    /// When `dist/` has not been built; the sentence says how.
    pub fn site(self) -> Result<Site> {
        let dist: PathBuf = xtask::root().join("dist");
        let file = dist.join("standalone.html");
        if !file.is_file() {
            return Err("there is no built page in dist/: run `cargo xtask build` first.".into());
        }
        Ok(match self {
            Self::Standalone => Site {
                address: format!("file://{}", file.display()),
                server: None,
            },
            Self::Hosted => {
                let server = Server::start(dist, 0, "/some/sub/path/")?;
                Site {
                    address: server.address(),
                    server: Some(server),
                }
            }
        })
    }
}
