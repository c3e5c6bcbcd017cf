//! A made-up language to look at: the English words with accents on every letter and a third longer, as another language may be.
//! What a page built with it shows in plain letters does not come from `src/words`.

use std::{fs, path::Path};

use crate::{Result, root};

/// The name of its feature.
pub const PSEUDO: &str = "pseudo";

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒĝĥíĵķĺɱñóþǫŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ";

/// Writes `target/words/pseudo.rs`, which `src/words` takes in when it is built for that language.
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
    let mut whole = String::from("pub const LANGUAGE: &str = \"de\";\n");
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
    write("pseudo.rs", whole)
}

/// Rust code with accents in its literals, without its comments.
fn accented(code: &str) -> String {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let mut parts = code.split('"');
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        let mut text = part.to_owned();
        while text.ends_with('\\') {
            text = text + "\"" + parts.next().unwrap_or_default();
        }
        let between = parts.next().unwrap_or_default();
        out += &format!("\"{}\"{between}", spoken(&text));
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
        assert_eq!(PLAIN.chars().count(), ACCENTED.chars().count());
    }
}
