//! Formulas as expressions: what is the same everywhere here, what databases say differently in their [`super::speech::Speech`].
//!
//! What has no column in it is worked out here and stands as a literal. A test is never null in a formula; [`Saying::test`] may be null
//! where it does not hold, as conditions may, and [`Saying::sure`] may not.

mod list;
mod number;
mod text;
mod time;

use super::printer::Printer;
use crate::query::formula::tree::Binary;
use crate::query::formula::typed::{Node, Typed};
use crate::query::formula::{Call, Family};
use crate::value::{Kind, Value};
use crate::words;

/// Bytes beyond which an expression is not said: each level of a formula may say what is in it several times.
const LONG: usize = 1 << 18;

/// A checked formula under way, over rows or over groups of them.
pub struct Saying<'s, 'p> {
    pub printer: &'s Printer<'p>,
    /// What stands for each leaf.
    pub leaves: Vec<String>,
    /// Whether parts can become columns of their own, as in rows of the log.
    pub rows: bool,
}

impl Saying<'_, '_> {
    /// The value of a part.
    pub fn value(&self, typed: &Typed) -> String {
        if let Some(value) = typed.constant(self.printer.zone) {
            return self.literal(&value, typed.kind.unwrap_or(Kind::Text));
        }
        let said = self.node(typed);
        // What is said twice inside of what is said twice grows without end.
        if said.len() > LONG {
            return self
                .printer
                .unsaid(words::saying::FORMULA_THIS_LONG, words::saying::IT_SAYS_PARTS_OF_ITSELF);
        }
        said
    }

    fn node(&self, typed: &Typed) -> String {
        match &typed.node {
            Node::Leaf(at) => self.leaves[*at].clone(),
            Node::Real(inner) => self.real(&self.value(inner)),
            Node::Minus(inner) => self.minus(inner),
            Node::Binary(operator, a, b) => match operator {
                Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Modulo => {
                    self.arithmetic(*operator, a, b)
                }
                _ => self.sure(typed),
            },
            Node::Not(_) => self.sure(typed),
            Node::Call(call, parts) if tests(*call) => self.tested(*call, parts, true),
            Node::Call(call, parts) => self.call(*call, parts, typed.kind),
            Node::Lookup(join, keys) => self.printer.looked_up(self, join, keys),
            // What stands alone was worked out before.
            _ => self.null(typed.kind),
        }
    }

    /// A condition that holds where the part does, and may be null elsewhere.
    pub fn test(&self, typed: &Typed) -> String {
        if typed.constant(self.printer.zone).is_some() {
            return self.value(typed);
        }
        match &typed.node {
            Node::Not(inner) => format!("NOT {}", self.sure(inner)),
            Node::Binary(Binary::And, a, b) => format!("({} AND {})", self.test(a), self.test(b)),
            Node::Binary(Binary::Or, a, b) => format!("({} OR {})", self.test(a), self.test(b)),
            Node::Binary(Binary::Differ, a, b) => {
                let equal = self.compared(Binary::Equal, a, b);
                format!("NOT coalesce({equal}, FALSE)")
            }
            Node::Binary(operator, a, b) => self.compared(*operator, a, b),
            Node::Call(call, parts) if tests(*call) => self.tested(*call, parts, false),
            _ => self.value(typed),
        }
    }

    /// The same, never null.
    pub fn sure(&self, typed: &Typed) -> String {
        let never = match &typed.node {
            Node::Not(_) | Node::Binary(Binary::Differ, ..) => true,
            Node::Call(call, _) => matches!(call, Call::IsNull | Call::IsNotNull),
            _ => typed
                .constant(self.printer.zone)
                .is_some_and(|value| value != Value::Null),
        };
        let test = self.test(typed);
        if never {
            test
        } else {
            format!("coalesce({test}, FALSE)")
        }
    }

    /// How two values of comparable kinds stand to each other; null where one is.
    fn compared(&self, operator: Binary, a: &Typed, b: &Typed) -> String {
        let sign = match operator {
            Binary::Differ => "<>",
            operator => operator.sign(),
        };
        match (a.kind, b.kind) {
            (Some(Kind::Integer), Some(Kind::Number)) => {
                format!("({} {sign} 0)", self.stands(a, b))
            }
            (Some(Kind::Number), Some(Kind::Integer)) => format!("(0 {sign} {})", self.stands(b, a)),
            _ => format!("({} {sign} {})", self.value(a), self.value(b)),
        }
    }

    fn equal(&self, a: &Typed, b: &Typed) -> String {
        self.compared(Binary::Equal, a, b)
    }

