//! A pivot in long form: a row for each line and column, and for each total.

use super::group::label;
use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::ask::Side;
use crate::query::{Key, Measure, Order};
use crate::value::Kind;
use crate::words;

/// The keys of the line and of the column, null where the row is a total over them; how many keys of the line hold; whether it is a total
/// over all columns; the measures.
pub fn pivot(printer: &Printer<'_>, rows: &Side, columns: &Side, measures: &[Measure]) -> String {
    if rows.limit.or(columns.limit).is_some() {
        return printer.unsaid(
            words::saying::PIVOT_OF_ONLY_FIRST_LINES,
            words::saying::WHAT_IS_LEFT_OUT_WOULD,
        );
    }
    let by: Vec<&Key> = rows.keys.iter().chain(&columns.keys).collect();
    if by.iter().any(|key| printer.kind(key.column()) == Kind::List) {
        return printer.unsaid(words::saying::PIVOT_BY_LIST, words::saying::ROW_COUNTS_UNDER_EACH);
    }
    if by.iter().any(|key| printer.brings(key)) {
        printer.qualify();
    }
    let mut source = Source::default();
    let keys: Vec<String> = by.iter().map(|key| printer.said(key, &mut source)).collect();
    if keys.iter().enumerate().any(|(at, key)| keys[..at].contains(key)) {
        return printer.unsaid(
            words::saying::PIVOT_WITH_ONE_KEY_TWICE,
            words::saying::DATABASES_DO_NOT_TELL_APART,
        );
    }
    let (down, across) = keys.split_at(rows.keys.len());
    let sets = (0..=down.len()).flat_map(|held| {
        let total = down[..held].to_vec();
        let cell = (!across.is_empty()).then(|| [&total[..], across].concat());
        std::iter::once(total).chain(cell)
    });
    let sets: Vec<String> = sets.map(|set| format!("({})", set.join(", "))).collect();
    let grouped = |keys: &[String]| {
        let marks: Vec<String> = keys.iter().map(|key| format!(" - grouping({key})")).collect();
        marks.concat()
    };
    let names: Vec<String> = by.iter().map(|key| quoted(&printer.named(key))).collect();
    let (level, total) = (quoted(&printer.fresh("level")), quoted(&printer.fresh("all columns")));
    let mut selected: Vec<String> = keys
        .iter()
        .zip(&names)
        .map(|(said, name)| format!("{said} AS {name}"))
        .collect();
    selected.push(format!("{}{} AS {level}", down.len(), grouped(down)));
    let all = across
        .first()
        .map_or("TRUE".into(), |key| format!("grouping({key}) = 1"));
    selected.push(format!("{all} AS {total}"));
    let labels: Vec<String> = measures
        .iter()
        .map(|measure| quoted(&printer.fresh(&label(measure))))
        .collect();
    let shares = measures.iter().any(is_share);
    let parts = |at: usize| quoted(&printer.fresh(&format!("part {at}")));
    selected.extend(measures.iter().enumerate().map(|(at, measure)| {
        let name = if shares { parts(at) } else { labels[at].clone() };
        format!("{} AS {name}", printer.measure(measure))
    }));
    printer.note(words::saying::LINES_COME_IN_ORDER);
    let order: Vec<String> = (1..=keys.len() + 2)
        .map(|at| {
            printer.ordered(
                &at.to_string(),
                if at == keys.len() + 1 {
                    Order::Descending
                } else {
                    Order::Ascending
                },
            )
        })
        .collect();
    let grouping = if keys.is_empty() {
        String::new()
    } else {
        format!("\nGROUP BY GROUPING SETS ({})", sets.join(", "))
    };
    let order = order.join(", ");
    let cells = format!(
        "SELECT {}\n{}{grouping}",
        selected.join(",\n  "),
        printer.source(&source)
    );
    if !shares {
        return format!("{cells}\nORDER BY {order}");
    }
    // Each share looks from its cell for the cell that is the whole.
    let (lines, heads) = names.split_at(rows.keys.len());
    let over = |holds: &str, part: &str, same: &[&[String]]| {
        let same = same.concat();
        let same = if same.is_empty() {
            String::new()
        } else {
            format!("PARTITION BY {}", same.join(", "))
        };
        format!("max(CASE WHEN {holds} THEN {part} END) OVER ({same})")
    };
    let (level, total) = ([level], [total]);
    let whole = |measure: &Measure, part: &str| match measure {
        Measure::ShareOfTotal(_) => over(&format!("{} = 0 AND {}", level[0], total[0]), part, &[]),
        Measure::ShareOfRow(_) => over(&total[0], part, &[lines, &level]),
        Measure::ShareOfColumn(_) => over(&format!("{} = 0", level[0]), part, &[heads, &total]),
        _ => {
            let arms = (1..=lines.len()).map(|held| {
                let above = over(
                    &format!("{} = {}", level[0], held - 1),
                    part,
                    &[&lines[..held - 1], heads, &total],
                );
                format!(" WHEN {held} THEN {above}")
            });
            format!("CASE {} WHEN 0 THEN {part}{} END", level[0], arms.collect::<String>())
        }
    };
    let shown = measures.iter().enumerate().map(|(at, measure)| {
        let said = match is_share(measure) {
            true => printer.share(&parts(at), &whole(measure, &parts(at))),
            false => parts(at),
        };
        format!("{said} AS {}", labels[at])
    });
    let shown: Vec<String> = names.iter().chain(&level).chain(&total).cloned().chain(shown).collect();
    let taken = printer.table.name.eq_ignore_ascii_case("cells");
    let all = if taken { "cells_" } else { "cells" };
    format!(
        "WITH {all} AS (\n  {}\n)\nSELECT {}\nFROM {all}\nORDER BY {order}",
        cells.replace('\n', "\n  "),
        shown.join(",\n  ")
    )
}

/// Whether a measure is a share of another cell.
fn is_share(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::ShareOfParent(_) | Measure::ShareOfTotal(_) | Measure::ShareOfRow(_) | Measure::ShareOfColumn(_)
    )
}
