//! The program `trich` as a shell sees it: output, messages and exit codes.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

const SEED: &str = "seeds/articles/ha-noi-bon-cam-ket.txt";
/// A short article, because tests run the model without all optimisations.
const SHORT: &str = "Cầu mới thông xe\nSáng 3/2, ông Lê Văn Nam cắt băng khánh thành cầu Hòa Bình ở Huế.\n";
const GOLD: &str = "examples/data/gold.jsonl";

/// Runs `trich` with `input` as its standard input.
fn trich(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trich"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input closes the pipe: not the test's concern.
    let _ = child.stdin.take().expect("is piped").write_all(input);
    child.wait_with_output().expect("the program ends")
}

/// Standard output, standard error and exit code.
fn run(args: &[&str], input: &[u8]) -> (String, String, i32) {
    let output = trich(args, input);
    let text = |bytes| String::from_utf8(bytes).expect("is UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("is not killed"))
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

#[test]
fn table_of_the_seed_article() {
    let (table, messages, code) = run(&["extract", SEED], b"");
    assert_eq!((messages.as_str(), code), ("", 0));
    let (story, teasers) = table.split_once("In teasers for other stories").expect("the page has teasers");
    for (part, name) in [(story, "Nguyễn Văn Phong"), (story, "Tô Lâm"), (teasers, "Donald Trump")] {
        assert!(part.contains(name), "{name} is missing or elsewhere:\n{table}");
    }
    assert!(!story.contains("Donald Trump") && !table.contains('\u{1b}'), "{table}");
}

#[test]
fn offsets_slice_the_input_in_every_unit() {
    let text = "𝒳 Ông Nguyễn Văn An ở Đà Nẵng.";
    let (bytes, chars): (Vec<u8>, Vec<char>) = (text.into(), text.chars().collect());
    let utf16: Vec<u16> = text.encode_utf16().collect();
    for unit in ["bytes", "chars", "utf16"] {
        let (json, _, code) = run(&["extract", "--format", "json", "--offsets", unit], text.as_bytes());
        assert_eq!(code, 0);
        let value: Value = serde_json::from_str(&json).expect("is JSON");
        let mentions = value["mentions"].as_array().expect("is an array");
        assert!(!mentions.is_empty());
        for mention in mentions {
            let offset = |key: &str| mention[key].as_u64().expect("is a number") as usize;
            let range = offset("start")..offset("end");
            let slice = match unit {
                "bytes" => String::from_utf8_lossy(&bytes[range]).into_owned(),
                "chars" => chars[range].iter().collect(),
                _ => String::from_utf16_lossy(&utf16[range]),
            };
            assert_eq!(mention["text"], slice, "{unit}");
        }
    }
}

#[test]
fn formats_follow_the_name_of_the_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = path(&folder, "short.txt");
    std::fs::write(&input, SHORT).expect("is written");
    for (name, beginning) in [
        ("a.json", "{\n  \"id\": "),
        ("a.jsonl", "{\"id\":"),
        ("a.csv", "id,type,kind,text,start,end,"),
        ("a.html", "<!doctype html>\n"),
        ("a.txt", "Cầu mới thông xe\n"),
    ] {
        let file = path(&folder, name);
        assert_eq!(run(&["extract", &input, "-o", &file], b""), (String::new(), String::new(), 0));
        let content = std::fs::read_to_string(&file).expect("is written");
        assert!(content.starts_with(beginning), "{name}: {}", content.lines().next().unwrap_or_default());
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bad, missing) = (path(&folder, "bad.txt"), path(&folder, "missing.txt"));
    std::fs::write(&bad, b"H\xc3\xa0 N\xe1").expect("is written");
    let args = ["extract", "--format", "jsonl", &bad, &missing, "-"];
    let (lines, messages, code) = run(&args, SHORT.as_bytes());
    assert_eq!((lines.lines().count(), code), (1, 1));
    assert!(
        messages.starts_with(&format!("trich: {bad}: byte 5 is not UTF-8\ntrich: {missing}: ")),
        "{messages}"
    );
}

#[test]
fn batch_keeps_the_order_and_reports_bad_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (path(&folder, "in.jsonl"), path(&folder, "out.jsonl"));
    let line = |id| format!("{{\"id\": \"{id}\", \"text\": \"Bà Lê Thị Mai sống ở Huế.\"}}\n");
    let lines: String = (0..40).map(|id| if id == 7 { "oops\n".to_owned() } else { line(id) }).collect();
    std::fs::write(&input, &lines).expect("is written");
    let (_, messages, code) =
        run(&["batch", &input, "-o", &output, "--offsets", "chars", "--threads", "2"], b"");
    assert_eq!(messages, format!("trich: {input}: line 8, column 1: expected value\n"));
    assert_eq!(code, 1);

    let written = std::fs::read_to_string(&output).expect("is written");
    let results: Vec<Value> =
        written.lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect();
    let ids: Vec<_> = results.iter().map(|result| result["id"].as_str().expect("has an id")).collect();
    assert_eq!(ids, (0..40).filter(|id| *id != 7).map(|id| id.to_string()).collect::<Vec<_>>());
    let mention = &results[0]["mentions"][0];
    assert_eq!((&mention["kind"], &mention["text"]), (&"PER".into(), &"Lê Thị Mai".into()));
    assert_eq!((&mention["start"], &mention["end"]), (&3.into(), &13.into()));

    let (piped, _, code) = run(&["batch", "-", "--offsets", "chars"], lines.as_bytes());
    assert_eq!((piped, code), (written, 1));
}

