//! Workbooks (.xlsx): each sheet comes out as a file of CSV, so that whatever holds for tables holds for sheets.
//!
//! A workbook is read when all of it is there: what its cells refer to stands behind them as often as before. Formulas count by the
//! values that were stored with them; dates are told by the formats of their cells; sheets without a value are left out; what stands in
//! cells merged over several rows stands in each of these rows.

mod merged;
mod parts;
mod sheet;
mod style;
mod xml;

use super::{Content, Entry, Out};
use crate::words;
use merged::Merged;
use parts::Parts;
use sheet::{Shared, Sheet, TextTable};
use xml::{Token, Xml, attribute};

/// The largest workbook that is read, in bytes: it is held in memory.
const LARGEST: usize = 1 << 30;

/// Bytes of CSV passed on at a time.
const PIECE: usize = 256 << 10;

/// A document of an office program, gathered until it ends.
#[derive(Debug, Default)]
pub(super) struct Xlsx {
    bytes: Vec<u8>,
    overlong: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

impl Xlsx {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > LARGEST {
            self.overlong = true;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Takes the end: the sheets come out. `name` is that of the document in its own container.
    pub fn finish(self, name: &str, out: &mut Out<'_>) {
        let parts = Parts::new(&self.bytes).filter(|parts| parts.has("xl/workbook.xml"));
        let trouble = match parts {
            _ if self.overlong => Some(words::reading::this_workbook_is_larger_than(&(LARGEST >> 30))),
            Some(parts) => sheets(&parts, name, out).err(),
            None if Parts::new(&self.bytes).is_none() => {
                Some(words::reading::FOUND_WORKBOOK_OR_ANOTHER_DOCUMENT.to_owned())
            }
            None => Some(words::reading::FOUND_DOCUMENT_OF_OFFICE_PROGRAM.to_owned()),
        };
        if let Some(trouble) = trouble {
            out.contents.trouble(trouble);
        }
    }
}

/// Passes on every sheet that holds something.
fn sheets(parts: &Parts<'_>, name: &str, out: &mut Out<'_>) -> Result<(), String> {
    let mut shared = Shared::default();
    let mut listed: Vec<Listed> = Vec::new();
    read(parts, "xl/workbook.xml", out, &mut |token| match token {
        Token::Open("sheet", attributes) => listed.push(Listed {
            name: attribute(attributes, "name").unwrap_or_default(),
            relation: attribute(attributes, "id").unwrap_or_default(),
            hidden: attribute(attributes, "state").is_some_and(|state| state != "visible"),
        }),
        Token::Open("workbookPr", attributes) => {
            shared.late = attribute(attributes, "date1904").is_some_and(|late| late == "1" || late == "true");
        }
        _ => {}
    })?;
    let mut relations: Vec<(String, String)> = Vec::new();
    read(parts, "xl/_rels/workbook.xml.rels", out, &mut |token| {
        if let Token::Open("Relationship", attributes) = token {
            let target = attribute(attributes, "Target").unwrap_or_default();
            let target = target
                .strip_prefix('/')
                .map_or_else(|| format!("xl/{target}"), str::to_owned);
            relations.push((attribute(attributes, "Id").unwrap_or_default(), target));
        }
    })?;
    if parts.has("xl/styles.xml") {
        read(parts, "xl/styles.xml", out, &mut |token| shared.styles.take(token))?;
    }
    if parts.has("xl/sharedStrings.xml") {
        let mut table = TextTable::default();
        read(parts, "xl/sharedStrings.xml", out, &mut |token| table.take(token))?;
        shared.texts = table.texts;
    }
    let mut empty = true;
    for Listed {
        name: title,
        relation,
        hidden,
    } in listed
    {
        let Some((_, target)) = relations.iter().find(|(id, _)| *id == relation) else {
            continue;
        };
        // Charts and macros stand in lists of sheets, too.
        if target.contains("/worksheets/") {
            let title = if name.is_empty() {
                title
            } else {
                format!("{name}{}{title}", super::INSIDE)
            };
            empty &= !pass(parts, target, &title, hidden, &shared, out)?;
        }
    }
    if empty {
        out.contents
            .trouble(words::reading::FOUND_WORKBOOK_WITHOUT_VALUE.to_owned());
    }
    Ok(())
}

/// Passes a sheet on as CSV; answers whether there was something in it.
fn pass(
    parts: &Parts<'_>,
    target: &str,
    title: &str,
    hidden: bool,
    shared: &Shared,
    out: &mut Out<'_>,
) -> Result<bool, String> {
    let (mut xml, mut begun) = (Xml::default(), false);
    let mut sheet = Sheet::default();
    sheet.merged = Merged::find(parts, target, out.budget.room());
    let result = parts.read(target, &mut |piece| {
        out.budget.spend(piece.len())?;
        let mut passed = Ok(());
        xml.feed(piece, |token| {
            if passed.is_ok() {
                sheet.take(token, shared);
                if sheet.made >= PIECE {
                    passed = pass_lines(&mut sheet, &mut begun, title, out);
                }
            }
        });
        passed
    });
    let result = result.and_then(|()| pass_lines(&mut sheet, &mut begun, title, out));
    if result.is_err() {
        begin(&mut begun, title, out);
    }
    if begun && hidden {
        out.contents.trouble(words::reading::SHEET_IS_HIDDEN.to_owned());
    }
    if begun && sheet.merged.cells > 0 {
        out.contents
            .trouble(words::reading::merged_cells_were_filled_in(sheet.merged.cells));
    }
    if begun && sheet.unfilled {
        out.contents.trouble(words::reading::MERGED_CELLS_WERE_LEFT.to_owned());
    }
    if let Err(trouble) = result {
        out.contents.trouble(trouble);
    }
    if begun {
        out.contents.end();
    }
    Ok(begun)
}

/// Passes on the rows so far. They count like what was unpacked: a text that many cells share comes out in each.
fn pass_lines(sheet: &mut Sheet, begun: &mut bool, title: &str, out: &mut Out<'_>) -> Result<(), String> {
    out.budget.spend(std::mem::take(&mut sheet.made))?;
    if !sheet.lines.is_empty() {
        begin(begun, title, out);
        out.contents.bytes(&sheet.lines);
        sheet.lines.clear();
    }
    Ok(())
}

fn begin(begun: &mut bool, title: &str, out: &mut Out<'_>) {
    if !std::mem::replace(begun, true) {
        out.contents.begin(Entry {
            name: title,
            packed: true,
            content: Content::Sheet,
            start: out.budget.start,
        });
    }
}

/// Passes on the tokens of a part.
fn read(parts: &Parts<'_>, name: &str, out: &mut Out<'_>, take: &mut dyn FnMut(Token<'_>)) -> Result<(), String> {
    let mut xml = Xml::default();
    parts.read(name, &mut |piece| {
        out.budget.spend(piece.len())?;
        xml.feed(piece, &mut *take);
        Ok(())
    })
}
