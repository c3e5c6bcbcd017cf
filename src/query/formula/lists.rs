//! Functions of lists, whose elements are texts.

use super::eval::Arguments;
use super::function::Call;
use super::vector::{Vector, at};
use crate::table::elements;

pub(super) fn function<'a>(call: Call, given: &Arguments<'_, 'a>) -> Vector<'a> {
    let list = |row: usize| at(given.get(0).texts(), row).map(|list| elements(list));
    match call {
        Call::ArrayLength => Vector::Whole(given.each(|row| Some(list(row)?.len() as i64))),
        Call::ArrayContains => given.each_test(|row| match (list(row), given.text(1, row)) {
            (Some(list), Some(text)) => list.iter().any(|element| element == text),
            _ => false,
        }),
        Call::ArrayElement => given.each_text(|row| {
            let (mut list, number) = (list(row)?, given.whole(1, row)?);
            let nth = usize::try_from(number.unsigned_abs()).ok()?.checked_sub(1)?;
            let place = if number > 0 {
                nth
            } else {
                list.len().checked_sub(nth + 1)?
            };
            (place < list.len()).then(|| list.swap_remove(place).into_owned())
        }),
        _ => given.each_text(|row| Some(list(row)?.join(given.text(1, row)?))),
    }
}
