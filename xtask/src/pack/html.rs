//! Writes the pages: what goes into the head and the end of the body, and the files that `index.html` needs beside it.

use super::{Parts, encode, policy};
use crate::Result;

/// `page` without its inline scripts, and their text: under the policy they can only be a file. There is one, Trunk's live reload,
/// and only while `trunk serve` runs; it learns the server's address when the page is served, which a file has to ask the page for.
pub fn without_inline_scripts(page: &str) -> (String, String) {
    let (mut rest, mut scripts) = (page.to_owned(), String::new());
    while let Some((before, (script, after))) = rest
        .split_once("<script>")
        .and_then(|(before, after)| Some((before, after.split_once("</script>")?)))
    {
        scripts += script;
        rest = format!("{before}{after}");
    }
    let scripts = scripts
        .replace("'{{__TRUNK_ADDRESS__}}'", "location.host")
        .replace("{{__TRUNK_WS_BASE__}}", "/");
    (rest, scripts)
}

/// `index.html` and the files beside it, by their relative paths; all but the page and the samples are named by their content.
pub fn hosted(parts: &Parts, reload: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let named =
        |stem: &str, extension: &str, content: &[u8]| format!("{stem}-{}.{extension}", encode::short_hash(content));
    let script = named("app", "js", parts.script.as_bytes());
    let wasm = named("app", "wasm", &parts.wasm);
    let (name, sample) = &parts.sample;

    let head = format!(
        "{}<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script defer src=\"{script}\" data-wasm=\"{wasm}\"></script>\n",
        sheet(&parts.style)?
    );
    let place = |id: &str, name: &str| {
        format!("<script type=\"text/plain\" id=\"{id}\" data-name=\"{name}\" data-src=\"sample/{name}\"></script>\n")
    };
    let mut body = place("sample", name);
    let mut files = Vec::new();
    for (at, (name, tale)) in parts.tales.iter().enumerate() {
        body += &place(&format!("sample-{}", at + 2), name);
        files.push((format!("sample/{name}"), tale.clone()));
    }
    if !reload.is_empty() {
        let file = named("reload", "js", reload.as_bytes());
        body += &format!("<script defer src=\"{file}\"></script>\n");
        files.push((file, reload.as_bytes().to_vec()));
    }
    let page = page(parts, &policy::hosted(&encode::source_hash(&parts.style)), &head, &body)?;
    files.extend([
        ("index.html".to_owned(), page.into_bytes()),
        (script, parts.script.clone().into_bytes()),
        (wasm, parts.wasm.clone()),
        (format!("sample/{name}"), sample.clone()),
    ]);
    Ok(files)
}

/// The whole page as one text; `small` takes its time to compress.
pub fn standalone(parts: &Parts, small: bool) -> Result<String> {
    let (script, style) = (&parts.script, &parts.style);
    for end in ["</script", "<!--"] {
        carried(script, end)?;
    }
    let block = |id: &str, about: &str, bytes: &[u8]| {
        let text = encode::base64(&encode::gzip(bytes, small));
        format!("<script type=\"text/plain\" id=\"{id}\"{about}>{text}</script>\n")
    };
    let head = sheet(style)?;
    let body = [
        block("wasm", "", &parts.wasm),
        block("sample", &format!(" data-name=\"{}\"", parts.sample.0), &parts.sample.1),
        format!("<script>{script}</script>\n"),
    ];
    page(
        parts,
        &policy::standalone(&encode::source_hash(script), &encode::source_hash(style)),
        &head,
        &body.concat(),
    )
}

/// The style sheet, carried by the page: a server that calls it by the wrong type would otherwise leave the page without one.
fn sheet(style: &str) -> Result<String> {
    carried(style, "</style")?;
    Ok(format!("<style>{style}</style>\n"))
}

/// Whether a page can carry this text, which may not hold what would end it.
fn carried(text: &str, end: &str) -> Result<()> {
    if text.to_ascii_lowercase().contains(end) {
        return Err(format!(
            "a page cannot carry a script or style with {end:?} in it: it would end there."
        ));
    }
    Ok(())
}

fn page(parts: &Parts, policy: &str, head: &str, body: &str) -> Result<String> {
    // The policy comes before anything it has to govern.
    let policy =
        format!("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let page = insert(&parts.page, "<meta charset=\"utf-8\">", &policy)?;
    let page = insert(&page, "</head>", &format!("{head}</head>"))?;
    insert(&page, "</body>", &format!("{body}</body>"))
}

fn insert(page: &str, mark: &str, text: &str) -> Result<String> {
    match page.split_once(mark) {
        Some((before, after)) => Ok([before, text, after].concat()),
        None => Err(format!("index.html has no {mark}, where the build puts its part.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            page: "<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n</body>".into(),
            script: "(function program() { run(); })();".into(),
            style: "p { color: red }".into(),
            wasm: b"\0asm".to_vec(),
            sample: ("a.csv".into(), b"id\n1\n".to_vec()),
            tales: vec![("b.gz".into(), b"packed".to_vec())],
        }
    }

    #[test]
    fn the_hosted_page_names_only_files_that_are_written_and_relative() {
        let files = hosted(&parts(), "reload()").expect("packed");
        let page = files
            .iter()
            .find(|(name, _)| name == "index.html")
            .map(|(_, page)| String::from_utf8_lossy(page).into_owned())
            .expect("a page");
        let named: Vec<&str> = page
            .split(['"'])
            .skip(1)
            .step_by(2)
            .filter(|value| value.contains('.'))
            .collect();
        assert!(named.len() >= 7, "{named:?}");
        for name in named.iter().filter(|name| !["a.csv", "b.gz"].contains(name)) {
            assert!(files.iter().any(|(file, _)| file == name), "{name} is not written");
        }
    }

    #[test]
    fn the_standalone_page_needs_no_file_and_its_policy_comes_first() {
        let page = standalone(&parts(), true).expect("packed");
        assert!(!page.contains("src=") && !page.contains("href="), "{page}");
        assert!(page.find("Content-Security-Policy") < page.find("<style>"));
        assert!(page.contains(&encode::source_hash("p { color: red }")));
    }

    #[test]
    fn a_script_that_would_end_the_page_is_refused() {
        for script in ["x = '</SCRIPT>'", "x = '<!--'"] {
            assert!(
                standalone(
                    &Parts {
                        script: script.into(),
                        ..parts()
                    },
                    true
                )
                .is_err(),
                "{script}"
            );
        }
    }

    #[test]
    fn inline_scripts_leave_the_page() {
        let (page, scripts) = without_inline_scripts("<body>a<script>go('{{__TRUNK_ADDRESS__}}')</script>b</body>");
        assert_eq!(page, "<body>ab</body>");
        assert_eq!(scripts, "go(location.host)");
    }
}
