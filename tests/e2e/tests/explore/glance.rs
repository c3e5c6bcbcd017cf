//! What is understood at a glance: long names and values, what is only a bound, what is no mistake yet, where to begin, nothing that jumps.

use std::fmt::Write;

use e2e::{Key, Locator, Page, Result, hosted, json};

hosted!(
    long_names_are_whole_and_long_values_fold,
    a_folded_field_says_at_most_under_a_filter,
    a_measure_begins_without_a_mistake,
    groups_begin_with_one_click,
    sql_of_everything_has_no_limit,
    other_files_end_the_question_about_a_stray,
    the_load_report_fits_a_telephone,
    opening_an_event_moves_no_row,
    values_that_begin_alike_are_cut_in_their_middle,
    how_many_files_are_open_stays_in_sight,
    a_number_that_means_an_action_is_told_in_words,
    a_piece_is_added_and_the_focus_stays_near,
    a_remark_about_no_text_has_no_box,
);

/// Whether every name lies whole inside of its place, on as many lines as it takes.
const WHOLE: &str = "
    const names = [...document.querySelectorAll('aside.detail dt')];
    return names.length > 1 && names.every((name) => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight + 1);";

async fn long_names_are_whole_and_long_values_fold(page: &Page) -> Result {
    let raw = "all of it ".repeat(100);
    let event = json!({
        "time": "2026-01-05T10:00:00Z",
        "authenticationContext": { "externalSessionIdentifier": "s-1", "externalSessionOwner": "ann" },
        "raw": raw.trim(),
    });
    page.ready().await?;
    page.choose(&[&super::file("names.ndjson", format!("{event}\n{event}\n"))?])
        .await?;
    page.matched(2, 2).await?;
    page.cell(0, "time").await?;
    page.wait_until(WHOLE).await?;
    let names = page
        .run(
            "return [...document.querySelectorAll('aside.detail dt')].map((name) => name.innerText);",
            vec![],
        )
        .await?;
    assert!(
        names
            .as_array()
            .is_some_and(|names| names.contains(&json!("authenticationContext.externalSessionOwner"))),
        "{names}"
    );
    let height = "return document.querySelector('.detail-field .clamped, .detail-field .detail-whole')?.parentElement.offsetHeight ?? 0;";
    let folded = page.run(height, vec![]).await?.as_u64().unwrap_or(0);
    assert!((50..200).contains(&folded), "{folded}");
    page.button_in("//aside", "Show all 999 characters").await?;
    page.path("//aside//button[.='Show less']").await?;
    let whole = page.run(height, vec![]).await?.as_u64().unwrap_or(0);
    assert!(whole > 2 * folded, "{folded}, then {whole}");
    Ok(())
}

async fn a_folded_field_says_at_most_under_a_filter(page: &Page) -> Result {
    page.try_sample().await?;
    let count = "//button[@class='field-fold'][span[@class='field-name'][.='Event Type']]/span[@class='field-count']";
    let whole = page.path(count).await?.text().await?;
    page.filter("Event_Status:FAILURE").await?;
    page.path(&format!("{count}[normalize-space(.)='≤ {whole}']")).await?;
    page.click("#clear").await?;
    page.path(&format!("{count}[normalize-space(.)='{whole}']")).await?;
    Ok(())
}

async fn a_measure_begins_without_a_mistake(page: &Page) -> Result {
    page.try_sample().await?;
    page.button("Group").await?;
    page.button("+ measure").await?;
    page.wait_for_text(".measure-says", "Choose a column").await?;
    let wrong = "return document.querySelector('.measure-says').classList.contains('wrong');";
    assert_eq!(page.run(wrong, vec![]).await?, false);
    page.select("select[aria-label='What to measure']", "Count if").await?;
    page.find(".measure-filter").await?;
    assert_eq!(page.run(wrong, vec![]).await?, false);
    page.type_into(".measure-filter", "(").await?;
    page.wait_until(wrong).await?;
    Ok(())
}

