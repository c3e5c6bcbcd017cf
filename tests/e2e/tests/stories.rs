//! The three stories the page is made for, told at the screen on the bundled sample; every number is counted again by the test.

use std::collections::{BTreeMap, BTreeSet};

use e2e::{Event, Key, Log, Page, Result, everywhere, json, number};

everywhere!(was_the_invitation_sent, daily_login_activity, user_login_failures,);

const INVITED: &str = "invited.person@example.com";

/// *Was the invitation sent?* One person's event is found, and its details are read.
async fn was_the_invitation_sent(page: &Page) -> Result {
    let log = Log::read()?;
    let about = log.matching(|event| event.line.contains(INVITED));
    let invitation =
        log.matching(|event| event.line.contains(INVITED) && event["Event Type"] == "USER_INVITATION_SENT");
    let [invitation] = invitation[..] else {
        return Err("the sample does not hold one invitation".into());
    };
    page.try_sample().await?;

    page.filter(INVITED).await?;
    page.matched(about.len(), 5000).await?;
    page.unfold("Event Type").await?;
    page.pick("Event Type", "USER_INVITATION_SENT").await?;
    page.matched(1, 5000).await?;
    let rows = page.rows().await?;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["Event Type"], "USER_INVITATION_SENT");
    assert_eq!(rows[0]["Request Time"], "2026-10-06 14:03:11");

    page.cell(0, "Event Type").await?;
    let delivery = page.path("//aside//div[dt='Email Delivery Status']/dd/span").await?;
    assert_eq!(delivery.text().await?, "DELIVERED");
    page.button_in("//aside", "Raw").await?;
    page.find("pre.raw").await?;
    let raw = page
        .run("return document.querySelector('pre.raw').textContent;", vec![])
        .await?;
    assert_eq!(raw, invitation.line);
    let place = format!(
        "{} bytes from byte {}",
        number(invitation.line.len()),
        number(invitation.byte)
    );
    page.wait_for_text("aside.detail", &place).await
}

fn login(event: &Event, status: &str) -> bool {
    event["Event Type"] == "LOGIN" && event["Event Status"] == status
}

/// Makes a series of the chart a conditional count.
async fn count_if(page: &Page, name: &str, filter: &str) -> Result {
    page.type_into(".measure-name", name).await?;
    page.select("select[aria-label='What to measure']", "Count if").await?;
    page.type_into(".measure-filter", filter).await?;
    page.button_in("//form", "Apply").await?;
    page.path(&format!("//*[@aria-label='Series']//button[.='{name}']"))
        .await?;
    Ok(())
}

