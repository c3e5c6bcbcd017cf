//! Lines against lines written down one after the other, and the questions that bring their groups.

use super::*;
use crate::query::{Ask, Bucket, Query};
use crate::value::Kind;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

fn key(column: &str, count: bool, order: Order) -> RowKey {
    RowKey {
        column: column.into(),
        bucket: None,
        order,
        count,
    }
}

/// The answer for groups with these keys and counts, as the engine orders them.
fn answer(groups: &BTreeMap<Vec<u8>, u64>, depth: usize) -> Answer {
    let value = |key: &u8| match key {
        9 => Value::Null,
        key => Value::Text(format!("v{key}")),
    };
    let row = |(keys, count): (&Vec<u8>, &u64)| {
        let measures = [Value::Integer(*count as i64), Value::Time(1), Value::Time(2)];
        keys.iter().map(value).chain(measures).collect()
    };
    Answer::Group {
        kinds: vec![Kind::Text; depth],
        rows: groups.iter().map(row).collect(),
        groups: groups.len() as u64,
        rest: None,
    }
}

/// All lines, one after the other, written down the simple way.
fn naive(outline: &Outline, view: &RowGroups) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, group) in outline.groups.iter().enumerate() {
        let open = |group: usize| view.all != view.turned.contains(&outline.path(group));
        let mut around = group.parent;
        let mut seen = true;
        while let Some(parent) = around {
            seen &= open(parent);
            around = outline.groups[parent].parent;
        }
        if seen {
            lines.push(Line::Group(at));
            if open(at) && outline.is_leaf(at) {
                lines.extend((0..group.rows).map(|row| Line::Row(group.place + row, at)));
            }
        }
    }
    lines
}

fn checked(outline: Arc<Outline>, view: &RowGroups) {
    let wanted = naive(&outline, view);
    let lines = Lines::of(outline.clone(), view);
    assert_eq!(lines.total, wanted.len() as u64);
    assert_eq!(lines.line(lines.total), None);
    let mut seen = 0;
    for (at, wanted) in (0..).zip(&wanted) {
        assert_eq!(lines.line(at).as_ref(), Some(wanted));
        match *wanted {
            Line::Group(group) => assert_eq!(lines.of_group(group), Some(at)),
            Line::Row(place, _) => {
                assert_eq!(lines.of_place(place), Some(at));
                assert_eq!(lines.shut_around(place, view), Vec::<Vec<_>>::new());
                seen += 1;
            }
        }
    }
    // Rows that are not in sight say which groups to turn, and are then.
    let all: u64 = outline
        .groups
        .iter()
        .filter(|group| group.parent.is_none())
        .map(|group| group.rows)
        .sum();
    let hidden: Vec<u64> = (0..all).filter(|&place| lines.of_place(place).is_none()).collect();
    assert_eq!(hidden.len() + seen, all as usize, "every place is in one group");
    for &place in hidden.iter().take(20) {
        let mut view = view.clone();
        lines
            .shut_around(place, &view)
            .into_iter()
            .for_each(|path| view.turn(path));
        assert!(Lines::of(outline.clone(), &view).of_place(place).is_some());
    }
    for (from, to) in [(0, lines.total), (1, lines.total / 2), (lines.total / 3, lines.total)] {
        let of = |line: &Line| match line {
            Line::Row(place, _) => Some(*place),
            Line::Group(_) => None,
        };
        let within = wanted.iter().skip(from as usize).take(to.saturating_sub(from) as usize);
        let wanted: Vec<u64> = within.filter_map(of).collect();
        let rows = lines
            .rows(from, to)
            .into_iter()
            .flat_map(|(start, count)| start..start + count);
        assert_eq!(rows.collect::<Vec<_>>(), wanted);
        let pages = lines.pages(from, to, 2);
        let covers = |place: &u64| {
            pages
                .iter()
                .any(|&(start, rows)| (start..start + rows as u64).contains(place))
        };
        assert!(wanted.iter().all(covers));
        assert!(pages.windows(2).all(|two| two[0].0 + (two[0].1 as u64) + 2 < two[1].0));
    }
}

proptest! {
    #[test]
    fn lines_and_rows_find_each_other(
        depth in 1usize..4,
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![0u8..4, Just(9)], 3), 0..40),
        counted in prop::collection::vec(any::<Option<bool>>(), 3),
        all in any::<bool>(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let mut groups: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        rows.iter().for_each(|row| *groups.entry(row[..depth].to_vec()).or_default() += 1);
        let order = |ascending| if ascending { Order::Ascending } else { Order::Descending };
        let keys: Vec<RowKey> = counted[..depth]
            .iter()
            .map(|count| key("a", count.is_some(), order(count.unwrap_or(true))))
            .collect();
        let outline = Arc::new(Outline::of(&answer(&groups, depth), &keys));
        let mut view = RowGroups { by: keys, all, turned: Vec::new() };
        for pick in picks.iter().filter(|_| !outline.groups.is_empty()) {
            view.turn(outline.path(pick.index(outline.groups.len())));
        }
        for (at, group) in outline.groups.iter().enumerate() {
            let inside: u64 = outline.groups.iter().filter(|other| other.parent == Some(at)).map(|other| other.rows).sum();
            prop_assert!(outline.is_leaf(at) || inside == group.rows, "a group has the rows of those inside of it");
        }
        checked(outline, &view);
    }
}

