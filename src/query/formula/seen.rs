//! Functions of what the whole table saw before a row. Only computed columns have them: what a table knows is worked out for these beforehand.

use super::check::{Checker, Over};
use super::function::{Call, Function, find};
use super::place::fault;
use super::print::print;
use super::tree::{Expr, Term};
use super::typed::{Leaf, Node, Typed, seen_kind};
use crate::query::Failure;
use crate::query::seen::Seen;
use crate::value::Kind;
use crate::words;

impl Checker<'_> {
    /// A look at what was seen before.
    pub fn seen(&mut self, function: &Function, parts: &[Expr], whole: &Expr) -> Result<Typed, Failure> {
        if self.over == Over::Groups {
            return Err(misplaced(function.name, whole));
        }
        let mut columns = Vec::new();
        for part in parts {
            let Term::Column(name) = &part.term else {
                let hint = words::formulas::make_computed_column_of_first(&print(part));
                return Err(fault(
                    words::formulas::takes_columns(&function.name),
                    part.span.start,
                    hint,
                ));
            };
            // Its place is checked as that of any other.
            self.expr(part)?;
            columns.push(name.clone());
        }
        let mut times = self.schema.columns.iter().filter(|(_, kind)| *kind == Kind::Time);
        let time = times.next().map(|(name, _)| name.clone());
        let told = function.call == Call::FirstSeen;
        if told && time.is_none() {
            return Err(fault(
                words::formulas::THERE_IS_NO_COLUMN,
                whole.span.start,
                words::formulas::WRITE_ISFIRST_WHICH_GOES,
            ));
        }
        let seen = Seen { columns, time, told };
        let kind = seen_kind(&seen);
        let known = |leaf: &Leaf| matches!(leaf, Leaf::Seen(known) if *known == seen);
        let at = self.leaves.iter().position(known).unwrap_or(self.leaves.len());
        if at == self.leaves.len() {
            self.leaves.push(Leaf::Seen(seen));
        }
        Ok(Typed::new(kind, Node::Leaf(at)))
    }
}

/// Fails where a look at what was seen before stands in this.
pub(super) fn only_in_columns(expr: &Expr) -> Result<(), Failure> {
    if let Term::Call(name, _) = &expr.term
        && let Some(function) = find(name)
        && matches!(function.call, Call::FirstSeen | Call::IsFirst)
    {
        return Err(misplaced(function.name, expr));
    }
    expr.parts().into_iter().try_for_each(only_in_columns)
}

fn misplaced(name: &str, expr: &Expr) -> Failure {
    let hint = words::formulas::MAKE_COMPUTED_COLUMN;
    fault(
        words::formulas::stands_in_computed_columns_only(&name),
        expr.span.start,
        hint,
    )
}
