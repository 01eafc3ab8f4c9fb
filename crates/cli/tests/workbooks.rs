//! What comes out of a table for people, read back: the workbook, the CSV in words, and the template.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Range, Reader};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("zice-workbooks-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

fn zice(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zice"));
    command.arg("batch").args(arguments).args(["--as-of", "2026-11-23"]).output().expect("the command runs")
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn sheet(file: &Path, name: &str) -> Range<Data> {
    let mut workbook = calamine::open_workbook_auto(file).expect("a workbook");
    workbook.worksheet_range(name).expect("a sheet")
}

fn names(file: &Path) -> Vec<String> {
    calamine::open_workbook_auto(file).expect("a workbook").sheet_names()
}

fn cells(range: &Range<Data>, row: usize) -> Vec<String> {
    range.rows().nth(row).expect("a row").iter().map(ToString::to_string).collect()
}

/// Firms of the made-up second plan, so that a change of the law moves no line of this test.
const FIRMS: &str = "name,county,trade,staff,turnover,energy_cost,plans,badges,联系人\n\
    =HYPERLINK(1),east,shop,3,50,20,solar,-,张三\n\
    西岭工坊,west,workshop,400,9000,800,retrofit,-,李四\n\
    坏行,nowhere,shop,,,,,,\n\
    不说在哪里,,shop,5,60,,,,\n";

fn second(name: &str, language: &str, more: &[&str]) -> (PathBuf, Output) {
    let (table, result) = (scratch(&format!("{name}.csv")), scratch(&format!("{name}.xlsx")));
    std::fs::write(&table, FIRMS).expect("a file");
    let pack = here("tests/second-pack");
    let first = [text(&table), "--pack", text(&pack), "--lang", language, "--out", text(&result)];
    let out = zice(&[&first[..], more].concat());
    (result, out)
}

/// The whole first sheet and the counts, as they are read back, in both languages.
#[test]
fn the_result_is_read_back() {
    for language in ["zh", "en"] {
        let (file, out) = second(&format!("back-{language}"), language, &[]);
        assert_eq!(out.status.code(), Some(1), "a row is wrong: {}", said(&out));
        let all = names(&file);
        let mut shown = String::new();
        for name in &all[..2] {
            shown += &format!("[{name}]\n");
            let range = sheet(&file, name);
            for row in 0..range.height() {
                shown += &format!("{}\n", cells(&range, row).join(" | "));
            }
        }
        insta::assert_snapshot!(format!("result_{language}"), shown);
        assert_eq!(all.len(), 3);
    }
}

/// The same table gives the same bytes: the time of writing is always the same one.
#[test]
fn the_result_is_the_same_byte_for_byte() {
    let bytes = || std::fs::read(second("one", "zh", &["--sheets"]).0).expect("a file");
    let first = bytes();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first)).expect("a workbook");
    let mut about = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("docProps/core.xml").expect("a part"), &mut about).expect("text");
    assert!(about.contains("2021-01-01T00:00:00Z"), "{about}");
    assert!(first == bytes(), "two runs differ");
}

/// A sheet a firm, reached from its row; no cell is a formula.
#[test]
fn every_firm_has_its_sheet() {
    let (file, out) = second("sheets", "zh", &["--sheets"]);
    assert!(said(&out).contains("结果写在"), "{}", said(&out));
    let all = names(&file);
    assert_eq!(all.len(), 3 + 3, "{all:?}");
    assert_eq!(all[3..], ["2 =HYPERLINK(1)", "3 西岭工坊", "5 不说在哪里"]);
    let slip: String = sheet(&file, "3 西岭工坊").rows().flatten().map(|cell| format!("{cell}\n")).collect();
    for part in ["办事单", "找哪些部门", "名单里填的", "上年末人数", "下一步"] {
        assert!(slip.contains(part), "{part}: {slip}");
    }
    let mut workbook = calamine::open_workbook_auto(&file).expect("a workbook");
    for name in all {
        let formulas = workbook.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
}

#[test]
fn a_result_is_written_only_where_it_may_be() {
    let table = scratch("own.csv");
    std::fs::write(&table, "企业名称,营业收入\n甲,1500\n").expect("a file");
    for (arguments, says) in [
        (vec!["--out", text(&table)], "名单自己的文件"),
        (vec!["--out", "result.pdf"], "以 .xlsx 或 .csv 结尾"),
        (vec!["--out", "result.xlsx", "--ids"], "--ids 只能用于 .csv"),
        (vec!["--out", "no-such-folder/result.xlsx"], "no-such-folder"),
    ] {
        let out = zice(&[&[text(&table), "--lang", "zh"], &arguments[..]].concat());
        assert!(matches!(out.status.code(), Some(2 | 3)) && said(&out).contains(says), "{arguments:?}: {}", said(&out));
    }
    assert_eq!(std::fs::read_to_string(&table).expect("still there").lines().count(), 2);
}

/// CSV for people says the same in words, marked for Excel where the table was.
#[test]
fn csv_is_in_words_or_in_ids() {
    let table = here("tests/tables/gbk.csv");
    let csv = |more: &[&str]| String::from_utf8(zice(&[&[text(&table)], more].concat()).stdout).expect("UTF-8");
    let zh = csv(&["--lang", "zh"]);
    assert!(zh.starts_with("\u{feff}行,企业名称,错误,规模,培育梯度,可能符合（项）"), "{zh}");
    assert!(zh.contains("小型企业") && zh.contains("到“") && !zh.contains("cit_small_low_profit"), "{zh}");
    assert!(csv(&["--lang", "en"]).contains("lacks for the next rung"));
    assert!(csv(&["--ids"]).contains("|cit_small_low_profit") || csv(&["--ids"]).contains("cit_small_low_profit|"));
    let out = scratch("words.csv");
    assert!(zice(&[text(&table), "--lang", "zh", "--out", text(&out)]).stdout.is_empty());
    assert_eq!(std::fs::read_to_string(&out).expect("a file"), zh);
}

/// The template is a table that the command reads: each fact has its column, the example is right and raises no doubt, an empty list is no error.
#[test]
fn the_template_is_read_back() {
    for (language, example, list) in [("zh", "示例", "企业名单"), ("en", "Example", "Firms")] {
        let file = scratch(&format!("template-{language}.xlsx"));
        let out = zice(&["--template", text(&file), "--lang", language]);
        assert!(out.status.success(), "{}", said(&out));
        let out = zice(&[text(&file), "--sheet", example, "--json", "--lang", language]);
        let line: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", said(&out)));
        assert!(out.status.success() && line["notes"].is_null() && line["result"]["notes"].as_array().is_none_or(Vec::is_empty), "{line}");
        assert_eq!((line["result"]["size"][0].as_str(), line["result"]["next_question"].is_string()), (Some("small"), true), "{line}");
        assert!(!said(&out).contains("not used") && !said(&out).contains("没有用到"), "{}", said(&out));
        let header = cells(&sheet(&file, list), 0);
        assert_eq!(header.len(), 4 + zice_pack::catalogue().expect("the pack").facts.len(), "{header:?}");
        let out = zice(&[text(&file), "--lang", language]);
        assert!(out.status.success() && said(&out).contains(list), "{}", said(&out));
    }
    let wrong = zice(&["--template", "list.xls", "--lang", "zh"]);
    assert!(wrong.status.code() == Some(2) && said(&wrong).contains("以 .xlsx 结尾"), "{}", said(&wrong));
}
