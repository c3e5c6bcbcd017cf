//! Computed columns: made in their dialog, shown and filtered like any other, kept in the link; formulas as measures.

use std::collections::BTreeSet;

use e2e::{Key, Log, Page, Result, both};

both!(computes_a_column, measures_by_a_formula);

/// The domain of an address, as the tests work it out.
fn domain(address: &str) -> &str {
    address.rsplit('@').next().unwrap_or_default()
}

async fn computes_a_column(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    let before = page.columns().await?;

    // A mistake is shown at its character, and nothing can be added with it.
    page.keys(['=']).await?;
    page.type_into("#compute .formula-text", "SplitPart([User Email], 5, -1)")
        .await?;
    page.wait_for_text(
        "#compute .formula-wrong strong",
        "SplitPart takes a text, and this is a whole number.",
    )
    .await?;
    page.wait_until("return document.querySelector('#compute button[type=submit]').disabled;")
        .await?;

    // Completion by the keys, then what comes out before anything is kept.
    page.type_into("#compute .formula-text", "SplitP").await?;
    page.key(Key::Tab).await?;
    page.keys("[User Em".chars()).await?;
    page.key(Key::Tab).await?;
    page.keys(", \"@\", -1)".chars()).await?;
    page.wait_until(
        "return document.querySelector('#compute .formula-text').value === 'SplitPart([User Email], \"@\", -1)';",
    )
    .await?;
    page.find("#compute .compute-preview td").await?;
    page.type_into("#compute input:not(.formula-text)", "Domain").await?;
    page.button("Add column").await?;
    page.wait_until(
        "return [...document.querySelectorAll('.head-name')].some((name) => name.textContent === 'Domain');",
    )
    .await?;
    assert_eq!(page.columns().await?.len(), before.len() + 1);
    for row in page.rows().await? {
        let address = &row["User Email"];
        if address != "null" {
            assert_eq!(row["Domain"], domain(address));
        }
    }

    // A column like any other: for the filter, for a formula in braces, and for the link.
    let domains: BTreeSet<&str> = log
        .events
        .iter()
        .map(|event| domain(&event["User Email"]))
        .filter(|domain| !domain.is_empty())
        .collect();
    let one = domains.first().ok_or("the sample has no addresses")?;
    let matching = log.matching(|event| domain(&event["User Email"]) == *one).len();
    page.filter(&format!("Domain:{one}")).await?;
    page.matched(matching, log.events.len()).await?;
    page.filter(&format!(
        "{{ [Domain] = \"{one}\" and Len([User Email]) > {} }}",
        one.len() + 1
    ))
    .await?;
    page.matched(matching, log.events.len()).await?;
    let link = page.run("return location.hash;", vec![]).await?;
    page.client().refresh().await?;
    page.ready().await?;
    page.click("#try-sample").await?;
    page.matched(matching, log.events.len()).await?;
    assert_eq!(page.run("return location.hash;", vec![]).await?, link);
    assert!(page.columns().await?.contains(&"Domain".to_owned()));
    Ok(())
}

async fn measures_by_a_formula(page: &Page) -> Result {
    let log = Log::read()?;
    page.try_sample().await?;
    let asks = r#"[{ group: { by: ["Event Category"], measures: ["count", { formula: 'CountIf([Event Status] = "FAILURE") / Count()' }] } }]"#;
    let asked = page
        .run(
            &format!("return auditExplorer.ask('', {asks}).then((found) => found.answers[0]);"),
            vec![],
        )
        .await?;
    for row in asked.as_array().ok_or("no groups")? {
        let of = log.matching(|event| event["Event Category"] == row[0].as_str().unwrap_or_default());
        let failed = of.iter().filter(|event| event["Event Status"] == "FAILURE").count();
        assert_eq!(row[1].as_u64(), Some(of.len() as u64));
        // The driver passes sixteen digits on.
        let share = row[2].as_f64().ok_or("no share")?;
        assert!((share - failed as f64 / of.len() as f64).abs() < 1e-12, "{row}");
    }
    let refused = page
        .run(
            "return auditExplorer.ask('{ [Event Status] = }', [{ count: {} }]).then(() => null, (refused) => refused.at);",
            vec![],
        )
        .await?;
    assert_eq!(refused.as_u64(), Some(19));
    let computed = page
        .run(
            "return auditExplorer.ask('Half:true', [{ count: {} }], { columns: [{ name: 'Half', formula: 'Hour([Request Time]) < 12' }] })
                 .then((found) => found.rows);",
            vec![],
        )
        .await?;
    let morning = log.matching(|event| &event["Request Time"][11..13] < "12").len();
    assert_eq!(computed.as_u64(), Some(morning as u64));
    Ok(())
}
