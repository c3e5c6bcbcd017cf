//! Builds `dist/`: Trunk compiles and binds, its post-build hook packs.

use crate::{Result, language, root, run, tools};

/// How the page is built.
#[derive(Clone)]
pub struct Page {
    /// Optimised by the compiler: what is shipped. Else a development build: made in seconds, large and slow.
    pub release: bool,
    /// Made smaller by wasm-opt, where that is installed.
    pub optimise: bool,
    /// A language of `src/words` other than English: a feature of that name; `pseudo` is made up on the spot.
    pub language: Option<String>,
}

/// Installs what is missing and writes `dist/`, with `dist/standalone.html`.
pub fn page(page: Page) -> Result<()> {
    tools::page(page.optimise)?;
    let mut trunk = run::command("trunk", &["build"]);
    trunk.args(page.release.then_some("--release"));
    trunk.env("PATH", tools::path()).env("TRUNK_SKIP_VERSION_CHECK", "true");
    if let Some(language) = page.language.as_deref() {
        if language == language::PSEUDO {
            language::write()?;
        }
        trunk.args(["--features", language]);
    }
    if !page.optimise {
        trunk.env(crate::pack::NO_OPT, "1");
    }
    run::show(&mut trunk).map_err(|error| format!("{error} The page was not built; what went wrong stands above."))?;
    println!("\nThe page is in {}", root().join("dist").display());
    Ok(())
}
