//! Rows over time, by calendar buckets: a row for each bucket that has rows, and each series.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::Bucket;

/// The start of each bucket, the value of its series, whether that is the rest of them, and how many rows it has.
pub fn histogram(
    printer: &Printer<'_>,
    column: &str,
    bucket: Bucket,
    by: Option<&str>,
    series: Option<usize>,
) -> String {
    let mut source = Source::default();
    let key = by.map(|by| (by, printer.key(by, &mut source)));
    let start = printer.bucket(column, bucket, &mut source);
    // The bucket may have made columns ambiguous that were said before it.
    let key = key.map(|(by, said)| {
        if source.joins.is_empty() {
            (by, printer.column(by))
        } else {
            (by, said)
        }
    });
    let timed = format!("{} IS NOT NULL", printer.column(column));
    let rows = printer.source(&source);
    let glue = if rows.contains("\nWHERE ") {
        "\n  AND "
    } else {
        "\nWHERE "
    };
    let rows = format!("{rows}{glue}{timed}");
    let named = quoted(&printer.fresh(&format!("{} of {column}", bucket.name())));
    let count = quoted(&printer.fresh("rows"));
    let Some((by, key)) = key else {
        return format!("SELECT {start} AS {named}, count(*) AS {count}\n{rows}\nGROUP BY 1\nORDER BY 1");
    };
    let by = quoted(by);
    let Some(most) = series else {
        return format!(
            "SELECT {start} AS {named}, {key} AS {by}, count(*) AS {count}\n{rows}\nGROUP BY 1, 2\nORDER BY 1, 2 NULLS LAST"
        );
    };
    format!(
        "WITH counted AS (\n  SELECT {start} AS start, {key} AS series, count(*) AS n\n  {}\n  GROUP BY 1, 2\n), ranked AS (\n  SELECT series, row_number() OVER (ORDER BY sum(n) DESC, series ASC NULLS LAST) AS place FROM counted GROUP BY series\n)\nSELECT start AS {named}, CASE WHEN place <= {most} THEN counted.series END AS {by}, place > {most} AS \"the rest\", sum(n) AS {count}\nFROM counted JOIN ranked ON counted.series IS NOT DISTINCT FROM ranked.series\nGROUP BY 1, 2, 3\nORDER BY 1, 3, 2 NULLS LAST",
        rows.replace('\n', "\n  ")
    )
}
