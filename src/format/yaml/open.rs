//! Values that go on over several lines.

use super::flow::{self, Flow};
use super::line::{is_pair, uncommented};
use super::scalar::{Ends, escape, plain, quoted, string};
use super::{Output, Yaml};
use crate::format::EXCERPT;
use crate::words;

/// Text that may go on with the next line; `breaks` counts the blank lines since the last that was not.
#[derive(Debug)]
pub(super) enum Open {
    Nothing,
    /// Text without quotes. The `first` line waits, with its place, until it is known to be the only one.
    Plain {
        first: Option<(Vec<u8>, u64)>,
        breaks: usize,
    },
    Quoted {
        quote: u8,
        /// Whether no blank stands for the end of the line.
        joins: bool,
        breaks: usize,
        /// Where it begins, and how.
        at: u64,
        begin: Vec<u8>,
    },
    /// Lines as they stand (`|`), or folded (`>`).
    Block {
        folds: bool,
        /// What is kept of the line ends behind it: `-` nothing, `+` all, or one.
        keeps: u8,
        indent: Option<usize>,
        breaks: usize,
        /// Whether a line has come, and whether the last one stood further in.
        some: bool,
        further: bool,
    },
    Flow(Flow),
}

impl Yaml {
    /// Appends a collection in brackets.
    pub(super) fn flow(&mut self, flow: Flow, to: &mut Output<'_>) {
        let mut json = flow::json(&flow.text).unwrap_or_default();
        if json.is_empty() {
            string(&flow.text, &mut json);
            self.doubts += 1;
            let raw = &flow.text[..flow.text.len().min(EXCERPT)];
            let what = words::reading::THIS_IS_NO_YAML_AND_STAYS.to_owned();
            to.tally.aside(self.text, flow.at, raw.len() as u64, what, raw);
        }
        self.push(&json, flow.at, to);
    }

    /// Takes a line that goes on with the text under way; answers whether it does.
    pub(super) fn goes_on(&mut self, line: &[u8], indent: usize, to: &mut Output<'_>) -> bool {
        let deeper = self.frames.last().is_none_or(|frame| indent > frame.indent);
        let text = line.trim_ascii();
        let mut json = Vec::new();
        let mut open = std::mem::replace(&mut self.open, Open::Nothing);
        let mut goes = true;
        match &mut open {
            Open::Nothing => return false,
            Open::Plain { breaks, .. } | Open::Quoted { breaks, .. } if text.is_empty() => *breaks += 1,
            Open::Plain { first, breaks } => {
                goes = deeper && text[0] != b'#';
                if goes {
                    if let Some((first, at)) = first.take() {
                        json.push(b'"');
                        escape(&first, &mut json);
                        self.push(&json, at, to);
                        json.clear();
                    }
                    fold(std::mem::take(breaks), &mut json);
                    let text = uncommented(text);
                    self.doubts += usize::from(is_pair(text));
                    escape(text, &mut json);
                }
            }
            Open::Quoted {
                quote, joins, breaks, ..
            } => {
                goes = deeper;
                if goes {
                    if !*joins || *breaks > 0 {
                        fold(std::mem::take(breaks), &mut json);
                    }
                    let ends = quoted(text, 0, *quote, &mut json);
                    *joins = ends == Ends::Joins;
                    if let Ends::At(end) = ends {
                        json.push(b'"');
                        self.push(&json, self.end, to);
                        let behind = text[end..].trim_ascii_start();
                        if !behind.is_empty() && behind[0] != b'#' {
                            let line = line.trim_ascii_end();
                            self.strange(line, line.len() - behind.len(), to);
                        }
                        return true;
                    }
                }
            }
            Open::Block {
                folds,
                indent: known,
                breaks,
                some,
                further,
                ..
            } => {
                if known.is_none() && !text.is_empty() && deeper {
                    *known = Some(indent);
                }
                match known {
                    Some(known) if line.len() > *known && indent >= *known => {
                        let text = &line[*known..];
                        let stands = matches!(text[0], b' ' | b'\t');
                        let lines = if *folds && *some && !stands && !*further {
                            fold(*breaks, &mut json);
                            0
                        } else {
                            *breaks + usize::from(*some)
                        };
                        json.extend(b"\\n".repeat(lines));
                        escape(text, &mut json);
                        (*some, *further, *breaks) = (true, stands, 0);
                    }
                    _ if text.is_empty() => *breaks += 1,
                    _ => goes = false,
                }
            }
            Open::Flow(flow) => {
                goes = deeper || matches!(text.first(), None | Some(b'}' | b']'));
                if goes && flow.take(text) {
                    if let Open::Flow(flow) = open {
                        self.flow(flow, to);
                    }
                    return true;
                }
            }
        }
        self.open = open;
        if !json.is_empty() {
            self.push(&json, self.end, to);
        }
        goes
    }

    /// Ends the text under way.
    pub(super) fn ends(&mut self, to: &mut Output<'_>) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Plain {
                first: Some((text, at)),
                ..
            } => {
                let mut json = Vec::new();
                plain(&text, &mut json);
                self.push(&json, at, to);
            }
            Open::Plain { first: None, .. } => self.push(b"\"", self.end, to),
            Open::Quoted { at, begin, .. } => {
                self.doubts += 1;
                let what = words::reading::QUOTE_IS_NOT_CLOSED.to_owned();
                to.tally.aside(self.text, at, self.end.saturating_sub(at), what, &begin);
                self.push(b"\"", self.end, to);
            }
            Open::Block {
                keeps, breaks, some, ..
            } => {
                let lines = match keeps {
                    b'-' => 0,
                    b'+' => breaks + usize::from(some),
                    _ => usize::from(some),
                };
                let json = [&b"\\n".repeat(lines)[..], b"\""].concat();
                self.push(&json, self.end, to);
            }
            Open::Flow(flow) => self.flow(flow, to),
        }
    }
}

/// Appends what stands for the end of a line with so many blank ones behind it.
fn fold(breaks: usize, json: &mut Vec<u8>) {
    if breaks == 0 {
        json.push(b' ');
    }
    json.extend(b"\\n".repeat(breaks));
}
