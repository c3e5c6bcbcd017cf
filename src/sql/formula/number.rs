//! Functions of numbers: whole ones are exact and null beyond 64 bits, others null where no number comes out.

use super::{Saying, inside};
use crate::query::formula::Call;
use crate::query::formula::tree::Binary;
use crate::query::formula::typed::Typed;
use crate::value::{Kind, Value};
use crate::words;

/// The first whole number that 64 bits do not hold.
const BEYOND: &str = "9223372036854775808";

/// Numbers from here on are whole, and whole numbers no longer exact among them.
const EXACT: i64 = 1 << 53;

impl Saying<'_, '_> {
    pub(super) fn minus(&self, inner: &Typed) -> String {
        let value = self.value(inner);
        match inner.kind {
            Some(Kind::Integer) => self.narrow(&format!("-{}", self.wide(&value))),
            _ => format!("(-{value})"),
        }
    }

    /// A whole number with room for what comes of it.
    fn wide(&self, whole: &str) -> String {
        self.printer.speech.wide(whole)
    }

    /// What of a wide whole number fits into 64 bits.
    pub(super) fn narrow(&self, wide: &str) -> String {
        self.printer.speech.narrow(wide)
    }

    /// A number that is one, else null.
    fn finite(&self, number: &str) -> String {
        let float = self.printer.speech.float();
        format!(
            "nullif(nullif(nullif({number}, CAST('inf' AS {float})), CAST('-inf' AS {float})), CAST('NaN' AS {float}))"
        )
    }

    pub(super) fn arithmetic(&self, operator: Binary, a: &Typed, b: &Typed) -> String {
        let whole = a.kind == Some(Kind::Integer) && b.kind == Some(Kind::Integer);
        let (x, y) = (self.value(a), self.value(b));
        match operator {
            Binary::Modulo if whole => {
                self.narrow(&self.printer.speech.modulo(&self.wide(&x), &format!("nullif({y}, 0)")))
            }
            Binary::Modulo => self.modulo(&x, &y),
            Binary::Divide => self.finite(&format!("{x} / nullif({y}, 0)")),
            _ if whole => self.narrow(&format!("{} {} {}", self.wide(&x), operator.sign(), self.wide(&y))),
            _ => self.finite(&format!("{x} {} {y}", operator.sign())),
        }
    }

    fn modulo(&self, x: &str, y: &str) -> String {
        match self.printer.speech.real_modulo(x, y) {
            Some(said) => self.finite(&said),
            None => self
                .printer
                .unsaid(words::saying::WHAT_DIVISION_OF_NUMBERS, words::saying::IT_IS_NOT_KNOWN),
        }
    }

    /// -1, 0 or 1: how a whole number stands to another, exactly; null where one is null.
    pub(super) fn stands(&self, whole: &Typed, real: &Typed) -> String {
        let speech = self.printer.speech;
        let (w, r) = (self.value(whole), self.value(real));
        if let Some(Value::Integer(known)) = whole.constant(self.printer.zone)
            && known.abs() <= EXACT
        {
            return format!("sign({} - {r})", speech.number(known as f64));
        }
        let (top, bottom) = (speech.number(2f64.powi(63)), speech.number(-(2f64.powi(63))));
        // Between the two it is cast, so that no cast ever fails.
        let floor = speech.number(2f64.powi(63) - 1024.0);
        let floor = format!(
            "CAST(floor({}) AS {})",
            inside(&r, &bottom, &floor),
            speech.kind(Kind::Integer)
        );
        format!(
            "CASE WHEN {w} IS NULL OR {r} IS NULL THEN NULL WHEN {r} >= {top} THEN -1 WHEN {r} < {bottom} THEN 1 WHEN {w} < {floor} THEN -1 WHEN {w} > {floor} THEN 1 WHEN {r} > floor({r}) THEN -1 ELSE 0 END"
        )
    }

