//! The command from outside: bad input gets a message that names what and where, exit status 2, and nothing on standard output.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn zice(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zice"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that refuses its arguments does not read its input.
    _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn bad_profiles_are_refused_with_their_place() {
    for (profile, says) in [
        ("", "not a profile"),
        ("[]", "JSON object"),
        ("{\"facts\": {", "not a profile"),
        ("{\"fact\": {}}", "unknown key \"fact\""),
        ("{\"facts\": {\"revenu\": 1}}", "did you mean \"revenue\"?"),
        ("{\"facts\": {\"revenue\": 1, \"revenue\": 2}}", "\"revenue\" stands twice"),
        ("{\"facts\": {\"location\": \"kunming\"}}", "allowed: jinghong, menghai, mengla, mohan, elsewhere"),
        ("{\"facts\": {\"location\": 3}}", "fact \"location\""),
        ("{\"facts\": {\"titles\": \"hnte\"}}", "fact \"titles\""),
        ("{\"facts\": {\"titles\": [\"hnte\", \"best\"]}}", "unknown option \"best\""),
        ("{\"facts\": {\"credit_listed\": \"yes\"}}", "neither true nor false"),
        ("{\"facts\": {\"employees\": -1}}", "must be between 0 and 10000000 人"),
        ("{\"facts\": {\"employees\": 1.5}}", "whole number"),
        ("{\"facts\": {\"revenue\": 1.234}}", "at most 2 decimals"),
        ("{\"facts\": {\"revenue\": \"1,500\"}}", "not a number"),
        ("{\"facts\": {\"revenue\": 1e3}}", "fact \"revenue\""),
        ("{\"facts\": {\"revenue\": 1e400}}", "fact \"revenue\""),
        ("{\"facts\": {\"revenue\": {\"min\": 5, \"max\": 4}}}", "min is above max"),
        ("{\"facts\": {\"revenue\": {\"from\": 5}}}", "unknown key \"from\""),
        ("{\"facts\": {\"main_business_share\": 100.01}}", "must be between 0 and 100 %"),
        ("{\"facts\": {\"segment_rank_world\": 0}}", "fact \"segment_rank_world\""),
        ("{\"facts\": {\"srdi_platform_score\": 50.25}}", "at most 1 decimals"),
        ("{\"topics\": [\"money\"]}", "unknown topic"),
        ("{\"topics\": 3}", "no list"),
    ] {
        let out = zice(&["assess", "-"], profile);
        let message = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{profile}: {message}");
        assert!(out.stdout.is_empty(), "{profile} printed something");
        assert!(message.starts_with("zice: standard input: ") && message.contains(says), "{profile}: {message}");
    }
}

#[test]
fn bad_arguments_are_refused() {
    for (arguments, says) in [
        (vec!["assess"], "<FILE>"),
        (vec!["assess", "no-such-file.json"], "no-such-file.json: cannot be read"),
        (vec!["assess", "-", "--as-of", "2026-02-30"], "no day"),
        (vec!["assess", "-", "--as-of"], "a value is required"),
        (vec!["assess", "-", "--colour"], "'--colour'"),
        (vec!["assess", "a", "b"], "unexpected argument 'b'"),
        (vec!["asess", "-"], "'assess'"),
        (vec!["check", "seeds", "--pack", "other"], "'--pack'"),
        (vec!["due", "--within", "soon"], "invalid value 'soon'"),
        (vec!["due", "--json", "--ical"], "cannot be used with"),
        (vec!["page", "--as-of", "2026-01-01"], "'--as-of'"),
        (vec!["graph", "--as-of", "2026-01-01"], "'--as-of'"),
        (vec!["link", "-", "--as-of", "2026-01-01"], "'--as-of'"),
        (vec!["pack", "new", "x", "--pack", "y"], "'--pack'"),
        (vec!["batch", "-", "--ways", "srdi"], "'--ways'"),
        (vec!["assess", "-", "-x"], "'-x'"),
        (vec!["explain", "money"], "no support or rung \"money\""),
        (vec!["assess", "-", "--pack", "Cargo.toml"], "not a pack"),
        (vec!["assess", "-", "--pack", "no-such-pack"], "no-such-pack"),
        (vec!["batch", "-"], "the table is empty"),
    ] {
        let out = zice(&arguments, "");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(out.stdout.is_empty() && text(&out.stderr).contains(says), "{arguments:?}: {}", text(&out.stderr));
    }
}

