//! What values are told about, and what a value after a sign then means.

use super::super::bind::check;
use super::super::{Comparison, Extent, Failure, Op, Part, Predicate, Relation};
use super::lists::Lists;
use super::parse::failure;
use super::text::{Text, is_wildcard};
use super::token::{Sign, Span, Values};
use crate::value::{Kind, Zone};
use crate::words;
use std::ops::Range;

/// What values are told about, inside and after `column:`.
#[derive(Clone)]
pub(super) struct Subject {
    /// `None` for `*:value`, which is the value anywhere.
    pub column: Option<String>,
    pub sign: Sign,
    /// What is looked at in the place of the cell's value.
    pub part: Option<Part>,
}

/// What a filter names, beside what it means.
#[derive(Default)]
pub(super) struct Noted<'l> {
    /// Columns in order of mention, each with its span.
    pub columns: Vec<(String, Range<usize>)>,
    /// Tests with their columns, each with the character its value begins at.
    pub tests: Vec<(String, Op, usize)>,
    pub lists: Option<&'l Lists>,
}

impl Noted<'_> {
    /// A test of a column.
    pub fn test(&mut self, column: &str, op: Op, at: usize) -> Predicate {
        self.tests.push((column.to_owned(), op.clone(), at));
        Predicate::test(column, op)
    }
}

/// Fails for a quote that never ends.
pub(super) fn closed(text: &Text) -> Result<(), Failure> {
    match text.unclosed {
        Some(at) => Err(failure(
            words::asking::THIS_QUOTE_IS_NEVER_CLOSED,
            at,
            words::asking::ADD_AT_END_OF_PHRASE,
        )),
        None => Ok(()),
    }
}

/// A text by itself. It is sought within cells anyway, so wildcards at its ends say nothing.
pub(super) fn word(text: &Text, span: &Range<usize>, exactly: bool) -> Result<Predicate, Failure> {
    closed(text)?;
    let is_star = |&(c, quoted): &(char, bool)| c == '*' && !quoted;
    let chars = &text.chars[..];
    if text.is_star() {
        return Ok(Predicate::All);
    }
    let start = chars.iter().position(|c| !is_star(c)).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !is_star(c)).map_or(start, |last| last + 1);
    let sought = &chars[start..end];
    if sought.iter().any(is_star) {
        let hint = words::asking::NAME_COLUMN_AS_IN_COLUMN;
        return Err(failure(words::asking::WITHIN_WORD_NEEDS_COLUMN, span.start, hint));
    }
    let text = sought.iter().map(|&(c, _)| c).collect();
    Ok(if exactly {
        Predicate::AnywhereExactly(text)
    } else {
        Predicate::Anywhere(text)
    })
}

impl Subject {
    /// The same under another sign.
    pub fn with(&self, sign: Sign) -> Self {
        Self { sign, ..self.clone() }
    }

    /// What one value means.
    pub fn value(&self, noted: &mut Noted<'_>, text: &Text, span: &Range<usize>) -> Result<Predicate, Failure> {
        closed(text)?;
        let negated = self.sign == Sign::Differs;
        let predicate = match &self.column {
            None if text.pattern => {
                let hint = words::asking::WRITE_COLUMN_PATTERN_TO_SEARCH;
                return Err(failure(
                    words::asking::REGULAR_EXPRESSION_NEEDS_COLUMN,
                    span.start,
                    hint,
                ));
            }
            None => word(text, span, self.sign != Sign::Is)?,
            Some(column) => {
                let op = match self.part {
                    Some(part) => self.part_op(part, text, span)?,
                    None => self.op(text, span)?,
                };
                noted.test(column, op, span.start)
            }
        };
        Ok(if negated { predicate.negate() } else { predicate })
    }

    fn op(&self, text: &Text, span: &Range<usize>) -> Result<Op, Failure> {
        let exactly = matches!(self.sign, Sign::Equals | Sign::Differs);
        Ok(match self.sign {
            Sign::Is if text.pattern => Op::Matches(text.text()),
            _ if text.pattern && exactly => Op::MatchesExactly(text.text()),
            _ if text.pattern => {
                let hint = words::asking::WRITE_COLUMN_PATTERN_TO_COMPARE;
                return Err(failure(words::asking::REGULAR_EXPRESSION_GOES, span.start, hint));
            }
            Sign::Compare(comparison) => Op::Compare(comparison, text.text()),
            _ if text.is_star() => Op::Exists,
            _ if text.is_wild() => {
                if text.chars.iter().any(|&(c, quoted)| quoted && is_wildcard(c)) {
                    let hint = words::asking::LEAVE_QUOTES_OFF_TO_MAKE;
                    return Err(failure(words::asking::OR_IN_QUOTES_BESIDE_WILDCARD, span.start, hint));
                }
                if exactly {
                    Op::LikeExactly(text.text())
                } else {
                    Op::Like(text.text())
                }
            }
            _ if exactly => Op::Equals(text.text()),
            _ => match dots(text) {
                Some((low, high)) => Op::Between(low, high),
                None => Op::Is(text.text()),
            },
        })
    }

