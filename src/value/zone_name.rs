//! Names of time zones: abbreviations, and those that browsers give in English behind an offset: `GMT+0100 (Central European Standard Time)`.

/// Zone abbreviations that mean one offset, in minutes east of UTC.
const ZONES: [(&str, i16); 53] = [
    ("Z", 0),
    ("z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("PST", -480),
    ("PDT", -420),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("JST", 540),
    ("KST", 540),
    ("SGT", 480),
    ("HKT", 480),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("CDT", -300),
    ("MDT", -360),
    ("MST", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("HDT", -540),
    ("NST", -210),
    ("NDT", -150),
    ("ADT", -180),
    ("BRT", -180),
    ("BRST", -120),
    ("CLT", -240),
    ("CLST", -180),
    ("SAST", 120),
    ("IDT", 180),
    ("TRT", 180),
    ("GST", 240),
    ("PKT", 300),
    ("ICT", 420),
    ("WIB", 420),
    ("WITA", 480),
    ("MYT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("ACST", 570),
    ("ACDT", 630),
];

/// Abbreviations of zones far from each other: of North America and of China, of India and of Israel, of Canada and of Arabia.
const AMBIGUOUS: [&str; 3] = ["CST", "IST", "AST"];

/// The offset that an abbreviation means, in minutes east of UTC.
pub fn offset(word: &str) -> Option<i16> {
    ZONES.iter().find(|(name, _)| *name == word).map(|&(_, offset)| offset)
}

/// Whether an abbreviation means zones far from each other.
pub(super) fn is_ambiguous(word: &str) -> bool {
    AMBIGUOUS.contains(&word)
}

/// What stands before `Standard Time`, and before `Daylight Time` or `Summer Time`, for the zones most people live in.
const PLACES: [&str; 36] = [
    "Acre",
    "Alaska",
    "Arabian",
    "Argentina",
    "Atlantic",
    "Australian Central",
    "Australian Eastern",
    "Australian Western",
    "Bangladesh",
    "Brasilia",
    "Central",
    "Central Africa",
    "Central European",
    "Chile",
    "China",
    "Colombia",
    "East Africa",
    "Eastern",
    "Eastern European",
    "Gulf",
    "Hawaii-Aleutian",
    "Hong Kong",
    "India",
    "Indochina",
    "Israel",
    "Japan",
    "Korean",
    "Moscow",
    "Mountain",
    "New Zealand",
    "Pacific",
    "Pakistan",
    "Philippine",
    "Singapore",
    "South Africa",
    "Western European",
];
const KINDS: [&str; 4] = [" Standard Time", " Daylight Time", " Summer Time", " Time"];
const OTHERS: [&str; 4] = [
    "Coordinated Universal Time",
    "Greenwich Mean Time",
    "British Summer Time",
    "Irish Standard Time",
];

/// All names, each at the place it always has.
fn all() -> impl Iterator<Item = [&'static str; 2]> {
    let places = PLACES.into_iter().flat_map(|place| KINDS.map(|kind| [place, kind]));
    OTHERS.into_iter().map(|name| [name, ""]).chain(places)
}

/// The place of the name that a text begins with, and the length of the name.
pub(super) fn number(text: &str) -> Option<(u8, usize)> {
    let fits = |[place, kind]: [&str; 2]| {
        let rest = text.strip_prefix(place)?.strip_prefix(kind)?;
        rest.starts_with(')').then_some(place.len() + kind.len())
    };
    (0..).zip(all()).find_map(|(at, name)| Some((at, fits(name)?)))
}

/// The name at a place.
pub(super) fn name(at: u8) -> String {
    all().nth(at.into()).unwrap_or_default().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for (at, parts) in (0..).zip(all()) {
            let name = parts.concat();
            assert_eq!(number(&format!("{name})")), Some((at, name.len())));
            assert_eq!(super::name(at), name);
        }
        assert_eq!(number("Central European Standard"), None);
        assert_eq!(number("Central Park)"), None);
    }
}
