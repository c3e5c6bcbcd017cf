//! The footer of a Parquet file: its columns, and where in the file the chunks of each row group stand.

use super::thrift::{Thrift, kind};
use crate::format::western;

/// Columns and groups of columns that a file may have.
const MOST: usize = 1 << 20;

/// What a file says of itself, at its end.
#[derive(Debug, Default)]
pub(super) struct Footer {
    /// Columns and groups of columns, each before what is in it; the first stands for all.
    pub elements: Vec<Element>,
    pub groups: Vec<Group>,
    /// The program that wrote it.
    pub writer: String,
}

/// A column or a group of columns.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    /// How its values are stored: 0 to 7; `None` for a group.
    pub stored: Option<i64>,
    /// Bytes of each value, where that is fixed.
    pub width: i64,
    /// 0: always there, 1: perhaps, 2: any number of times.
    pub repetition: i64,
    pub children: i64,
    pub scale: i64,
    /// What the values mean, in the numbers of the older annotation.
    pub converted: Option<i64>,
    /// The number of the newer annotation.
    pub logical: Option<i16>,
    /// Of times, whether they are UTC, and their unit: 1 for milliseconds, 2 for micro-, 3 for nanoseconds.
    pub utc: bool,
    pub unit: i16,
    /// Of whole numbers.
    pub unsigned: bool,
}

/// Rows that stand together.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub rows: u64,
    /// In the order of the columns that hold values.
    pub chunks: Vec<Chunk>,
}

/// The values of one column in a row group.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Offset in the file and bytes there.
    pub start: u64,
    pub length: u64,
    /// Values, and nulls among them.
    pub values: u64,
    /// How its pages are compressed.
    pub codec: i64,
    /// Whether it stands in another file.
    pub elsewhere: bool,
    pub encrypted: bool,
}

impl Footer {
    /// Reads a footer; `None` where it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut footer = Self::default();
        Thrift::new(bytes).fields(&mut |thrift, field, kind| match field {
            2 => thrift.list(kind, 1, &mut |thrift| {
                footer.elements.push(element(thrift)?);
                (footer.elements.len() <= MOST).then_some(())
            }),
            4 => thrift.list(kind, 4, &mut |thrift| {
                footer.groups.push(group(thrift)?);
                Some(())
            }),
            6 => {
                footer.writer = western::decode(thrift.text(kind)?).into_owned();
                Some(())
            }
            _ => thrift.skip(kind),
        })?;
        Some(footer)
    }
}

fn element(thrift: &mut Thrift<'_>) -> Option<Element> {
    let mut element = Element::default();
    thrift.fields(&mut |thrift, field, kind| {
        let number = match field {
            1 => element.stored.insert(0),
            2 => &mut element.width,
            3 => &mut element.repetition,
            5 => &mut element.children,
            6 => element.converted.insert(0),
            7 => &mut element.scale,
            4 => {
                element.name = western::decode(thrift.text(kind)?).into_owned();
                return Some(());
            }
            10 if kind == kind::STRUCT => return logical(thrift, &mut element),
            _ => return thrift.skip(kind),
        };
        *number = thrift.number(kind)?;
        Some(())
    })?;
    Some(element)
}

/// What the values of a column mean: one field, in which there may be more.
fn logical(thrift: &mut Thrift<'_>, element: &mut Element) -> Option<()> {
    thrift.fields(&mut |thrift, field, kind| {
        element.logical = Some(field);
        if kind != kind::STRUCT {
            return thrift.skip(kind);
        }
        thrift.fields(&mut |thrift, inner, kind| match (field, inner) {
            (5, 1) => {
                element.scale = thrift.number(kind)?;
                Some(())
            }
            (7 | 8, 1) => {
                element.utc = kind == kind::TRUE;
                thrift.skip(kind)
            }
            (7 | 8, 2) if kind == kind::STRUCT => thrift.fields(&mut |thrift, unit, kind| {
                element.unit = unit;
                thrift.skip(kind)
            }),
            (10, 2) => {
                element.unsigned = kind == kind::FALSE;
                thrift.skip(kind)
            }
            _ => thrift.skip(kind),
        })
    })
}

fn group(thrift: &mut Thrift<'_>) -> Option<Group> {
    let mut group = Group::default();
    thrift.fields(&mut |thrift, field, kind| match field {
        1 => thrift.list(kind, 16, &mut |thrift| {
            group.chunks.push(chunk(thrift)?);
            Some(())
        }),
        3 => {
            group.rows = u64::try_from(thrift.number(kind)?).ok()?;
            Some(())
        }
        _ => thrift.skip(kind),
    })?;
    Some(group)
}

fn chunk(thrift: &mut Thrift<'_>) -> Option<Chunk> {
    let mut chunk = Chunk::default();
    let (mut told, mut dictionary) = (false, 0);
    thrift.fields(&mut |thrift, field, kind| match field {
        1 => {
            chunk.elsewhere = !thrift.text(kind)?.is_empty();
            Some(())
        }
        3 if kind == kind::STRUCT => {
            told = true;
            thrift.fields(&mut |thrift, field, kind| {
                let number = match field {
                    4 => {
                        chunk.codec = thrift.number(kind)?;
                        return Some(());
                    }
                    5 => &mut chunk.values,
                    7 => &mut chunk.length,
                    9 => &mut chunk.start,
                    11 => &mut dictionary,
                    _ => return thrift.skip(kind),
                };
                *number = u64::try_from(thrift.number(kind)?).ok()?;
                Some(())
            })
        }
        8 => {
            chunk.encrypted = true;
            thrift.skip(kind)
        }
        _ => thrift.skip(kind),
    })?;
    chunk.encrypted |= !told;
    // Some writers tell of a dictionary at 0, where there is none.
    if dictionary > 0 {
        chunk.start = chunk.start.min(dictionary);
    }
    Some(chunk)
}