    fn part_op(&self, part: Part, text: &Text, span: &Range<usize>) -> Result<Op, Failure> {
        let op = match self.sign {
            _ if text.is_star() => return Ok(Op::Exists),
            _ if text.pattern || text.is_wild() => {
                let hint = words::asking::WRITE_VALUE_RANGE;
                return Err(failure(words::asking::ONLY_VALUES_AND_RANGES_CAN, span.start, hint));
            }
            Sign::Compare(comparison) => Extent::Compare(comparison, text.text()),
            _ => match dots(text) {
                Some((low, high)) => Extent::Between(low, high),
                None => Extent::Is(text.text()),
            },
        };
        part_read(part, op, span)
    }

    /// What brackets mean: a range, or without `TO` a column to compare with.
    pub fn span(&self, noted: &mut Noted<'_>, range: &Span, span: &Range<usize>) -> Result<Predicate, Failure> {
        const HINT: &str = words::asking::RANGE_READS_LOW_TO_HIGH;
        closed(&range.low)?;
        closed(&range.high)?;
        let Some(column) = &self.column else {
            return Err(failure(words::asking::RANGE_NEEDS_COLUMN, span.start, HINT));
        };
        if !range.closed {
            return Err(failure(words::asking::THIS_BRACKET_IS_NEVER_CLOSED, span.start, HINT));
        }
        let brackets = range.low_included && range.high_included;
        if brackets && !range.to && !range.low.is_empty() && !range.low.is_star() {
            return self.other(noted, column, &range.low, span);
        }
        if !range.to || range.low.is_empty() || range.high.is_empty() {
            let hint = words::asking::RANGE_READS_LOW_TO_HIGH_WITH_FOR_OPEN;
            return Err(failure(words::asking::THIS_IS_NOT_RANGE, span.start, hint));
        }
        if matches!(self.sign, Sign::Compare(_)) {
            return Err(failure(
                words::asking::COMPARISON_TAKES_ONE_VALUE,
                span.start,
                "Write column:[low TO high].",
            ));
        }
        let bound = |text: &Text| {
            if text.is_star() { None } else { Some(text.text()) }
        };
        let (low, high) = (bound(&range.low), bound(&range.high));
        let mut made = |extent: Extent| -> Result<Predicate, Failure> {
            let op = match (self.part, extent) {
                (Some(part), extent) => part_read(part, extent, span)?,
                (None, Extent::Between(low, high)) => Op::Between(low, high),
                (None, Extent::Compare(comparison, end)) => Op::Compare(comparison, end),
                (None, Extent::Is(text)) => Op::Is(text),
            };
            Ok(noted.test(column, op, span.start))
        };
        let predicate = if (range.low_included || low.is_none()) && (range.high_included || high.is_none()) {
            made(Extent::Between(low, high))?
        } else {
            let from = if range.low_included {
                Comparison::GreaterOrEqual
            } else {
                Comparison::Greater
            };
            let to = if range.high_included {
                Comparison::LessOrEqual
            } else {
                Comparison::Less
            };
            let ends = [(from, low), (to, high)].into_iter();
            let parts = ends.filter_map(|(comparison, end)| Some(made(Extent::Compare(comparison, end?))));
            Predicate::all(parts.collect::<Result<Vec<_>, _>>()?)
        };
        Ok(if self.sign == Sign::Differs {
            predicate.negate()
        } else {
            predicate
        })
    }

    /// A comparison with another column.
    fn other(
        &self,
        noted: &mut Noted<'_>,
        column: &str,
        other: &Text,
        span: &Range<usize>,
    ) -> Result<Predicate, Failure> {
        if self.part.is_some() {
            let hint = words::asking::WRITE_VALUE_RANGE;
            return Err(failure(words::asking::FUNCTION_OF_COLUMN_IS_COMPARED, span.start, hint));
        }
        let relation = match self.sign {
            Sign::Is => Relation::Is,
            Sign::Compare(comparison) => Relation::Compare(comparison),
            _ => Relation::Equals,
        };
        noted.columns.push((other.text(), span.clone()));
        let test = noted.test(column, Op::Column(relation, other.text()), span.start);
        Ok(if self.sign == Sign::Differs {
            test.negate()
        } else {
            test
        })
    }

