//! Licences and origins of all packages, against `deny.toml`, where cargo-deny is not installed.
//!
//! Invariants: works without a network; an expression that cannot be read is an error, never a yes.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::shell::{Machine, Shell, run};

/// Asks cargo-deny when it is there, otherwise reads cargo's own metadata.
pub fn check(shell: &Shell) -> Result<()> {
    if shell.read("cargo", &["deny", "--version"]).is_some() {
        let arguments = ["deny", "--offline", "check", "licenses", "bans", "sources"];
        return run(shell.command("cargo").args(arguments)).context("cargo-deny found what deny.toml does not allow.");
    }
    let rules: toml::Table = std::fs::read_to_string(shell.root().join("deny.toml"))
        .context("deny.toml is missing")?
        .parse()
        .context("deny.toml is not TOML")?;
    let allowed = rules.get("licenses").and_then(|table| table.get("allow")?.as_array());
    let allowed: Vec<&str> = allowed.context("deny.toml allows no licence")?.iter().filter_map(|v| v.as_str()).collect();
    let metadata = shell
        .read("cargo", &["metadata", "--format-version", "1", "--offline"])
        .context("`cargo metadata --offline` failed: run `cargo fetch` and try again.")?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let problems: Vec<String> = packages.iter().filter_map(|package| problem(package, &allowed)).collect();
    eprintln!("{} packages, {} not allowed (built-in check; cargo-deny is not installed)", packages.len(), problems.len());
    ensure!(problems.is_empty(), "deny.toml does not allow these packages:\n  {}", problems.join("\n  "));
    Ok(())
}

fn problem(package: &Value, allowed: &[&str]) -> Option<String> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    let source = package["source"].as_str();
    if source.is_some_and(|source| !source.starts_with("registry+") && !source.starts_with("sparse+")) {
        return Some(format!("{name} comes from {}, not from a registry", source.unwrap_or_default()));
    }
    let Some(licence) = package["license"].as_str() else {
        return Some(format!("{name} names no licence"));
    };
    match is_allowed(licence, allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} is under {licence}")),
        Err(problem) => Some(format!("{name} is under {licence}: {problem}")),
    }
}

/// Whether an SPDX expression can be met by the allowed licences; `/` is crates.io's older OR.
fn is_allowed(expression: &str, allowed: &[&str]) -> Result<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    let met = either(&mut rest, allowed)?;
    ensure!(rest.is_empty(), "`{}` was not expected", rest.join(" "));
    Ok(met)
}

fn either(rest: &mut &[&str], allowed: &[&str]) -> Result<bool> {
    let mut met = both(rest, allowed)?;
    while let ["OR", after @ ..] = rest {
        *rest = after;
        met |= both(rest, allowed)?;
    }
    Ok(met)
}

fn both(rest: &mut &[&str], allowed: &[&str]) -> Result<bool> {
    let mut met = single(rest, allowed)?;
    while let ["AND", after @ ..] = rest {
        *rest = after;
        met &= single(rest, allowed)?;
    }
    Ok(met)
}

fn single(rest: &mut &[&str], allowed: &[&str]) -> Result<bool> {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let met = either(rest, allowed)?;
            let [")", after @ ..] = *rest else { bail!("a bracket is not closed") };
            *rest = after;
            Ok(met)
        }
        [licence, "WITH", exception, after @ ..] => {
            *rest = after;
            Ok(allowed.contains(&format!("{licence} WITH {exception}").as_str()))
        }
        [licence, after @ ..] if !["OR", "AND", "WITH", ")"].contains(licence) => {
            *rest = after;
            Ok(allowed.contains(licence))
        }
        _ => bail!("a licence is missing"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn expressions_are_weighed_as_spdx_says() {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
        for (expression, expected) in [
            ("MIT OR Apache-2.0", true),
            ("MIT/Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true),
            ("GPL-3.0 OR MIT AND BSD-2-Clause", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed).unwrap(), expected, "{expression}");
        }
        for broken in ["", "MIT OR", "(MIT", "MIT MIT"] {
            assert!(is_allowed(broken, &allowed).is_err(), "{broken}");
        }
    }
}