/// The days are those of the contract: three loan subsidies end on 2026-12-31, and a term of the procurement rules that no verdict rests on.
#[test]
fn what_is_due_is_listed_in_order_of_date() {
    let within = |days: &str, form: &str| text(&zice(&["due", "--within", days, "--as-of", "2026-11-30", form], "").stdout);
    let found: serde_json::Value = serde_json::from_str(&within("31", "--json")).expect("JSON");
    let entry = |entry: &serde_json::Value| (entry["day"].clone(), entry["source"].as_str().expect("a source").to_owned());
    let due: Vec<_> = found["due"].as_array().expect("entries").iter().map(entry).filter(|(day, _)| !day.is_null()).collect();
    let last = serde_json::Value::from("2026-12-31");
    assert_eq!(due, ["equip2", "fixloan4", "proc33", "service5"].map(|source| (last.clone(), source.to_owned())));
    let found: serde_json::Value = serde_json::from_str(&within("30", "--json")).expect("JSON");
    assert!(found["due"].as_array().expect("entries").iter().all(|entry| entry["day"].is_null() && entry["kind"] == "unread"));
    let calendar = within("31", "--ical");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4);
    let all = text(&zice(&["due", "--as-of", "2026-11-30"], "").stdout);
    let days: Vec<&str> = all.lines().filter_map(|line| line.get(..10)).filter(|day| day.starts_with("20")).collect();
    assert!(days.is_sorted() && days.contains(&"2027-09-30") && days.contains(&"2030-12-31"), "{days:?}");
}

#[test]
fn the_check_warns_of_what_ends_within_sixty_days() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let warnings = |day: &str| text(&zice(&["check", seeds, "--as-of", day], "").stdout).matches("warning").count();
    assert_eq!(["2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01"].map(warnings), [0, 3, 3, 0]);
}

#[test]
fn what_an_earlier_edition_asked_is_left_out_and_named() {
    let old = r#"{"facts": {"monthly_sales": 9, "serious_incident_3y": false, "industry": "education_health", "employees": 12}}"#;
    let out = zice(&["assess", "-"], old);
    assert_eq!(out.status.code(), Some(0));
    for name in ["monthly_sales", "serious_incident_3y", "education_health"] {
        assert!(text(&out.stderr).contains(name), "{}", text(&out.stderr));
    }
}

