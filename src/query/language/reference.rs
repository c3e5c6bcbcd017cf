//! The language by example, as the help shows it: what to write, what it finds, and where it is not KQL.

use crate::words;

/// Examples under a heading, each with what it finds.
pub type Chapter = (&'static str, &'static [(&'static str, &'static str)]);

/// The chapters of the help.
pub const CHAPTERS: [Chapter; 6] = [
    (
        words::language::CHAPTER_WORDS,
        &[
            ("login", words::language::WORD),
            ("\"sign in\"", words::language::PHRASE),
            ("*=Login", words::language::WORD_EXACTLY),
            ("a:1 b:2", words::language::SIDE_BY_SIDE),
            ("-a:1", words::language::NEGATED),
            ("*", words::language::ALL_ROWS),
        ],
    ),
    (
        words::language::CHAPTER_CELLS,
        &[
            ("Event_Status:failure", words::language::CELL_IS),
            ("\"Event Status\":failure", words::language::NAME_IN_QUOTES),
            ("status=\"Failure\"", words::language::CELL_EXACTLY),
            ("status!=Failure", words::language::CELL_NOT_EXACTLY),
            ("user:maria*", words::language::WILDCARDS),
            ("user=Mar*", words::language::WILDCARDS_EXACTLY),
            ("path:/v[0-9]+/", words::language::PATTERN),
            ("ip:10.0.0.0/8", words::language::NETWORK),
            ("user:*", words::language::NOT_NULL),
            ("empty(user)", words::language::EMPTY),
            ("duration>=5", words::language::COMPARED),
            ("duration:[5 TO 10]", words::language::RANGE),
        ],
    ),
    (
        words::language::CHAPTER_SEVERAL_VALUES,
        &[
            ("type:(login OR logout)", words::language::ANY_OF),
            ("user in (ann, \"bob b\", 10.0.0.0/8)", words::language::IN_LIST),
            ("user in= (Ann, Bob)", words::language::IN_LIST_EXACTLY),
            ("user not in (ann, bob)", words::language::NOT_IN_LIST),
            ("user in #roster.email", words::language::IN_TABLE),
            ("NOT user in #leavers", words::language::NOT_IN_TABLE),
            ("tags:a", words::language::SOME_ELEMENT),
            ("all(tags):(a OR b*)", words::language::EVERY_ELEMENT),
            ("count(tags)>2", words::language::COUNT_OF_ELEMENTS),
        ],
    ),
    (
        words::language::CHAPTER_COLUMN_BESIDE_COLUMN,
        &[
            ("actor!=[target]", words::language::OTHER_CELL),
            ("actor:[Target Email]", words::language::OTHER_CELL_CASE_ASIDE),
            ("finished<[started]", words::language::OTHER_CELL_COMPARED),
            ("first(user, country)", words::language::SEEN_FIRST),
        ],
    ),
    (
        words::language::CHAPTER_TIMES,
        &[
            ("time:2026-01", words::language::TIME_SPAN),
            ("time:2026-01-05..2026-01-09", words::language::TIME_FROM_TO),
            ("time>=\"2026-01-05 14:00\"", words::language::TIME_ZONE),
            ("time>=now-7d", words::language::LAST_DAYS),
            ("time:now-1d/d", words::language::WHOLE_DAY),
            ("time>=clock-24h", words::language::BY_CLOCK),
        ],
    ),
    (
        words::language::CHAPTER_HOURS_DAYS,
        &[
            ("hour(time):[9 TO 17]", words::language::HOURS),
            ("hour(time):[22 TO 6]", words::language::HOURS_OVER_MIDNIGHT),
            ("weekday(time):(sat OR sun)", words::language::WEEKDAYS),
            ("weekend(time)", words::language::WEEKEND),
            ("NOT office(time)", words::language::OFFICE),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::super::{describe, parse, print};
    use super::*;

    #[test]
    fn every_example_is_read_and_says_what_it_does() {
        for (text, _) in CHAPTERS.iter().flat_map(|chapter| chapter.1) {
            let parsed = parse(text).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
            assert_eq!(
                parse(&print(&parsed.predicate)).map(|again| again.predicate),
                Ok(parsed.predicate.clone())
            );
            assert!(!describe(&parsed.predicate).to_string().is_empty(), "{text}");
        }
    }
}
