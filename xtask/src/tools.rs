//! What a build and the tests need, and how each is got when it is missing: versions pinned, into `.tools/` where possible.

use std::{ffi::OsString, path::PathBuf, sync::Mutex};

use crate::{
    Result, root,
    run::{ask, command, find, show},
};

/// The compilation target of the page.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The same version as the crate in `Cargo.toml` and the pin in `Trunk.toml`: the three must agree.
const WASM_BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const GECKODRIVER: &str = "0.37.1";
const CARGO_FUZZ: &str = "0.13.2";

fn folder() -> PathBuf {
    root().join(".tools")
}

/// PATH with the project's own tools first.
pub fn path() -> OsString {
    let own = [folder().join("bin"), folder().join("node_modules/.bin")];
    let others = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&others));
    std::env::join_paths(all).unwrap_or(others)
}

/// What compiling for the browser needs: the target's standard library.
pub fn wasm_target() -> Result<()> {
    let there = || {
        ask(&mut command("rustc", &["--print", "target-libdir", "--target", WASM]))
            .is_some_and(|folder| PathBuf::from(folder).is_dir())
    };
    if there() {
        return Ok(());
    }
    let mends = format!("rustup target add {WASM}");
    if find("rustup").is_none() {
        return Err(format!(
            "Rust's standard library for {WASM} is missing, and there is no rustup: see https://rustup.rs, then `{mends}`."
        ));
    }
    show(&mut command("rustup", &["target", "add", WASM])).map_err(|error| format!("{error} By hand: `{mends}`."))?;
    if there() {
        Ok(())
    } else {
        Err(format!(
            "Rust's standard library for {WASM} is still missing: `{mends}`."
        ))
    }
}

/// What the checks of the sources need: rustfmt and clippy.
pub fn lints() -> Result<()> {
    for (program, component) in [("rustfmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if ask(&mut command(program, &["--version"])).is_none() {
            show(&mut command("rustup", &["component", "add", component]))
                .map_err(|error| format!("{error} By hand: `rustup component add {component}`."))?;
        }
    }
    Ok(())
}

/// What building the page needs.
pub fn page(optimise: bool) -> Result<()> {
    wasm_target()?;
    // wasm-bindgen-cli: its own lock file names a version that registries lack, so it goes without --locked.
    cargo_install("wasm-bindgen", "wasm-bindgen-cli", WASM_BINDGEN, false)?;
    cargo_install("trunk", "trunk", TRUNK, true)?;
    if optimise && wasm_opt().is_none() {
        install_binaryen();
    }
    Ok(())
}

fn cargo_install(program: &str, package: &str, version: &str, locked: bool) -> Result<()> {
    let own = folder().join("bin").join(program);
    let version_of = |program: &str| {
        ask(&mut command(program, &["--version"])).and_then(|text| text.split(' ').nth(1).map(str::to_owned))
    };
    if [own.to_string_lossy().as_ref(), program]
        .into_iter()
        .any(|program| version_of(program).as_deref() == Some(version))
    {
        return Ok(());
    }
    println!("{program} {version} is missing: building it once, into .tools/ (a few minutes).");
    // --debug builds in half the time and the tools are quick enough.
    let mut arguments = vec!["install", package, "--version", version, "--root", ".tools", "--debug"];
    arguments.extend(locked.then_some("--locked"));
    let mends = format!("cargo {}", arguments.join(" "));
    show(&mut command("cargo", &arguments))
        .map_err(|error| format!("{error} {program} {version} is needed; by hand: `{mends}`."))
}

/// What fuzzing needs: a nightly compiler, cargo-fuzz, and a C++ compiler for libFuzzer.
pub fn fuzzing() -> Result<()> {
    let nightly = || ask(&mut command("rustup", &["run", "nightly", "rustc", "--version"])).is_some();
    if find("rustup").is_none() {
        return Err("fuzzing needs a nightly compiler, and there is no rustup: see https://rustup.rs.".into());
    }
    if !nightly() {
        const MENDS: &str = "rustup toolchain install nightly --profile minimal";
        let words: Vec<&str> = MENDS.split(' ').collect();
        show(&mut command(words[0], &words[1..])).map_err(|error| format!("{error} By hand: `{MENDS}`."))?;
    }
    if !["c++", "g++", "clang++"]
        .into_iter()
        .any(|compiler| find(compiler).is_some())
    {
        return Err("fuzzing needs a C++ compiler for libFuzzer: `sudo apt-get install -y g++`.".into());
    }
    cargo_install("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, true)
}

/// The `wasm-opt` to use, if there is one.
pub fn wasm_opt() -> Option<PathBuf> {
    let own = folder().join("node_modules/binaryen");
    let pinned = std::fs::read_to_string(own.join("package.json"))
        .is_ok_and(|text| text.contains(&format!("\"version\": \"{BINARYEN}\"")));
    pinned.then(|| folder().join("node_modules/.bin/wasm-opt"))
}

/// wasm-opt only makes the page smaller: without it the build goes on, and says so.
fn install_binaryen() {
    let package = format!("binaryen@{BINARYEN}");
    let arguments = [
        "install",
        "--prefix",
        ".tools",
        "--no-save",
        "--no-audit",
        "--no-fund",
        &package,
    ];
    let mends = format!("npm {}", arguments.join(" "));
    if find("npm").is_none() {
        println!("There is no npm, so no wasm-opt: the wasm will be somewhat larger. With node.js: `{mends}`.");
    } else if let Err(error) = show(&mut command("npm", &arguments)) {
        println!("{error} The wasm will be somewhat larger. By hand: `{mends}`.");
    }
}

/// The script of axe-core, which the tests of access run in the page: got once, into a folder of its own (npm takes away what it was not
/// told of); no part of the page.
pub fn axe() -> Result<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock();
    let script = folder().join("axe/node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        let package = format!("axe-core@{AXE}");
        let arguments = [
            "install",
            "--prefix",
            ".tools/axe",
            "--no-save",
            "--no-audit",
            "--no-fund",
            &package,
        ];
        let mends = format!("npm {}", arguments.join(" "));
        show(command("npm", &arguments).current_dir(root()))
            .map_err(|error| format!("{error} The tests of access need axe-core; with node.js, by hand: `{mends}`."))?;
    }
    Ok(script)
}

