//! Reads the command line of `cargo xtask` and calls the command.

use std::process::ExitCode;

use xtask::{
    Result, build, build::Page, compare, compare::Comparison, fuzz, pack, root, run, samples, server::Server, test,
    test::Browsers, tools,
};

const USAGE: &str = "\
cargo xtask <command>

  serve   build the page and serve it on this machine   [--port N] [--dev] [--no-opt] [--language NAME]
  build   write dist/, with dist/standalone.html        [--dev] [--no-opt] [--language NAME]
  test    run every check, in a real browser too        [--native] [--all-browsers]
  bench   measure loading and questions natively        [--rows N] [--wasm]
  compare measure the page and its peers in one browser [--rows N,N] [--growth] [--frames] [--as-built]
                                                        [--peers A,B] [--formats A,B] [--loads N] [--port N]
  fuzz    throw bytes at all that reads                 [target ...] [--minutes N]
  samples what the page takes each file of a folder for FOLDER [--as-built]
  pack    make the page of what Trunk built (Trunk's post-build hook calls this)

  --dev     an unoptimised build, quick to make       --no-opt   leave wasm-opt out
  --native  no browser and no wasm                    --port     default 8080, or the next free one
  --wasm    questions in WebAssembly instead, by Node
  --language      one of src/words; pseudo is English with accents, to see what is not there
  --all-browsers  the stories in Firefox and WebKitGTK too, not in Chromium alone
  --growth  the page alone, over sizes                --frames   the page alone, frames while it is scrolled and brushed
  --as-built the page that lies in dist/ (bench/README.md tells more)

What is missing is installed: into .tools/ where possible, else by rustup and, for the browser tests, by apt-get.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match command(&arguments) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[String]) -> Result<ExitCode> {
    let Some((name, options)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let mut options = Options(options.to_vec());
    match name.as_str() {
        "serve" => {
            let (page, port) = (options.page()?, options.value("--port")?);
            options.finish()?;
            serve(page, port)?;
        }
        "build" => {
            let page = options.page()?;
            options.finish()?;
            build::page(page)?;
        }
        "test" => {
            let browsers = match (options.flag("--native"), options.flag("--all-browsers")) {
                (true, true) => return Err("--native and --all-browsers exclude each other.".into()),
                (true, false) => Browsers::None,
                (false, false) => Browsers::Chromium,
                (false, true) => Browsers::All,
            };
            options.finish()?;
            return test::all(browsers);
        }
        "bench" => {
            let (rows, wasm) = (options.value::<u64>("--rows")?, options.flag("--wasm"));
            options.finish()?;
            bench(rows, wasm)?;
        }
        "compare" => {
            let comparison = Comparison {
                rows: options.value("--rows")?,
                growth: options.flag("--growth"),
                frames: options.flag("--frames"),
                peers: options.value("--peers")?,
                formats: options.value("--formats")?,
                loads: options.value("--loads")?,
                port: options.value("--port")?,
                as_built: options.flag("--as-built"),
            };
            options.finish()?;
            compare::all(&comparison)?;
        }
        "fuzz" => {
            let minutes = options.value("--minutes")?.unwrap_or(60);
            let (switches, targets): (Vec<_>, Vec<_>) = options.0.into_iter().partition(|word| word.starts_with("--"));
            Options(switches).finish()?;
            fuzz::all(&targets, minutes)?;
        }
        "samples" => {
            let as_built = options.flag("--as-built");
            let [folder] = options.0.as_slice() else {
                return Err("which folder? `cargo xtask samples FOLDER`".into());
            };
            samples::all(folder, as_built)?;
        }
        "pack" => {
            options.finish()?;
            pack::from_hook()?;
        }
        "help" | "--help" | "-h" => print!("{USAGE}"),
        other => return Err(format!("there is no command {other:?}.\n\n{USAGE}")),
    }
    Ok(ExitCode::SUCCESS)
}

/// Criterion's benches, by default over as many rows as each finds right.
fn bench(rows: Option<u64>, wasm: bool) -> Result<()> {
    let mut benches = run::command("cargo", &["bench", "--bench", "questions"]);
    if wasm {
        tools::page(false)?;
        run::find("node").ok_or("Node runs WebAssembly here: it is missing.")?;
        benches.args(["--target", tools::WASM]).env("PATH", tools::path());
        benches.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    } else {
        benches.args(["--bench", "load"]);
    }
    benches.envs(rows.map(|rows| ("ROWS", rows.to_string())));
    run::show(&mut benches)
}

fn serve(page: Page, port: Option<u16>) -> Result<()> {
    build::page(page)?;
    let server = match port {
        Some(port) => Server::start(root().join("dist"), port, "/")?,
        None => (8080..8100)
            .find_map(|port| Server::start(root().join("dist"), port, "/").ok())
            .ok_or("the ports 8080 to 8099 are all taken: name another with --port.")?,
    };
    println!(
        "\nAudit Explorer is at  {}\n(Ctrl-C ends it; the same as one file: dist/standalone.html)",
        server.address()
    );
    server.wait();
    Ok(())
}

/// The words after the command; what nobody took is an error.
struct Options(Vec<String>);

impl Options {
    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|option| option != name);
        self.0.len() < before
    }

    fn value<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(at) = self.0.iter().position(|option| option == name) else {
            return Ok(None);
        };
        self.0.remove(at);
        if at == self.0.len() {
            return Err(format!("{name} needs a value."));
        }
        let text = self.0.remove(at);
        text.parse()
            .map(Some)
            .map_err(|_| format!("{name} cannot be {text:?}: it needs a number in its range."))
    }

    fn page(&mut self) -> Result<Page> {
        let dev = self.flag("--dev");
        let language = self.value("--language")?;
        Ok(Page {
            release: !dev,
            optimise: !dev && !self.flag("--no-opt"),
            language,
        })
    }

    fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(option) => Err(format!("this command has no option {option:?}.\n\n{USAGE}")),
        }
    }
}
