//! What DuckDB calls things.

use super::Table;
use super::speech::{Speech, quoted};
use crate::query::Bucket;
use crate::value::{Civil, Kind, Micros, iso};

/// DuckDB 1.3 and later.
pub struct DuckDb;

impl Speech for DuckDb {
    fn text(&self, text: &str) -> String {
        let parts: Vec<String> = text
            .split('\0')
            .map(|part| format!("'{}'", part.replace('\'', "''")))
            .collect();
        match parts.len() {
            1 => parts.concat(),
            _ => format!("({})", parts.join(" || chr(0) || ")),
        }
    }

    fn column(&self, _table: &Table, qualifier: &str, name: &str, _kind: Kind) -> String {
        format!("{qualifier}{}", quoted(name))
    }

    fn moment(&self, at: Micros) -> String {
        match Civil::of(at).year {
            1..=9999 => format!("TIMESTAMP '{}'", iso(at)),
            _ => self.time(&at.to_string()),
        }
    }

    fn micros(&self, time: &str) -> String {
        format!("epoch_us({time})")
    }

    fn time(&self, micros: &str) -> String {
        format!("make_timestamp({micros})")
    }

    fn number(&self, value: f64) -> String {
        format!("{value:e}::DOUBLE")
    }

    fn nan(&self) -> &'static str {
        "'NaN'::DOUBLE"
    }

    fn float(&self) -> &'static str {
        "DOUBLE"
    }

    fn varchar(&self) -> &'static str {
        "VARCHAR"
    }

    fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Time => "TIMESTAMP",
            Kind::Integer => "BIGINT",
            Kind::Number => "DOUBLE",
            Kind::Boolean => "BOOLEAN",
            Kind::Text => "VARCHAR",
            Kind::List => "VARCHAR[]",
        }
    }

    fn wide(&self, whole: &str) -> String {
        format!("CAST({whole} AS HUGEINT)")
    }

    fn narrow(&self, wide: &str) -> String {
        format!("TRY_CAST({wide} AS BIGINT)")
    }

    fn modulo(&self, number: &str, by: &str) -> String {
        format!("{number} % {by}")
    }

    fn real_modulo(&self, number: &str, by: &str) -> Option<String> {
        Some(format!("{number} % nullif({by}, 0)"))
    }

    fn cut(&self, number: &str) -> String {
        format!("TRY_CAST(trunc({number}) AS BIGINT)")
    }

    fn rounded(&self, number: &str, digits: u32) -> Option<String> {
        Some(format!(
            "CAST(TRY_CAST(CAST({number} AS VARCHAR) AS DECIMAL(38, {digits})) AS DOUBLE)"
        ))
    }

    fn read(&self, text: &str, kind: Kind) -> String {
        format!("TRY_CAST({text} AS {})", self.kind(kind))
    }

    fn best(&self, values: &[String], greatest: bool) -> String {
        format!("{}({})", if greatest { "greatest" } else { "least" }, values.join(", "))
    }

    fn starts(&self, text: &str, part: &str) -> String {
        format!("starts_with({text}, {part})")
    }

    fn ends(&self, text: &str, part: &str) -> String {
        format!("ends_with({text}, {part})")
    }

    fn place(&self, text: &str, part: &str) -> String {
        format!("strpos({text}, {part})")
    }

    fn part(&self, text: &str, separator: &str, number: i64) -> String {
        format!("string_split({text}, {})[{number}]", self.text(separator))
    }

    fn extract(&self, text: &str, pattern: &str, group: usize) -> Option<String> {
        let literal = self.text(pattern);
        Some(format!(
            "CASE WHEN {} THEN regexp_extract({text}, {literal}, {group}) END",
            self.matches(text, pattern)
        ))
    }

    fn replaced(&self, text: &str, pattern: &str, new: &str) -> Option<String> {
        let (pattern, new) = (self.text(pattern), self.text(new));
        Some(format!("regexp_replace({text}, {pattern}, {new}, 'g')"))
    }

    fn sha256(&self, text: &str) -> String {
        format!("sha256({text})")
    }

    fn element(&self, list: &str, number: i64) -> String {
        format!("{list}[{number}]")
    }

    fn joined(&self, list: &str, separator: &str) -> String {
        format!("array_to_string({list}, {separator})")
    }

    fn dated(&self, time: &str, format: &str) -> Option<String> {
        Some(format!("strftime({time}, {})", self.text(format)))
    }

    fn calendar_part(&self, part: &str, time: &str) -> String {
        format!("date_part('{part}', {time})")
    }

    fn months_later(&self, time: &str, months: i64) -> String {
        format!("({time} + to_months({months}))")
    }

    fn contains(&self, text: &str, part: &str) -> String {
        format!("contains({text}, {part})")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_matches({text}, {})", self.text(pattern))
    }

    fn length(&self, list: &str) -> String {
        format!("len({list})")
    }

    fn any(&self, list: &str, test: &dyn Fn(&str) -> String) -> String {
        format!(
            "EXISTS (SELECT 1 FROM unnest({list}) AS each(element) WHERE {})",
            test("each.element")
        )
    }

    fn elements(&self, list: &str, alias: &str) -> (String, String) {
        let alias = quoted(alias);
        (
            format!(
                "CROSS JOIN unnest(CASE WHEN {list} IS NULL THEN [NULL]::VARCHAR[] ELSE list_distinct({list}) END) AS {alias}(element)"
            ),
            format!("{alias}.element"),
        )
    }

    fn distinct_elements(&self, list: &str) -> String {
        format!("coalesce(len(list_distinct(flatten(list({list}) FILTER (WHERE {list} IS NOT NULL)))), 0)")
    }

    fn end_element(&self, list: &str, least: bool) -> String {
        let end = if least { "list_min" } else { "list_max" };
        format!("{end}(flatten(list({list}) FILTER (WHERE {list} IS NOT NULL)))")
    }

    fn end_truth(&self, truth: &str, least: bool) -> String {
        format!("{}({truth})", if least { "bool_and" } else { "bool_or" })
    }

    fn percentile(&self, number: &str, share: f64) -> String {
        format!("quantile_cont({number}, {share})")
    }

    fn edge(&self, of: &str, by: &str, row: &str, earliest: bool, _kind: Kind) -> String {
        let order = if earliest { "ASC" } else { "DESC" };
        format!("first({of} ORDER BY {by} {order}, {row} {order}) FILTER (WHERE {of} IS NOT NULL AND {by} IS NOT NULL)")
    }

    fn sorts_lists(&self) -> bool {
        true
    }

    fn calendar(&self, bucket: Bucket, local: &str) -> String {
        format!("epoch_us(date_trunc('{}', make_timestamp({local})))", bucket.name())
    }
}
