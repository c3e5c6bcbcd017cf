//! A made-up language to look at: the English words with accents on every letter and a third longer, as another language may be.
//! What a page built with it shows in plain letters does not come from `src/words`.

use std::{fs, path::Path};

use crate::{Result, root};

/// The name of its feature.
pub const PSEUDO: &str = "pseudo";

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒĝĥíĵķĺɱñóþǫŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ";

/// Writes `target/words/pseudo.rs` and its cards, which `src/words` takes in when it is built for that language.
pub fn write() -> Result<()> {
    let (from, to) = (root().join("src/words/en"), root().join("target/words"));
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let mut modules: Vec<_> = fs::read_dir(&from)
        .map_err(|error| format!("{}: {error}", from.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    modules.sort();
    // Numbers as another language writes them.
    let mut whole = String::from(
        "pub const LANGUAGE: &str = \"de\";\npub const THOUSANDS: &str = \".\";\npub const POINT: &str = \",\";\n",
    );
    for path in modules {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if name != "mod" {
            whole += &format!("pub mod {name} {{\n{}}}\n", accented(&read(&path)?));
        }
    }
    let write = |name: &str, text: String| {
        fs::create_dir_all(&to)
            .and_then(|()| fs::write(to.join(name), text))
            .map_err(|error| format!("{}: {error}", to.join(name).display()))
    };
    write("pseudo.rs", whole)?;
    write("cards.json", cards(&read(&from.join("cards.json"))?))
}

/// Rust code with accents in its literals, without its comments. The name of a file is no text.
fn accented(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    literals(&code, |before, text, _| match before.ends_with("include_str!(") {
        true => text.to_owned(),
        false => spoken(text),
    })
}

/// Question cards with accents in what people read: topics, titles, and the first of each pair of measures.
fn cards(json: &str) -> String {
    let (mut key, mut nth) = (String::new(), 0);
    literals(json, |_, text, after| {
        if after.starts_with(':') {
            (key, nth) = (text.to_owned(), 0);
            return text.to_owned();
        }
        nth += 1;
        match key.as_str() {
            "topic" | "title" => spoken(text),
            "measures" if nth % 2 == 1 => spoken(text),
            _ => text.to_owned(),
        }
    })
}

/// A text with other literals, each made of what stands before it, itself and what stands behind it.
fn literals(text: &str, mut made: impl FnMut(&str, &str, &str) -> String) -> String {
    let mut parts = text.split('"');
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        let mut literal = part.to_owned();
        while literal.ends_with('\\') {
            literal = literal + "\"" + parts.next().unwrap_or_default();
        }
        let after = parts.next().unwrap_or_default();
        let new = made(&out, &literal, after);
        out += &format!("\"{new}\"{after}");
    }
    out
}

/// A text with accents and longer; what stands in braces or behind a backslash stays.
fn spoken(text: &str) -> String {
    let mut out = String::new();
    let (mut kept, mut letters) = (false, 0);
    let mut left = text.chars();
    while let Some(letter) = left.next() {
        kept = (kept || letter == '{') && letter != '}';
        let place = PLAIN.chars().position(|plain| plain == letter);
        match (letter, place.and_then(|place| ACCENTED.chars().nth(place))) {
            ('\\', _) => {
                out.push('\\');
                out.extend(left.next());
            }
            (_, Some(accent)) if !kept => {
                out.push(accent);
                letters += 1;
            }
            _ => out.push(letter),
        }
    }
    let longer = "·".repeat(letters / 3);
    let end = out.trim_end().len();
    out.insert_str(end, &longer);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_accented_and_longer_and_code_stays() {
        let code = "/// Says \"it\".\npub fn f(n: u8) -> String {\n    format!(\"{n} \\\"rows\\\" \\\n     of \")\n}\n";
        let said = "pub fn f(n: u8) -> String {\n    format!(\"{n} \\\"ŕóŵš\\\" \\\n     óƒ·· \")\n}\n";
        assert_eq!(accented(code), said);
        assert_eq!(accented("include_str!(\"a.json\")"), "include_str!(\"a.json\")\n");
        assert_eq!(PLAIN.chars().count(), ACCENTED.chars().count());
    }

    #[test]
    fn cards_keep_their_filters() {
        let json =
            r#"{"title": "Who", "filter": "$login", "measures": [["Last", "max $time"]], "compute": [["A", "\"x\""]]}"#;
        let said = r#"{"title": "Ŵĥó·", "filter": "$login", "measures": [["Ĺášţ·", "max $time"]], "compute": [["A", "\"x\""]]}"#;
        assert_eq!(cards(json), said);
    }
}
