//! Drives the built page in a real browser: hosted below a sub-path, and as one file from `file://`.
//!
//! A test is an `async fn(&Page) -> Result`, written once; [`both!`] runs it in both places. What went wrong in a failed test stands in
//! `tests/output/<test>-<place>.png` and in its output (the browser's console).

mod browser;
mod devtools;
mod page;
mod place;

pub use fantoccini::{Locator, elements::Element, key::Key};
pub use page::Page;
pub use place::Place;
pub use serde_json::{Value as Json, json};

use std::{
    error::Error,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

/// What a step of a test gives; any error ends the test.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

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

/// Opens the page in `place` in a fresh browser, runs `steps`, and closes the browser whatever came of them.
///
/// # Panics
/// When a step fails, or the page has reported an error on the console by the end.
pub fn run(place: Place, name: &str, steps: impl AsyncFnOnce(&Page) -> Result) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let page = runtime
        .block_on(Page::start(place))
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
