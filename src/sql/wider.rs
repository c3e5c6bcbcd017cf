//! Columns that a table gets before it is asked: computed ones, and what a table beside the log has for a row, which is a left join. They
//! stand in queries before the statement, each of which adds columns to the one before.

use super::formula::Saying;
use super::printer::Printer;
use super::speech::quoted;
use crate::query::formula::Seen;
use crate::query::formula::typed::{Checked, Join, Leaf, Typed};
use crate::query::{Beside, Formula};
use crate::value::Kind;
use crate::words;
use std::collections::BTreeMap;

/// The queries before the statement.
#[derive(Default)]
pub struct Wider {
    layers: Vec<Layer>,
    /// How many layers stand below a column, by its name.
    known: BTreeMap<String, usize>,
    /// Columns without a name of the user's, by what they are.
    own: BTreeMap<String, String>,
    /// How often one of those was named.
    uses: usize,
    /// How many layers what is being said needs.
    needs: usize,
}

/// What is said of a formula.
#[derive(Clone, Copy)]
pub enum Wanted {
    Value,
    /// A condition, which may be null where it does not hold.
    Test,
}

/// One of them: what it adds.
#[derive(Default)]
struct Layer {
    /// `expression AS name`.
    columns: Vec<String>,
    joins: Vec<String>,
}

impl Wider {
    fn layer(&mut self, at: usize) -> &mut Layer {
        if self.layers.len() <= at {
            self.layers.resize_with(at + 1, Layer::default);
        }
        &mut self.layers[at]
    }

    /// Adds a column behind the layers that it needs.
    fn add(&mut self, said: &str, name: &str, needs: usize) {
        self.layer(needs).columns.push(format!("{said} AS {}", quoted(name)));
        self.known.insert(name.to_owned(), needs + 1);
    }
}

