//! Tables as people have them (`tests/tables/`): the same two firms in each shape, and the same result for each.
//!
//! `openpyxl.xlsx`, `xlwt.xls` and `odfpy.ods` were written by those libraries, `libreoffice.xlsx`, `.xls` and `.ods` by LibreOffice 7.4, the others by hand.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tables")
}

fn batch(file: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zice"));
    let ids: &[&str] = if more.contains(&"--json") || more.contains(&"--out") { &[] } else { &["--ids"] };
    command.arg("batch").arg(file).args(["--as-of", "2026-11-23"]).args(ids).args(more).output().expect("the command runs")
}

fn rows(out: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8(out.to_vec()).expect("UTF-8");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

/// What a row says of its firm: everything but its line, name and notes.
fn verdicts(row: &[String]) -> &[String] {
    &row[2..9]
}

fn written(name: &str, text: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("zice-tables-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

#[test]
fn every_shape_of_the_same_table_has_the_same_result() {
    let plain = rows(&batch(&folder().join("plain.csv"), &[]).stdout);
    assert_eq!((plain.len(), plain[0][3].as_str(), plain[0][4].as_str()), (2, "small", "tech_innovative"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(17 < files.len());
    for file in files {
        let out = batch(&file, &[]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        let found = rows(&out.stdout);
        assert!(out.status.success(), "{}: {said}\n{}", file.display(), String::from_utf8_lossy(&out.stdout));
        assert_eq!(found.len(), 2, "{}: {said}", file.display());
        for (found, plain) in found.iter().zip(&plain) {
            assert_eq!(verdicts(found), verdicts(plain), "{}: {}", file.display(), found[1]);
            let name = &found[1];
            assert!(name == &plain[1] || (name == "联通" && file.ends_with("gbk-like-utf8.csv")), "{}: {name}", file.display());
        }
    }
}

/// What was taken for granted is said once; Chinese that comes out is marked for Excel where what went in was from Excel.
#[test]
fn what_was_taken_for_granted_is_said() {
    let said = |name: &str| String::from_utf8(batch(&folder().join(name), &["--lang", "zh"]).stderr).expect("UTF-8");
    assert!(said("yuan.csv").contains("表头在第 3 行") && said("yuan.csv").contains("不是企业，跳过：第 6, 7 行"), "{}", said("yuan.csv"));
    assert!(
        said("openpyxl.xlsx").contains("读的是工作表“名单”") && said("openpyxl.xlsx").contains("测了 2 家"),
        "{}",
        said("openpyxl.xlsx")
    );
    for (name, says, mark) in [
        ("plain.csv", vec![], false),
        ("bom.csv", vec![], true),
        ("gbk.csv", vec!["read as GB18030"], true),
        ("gbk-like-utf8.csv", vec!["read as GB18030"], true),
        ("utf16le-tab.csv", vec!["read as UTF-16LE"], true),
        ("short-rows.csv", vec!["columns not used: 备注"], false),
        ("yuan.csv", vec!["stand in line 3", "passed over: line 6, 7"], false),
        ("two-lines.csv", vec!["read as GB18030", "stand in line 2", "序号"], true),
        ("openpyxl.xlsx", vec!["sheet 名单", "stand in line 3", "passed over: line 6, 7"], true),
    ] {
        let out = batch(&folder().join(name), &[]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        for part in &says {
            assert_eq!(said.matches(part).count(), 1, "{name}: {part}: {said}");
        }
        assert!(!says.is_empty() || said.lines().count() == 1, "{name}: {said}");
        assert_eq!(out.stdout.starts_with("\u{feff}".as_bytes()), mark, "{name}");
    }
    assert!(batch(&folder().join("plain.csv"), &["--bom"]).stdout.starts_with("\u{feff}".as_bytes()));
    let again = written("again.csv", &String::from_utf8_lossy(&batch(&folder().join("bom.csv"), &[]).stdout));
    let said = String::from_utf8_lossy(&batch(&again, &[]).stderr).into_owned();
    assert!(said.contains("no row names a fact") || said.contains("names a fact"), "its own result names no facts: {said}");
}

/// The columns that say whom a row is about pass through untouched.
#[test]
fn columns_pass_through() {
    let table = "企业名称,营业收入,统一社会信用代码,联系人,镇,备注\n甲,1500,91530000MA6K0000XX,张三,=嘎洒,x\n乙,约1500,,李四,,\n";
    let out = batch(&written("kept.csv", table), &["--keep", "镇", "--lang", "zh"]);
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|head| head.ends_with(",note,统一社会信用代码,联系人,镇")), "{text}");
    assert!(lines.next().is_some_and(|row| row.starts_with("2,甲,,") && row.ends_with(",91530000MA6K0000XX,张三,'=嘎洒")), "{text}");
    assert!(lines.next().is_some_and(|row| row.contains("大约的数") && row.ends_with(",,李四,")), "{text}");
    assert_eq!(out.status.code(), Some(1), "a row is wrong");
    let json = String::from_utf8(batch(&written("kept.csv", table), &["--keep", "镇", "--json"]).stdout).expect("UTF-8");
    let first: serde_json::Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert_eq!((first["kept"]["联系人"].as_str(), first["kept"]["镇"].as_str()), (Some("张三"), Some("=嘎洒")));
}

/// A figure a hundred or ten thousand times too small or large is read as it stands and noted.
#[test]
fn what_looks_odd_is_noted_and_never_changed() {
    let note = |header: &str, row: &str, language: &str| {
        let out = batch(&written("odd.csv", &format!("name,{header}\n甲,{row}\n")), &["--lang", language]);
        assert!(out.status.success(), "{header} {row}: {}", String::from_utf8_lossy(&out.stdout));
        rows(&out.stdout)[0][9].clone()
    };
    for (header, row, zh, en) in [
        ("debt_ratio", "0.55", "如果想填的是 55%", "If you meant 55%"),
        ("main_business_share", "0.92", "92%", "92%"),
        ("revenue,employees", "20000000,120", "单位是不是万元", "is in 万元"),
        ("revenue", "1.5E+03", "读作 1,500 万元", "was read as 1,500"),
        ("revenue", "/", "按不知道处理", "taken as not known"),
        ("tech_staff,employees", "30,20", "科技人员", "technical staff"),
    ] {
        assert!(note(header, row, "zh").contains(zh), "{header} {row}: {}", note(header, row, "zh"));
        assert!(note(header, row, "en").contains(en), "{header} {row}: {}", note(header, row, "en"));
    }
    for (header, row) in
        [("debt_ratio", "55"), ("debt_ratio", "0"), ("revenue,employees", "4200,120"), ("revenue", "不清楚"), ("revenue", "")]
    {
        assert_eq!(note(header, row, "zh"), "", "{header} {row}");
    }
    let json = batch(&written("odd.csv", "name,debt_ratio\n甲,0.55\n"), &["--json", "--lang", "zh"]);
    let line: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert!(line["notes"][0].as_str().is_some_and(|note| note.contains("55%")), "{line}");
    assert_eq!(line["result"]["notes"][0]["facts"][0], "debt_ratio");
}

/// Cells are read as the page reads them, or refused by name, in the language asked for; the exit status says that a row is wrong.
#[test]
fn cells_are_read_like_the_fields_of_the_page() {
    let same = |header: &str, a: &str, b: &str| {
        let table = format!("name,{header}\n甲,\"{a}\"\n乙,\"{b}\"\n");
        let out = batch(&written("same.csv", &table), &[]);
        let found = rows(&out.stdout);
        assert!(out.status.success() && verdicts(&found[0]) == verdicts(&found[1]), "{header}: {a} and {b}: {found:?}");
    };
    for a in [
        "1,500.00",
        "1500.00",
        "¥1500",
        "1.5E+03",
        "１５００",
        "1500万",
        "15000000元",
        "1500。",
        "1500万元整",
        "一千五百万",
        "\u{200b}1500",
    ] {
        same("revenue", a, "1500");
    }
    for (a, b) in [("100-200", "100..200"), ("100~200", "100..200"), ("100至200", "100..200"), ("100以上", "100.."), ("不足100", "..99")]
    {
        same("employees", a, b);
    }
    for (a, b) in [
        ("TRUE", "true"),
        ("True", "true"),
        ("是", "true"),
        ("1", "true"),
        ("Y", "true"),
        ("否", "false"),
        ("FALSE", "false"),
        ("无", "false"),
        ("0", "false"),
    ] {
        same("credit_listed", a, b);
    }
    same("titles", "科技型中小企业、专精特新中小企业", "tech_sme|srdi");
    same("titles", "tech_sme; srdi", "tech_sme|srdi");
    same("titles", "无", "-");
    same("location", "勐腊县", "mengla");
    for (header, cell, zh, en) in [
        ("revenue", "约1500", "大约的数", "not an exact figure"),
        ("revenue", "1.234", "2 位小数", "two decimals"),
        ("revenue", "2021/3/5", "像是日期", "looks like a date"),
        ("revenue", "-1", "请填 0 到", "between 0 and"),
        ("location", "昆明", "没有“昆明”这个选项；可以写：景洪市", "unknown option"),
        ("credit_listed", "也许", "既不是“是”也不是“否”", "neither yes nor no"),
    ] {
        for (language, says) in [("zh", zh), ("en", en)] {
            let out = batch(&written("wrong.csv", &format!("name,{header}\n甲,\"{cell}\"\n")), &["--lang", language]);
            let found = rows(&out.stdout);
            assert_eq!(out.status.code(), Some(1), "{cell}");
            assert!(found[0][2].contains(says) && found[0][2].contains(header), "{cell}: {}", found[0][2]);
        }
    }
}

/// A header that cannot be told ends the command with the row that was looked at.
#[test]
fn a_header_that_is_none_is_named() {
    for (table, says) in [
        ("甲,乙\n1,2\n", "line 1 was looked at first"),
        ("名单\nname,revenu\n甲,1\n", "line 2: column 2: unknown fact \"revenu\"; did you mean \"revenue\"?"),
        ("企业名称,营业收入,revenue\n甲,1,2\n", "column 3: \"revenue\" stands twice"),
        ("企业名称,备注\n甲,1\n", "no row names a fact"),
    ] {
        let out = batch(&written("header.csv", table), &["--lang", "en"]);
        assert_eq!(out.status.code(), Some(2), "{table}");
        assert!(
            out.stdout.is_empty() && String::from_utf8_lossy(&out.stderr).contains(says),
            "{table}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
    for (table, says) in [
        ("甲,乙\n1,2\n", "从第 1 行找起"),
        ("名单\nname,revenu\n甲,1\n", "第 2 行第 2 列：没有“revenu”这个列名；是不是“revenue”？"),
        ("企业名称,营业收入,revenue\n甲,1,2\n", "第 1 行第 3 列：“revenue”和前面一列重复"),
        ("\n", "表格是空的"),
    ] {
        let out = batch(&written("header.csv", table), &["--lang", "zh"]);
        assert!(out.status.code() == Some(2) && String::from_utf8_lossy(&out.stderr).contains(says), "{table}: {out:?}");
    }
}

/// What is wrong with a workbook as a file is said in our words, not in a library's.
#[test]
fn a_workbook_that_cannot_be_read_is_named() {
    let book = folder().join("openpyxl.xlsx");
    let said = |file: &Path, more: &[&str]| {
        let out = batch(file, more);
        assert!(out.status.code() == Some(2) && out.stdout.is_empty(), "{out:?}");
        String::from_utf8(out.stderr).expect("UTF-8")
    };
    assert!(said(&book, &["--sheet", "第二页", "--lang", "en"]).contains("there are: 说明, 名单"));
    assert!(said(&book, &["--sheet", "第二页", "--lang", "zh"]).contains("没有工作表“第二页”；有：说明, 名单"));
    let broken = written("broken.xlsx", "PK\u{3}\u{4}no workbook");
    assert!(said(&broken, &["--lang", "zh"]).contains("这个工作簿打不开"));
    let locked = folder().join("../tables-locked/password.xlsx");
    assert!(said(&locked, &["--lang", "zh"]).contains("有打开密码"), "{}", said(&locked, &["--lang", "zh"]));
}
