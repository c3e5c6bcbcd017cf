//! What the `$words` of a card stand for in one log: columns by role or part, failures, kinds of action.

use crate::protocol::{Class, ColumnReport, Report};
use crate::query::formula::print_name;
use crate::query::language::{parse, print, print_column};
use crate::query::{Formula, Op, Predicate, Relation};
use crate::vendor::part;
use crate::words;

/// The words, and what a log must have for each.
const WORDS: [(&str, &str); 29] = [
    ("time", words::questions::NEEDS_TIME),
    ("actor", words::questions::NEEDS_ACTOR),
    ("action", words::questions::NEEDS_ACTION),
    ("category", words::questions::NEEDS_CATEGORY),
    ("kind", words::questions::NEEDS_CATEGORY),
    ("target", words::questions::NEEDS_TARGET),
    ("address", words::questions::NEEDS_ADDRESS),
    ("outcome", words::questions::NEEDS_OUTCOME),
    ("reason", words::questions::NEEDS_REASON),
    ("agent", words::questions::NEEDS_AGENT),
    ("session", words::questions::NEEDS_SESSION),
    ("country", words::questions::NEEDS_COUNTRY),
    ("region", words::questions::NEEDS_REGION),
    ("factor", words::questions::NEEDS_FACTOR),
    ("proxy", words::questions::NEEDS_PROXY),
    ("credential", words::questions::NEEDS_CREDENTIAL),
    ("whom", words::questions::NEEDS_WHOM),
    ("invited", words::questions::NEEDS_INVITED),
    ("delivery", words::questions::NEEDS_DELIVERY),
    ("forward", words::questions::NEEDS_FORWARD),
    ("failed", words::questions::NEEDS_FAILED),
    ("self", words::questions::NEEDS_SELF),
    ("login", words::questions::NEEDS_LOGIN),
    ("export", words::questions::NEEDS_EXPORT),
    ("delete", words::questions::NEEDS_DELETE),
    ("share", words::questions::NEEDS_SHARE),
    ("token", words::questions::NEEDS_TOKEN),
    ("admin", words::questions::NEEDS_ADMIN),
    ("protection-off", words::questions::NEEDS_PROTECTION_OFF),
];

/// The words in a text, without their `$`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split('$').skip(1).map(|rest| &rest[..length(rest)])
}

fn length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_lowercase() && c != '-')
        .unwrap_or(rest.len())
}

/// What a log must have for a word, for people.
pub fn needs(word: &str) -> &'static str {
    WORDS
        .iter()
        .find(|(name, _)| *name == word)
        .map_or("", |(_, needs)| needs)
}

/// The column of a role or part, where it has values.
pub fn column<'r>(report: &'r Report, word: &str) -> Option<&'r str> {
    let roles = &report.roles;
    let role = match word {
        "time" => roles.time.as_ref(),
        "actor" => roles.actor.as_ref(),
        "action" => roles.action.as_ref(),
        "category" => roles.category.as_ref(),
        "kind" => report.kind(),
        "target" => roles.target.as_ref(),
        "address" => roles.address.as_ref(),
        "outcome" => roles.outcome.as_ref(),
        "reason" => roles.reason.as_ref(),
        "whom" => return part_of(report, word).or_else(|| column(report, "target")),
        _ => return part_of(report, word),
    };
    let name = role?;
    report.column(name).filter(|column| column.nulls < report.rows)?;
    Some(name)
}

/// The column that plays a part, where it has values.
fn part_of<'r>(report: &'r Report, word: &str) -> Option<&'r str> {
    if let Some(logs) = &report.logs {
        return logs.parts.get(word).map(String::as_str);
    }
    let filled = report.columns.iter().filter(|column| column.nulls < report.rows);
    part(
        word,
        filled.map(|column| column.name.as_str()),
        report.roles.actor.as_deref(),
    )
}