    /// What a list means.
    pub fn list(&self, noted: &mut Noted<'_>, list: &Values, span: &Range<usize>) -> Result<Predicate, Failure> {
        const HINT: &str = words::asking::LIST_READS_COLUMN_IN_B;
        for (text, at) in &list.values {
            closed(text)?;
            if text.is_wild() && self.column.is_some() {
                let hint = words::asking::WRITE_COLUMN_OR_B;
                return Err(failure(words::asking::LIST_TAKES_NO_WILDCARDS, *at, hint));
            }
        }
        if let Some(at) = list.gap {
            let hint = words::asking::put_comma_between_two_values(&HINT);
            return Err(failure(words::asking::THIS_LIST_IS_NOT_LIST, at, hint));
        }
        if !list.closed {
            return Err(failure(
                words::asking::THIS_LIST_IS_NEVER_CLOSED,
                span.start,
                words::asking::add_at_its_end(&HINT),
            ));
        }
        if list.values.is_empty() {
            return Err(failure(words::asking::NOTHING_IN_THIS_LIST, span.start + 1, HINT));
        }
        let (exactly, not) = match self.sign {
            Sign::In { exactly, not } => (exactly, not),
            _ => (false, false),
        };
        let predicate = match (&self.column, self.part) {
            (None, _) => {
                let words = list.values.iter();
                let words = words.map(|(text, at)| word(text, &(*at..*at), exactly));
                Predicate::any(words.collect::<Result<Vec<_>, _>>()?)
            }
            (Some(column), Some(part)) => {
                let tests = list.values.iter().map(|(text, at)| {
                    let op = part_read(part, Extent::Is(text.text()), &(*at..*at))?;
                    Ok(noted.test(column, op, *at))
                });
                Predicate::any(tests.collect::<Result<Vec<_>, Failure>>()?)
            }
            (Some(column), None) => {
                let values = list.values.iter().map(|(text, _)| text.text()).collect();
                listed(noted, column, values, exactly, span.start)
            }
        };
        Ok(if not { predicate.negate() } else { predicate })
    }

    /// What the name of a list means: a number one that is a part of the filter, all else one beside the log.
    pub fn named(&self, noted: &mut Noted<'_>, name: &Text, span: &Range<usize>) -> Result<Predicate, Failure> {
        closed(name)?;
        let text = name.text();
        let (exactly, not) = match self.sign {
            Sign::In { exactly, not } => (exactly, not),
            _ => (false, false),
        };
        let Some(column) = &self.column else {
            let hint = words::asking::WRITE_COLUMN_IN_LIST;
            return Err(failure(words::asking::LIST_WITH_NAME_NEEDS_COLUMN, span.start, hint));
        };
        if self.part.is_some() {
            let hint = words::asking::WRITE_VALUES_THEMSELVES;
            return Err(failure(words::asking::LIST_WITH_NAME_HOLDS_CELLS, span.start, hint));
        }
        let known = noted.lists.and_then(|lists| lists.get(&text)).cloned();
        let predicate = match known {
            _ if !name.is_number() => noted.test(column, Op::Listed { list: text, exactly }, span.start),
            Some(list) => listed(noted, column, list, exactly, span.start),
            None => {
                let hint = words::asking::LISTS_HAVE_SUCH_NAMES_ONLY;
                return Err(failure(words::asking::there_is_no_list(&text), span.start, hint));
            }
        };
        Ok(if not { predicate.negate() } else { predicate })
    }
}

fn listed(noted: &mut Noted<'_>, column: &str, values: super::super::List, exactly: bool, at: usize) -> Predicate {
    let op = if exactly { Op::InExactly(values) } else { Op::In(values) };
    match Predicate::test(column, op).normal() {
        Predicate::Test { op, .. } => noted.test(column, op, at),
        other => other,
    }
}

/// A test of a part, if its literals can be read.
fn part_read(part: Part, extent: Extent, span: &Range<usize>) -> Result<Op, Failure> {
    let op = Op::Part(part, extent);
    // What the column holds is not known here, only what may be asked of it.
    let kind = if part == Part::Count { Kind::List } else { Kind::Time };
    check("list", kind, &op, &Zone::utc()).map_err(|failure| Failure {
        at: Some(span.start),
        ..failure
    })?;
    Ok(op)
}

/// The two ends of `low..high`. Paths and ellipses are not ranges: an end begins like a number or a word, and one end alone like a number.
pub(super) fn dots(text: &Text) -> Option<(Option<String>, Option<String>)> {
    let chars = &text.chars;
    let at = chars.windows(2).position(|pair| pair == [('.', false), ('.', false)])?;
    let (low, high) = (&chars[..at], &chars[at + 2..]);
    let number = |side: &[(char, bool)]| {
        let unsigned = side.strip_prefix(&[('-', false)]).unwrap_or(side);
        unsigned.first().is_some_and(|(c, _)| c.is_ascii_digit())
    };
    let fits = |side: &[(char, bool)]| {
        let begins = number(side) || side.first().is_some_and(|&(c, quoted)| quoted || c.is_alphanumeric());
        let path = side.iter().any(|&(c, quoted)| !quoted && matches!(c, '/' | '\\'));
        begins && !path && !side.windows(2).any(|pair| pair == [('.', false), ('.', false)])
    };
    let text = |side: &[(char, bool)]| Some(side.iter().map(|&(c, _)| c).collect::<String>());
    match (low.is_empty(), high.is_empty()) {
        (false, false) if fits(low) && fits(high) => Some((text(low), text(high))),
        (false, true) if number(low) && fits(low) => Some((text(low), None)),
        (true, false) if number(high) && fits(high) => Some((None, text(high))),
        _ => None,
    }
}
