//! How well a name fits what someone wrote of it.

/// Orders names by how well they fit; smaller is better, `None` does not fit. Every word written must be found: at the beginning of a
/// word of the name, else within it, else as letters in this order with others between.
pub fn rank(name: &str, written: &str) -> Option<u32> {
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0;
    for word in written.split_whitespace() {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        total += fit(&name, &word)?;
    }
    Some(total * 1000 + name.len() as u32)
}

fn fit(name: &[char], word: &[char]) -> Option<u32> {
    let starts = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
    let places = |at: &usize| name[*at..].starts_with(word);
    let mut found = (0..name.len()).filter(places);
    if let Some(first) = found.next() {
        let begins = std::iter::once(first).chain(found).find(|&at| starts(at));
        return Some(match begins {
            Some(0) => 0,
            Some(_) => 1,
            None => 3,
        });
    }
    let begin = (0..name.len()).find(|&at| starts(at) && name[at] == word[0])?;
    let (mut at, mut gaps) = (begin, 0);
    for letter in &word[1..] {
        let next = at + 1 + name[at + 1..].iter().position(|other| other == letter)?;
        // From one word to the beginning of the next is no gap.
        gaps += if starts(next) { 0 } else { (next - at - 1) as u32 };
        at = next;
    }
    // Letters far apart, or few, fit by chance.
    (word.len() > 2 && gaps as usize <= word.len() / 2).then_some(5 + gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_fit_best_and_chance_does_not() {
        let best = |names: &[&str], written: &str| {
            let mut fits: Vec<_> = names
                .iter()
                .filter_map(|name| Some((rank(name, written)?, *name)))
                .collect();
            fits.sort_unstable();
            fits.into_iter().map(|(_, name)| name.to_owned()).collect::<Vec<_>>()
        };
        let names = [
            "Group by User Name",
            "User Name",
            "Export CSV",
            "Undo",
            "Show column Superuser",
        ];
        assert_eq!(
            best(&names, "user"),
            ["User Name", "Group by User Name", "Show column Superuser"]
        );
        assert_eq!(best(&names, "USER gr"), ["Group by User Name"]);
        assert_eq!(best(&names, "expcsv"), ["Export CSV"]);
        assert_eq!(best(&names, "und"), ["Undo"]);
        assert_eq!(best(&names, "gzx"), Vec::<String>::new());
        assert_eq!(best(&["Times in America/New_York"], "maria"), Vec::<String>::new());
        assert_eq!(best(&names, "").len(), names.len());
    }
}
