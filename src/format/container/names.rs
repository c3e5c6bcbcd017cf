//! Names in archives, which are UTF-8 or, from older programs, in the character set of the first PCs.

/// Code page 437 from 0x80 on.
const PC: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// The name as text. `unicode`: the archive says that it is UTF-8; many are without saying so.
pub(super) fn decode(name: &[u8], unicode: bool) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) if unicode => String::from_utf8_lossy(name).into_owned(),
        Err(_) => {
            let high: Vec<char> = PC.chars().collect();
            name.iter()
                .map(|&byte| match byte {
                    0..0x80 => char::from(byte),
                    _ => high[usize::from(byte - 0x80)],
                })
                .collect()
        }
    }
}

/// Whether this is something that systems leave in archives for themselves, or a folder.
pub(super) fn is_litter(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.is_empty() || last.starts_with('.') || name.starts_with("__MACOSX/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_the_old_names_is_a_character() {
        assert_eq!(PC.chars().count(), 128);
        assert_eq!(decode(b"M\x84rz/\x9Cbersicht.csv", false), "März/£bersicht.csv");
        assert_eq!(decode("März".as_bytes(), false), "März");
        assert_eq!(decode(b"M\xFFrz", true), "M\u{FFFD}rz");
    }

    #[test]
    fn litter_is_left_out() {
        for name in ["__MACOSX/a.json", "a/.DS_Store", "a/b/", ".hidden"] {
            assert!(is_litter(name), "{name}");
        }
        assert!(!is_litter("a/b.json"));
    }
}
