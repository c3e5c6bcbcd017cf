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

    fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Time => "TIMESTAMP_NTZ",
            Kind::Integer => "NUMBER(38, 0)",
            Kind::Number => "FLOAT",
            Kind::Boolean => "BOOLEAN",
            Kind::Text => "VARCHAR",
            Kind::List => "ARRAY",
        }
    }

    fn wide(&self, whole: &str) -> String {
        whole.to_owned()
    }

    fn narrow(&self, wide: &str) -> String {
        // What 38 digits hold and 64 bits do not is brought to the first number beyond, which becomes null.
        let (low, high) = ("-9223372036854775809", "9223372036854775808");
        format!("NULLIF(NULLIF(GREATEST(LEAST({wide}, {high}), {low}), {high}), {low})")
    }

    fn modulo(&self, number: &str, by: &str) -> String {
        format!("MOD({number}, {by})")
    }

    fn real_modulo(&self, _number: &str, _by: &str) -> Option<String> {
        None
    }

    fn cut(&self, number: &str) -> String {
        format!("CAST(TRUNC({number}) AS NUMBER(38, 0))")
    }

    fn rounded(&self, _number: &str, _digits: u32) -> Option<String> {
        None
    }

    fn read(&self, text: &str, kind: Kind) -> String {
        match kind {
            Kind::Integer => self.narrow(&format!("TRY_TO_NUMBER({text}, 38, 0)")),
            _ => format!("TRY_TO_DOUBLE({text})"),
        }
    }

    fn best(&self, values: &[String], greatest: bool) -> String {
        let end = if greatest { "GREATEST" } else { "LEAST" };
        format!("{end}_IGNORE_NULLS({})", values.join(", "))
    }

    fn starts(&self, text: &str, part: &str) -> String {
        format!("STARTSWITH({text}, {part})")
    }

    fn ends(&self, text: &str, part: &str) -> String {
        format!("ENDSWITH({text}, {part})")
    }

    fn place(&self, text: &str, part: &str) -> String {
        format!("POSITION({part}, {text})")
    }

    fn part(&self, text: &str, separator: &str, number: i64) -> String {
        self.element(&format!("SPLIT({text}, {})", self.text(separator)), number)
    }

    fn extract(&self, _text: &str, _pattern: &str, _group: usize) -> Option<String> {
        None
    }

    fn replaced(&self, _text: &str, _pattern: &str, _new: &str) -> Option<String> {
        None
    }

    fn sha256(&self, text: &str) -> String {
        format!("SHA2({text}, 256)")
    }

    fn element(&self, list: &str, number: i64) -> String {
        let place = match number {
            1.. => (number - 1).to_string(),
            _ => format!("ARRAY_SIZE({list}) - {}", number.unsigned_abs()),
        };
        // An element that is null is the text of it; what is beyond the ends is null.
        format!(
            "CASE WHEN {place} BETWEEN 0 AND ARRAY_SIZE({list}) - 1 THEN COALESCE(GET({list}, {place})::VARCHAR, 'null') END"
        )
    }

    fn joined(&self, list: &str, separator: &str) -> String {
        format!("ARRAY_TO_STRING(TRANSFORM({list}, element -> COALESCE(element::VARCHAR, 'null')), {separator})")
    }

    fn dated(&self, time: &str, format: &str) -> Option<String> {
        let (mut out, mut plain) = (String::new(), String::new());
        let mut chars = format.chars();
        let flush = |out: &mut String, plain: &mut String| {
            if !plain.is_empty() {
                out.push_str(&format!("\"{plain}\""));
                plain.clear();
            }
        };
        while let Some(c) = chars.next() {
            let letter = if c == '%' { chars.next() } else { None };
            let element = match letter {
                None | Some('%') if c != '"' => {
                    plain.push(c);
                    continue;
                }
                Some('Y') => "YYYY",
                Some('y') => "YY",
                Some('m') => "MM",
                Some('d') => "DD",
                Some('H') => "HH24",
                Some('I') => "HH12",
                Some('p') => "AM",
                Some('M') => "MI",
                Some('S') => "SS",
                Some('f') => "FF6",
                Some('b') => "MON",
                Some('B') => "MMMM",
                Some('a') => "DY",
                _ => return None,
            };
            flush(&mut out, &mut plain);
            out.push_str(element);
        }
        flush(&mut out, &mut plain);
        Some(format!("TO_CHAR({time}, {})", self.text(&out)))
    }

    fn calendar_part(&self, part: &str, time: &str) -> String {
        let part = if part == "week" { "WEEKISO" } else { part };
        format!("DATE_PART({part}, {time})")
    }

    fn months_later(&self, time: &str, months: i64) -> String {
        format!("DATEADD(month, {months}, {time})")
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
            Kind::List => self.varchar(),
            kind => self.kind(kind),
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
