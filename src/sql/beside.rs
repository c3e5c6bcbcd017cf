//! Tests against the values of a table beside the log, which is taken to be a table of the same name there.

use super::printer::Printer;
use super::speech::quoted;
use crate::value::Kind;
use crate::words;

impl Printer<'_> {
    /// Whether a cell is one of the values of a list beside the log.
    pub fn in_beside(&self, column: &str, kind: Kind, list: &str, exactly: bool) -> String {
        let found = self.schema.lookups.iter().find_map(|table| {
            let theirs = table.columns.iter().find(|(theirs, _)| table.list(theirs) == list)?;
            Some((table, theirs))
        });
        let Some((table, (theirs, their_kind))) = found else {
            return self.unsaid(words::saying::list(&list), words::saying::IT_IS_NOT_THERE);
        };
        if kind != *their_kind || !matches!(kind, Kind::Text | Kind::Integer | Kind::Boolean) {
            return self.unsaid(
                format!("`{column}` in #{list}."),
                words::saying::ONLY_TEXTS_WHOLE_NUMBERS,
            );
        }
        if !exactly && table.networks.contains(theirs) {
            return self.unsaid(
                format!("`{column}` in #{list}."),
                words::saying::THERE_ARE_NETWORKS_AMONG_ITS,
            );
        }
        let (from, value) = (quoted(&table.name), quoted(theirs));
        let fold = |text: String| match (exactly, kind) {
            (false, Kind::Text) => self.folded_whole(&text),
            _ => text,
        };
        let cell = fold(self.column(column));
        format!(
            "{cell} IN (SELECT {} FROM {from} WHERE {value} IS NOT NULL)",
            fold(value.clone())
        )
    }
}
