//! Licences and origins of all packages, against `deny.toml`: by cargo-deny, and where that is not installed, what of it needs only cargo's own metadata.
//!
//! Invariant: an expression that cannot be read is an error, never a yes.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::files::read;
use crate::shell::{Machine, Shell, run};

/// Checks them; advisories too, where their database has been fetched (`cargo deny fetch`).
pub fn check(shell: &Shell) -> Result<()> {
    if shell.read("cargo", &["deny", "--version"]).is_some() {
        let database = shell.variable("HOME").is_some_and(|home| shell.exists(&std::path::Path::new(&home).join(".cargo/advisory-dbs")));
        let what: &[&str] = if database { &["advisories", "licenses", "bans", "sources"] } else { &["licenses", "bans", "sources"] };
        return run(shell.command("cargo").args(["deny", "--offline", "check"]).args(what)).context("deny.toml does not allow everything.");
    }
    let rules: toml::Table = read(&shell.root().join("deny.toml"))?.parse().context("deny.toml is not TOML")?;
    let allowed = rules.get("licenses").and_then(|table| table.get("allow")?.as_array()).context("deny.toml allows no licence")?;
    let allowed: Vec<&str> = allowed.iter().filter_map(toml::Value::as_str).collect();
    let metadata = shell.read("cargo", &["metadata", "--format-version", "1", "--offline"]);
    let metadata: Value = serde_json::from_str(&metadata.context("`cargo metadata --offline` failed: run `cargo fetch` and try again.")?)?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let problems: Vec<String> = packages.iter().filter_map(|package| problem(package, &allowed)).collect();
    eprintln!(
        "{} packages, {} not allowed (licences and origins; cargo-deny, which is not installed, would check more)",
        packages.len(),
        problems.len()
    );
    ensure!(problems.is_empty(), "deny.toml does not allow these packages:\n  {}", problems.join("\n  "));
    Ok(())
}

fn problem(package: &Value, allowed: &[&str]) -> Option<String> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    if let Some(source) = package["source"].as_str().filter(|source| !source.starts_with("registry+") && !source.starts_with("sparse+")) {
        return Some(format!("{name} comes from {source}, not from a registry"));
    }
    let licence = package["license"].as_str().unwrap_or_default();
    match is_allowed(licence, allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} is under {licence}")),
        Err(problem) => Some(format!("{name} is under `{licence}`: {problem}")),
    }
}

/// Whether an expression, in the older way of writing too, can be met by the allowed licences.
fn is_allowed(expression: &str, allowed: &[&str]) -> Result<bool> {
    let expression = Expression::parse_mode(expression, ParseMode::LAX).map_err(|problem| anyhow::anyhow!("{}", problem.reason))?;
    Ok(expression.evaluate(|requirement| allowed.contains(&requirement.to_string().as_str())))
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn an_expression_is_met_or_not_or_not_understood() {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
        for (expression, expected) in [
            ("MIT OR Apache-2.0", true),
            ("MIT/Apache-2.0", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("MIT AND GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-2.0-only", true),
        ] {
            assert_eq!(is_allowed(expression, &allowed).unwrap(), expected, "{expression}");
        }
        for broken in ["", "MIT OR", "(MIT", "MIT MIT"] {
            assert!(is_allowed(broken, &allowed).is_err(), "{broken}");
        }
    }
}
