//! A statement under way: names and kinds, what could not be said, what is to be noted beside it.

use super::speech::{Speech, quoted};
use super::wider::Wider;
use super::{Dialect, Reason, Table, Unsaid};
use crate::query::{Computed, Order, Predicate, Query, Schema};
use crate::value::{Kind, Zone};
use crate::words;
use std::cell::{Cell, RefCell};

/// What is said, to whom, of which table. Parts that cannot be said are gathered, so that all are named at once.
pub struct Printer<'p> {
    pub speech: &'p dyn Speech,
    pub table: &'p Table,
    pub schema: &'p Schema,
    pub filter: &'p Predicate,
    pub zone: &'p Zone,
    computed: &'p [Computed],
    /// What stands before the statement.
    pub wider: RefCell<Wider>,
    /// Whether the table is asked with these columns: known when all were named once.
    wide: Cell<bool>,
    dialect: Dialect,
    /// Whether columns are told from those that a join brings.
    qualified: Cell<bool>,
    unsaid: RefCell<Vec<Reason>>,
    notes: RefCell<Vec<String>>,
}

impl<'p> Printer<'p> {
    /// For an ask of this query, whose names are exact.
    pub fn new(query: &'p Query, schema: &'p Schema, table: &'p Table, dialect: Dialect) -> Self {
        Self {
            speech: dialect.speech(),
            table,
            schema,
            filter: &query.filter,
            zone: &query.zone,
            computed: &query.columns,
            wider: RefCell::default(),
            wide: Cell::new(false),
            dialect,
            qualified: Cell::new(false),
            unsaid: RefCell::default(),
            notes: RefCell::default(),
        }
    }

    /// The statement that is said, with the queries and notes before it, unless something could not be said.
    pub fn done(self, say: impl Fn(&Self) -> String) -> Result<String, Unsaid> {
        let mut text = say(&self);
        if self.widens() {
            self.wide.set(true);
            self.qualified.set(false);
            text = self.widened(&say(&self));
        }
        let unsaid = self.unsaid.into_inner();
        if !unsaid.is_empty() {
            return Err(Unsaid(unsaid));
        }
        let notes: String = self
            .notes
            .into_inner()
            .iter()
            .map(|note| format!("-- {note}\n"))
            .collect();
        Ok(format!("{notes}{text};\n"))
    }

    /// Takes down what cannot be said; what comes back only holds its place.
    pub fn unsaid(&self, what: impl Into<String>, why: impl Into<String>) -> String {
        let reason = Reason {
            what: what.into(),
            why: why.into(),
        };
        let mut unsaid = self.unsaid.borrow_mut();
        if !unsaid.contains(&reason) {
            unsaid.push(reason);
        }
        "NULL".into()
    }

    /// Says something beside the statement, once.
    pub fn note(&self, note: impl Into<String>) {
        let note = note.into();
        let mut notes = self.notes.borrow_mut();
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// How the database is called.
    pub fn database(&self) -> &'static str {
        self.dialect.name()
    }

    /// Tells the columns of the table from those of joins, from here on.
    pub fn qualify(&self) {
        self.qualified.set(true);
    }

    /// What is said inside of a query of its own, whose table is `log`.
    pub fn within(&self, say: impl FnOnce() -> String) -> String {
        let around = self.qualified.replace(true);
        let said = say();
        self.qualified.set(around);
        said
    }

    /// What is said of the table itself, inside of a query that brings more.
    pub fn unqualified(&self, say: impl FnOnce() -> String) -> String {
        let around = self.qualified.replace(false);
        let said = say();
        self.qualified.set(around);
        said
    }

    /// The kind of a column.
    pub fn kind(&self, name: &str) -> Kind {
        self.schema.kind(name)
    }

