//! The two commands of chromedriver beyond WebDriver: a DevTools command, and the browser's logs.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value as Json, json};

/// A command of this driver alone: the end of its address below the session, and its body.
#[derive(Debug)]
pub struct Extra {
    path: &'static str,
    body: Json,
}

impl Extra {
    /// A command of the DevTools protocol, such as `Emulation.setEmulatedMedia`.
    pub fn devtools(command: &str, parameters: Json) -> Self {
        Self {
            path: "goog/cdp/execute",
            body: json!({ "cmd": command, "params": parameters }),
        }
    }

    /// What has been logged since the last call: `browser` (the console) or `performance` (the network).
    pub fn log(kind: &str) -> Self {
        Self {
            path: "se/log",
            body: json!({ "type": kind }),
        }
    }
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
