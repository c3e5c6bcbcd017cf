//! The scripting door keeps its contract (docs/scripting.md): every ask, the report's shape, failures, values, files, views.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use e2e::{Json, Log, Page, Result, both, json};

both!(
    reports_and_answers,
    refuses_with_what_where_and_how,
    keeps_values_as_they_are,
    stacks_files_of_any_frame,
    gives_and_takes_views,
    keeps_a_part,
);

/// A file of this name, in a folder of its own: a browser refuses to read one that was written anew after it was chosen.
fn file(name: &str, text: &str) -> Result<PathBuf> {
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let nth = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let folder = xtask::root()
        .join("target/e2e")
        .join(format!("{}-{nth}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

/// How often each value of a column occurs, by count descending, then by value.
fn counted(log: &Log, column: &str) -> Vec<(Option<String>, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &log.events {
        *counts.entry(&event[column]).or_default() += 1;
    }
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|(value, count)| ((!value.is_empty()).then(|| value.to_owned()), count))
        .collect();
    counts.sort_by(|one, next| next.1.cmp(&one.1).then_with(|| one.0.cmp(&next.0)));
    counts
}

/// Milliseconds since 1970, by the browser's own reading.
async fn millis(page: &Page, text: &str) -> Result<f64> {
    let at = page.run("return Date.parse(arguments[0]);", vec![json!(text)]).await?;
    at.as_f64().ok_or_else(|| format!("{text} is no time").into())
}

async fn reports_and_answers(page: &Page) -> Result {
    let log = Log::read()?;
    page.ready().await?;
    let version = page.run("return auditExplorer.version;", vec![]).await?;
    assert_eq!(version.as_str().unwrap_or_default().split('.').count(), 3, "{version}");

    let sample = xtask::sample::file()?;
    let report = page.open(&[&sample], false).await?;
    let bytes = fs::metadata(&sample)?.len();
    let about = &report["files"][0];
    assert_eq!(report["files"].as_array().map(Vec::len), Some(1));
    assert_eq!(about["name"], "sigma-sample.csv");
    assert_eq!(about["bytes"], bytes);
    assert_eq!(about["format"], "csv");
    assert_eq!(
        about["encoding"].as_str().map(str::to_lowercase).as_deref(),
        Some("utf-8")
    );
    assert_eq!(
        (&about["wrapper"], &about["rows"], &about["rejected"]),
        (&Json::Null, &json!(5000), &json!(0))
    );
    assert_eq!((&report["rows"], &report["rejected"]), (&json!(5000), &json!(0)));
    assert_eq!((&report["source"], &report["warnings"]), (&json!("sigma"), &json!([])));
    assert_eq!(report["roles"]["time"], "Request Time");
    assert_eq!(report["roles"]["actor"], "User Email");
    assert_eq!(report["roles"]["outcome"], "Event Status");
    let times = || log.events.iter().map(|event| event["Request Time"].as_str());
    let (first, last) = (times().min().ok_or("no time")?, times().max().ok_or("no time")?);
    assert_eq!(report["time"]["first"].as_f64(), Some(millis(page, first).await?));
    assert_eq!(report["time"]["last"].as_f64(), Some(millis(page, last).await?));
    assert!(report["time"]["zone"].is_string());
    let columns = report["columns"].as_array().ok_or("no columns")?;
    // Cells that hold objects are opened as columns behind those of the file.
    let opened = |about: &&Json| about["name"].as_str().is_some_and(|name| name.contains('.'));
    assert!(
        columns[log.columns.len()..].iter().all(|about| opened(&about)),
        "{columns:?}"
    );
    for (about, name) in columns.iter().zip(&log.columns) {
        let values: BTreeSet<&str> = log.events.iter().map(|event| event[name].as_str()).collect();
        let nulls = log.events.iter().filter(|event| event[name].is_empty()).count();
        let distinct = values.iter().filter(|value| !value.is_empty()).count();
        assert_eq!(about["name"], *name);
        assert_eq!(
            (&about["nulls"], &about["distinct"]),
            (&json!(nulls), &json!(distinct)),
            "{about}"
        );
        let kinds = ["time", "integer", "number", "boolean", "text", "list"];
        assert!(kinds.iter().any(|kind| about["kind"] == *kind), "{about}");
    }

    let screen = page.run("return auditExplorer.view();", vec![]).await?;
    let filter = "Event_Status:failure";
    let failures = log.matching(|event| event["Event Status"] == "FAILURE");
    let asks = json!([
        { "count": {} },
        { "facet": { "column": "Event Category", "limit": 3 } },
        { "histogram": { "column": "Request Time", "bucket": "month", "by": "Event Status" } },
        { "histogram": { "column": "Request Time", "bucket": "day" } },
        { "group": {
            "by": ["Event Status Reason Code"],
            "measures": ["count", { "distinct": "User Email" }, { "count_if": "Event_Type:LOGIN" }, { "min": "Request Time" }, { "max": "Request Time" }],
            "limit": 100,
        } },
        { "page": { "sort": [["Request Time", "desc"]], "offset": 1, "limit": 2, "columns": ["Event Id", "Request Time", "Object Name"] } },
    ]);
    let said = page.ask(filter, asks).await?;
    assert_eq!(said["rows"], failures.len());
    assert!(said["micros"].is_u64());
    let answers = said["answers"].as_array().ok_or("no answers")?;
    assert_eq!(answers[0], failures.len());
    let mut categories: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &failures {
        *categories.entry(&event["Event Category"]).or_default() += 1;
    }
    let mut categories: Vec<(&str, u64)> = categories.into_iter().collect();
    categories.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    assert_eq!(answers[1], json!(categories[..3]));
    let mut months: BTreeMap<&str, u64> = BTreeMap::new();
    for event in &failures {
        *months.entry(&event["Request Time"][..7]).or_default() += 1;
    }
    let mut cells = Vec::new();
    for (month, count) in months {
        cells.push(json!([
            millis(page, &format!("{month}-01T00:00:00Z")).await? as u64,
            "FAILURE",
            count
        ]));
    }
    assert_eq!(answers[2], Json::Array(cells));
    let days: u64 = answers[3]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|cell| cell[2].as_u64())
        .sum();
    assert_eq!(days, failures.len() as u64);
    assert!(
        answers[3]
            .as_array()
            .is_some_and(|cells| cells.iter().all(|cell| cell[1].is_null()))
    );
    let groups = answers[4].as_array().ok_or("no groups")?;
    for group in groups {
        let reason = group[0].as_str().unwrap_or_default();
        let rows: Vec<_> = failures
            .iter()
            .filter(|event| event["Event Status Reason Code"] == reason)
            .collect();
        let emails: BTreeSet<&str> = rows
            .iter()
            .map(|event| event["User Email"].as_str())
            .filter(|email| !email.is_empty())
            .collect();
        let logins = rows.iter().filter(|event| event["Event Type"] == "LOGIN").count();
        assert_eq!(
            json!([group[1], group[2], group[3]]),
            json!([rows.len(), emails.len(), logins]),
            "{reason}"
        );
        let times = || rows.iter().map(|event| event["Request Time"].as_str());
        assert_eq!(
            group[4].as_f64(),
            Some(millis(page, times().min().unwrap_or_default()).await?)
        );
        assert_eq!(
            group[5].as_f64(),
            Some(millis(page, times().max().unwrap_or_default()).await?)
        );
    }
    let reasons: BTreeSet<&str> = failures
        .iter()
        .map(|event| event["Event Status Reason Code"].as_str())
        .collect();
    assert_eq!(groups.len(), reasons.len());
    let mut newest = failures.clone();
    newest.sort_by(|one, next| next["Request Time"].cmp(&one["Request Time"]));
    let mut rows = Vec::new();
    for event in &newest[1..3] {
        let object = Some(&event["Object Name"]).filter(|name| !name.is_empty());
        rows.push(json!({ "Event Id": event["Event Id"], "Request Time": millis(page, &event["Request Time"]).await? as u64, "Object Name": object }));
    }
    assert_eq!(answers[5], Json::Array(rows));

    let whole = page
        .ask("", json!([{ "facet": { "column": "Object Type", "limit": 100 } }]))
        .await?;
    assert_eq!(whole["rows"], 5000);
    assert_eq!(
        whole["answers"][0],
        json!(counted(&log, "Object Type")),
        "null is a value"
    );
    assert_eq!(
        page.run("return auditExplorer.view();", vec![]).await?,
        screen,
        "asking leaves the screen as it is"
    );
    page.matched(5000, 5000).await
}

async fn refuses_with_what_where_and_how(page: &Page) -> Result {
    page.ready().await?;
    page.open(&[&file("few.ndjson", "{\"a\":1}\n{\"a\":2}\n")?], false)
        .await?;
    let refusal = "
        try { await auditExplorer.ask(arguments[0], arguments[1]); return null; } catch (failure) { return failure; }
    ";
    let cases = [
        ("a:(1", json!([{ "count": {} }]), true),
        ("nothing:1", json!([{ "count": {} }]), false),
        ("", json!([{ "facet": { "column": "nothing", "limit": 1 } }]), false),
        (
            "",
            json!([{ "group": { "by": ["nothing"], "measures": ["count"] } }]),
            false,
        ),
        (
            "",
            json!([{ "histogram": { "column": "a", "bucket": "fortnight" } }]),
            false,
        ),
        ("", json!([{ "guess": {} }]), false),
        (
            "",
            json!([{ "histogram": { "column": "a", "bucket": "day", "zone": "Nowhere/At_All" } }]),
            false,
        ),
    ];
    for (filter, asks, placed) in cases {
        let failure = page.run(refusal, vec![json!(filter), asks.clone()]).await?;
        assert!(
            failure["what"].as_str().is_some_and(|what| what.len() > 8),
            "{filter} {asks}: {failure}"
        );
        assert!(failure["hint"].is_string(), "{filter} {asks}: {failure}");
        assert!(!placed || failure["at"].is_u64(), "{filter} {asks}: {failure}");
        assert!(
            failure.as_object().is_some_and(|failure| failure.contains_key("at")),
            "{failure}"
        );
    }
    let refusal = "try { await auditExplorer.open([]); return null; } catch (failure) { return failure; }";
    assert!(page.run(refusal, vec![]).await?["what"].is_string());
    Ok(())
}

async fn keeps_values_as_they_are(page: &Page) -> Result {
    page.ready().await?;
    let lines = "{\"id\":9007199254740993,\"small\":7,\"text\":\"\",\"gone\":null,\"at\":\"2026-01-05T14:03:22.118Z\",\"who\":{\"name\":\"Ada\"},\"tags\":[\"a\",\"b\"],\"ok\":true,\"part\":1.5,\"said\":\"é 𝄞 \\\"\\n\",\"__proto__\":\"p\"}\n\
                 {\"id\":-9007199254740993,\"small\":8,\"text\":\"x\",\"at\":\"2026-01-05T14:03:23Z\",\"who\":{\"name\":\"Bob\"},\"tags\":[],\"ok\":false,\"part\":-2}\n";
    page.open(&[&file("values.ndjson", lines)?], false).await?;
    let said = page
        .ask(
            "",
            json!([{ "page": { "sort": [["small", "asc"]], "offset": 0, "limit": 10 } }]),
        )
        .await?;
    let rows = &said["answers"][0];
    assert_eq!(rows[0]["id"], "9007199254740993", "beyond 2^53: digits");
    assert_eq!(rows[1]["id"], "-9007199254740993");
    assert_eq!((&rows[0]["small"], &rows[0]["text"]), (&json!(7), &json!("")));
    assert_eq!(
        rows[0]["at"].as_f64(),
        Some(millis(page, "2026-01-05T14:03:22.118Z").await?)
    );
    assert_eq!(
        (&rows[0]["who.name"], &rows[0]["tags"]),
        (&json!("Ada"), &json!(["a", "b"]))
    );
    assert_eq!(
        (&rows[0]["ok"], &rows[0]["part"], &rows[1]["part"]),
        (&json!(true), &json!(1.5), &json!(-2))
    );
    assert_eq!(rows[0]["gone"], Json::Null);
    assert_eq!((&rows[0]["said"], &rows[1]["said"]), (&json!("é 𝄞 \"\n"), &Json::Null));
    // The driver itself loses what has this name on its way.
    let read = "const { answers } = await auditExplorer.ask('', [{ page: { sort: [['small', 'asc']], offset: 0, limit: 1 } }]);
         return answers[0][0]['__proto__'];";
    assert_eq!(page.run(read, vec![]).await?, "p");

    page.open(&[&file("empty.csv", "a,b\n,1\n\"\",2\n")?], false).await?;
    let said = page
        .ask("", json!([{ "facet": { "column": "a", "limit": 9 } }]))
        .await?;
    assert_eq!(
        said["answers"][0].as_array().map(Vec::len),
        Some(2),
        "null and empty text are two values: {said}"
    );
    assert!(
        said["answers"][0]
            .as_array()
            .is_some_and(|values| values.contains(&json!([null, 1])) && values.contains(&json!(["", 1])))
    );

    for (name, text, wrapper) in [
        ("trail.json", "{\"Records\":[{\"a\":1},{\"a\":2}]}", "Records"),
        (
            "deep.json",
            "{\"took\":3,\"data\":{\"items\":[{\"at\":\"2026-01-05T14:03:22Z\"},{\"at\":\"2026-01-05T14:03:23Z\"}]}}",
            "data.items",
        ),
    ] {
        let report = page.open(&[&file(name, text)?], false).await?;
        assert_eq!(report["files"][0]["wrapper"], wrapper);
        assert_eq!(report["files"][0]["format"], "json");
    }
    Ok(())
}

async fn stacks_files_of_any_frame(page: &Page) -> Result {
    page.ready().await?;
    let (one, two) = (
        file("one.csv", "id,who\n1,ada\n2,bob\n")?,
        file("two.ndjson", "{\"id\":3,\"what\":\"login\"}\n")?,
    );
    let report = page.open(&[&one, &two], false).await?;
    assert_eq!(
        (&report["rows"], report["files"].as_array().map(Vec::len)),
        (&json!(3), Some(2))
    );
    let report = page.open(&[&file("three.csv", "id,who\n4,eve\n")?], true).await?;
    assert_eq!(
        (&report["rows"], report["files"].as_array().map(Vec::len)),
        (&json!(4), Some(3))
    );
    let said = page
        .ask("", json!([{ "facet": { "column": "who", "limit": 9 } }]))
        .await?;
    assert_eq!(
        said["answers"][0],
        json!([["ada", 1], ["bob", 1], ["eve", 1], [null, 1]])
    );

    let of_a_frame = "
        const frame = document.body.appendChild(document.createElement('iframe'));
        const file = new frame.contentWindow.File(['id,who\\n5,dan\\n'], 'framed.csv');
        if (file instanceof File) throw new Error('the frame shares this realm');
        const report = await auditExplorer.open([file]);
        frame.remove();
        return [report.files[0].name, report.rows];
    ";
    assert_eq!(page.run(of_a_frame, vec![]).await?, json!(["framed.csv", 1]));
    Ok(())
}

async fn gives_and_takes_views(page: &Page) -> Result {
    page.try_sample().await?;
    page.filter("Event_Status:failure").await?;
    let failures = Log::read()?.matching(|event| event["Event Status"] == "FAILURE").len();
    page.matched(failures, 5000).await?;
    let view = page.run("return auditExplorer.view();", vec![]).await?;
    page.button("Clear all").await?;
    page.matched(5000, 5000).await?;
    page.run("await auditExplorer.show(arguments[0]);", vec![view.clone()])
        .await?;
    page.matched(failures, 5000).await?;
    assert_eq!(page.run("return auditExplorer.view();", vec![]).await?, view);
    let refusal =
        "try { await auditExplorer.show({ tab: 'nowhere' }); return null; } catch (failure) { return failure; }";
    assert!(page.run(refusal, vec![]).await?["what"].is_string());
    Ok(())
}

async fn keeps_a_part(page: &Page) -> Result {
    page.ready().await?;
    let sample = xtask::sample::file()?;
    let text = fs::read_to_string(&sample)?;
    let open = "
        const file = new File([arguments[0]], 'sample.csv');
        const keep = { columns: ['Event Type', 'Request Time'], every: 10 };
        return auditExplorer.open([file], { keep });
    ";
    let report = page.run(open, vec![json!(text)]).await?;
    let (rows, kept) = (report["rows"].as_u64().unwrap_or(0), &report["kept"]);
    assert!((400..600).contains(&rows), "{rows}");
    assert_eq!(kept["passedOver"], 5000 - rows);
    assert_eq!(kept["keep"]["every"], 10);
    let names: Vec<&str> = report["columns"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|column| column["name"].as_str())
        .collect();
    assert_eq!(names, ["Request Time", "Event Type"]);
    let refused = page
        .run(
            "return auditExplorer.open([new File(['a,b'], 'x')], { keep: { evry: 2 } });",
            vec![],
        )
        .await;
    assert!(refused.is_err_and(|error| error.to_string().contains("keep")));
    Ok(())
}