#[test]
fn a_row_keeps_its_line_as_groups_open_above_it() {
    let groups = BTreeMap::from([(vec![1], 3), (vec![2], 2)]);
    let keys = [key("a", true, Order::Ascending)];
    let outline = Arc::new(Outline::of(&answer(&groups, 1), &keys));
    assert_eq!(
        outline.path(0),
        [Some("v2".to_owned())],
        "the one with fewer rows is first"
    );
    let mut view = RowGroups::default();
    view.turn(vec![Some("v1".into())]);
    let before = Lines::of(outline.clone(), &view);
    assert_eq!(before.line(2), Some(Line::Row(0, 1)));
    view.turn(vec![Some("v2".into())]);
    let after = Lines::of(outline.clone(), &view);
    assert_eq!(before.moved(2, &after), Some(4));
    view.turn_all(false);
    assert_eq!(
        after.moved(4, &Lines::of(outline, &view)),
        Some(1),
        "then its group stands for it"
    );
}

#[test]
fn what_the_limit_left_out_stands_together_at_the_end() {
    let Answer::Group { kinds, rows, .. } = answer(&BTreeMap::from([(vec![1], 3), (vec![9], 2)]), 1) else {
        panic!("groups");
    };
    let rest = Some(vec![Value::Null, Value::Integer(7), Value::Time(5), Value::Time(6)]);
    let told = Answer::Group {
        kinds,
        rows,
        groups: 6,
        rest,
    };
    let outline = Arc::new(Outline::of(&told, &[key("a", true, Order::Descending)]));
    let last = outline.groups.last().expect("a group");
    assert_eq!((last.others, last.rows, last.span), (4, 7, Some((5, 6))));
    let mut view = RowGroups::default();
    view.turn(Vec::new());
    let lines = Lines::of(outline.clone(), &view);
    assert_eq!(
        lines.line(3),
        Some(Line::Row(5, 2)),
        "and the null before it stays shut"
    );
    checked(outline, &view);
}

#[test]
fn a_hundred_thousand_groups_are_laid_out_at_once() {
    let rows = (0..100_000).map(|at| {
        vec![
            Value::Text(format!("user-{at:06}")),
            Value::Integer(3),
            Value::Null,
            Value::Null,
        ]
    });
    let told = Answer::Group {
        kinds: vec![Kind::Text],
        rows: rows.collect(),
        groups: 100_000,
        rest: None,
    };
    let outline = Arc::new(Outline::of(&told, &[key("a", false, Order::Ascending)]));
    let mut view = RowGroups::default();
    (0..=100).for_each(|at| view.turn(vec![Some(format!("user-{:06}", at * 997))]));
    let begun = Instant::now();
    let lines = Lines::of(outline.clone(), &view);
    assert_eq!(lines.total, 100_303);
    for place in (0..300_000).step_by(997) {
        assert_eq!(lines.of_place(place).is_some(), (place / 3).is_multiple_of(997));
    }
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
    view.turn_all(true);
    let open = Lines::of(outline, &view);
    assert_eq!(open.total, 400_000);
    assert_eq!(open.pages(200_000, 200_050, 50), [(150_000, 37)]);
}

#[test]
fn times_are_grouped_by_a_computed_column_under_a_free_name() {
    use crate::protocol::{ColumnReport, Report};
    let column = ColumnReport::named;
    let report = Report {
        columns: vec![
            column("when", Kind::Time),
            column("when (per day)", Kind::Text),
            column("tags", Kind::List),
        ],
        ..Report::default()
    };
    let mut view = super::super::View::default();
    view.table.sort = Some(vec![("tags".into(), Order::Ascending)]);
    view.table.group.set(vec![
        RowKey::of("tags", Kind::List),
        RowKey::of("gone", Kind::Text),
        RowKey::of("when", Kind::Time),
    ]);
    assert_eq!(view.row_keys(&report).len(), 1, "neither a list nor what the log lacks");
    let name = "when (per day)′".to_owned();
    assert_eq!(
        view.order(&report),
        [(name.clone(), Order::Descending), ("tags".into(), Order::Ascending)]
    );
    assert_eq!(view.row_keys(&report)[0].bucket, Some(Bucket::Day));
    let columns = view.row_columns(&report);
    assert_eq!(columns[0].name, name);
    assert_eq!(columns[0].formula.text(), "DateTrunc(\"day\", [when])");
    let queries = view.queries(&report, &super::super::Screen::default());
    let asked =
        |slot: super::super::Slot| -> &Query { &queries.iter().find(|(other, _)| *other == slot).expect("asked").1 };
    assert!(matches!(
        &asked(super::super::Slot::RowGroups).asks[..],
        [Ask::Group { rest: true, .. }]
    ));
    assert_eq!(asked(super::super::Slot::Page).columns, columns);
    assert_eq!(asked(super::super::Slot::Count).columns, [], "only the rows need it");
}
