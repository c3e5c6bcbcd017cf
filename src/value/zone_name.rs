//! The names that browsers give time zones in English, as they stand behind an offset: `GMT+0100 (Central European Standard Time)`.

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
