//! Months, days of the week and halves of the day as other languages than English name them in times.

/// What the names of a list stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Month,
    Weekday,
}

/// How a name is written: as its list has it, with a capital, in capitals.
const STYLES: usize = 3;

/// The names in each language, the ones that say more first: a code of a layout counts them, so new ones go to the end.
const LISTS: [(Named, &[&str]); 29] = [
    (
        Named::Month,
        &[
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        Named::Month,
        &[
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
    (
        Named::Month,
        &[
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        Named::Month,
        &[
            "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc",
        ],
    ),
    (
        Named::Month,
        &[
            "Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez",
        ],
    ),
    (
        Named::Month,
        &[
            "Jan", "Feb", "Mär", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez",
        ],
    ),
    (
        Named::Month,
        &[
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
        ],
    ),
    (
        Named::Month,
        &[
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
        ],
    ),
    (
        Named::Month,
        &[
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre",
        ],
    ),
    (
        Named::Month,
        &[
            "janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec",
        ],
    ),
    (
        Named::Weekday,
        &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ),
    (
        Named::Weekday,
        &[
            "Montag",
            "Dienstag",
            "Mittwoch",
            "Donnerstag",
            "Freitag",
            "Samstag",
            "Sonntag",
        ],
    ),
    (
        Named::Weekday,
        &["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    ),
    (Named::Weekday, &["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]),
    (Named::Weekday, &["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]),
    (Named::Weekday, &["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]),
    (
        Named::Month,
        &[
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        Named::Month,
        &[
            "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
        ],
    ),
    (
        Named::Month,
        &[
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        Named::Month,
        &[
            "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
        ],
    ),
    (
        Named::Month,
        &[
            "januar",
            "februar",
            "marts",
            "april",
            "maj",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        Named::Month,
        &[
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
    (
        Named::Month,
        &[
            "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez",
        ],
    ),
    (
        Named::Month,
        &[
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    ),
    (
        Named::Month,
        &[
            "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
        ],
    ),
    (
        Named::Month,
        &[
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
    ),
    (
        Named::Month,
        &[
            "sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru",
        ],
    ),
    (
        Named::Month,
        &[
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ),
    (
        Named::Month,
        &[
            "янв", "февр", "мар", "апр", "мая", "июн", "июл", "авг", "сент", "окт", "нояб", "дек",
        ],
    ),
];

/// The halves of the day, which stand before the hour in some languages; both of a pair are as long.
const HALVES: [[&str; 2]; 9] = [
    ["上午", "下午"],
    ["午前", "午後"],
    ["오전", "오후"],
    ["a. m.", "p. m."],
    ["a.\u{a0}m.", "p.\u{a0}m."],
    ["a.\u{202f}m.", "p.\u{202f}m."],
    ["a.m.", "p.m."],
    ["A.M.", "P.M."],
    ["π.μ.", "μ.μ."],
];

/// Whether letter `index` of a name is written as a capital.
fn is_capital(style: usize, index: usize) -> bool {
    style == 2 || style == 1 && index == 0
}

fn styled(name: &str, style: usize) -> String {
    let mut text = String::with_capacity(name.len());
    for (index, letter) in name.chars().enumerate() {
        if is_capital(style, index) {
            text.extend(letter.to_uppercase());
        } else {
            text.push(letter);
        }
    }
    text
}

/// The length of this name in this style, if the text begins with it.
fn begins(name: &str, style: usize, text: &[u8]) -> Option<usize> {
    let (mut at, mut room) = (0, [0; 4]);
    for (index, letter) in name.chars().enumerate() {
        let mut same = |letter: char| {
            let bytes = letter.encode_utf8(&mut room).as_bytes();
            let here = text.get(at..)?.starts_with(bytes);
            at += bytes.len();
            here.then_some(())
        };
        if is_capital(style, index) {
            letter.to_uppercase().try_for_each(&mut same)
        } else {
            same(letter)
        }?;
    }
    Some(at)
}

/// The code of the first list that has this word as a name of that, and how it is written.
pub(super) fn code(named: Named, word: &str) -> Option<u8> {
    let lists = LISTS.iter().enumerate().filter(|(_, (what, _))| *what == named);
    // Most words are no names: their first letter tells.
    let first = *word.as_bytes().first()?;
    let may_be = |name: &&&str| {
        let letter = name.as_bytes()[0];
        !letter.is_ascii() || !first.is_ascii() || letter.eq_ignore_ascii_case(&first)
    };
    let mut found = lists.filter_map(|(list, (_, names))| {
        let is = |style: &usize| {
            let whole = |name: &&str| begins(name, *style, word.as_bytes()) == Some(word.len());
            names.iter().filter(may_be).any(whole)
        };
        Some((list * STYLES + (0..STYLES).find(is)?) as u8)
    });
    found.next()
}

/// The name of this month or day of the week, counted from 0, whichever this code names.
pub(super) fn name(code: u8, month: usize, weekday: usize) -> String {
    let code = usize::from(code);
    let name = LISTS.get(code / STYLES).and_then(|(named, names)| match named {
        Named::Month => names.get(month),
        Named::Weekday => names.get(weekday),
    });
    name.map_or(String::new(), |name| styled(name, code % STYLES))
}

/// What the text begins with, if that is a name of this code: its number, from 0, and its length.
pub(super) fn number(code: u8, text: &[u8]) -> Option<(Named, u32, usize)> {
    let (named, names) = LISTS.get(usize::from(code) / STYLES)?;
    let style = usize::from(code) % STYLES;
    names
        .iter()
        .zip(0..)
        .find_map(|(name, number)| Some((*named, number, begins(name, style, text)?)))
}

/// The code of the names of the half of the day that a text begins with, and its length.
pub(super) fn half(text: &str) -> Option<(u8, usize)> {
    let names = HALVES.iter().enumerate();
    let mut found = names.filter_map(|(code, names)| {
        let name = names.iter().find(|name| text.starts_with(**name))?;
        Some((code as u8, name.len()))
    });
    found.next()
}

/// The names of the halves of the day of this code.
pub(super) fn halves(code: u8) -> [&'static str; 2] {
    HALVES.get(usize::from(code)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_code_that_gives_it_back() {
        for (named, names) in LISTS {
            for (number, plain) in names.iter().enumerate() {
                for style in 0..STYLES {
                    let word = styled(plain, style);
                    let found = code(named, &word).expect(&word);
                    assert_eq!(name(found, number, number), word);
                    let read = super::number(found, word.as_bytes());
                    assert_eq!(read, Some((named, number as u32, word.len())));
                }
            }
        }
        assert_eq!(code(Named::Month, "mArs"), None);
        assert_eq!(code(Named::Month, "lundi"), None);
    }
}
