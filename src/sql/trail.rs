//! Questions about rows in time: sessions, pairs, firsts, and what stands around a row.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::ask::{Context, Firsts, PairSort, Pairs, SessionSort, Sessions};
use crate::value::Kind;
use crate::words;

/// Columns of a query inside, under short names: what is said of each, and the name it gets in the end.
struct Told {
    letter: char,
    names: Vec<String>,
    cells: Vec<String>,
}

impl Told {
    fn of(printer: &Printer<'_>, letter: char, names: &[String]) -> Self {
        Self {
            letter,
            names: names.to_vec(),
            cells: names.iter().map(|name| printer.column(name)).collect(),
        }
    }

    fn short(&self) -> Vec<String> {
        (0..self.names.len()).map(|at| format!("{}{at}", self.letter)).collect()
    }

    /// `, cell AS short` for each.
    fn selected(&self) -> String {
        let pairs = self.cells.iter().zip(self.short());
        pairs.map(|(cell, short)| format!(", {cell} AS {short}")).collect()
    }

    /// `, short AS "name"` for each.
    fn renamed(&self) -> String {
        let pairs = self.short().into_iter().zip(&self.names);
        pairs
            .map(|(short, name)| format!(", {short} AS {}", quoted(name)))
            .collect()
    }
}

impl Printer<'_> {
    /// The matching rows that have a time: `moment`, `number`, and these columns.
    fn trail(&self, what: &str, time: &str, columns: &[&Told]) -> String {
        let (at, number) = (self.column(time), self.numbered(what));
        let told: String = columns.iter().map(|told| told.selected()).collect();
        let rows = self.rows();
        let glue = if rows.contains("\nWHERE ") { " AND" } else { " WHERE" };
        format!(
            "SELECT {at} AS moment, {number} AS number{told} {}{glue} {at} IS NOT NULL",
            rows.replace("\n  ", " ").replace('\n', " ")
        )
    }

    /// Microseconds from one time to another.
    fn gap(&self, from: &str, to: &str) -> String {
        format!("{} - {}", self.speech.micros(to), self.speech.micros(from))
    }
}

fn window(key: &Told) -> String {
    let parts = key.short();
    if parts.is_empty() {
        "ORDER BY moment, number".into()
    } else {
        format!("PARTITION BY {} ORDER BY moment, number", parts.join(", "))
    }
}

/// A row for each session: its key, when it began and ended, its first and last row, how many it has, what was asked of them.
pub fn sessions(printer: &Printer<'_>, ask: &Sessions) -> String {
    let key = Told::of(printer, 'k', &ask.by);
    let distinct = Told::of(printer, 'd', &ask.distinct);
    let ends = Told::of(printer, 'e', &ask.ends);
    let trail = printer.trail("Sessions.", &ask.time, &[&key, &distinct, &ends]);
    let window = window(&key);
    let gap = printer.gap(&format!("lag(moment) OVER ({window})"), "moment");
    let counted = distinct.short().into_iter().zip(&distinct.names).map(|(short, name)| {
        let count = match printer.kind(name) {
            Kind::List => printer.speech.distinct_elements(&short),
            _ => format!("count(DISTINCT {short})"),
        };
        format!(", {count} AS {}", quoted(&format!("distinct {name}")))
    });
    let counted: String = counted.collect();
    let end = |mark: &str, word: &str| -> String {
        let one = ends.short().into_iter().zip(&ends.names).map(|(short, name)| {
            let cell = format!("CASE WHEN {mark} = 1 THEN {short} END");
            let cell = match printer.kind(name) {
                Kind::Boolean => printer.speech.end_truth(&cell, true),
                Kind::List if !printer.speech.sorts_lists() => printer.unsaid(
                    words::saying::list_of_first_and_last(&name),
                    words::saying::SNOWFLAKE_DOES_NOT_ORDER_ARRAYS,
                ),
                _ => format!("max({cell})"),
            };
            format!(", {cell} AS {}", quoted(&format!("{word} {name}")))
        });
        one.collect()
    };
    let rank = match ask.sort {
        SessionSort::Start => "1".into(),
        SessionSort::Duration => printer.gap("min(moment)", "max(moment)"),
        SessionSort::Rows => "count(*)".into(),
        SessionSort::Distinct(position) => match ask.distinct.get(position) {
            Some(name) => quoted(&format!("distinct {name}")),
            None => "count(*)".into(),
        },
    };
    let keys: String = key.short().iter().map(|short| format!("{short}, ")).collect();
    format!(
        "WITH trail AS (\n  {trail}\n), begun AS (\n  SELECT *, CASE WHEN {gap} <= {} THEN 0 ELSE 1 END AS begins FROM trail\n), cut AS (\n  SELECT *, CASE WHEN lead(begins) OVER ({window}) = 0 THEN 0 ELSE 1 END AS closes, sum(begins) OVER ({window} ROWS UNBOUNDED PRECEDING) AS session FROM begun\n)\nSELECT min(moment) AS \"start\", max(moment) AS \"end\", max(CASE WHEN begins = 1 THEN number END) AS \"first row\", max(CASE WHEN closes = 1 THEN number END) AS \"last row\", count(*) AS \"rows\"{}{counted}{}{}\nFROM cut\nGROUP BY {keys}session\nORDER BY {}, 1, 3{}",
        ask.gap,
        key.renamed(),
        end("begins", "first"),
        end("closes", "last"),
        printer.ordered(&rank, ask.order),
        printer.limit(ask.limit, 0)
    )
}