async fn groups_begin_with_one_click(page: &Page) -> Result {
    page.try_sample().await?;
    page.button("Group").await?;
    page.click_at(
        Locator::XPath("//*[@class='group']//button[b[.='Who acted, since when']]"),
        "an offer",
    )
    .await?;
    page.wait_for_text(".group-head", "Last seen").await?;
    page.wait_until("return document.activeElement.classList.contains('group-tree');")
        .await?;
    // A time is read to its end.
    page.wait_until(
        "const times = [...document.querySelectorAll('.group-tree .group-number')].filter((cell) => cell.textContent.startsWith('20'));
         return times.length > 4 && times.every((cell) => cell.scrollWidth <= cell.clientWidth);",
    )
    .await?;
    Ok(())
}

async fn sql_of_everything_has_no_limit(page: &Page) -> Result {
    page.try_sample().await?;
    page.catch_copies().await?;
    page.click(".sql-of-tab").await?;
    page.path("//*[@role='menu']/button[1]").await?.click().await?;
    let text = page.copied().await?;
    assert!(text.contains("SELECT") && !text.contains("LIMIT"), "{text}");
    Ok(())
}

async fn other_files_end_the_question_about_a_stray(page: &Page) -> Result {
    page.try_sample().await?;
    page.run("document.querySelector('#add-files').click();", vec![])
        .await?;
    page.choose(&[&super::file("team.csv", "E-mail,department\na@b.example,Sales\n")?])
        .await?;
    page.wait_for_text("#sort-files", "team.csv").await?;
    let drop = "
        const data = new DataTransfer();
        data.items.add(new File(['time,what\\n2026-01-05T10:00:00Z,read\\n2026-01-05T10:00:01Z,write\\n'], 'other.csv'));
        for (const kind of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";
    page.run(drop, vec![]).await?;
    page.wait_until("return !document.querySelector('#sort-files').open;")
        .await?;
    page.matched(2, 2).await
}

async fn the_load_report_fits_a_telephone(page: &Page) -> Result {
    let mut text = String::from("time");
    for at in 0..6 {
        write!(
            text,
            ",AuditData.ModifiedProperties.RequiredResourceAccess.NewValue{at}"
        )?;
    }
    text += "\n2026-01-05T10:00:00Z,1,2,3,4,5,6\n2026-01-05T10:00:01Z,x\n";
    page.ready().await?;
    page.choose(&[&super::file("a-name-of-an-export-that-is-long-2026-01-05.csv", text)?])
        .await?;
    page.matched(2, 2).await?;
    page.click("#opened").await?;
    page.find("#load-report .report-lines").await?;
    for width in [1440, 390] {
        page.resize(width, 844).await?;
        page.wait_until(
            "return [...document.querySelectorAll('#load-report .report-scroll')].every((part) => part.scrollWidth <= part.clientWidth);",
        )
        .await?;
    }
    Ok(())
}

async fn opening_an_event_moves_no_row(page: &Page) -> Result {
    page.ready().await?;
    page.resize(1440, 900).await?;
    page.try_sample().await?;
    page.rows().await?;
    let top = "return document.querySelector('.events-head').getBoundingClientRect().top;";
    let before = page.run(top, vec![]).await?;
    page.cell(0, "Event Type").await?;
    page.find("aside.detail .detail-field").await?;
    assert_eq!(page.run(top, vec![]).await?, before);
    // The buttons of the table are still there, and nothing lies over them.
    page.click(".picker-button").await?;
    page.find(".picker-list").await?;
    Ok(())
}

async fn values_that_begin_alike_are_cut_in_their_middle(page: &Page) -> Result {
    page.try_sample().await?;
    // Two categories differ in their last letter alone; others are cut at their end, if at all.
    let cut = "return [...document.querySelectorAll('.legend-name')].filter((name) => name.querySelector('.middle-cut')).map((name) => name.textContent).sort();";
    page.wait_until("return document.querySelectorAll('.legend-name').length > 4;")
        .await?;
    let cut = page.run(cut, vec![]).await?;
    assert_eq!(cut, json!(["OBJECT_INTERACTION", "OBJECT_INTERACTIONS"]));
    Ok(())
}

async fn how_many_files_are_open_stays_in_sight(page: &Page) -> Result {
    let name = "a-name-of-an-export-that-is-much-longer-than-the-bar-has-room-for-";
    let text = "time,what\n2026-01-05T10:00:00Z,read\n";
    page.ready().await?;
    page.resize(1280, 800).await?;
    let files = [
        super::file(&format!("{name}1.csv"), text)?,
        super::file(&format!("{name}2.csv"), text)?,
    ];
    page.choose(&[&files[0], &files[1]]).await?;
    page.matched(2, 2).await?;
    page.wait_until(
        "const [name, rest] = document.querySelectorAll('#opened > *');
         const end = document.querySelector('#opened').getBoundingClientRect().right;
         return name.textContent.endsWith('1.csv') && rest.textContent === '+ 1 · 2 events' && rest.getBoundingClientRect().right <= end
             && name.querySelector('.middle-cut').getBoundingClientRect().right <= rest.getBoundingClientRect().left;",
    )
    .await?;
    Ok(())
}

async fn a_number_that_means_an_action_is_told_in_words(page: &Page) -> Result {
    let event = |second: u32, id: u32| {
        json!({
            "@timestamp": format!("2026-01-05T10:00:{second:02}Z"), "EventID": id, "Channel": "Security", "Hostname": "desk",
            "SourceName": "Microsoft-Windows-Security-Auditing", "EventTime": "2026-01-05 10:00:00", "SubjectUserName": "ann", "RecordNumber": second,
        })
        .to_string()
    };
    let events = [event(1, 4624), event(2, 4625), event(3, 4624)].join("\n");
    page.ready().await?;
    page.choose(&[&super::file("windows.ndjson", events)?]).await?;
    page.matched(3, 3).await?;
    page.cell(0, "EventID").await?;
    let means = page.text("aside.detail .detail-means").await?;
    assert!(means.chars().any(char::is_alphabetic), "{means}");
    page.button_in("//aside", "Around").await?;
    page.wait_for_text(".around-what small", &means).await?;
    Ok(())
}

async fn a_piece_is_added_and_the_focus_stays_near(page: &Page) -> Result {
    page.try_sample().await?;
    page.filter("LOGIN OR LOGOUT").await?;
    page.find(".chip").await?;
    // What is typed next narrows: it takes nothing of what stands there.
    page.click("#add-filter").await?;
    page.keys("Event_Status:FAILURE".chars()).await?;
    page.key(Key::Enter).await?;
    page.wait_until("return document.querySelectorAll('.chip').length === 2;")
        .await?;
    let at = |css: &str| format!("return document.activeElement.matches('{css}');");
    page.click(".chip-text").await?;
    page.wait_until(&at(".chip-editor input")).await?;
    page.key(Key::Escape).await?;
    page.wait_until(&at(".chip-text")).await?;
    page.key(Key::Delete).await?;
    page.wait_until(
        "return document.querySelectorAll('.chip').length === 1 && document.activeElement.matches('.chip-text');",
    )
    .await?;
    page.keys(['!']).await?;
    page.wait_until(
        "return document.querySelector('.chip.negated') !== null && document.activeElement.matches('.chip-text');",
    )
    .await?;
    page.click("#clear").await?;
    page.wait_until(&at("#add-filter")).await?;
    Ok(())
}

async fn a_remark_about_no_text_has_no_box(page: &Page) -> Result {
    let text = r#"[{"time":"2026-01-05T10:00:00Z","what":"a"},{"time":"2026-01-05T10:00:01Z","what":"b"}"#;
    page.ready().await?;
    page.choose(&[&super::file("cut.json", text)?]).await?;
    page.matched(2, 2).await?;
    page.click("#opened").await?;
    page.wait_for_text("#load-report", "before the array of records is closed")
        .await?;
    let blank =
        "return [...document.querySelectorAll('.report-raw')].filter((raw) => raw.textContent.trim() === '').length;";
    assert_eq!(page.run(blank, vec![]).await?, 0);
    Ok(())
}