impl Printer<'_> {
    /// Whether there are queries before the statement.
    pub fn widens(&self) -> bool {
        !self.wider.borrow().layers.is_empty()
    }

    /// The name of the table as it is asked.
    pub fn widest(&self) -> String {
        quoted(&self.layer_name(self.wider.borrow().layers.len()))
    }

    fn layer_name(&self, layers: usize) -> String {
        let all = self.wider.borrow().layers.len();
        let mut name = if layers == all {
            "worked out".to_owned()
        } else {
            format!("worked out {layers}")
        };
        let beside = |name: &str| {
            self.schema
                .lookups
                .iter()
                .any(|table| table.name.eq_ignore_ascii_case(name))
        };
        while self.table.name.eq_ignore_ascii_case(&name) || beside(&name) {
            name.push('_');
        }
        name
    }

    /// The statement with the queries that stand before it.
    pub fn widened(&self, text: &str) -> String {
        let wider = self.wider.borrow();
        let mut from = self.table_name();
        let mut queries = Vec::new();
        for (at, layer) in wider.layers.iter().enumerate() {
            let name = quoted(&self.layer_name(at + 1));
            let columns = layer.columns.join(",\n    ");
            let joins: String = layer.joins.iter().map(|join| format!("\n  {join}")).collect();
            queries.push(format!(
                "{name} AS (\n  SELECT log.*,\n    {columns}\n  FROM {from} AS log{joins}\n)"
            ));
            from = name;
        }
        let queries = queries.join(", ");
        match text.strip_prefix("WITH ") {
            Some(rest) => format!("WITH {queries}, {rest}"),
            None => format!("WITH {queries}\n{text}"),
        }
    }

    /// The cell of a computed column. Its name there is another one, since a table that was exported with it has it already.
    pub fn made(&self, name: &str, formula: &Formula) -> String {
        let name = self.fresh(&format!("{name} (worked out)"));
        let known = self.wider.borrow().known.get(&name).copied();
        let layers = known.unwrap_or_else(|| {
            let (said, needs) = self.needing(|| self.of_row(formula, Wanted::Value));
            self.wider.borrow_mut().add(&said, &name, needs);
            needs + 1
        });
        self.need(layers);
        self.qualified_name(&name)
    }

    /// What is said in a layer, and how many stand below it.
    fn needing(&self, say: impl FnOnce() -> String) -> (String, usize) {
        let around = std::mem::take(&mut self.wider.borrow_mut().needs);
        let said = self.within(say);
        (said, std::mem::replace(&mut self.wider.borrow_mut().needs, around))
    }

    fn need(&self, layers: usize) {
        let mut wider = self.wider.borrow_mut();
        wider.needs = wider.needs.max(layers);
    }

    /// A column for this expression over the columns of the table and of the layers that are needed so far.
    pub fn own_column(&self, said: &str) -> String {
        let needs = self.wider.borrow().needs;
        self.owned(said, needs)
    }

    fn owned(&self, said: &str, needs: usize) -> String {
        let known = self.wider.borrow().own.get(said).cloned();
        let name = known.unwrap_or_else(|| {
            let name = self.fresh(&format!("worked out {}", self.wider.borrow().own.len()));
            let mut wider = self.wider.borrow_mut();
            wider.own.insert(said.to_owned(), name.clone());
            wider.add(said, &name, needs);
            name
        });
        self.owning(&name)
    }

    fn owning(&self, name: &str) -> String {
        let layers = {
            let mut wider = self.wider.borrow_mut();
            wider.uses += 1;
            wider.known.get(name).copied().unwrap_or(0)
        };
        self.need(layers);
        self.qualified_name(name)
    }

    /// A formula over rows, in the place where it is named; in a column of its own where it needs others that nobody names.
    pub fn in_place(&self, formula: &Formula, wanted: Wanted) -> String {
        let uses = self.wider.borrow().uses;
        let (said, needs) = self.needing(|| self.of_row(formula, wanted));
        if self.wider.borrow().uses > uses {
            return self.owned(&said, needs);
        }
        self.of_row(formula, wanted)
    }

    fn of_row(&self, formula: &Formula, wanted: Wanted) -> String {
        match formula.rows(self.schema) {
            Ok(checked) => {
                let leaf = |leaf: &Leaf| match leaf {
                    Leaf::Column(name, _) => self.column(name),
                    Leaf::Seen(seen) => self.seen(seen),
                    Leaf::Part(..) => String::new(),
                };
                let saying = Saying {
                    printer: self,
                    leaves: checked.leaves.iter().map(leaf).collect(),
                    rows: true,
                };
                match wanted {
                    Wanted::Value => saying.value(&checked.root),
                    Wanted::Test => saying.test(&checked.root),
                }
            }
            Err(failure) => self.unsaid(failure.what, failure.hint),
        }
    }

    /// When the values of a row were first seen in the whole table, or whether in this row.
    fn seen(&self, seen: &Seen) -> String {
        if seen.columns.iter().any(|name| self.kind(name) == Kind::List) {
            return self.unsaid(
                words::saying::WHAT_WAS_FIRST_SEEN_OF_LIST,
                words::saying::EACH_OF_ITS_ELEMENTS_WAS,
            );
        }
        let cells: Vec<String> = seen.columns.iter().map(|name| self.column(name)).collect();
        let there: Vec<String> = cells.iter().map(|cell| format!("{cell} IS NOT NULL")).collect();
        let (there, cells) = (there.join(" AND "), cells.join(", "));
        let time = seen.time.as_ref().map(|time| self.column(time));
        match (&time, seen.told) {
            (Some(time), true) => format!("CASE WHEN {there} THEN min({time}) OVER (PARTITION BY {cells}) END"),
            _ => {
                let row = self.numbered(words::saying::WHICH_ROW_IS_FIRST);
                let time = time.map_or(String::new(), |time| format!("{time} ASC NULLS LAST, "));
                format!("({there} AND row_number() OVER (PARTITION BY {cells} ORDER BY {time}{row}) = 1)")
            }
        }
    }

    /// What another table has for a row's keys.
    pub fn looked_up(&self, saying: &Saying<'_, '_>, join: &Join, keys: &[Typed]) -> String {
        if !saying.rows {
            return self.unsaid(
                words::saying::LOOK_INTO_ANOTHER_TABLE,
                words::saying::IT_IS_SAID_FOR_ROWS,
            );
        }
        let Some(table) = self.schema.lookups.iter().find(|table| table.name == join.table) else {
            return self.unsaid(words::saying::table(&join.table), words::saying::IT_IS_NOT_THERE);
        };
        let own: Vec<String> = keys.iter().map(|key| saying.value(key)).collect();
        // The leaves of the whole formula were said before.
        let needs = self.wider.borrow().needs;
        let theirs: Vec<String> = join.keys.iter().map(|key| self.of_beside(table, key)).collect();
        let from = quoted(&table.name);
        let named: Vec<String> = (0..theirs.len()).map(|at| format!("\"key {at}\"")).collect();
        let listed = theirs
            .iter()
            .zip(&named)
            .map(|(said, name)| format!("{said} AS {name}"));
        let listed = listed.collect::<Vec<_>>().join(", ");
        self.note(words::saying::table_is_one_of_this(&from));
        let found = match &join.of {
            None => format!(
                "SELECT {listed}, count(*) AS \"found\" FROM {from} GROUP BY {}",
                theirs.join(", ")
            ),
            Some(of) => {
                let of = self.of_beside(table, of);
                let row = self.table.row.as_ref().map_or_else(
                    || {
                        self.unsaid(
                            words::saying::FIRST_ROW_OF_ANOTHER_TABLE,
                            words::saying::TABLE_THERE_HAS_NO_COLUMN,
                        )
                    },
                    |row| quoted(row),
                );
                format!(
                    "SELECT {}, \"found\" FROM (SELECT {listed}, {of} AS \"found\", row_number() OVER (PARTITION BY {} ORDER BY {row}) AS \"place\" FROM {from}) AS \"ranked\" WHERE \"place\" = 1",
                    named.join(", "),
                    theirs.join(", ")
                )
            }
        };
        let on = |alias: &str| {
            let pairs = own
                .iter()
                .zip(&named)
                .map(|(own, key)| format!("{own} = {alias}.{key}"));
            pairs.collect::<Vec<_>>().join(" AND ")
        };
        let meets = format!("{found} ON {}", on("beside"));
        let known = self.wider.borrow().own.get(&meets).cloned();
        let name = known.unwrap_or_else(|| {
            let alias = quoted(&format!("beside {}", self.wider.borrow().own.len()));
            let name = self.fresh(&format!("looked up {}", self.wider.borrow().own.len()));
            let mut wider = self.wider.borrow_mut();
            wider
                .layer(needs)
                .joins
                .push(format!("LEFT JOIN ({found}) AS {alias} ON {}", on(&alias)));
            let value = match join.of {
                None => format!("coalesce({alias}.\"found\", 0)"),
                Some(_) => format!("{alias}.\"found\""),
            };
            wider.own.insert(meets, name.clone());
            wider.add(&value, &name, needs);
            name
        });
        self.owning(&name)
    }

    /// A formula over the columns of another table.
    fn of_beside(&self, table: &Beside, checked: &Checked) -> String {
        let leaf = |leaf: &Leaf| match leaf {
            Leaf::Column(path, _) => {
                let column = table.columns.iter().find(|(column, _)| table.path(column) == *path);
                column.map_or_else(String::new, |(column, _)| quoted(column))
            }
            _ => String::new(),
        };
        let saying = Saying {
            printer: self,
            leaves: checked.leaves.iter().map(leaf).collect(),
            rows: false,
        };
        saying.value(&checked.root)
    }
}
