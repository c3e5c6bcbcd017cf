//! Series: records that hold the values of many moments (`"values": [[time, value], …]`) beside what they have in common, as stores of
//! lines and of measures answer. Each moment is a row.

use super::envelope::has_time;
use super::grid::elements;
use super::{Input, Json};
use crate::format::Sink;
use std::ops::Range;

/// What the parts of a moment are called.
const NAMES: [&str; 3] = ["time", "value", "more"];

/// Where the values of a record begin and end that is a series.
fn values(scan: &super::Scan, text: &str) -> Option<Range<usize>> {
    let (_, place) = scan.places().find(|(path, _)| path == "values")?;
    let first = elements(text.get(place.clone())?.as_bytes())?;
    let pair = elements(first.first().filter(|pair| pair.starts_with(b"["))?)?;
    let time = [
        b":",
        pair[0].trim_ascii_start().strip_prefix(b"\"").unwrap_or(pair[0]),
        b" ",
    ]
    .concat();
    ((2..=NAMES.len()).contains(&pair.len()) && has_time(&time)).then_some(place)
}

impl Json {
    /// Pushes the moments of the series that was just scanned at `at`; answers whether it is one. The first record tells whether records are.
    pub(super) fn accept_series<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize, text: &str) -> bool {
        let place = values(&self.scan, text);
        self.series.get_or_insert(place.is_some());
        let Some((place, moments)) = place.and_then(|place| {
            let moments = elements(text[place.clone()].as_bytes())?;
            Some((place.clone(), moments))
        }) else {
            return false;
        };
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        for moment in moments {
            let parts = elements(moment)
                .filter(|parts| moment.starts_with(b"[") && parts.len() <= NAMES.len())
                .unwrap_or_default();
            let named = NAMES.iter().zip(&parts);
            let members: Vec<String> = named
                .map(|(name, part)| format!("\"{name}\":{}", String::from_utf8_lossy(part)))
                .collect();
            let row = match &members[..] {
                [] => format!("{before}{}{behind}", String::from_utf8_lossy(moment)),
                members => format!("{before}{{{}}}{behind}", members.join(",")),
            };
            if self.scan.record(row.as_bytes(), 0) != Ok(row.len()) {
                continue;
            }
            // Where it stands among the bytes of the record.
            let offset = moment.as_ptr() as usize - text.as_ptr() as usize;
            self.scan.push(&row, input.sink());
            input
                .tally
                .accept(input.to, input.offset + (at + offset) as u64, moment.len());
        }
        true
    }
}
