//! What is taken away: the rows as filtered and sorted with the columns as shown, and the picture of a chart.

use std::fs;

use e2e::{Event, Json, Log, Page, Result, both, json, read};

both!(
    rows_as_csv_and_ndjson,
    formulas_are_guarded_for_excel,
    the_record_of_an_export_tells_how_to_make_it_again,
    the_chart_as_a_picture
);

async fn rows_as_csv_and_ndjson(page: &Page) -> Result {
    let log = Log::read()?;
    let mut failures = log.matching(|event| event["Event Status"] == "FAILURE");
    failures.sort_by(|one, next| next["Request Time"].cmp(&one["Request Time"]));
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    page.matched(failures.len(), 5000).await?;
    let columns = page.columns().await?;

    page.menu("export", "CSV, exact").await?;
    let file = page.download().await?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let digits: String = name
        .chars()
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    assert_eq!(digits, "audit-0000-00-00-0000.csv", "{name}");
    let mut reader = csv::Reader::from_path(&file)?;
    assert_eq!(reader.headers()?.iter().collect::<Vec<_>>(), columns);
    let records = reader.records().collect::<std::result::Result<Vec<_>, _>>()?;
    assert_eq!(records.len(), failures.len());
    // Times keep their moment, not the zeros at their end.
    let plain = |column: &str, text: &str| match text.strip_suffix('Z') {
        Some(time) if column == "Request Time" && time.contains('.') => {
            format!("{}Z", time.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => text.to_owned(),
    };
    let expected = |event: &Event| {
        columns
            .iter()
            .map(|column| plain(column, &event[column]))
            .collect::<Vec<_>>()
    };
    for (record, event) in records.iter().zip(&failures) {
        let written: Vec<String> = columns
            .iter()
            .zip(record)
            .map(|(column, cell)| plain(column, cell))
            .collect();
        assert_eq!(written, expected(event));
    }
    page.wait_for_text("#said", &name).await?;

    page.menu("export", "NDJSON").await?;
    let file = page.download().await?;
    assert!(
        file.extension().is_some_and(|end| end == "ndjson"),
        "{}",
        file.display()
    );
    let text = fs::read_to_string(file)?;
    assert_eq!(text.lines().count(), failures.len());
    for (line, event) in text.lines().zip(&failures) {
        let object: Json = serde_json::from_str(line)?;
        for column in &columns {
            let written = &object[column];
            let said = written.as_str().map_or_else(|| written.to_string(), str::to_owned);
            let same = if event[column].is_empty() {
                written.is_null()
            } else {
                plain(column, &said) == plain(column, &event[column])
            };
            assert!(same, "{column}: {written} for {:?}", event[column]);
        }
    }
    Ok(())
}

async fn formulas_are_guarded_for_excel(page: &Page) -> Result {
    let formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"];
    let mut log = String::from("when,name,amount\n");
    for (at, formula) in formulas.iter().chain(&["plain"]).enumerate() {
        log.push_str(&format!("2026-01-0{}T00:00:00Z,\"{formula}\",-{at}\n", at + 1));
    }
    page.ready().await?;
    page.choose(&[&super::file("formulas.csv", log)?]).await?;
    page.matched(6, 6).await?;
    page.menu("export", "CSV for Excel").await?;
    let text = fs::read_to_string(page.download().await?)?;
    let body = text.strip_prefix('\u{feff}').ok_or("no byte order mark")?;
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let names = reader.headers()?.clone();
    let place = |name: &str| {
        names
            .iter()
            .position(|other| other == name)
            .ok_or("a column is missing")
    };
    let (name, amount) = (place("name")?, place("amount")?);
    let records = reader.records().collect::<std::result::Result<Vec<_>, _>>()?;
    let mut written: Vec<String> = records.iter().map(|record| record[name].to_owned()).collect();
    written.reverse();
    for (cell, formula) in written.iter().zip(formulas) {
        assert_eq!(*cell, format!("'{formula}"));
    }
    assert_eq!(written[5], "plain");
    assert_eq!(&records[0][amount], "-5", "a number is no formula");

    page.menu("export", "CSV, exact").await?;
    let text = fs::read_to_string(page.download().await?)?;
    assert!(text.contains(",=1+1,") && !text.contains("'="), "{text}");
    Ok(())
}

async fn the_chart_as_a_picture(page: &Page) -> Result {
    page.try_sample().await?;
    page.button("Chart").await?;
    page.button("Logins per day: success and failure").await?;
    page.path("//*[@aria-label='Series']//button[.='Failure']").await?;
    page.find(".chart-frame img[alt*='Failure']").await?;
    page.button("SVG").await?;
    let file = page.download().await?;
    let svg = fs::read_to_string(&file)?;
    assert!(file.extension().is_some_and(|end| end == "svg"), "{}", file.display());
    assert!(
        svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"),
        "{}",
        &svg[..80]
    );
    assert!(svg.contains("Logins per day: success and failure") && svg.contains("<rect") && svg.contains("<polyline"));
    assert!(
        svg.contains("xmlns=\"http://www.w3.org/2000/svg\""),
        "it opens by itself"
    );
    page.button("PNG").await?;
    let file = page.download().await?;
    let png = fs::read(&file)?;
    assert!(file.extension().is_some_and(|end| end == "png"), "{}", file.display());
    assert!(png.starts_with(b"\x89PNG") && png.len() > 5000, "{} bytes", png.len());
    Ok(())
}

/// The SHA-256 of a file, as the browser works it out.
async fn digest(page: &Page, file: &std::path::Path) -> Result<String> {
    let bytes: Vec<u8> = fs::read(file)?;
    let digest = page
        .run(
            "const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(arguments[0]));
             return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');",
            vec![json!(bytes)],
        )
        .await?;
    read(digest)
}

async fn the_record_of_an_export_tells_how_to_make_it_again(page: &Page) -> Result {
    let log = Log::read()?;
    let failures = log.matching(|event| event["Event Status"] == "FAILURE").len();
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    page.matched(failures, 5000).await?;
    page.menu("export", "CSV, exact").await?;
    let rows = page.download().await?;
    page.menu("export", "Record of how it was made").await?;
    let record = fs::read_to_string(page.download().await?)?;
    for part in [
        "Event_Status:failure".to_owned(),
        format!("{failures} of 5000 events"),
        "\"Request Time\" descending".to_owned(),
    ] {
        assert!(record.contains(&part), "{part}: {record}");
    }
    assert!(record.contains(&digest(page, &rows).await?), "{record}");
    Ok(())
}