    pub(super) fn number_call(&self, call: Call, parts: &[Typed]) -> String {
        let kind = parts[0].kind.unwrap_or(Kind::Text);
        let whole = kind == Kind::Integer;
        let value = || self.value(&parts[0]);
        match call {
            Call::Number => self.number_of(&value(), kind),
            Call::Int => self.int_of(&value(), kind),
            Call::Mod => self.arithmetic(Binary::Modulo, &parts[0], &parts[1]),
            Call::Abs if whole => self.narrow(&format!("abs({})", self.wide(&value()))),
            Call::Abs => format!("abs({})", value()),
            Call::Round => self.round(&parts[0], parts.get(1), whole),
            Call::Floor | Call::Ceiling if whole => value(),
            Call::Floor => format!("floor({})", value()),
            Call::Ceiling => format!("ceil({})", value()),
            Call::Power => {
                self.printer.note(words::saying::POWERS_ARE_WORKED_OUT);
                self.finite(&format!("pow({}, {})", value(), self.value(&parts[1])))
            }
            _ => {
                let value = value();
                self.finite(&format!("sqrt(CASE WHEN {value} >= 0 THEN {value} END)"))
            }
        }
    }

    /// The number that a value says.
    fn number_of(&self, value: &str, kind: Kind) -> String {
        match kind {
            Kind::Integer => self.real(value),
            Kind::Boolean => self.real(&self.bit(value)),
            Kind::Text => {
                let text = self.trimmed(value);
                let form = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$";
                let speech = self.printer.speech;
                self.finite(&format!(
                    "CASE WHEN {} THEN {} END",
                    speech.matches(&text, form),
                    speech.read(&text, Kind::Number)
                ))
            }
            Kind::Number => value.to_owned(),
            Kind::Time | Kind::List => self.unsaid("Number", words::saying::IT_TAKES_TIMES_AND_LISTS),
        }
    }

    /// The whole number that a value says, what follows the point left out.
    fn int_of(&self, value: &str, kind: Kind) -> String {
        let cut = |number: &str| {
            let float = self.printer.speech.float();
            format!(
                "CASE WHEN {number} >= CAST(-{BEYOND} AS {float}) AND {number} < CAST({BEYOND} AS {float}) THEN {} END",
                self.printer.speech.cut(number)
            )
        };
        match kind {
            Kind::Integer => value.to_owned(),
            Kind::Boolean => self.bit(value),
            Kind::Text => {
                let text = self.trimmed(value);
                let speech = self.printer.speech;
                format!(
                    "coalesce(CASE WHEN {} THEN {} END, {})",
                    speech.matches(&text, "^[+-]?[0-9]+$"),
                    speech.read(&text, Kind::Integer),
                    cut(&self.number_of(value, kind))
                )
            }
            Kind::Number => cut(value),
            Kind::Time | Kind::List => self.unsaid("Int", words::saying::IT_TAKES_TIMES_AND_LISTS),
        }
    }

    fn bit(&self, truth: &str) -> String {
        let kind = self.printer.speech.kind(Kind::Integer);
        format!("CAST(CASE WHEN {truth} THEN 1 WHEN NOT {truth} THEN 0 END AS {kind})")
    }

    /// Rounded, halves away from zero.
    fn round(&self, number: &Typed, digits: Option<&Typed>, whole: bool) -> String {
        let value = self.value(number);
        let digits = match digits {
            None => 0,
            Some(digits) => match self.written(digits) {
                Some(digits) if digits.abs() <= 18 => digits,
                _ => return self.unsaid("Round", words::saying::HOW_MANY_DIGITS),
            },
        };
        let unit = 10i64.pow(digits.unsigned_abs() as u32);
        match (whole, digits) {
            (true, 0..) => value,
            (true, _) => {
                let wide = self.wide(&value);
                let half = format!("({wide} + CASE WHEN {value} < 0 THEN -{0} ELSE {0} END)", unit / 2);
                self.narrow(&format!(
                    "{half} - {}",
                    self.printer.speech.modulo(&half, &unit.to_string())
                ))
            }
            (false, 0) => format!("round({value})"),
            (false, ..0) => {
                let unit = self.printer.speech.number(unit as f64);
                self.finite(&format!("round({value} / {unit}) * {unit}"))
            }
            (false, _) => match self.printer.speech.rounded(&value, digits as u32) {
                // What is as large has no digits there.
                Some(said) => {
                    let most = self.printer.speech.number(EXACT as f64 / unit as f64);
                    format!("CASE WHEN abs({value}) < {most} THEN {said} ELSE {value} END")
                }
                None => self.unsaid("Round", words::saying::DIGITS_AFTER_POINT_ARE_ROUNDED),
            },
        }
    }
}
