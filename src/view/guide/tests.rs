//! Cards light up by what a log has, ask what they say, and open views that can be read, printed and left again.

use super::card::CARDS;
use super::*;
use crate::protocol::{Class, ColumnReport, Report};
use crate::query::language::{condition, parse, print};
use crate::query::{Answer, Answers, Predicate};
use crate::value::{Kind, Value, Zone};
use crate::view::{Action, Slot, Tab, View};

/// A log with names as unlike plain words as they come.
pub fn report() -> Report {
    let column = |name: &str| ColumnReport {
        distinct: 9,
        ..ColumnReport::named(name, if name == "Event Time" { Kind::Time } else { Kind::Text })
    };
    let mut report = Report {
        rows: 100,
        columns: [
            "Event Time",
            "Event Type",
            "User Email",
            "Object Name",
            "Event Status",
            "Why (not)?",
        ]
        .map(column)
        .into(),
        failures: vec!["FAILURE".into()],
        classes: vec![(Class::Login, vec!["LOGIN".into()])],
        ..Report::default()
    };
    let name = |name: &str| Some(name.to_owned());
    report.roles.time = name("Event Time");
    report.roles.action = name("Event Type");
    report.roles.actor = name("User Email");
    report.roles.target = name("Object Name");
    report.roles.outcome = name("Event Status");
    report.roles.reason = name("Why (not)?");
    report
}

#[test]
fn every_card_is_lit_or_says_what_it_lacks() {
    assert!(CARDS.len() > 35, "the file of cards reads");
    let (lit, unlit) = cards(&report());
    assert_eq!(lit.len() + unlit.len(), CARDS.len());
    for card in &unlit {
        assert!(
            !card.needs.is_empty() && card.needs.iter().all(|needs| !needs.is_empty()),
            "{card:?}"
        );
    }
    let lacks = |title: &str| {
        unlit
            .iter()
            .find(|card| card.title == title)
            .map(|card| card.needs.clone())
    };
    assert_eq!(lacks("Failed logins by reason"), None);
    assert_eq!(lacks("Who exports most"), Some(vec!["exports"]));
    assert_eq!(
        lacks("One session, several browsers or clients"),
        Some(vec!["a session", "a user agent", "an address"])
    );
    assert_eq!(cards(&Report::default()).0, [], "nothing is known of an empty report");
}

#[test]
fn every_filter_of_a_card_can_be_typed() {
    let tests: Vec<&String> = CARDS.iter().filter_map(|card| card.having.as_ref()).collect();
    assert!(
        tests.len() > 5 && tests.iter().all(|test| condition(test).is_ok()),
        "{tests:?}"
    );
    for card in cards(&report()).0 {
        let text = print(&card.filter);
        assert_eq!(
            parse(&text).expect("reads").predicate,
            card.filter.clone().normal(),
            "{}",
            card.title
        );
        assert!(!card.how.is_empty() && !card.asks().is_empty(), "{}", card.title);
    }
}

#[test]
fn a_card_opens_its_view_in_the_place_of_another_and_leaves_the_rest_of_the_filter() {
    let report = report();
    let (lit, _) = cards(&report);
    let card = |title: &str| lit.iter().find(|card| card.title == title).expect(title);
    let mut view = View::default();
    let mine = parse("\"User Email\":ann").expect("reads").predicate;
    view.apply(Action::SetFilter(vec![mine.clone()]));
    let view = card("Failed logins by reason").open(&view, None, &Zone::utc());
    assert_eq!(view.tab, Tab::Group);
    assert_eq!(view.clauses.len(), 3);
    assert_eq!(
        view.filter_for(Some(&Slot::Guide)),
        mine,
        "cards are not narrowed by cards"
    );
    let next = card("Logins per day: success and failure").open(&view, None, &Zone::utc());
    assert_eq!(next.tab, Tab::Chart);
    assert_eq!(print(&next.filter()), "\"User Email\":ann AND \"Event Type\"=LOGIN");
}

#[test]
fn a_column_that_is_action_and_outcome_is_a_key_once() {
    let mut report = report();
    report.roles.outcome = report.roles.action.clone();
    let (lit, _) = cards(&report);
    let card = lit
        .iter()
        .find(|card| card.title == "When each outcome was first and last seen");
    let how = card.expect("lit").how.clone();
    assert!(how.starts_with("grouped by Event Type, most Last first"), "{how}");
}

#[test]
fn what_was_found_becomes_rows() {
    let report = report();
    let (lit, _) = cards(&report);
    let card = lit
        .iter()
        .find(|card| card.title == "Many failures, then a success")
        .expect("lit");
    let answer = Answer::Sequences(crate::query::answer::Sequences {
        matches: vec![crate::query::answer::Match {
            key: vec![Value::Text("ann".into())],
            start: 0,
            end: 9,
            rows: vec![vec![1, 2, 3, 4, 6], vec![7]],
        }],
        total: 5,
        keys: 1,
        untimed: 0,
    });
    assert!(card.finds());
    let view = card.open(&View::default(), Some(&answer), &Zone::utc());
    assert_eq!(view.filter(), Predicate::rows([1, 2, 3, 4, 6, 7]));
    let told = card.told(&Answers {
        answers: vec![answer],
        rows: 20,
        micros: 0,
        workers: 0,
    });
    assert_eq!((told.lines.len(), told.more, told.none), (1, 4, false));
    assert_eq!(told.lines[0].amount, Amount::Value(Value::Time(0)));
}