/// The filter that a word is, or `None` where it names a column or the log has nothing of the kind.
fn filter(report: &Report, word: &str) -> Option<Predicate> {
    let among = |column: &str, values: &[String]| match values {
        [] => None,
        values => Some(Predicate::test(column, Op::InExactly(values.into()))),
    };
    let class = match word {
        "failed" => {
            let outcome = column(report, "outcome").and_then(|outcome| among(outcome, &report.failures));
            let others = report
                .failing
                .iter()
                .filter_map(|(column, values)| among(column, values));
            let mut failed = outcome.into_iter().chain(others).peekable();
            failed.peek()?;
            return Some(Predicate::any(failed));
        }
        "self" => {
            let actor = column(report, "named").or_else(|| column(report, "actor"))?;
            let of = |target: &str| Predicate::test(actor, Op::Column(Relation::Is, target.to_owned()));
            let mut targets = vec![column(report, "whom")?];
            targets.extend(column(report, "target").filter(|target| *target != targets[0]));
            return Some(Predicate::any(targets.into_iter().map(of)));
        }
        "login" => Class::Login,
        "export" => Class::Export,
        "delete" => Class::Delete,
        "share" => Class::Share,
        "token" => Class::Token,
        "admin" => Class::Admin,
        "protection-off" => Class::ProtectionOff,
        _ => return None,
    };
    let (_, actions) = report.classes.iter().find(|(kind, _)| *kind == class)?;
    let action = column(report, "action")?;
    // Where all that happened is of this kind.
    let all = |column: &ColumnReport| column.distinct == actions.len() as u64;
    match report.column(action).is_some_and(all) {
        true => Some(Predicate::test(action, Op::Exists)),
        false => among(action, actions),
    }
}

/// The words of a text that this log has nothing for.
pub fn lacking<'t>(report: &Report, text: &'t str) -> Vec<&'t str> {
    let lacks = |word: &&str| column(report, word).is_none() && filter(report, word).is_none();
    words(text).filter(lacks).collect()
}

/// A filter as written on a card, in the words of this log; `None` where it lacks something.
pub fn read(report: &Report, text: &str) -> Option<Predicate> {
    let written = written(report, text)?;
    parse(&written).ok().map(|parsed| parsed.predicate)
}

/// A formula as written on a card, in the words of this log.
pub fn formula(report: &Report, text: &str) -> Option<Formula> {
    Formula::parse(&written(report, text)?).ok()
}

/// A text with columns and filters in the place of its words; a word in brackets becomes a column of a formula.
fn written(report: &Report, text: &str) -> Option<String> {
    let mut parts = text.split('$');
    let mut written = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        let (word, rest) = rest.split_at(length(rest));
        let inside = written.ends_with('[');
        if inside {
            written.pop();
        }
        written += &match filter(report, word) {
            Some(predicate) => format!("({})", print(&predicate)),
            None if inside => print_name(column(report, word)?),
            None => print_column(column(report, word)?),
        };
        written += if inside { rest.strip_prefix(']')? } else { rest };
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Logs;
    use crate::view::guide::tests::report;

    #[test]
    fn words_become_columns_and_filters() {
        let report = report();
        assert_eq!(
            words("$login NOT $failed first($actor, x)").collect::<Vec<_>>(),
            ["login", "failed", "actor"]
        );
        assert!(words("$protection-off").all(|word| !needs(word).is_empty()));
        let text = |template: &str| read(&report, template).map(|predicate| print(&predicate));
        assert_eq!(
            text("$login NOT $failed $actor:*").as_deref(),
            Some("\"Event Type\"=LOGIN AND \"Event Status\"!=FAILURE AND \"User Email\":*")
        );
        assert_eq!(text("$self").as_deref(), Some("\"User Email\":[Object Name]"));
        assert_eq!(text("$export"), None);
        // What says by its name that it failed is a failure, whatever its outcome says.
        let failing = Report {
            failing: vec![("Event Type".into(), vec!["LOGIN_FAILED".into()])],
            ..report.clone()
        };
        assert_eq!(
            read(&failing, "$failed").map(|predicate| print(&predicate)).as_deref(),
            Some("\"Event Status\"=FAILURE OR \"Event Type\"=LOGIN_FAILED")
        );
        assert_eq!(lacking(&report, "$export $region $login"), ["export", "region"]);
        // Where several logs were put together, it is told which column plays a part in all of them.
        let parts = [("country".into(), "User Email".into())].into();
        let logs = Logs {
            parts,
            ..Logs::default()
        };
        let mixed = Report {
            logs: Some(logs),
            ..report
        };
        assert_eq!(column(&mixed, "country"), Some("User Email"));
        assert_eq!(column(&mixed, "agent"), None);
    }
}
