//! The language by example, as the help shows it: what to write, what it finds, and where it is not KQL.

/// Examples under a heading, each with what it finds.
pub type Chapter = (&'static str, &'static [(&'static str, &'static str)]);

/// The chapters of the help.
pub const CHAPTERS: [Chapter; 6] = [
    (
        "Words",
        &[
            ("login", "rows with login anywhere in a text, letter case aside"),
            ("\"sign in\"", "the phrase, also with blanks"),
            ("*=Login", "anywhere, letter case included"),
            (
                "a:1 b:2",
                "side by side means AND; OR and ( ) as usual, AND binds tighter",
            ),
            ("-a:1", "- or NOT in front turns anything round"),
            ("*", "all rows, like no filter at all"),
        ],
    ),
    (
        "Cells",
        &[
            (
                "Event_Status:failure",
                "the cell is failure, letter case aside; blanks and _ in the column’s name are the same",
            ),
            ("\"Event Status\":failure", "a column’s name with blanks, in quotes"),
            (
                "status=\"Failure\"",
                "exactly this text: = minds letter case, : does not",
            ),
            ("status!=Failure", "not exactly this"),
            ("user:maria*", "* any run of letters, ? one letter, over the whole cell"),
            ("user=Mar*", "the same, letter case included"),
            (
                "path:/v[0-9]+/",
                "a regular expression, found anywhere in the cell; path=/v[0-9]+/ minds letter case",
            ),
            (
                "ip:10.0.0.0/8",
                "an address in this network; IPv6 too, with or without a port",
            ),
            ("user:*", "the cell is not null; null(user) is the opposite"),
            ("empty(user)", "null, the empty text, or a list without elements"),
            ("duration>=5", "also <, <=, >; numbers and times by value"),
            (
                "duration:[5 TO 10]",
                "both ends included; * is an open end; { } leave the end out",
            ),
        ],
    ),
    (
        "Several values",
        &[
            ("type:(login OR logout)", "one of several values"),
            (
                "user in (ann, \"bob b\", 10.0.0.0/8)",
                "one of a list, letter case aside; lines pasted after a column become one",
            ),
            ("user in= (Ann, Bob)", "exactly one of a list"),
            ("user not in (ann, bob)", "none of a list"),
            (
                "user in #roster.email",
                "one of the values of a table beside the log, letter case aside; in= minds it",
            ),
            (
                "NOT user in #leavers",
                "not in a list that was pasted, or in a table of one column; rows without a user too",
            ),
            ("tags:a", "some element of a list is a"),
            ("all(tags):(a OR b*)", "the list has elements, and every one passes"),
            ("count(tags)>2", "how many elements there are"),
        ],
    ),
    (
        "Column beside column",
        &[
            (
                "actor!=[target]",
                "another cell of the same row: not exactly the same, or one is null",
            ),
            (
                "actor:[Target Email]",
                "the same, letter case aside; blanks in the name need no quotes",
            ),
            (
                "finished<[started]",
                "numbers and times by value, text by code point; of lists some element of each",
            ),
            (
                "first(user, country)",
                "rows in which a value, or a pair, is seen for the first time",
            ),
        ],
    ),
    (
        "Times",
        &[
            ("time:2026-01", "a time names a whole span: a month here"),
            ("time:2026-01-05..2026-01-09", "from one to the other, both included"),
            (
                "time>=\"2026-01-05 14:00\"",
                "in the zone shown above the table, unless the text names one",
            ),
            (
                "time>=now-7d",
                "the last seven days of the data: now is the last event; units are s m h d w M y",
            ),
            (
                "time:now-1d/d",
                "/d goes to the whole day: the day before that of the last event",
            ),
            (
                "time>=clock-24h",
                "by the clock of this computer; today and yesterday are too",
            ),
        ],
    ),
    (
        "Hours and days",
        &[
            (
                "hour(time):[9 TO 17]",
                "from 9:00 to 17:59, in the zone shown above the table",
            ),
            ("hour(time):[22 TO 6]", "over midnight; minutes are written 22:30"),
            ("weekday(time):(sat OR sun)", "mon to sun, or 1 to 7 from Monday"),
            ("weekend(time)", "Saturday and Sunday"),
            (
                "NOT office(time)",
                "outside office hours: Monday to Friday, 8:00 to 18:00",
            ),
        ],
    ),
];

/// Where the language is not KQL.
pub const DEVIATIONS: [&str; 9] = [
    "Words side by side are ANDed; between values in parentheses an operator is asked for.",
    "A bare word is sought inside of cells, in all texts and lists, not only as a whole value.",
    "-, !, +, &&, ||, =, !=, <>, [a TO b], {a TO b}, a..b, in ( ), and functions such as hour(time) exist beside AND, OR, NOT, : and comparisons.",
    "The sign says whether letter case counts: : sets it aside, = minds it.",
    "Wildcards stand in values only, not in the names of columns, and ? is one character.",
    "Outside of quotes a backslash stands for itself; what is special goes into quotes.",
    "A regular expression stands between slashes after : or =, without blanks, and is found anywhere in the cell.",
    "now is the end of the data; the clock of the computer is clock.",
    "There are no braces for nested fields: nested objects are columns with dotted names, and braces hold formulas.",
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
