//! Reads the sources and keeps the house as `src/lib.rs` describes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A source file: its path below the project, and its text.
struct Source {
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gather(folder: &Path, ending: &str, into: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.ends_with("node_modules") {
            continue;
        }
        if path.is_dir() {
            gather(&path, ending, into);
        } else if path.extension().is_some_and(|found| found == ending) {
            let text = fs::read_to_string(&path).expect("a source is text");
            let path = path
                .strip_prefix(root())
                .expect("below the project")
                .display()
                .to_string()
                .replace('\\', "/");
            into.push(Source { path, text });
        }
    }
}

fn sources(folders: &[&str], ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        gather(&root().join(folder), ending, &mut found);
    }
    assert!(!found.is_empty(), "no sources under {folders:?}");
    found
}

/// Code without comments and without the tests at the end of a file.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    code.lines()
        .map(|line| match line.trim_start().starts_with("//") {
            true => "",
            false => line.split(" // ").next().unwrap_or(line),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of the crate that a piece of code names by `crate::`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or(group);
            names.extend(
                group
                    .split(',')
                    .map(|name| name.trim().split("::").next().unwrap_or("").to_string()),
            );
        } else {
            names.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

/// The modules in the order of `lib.rs`.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_string)
        .collect()
}

/// The module a file belongs to.
fn module(path: &str) -> &str {
    path.strip_prefix("src/")
        .unwrap_or(path)
        .split(['/', '.'])
        .next()
        .unwrap_or("")
}

#[test]
fn a_module_uses_only_the_modules_above_it() {
    let order: BTreeMap<String, usize> = modules().into_iter().enumerate().map(|(at, name)| (name, at)).collect();
    assert!(order.len() >= 9, "lib.rs lists the modules: {order:?}");
    let mut breaches = Vec::new();
    for source in sources(&["src"], "rs") {
        let Some(own) = order.get(module(&source.path)) else {
            continue;
        };
        for name in named(&code(&source.text)) {
            if order.get(&name).is_some_and(|other| other > own) {
                breaches.push(format!("{} uses {name}, which stands below it", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_page_sees_answers_only_and_the_worker_is_plumbing() {
    let closed: [(&str, &[&str]); 2] = [
        ("ui", &["format", "table", "engine"]),
        ("worker", &["format", "table", "view", "chart"]),
    ];
    let mut breaches = Vec::new();
    for source in sources(&["src/ui", "src/worker"], "rs") {
        let forbidden = closed
            .iter()
            .find(|(name, _)| *name == module(&source.path))
            .map_or(&[][..], |(_, names)| names);
        for name in named(&code(&source.text)) {
            if forbidden.contains(&name.as_str()) {
                breaches.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn one_file_knows_the_worker() {
    let knows = |source: &&Source| source.path.starts_with("src/ui/") && code(&source.text).contains("web_sys::Worker");
    let imports = |source: &&Source| code(&source.text).contains("Worker}") || code(&source.text).contains("Worker,");
    let found: Vec<String> = sources(&["src/ui"], "rs")
        .iter()
        .filter(|source| knows(source) || imports(source))
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(found, ["src/ui/client.rs"]);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources(&["src", "tests", "xtask", "generate", "examples", "benches"], "rs")
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "no `//!` sentence at the top of {silent:?}");
    for (ending, opening) in [("mjs", "// "), ("py", "\"\"\"")] {
        let silent = sources(&["bench"], ending)
            .into_iter()
            .find(|source| !source.text.starts_with(opening));
        assert!(
            silent.is_none(),
            "no sentence at the top of {:?}",
            silent.map(|source| source.path)
        );
    }
}

#[test]
fn data_never_becomes_markup() {
    let words = [
        "inner_html",
        "outer_html",
        "insert_adjacent_html",
        "document.write",
        "innerHTML",
        "eval(",
    ];
    for source in sources(&["src"], "rs").iter().chain(&sources(&["src"], "js")) {
        for word in words {
            assert!(!code(&source.text).contains(word), "{} has {word}", source.path);
        }
    }
}

#[test]
fn nothing_unfinished_lands() {
    // Put together here so that this file does not find itself.
    let words: Vec<String> = [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("todo", "!("),
        ("unimplemented", "!("),
        ("dbg", "!("),
    ]
    .map(|(a, b)| format!("{a}{b}"))
    .into();
    let rust = sources(&["src", "tests", "xtask", "generate", "examples", "benches"], "rs");
    for source in rust.iter().chain(&sources(&["bench"], "mjs")) {
        for word in &words {
            assert!(!source.text.contains(word.as_str()), "{} has {word}", source.path);
        }
    }
}

#[test]
fn only_the_client_of_the_page_and_the_sample_reach_out() {
    for source in sources(&["src"], "rs") {
        let reaches = [
            "gloo_net",
            "fetch_with",
            "XmlHttpRequest",
            "WebSocket",
            "EventSource",
            "send_beacon",
        ];
        let code = code(&source.text);
        if let Some(word) = reaches.iter().find(|word| code.contains(**word)) {
            assert!(
                source.path.starts_with("src/ui/intake") && *word == "gloo_net",
                "{} has {word}",
                source.path
            );
        }
    }
}

#[test]
fn styles_name_colours_in_one_file() {
    for source in sources(&["style"], "css") {
        if source.path.ends_with("tokens.css") {
            continue;
        }
        let named = source.text.lines().find(|line| {
            let value = line.split_once(':').map_or("", |(_, value)| value);
            value.contains("rgb(") || value.contains("hsl(") || (value.contains('#') && !value.contains("url("))
        });
        assert!(
            named.is_none(),
            "{} names a colour: {}",
            source.path,
            named.unwrap_or("")
        );
    }
}

/// How much of what stands before a literal is looked at, in bytes.
const BEFORE: usize = 400;

/// The literals of code, each with what stands before it, in which other literals are empty.
fn literals(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut line = String::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => line.push(' '),
            // A quote as a character, such as '"'.
            '\'' if letters.peek() == Some(&'"') => {
                letters.next();
                line.push('\'');
            }
            '"' => {
                let mut text = String::new();
                while let Some(letter) = letters.next() {
                    match letter {
                        '"' => break,
                        '\\' => text.extend(letters.next()),
                        other => text.push(other),
                    }
                }
                let from = line.ceil_char_boundary(line.len().saturating_sub(BEFORE));
                found.push((line[from..].to_string(), text));
                line.push_str("\"\"");
            }
            other => line.push(other),
        }
    }
    found
}

/// Whether a literal is what a block or an arm comes to, within an attribute that is read or heard, or as a child of an element.
fn chosen(before: &str) -> bool {
    let end = before.trim_end();
    if !end.ends_with('{') && !end.ends_with("=>") {
        return false;
    }
    let bytes = before.as_bytes();
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_');
    let sign = (1..bytes.len())
        .rev()
        .find(|&i| bytes[i] == b'=' && letter(at(i - 1)) && !matches!(at(i + 1), b'=' | b'>' | b' '));
    let close = (1..bytes.len())
        .rev()
        .find(|&i| bytes[i] == b'>' && !matches!(at(i - 1), b'=' | b'-' | b' '));
    match (sign, close) {
        (sign, Some(close)) if sign.is_none_or(|sign| sign < close) => {
            let child = &before[close + 1..];
            let inside = child.matches('{').count() > child.matches('}').count();
            (child.starts_with('{') || child.starts_with("  ") && child.trim_start().starts_with('{')) && inside
        }
        (Some(sign), _) => {
            let name = before[..sign].rsplit(char::is_whitespace).next().unwrap_or_default();
            SPOKEN.contains(&name)
        }
        _ => false,
    }
}

/// The attributes that are read or heard.
const SPOKEN: [&str; 5] = ["title", "aria-label", "placeholder", "alt", "label"];

/// Whether a literal of `ui` says something to people, by how it reads and what stands before it.
fn said(before: &str, text: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == '(');
    let before = before.strip_suffix("format!").unwrap_or(before);
    let mut plain = text
        .split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let plain = plain.by_ref().collect::<Vec<_>>().join(" ");
    let word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    // What a drag carries has its name.
    if before.ends_with("includes(&") || !plain.contains(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let attribute = |name: &str| before.ends_with(&format!("{name}=")) || before.ends_with(&format!("{name}=move ||"));
    if ["class", "style", "style:left", "style:width"]
        .iter()
        .any(|name| attribute(name))
    {
        return false;
    }
    let child = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
    let name = plain.len() > 2 && plain.starts_with(char::is_uppercase) && word(&plain[1..]);
    // A number and its unit.
    let measured = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(' ');
    child && plain.len() > 1
        || SPOKEN.iter().any(|name| attribute(name))
        || measured
        || plain.len() > 1 && chosen(before)
        || name
        || plain.trim().contains(char::is_whitespace) && plain.split_whitespace().any(word)
}

#[test]
fn what_the_page_says_stands_among_the_words() {
    // Names of keys and events, selectors, grid templates, classes that are put together, the filter language by example, the name itself.
    let no_texts = [
        "A message did not reach the worker.",
        "Audit Explorer",
        "{name} · Audit Explorer",
        "{name} + {} · Audit Explorer",
        "Sigma",
        "null",
        "Home",
        "End",
        "Enter",
        "Escape",
        "Delete",
        "Backspace",
        "Tab",
        "Base data",
        "input, textarea",
        "Event_Status:failure",
        "in (",
        " in (",
        " in #",
        "[mon TO fri]",
        "not a and b or c",
        "a is null  a is not null",
        "a in (\"x\", \"y\")",
    ];
    let mut breaches = Vec::new();
    for source in sources(&["src/ui"], "rs") {
        // The scripting door speaks to programs.
        if source.path.starts_with("src/ui/door") {
            continue;
        }
        for (before, text) in literals(&code(&source.text)) {
            if said(&before, &text) && !no_texts.contains(&text.as_str()) {
                breaches.push(format!("{}: {text:?} belongs into src/words", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Whether a literal outside of `ui` says something to people: it has two words, of which what stands in braces is none.
fn tells(text: &str) -> bool {
    let plain: Vec<&str> = text
        .split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
        .collect();
    let word = |word: &&str| {
        let word = word
            .trim_start_matches(['“', '(', '`'])
            .trim_end_matches([',', '.', ':', ';', '”', ')', '`', '?']);
        let mut letters = word.chars();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|letter| letter.is_ascii_lowercase() || matches!(letter, '’' | '\''))
    };
    plain.join(" ").split_whitespace().filter(word).count() > 1
}

#[test]
fn what_is_found_out_is_told_in_words() {
    let code_of_others = [
        "Caused by:",
        "Traceback (most recent",
        "Audit file ",
        "started with:",
        "SELECT",
        "ORDER BY",
        "IS NOT DISTINCT",
        "read_csv(",
        "json_extract(",
        "SET TimeZone",
        "PUT ",
        "u{1680}",
        "T: Fixed",
    ];
    // Where no sentence stands: names of columns of logs, words of other programs, and the filter language by example.
    let no_texts_in = [
        "src/format/csv/layout.rs",
        "src/format/csv/totals.rs",
        "src/format/lines/access.rs",
        "src/format/lines/login.rs",
        "src/query/language/reference.rs",
    ];
    // Commands, names of encodings, of families and of the columns of answers, what shells print, and what only a programmer sees.
    let no_texts = [
        "UTF-8 with byte order mark",
        "soffice --convert-to csv log.xls",
        "iconv -f UTF-32 -t UTF-8 log > log.txt",
        " row in set",
        " rows in set",
        "row {row} of {}",
        "bitmaps of one table",
        "numbers of {} bytes",
        "no object",
        "hour of week",
        "hour of the week",
        "first seen",
        "last seen",
        "rows that pass",
        "share that passes",
        "sum of {name}",
        "most frequent {name}",
        "{} as a share of the parent",
        "{} as a share of all",
        "{} as a share of the line",
        "{} as a share of the column",
        "bin of {column}",
        "all columns",
        "worked out",
        "worked out {layers}",
        "worked out {}",
        "looked up {}",
        "{name} (worked out)",
        "Base data",
        "Event entry data",
        "Event entry data · {category}",
    ];
    let mut breaches = Vec::new();
    let folders = [
        "src/format",
        "src/table",
        "src/vendor",
        "src/query",
        "src/sql",
        "src/engine",
        "src/worker",
    ];
    for source in sources(&folders, "rs") {
        let is_test = source.path.ends_with("laws.rs") || source.path.contains("/tests");
        if is_test || no_texts_in.contains(&source.path.as_str()) {
            continue;
        }
        for (before, text) in literals(&code(&source.text)) {
            let before = before.trim_end();
            let reason = ["expect(", "reason =", "panic!("]
                .iter()
                .any(|end| before.ends_with(end));
            let said = tells(&text) && !reason && !no_texts.contains(&text.as_str());
            if said && !code_of_others.iter().any(|code| text.contains(code)) {
                breaches.push(format!("{}: {text:?} belongs into src/words", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    for (text, told) in [
        ("There is no column `{name}`.", true),
        ("a value", true),
        ("{name} of {}", false),
        ("{first} {second}", false),
        ("user.name", false),
        ("IS NULL", false),
    ] {
        assert_eq!(tells(text), told, "{text}");
    }
}

#[test]
fn what_is_said_is_told_from_names() {
    let found = |code: &str| {
        literals(code)
            .into_iter()
            .filter(|(before, text)| said(before, text))
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(r#"<p>"choose"</p>"#), ["choose"]);
    assert_eq!(found("<b>\n    \"choose\"\n</b>"), ["choose"]);
    assert_eq!(found(r#"<i title="Close" class="plain">"×"</i>"#), ["Close"]);
    assert_eq!(found(r#"<i aria-label=format!("Keep {value}")>"#), ["Keep {value}"]);
    assert_eq!(found(r#"Command::new("Next hit", "]", act)"#), ["Next hit"]);
    assert_eq!(found(r#"Some("Events".into())"#), ["Events"]);
    assert_eq!(
        found(
            r#"<input class="plain" placeholder=move || if choice == One { "percent" } else { "filter" } role="x"/>"#
        ),
        ["percent", "filter"]
    );
    assert_eq!(
        found(r#"<p>{move || if on { "kept" } else { "gone" }}</p>"#),
        ["kept", "gone"]
    );
    assert_eq!(
        found(r#"<p>{match way { Way::In => "inwards", _ => "outwards" }}</p>"#),
        ["inwards", "outwards"]
    );
    assert_eq!(found(r#"[(60, "1 h"), (1440, "1 d")]"#), ["1 h", "1 d"]);
    assert!(found(r#"<i class="plain tall" style:left=format!("{at}px") role="tab">{"#).is_empty());
    assert!(found(r#"<p class=move || if on { "warm" } else { "cold" }>{data.get("kind")}</p>"#).is_empty());
    assert!(found("fn name(self) -> Option<&'static str> { if self.on { Some(\"warm\") } else { None } }").is_empty());
    assert!(found(r#"match key { "j" => 1, '"' => "x", _ => data.get("kind") }"#).is_empty());
}
