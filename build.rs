//! Reads `seeds/`, checks it, and packs it for the program. Every problem is reported at once; a broken pack does not build.
#![expect(dead_code, reason = "the build uses part of the core it shares with the library")]

#[path = "src/authoring/mod.rs"]
mod authoring;
#[path = "src/catalogue/mod.rs"]
mod catalogue;
#[path = "src/date.rs"]
mod date;
#[path = "src/facts.rs"]
mod facts;
#[path = "src/figures.rs"]
mod figures;
#[path = "src/order.rs"]
mod order;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/units.rs"]
mod units;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=seeds");
    let Some(out) = env::var_os("OUT_DIR") else {
        println!("cargo::error=OUT_DIR is not set: run this through cargo");
        return ExitCode::FAILURE;
    };
    let catalogue = match authoring::load(Path::new("seeds")) {
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
    let written = authoring::encode(&catalogue).and_then(|pack| {
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