#[test]
fn batch_answers_before_its_input_ends() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trich"))
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("is piped");
    let output = child.stdout.take().expect("is piped");
    let (sender, results) = mpsc::channel();
    let reader = thread::spawn(move || {
        BufReader::new(output).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)))
    });
    // A result comes out when the next article is read. So few would all be held back by a buffer of 8 KiB.
    let first = (0..7).find_map(|more| {
        writeln!(input, "{{\"text\": \"Bà Lê Thị Mai sống ở Huế.\"}}").expect("is read");
        results.recv_timeout(Duration::from_secs(1 << more)).ok()
    });
    drop(input);
    reader.join().expect("reads to the end");
    assert!(child.wait().expect("the program ends").success());
    assert!(first.expect("a result before the end").contains("Lê Thị Mai"));
}

#[test]
fn offsets_of_html_count_in_the_text_written() {
    let line = r#"{"id": 1, "html": "<article><h1>Cầu mới thông xe</h1><p>Bà <b>Lê Thị Mai</b> sống ở Huế từ năm 1990, trong một căn nhà nhỏ bên sông.</p></article>"}"#;
    let (result, messages, code) = run(&["batch", "--text"], line.as_bytes());
    assert_eq!((messages.as_str(), code), ("", 0));
    let value: Value = serde_json::from_str(&result).expect("is JSON");
    let (text, mention) = (value["text"].as_str().expect("has its text"), &value["mentions"][0]);
    let offset = |key: &str| mention[key].as_u64().expect("is a number") as usize;
    assert_eq!(&text[offset("start")..offset("end")], "Lê Thị Mai");
}

#[test]
fn eval_reports_scores() {
    for mode in [&["eval", GOLD][..], &["eval", "--by-document", GOLD]] {
        let (report, messages, code) = run(mode, b"");
        assert_eq!((messages.as_str(), code), ("", 0));
        assert!(report.starts_with("13 texts, 32 names, "), "{report}");
        let (json, ..) = run(&[mode, &["--json"]].concat(), b"");
        let value: Value = serde_json::from_str(&json).expect("is JSON");
        let f1 = value["strict"]["PER+ORG+LOC"]["f1"].as_f64().expect("is a number");
        assert!(f1 > 0.8 && report.contains(&format!("{f1:.4}")), "{f1}\n{report}");
    }
}

#[test]
fn eval_refuses_a_corpus_with_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let gold = path(&folder, "gold.jsonl");
    let bad = r#"{"id": "1", "text": "Huế", "entities": [{"start": 0, "end": 9, "type": "LOC"}]}"#;
    std::fs::write(&gold, format!("{bad}\n\nno\n")).expect("is written");
    let (report, messages, code) = run(&["eval", &gold], b"");
    assert_eq!((report.as_str(), code), ("", 1));
    let want = format!(
        "trich: {gold}: line 1: entity 0..9 ends beyond the text of 3 code points\n\
         trich: {gold}: line 3, column 2: expected ident\n"
    );
    assert_eq!(messages, want);
}