    /// A function that says whether.
    fn tested(&self, call: Call, parts: &[Typed], sure: bool) -> String {
        let test = match call {
            Call::IsNull => return format!("({} IS NULL)", self.value(&parts[0])),
            Call::IsNotNull => return format!("({} IS NOT NULL)", self.value(&parts[0])),
            Call::In => {
                let options: Vec<String> = parts[1..].iter().map(|part| self.equal(&parts[0], part)).collect();
                format!("({})", options.join(" OR "))
            }
            Call::Between => format!(
                "({} AND {})",
                self.compared(Binary::GreaterOrEqual, &parts[0], &parts[1]),
                self.compared(Binary::LessOrEqual, &parts[0], &parts[2])
            ),
            Call::ArrayContains => self.list_holds(&parts[0], &parts[1]),
            _ => self.text_test(call, parts),
        };
        if sure { format!("coalesce({test}, FALSE)") } else { test }
    }

    fn call(&self, call: Call, parts: &[Typed], kind: Option<Kind>) -> String {
        match call {
            Call::If => {
                let pairs = parts.chunks_exact(2);
                let last = pairs.remainder().first();
                self.cases(pairs.map(|pair| (self.test(&pair[0]), &pair[1])), last)
            }
            Call::Switch => {
                let pairs = parts[1..].chunks_exact(2);
                let last = pairs.remainder().first();
                self.cases(pairs.map(|pair| (self.equal(&parts[0], &pair[0]), &pair[1])), last)
            }
            Call::Coalesce => format!("coalesce({})", self.values(parts).join(", ")),
            Call::Greatest | Call::Least => self.printer.speech.best(&self.values(parts), call == Call::Greatest),
            call => match call.about() {
                Family::Number => self.number_call(call, parts),
                Family::Time => self.time_call(call, parts),
                Family::List => self.list_call(call, parts, kind),
                _ => self.text_call(call, parts),
            },
        }
    }

    fn cases<'t>(&self, pairs: impl Iterator<Item = (String, &'t Typed)>, last: Option<&Typed>) -> String {
        let arms: Vec<String> = pairs
            .map(|(test, value)| format!("WHEN {test} THEN {}", self.value(value)))
            .collect();
        let last = last.map_or(String::new(), |last| format!(" ELSE {}", self.value(last)));
        format!("CASE {}{last} END", arms.join(" "))
    }

    fn values(&self, parts: &[Typed]) -> Vec<String> {
        parts.iter().map(|part| self.value(part)).collect()
    }

    /// The whole number that an argument is, written out.
    fn written(&self, typed: &Typed) -> Option<i64> {
        match typed.constant(self.printer.zone) {
            Some(Value::Integer(value)) => Some(value),
            _ => None,
        }
    }

    /// The text that an argument is, written out.
    fn written_text(&self, typed: &Typed) -> Option<String> {
        match typed.constant(self.printer.zone) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A value that is known, of this kind.
    fn literal(&self, value: &Value, kind: Kind) -> String {
        let speech = self.printer.speech;
        match value {
            Value::Null | Value::List(_) => self.null(Some(kind)),
            Value::Boolean(true) => "TRUE".into(),
            Value::Boolean(false) => "FALSE".into(),
            Value::Integer(value) => format!("CAST({value} AS {})", speech.kind(Kind::Integer)),
            Value::Number(value) => speech.number(*value),
            Value::Text(text) => speech.text(text),
            Value::Time(at) => speech.moment(*at),
        }
    }

    fn null(&self, kind: Option<Kind>) -> String {
        let kind = self.printer.speech.kind(kind.unwrap_or(Kind::Text));
        format!("CAST(NULL AS {kind})")
    }

    /// A whole number as one that need not be.
    fn real(&self, whole: &str) -> String {
        format!("CAST({whole} AS {})", self.printer.speech.float())
    }

    /// Takes down that a function is not said.
    fn unsaid(&self, function: &str, why: &str) -> String {
        self.printer.unsaid(words::saying::in_formula(&function), why)
    }
}

/// Whether a function says whether, and is never null.
fn tests(call: Call) -> bool {
    matches!(
        call,
        Call::IsNull
            | Call::IsNotNull
            | Call::In
            | Call::Between
            | Call::Contains
            | Call::StartsWith
            | Call::EndsWith
            | Call::RegexpMatch
            | Call::ArrayContains
    )
}

/// A number between two others, null where it is null.
fn inside(number: &str, low: &str, high: &str) -> String {
    format!("CASE WHEN {number} < {low} THEN {low} WHEN {number} > {high} THEN {high} ELSE {number} END")
}
