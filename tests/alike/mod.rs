//! Whether two logs are the same, for tests in which several readers give what one gives.

use audit_explorer::engine::{Opened, Report};

/// Fails where they differ in what is in them, how much memory they take and what `aside` takes from the reports aside.
pub fn same(one: &Opened, other: &Opened, aside: impl Fn(&mut Report)) {
    let (mut a, mut b) = (one.report.clone(), other.report.clone());
    (a.memory, b.memory) = (0, 0);
    aside(&mut a);
    aside(&mut b);
    assert_eq!(a, b);
    assert_eq!(one.dataset.rows, other.dataset.rows);
    for (a, b) in one.dataset.columns.iter().zip(&other.dataset.columns) {
        for row in 0..one.dataset.rows {
            assert_eq!(a.written(row), b.written(row), "{} {row}", a.name);
        }
    }
    for row in 0..one.dataset.rows {
        assert_eq!(one.dataset.origins.at(row), other.dataset.origins.at(row), "{row}");
    }
}
