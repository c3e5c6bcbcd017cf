//! Calls of the scripting door that come at odd moments, or with what nobody would expect: each promise settles, with the right answer or
//! with what is wrong.

use e2e::{Page, Result, both, json};
use std::fs;

both!(
    every_call_is_answered_of_what_was_open,
    what_is_no_file_is_refused,
    a_file_that_cannot_be_read_is_told_of,
    a_page_may_have_no_columns,
    misspelt_keys_are_refused,
    texts_go_to_their_end,
    computed_columns_have_names_of_their_own,
    rows_of_another_log_are_told_of,
    times_far_from_the_log_keep_their_clocks,
);

async fn every_call_is_answered_of_what_was_open(page: &Page) -> Result {
    page.try_sample().await?;
    let calls = "
        const log = (rows) => new File(['n\\n' + '1\\n'.repeat(rows)], rows + '.csv');
        const count = () => auditExplorer.ask('', [{ count: {} }]).then((found) => found.answers[0]);
        const refused = (opening) => opening.then((report) => report.rows, (failure) => failure.what);
        await auditExplorer.open([log(700)]);
        const asked = [count(), count()];
        const overtaken = refused(auditExplorer.open([log(50)]));
        const last = refused(auditExplorer.open([log(9)]));
        return [await Promise.all(asked), await overtaken, await last, await count()];
    ";
    let said = page.run(calls, vec![]).await?;
    assert_eq!(
        (&said[0], &said[2], &said[3]),
        (&json!([700, 700]), &json!(9), &json!(9))
    );
    assert!(
        said[1].as_str().is_some_and(|what| what.contains("Other files")),
        "{said}"
    );
    Ok(())
}

async fn what_is_no_file_is_refused(page: &Page) -> Result {
    page.ready().await?;
    let calls = "
        const refused = (...given) => auditExplorer.open(...given).then(() => null, (failure) => failure.what);
        return Promise.all([refused(), refused(null), refused([1]), refused([{}]), refused([new Blob(['a'])]), refused('ab'),
            refused([1], { as: 'x' })]);
    ";
    let said = page.run(calls, vec![]).await?;
    let refused = said.as_array().into_iter().flatten();
    assert_eq!(
        refused.filter(|what| *what == "No files were given.").count(),
        7,
        "{said}"
    );
    let open = "return auditExplorer.open([new File(['a,b\\n1,2\\n'], 'x.csv')]).then((report) => report.rows);";
    assert_eq!(page.run(open, vec![]).await?, 1, "the engine goes on");
    Ok(())
}

