//! A file read in stretches by several readers gives what one reader gives, whatever is in it and wherever it is cut.

mod alike;
mod stretch;

use audit_explorer::engine::{Ahead, Engine, Errand, Loader};
use proptest::prelude::*;
use stretch::{shared, whole};

/// How one of the last rows begins.
const LATE: &str = "21/1/2024 10:00,\"user 4500,";

/// Files of each kind that can be read from the middle, all longer than what is looked at first.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let event = |at: usize| {
        let more = if at.is_multiple_of(911) {
            ",\"late\":[{\"id\":1},\n{\"id\":2}]"
        } else {
            ""
        };
        format!(
            r#"{{"time":"2024-01-{:02}T10:{:02}:00Z","user":"user{}@example.com","n":{at},"more":{{"a":[1,{{"b":"é {{\"time\""}}],"c":null}}{more}}}"#,
            at % 28 + 1,
            at % 60,
            at % 7
        )
    };
    let events: Vec<String> = (0..2500).map(event).collect();
    let lines: Vec<String> = events.iter().map(|event| event.replace('\n', " ")).collect();
    let row = |at: usize| {
        let ragged = if at.is_multiple_of(700) { ",one more" } else { "" };
        format!(
            "{}/{}/2024 10:00,\"user {at}, \"\"é\"\"\",{at},\"x\n1,2,3,4\ny\"{ragged}\r\n",
            at % 28 + 1,
            at % 12 + 1
        )
    };
    let rows: String = (0..6000).map(row).collect();
    let broken: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| line[..line.len() - usize::from(at % 50 == 7)].into())
        .collect();
    vec![
        ("csv", format!("time,user,n,text\r\n{rows}").into_bytes()),
        (
            "csv with a preamble",
            format!("Export of January\n\ntime,user,n,text\r\n{rows}").into_bytes(),
        ),
        (
            "csv with a stray quote",
            format!("time,user,n,text\r\n{rows}")
                .replace("user 1500,", "user \"1500,")
                .into_bytes(),
        ),
        (
            "csv with its header again and again",
            format!(
                "time,user,n,text\r\n{}",
                rows.replace("user 1500,", "\r\ntime,user,n,text\r\nuser 1500,")
                    .replace("1/1/2024", "time,user,n,text\r\n1/1/2024")
            )
            .into_bytes(),
        ),
        (
            "csv with backslashes",
            format!("time,user,n,text\r\n{}", rows.replace("\"\"é\"\"", "\\\"é\\\" ")).into_bytes(),
        ),
        (
            "csv with rows longer than the header",
            format!("time,user,n\r\n{rows}").into_bytes(),
        ),
        ("ndjson", lines.join("\n").into_bytes()),
        ("ndjson with broken lines", broken.join("\n").into_bytes()),
        ("array", format!("[{}]", lines.join(",\n")).into_bytes()),
        ("array on one line", format!("[{}]", lines.join(",")).into_bytes()),
        (
            "pretty array",
            format!("[\n  {}\n]", events.join(",\n  ").replace(",\"", ",\n    \"")).into_bytes(),
        ),
        // Longer than what is looked at before an object is taken for an envelope.
        (
            "wrapped",
            format!(
                "{{\"count\":20000,\"value\":[{}],\"next\":null}}",
                [&events[..]; 8].concat().join(",")
            )
            .into_bytes(),
        ),
        ("values", events.join("\n").replace(",\"", ",\n \"").into_bytes()),
        (
            "values below their numbers",
            format!("Record 0\n{}", events.join("\nRecord 17\n").replace(",\"", ",\n \"")).into_bytes(),
        ),
        (
            "csv between single quotes",
            format!(
                "time,user,n,text\r\n{}",
                rows.replace("\"\"é\"\"", "it''s").replace('"', "'")
            )
            .into_bytes(),
        ),
        // Below the header that is a ruler; anywhere else it is a row.
        (
            "csv with rows of dashes",
            format!(
                "time,user,n,text\r\n--,--,--,--\r\n{}",
                rows.replace("y\"\r\n", "y\"\r\n--,--,--,--\r\n")
            )
            .into_bytes(),
        ),
        (
            "csv with quotes that go astray",
            format!("time,user,n,text\r\n{rows}")
                .replace(
                    "\"user 1500,",
                    "\"x\",9,9\r\n1/2/2024,\"user,1,2\r\n1/2/2024,user,1,2\r\n1/2/2024,\"user 1500,",
                )
                .into_bytes(),
        ),
        (
            "csv whose header changes its order on the way",
            format!(
                "time,user,n,text\r\n{}",
                (0..6000)
                    .map(|at| if at == 4000 { "user,time,n,text\r\n" } else { "" }.to_owned() + &row(at))
                    .collect::<String>()
            )
            .into_bytes(),
        ),
        (
            "csv with totals on the way and at the end",
            format!(
                "time,user,n,text\r\n{}Total,,7,\r\n",
                rows.replace("y\"\r\n7/", "y\"\r\nTotal,,7,\r\n7/")
            )
            .into_bytes(),
        ),
        (
            "csv with another table in it",
            format!("time,user,n,text\r\n{rows}")
                .replace(LATE, &format!("\r\n\r\nid,name,mail,more\r\n{LATE}"))
                .into_bytes(),
        ),
        (
            "csv with an object in it",
            format!("time,user,n,text\r\n{rows}")
                .replace(LATE, &format!("{{\"user\":\"x\",\"n\":1}}\r\n{LATE}"))
                .into_bytes(),
        ),
    ]
}