/// *Daily Login Activity*: successes as bars, failures as a line; only the rows of the worst day are kept.
async fn daily_login_activity(page: &Page) -> Result {
    let log = Log::read()?;
    let mut days: BTreeMap<&str, (u64, u64)> = log.events.iter().map(|event| (event.day(), (0, 0))).collect();
    for event in &log.events {
        if let Some((succeeded, failed)) = days.get_mut(event.day()) {
            *succeeded += u64::from(login(event, "SUCCESS"));
            *failed += u64::from(login(event, "FAILURE"));
        }
    }
    let (worst, &(_, failures)) = days.iter().max_by_key(|(_, (_, failed))| *failed).ok_or("no days")?;
    assert_eq!(*worst, "2026-10-22", "the story of the sample");

    page.try_sample().await?;
    page.button("Chart").await?;
    page.type_into(".chart-title", "Daily Login Activity").await?;
    page.key(Key::Tab).await?;
    page.select("select[aria-label='Bucket of the x axis']", "per day")
        .await?;
    page.button_in("//*[@aria-label='Series']", "Events").await?;
    count_if(page, "Success", "\"Event Type\":LOGIN \"Event Status\":SUCCESS").await?;
    page.button("+ series").await?;
    count_if(page, "Failure", "Event_Type=LOGIN Event_Status=FAILURE").await?;
    let marks = page
        .run(
            "return [...document.querySelectorAll('[aria-label=Series] select[aria-label^=How]')].map((mark) => [mark.getAttribute('aria-label'), mark.selectedOptions[0].textContent]);",
            vec![],
        )
        .await?;
    assert_eq!(
        marks,
        json!([["How Success is drawn", "bars"], ["How Failure is drawn", "line"]])
    );

    page.button("Table").await?;
    let table = page
        .wait_until(
            "const rows = [...document.querySelectorAll('.chart-table tr')].map((row) => [...row.children].map((cell) => cell.textContent));
             return rows.length > 1 && rows[0].length === 3 && !document.querySelector('.chart-figure.waiting') && rows;",
        )
        .await?;
    let table: Vec<[String; 3]> = e2e::read(table)?;
    assert_eq!(table[0][1..], ["Success", "Failure"]);
    assert_eq!(table.len() - 1, days.len(), "a line a day");
    for (line, (day, (succeeded, failed))) in table[1..].iter().zip(&days) {
        assert_eq!(
            line[1..],
            [succeeded.to_string(), failed.to_string()],
            "{day}, {}",
            line[0]
        );
    }
    let at = days.keys().position(|day| day == worst).unwrap_or_default();
    let name = &table[at + 1][0];
    let sentence = page
        .find(".chart-frame img")
        .await?
        .attr("alt")
        .await?
        .unwrap_or_default();
    let highest = format!("Failure is highest at {name} with {failures}");
    assert!(
        sentence.starts_with("Daily Login Activity") && sentence.contains(&highest),
        "{sentence}"
    );

    // As a person does: the pointer moves to where the tip names the day.
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = (low + high) / 2.0;
        page.point(".chart-hit", middle, 0.5).await?;
        let tip = page.text(".chart-tip p").await?;
        let here = table
            .iter()
            .skip(1)
            .position(|line| line[0] == tip)
            .ok_or("the tip names no day")?;
        match here.cmp(&at) {
            std::cmp::Ordering::Less => low = middle,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                page.click_spot(".chart-hit", middle, 0.5).await?;
                break;
            }
        }
        assert!(high - low > 1e-3, "{name} cannot be pointed at");
    }
    page.wait_for_text(".chart-menu", name).await?;
    page.button_in("//*[contains(@class, 'chart-menu')]", "Keep only")
        .await?;
    let kept = log.matching(|event| event.day() == *worst);
    page.matched(kept.len(), 5000).await?;
    // The newest and the oldest row are of that day, so all are. A click on the header goes from descending to unsorted to ascending.
    for (order, clicks) in [("descending", 0), ("ascending", 2)] {
        for _ in 0..clicks {
            page.click(".head-sort").await?;
        }
        page.path(&format!(
            "//*[@role='columnheader'][@aria-sort='{order}']//*[.='Request Time']"
        ))
        .await?;
        let rows = page.rows().await?;
        assert!(rows[0]["Request Time"].starts_with(worst), "{order}: {:?}", rows[0]);
    }
    // The chart is not narrowed by its own click.
    assert_eq!(page.find_all(".chart-table tbody tr").await?.len(), days.len());
    Ok(())
}

/// The groups of rows by a column, empty for null: how many rows, and how many distinct e-mail addresses.
fn grouped<'a>(events: &[&'a Event], columns: &[&str]) -> BTreeMap<Vec<&'a str>, (usize, usize)> {
    let mut groups: BTreeMap<Vec<&str>, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for &event in events {
        let (rows, emails) = groups
            .entry(columns.iter().map(|column| event[column].as_str()).collect())
            .or_default();
        *rows += 1;
        if !event["User Email"].is_empty() {
            emails.insert(&event["User Email"]);
        }
    }
    groups
        .into_iter()
        .map(|(keys, (rows, emails))| (keys, (rows, emails.len())))
        .collect()
}

