//! Numbers written for people, from the file to the engine and back.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::table::Turn;
use audit_explorer::value::Kind;

fn open(name: &str, text: &str) -> Engine {
    let mut loader = Loader::default();
    loader.begin(name, text.len() as u64);
    loader.feed(text.as_bytes());
    loader.end();
    Engine::new(loader.finish())
}

fn column(engine: &Engine, name: &str) -> (Kind, Vec<Option<String>>) {
    let table = engine.tables().next().expect("one table");
    let column = table.column(name).expect("a column");
    let texts = (0..table.rows).map(|row| column.text(row).map(|text| text.into_owned()));
    (column.kind, texts.collect())
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some(text.to_string())).collect()
}

#[test]
fn what_a_german_excel_saved_counts_and_its_text_comes_back() {
    let mut engine = open(
        "log.csv",
        "Zeit;Dauer;Bytes\n23.11.2026 08:58;5.027,82;677.922\n23.11.2026 10:10;7,5;3.544.914\n23.11.2026 10:32;12,25;512\n",
    );
    assert_eq!(
        column(&engine, "Dauer"),
        (Kind::Number, some(&["5027.82", "7.5", "12.25"]))
    );
    assert_eq!(
        column(&engine, "Bytes"),
        (Kind::Integer, some(&["677922", "3544914", "512"]))
    );
    // Texts that can come back are held.
    let bytes = engine.tables().next().expect("one table").bytes() as u64;
    assert!(engine.report().memory > bytes);
    assert!(engine.turn("Bytes", Turn::Into(Kind::Text)));
    assert_eq!(
        column(&engine, "Bytes"),
        (Kind::Text, some(&["677.922", "3.544.914", "512"]))
    );
    assert!(engine.turn("Bytes", Turn::Into(Kind::Number)));
    assert_eq!(
        column(&engine, "Bytes"),
        (Kind::Integer, some(&["677922", "3544914", "512"]))
    );
    assert!(engine.turn("Bytes", Turn::Back));
    assert_eq!(column(&engine, "Bytes").0, Kind::Integer);
}

#[test]
fn a_choice_reads_most_values_in_the_way_they_are_written() {
    let mut engine = open("log.csv", "id,size\n1,\"1,204\"\n2,\"12,500\"\n3,unknown\n4,77\n");
    assert_eq!(column(&engine, "size").0, Kind::Text);
    assert!(engine.turn("size", Turn::Into(Kind::Integer)));
    let expected = [Some("1204"), Some("12500"), None, Some("77")].map(|text| text.map(str::to_owned));
    assert_eq!(column(&engine, "size"), (Kind::Integer, expected.to_vec()));
    assert_eq!(column(&engine, "size (other)").1[2].as_deref(), Some("unknown"));
}

#[test]
fn texts_that_a_program_wrote_beside_numbers_are_texts() {
    let engine = open("log.ndjson", "{\"a\":\"1,234.5\",\"b\":1}\n{\"a\":\"12.00\",\"b\":2}\n");
    assert_eq!(column(&engine, "a").0, Kind::Text);
}

#[test]
fn a_day_and_a_clock_together_are_the_time_of_the_log() {
    let engine = open(
        "log.csv",
        "Datum;Uhrzeit;Benutzer\n23.11.2026;08:58:40;ada\n24.11.2026;10:10:39;bob\n",
    );
    assert_eq!(engine.report().roles.time.as_deref(), Some("Datum Uhrzeit"));
    let days = open("log.csv", "Datum;Benutzer\n23.11.2026;ada\n24.11.2026;bob\n");
    assert_eq!(days.report().roles.time.as_deref(), Some("Datum"));
}

#[test]
fn cells_that_all_stand_in_quotes_are_of_their_kinds_and_the_empty_ones_none() {
    let text = concat!(
        "\"time\",\"last seen\",\"count\",\"mfa\",\"who\"\n",
        "\"2026-11-23T08:00:00Z\",\"\",\"\",\"true\",\"ann\"\n",
        "\"2026-11-23T08:00:01Z\",\"\",\"12\",\"\",\"\"\n",
        "\"2026-11-23T08:00:02Z\",\"2026-11-20 10:00\",\"\",\"\",\"bob\"\n",
    );
    let mut engine = open("log.csv", text);
    assert_eq!(engine.report().columns.len(), 5, "nothing stands beside");
    assert_eq!(column(&engine, "last seen").0, Kind::Time);
    let none = None::<String>;
    assert_eq!(
        column(&engine, "count"),
        (Kind::Integer, vec![none.clone(), Some("12".into()), none])
    );
    assert_eq!(column(&engine, "mfa").0, Kind::Boolean);
    assert_eq!(column(&engine, "who"), (Kind::Text, some(&["ann", "", "bob"])));
    assert!(engine.turn("count", Turn::Into(Kind::Text)));
    assert_eq!(column(&engine, "count"), (Kind::Text, some(&["", "12", ""])));
}