/// A row for each pair: its key, both rows with their times and cells, the microseconds between them.
pub fn pairs(printer: &Printer<'_>, ask: &Pairs) -> String {
    let key = Told::of(printer, 'k', &ask.by);
    let watch = Told::of(printer, 'w', &ask.watch);
    let trail = printer.trail(words::saying::PAIRS_OF_ROWS, &ask.time, &[&key, &watch]);
    let window = window(&key);
    let lagged: String = watch
        .short()
        .iter()
        .map(|short| format!(", lag({short}) OVER ({window}) AS from_{short}"))
        .collect();
    let gap = printer.gap("from_moment", "moment");
    let mut tests = vec!["from_number IS NOT NULL".to_owned()];
    tests.extend(ask.least.map(|least| format!("{gap} >= {least}")));
    tests.extend(ask.most.map(|most| format!("{gap} <= {most}")));
    if ask.changed {
        let differ: Vec<String> = watch
            .short()
            .iter()
            .map(|short| format!("{short} IS DISTINCT FROM from_{short}"))
            .collect();
        tests.push(if differ.is_empty() {
            "FALSE".into()
        } else {
            format!("({})", differ.join(" OR "))
        });
    }
    let before: String = watch
        .short()
        .iter()
        .zip(&watch.names)
        .map(|(short, name)| format!(", from_{short} AS {}", quoted(&format!("{name} before"))))
        .collect();
    let rank = match ask.sort {
        PairSort::Time => "paired.moment".to_owned(),
        // By its place: a column of the log may be called as what it is made of.
        PairSort::Gap => "5".to_owned(),
    };
    format!(
        "WITH trail AS (\n  {trail}\n), paired AS (\n  SELECT *, lag(moment) OVER ({window}) AS from_moment, lag(number) OVER ({window}) AS from_number{lagged} FROM trail\n)\nSELECT from_number AS \"row before\", from_moment AS \"time before\", number AS \"row\", moment AS \"time\", {gap} AS \"microseconds\"{}{before}{}\nFROM paired\nWHERE {}\nORDER BY {}, paired.moment, paired.number{}",
        key.renamed(),
        watch.renamed(),
        tests.join(" AND "),
        printer.ordered(&rank, ask.order),
        printer.limit(ask.limit, 0)
    )
}

/// The rows in which something is seen for the first time.
pub fn firsts(printer: &Printer<'_>, ask: &Firsts) -> String {
    let row = printer.numbered(words::saying::FIRST_ROW_WITH_VALUE);
    let rows = printer.rows();
    let glue = if rows.contains("\nWHERE ") {
        "\n  AND"
    } else {
        "\nWHERE"
    };
    format!(
        "SELECT {}\n{rows}{glue} {row} IN ({})\nORDER BY {}, {row}{}",
        printer.cells(ask.columns.as_deref()),
        printer.firsts(&ask.of, Some(&ask.time), &ask.base),
        printer.ordered(&printer.column(&ask.time), ask.order),
        printer.limit(ask.limit, 0)
    )
}

/// A row and those before and after it in time; `side` is -1, 0 or 1.
pub fn context(printer: &Printer<'_>, ask: &Context) -> String {
    let all: Vec<String> = printer.schema.columns.iter().map(|(name, _)| name.clone()).collect();
    let told = Told::of(printer, 'c', ask.columns.as_ref().unwrap_or(&all));
    let same = Told::of(printer, 's', &ask.same);
    let (at, number) = (
        printer.column(&ask.time),
        printer.numbered(words::saying::ROWS_AROUND_ONE),
    );
    let passes = format!("coalesce({}, FALSE)", printer.condition(printer.filter));
    let alike: String = same
        .short()
        .iter()
        .map(|short| format!(" AND every.{short} IS NOT DISTINCT FROM anchor.{short}"))
        .collect();
    let before = "(anchor.moment IS NULL AND (every.moment IS NOT NULL OR every.number < anchor.number)) OR every.moment < anchor.moment OR (every.moment = anchor.moment AND every.number < anchor.number)";
    let short: Vec<String> = told.short();
    let carried: String = short.iter().map(|short| format!(", every.{short}")).collect();
    format!(
        "WITH every AS (\n  SELECT {at} AS moment, {number} AS number, {passes} AS passes{}{} {}\n), anchor AS (\n  SELECT * FROM every WHERE number = {}\n), sided AS (\n  SELECT every.moment, every.number{carried}, CASE WHEN every.number = anchor.number THEN 0 WHEN {before} THEN -1 ELSE 1 END AS side\n  FROM every CROSS JOIN anchor\n  WHERE every.number = anchor.number OR (every.passes{alike})\n), placed AS (\n  SELECT *, row_number() OVER (PARTITION BY side ORDER BY moment ASC NULLS LAST, number) AS up, row_number() OVER (PARTITION BY side ORDER BY moment DESC NULLS FIRST, number DESC) AS down FROM sided\n)\nSELECT number AS {}, side AS {}{}\nFROM placed\nWHERE side = 0 OR (side = -1 AND down <= {}) OR (side = 1 AND up <= {})\nORDER BY placed.moment ASC NULLS LAST, placed.number",
        told.selected(),
        same.selected(),
        printer.joined(&Source::default()),
        ask.row,
        quoted(&printer.fresh("row")),
        quoted(&printer.fresh("side")),
        told.renamed(),
        ask.before,
        ask.after
    )
}
