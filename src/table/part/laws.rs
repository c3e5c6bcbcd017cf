//! Rows read in parts and joined are the table that one builder makes of all of them.

use super::super::laws::{Cell, column, fill, same};
use super::{Part, Shift};
use crate::format::{Position, Sink, Warning};
use crate::table::{Builder, Dataset, SEGMENT};
use proptest::prelude::*;

/// Each part is read by a builder of its own and crosses as bytes.
fn joined(names: &[&str], parts: &[&[Vec<Cell>]]) -> Dataset {
    let mut all = Builder::default();
    let mut records = 0;
    for rows in parts {
        let mut builder = Builder::default();
        fill(&mut builder, names, rows);
        let bytes = postcard::to_stdvec(&builder.into_part()).expect("plain data");
        let part: Part = postcard::from_bytes(&bytes).expect("what was written");
        assert_eq!(part.rows(), rows.len());
        all.append(part, Shift { files: 0, records });
        records += rows.len() as u64;
    }
    all.seal()
}

fn whole(names: &[&str], rows: &[Vec<Cell>]) -> Dataset {
    let mut builder = Builder::default();
    fill(&mut builder, names, rows);
    builder.seal()
}

fn check(names: &[&str], rows: &[Vec<Cell>], cuts: &[usize]) {
    let bounds: Vec<usize> = std::iter::once(0)
        .chain(cuts.iter().copied())
        .chain([rows.len()])
        .collect();
    let parts: Vec<&[Vec<Cell>]> = bounds.windows(2).map(|bounds| &rows[bounds[0]..bounds[1]]).collect();
    let (joined, whole) = (joined(names, &parts), whole(names, rows));
    same(&joined, &whole);
    for (a, b) in joined.columns.iter().zip(&whole.columns) {
        assert_eq!(a.distinct, b.distinct, "{}", a.name);
    }
}

proptest! {
    #[test]
    fn parts_join_to_the_whole(columns in prop::collection::vec(column(), 1..6), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let names = ["time", "created_at", "a", "b.c", "ts"];
        let names = &names[..columns.len().min(5)];
        let rows: Vec<Vec<Cell>> = (0..columns.iter().map(Vec::len).max().unwrap_or(0))
            .map(|row| columns.iter().take(5).map(|cells| cells.get(row).cloned().unwrap_or(Cell::Absent)).collect())
            .collect();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.index(rows.len() + 1)).collect();
        cuts.sort_unstable();
        check(names, &rows, &cuts);
    }
}

#[test]
fn parts_join_across_segments() {
    let sorts: [fn(usize) -> Cell; 8] = [
        |row| Cell::Untyped(row.to_string()),
        |row| Cell::Untyped(format!("{}.{}0", row % 5000, row % 10)),
        |row| {
            Cell::Text(format!(
                "2023-03-16T12:{:02}:{:02}.{:07}Z",
                row / 60 % 60,
                row % 60,
                row
            ))
        },
        |row| Cell::Untyped(format!("{}/{}/2023 {}:00", row % 12 + 1, row / 12 % 12 + 1, row % 24)),
        |row| Cell::Text(format!("user {}", row % 70_000)),
        |row| Cell::Text(format!("user {}", row * row % 400)),
        |row| Cell::Text(format!("{row:08x}-0000-4000-8000-{:012x}", row * 7919)),
        |row| {
            if row % 997 == 0 {
                Cell::Number(row.to_string())
            } else {
                Cell::Absent
            }
        },
    ];
    for make in sorts {
        let mut rows: Vec<Vec<Cell>> = (0..2 * SEGMENT + 300)
            .map(|row| vec![if row % 7 == 3 { Cell::Absent } else { make(row) }])
            .collect();
        check(&["x"], &rows, &[SEGMENT / 2 - 1, SEGMENT / 2, SEGMENT + 7, 2 * SEGMENT]);
        // A misfit in the first part, and in the last.
        for place in [9, 2 * SEGMENT + 100] {
            let fit = std::mem::replace(&mut rows[place][0], Cell::Untyped("16/03/2023".into()));
            check(&["x"], &rows, &[SEGMENT - 3, SEGMENT + 100]);
            rows[place][0] = fit;
        }
    }
}

