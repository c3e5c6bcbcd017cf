//! A log of March and a zone whose clock changes in it, for tests of what is counted in time.

use audit_explorer::engine::{Engine, Loader};
use audit_explorer::value::Zone;
use std::fmt::Write;

/// A log with nulls, numbers over magnitudes and on both sides of zero, and times across a change of the clock.
pub fn engine() -> Engine {
    let mut text = String::from("time,user,action,size,share\n");
    let mut state = 7_u64;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for row in 0..600 {
        let (day, hour, minute) = (1 + row / 25, next(24), next(60));
        let user = match next(9) {
            0 => String::new(),
            user => format!("u{user}@x.org"),
        };
        let action = ["login", "logout", "role.grant", "export \"all\", now"][next(4) as usize];
        let size = match next(6) {
            0 => String::new(),
            1 => "0".into(),
            power => (10_i64.pow(power as u32) / 3 * (next(7) as i64 - 2)).to_string(),
        };
        let share = next(1000) as f64 / 7.0 - 20.0;
        writeln!(
            text,
            "2026-03-{day:02}T{hour:02}:{minute:02}:00Z,{user},{},{size},{share}",
            format_args!("\"{}\"", action.replace('"', "\"\""))
        )
        .expect("a line");
    }
    let mut loader = Loader::new(1);
    loader.begin("log.csv", text.len() as u64);
    loader.feed(text.as_bytes());
    loader.end();
    Engine::new(loader.finish())
}

/// A zone five hours behind that is four hours behind from the eighth on.
pub fn zone() -> Zone {
    Zone {
        name: "Somewhere".into(),
        offsets: vec![(i64::MIN, -18_000), (1_772_956_800_000_000, -14_400)],
    }
}
