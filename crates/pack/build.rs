//! Reads `seeds/`, checks it, and packs it for the program. Every problem is reported at once; a broken pack does not build.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use zice_authoring as authoring;

/// The folder of the pack, from this crate.
const SEEDS: &str = "../../seeds";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={SEEDS}");
    let Some(out) = env::var_os("OUT_DIR") else {
        println!("cargo::error=OUT_DIR is not set: run this through cargo");
        return ExitCode::FAILURE;
    };
    let catalogue = match authoring::load(Path::new(SEEDS)) {
        Ok(catalogue) => catalogue,
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error=seeds/{problem}");
            }
            println!("cargo::error={} problems in seeds/", problems.len());
            return ExitCode::FAILURE;
        }
    };
    let out = Path::new(&out);
    let written = authoring::encode(&catalogue).map_err(|error| error.to_string()).and_then(|pack| {
        let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).map_err(|error| error.to_string());
        write("pack.whole", &pack.whole)?;
        write("pack.core", &pack.core)?;
        write("pack.later", &pack.later)?;
        write("pack.sha256", pack.sha256.as_bytes())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}