#[test]
fn wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = path(&folder, "a.txt");
    std::fs::write(&file, "Huế").expect("is written");
    let cases: [&[&str]; 10] = [
        &[],
        &["extract", "--bogus"],
        &["extract", "--format", "docx"],
        &["batch", "--threads", "0"],
        &["model"],
        &["model", "convert", "here"],
        &["extract", "--map-label", "DATE", &file],
        &["extract", "--map-label", "DATE=DAY", &file],
        &["extract", "--backend", "rust-bert", &file],
        &["extract", &file, "-o", &file],
    ];
    for args in cases {
        let (output, messages, code) = run(args, b"");
        assert_eq!((output.as_str(), code), ("", 2), "{args:?}");
        assert!(!messages.is_empty(), "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("is there"), "Huế");
}

#[test]
fn models() {
    let (manifest, _, code) = run(&["model", "info"], b"");
    let value: Value = serde_json::from_str(&manifest).expect("is JSON");
    assert_eq!((code, &value["format"]), (0, &"trich-tagger".into()));
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().display().to_string();
    let (_, messages, code) = run(&["extract", "--model", &empty], b"");
    assert!(code == 1 && messages.contains("manifest.json"), "{messages}");
}

/// Our own model there and back again: what it costs to round it once more is nothing.
#[test]
fn models_from_and_to_hugging_face_s_layout() {
    let folder = tempfile::tempdir().expect("a folder");
    let (exported, converted) = (path(&folder, "exported"), path(&folder, "converted"));
    let input = path(&folder, "short.txt");
    std::fs::write(&input, SHORT).expect("is written");
    assert_eq!(run(&["model", "export", &exported], b""), (String::new(), String::new(), 0));
    let (report, messages, code) = run(&["model", "convert", &exported, &converted, "--check", &input], b"");
    assert_eq!((messages.as_str(), code), ("", 0));
    let mut lines = report.lines();
    assert!(
        lines.next().is_some_and(|line| line.starts_with(&converted) && line.ends_with(" MB")),
        "{report}"
    );
    assert_eq!(lines.next(), Some("tokens with the same label  23 of 23 (100.00 %)"));
    assert!(
        lines.next().is_some_and(|line| line.starts_with("greatest difference of scores  0.")),
        "{report}"
    );

    let names = |args: &[&str]| {
        let (csv, messages, code) = run(&[&["extract", "--format", "csv", &input], args].concat(), b"");
        assert_eq!((messages.as_str(), code), ("", 0));
        csv.lines().map(|line| line.split(',').take(6).collect::<Vec<_>>().join(",")).collect::<Vec<_>>()
    };
    let ours = names(&[]);
    assert!(ours.iter().any(|line| line.contains("Lê Văn Nam")), "{ours:?}");
    for model in [&exported, &converted] {
        assert_eq!(names(&["--model", model]), ours, "{model}");
    }

    let (_, messages, code) = run(&["model", "convert", &input, &converted], b"");
    assert!(code == 1 && messages.contains("config.json"), "{messages}");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let line = "{\"text\": \"Bà Lê Thị Mai sống ở Huế.\"}\n".repeat(300);
    let folder = tempfile::tempdir().expect("a folder");
    let input = path(&folder, "in.jsonl");
    std::fs::write(&input, line).expect("is written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_trich"))
        .args([Path::new("batch"), Path::new(&input)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn times_are_told_from_the_date_of_the_article() {
    let text = "Năm nay, tỉnh phấn đấu tăng trưởng 8%. Doanh nghiệp sẽ tuyển 200 lao động trong tháng tới.";
    let periods = |args: &[&str], input: &str| {
        let (lines, messages, code) = run(&[args, &["--format", "jsonl"]].concat(), input.as_bytes());
        assert_eq!((messages.as_str(), code), ("", 0));
        let extraction: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("is JSON");
        let quantities = extraction["quantities"].as_array().expect("has quantities").clone();
        let from = |quantity: &Value| quantity["period"]["from"].as_str().map(str::to_owned);
        quantities.iter().map(from).collect::<Vec<_>>()
    };
    let dated = [Some("2026".to_owned()), Some("2026-12".to_owned())];
    assert_eq!(periods(&["extract", "--date", "2026-11-24"], text), dated);
    assert_eq!(periods(&["extract"], text), [None, None]);
    let (_, messages, code) = run(&["extract", "--date", "24/11"], text.as_bytes());
    assert!(code == 2 && messages.contains("24/11"), "{messages}");

    // A line's own date goes before none.
    let folder = tempfile::tempdir().expect("a folder");
    let input = path(&folder, "in.jsonl");
    let line = serde_json::json!({"id": "a", "text": text, "date": "2026-11-24"});
    std::fs::write(&input, format!("{line}\n")).expect("is written");
    assert_eq!(periods(&["extract", &input, "--date", "1999-01-01"], ""), dated);
}

#[test]
fn units_of_the_users_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = path(&folder, "patterns.toml");
    std::fs::write(&file, "[[unit]]\nname = \"TEU\"\nforms = [\"công-ten-nơ quy đổi\"]\n")
        .expect("is written");
    let text = "Cảng đón 500 công-ten-nơ quy đổi.".as_bytes();
    let (json, messages, code) = run(&["extract", "--patterns", &file, "--format", "jsonl"], text);
    assert_eq!((messages.as_str(), code), ("", 0));
    let extraction: Value = serde_json::from_str(&json).expect("is JSON");
    assert_eq!(extraction["quantities"][0]["unit"], "TEU");

    std::fs::write(&file, "surprise = 1\n").expect("is written");
    let (_, messages, code) = run(&["extract", "--patterns", &file], text);
    assert!(code == 1 && messages.contains("patterns.toml: line 1"), "{messages}");
}

#[test]
fn names_that_are_not_sure_are_left_out() {
    let text = "Ông Nguyễn Văn Nam và bà Sao về Vân Đồn, hẹn ở Cõi Người Rung Chuông.".as_bytes();
    let confidences = |arguments: &[&str]| -> Vec<f64> {
        let (json, messages, code) = run(&[&["extract", "--format", "jsonl"], arguments].concat(), text);
        assert_eq!((messages.as_str(), code), ("", 0));
        let extraction: Value = serde_json::from_str(&json).expect("is JSON");
        let mentions = extraction["mentions"].as_array().expect("is an array");
        mentions.iter().map(|mention| mention["confidence"].as_f64().expect("is a number")).collect()
    };
    let all = confidences(&[]);
    let (least, most) = all.iter().fold((1.0, 0.0), |(least, most), p: &f64| (p.min(least), p.max(most)));
    let between: f64 = (least + most) / 2.0;
    let sure: Vec<f64> = all.iter().copied().filter(|confidence| *confidence >= between).collect();
    assert!(!sure.is_empty() && sure.len() < all.len(), "{all:?}");
    assert_eq!(confidences(&["--min-confidence", &between.to_string()]), sure);

    for wrong in ["1.5", "-1", "NaN", "high"] {
        let (_, messages, code) = run(&["extract", &format!("--min-confidence={wrong}")], text);
        assert!(code == 2 && messages.contains("from 0 to 1"), "{messages}");
    }
}

#[test]
fn topics_groups_stories_and_reports_bad_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, page) = (path(&folder, "in.jsonl"), path(&folder, "themes.html"));
    let stories = std::fs::read_to_string("examples/data/stories.jsonl").expect("is there");
    std::fs::write(&input, format!("oops\n{stories}")).expect("is written");
    let (json, messages, code) = run(&["topics", &input, "--min-size", "4"], b"");
    assert_eq!(messages, format!("trich: {input}: line 1, column 1: expected value\n"));
    assert_eq!(code, 1);
    let value: Value = serde_json::from_str(&json).expect("is JSON");
    let themes = value["themes"].as_array().expect("is an array");
    let sizes: u64 = themes.iter().map(|theme| theme["size"].as_u64().expect("is a number")).sum();
    assert!(themes.len() >= 2 && sizes <= stories.lines().count() as u64, "{json}");
    let days = themes[0]["days"].as_array().expect("is an array");
    let counted: u64 = days.iter().map(|day| day["articles"].as_u64().expect("is a number")).sum();
    assert_eq!(counted, themes[0]["size"].as_u64().expect("is a number"));

    // The same again, from standard input, in the other formats.
    let (again, ..) = run(&["topics", "--min-size", "4"], stories.as_bytes());
    assert_eq!(serde_json::from_str::<Value>(&again).expect("is JSON"), value);
    let (rows, _, code) = run(&["topics", "--min-size", "4", "--format", "csv"], stories.as_bytes());
    assert_eq!((rows.lines().count(), code), (stories.lines().count() + 1, 0));
    assert_eq!(run(&["topics", "--min-size", "4", "-o", &page], stories.as_bytes()).2, 0);
    assert!(std::fs::read_to_string(&page).expect("is written").starts_with("<!doctype html>"));
    assert_eq!(run(&["topics", "--min-size", "1"], b"").2, 2);
}
