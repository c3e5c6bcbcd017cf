//! What Snowflake calls things.

use super::Table;
use super::speech::{Speech, quoted};
use crate::query::Bucket;
use crate::value::{Civil, Kind, Micros, iso};

/// Snowflake. Columns keep the names that the page shows, so they are quoted, and letter case counts in them.
pub struct Snowflake;

impl Speech for Snowflake {
    fn text(&self, text: &str) -> String {
        let mut out = String::from("'");
        for c in text.chars() {
            match c {
                '\'' => out += "''",
                '\\' => out += "\\\\",
                '\n' => out += "\\n",
                '\r' => out += "\\r",
                '\t' => out += "\\t",
                '\0' => out += "\\u0000",
                c => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    fn column(&self, table: &Table, qualifier: &str, name: &str, kind: Kind) -> String {
        let Some(base) = table.base.as_deref().filter(|_| table.row.as_deref() != Some(name)) else {
            return format!("{qualifier}{}", quoted(name));
        };
        let path: Vec<String> = name.split('.').map(quoted).collect();
        let path = format!("{qualifier}{}:{}", quoted(base), path.join("."));
        match kind {
            Kind::Time => format!("CONVERT_TIMEZONE('UTC', {path}::TIMESTAMP_TZ)::TIMESTAMP_NTZ"),
            Kind::Integer => format!("{path}::NUMBER(38, 0)"),
            Kind::Number => format!("{path}::FLOAT"),
            Kind::Boolean => format!("{path}::BOOLEAN"),
            Kind::Text => format!("{path}::VARCHAR"),
            Kind::List => format!("{path}::ARRAY"),
        }
    }

    fn moment(&self, at: Micros) -> String {
        match Civil::of(at).year {
            1..=9999 => format!("'{}'::TIMESTAMP_NTZ", iso(at)),
            _ => self.time(&at.to_string()),
        }
    }

    fn micros(&self, time: &str) -> String {
        format!("DATE_PART(EPOCH_MICROSECOND, {time})")
    }

    fn time(&self, micros: &str) -> String {
        format!("TO_TIMESTAMP_NTZ({micros}, 6)")
    }

    fn number(&self, value: f64) -> String {
        format!("'{value:e}'::FLOAT")
    }

    fn nan(&self) -> &'static str {
        "'NaN'::FLOAT"
    }

    fn float(&self) -> &'static str {
        "FLOAT"
    }

    fn varchar(&self) -> &'static str {
        "VARCHAR"
    }

    fn contains(&self, text: &str, part: &str) -> String {
        format!("CONTAINS({text}, {part})")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("REGEXP_INSTR({text}, {}) > 0", self.text(pattern))
    }

    fn length(&self, list: &str) -> String {
        format!("ARRAY_SIZE({list})")
    }

    fn any(&self, list: &str, test: &dyn Fn(&str) -> String) -> String {
        let test = test("COALESCE(element::VARCHAR, 'null')");
        format!("ARRAY_SIZE(FILTER({list}, element -> {test})) > 0")
    }

    fn elements(&self, list: &str, alias: &str) -> (String, String) {
        let alias = quoted(alias);
        let distinct = format!("CASE WHEN {list} IS NULL THEN ARRAY_CONSTRUCT(NULL) ELSE ARRAY_DISTINCT({list}) END");
        (
            format!("CROSS JOIN LATERAL FLATTEN(INPUT => {distinct}) AS {alias}"),
            format!("CASE WHEN {list} IS NOT NULL THEN COALESCE({alias}.VALUE::VARCHAR, 'null') END"),
        )
    }

    fn distinct_elements(&self, list: &str) -> String {
        format!("ARRAY_SIZE(ARRAY_DISTINCT(ARRAY_UNION_AGG({list})))")
    }

    fn end_element(&self, list: &str, least: bool) -> String {
        let end = if least { "ARRAY_MIN" } else { "ARRAY_MAX" };
        format!("{end}(ARRAY_UNION_AGG({list}))::VARCHAR")
    }

    fn end_truth(&self, truth: &str, least: bool) -> String {
        format!("{}({truth})", if least { "BOOLAND_AGG" } else { "BOOLOR_AGG" })
    }

    fn percentile(&self, number: &str, share: f64) -> String {
        format!("PERCENTILE_CONT({share}) WITHIN GROUP (ORDER BY {number})")
    }

    fn edge(&self, of: &str, by: &str, row: &str, earliest: bool, kind: Kind) -> String {
        let order = if earliest { "ASC" } else { "DESC" };
        let typed = match kind {
            Kind::Time => "TIMESTAMP_NTZ",
            Kind::Integer => "NUMBER(38, 0)",
            Kind::Number => "FLOAT",
            Kind::Boolean => "BOOLEAN",
            Kind::Text | Kind::List => "VARCHAR",
        };
        let timed = format!("CASE WHEN {by} IS NOT NULL THEN {of} END");
        format!("GET(ARRAY_AGG({timed}) WITHIN GROUP (ORDER BY {by} {order}, {row} {order}), 0)::{typed}")
    }

    fn sorts_lists(&self) -> bool {
        false
    }

    fn calendar(&self, bucket: Bucket, local: &str) -> String {
        format!(
            "DATE_PART(EPOCH_MICROSECOND, DATE_TRUNC('{}', TO_TIMESTAMP_NTZ({local}, 6)))",
            bucket.name()
        )
    }
}
