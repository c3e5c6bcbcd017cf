//! Rows of totals, as reports have at their end.

/// What begins a row of totals, in small letters.
const WORDS: [&str; 33] = [
    "total",
    "totals",
    "grand total",
    "grand totals",
    "overall total",
    "sum",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "insgesamt",
    "summe",
    "totaal",
    "eindtotaal",
    "total général",
    "total general",
    "somme",
    "suma",
    "suma total",
    "suma końcowa",
    "totale",
    "totale complessivo",
    "total geral",
    "soma",
    "summa",
    "totalt",
    "hovedtotal",
    "yhteensä",
    "razem",
    "celkem",
    "toplam",
    "genel toplam",
    "итого",
    "合计",
];

/// Whether the first cell that is not empty is such a word: most rows are known by their first byte, others by three.
#[inline]
pub(super) fn may_begin(row: &[u8], delimiter: u8) -> bool {
    !row.first().is_none_or(u8::is_ascii_digit) && begins(row, delimiter)
}

fn begins(row: &[u8], delimiter: u8) -> bool {
    let between = |byte: &u8| *byte == delimiter || matches!(byte, b'"' | b'\'');
    let skip = row.iter().take_while(|byte| between(byte) || **byte == b' ').count();
    let row = &row[skip..];
    let Some(first) = row.first_chunk::<3>() else {
        return false;
    };
    let known = match first.map(|byte| byte.to_ascii_lowercase()).as_slice() {
        b"tot" | b"gra" | b"ove" | b"sum" | b"ges" | b"ins" | b"ein" | b"som" | b"hov" | b"yht" | b"raz" | b"cel"
        | b"top" | b"gen" => true,
        _ => [&b"\xD0\xB8\xD1"[..], b"\xD0\x98\xD1", b"\xD0\x98\xD0", b"\xE5\x90\x88"].contains(&&first[..]),
    };
    let cell = || row.iter().take_while(|byte| !between(byte)).count();
    known && std::str::from_utf8(&row[..cell()]).is_ok_and(is_word)
}

fn is_word(cell: &str) -> bool {
    let word = cell.trim().trim_end_matches(':').trim_end().to_lowercase();
    WORDS.contains(&word.as_str())
}

/// Whether a row of a table of so many columns holds totals: a word for them, numbers, at least one, and nothing else, with cells left empty.
pub(super) fn are(cells: &[String], width: usize) -> bool {
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let word = filled.next().is_some_and(is_word);
    let mut numbers = 0;
    word && filled.all(|cell| {
        numbers += 1;
        is_number(cell)
    }) && (1..width.saturating_sub(1)).contains(&numbers)
}

/// Whether a text is a number as people and programs write them.
fn is_number(text: &str) -> bool {
    let mark = |char: char| char.is_whitespace() || "+-.,'’%()$€£".contains(char);
    text.chars().all(|char| char.is_ascii_digit() || mark(char)) && text.contains(|char: char| char.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_known_by_its_first_bytes() {
        for word in WORDS {
            for word in [word.to_owned(), word.to_uppercase(), format!("\"{word}:\"")] {
                assert!(may_begin(format!(",{word},1").as_bytes(), b','), "{word}");
            }
        }
    }

    #[test]
    fn totals_are_a_word_and_numbers() {
        for (row, width, expected) in [
            ("Total,,,,123", 5, true),
            (",,,Grand Total,123", 5, true),
            ("Summe:;;1.234,50;12 %;", 5, false),
            ("TOTAL GÉNÉRAL :,,(12.5),,", 5, true),
            ("合计,,3", 3, true),
            ("Total,,x,,123", 5, false),
            ("Total,,,,", 5, false),
            ("Total,1", 2, false),
            ("totally,,1", 3, false),
            ("2024-01-31,total,,1", 4, false),
        ] {
            let cells: Vec<String> = row.split(',').map(str::to_owned).collect();
            let found = may_begin(row.as_bytes(), b',') && are(&cells, width);
            assert_eq!(found, expected, "{row}");
        }
    }
}