#[test]
fn stretches_give_the_table_of_one_reader() {
    for (name, bytes) in files() {
        let length = bytes.len() as u64;
        let one = whole(&bytes);
        let late = memchr::memmem::find(&bytes, LATE.as_bytes());
        assert!(
            !name.contains("another table") || late.is_some_and(|at| at > 100_000),
            "{name}"
        );
        assert!(one.dataset.rows >= 2400, "{name}: {}", one.dataset.rows);
        let cuts: Vec<u64> = (1..16).map(|cut| length * cut / 16).collect();
        let (joined, right) = shared(&bytes, &cuts);
        alike::same(&joined, &one, |_| {});
        assert!(right >= 3, "{name}: only {right} stretches were read ahead");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_it_is_cut(file in 0..17usize, cuts in prop::collection::vec(any::<prop::sample::Index>(), 1..5), noise in prop::collection::vec((any::<prop::sample::Index>(), "[\"\n,{}\\[\\]\u{e9}]{1,3}"), 0..4)) {
        let (_, mut bytes) = files().swap_remove(file);
        for (at, noise) in noise {
            let at = at.index(bytes.len());
            bytes.splice(at..at, noise.bytes());
        }
        let mut cuts: Vec<u64> = cuts.iter().map(|cut| cut.index(bytes.len()) as u64).filter(|&cut| cut > 0).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let (joined, _) = shared(&bytes, &cuts);
        alike::same(&joined, &whole(&bytes), |_| {});
    }
}

#[test]
fn a_stretch_that_begins_with_a_row_of_dashes_has_it() {
    let row = |at: usize| format!("2024-01-05 10:00:00,user {at},{at},x\n--,--,--,--\n");
    let text = format!(
        "time,user,n,text\n--,--,--,--\n{}",
        (0..6000).map(row).collect::<String>()
    );
    let bytes = text.as_bytes();
    let one = whole(bytes);
    assert_eq!(one.dataset.rows, 12_000);
    for (at, _) in text.match_indices("\n--,--").skip(2000).step_by(500).take(6) {
        let (joined, right) = shared(bytes, &[at as u64 + 1, bytes.len() as u64 - 2000]);
        assert!(right > 0);
        alike::same(&joined, &one, |_| {});
    }
}

#[test]
fn a_stretch_that_begins_elsewhere_is_not_taken() {
    let (_, bytes) = files().swap_remove(6);
    let mut loader = Loader::new(1);
    loader.begin("log", bytes.len() as u64);
    loader.feed(&bytes[..100_000]);
    let errand = Errand {
        job: 0,
        number: 1,
        of: loader.shares().expect("lines"),
        from: 120_000,
        limit: 150_000,
        unique: vec![],
    };
    let mut ahead = Ahead::new(errand);
    ahead.feed(&bytes[119_999..]);
    let stretch = ahead.finish().expect("a stretch");
    assert!(!loader.take(stretch.from + 1, stretch));
    loader.feed(&bytes[100_000..]);
    let one = whole(&bytes);
    alike::same(&loader.finish(), &one, |_| {});
    assert_eq!(Engine::new(one).report().rows, 2500);
}
