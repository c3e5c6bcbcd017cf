//! Drives the built page in a real browser: hosted below a sub-path, and as one file from `file://`.
//!
//! A test is an `async fn(&Page) -> Result`, written once; [`both!`] runs it in both places. What went wrong in a failed test stands in
//! `tests/output/<test>-<place>.png` and in its output (the browser's console).

mod browser;
mod devtools;
mod line;
mod make;
mod page;
mod person;
mod place;
mod sample;

pub use fantoccini::{Locator, elements::Element, key::Key};
pub use make::Make;
pub use page::Page;
pub use person::number;
pub use place::Place;
pub use sample::{Event, Log};
pub use serde_json::{Value as Json, json};

use std::{
    error::Error,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

/// What a step of a test gives; any error ends the test.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Takes what the page returned for what it should be.
pub fn read<T: serde::de::DeserializeOwned>(value: Json) -> Result<T> {
    Ok(serde_json::from_value(value)?)
}

/// Makes of each `async fn(&Page) -> Result` two tests, `<name>::hosted` and `<name>::standalone`.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn hosted() {
                $crate::run($crate::Place::Hosted, stringify!($name), super::$name);
            }
            #[test]
            fn standalone() {
                $crate::run($crate::Place::Standalone, stringify!($name), super::$name);
            }
        }
    )+ };
}

/// As [`both!`], in the first place only: for what the other place has no part in.
#[macro_export]
macro_rules! hosted {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn hosted() {
                $crate::run($crate::Place::Hosted, stringify!($name), super::$name);
            }
        }
    )+ };
}

/// As [`both!`], and in Firefox and WebKitGTK too: those four are ignored unless `cargo xtask test --all-browsers` asks for them.
#[macro_export]
macro_rules! everywhere {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            use $crate::{Make, Place, run_in};

            #[test]
            fn hosted() {
                run_in(Make::Chromium, Place::Hosted, stringify!($name), super::$name);
            }
            #[test]
            fn standalone() {
                run_in(Make::Chromium, Place::Standalone, stringify!($name), super::$name);
            }
            #[test]
            #[ignore = "SKIPPED, needs Firefox: cargo xtask test --all-browsers"]
            fn firefox_hosted() {
                run_in(Make::Firefox, Place::Hosted, stringify!($name), super::$name);
            }
            #[test]
            #[ignore = "SKIPPED, needs Firefox: cargo xtask test --all-browsers"]
            fn firefox_standalone() {
                run_in(Make::Firefox, Place::Standalone, stringify!($name), super::$name);
            }
            #[test]
            #[ignore = "SKIPPED, needs WebKitGTK: cargo xtask test --all-browsers"]
            fn webkit_hosted() {
                run_in(Make::WebKit, Place::Hosted, stringify!($name), super::$name);
            }
            #[test]
            #[ignore = "SKIPPED, needs WebKitGTK: cargo xtask test --all-browsers"]
            fn webkit_standalone() {
                run_in(Make::WebKit, Place::Standalone, stringify!($name), super::$name);
            }
        }
    )+ };
}

/// [`run_in`] Chromium.
///
/// # Panics
/// As that does.
pub fn run(place: Place, name: &str, steps: impl AsyncFnOnce(&Page) -> Result) {
    run_in(Make::Chromium, place, name, steps);
}

/// Opens the page in `place` in a fresh browser, runs `steps`, and closes the browser whatever came of them.
///
/// # Panics
/// When a step fails, or the page has reported an error on the console by the end.
pub fn run_in(make: Make, place: Place, name: &str, steps: impl AsyncFnOnce(&Page) -> Result) {
    let name = &match make {
        Make::Chromium => name.to_owned(),
        other => format!("{name}-{other}"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let page = runtime
        .block_on(Page::start(make, place))
        .unwrap_or_else(|error| panic!("the page could not be opened: {error}"));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            steps(&page).await?;
            let errors = page.console_errors().await?;
            if errors.is_empty() {
                Result::Ok(())
            } else {
                Err(format!("errors on the console:\n{}", errors.join("\n")).into())
            }
        })
    }));
    if !matches!(outcome, Ok(Ok(()))) {
        let about = runtime.block_on(async {
            page.screenshot(&format!("{name}-{place}")).await?;
            page.console().await
        });
        println!("the console of {name} ({place}): {about:#?}");
    }
    runtime.block_on(page.close());
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(error)) => panic!("{name} ({place}): {error}"),
        Err(panic) => resume_unwind(panic),
    }
}