#[test]
fn a_percentage_may_be_given_by_its_figures() {
    let link = |facts: &str| zice(&["link", "-"], &format!("{{\"facts\": {facts}}}"));
    for (figures, number) in [
        (r#"{"debt_ratio": {"of": [80, 100]}}"#, r#"{"debt_ratio": 80}"#),
        (r#"{"main_revenue_growth": {"from": 100, "to": 105}}"#, r#"{"main_revenue_growth": 5}"#),
        (r#"{"revenue_growth_2y": {"from": 100, "to": 110.25, "years": 2}}"#, r#"{"revenue_growth_2y": 5}"#),
    ] {
        assert_eq!(link(figures).stdout, link(number).stdout, "{figures}");
    }
    for (figures, says) in [
        (r#"{"debt_ratio": {"of": [80, 0]}}"#, "the whole must be more than 0"),
        (r#"{"debt_ratio": {"from": 1, "to": 2}}"#, "its figures are written"),
        (r#"{"main_business_share": {"of": [101, 100]}}"#, "must be between"),
        (r#"{"revenue_growth_2y": {"from": 1, "to": 2, "years": 3}}"#, "\"years\": 2"),
    ] {
        let out = link(figures);
        assert_eq!(out.status.code(), Some(2), "{figures}");
        assert!(text(&out.stderr).contains(says), "{figures}: {}", text(&out.stderr));
    }
}

#[test]
fn a_broken_pack_lists_every_problem_and_exits_with_1() {
    let folder = std::env::temp_dir().join(format!("zice-empty-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let out = zice(&["check", &folder.display().to_string()], "");
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stdout.is_empty() && text(&out.stderr).contains("pack.toml: this file is missing"), "{}", text(&out.stderr));
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    assert_eq!(zice(&["check", concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds")], "").status.code(), Some(0));
}

#[test]
fn numbers_may_be_texts_and_unknown_may_be_null() {
    let a = zice(&["assess", "-", "--as-of", "2026-11-23"], "{\"facts\": {\"revenue\": \"1500.50\", \"assets\": null}}");
    let b = zice(&["assess", "-", "--as-of", "2026-11-23"], "{\"facts\": {\"revenue\": 1500.5}, \"topics\": []}");
    assert_eq!(a.status.code(), Some(0), "{}", text(&a.stderr));
    assert_eq!(text(&a.stdout), text(&b.stdout));
    serde_json::from_str::<serde_json::Value>(&text(&a.stdout)).expect("JSON");
}

#[test]
fn every_support_and_rung_can_be_explained() {
    let catalogue = zice_pack::catalogue().expect("the built-in pack opens");
    let ids = catalogue.supports.iter().map(|s| s.id).chain(catalogue.rungs.iter().map(|r| r.id));
    for id in ids {
        let out = zice(&["explain", id], "");
        assert!(out.status.success() && text(&out.stdout).contains("A firm for each verdict"), "{id}: {}", text(&out.stderr));
    }
    let graph = text(&zice(&["graph"], "").stdout);
    assert!(graph.starts_with("digraph") && graph.contains("\"f_revenue\" -> \"r_srdi\";"));
}

#[test]
fn batch_reports_errors_in_their_row_and_goes_on() {
    let table = "name,location,entity,industry,employees,revenue,titles\n茶厂,menghai,company,industry,120,4200,tech_sme\n坏行,nowhere,,,,,\n短行,menghai\n,jinghong,company,software,8,10..30,-\n";
    let out = zice(&["batch", "-", "--ids", "--as-of", "2026-11-23"], table);
    let rows: Vec<String> = text(&out.stdout).lines().map(str::to_owned).collect();
    assert_eq!(rows.len(), 5, "{rows:?}");
    assert!(rows[1].starts_with("2,茶厂,,small,tech_innovative,"), "{}", rows[1]);
    assert!(rows[2].starts_with("3,坏行,") && rows[2].contains("location: unknown option"), "{}", rows[2]);
    assert!(rows[3].starts_with("4,短行,,"), "{}", rows[3]);
    assert!(rows[4].starts_with("5,,,micro,"), "{}", rows[4]);
    let json = text(&zice(&["batch", "-", "--json"], table).stdout);
    assert!(json.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{json}");
}

/// Each wrong cell is named by line, column and fact; what is wrong with the table itself ends the command before anything is printed.
#[test]
fn batch_names_line_and_column() {
    let out = zice(&["batch", "-", "--ids"], "name,revenue,employees\n甲,\"1,5\",-2\n乙,\"12\n丙,5,6\n丁,5,6,7\n");
    let rows: Vec<String> = text(&out.stdout).lines().map(str::to_owned).collect();
    assert!(rows[1].starts_with("2,甲,\"column 2, revenue: ") && rows[1].contains("; column 3, employees: "), "{}", rows[1]);
    assert!(rows[2].starts_with("3,,a cell begins with a quote and does not end"), "{}", rows[2]);
    assert!(rows[3].starts_with("4,丙,,") && rows[4].contains("4 cells; the header has 3"), "{rows:?}");
    assert_eq!(text(&out.stderr), "1 firm assessed, 3 rows have errors: see their column \"error\"\n", "no bar where there is no terminal");
    for (table, says) in [
        ("name,revenu\n甲,1\n", "line 1: column 2: unknown fact \"revenu\"; did you mean \"revenue\"?"),
        ("\nrevenue,revenue\n1,2\n", "line 2: column 2: \"revenue\" stands twice"),
        ("name,\"revenue\n1,2\n", "line 1: a cell begins with a quote"),
        ("\n\n", "the table is empty"),
    ] {
        let out = zice(&["batch", "-"], table);
        assert_eq!(out.status.code(), Some(2), "{table:?}");
        assert!(out.stdout.is_empty() && text(&out.stderr).contains(says), "{table:?}: {}", text(&out.stderr));
    }
}

/// A hundred thousand rows need no more memory than a few: results come while rows are still being written.
#[test]
fn batch_streams() {
    use std::io::{BufRead, BufReader};
    const ROWS: usize = 100_000;
    let mut child = Command::new(env!("CARGO_BIN_EXE_zice"))
        .args(["batch", "-", "--as-of", "2026-11-23"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        input.write_all(b"name,location,revenue\n").expect("a header");
        for row in 0..ROWS {
            // Nearly all are wrong, so that the test takes seconds: what is right takes a thousand times as long.
            let place = if row % 10_000 == 0 { "menghai" } else { "nowhere" };
            writeln!(input, "第 {row} 家企业，名称长一些才占地方,{place},{row}").expect("a row");
        }
    });
    let mut output = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let seen = output.by_ref().take(ROWS - 5_000).filter(|line| line.as_ref().is_ok_and(|line| line.contains("nowhere"))).count();
    assert!(ROWS - 5_100 < seen, "{seen}");
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.trim().strip_suffix(" kB"));
    let peak: Option<usize> = peak.and_then(|kilobytes| kilobytes.parse().ok());
    assert!(peak.is_none_or(|peak| peak < 40_000), "{peak:?} kB at its peak");
    assert_eq!(output.count(), 5_000 + 1, "every row has its line, and the table a head");
    writer.join().expect("all rows are written");
    let rest = child.wait_with_output().expect("the command ends");
    assert!(
        rest.status.code() == Some(1) && text(&rest.stderr).starts_with("10 firms assessed, 99990 rows have errors"),
        "{}",
        text(&rest.stderr)
    );
}

#[test]
fn a_link_is_short_and_stays_in_the_fragment() {
    let out = zice(&["link", "-"], "{\"facts\": {\"location\": \"menghai\", \"employees\": 120}, \"topics\": [\"tax\"]}");
    let link = text(&out.stdout);
    assert!(link.starts_with("#p=") && link.trim().len() < 40, "{link}");
}

#[test]
fn ways_out_are_the_smallest_sets_of_changes() {
    let facts = r#"{"facts": {"entity": "company", "industry": "industry", "titles": ["innovative_sme"], "employees": 120, "revenue": 900, "assets": 900,
        "segment_years": 3, "main_business_share": 90, "debt_ratio": 50, "rd_expense": 100, "rd_expense_previous": 100, "revenue_previous": 900,
        "equity_raised_2y": 0, "class1_ip": 1, "srdi_platform_score": 60, "credit_listed": false, "serious_incident": "none", "tax_evasion_3y": false, "restricted_product": false}}"#;
    let out = zice(&["assess", "-", "--ways", "srdi"], facts);
    let found: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let ways: Vec<Vec<(String, String)>> = found["ways"]
        .as_array()
        .expect("ways")
        .iter()
        .map(|way| {
            way.as_array()
                .expect("changes")
                .iter()
                .map(|change| (change["fact"].as_str().expect("a fact").to_owned(), change["need"].to_string()))
                .collect()
        })
        .collect();
    let change = |fact: &str, need: &str| (fact.to_owned(), need.to_owned());
    assert_eq!(ways, [vec![change("revenue", "1500")], vec![change("equity_raised_2y", "2000")]]);
    assert_eq!(zice(&["assess", "-", "--ways", "no_such"], facts).status.code(), Some(2));
}

/// `--version`, and a help of its own for each command.
#[test]
fn every_command_explains_itself() {
    let version = zice(&["--version"], "");
    let said = text(&version.stdout).to_owned();
    // The pack's version and checksum too, as the page's last line has them.
    assert!(version.status.success() && said.starts_with(&format!("zice {} · 数据版本 ", env!("CARGO_PKG_VERSION"))), "{said}");
    assert!(said.contains(&zice_pack::SHA256[..12]), "{said}");
    for command in ["assess", "batch", "check", "explain", "graph", "page", "link", "pack"] {
        let help = zice(&[command, "--help"], "");
        assert!(help.status.success() && text(&help.stdout).contains(&format!("Usage: zice {command}")), "{command}");
    }
    assert!(text(&zice(&[], "").stdout).contains("Usage: zice"), "without a command the help is printed");
    let ways = zice(&["assess", "-", "--ways=srdi"], "{\"facts\": {}}");
    assert!(text(&ways.stdout).contains("\"id\": \"srdi\""), "{}", text(&ways.stderr));
}

/// A reader that goes away is no error; a full disk is one, with a status of its own and a sentence.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_told() {
    let table = "name,employees\n甲,1\n";
    std::fs::write(scratch("full.csv"), table).expect("a file");
    std::fs::write(scratch("full.json"), "{\"facts\": {}}").expect("a file");
    let (csv, json) = (scratch("full.csv"), scratch("full.json"));
    for arguments in [
        vec!["assess", &json],
        vec!["batch", &csv],
        vec!["batch", "--json", &csv],
        vec!["graph"],
        vec!["--help"],
        vec!["check", concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds")],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let out =
            Command::new(env!("CARGO_BIN_EXE_zice")).args(&arguments).stdout(full).stderr(Stdio::piped()).output().expect("it starts");
        assert_eq!(out.status.code(), Some(3), "{arguments:?}");
        assert!(text(&out.stderr).contains("standard output: cannot be written"), "{arguments:?}: {}", text(&out.stderr));
        let mut child = Command::new(env!("CARGO_BIN_EXE_zice"))
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let out = child.wait_with_output().expect("it ends");
        assert!(out.status.success() && !text(&out.stderr).contains("cannot be written"), "{arguments:?}: {}", text(&out.stderr));
    }
}

/// Names that are no UTF-8, files that are too long, encodings of Windows; nothing printed steers a terminal.
#[cfg(unix)]
#[test]
fn inputs_are_bounded_and_names_are_any_bytes() {
    use std::os::unix::ffi::OsStringExt;
    let odd = std::ffi::OsString::from_vec(b"no-\xff-such\x1b[31m.json".to_vec());
    let out = Command::new(env!("CARGO_BIN_EXE_zice")).arg("assess").arg(&odd).output().expect("it starts");
    let message = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{message}");
    assert!(message.contains("such\\u{1b}[31m.json: cannot be read") && !message.contains('\u{1b}'), "{message:?}");
    let out = zice(&["assess", "-"], &format!("{{\"facts\": {{}}}}{}", " ".repeat(200_000)));
    assert!(out.status.code() == Some(2) && text(&out.stderr).contains("a profile is never as long"), "{}", text(&out.stderr));
    let big = scratch("big.zice");
    std::fs::write(&big, vec![0_u8; 4 * 1024 * 1024 + 1]).expect("a file");
    let out = zice(&["graph", "--pack", &big], "");
    assert!(out.status.code() == Some(2) && text(&out.stderr).contains("a pack is never as long"), "{}", text(&out.stderr));
    let out = zice(&["assess", "-"], "{\"facts\": {\"\\u001b[2J\": 1}}");
    assert!(out.status.code() == Some(2) && !text(&out.stderr).contains('\u{1b}'), "{:?}", text(&out.stderr));
    let json = "{\"facts\": {\"revenue\": 1500}}";
    for (name, bytes) in [
        ("le.json", [vec![0xff, 0xfe], json.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()),
        ("be.json", [vec![0xfe, 0xff], json.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat()),
        ("mark.json", [vec![0xef, 0xbb, 0xbf], json.as_bytes().to_vec()].concat()),
    ] {
        let file = scratch(name);
        std::fs::write(&file, bytes).expect("a file");
        let out = zice(&["assess", &file, "--as-of", "2026-11-23"], "");
        assert!(out.status.success(), "{name}: {}", text(&out.stderr));
    }
    let file = scratch("plain16.json");
    std::fs::write(&file, json.encode_utf16().flat_map(u16::to_le_bytes).chain([0xff]).collect::<Vec<u8>>()).expect("a file");
    let out = zice(&["assess", &file], "");
    assert!(out.status.code() == Some(2) && text(&out.stderr).contains("save it as UTF-8"), "{}", text(&out.stderr));
}

/// What is read is never written over, and no link is followed out of a pack's folder.
#[cfg(unix)]
#[test]
fn a_pack_is_not_written_over_and_links_in_it_are_not_followed() {
    let folder = scratch("pack");
    _ = std::fs::remove_dir_all(&folder);
    assert!(zice(&["pack", "new", &folder], "").status.success());
    let facts = format!("{folder}/facts.toml");
    let before = std::fs::read(&facts).expect("the file");
    let out = zice(&["pack", "build", &folder, "-o", &facts], "");
    assert!(out.status.code() == Some(2) && text(&out.stderr).contains("part of the pack"), "{}", text(&out.stderr));
    let link = format!("{folder}/pack.zice");
    std::os::unix::fs::symlink("facts.toml", &link).expect("a link");
    let out = zice(&["pack", "build", &folder, "-o", &link], "");
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    assert_eq!(std::fs::read(&facts).expect("the file"), before);
    std::fs::remove_file(&link).expect("the link goes");
    assert!(zice(&["pack", "build", &folder, "-o", &link], "").status.success());
    std::os::unix::fs::symlink("/etc", format!("{folder}/rules/etc")).expect("a link");
    let out = zice(&["check", &folder], "");
    assert!(out.status.code() == Some(1) && text(&out.stderr).contains("links are not followed"), "{}", text(&out.stderr));
    std::fs::remove_file(format!("{folder}/rules/etc")).expect("the link goes");
    std::fs::create_dir_all(format!("{folder}/rules/a/b/c/d/e/f")).expect("folders");
    let out = zice(&["check", &folder], "");
    assert!(out.status.code() == Some(1) && text(&out.stderr).contains("no folders more than"), "{}", text(&out.stderr));
}

/// A path of this test's own.
fn scratch(name: &str) -> String {
    let folder = std::env::temp_dir().join(format!("zice-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder.join(name).display().to_string()
}