/// Values of a file with an order of its own, or with none that shows.
fn dates() -> impl Strategy<Value = Vec<String>> {
    let value = |day: bool, most: u32| {
        (1u32..=most, 1u32..=12, any::<bool>()).prop_map(move |(day_of, month, clock)| {
            let (a, b) = if day { (day_of, month) } else { (month, day_of) };
            format!("{a}/{b}/2024{}", if clock { " 10:00" } else { "" })
        })
    };
    let sort = prop_oneof![Just((true, 28)), Just((false, 28)), Just((false, 12))];
    let value = sort.prop_flat_map(move |(day, most)| prop::collection::vec(value(day, most), 0..5));
    prop_oneof![6 => value, 1 => Just(vec!["2024-01-20".to_owned()]), 1 => Just(vec![String::new()])]
}

proptest! {
    /// Files with orders of day and month of their own are read as one builder reads them, wherever they are cut and whoever reads them.
    #[test]
    fn orders_of_files_do_not_depend_on_parts(files in prop::collection::vec(dates(), 1..7), cuts in prop::collection::vec(any::<bool>(), 7), within in any::<bool>()) {
        let push = |builder: &mut Builder, values: &[String]| {
            let rows: Vec<Vec<Cell>> = values
                .iter()
                .map(|value| vec![if value.is_empty() { Cell::Null } else { Cell::Untyped(value.clone()) }])
                .collect();
            fill(builder, &["c"], &rows);
        };
        let mut whole = Builder::default();
        for values in &files {
            whole.next_file();
            push(&mut whole, values);
        }
        let mut all = Builder::default();
        let mut part = Builder::default();
        for (values, cut) in files.iter().zip(cuts) {
            if cut {
                all.next_file();
                all.append(std::mem::take(&mut part).into_part(), Shift::default());
            }
            part.next_file();
            let half = if cut && within { values.len() / 2 } else { 0 };
            push(&mut part, &values[..half]);
            if half > 0 {
                // The rest of the file is a part of its own.
                all.next_file();
                all.append(std::mem::take(&mut part).into_part(), Shift::default());
                push(&mut part, &values[half..]);
                all.append(std::mem::take(&mut part).into_part(), Shift::default());
            } else {
                push(&mut part, values);
            }
        }
        all.next_file();
        all.append(part.into_part(), Shift::default());
        same(&all.seal(), &whole.seal());
    }
}

#[test]
fn positions_and_warnings_are_those_of_the_whole() {
    let at = |row: u64| Position {
        file: 0,
        row,
        byte: 1000 + row * 70_000,
        length: 69_999,
    };
    let warning = |row: u64| Warning {
        at: at(row),
        what: "odd".into(),
        raw: String::new(),
        rejected: true,
    };
    let mut all = Builder::default();
    let mut first = Builder::default();
    first.end_record(at(1));
    first.warn(warning(2));
    first.end_record(at(3));
    all.append(first.into_part(), Shift::default());
    let mut second = Builder::default();
    for row in 4..2000 {
        // Numbered from one again.
        let there = Position {
            row: row - 3,
            ..at(row)
        };
        second.warn(Warning {
            at: there,
            ..warning(row)
        });
        second.end_record(there);
    }
    all.append(second.into_part(), Shift { files: 0, records: 3 });
    assert_eq!((all.rows(), all.warned(), all.rejected()), (1998, 1997, 1997));
    assert_eq!(all.warnings().len(), 1000);
    assert_eq!(all.warnings()[999], warning(1002));
    let table = all.seal();
    assert_eq!(table.origins.at(0), at(1));
    assert_eq!(table.origins.at(1), at(3));
    assert_eq!(table.origins.at(1997), at(1999));
}
