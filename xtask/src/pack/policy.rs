//! The content security policy of each page: the log that is opened in it has no way out.
//!
//! A policy that comes in a `<meta>` also binds the workers, because they are started from Blob URLs and so inherit it.
//! `style-src` names no `'unsafe-inline'`: styles set through the DOM (`element.style`, Leptos' `style:name=`) pass, the attribute
//! `style="…"` in markup does not.

/// The policy of `index.html`: the sheet with this hash, files from beside the page, and nothing else.
pub fn hosted(style: &str) -> String {
    policy("'self'", style, "'self'")
}

/// The policy of `standalone.html`: only the script and the sheet with these hashes, and no connection at all.
pub fn standalone(script: &str, style: &str) -> String {
    policy(script, style, "'none'")
}

fn policy(script: &str, style: &str, connect: &str) -> String {
    format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; img-src blob: data:; connect-src {connect}; \
         worker-src blob:; base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unsafe_and_no_other_host_is_allowed() {
        for policy in [hosted("'sha256-b'"), standalone("'sha256-a'", "'sha256-b'")] {
            assert!(policy.starts_with("default-src 'none';"), "{policy}");
            for word in ["unsafe-inline", "'unsafe-eval'", "http", "*", "ws:"] {
                assert!(!policy.contains(word), "{word} in {policy}");
            }
        }
        assert!(standalone("", "").contains("connect-src 'none'"));
    }
}