    /// The cell of a column.
    pub fn column(&self, name: &str) -> String {
        if let Some(computed) = self.computed.iter().find(|computed| computed.name == name) {
            return self.made(name, &computed.formula);
        }
        let qualifier = if self.qualified.get() { "log." } else { "" };
        self.speech.column(self.table, qualifier, name, self.kind(name))
    }

    /// A column of this name, told from those that a join brings where there is one.
    pub fn qualified_name(&self, name: &str) -> String {
        let qualifier = if self.qualified.get() { "log." } else { "" };
        format!("{qualifier}{}", quoted(name))
    }

    /// The cell of a column under its own name, in a list of what is selected.
    pub fn selected(&self, name: &str) -> String {
        let cell = self.column(name);
        let own = quoted(name);
        if cell == own { cell } else { format!("{cell} AS {own}") }
    }

    /// The row's number.
    pub fn row(&self) -> Option<String> {
        let name = self.table.row.as_ref()?;
        let qualifier = if self.qualified.get() { "log." } else { "" };
        Some(format!("{qualifier}{}", quoted(name)))
    }

    /// The row's number, without which this cannot be said.
    pub fn numbered(&self, what: &str) -> String {
        self.row()
            .unwrap_or_else(|| self.unsaid(what, words::saying::TABLE_THERE_HAS_NO_COLUMN))
    }

    /// A name that no column has.
    pub fn fresh(&self, name: &str) -> String {
        let taken = |name: &str| {
            let same = |known: &str| known.eq_ignore_ascii_case(name);
            self.schema.columns.iter().any(|(known, _)| same(known)) || self.table.row.as_deref().is_some_and(same)
        };
        let mut name = name.to_owned();
        while taken(&name) {
            name.push('_');
        }
        name
    }

    /// The name of what is asked: the table, or the table with more columns.
    pub fn from(&self) -> String {
        if self.wide.get() {
            self.widest()
        } else {
            self.table_name()
        }
    }

    /// The table's name.
    pub fn table_name(&self) -> String {
        let parts: Vec<String> = self.table.name.split('.').map(quoted).collect();
        parts.join(".")
    }

    /// `FROM` the table `WHERE` the filter holds.
    pub fn rows(&self) -> String {
        self.source(&Source::default())
    }

    /// `FROM` the table with joins and columns of one's own, `WHERE` the filter holds.
    pub fn source(&self, source: &Source) -> String {
        format!("{}{}", self.joined(source), self.where_holds(self.filter, "WHERE"))
    }

    /// The same without the filter.
    pub fn joined(&self, source: &Source) -> String {
        let mut from = if source.columns.is_empty() {
            format!("FROM {}", self.from())
        } else {
            format!("FROM (SELECT *, {} FROM {})", source.columns.join(", "), self.from())
        };
        if self.qualified.get() || !source.columns.is_empty() {
            from += " AS log";
        }
        for join in &source.joins {
            from += "\n";
            from += join;
        }
        from
    }

    /// The cells of one sort direction, nulls last.
    pub fn ordered(&self, cell: &str, order: Order) -> String {
        let direction = match order {
            Order::Ascending => "ASC",
            Order::Descending => "DESC",
        };
        format!("{cell} {direction} NULLS LAST")
    }

    /// `LIMIT` and `OFFSET`, where there are any.
    pub fn limit(&self, limit: usize, offset: u64) -> String {
        let mut out = String::new();
        // The greatest number that a limit can be says that there is none: in a page that is 32 bits.
        let limited = limit < usize::MAX && i64::try_from(limit).is_ok();
        if limited {
            out += &format!("\nLIMIT {limit}");
        }
        if offset > 0 {
            if !limited {
                out += &format!("\nLIMIT {}", i64::MAX);
            }
            out += &format!(" OFFSET {offset}");
        }
        out
    }
}

/// What rows are looked at with, besides the table itself.
#[derive(Default)]
pub struct Source {
    /// `expression AS name`.
    pub columns: Vec<String>,
    pub joins: Vec<String>,
}