/// What the tests in a browser need: Chromium and its driver.
pub fn browser() -> Result<()> {
    if chromium().is_some() && chromedriver().is_some() {
        return Ok(());
    }
    const PACKAGES: [&str; 4] = ["install", "-y", "chromium", "chromium-driver"];
    let root_user = ask(&mut command("id", &["-u"])).as_deref() == Some("0");
    if find("apt-get").is_some() && root_user {
        show(&mut command("apt-get", &["update"]))?;
        show(command("apt-get", &PACKAGES).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    if chromium().is_some() && chromedriver().is_some() {
        return Ok(());
    }
    Err(if cfg!(target_os = "macos") {
        "the tests in a browser need Chromium and chromedriver: `brew install --cask chromium chromedriver`, or set CHROMIUM and CHROMEDRIVER.".into()
    } else {
        "the tests in a browser need Chromium and chromedriver: `sudo apt-get install -y chromium chromium-driver`, or set CHROMIUM and CHROMEDRIVER to them.".into()
    })
}

/// The Chromium to test with: the one CHROMIUM names, else one on PATH or in its usual place.
pub fn chromium() -> Option<PathBuf> {
    const MAC: [&str; 2] = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    named("CHROMIUM")
        .or_else(|| {
            ["chromium", "chromium-browser", "google-chrome"]
                .into_iter()
                .find_map(find)
        })
        .or_else(|| MAC.into_iter().map(PathBuf::from).find(|file| file.is_file()))
}

/// The chromedriver of that Chromium.
pub fn chromedriver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| find("chromedriver"))
}

/// What the tests in Firefox and WebKitGTK need beside Chromium: the browsers, their drivers, and a display for the one without a
/// headless mode.
pub fn all_browsers() -> Result<()> {
    let there = || firefox().is_some() && minibrowser().is_some() && webkit_driver().is_some() && xvfb().is_some();
    const PACKAGES: [&str; 5] = ["install", "-y", "firefox-esr", "webkit2gtk-driver", "xvfb"];
    let root_user = ask(&mut command("id", &["-u"])).as_deref() == Some("0");
    if !there() && find("apt-get").is_some() && root_user {
        show(&mut command("apt-get", &["update"]))?;
        show(command("apt-get", &PACKAGES).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    if !there() {
        return Err(
            "the tests in all browsers need Firefox, WebKitGTK's driver and Xvfb: `sudo apt-get install -y firefox-esr \
             webkit2gtk-driver xvfb` (there is no WebKitGTK for macOS), or leave --all-browsers out."
                .into(),
        );
    }
    if geckodriver().is_some() {
        return Ok(());
    }
    cargo_install("geckodriver", "geckodriver", GECKODRIVER, true)
}

/// The Firefox to test with: the one FIREFOX names, else one on PATH.
pub fn firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(find))
}

/// Firefox's driver: the project's own, else one on PATH.
pub fn geckodriver() -> Option<PathBuf> {
    let own = folder().join("bin/geckodriver");
    named("GECKODRIVER")
        .or_else(|| own.is_file().then_some(own))
        .or_else(|| find("geckodriver"))
}

/// WebKitGTK's driver.
pub fn webkit_driver() -> Option<PathBuf> {
    named("WEBKITWEBDRIVER").or_else(|| find("WebKitWebDriver"))
}

/// WebKitGTK's browser, which distributions keep out of PATH: in `lib/<the machine's triple>/webkit2gtk-4.1/`.
pub fn minibrowser() -> Option<PathBuf> {
    let inside = |folder: &str| {
        let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .flat_map(|entry| {
                ["webkitgtk-6.0", "webkit2gtk-4.1"].map(|version| entry.path().join(version).join("MiniBrowser"))
            })
            .chain(
                ["webkitgtk-6.0", "webkit2gtk-4.1"]
                    .map(|version| PathBuf::from(folder).join(version).join("MiniBrowser")),
            )
            .filter(|file| file.is_file())
            .collect();
        found.sort();
        found.into_iter().next()
    };
    named("MINIBROWSER").or_else(|| ["/usr/lib", "/usr/libexec", "/usr/lib64"].into_iter().find_map(inside))
}

/// A display that nobody sees.
pub fn xvfb() -> Option<PathBuf> {
    find("Xvfb")
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}