async fn a_file_that_cannot_be_read_is_told_of(page: &Page) -> Result {
    page.ready().await?;
    let folder = xtask::root()
        .join("target/e2e")
        .join(format!("{}-{}", std::process::id(), page.place()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("live.csv");
    fs::write(&file, "a,b\n1,2\n")?;
    let input = "
        const input = document.createElement('input');
        Object.assign(input, { type: 'file', id: 'chosen-file' });
        document.body.append(input);
    ";
    page.run(input, vec![]).await?;
    page.choose_files("#chosen-file", &[&file]).await?;
    // A browser refuses to read what has changed since it was chosen.
    fs::write(&file, "a,b\n1,2\n3,4\n5,6\n")?;
    let open = "
        const input = document.querySelector('#chosen-file');
        input.remove();
        const good = new File(['a,b\\n7,8\\n'], 'good.csv');
        return auditExplorer.open([input.files[0], good]);
    ";
    let report = page.run(open, vec![]).await?;
    assert_eq!(report["rows"], 1, "{report}");
    let warned = report["warnings"].as_array().into_iter().flatten();
    let warned = warned.filter(|warning| warning.to_string().contains("could not be read to its end"));
    assert_eq!(warned.count(), 1, "{report}");
    assert!(!report.to_string().contains("empty file"), "{report}");
    Ok(())
}

async fn a_page_may_have_no_columns(page: &Page) -> Result {
    page.ready().await?;
    let asks = json!([{ "page": {} }]);
    assert_eq!(page.ask("", asks.clone()).await?["answers"][0], json!([]));
    let open = "return auditExplorer.open([new File(['[{},{}]'], 'bare.json')]).then((report) => report.rows);";
    assert_eq!(page.run(open, vec![]).await?, 2);
    assert_eq!(page.ask("", asks).await?["answers"][0], json!([{}, {}]));
    Ok(())
}

async fn misspelt_keys_are_refused(page: &Page) -> Result {
    page.try_sample().await?;
    for key in [
        json!({ "time": "Request Time", "buckt": "year" }),
        json!({ "time": "Request Time", "part": "minute" }),
        json!({ "number": "Request Time", "bin": 2 }),
    ] {
        let asks = json!([{ "group": { "by": [key.clone()], "measures": ["count"] } }]);
        assert!(page.ask("", asks).await.is_err(), "{key}");
    }
    Ok(())
}

/// Numbers are narrower here than where other tests run.
async fn texts_go_to_their_end(page: &Page) -> Result {
    page.ready().await?;
    let open = "return auditExplorer.open([new File(['who,at\\nada lovelace,2026-01-05\\n'], 'x.csv')]).then((report) => report.rows);";
    assert_eq!(page.run(open, vec![]).await?, 1);
    for (formula, wanted) in [
        ("Mid([who], 5)", "lovelace"),
        ("Mid([who], 5, 5000000000)", "lovelace"),
        ("Left([who], 5000000000)", "ada lovelace"),
        ("Mid([who], 5000000000)", ""),
        ("Right([who], 8)", "lovelace"),
    ] {
        let ask = "return auditExplorer.ask('', [{ page: { columns: ['x'] } }], { columns: [{ name: 'x', formula: arguments[0] }] })
            .then((found) => found.answers[0][0].x);";
        assert_eq!(page.run(ask, vec![json!(formula)]).await?, wanted, "{formula}");
    }
    Ok(())
}

async fn computed_columns_have_names_of_their_own(page: &Page) -> Result {
    page.try_sample().await?;
    let ask = "return auditExplorer.ask('', [{ count: {} }], { columns: [{ name: arguments[0], formula: '7' }] })
        .then((found) => found.rows, (failure) => failure.what);";
    assert_eq!(page.run(ask, vec![json!("Seven")]).await?, 5000);
    let refused = page.run(ask, vec![json!("Event Type")]).await?;
    assert!(
        refused.as_str().is_some_and(|what| what.contains("already")),
        "{refused}"
    );
    Ok(())
}

async fn rows_of_another_log_are_told_of(page: &Page) -> Result {
    page.ready().await?;
    let steps = "
        const log = (lines) => new File(['t,who\\n' + lines.join('\\n') + '\\n'], 'log.csv');
        const lines = ['2026-01-05T10:00:00Z,ada', '2026-01-05T11:00:00Z,grace', '2026-01-05T12:00:00Z,bo'];
        const told = async () => {
            await new Promise((done) => setTimeout(done, 300));
            const notice = document.querySelector('#notice');
            notice?.querySelector('button').click();
            return notice?.textContent ?? '';
        };
        await auditExplorer.open([log(lines)]);
        const said = [await told()];
        const view = auditExplorer.view();
        view.clauses = [{ source: null, predicate: { Rows: [[1, 1]] } }];
        await auditExplorer.show(view);
        await auditExplorer.open([log(lines)]);
        said.push(await told());
        await auditExplorer.open([new File(['t,who\\n2026-01-05T13:00:00Z,cy\\n'], 'more.csv')], { add: true });
        said.push(await told());
        await auditExplorer.open([log(lines.reverse())]);
        said.push(await told());
        return [...said, location.hash];
    ";
    let said = page.run(steps, vec![]).await?;
    assert_eq!(
        (&said[0], &said[1], &said[2]),
        (&json!(""), &json!(""), &json!("")),
        "{said}"
    );
    assert!(
        said[3].as_str().is_some_and(|told| told.contains("another log")),
        "{said}"
    );
    assert!(
        said[4].as_str().is_some_and(|link| link.contains("%22of%22")),
        "the link says of which log: {said}"
    );
    Ok(())
}

async fn times_far_from_the_log_keep_their_clocks(page: &Page) -> Result {
    page.ready().await?;
    let steps = "
        const rows = ['2023-06-10T10:00:00Z,2015-07-15T22:30:00Z', '2023-06-11T10:00:00Z,2015-01-15T22:30:00Z'];
        await auditExplorer.open([new File(['time,created\\n' + rows.join('\\n') + '\\n'], 'x.csv')]);
        const zone = 'Europe/Berlin';
        const view = auditExplorer.view();
        await auditExplorer.show({ ...view, zone: { Named: zone } });
        const by = (time) => [{ group: { by: [{ time, part: 'hour' }], measures: ['count'], zone } }];
        const { answers } = await auditExplorer.ask('', by('created'));
        const [far] = await auditExplorer.sql('', by('created'), 'duckdb');
        const [near] = await auditExplorer.sql('', by('time'), 'duckdb');
        return [answers[0], far.sql.length > near.sql.length + 2000];
    ";
    let said = page.run(steps, vec![]).await?;
    let mut hours: Vec<String> = said[0]
        .as_array()
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    hours.sort();
    assert_eq!((hours.join(" "), &said[1]), ("[0,1] [23,1]".to_owned(), &json!(true)));
    Ok(())
}
