//! Rows below the header, or above it, that say something of the columns: groups of columns above their names, types below them.

/// The names of columns whose groups stand above: `Source.Port`. A group without a name goes on from the left.
pub(super) fn grouped(groups: &[String], names: &[String]) -> Vec<String> {
    let mut group = "";
    let groups = groups.iter().map(|name| name.trim()).chain(std::iter::repeat(""));
    let named = names.iter().zip(groups).map(|(name, next)| {
        if !next.is_empty() {
            group = next;
        }
        if group.is_empty() || group == name.trim() {
            name.clone()
        } else {
            format!("{group}.{}", name.trim())
        }
    });
    named.collect()
}

/// Whether a row names groups of the columns that the row below it names: it has gaps, or repeats itself; the other has none and repeats no
/// name within a group; and in some column all `values` below are numbers, times or addresses, which neither of the two is anywhere.
pub(super) fn are_groups(
    above: &[String],
    names: &[String],
    values: &[Vec<String>],
    is_value: fn(&str) -> bool,
) -> bool {
    let filled = above.iter().filter(|cell| !cell.trim().is_empty()).count();
    let gap = |at: usize| at > 0 && (above[at].trim().is_empty() || above[at] == above[at - 1]);
    let words = |cells: &[String]| cells.iter().all(|cell| !is_value(cell));
    let full = names.iter().all(|name| !name.trim().is_empty());
    if above.len() < 3 || above.len() != names.len() || filled < 2 || !full || !(0..above.len()).any(gap) {
        return false;
    }
    let all = grouped(above, names);
    let unique = (1..all.len()).all(|at| !all[..at].contains(&all[at]));
    let tells = |at: usize| values.iter().all(|row| row.get(at).is_some_and(|cell| is_value(cell)));
    // A gap is none where the column has a name of its own and nothing else: there must be values below it.
    let held = |at: usize| {
        values
            .iter()
            .any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
    };
    let gaps = (0..above.len()).filter(|&at| gap(at)).all(held);
    words(above) && words(names) && unique && gaps && !values.is_empty() && (0..names.len()).any(tells)
}

/// Whether all cells of a row are names of types as ClickHouse writes them below its names.
pub(super) fn are_types<'a>(mut cells: impl Iterator<Item = &'a [u8]>) -> bool {
    const TYPES: [&str; 19] = [
        "String",
        "FixedString",
        "UUID",
        "Date",
        "Date32",
        "DateTime",
        "DateTime64",
        "Bool",
        "Int",
        "UInt",
        "Float",
        "Decimal",
        "Enum",
        "IPv",
        "Array",
        "Map",
        "Tuple",
        "Nullable",
        "LowCardinality",
    ];
    cells.all(|cell| {
        let Ok(text) = std::str::from_utf8(cell.trim_ascii()) else {
            return false;
        };
        let text = text.trim_matches('"');
        let (name, open) = text.split_once('(').map_or((text, false), |(name, _)| (name, true));
        let plain = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        (TYPES.contains(&name) || TYPES.contains(&plain)) && open == text.ends_with(')')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn groups_stand_above_names() {
        let number = |cell: &str| cell.parse::<f64>().is_ok();
        let is = |above: &str, names: &str, values: &str| are_groups(&row(above), &row(names), &[row(values)], number);
        assert!(is("Source,,Target,,", "Host,Port,Host,Port,Action", "a,1,b,2,allow"));
        assert!(is("A,A,B,B", "x,y,x,y", "1,2,3,4"));
        // No group, a row of values, names that repeat, nothing that tells.
        assert!(!is("Source,Target,Action", "Host,Port,x", "a,1,b"));
        assert!(!is(",name,mail", "0,ann,x", "1,bob,y"));
        assert!(!is("A,,B", "x,x,y", "1,2,3"));
        assert!(!is("who,,what", "ann,x,login", "bob,y,logout"));
        assert_eq!(
            grouped(&row(",Source,,Action"), &row("n,Host,Port,Action")),
            ["n", "Source.Host", "Source.Port", "Action"]
        );
    }

    #[test]
    fn types_stand_below_names() {
        let are = |text: &str| are_types(text.as_bytes().split(|&byte| byte == b'\t'));
        assert!(are(
            "DateTime64(3, 'UTC')\tLowCardinality(String)\tUInt64\tNullable(IPv4)\tArray(String)"
        ));
        assert!(!are("DateTime\tada\tUInt64") && !are("String(") && !are("Stringy"));
    }
}
