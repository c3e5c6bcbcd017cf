//! Groups that suit a log, to begin with one click.

use super::{GroupView, Named};
use crate::protocol::Report;
use crate::query::{Bucket, Comparison, Having, Key, Measure, Op, Order};
use crate::words;

/// Groups by the roles that the log's columns have, with the measures that usually come next.
pub fn groupings(report: &Report) -> Vec<GroupView> {
    let roles = &report.roles;
    let keys = |columns: &[&Option<String>]| -> Vec<Key> {
        let mut keys: Vec<Key> = columns
            .iter()
            .filter_map(|column| (*column).clone().map(Key::Column))
            .collect();
        keys.dedup();
        keys
    };
    let span = || {
        let time = roles.time.clone()?;
        let named = |measure, name: &str| Named {
            name: name.into(),
            measure,
        };
        Some([
            named(Measure::Min(time.clone()), words::group::FIRST_SEEN),
            named(Measure::Max(time), words::group::LAST_SEEN),
        ])
    };
    let people = || {
        roles.actor.clone().map(|actor| Named {
            name: words::group::PEOPLE.into(),
            measure: Measure::Distinct(actor),
        })
    };
    let day = roles.time.iter().map(|column| Key::Time {
        column: column.clone(),
        bucket: Bucket::Day,
    });
    // Only of a log that is longer than that it can be told.
    let month = 30 * 86_400_000_000;
    let long = report.time.as_ref().is_some_and(|span| span.last - span.first > month);
    let quiet = || {
        let (actor, [_, last]) = (roles.actor.clone()?, span()?);
        let having = Having {
            keys: 1,
            measure: 1,
            op: Op::Compare(Comparison::Less, "now-30d".into()),
        };
        Some(GroupView {
            title: words::group::OFFER_QUIET.into(),
            by: vec![Key::Column(actor)],
            measures: vec![last],
            having: vec![having],
            sort: Some((Some(1), Order::Ascending)),
            ..GroupView::default()
        })
    };
    let offers: [(&str, Vec<Key>, Vec<Named>); 5] = [
        (
            words::group::OFFER_WHO,
            keys(&[&roles.actor]),
            span().into_iter().flatten().collect(),
        ),
        (
            words::group::OFFER_WHAT,
            keys(&[&report.kind().cloned(), &roles.action]),
            people().into_iter().collect(),
        ),
        (
            words::group::OFFER_OUTCOME,
            keys(&[&roles.outcome, &roles.reason]),
            people().into_iter().collect(),
        ),
        (
            words::group::OFFER_WHERE,
            keys(&[&roles.address]),
            people().into_iter().collect(),
        ),
        (words::group::OFFER_DAYS, day.collect(), people().into_iter().collect()),
    ];
    offers
        .into_iter()
        .filter(|(_, by, _)| !by.is_empty())
        .map(|(title, by, measures)| GroupView {
            title: title.into(),
            by,
            measures,
            ..GroupView::default()
        })
        .chain(quiet().filter(|_| long))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_goes_by_the_columns_that_are_there() {
        let mut report = Report::default();
        assert!(groupings(&report).is_empty());
        report.roles.actor = Some("who".into());
        report.roles.category = Some("what".into());
        report.roles.action = Some("what".into());
        report.roles.time = Some("when".into());
        let offers = groupings(&report);
        let titles: Vec<&str> = offers.iter().map(|offer| offer.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                words::group::OFFER_WHO,
                words::group::OFFER_WHAT,
                words::group::OFFER_DAYS
            ]
        );
        assert_eq!(offers[0].measures.len(), 2, "first and last seen");
        assert_eq!(offers[1].by, [Key::Column("what".into())], "the same column once");
    }
}