/// The lines of the tree in sight: level, key, count, distinct count.
async fn lines(page: &Page) -> Result<Vec<(u64, String, usize, usize)>> {
    let lines = page
        .wait_until(
            "const text = (row, css) => [...row.querySelectorAll(css)].map((cell) => cell.textContent);
             if (document.querySelector('.group-tree.waiting, .group-row.note')) return null;
             const columns = document.querySelectorAll('.group-head .group-number').length;
             const rows = [...document.querySelectorAll('.group-row[aria-level]')].map((row) =>
                 [Number(row.getAttribute('aria-level')), text(row, '.group-value')[0], ...text(row, '.group-number').map((text) => Number(text.replaceAll(',', '')))]);
             return rows.length > 0 && rows.every((row) => row.length === columns + 2) && rows;",
        )
        .await?;
    e2e::read(lines)
}

/// *User Login Failures*: by reason, then object, with how many people; taken away as CSV.
async fn user_login_failures(page: &Page) -> Result {
    let log = Log::read()?;
    let failures = log.matching(|event| event["Event Status"] == "FAILURE");
    let by_reason = grouped(&failures, &["Event Status Reason Code"]);
    let by_both = grouped(&failures, &["Event Status Reason Code", "Object Name"]);

    page.try_sample().await?;
    page.pick("Event Status", "FAILURE").await?;
    page.matched(failures.len(), 5000).await?;
    page.button("Group").await?;
    for column in ["Event Status Reason Code", "Object Name"] {
        page.select("select[aria-label='Add a column to group by']", column)
            .await?;
        page.path(&format!("//*[@aria-label='Group by']//li[.//*[.='{column}']]"))
            .await?;
    }
    page.button("+ measure").await?;
    page.select("select[aria-label='What to measure']", "Distinct count")
        .await?;
    page.select("select[aria-label='Column to measure']", "User Email")
        .await?;
    page.button_in("//form", "Apply").await?;
    page.wait_for_text(".group-head", "Distinct User Email").await?;

    let outer = lines(page).await?;
    let shown: BTreeMap<Vec<&str>, (usize, usize)> = outer
        .iter()
        .map(|(_, key, rows, people)| (vec![key.as_str()], (*rows, *people)))
        .collect();
    assert_eq!(shown, by_reason);
    assert!(
        outer.is_sorted_by(|one, next| one.2 >= next.2),
        "most frequent first: {outer:?}"
    );

    page.click(".group-row[aria-level='1'] .fold").await?;
    page.find(".group-row[aria-level='2']").await?;
    let inner: Vec<_> = lines(page)
        .await?
        .into_iter()
        .filter(|(level, ..)| *level == 2)
        .collect();
    let reason = outer[0].1.as_str();
    let below = by_both.keys().filter(|keys| keys[0] == reason).count();
    let size = page
        .find(".group-row[aria-level='2']")
        .await?
        .attr("aria-setsize")
        .await?;
    assert_eq!(size, Some(below.to_string()));
    assert!(!inner.is_empty());
    for (_, object, rows, people) in &inner {
        let object = if object == "null" { "" } else { object };
        assert_eq!(by_both.get(&vec![reason, object]), Some(&(*rows, *people)), "{object}");
    }

    page.type_into(".group-title", "User Login Failures").await?;
    page.key(Key::Tab).await?;
    page.button("Export CSV").await?;
    let file = page.download().await?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let digits: String = name
        .chars()
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    assert_eq!(digits, "user-login-failures-0000-00-00-0000.csv", "{name}");
    let mut reader = csv::Reader::from_path(file)?;
    assert_eq!(
        reader.headers()?,
        vec![
            "Event Status Reason Code",
            "Object Name",
            "Count",
            "Distinct User Email"
        ]
    );
    let records = reader.records().collect::<std::result::Result<Vec<_>, _>>()?;
    let written: BTreeMap<Vec<&str>, (usize, usize)> = records
        .iter()
        .map(|record| Ok((vec![&record[0], &record[1]], (record[2].parse()?, record[3].parse()?))))
        .collect::<Result<_>>()?;
    assert_eq!(written, by_both);
    assert_eq!(records.len(), by_both.len(), "each group once");
    Ok(())
}
