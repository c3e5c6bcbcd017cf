//! Two sets of rows held against each other: people, periods, the filter and the rest; each difference filters.

use std::collections::BTreeMap;

use e2e::{Log, Page, Result, both, json, number, read};

both!(two_people_and_the_filter_and_the_rest, two_periods);

/// How many events stand on either side.
async fn rows(page: &Page, left: usize, right: usize) -> Result {
    page.wait_for_text(
        ".compare-side:first-child .compare-rows",
        &format!("{} events", number(left)),
    )
    .await?;
    page.wait_for_text(
        ".compare-side:last-child .compare-rows",
        &format!("{} events", number(right)),
    )
    .await
}

async fn two_people_and_the_filter_and_the_rest(page: &Page) -> Result {
    let log = Log::read()?;
    let events = log.matching(|_| true);
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &events {
        *people.entry(&event["User Email"]).or_default() += 1;
    }
    let mut people: Vec<(&str, usize)> = people.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    page.try_sample().await?;
    page.button("Compare").await?;
    page.button_in("//section[@aria-label='Compare']", "Two of User Email")
        .await?;
    rows(page, people[0].1, people[1].1).await?;

    // A value that is told apart, with its shares; a click filters by it.
    // What is out of sight has no text as shown, but it has text.
    let told = "
        const line = [...document.querySelectorAll('.compare-column')]
            .filter((column) => column.querySelector('h3 > span').textContent === 'Event Category')
            .flatMap((column) => [...column.querySelectorAll('li')])[0];
        if (!line || document.querySelector('.compare-all.waiting')) return null;
        const titles = [...line.querySelectorAll('.compare-number')].map((side) => parseInt(side.title.replace(',', '')));
        return [line.querySelector('.compare-value').textContent, titles];";
    let (category, sides): (String, [usize; 2]) = read(page.wait_until(told).await?)?;
    for (side, (name, _)) in sides.iter().zip(&people) {
        let here = events
            .iter()
            .filter(|event| event["User Email"] == *name && event["Event Category"] == category);
        assert_eq!(here.count(), *side, "{category} {name}");
    }
    let button = format!("//section[@class='compare-column']//button[@title='Keep only {category}']");
    page.click_at(e2e::Locator::XPath(&button), &category).await?;
    let of_category = log.matching(|event| event["Event Category"] == category).len();
    page.matched(of_category, 5000).await?;
    rows(page, sides[0], sides[1]).await?;

    page.button_in("//section[@aria-label='Compare']", "The filter and the rest")
        .await?;
    rows(page, of_category, 5000 - of_category).await?;
    page.find(".compare-times path.left").await?;
    Ok(())
}

async fn two_periods(page: &Page) -> Result {
    page.try_sample().await?;
    page.keys("5".chars()).await?;
    page.button_in("//section[@aria-label='Compare']", "Two periods")
        .await?;
    page.find(".compare-side:last-child textarea").await?;
    let mut counts = Vec::new();
    for side in ["first", "last"] {
        let filter = page
            .run(
                "return document.querySelector(arguments[0]).value;",
                vec![json!(format!(".compare-side:{side}-child textarea"))],
            )
            .await?;
        let filter = filter.as_str().ok_or("no filter")?;
        let told = page.ask(filter, json!([{ "count": {} }])).await?;
        counts.push(told["rows"].as_u64().ok_or("no count")? as usize);
    }
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    rows(page, counts[0], counts[1]).await?;

    // A side can be written anew; what is no filter is said beside it.
    page.type_into(".compare-side:first-child textarea", "Event_Status:(")
        .await?;
    page.run("document.activeElement.blur();", vec![]).await?;
    page.find(".compare-side .measure-says.wrong").await?;
    Ok(())
}
