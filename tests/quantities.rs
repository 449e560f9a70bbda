//! The case files of `tests/cases/quantities/`: strings and how they are read.
//!
//! A file names the `fields` that its cases state, in order. A case is a text and its reading: the fields of each
//! quantity separated by " | ", the quantities separated by " ; ", "-" for an empty field and "" for no quantity.
//! Values are `5`, `5..7`, `5..` (no upper bound) or `..5`. The field `time` stands for the times of the text instead.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use trich::document::Document;
use trich::quantity::{Quantity, ReadingContext, Readings, read};

#[derive(Deserialize)]
struct CaseFile {
    fields: Vec<String>,
    /// The day the texts are of.
    date: Option<String>,
    cases: Vec<(String, String)>,
}

fn number(value: f64) -> String {
    value.to_string()
}

fn value(quantity: &Quantity) -> String {
    match (quantity.min, quantity.max) {
        (Some(min), Some(max)) if min == max => number(min),
        (min, max) => {
            format!("{}..{}", min.map(number).unwrap_or_default(), max.map(number).unwrap_or_default())
        }
    }
}

/// An enum's name as serde writes it.
fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "-".to_owned())
}

fn field(quantity: &Quantity, name_of_field: &str) -> String {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let period = |get: fn(&trich::quantity::Period) -> Option<String>| {
        quantity.period.as_ref().and_then(get).unwrap_or_else(|| "-".to_owned())
    };
    match name_of_field {
        "text" => quantity.text.clone(),
        "value" => value(quantity),
        "unit" => quantity.unit.clone(),
        "of" => or_dash(&quantity.of),
        "bound" => name(&quantity.bound),
        "metric" => or_dash(&quantity.metric),
        "direction" => name(&quantity.direction),
        "mode" => name(&quantity.mode),
        "rate" => or_dash(&quantity.rate),
        "period" => period(|period| Some(period.text.clone())),
        "from" => period(|period| period.from.clone()),
        "to" => period(|period| period.to.clone()),
        "holder" => or_dash(&quantity.holder),
        "status" => name(&quantity.status),
        other => panic!("no such field: {other}"),
    }
}

fn rendered(readings: &Readings, fields: &[String]) -> String {
    if fields == ["time"] {
        return readings.times.iter().map(|time| time.value.clone()).collect::<Vec<_>>().join(" ; ");
    }
    let row =
        |quantity: &Quantity| fields.iter().map(|name| field(quantity, name)).collect::<Vec<_>>().join(" | ");
    readings.quantities.iter().map(row).collect::<Vec<_>>().join(" ; ")
}

/// The failures of one file, and how many cases it has.
fn run(path: &Path) -> (Vec<String>, usize) {
    let text = fs::read_to_string(path).expect("the case file can be read");
    let file: CaseFile = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let date = file.date.map(|date| date.parse().expect("a date"));
    let context = ReadingContext { date, ..ReadingContext::default() };
    let failures = file.cases.iter().filter_map(|(text, want)| {
        let got = rendered(&read(&Document::new(text), &[], &context), &file.fields);
        (got != *want).then(|| format!("{text:?}\n      want {want}\n      got  {got}"))
    });
    (failures.collect(), file.cases.len())
}

#[test]
fn all_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/quantities");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let (mut total, mut failed, mut report) = (0, 0, String::new());
    for path in &paths {
        let (failures, count) = run(path);
        total += count;
        failed += failures.len();
        for failure in failures {
            report.push_str(&format!(
                "\n{}: {failure}",
                path.file_stem().unwrap_or_default().to_string_lossy()
            ));
        }
    }
    assert!(failed == 0, "{failed} of {total} cases failed:{report}");
    assert!(total >= 600, "only {total} cases");
}

/// What a reader has to find in the sample article, and what not.
#[test]
fn sample_article() {
    let text = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");
    let readings = read(&Document::new(text), &[], &ReadingContext::default());
    let fields: Vec<String> =
        ["text", "value", "unit", "bound", "metric", "direction", "from", "to", "holder", "status"]
            .map(str::to_owned)
            .into();
    let row = |wanted: &str| {
        let quantity = readings.quantities.iter().find(|quantity| quantity.text == wanted)?;
        Some(fields.iter().map(|name| field(quantity, name)).collect::<Vec<_>>().join(" | "))
    };
    assert_eq!(
        row("11%").as_deref(),
        Some(
            "11% | 11.. | percent | at_least | tăng trưởng | increase | 2025 | 2030 | Thủ đô Hà Nội | target"
        )
    );
    let growth = row("2 con số").unwrap_or_default();
    assert!(growth.starts_with("2 con số | 10..99 | percent | range | tăng trưởng | increase"), "{growth}");
    let vision = row("100 năm").unwrap_or_default();
    assert!(vision.starts_with("100 năm | 100 | year | exact | tầm nhìn | -"), "{vision}");
    let counted = |wanted: &str| readings.quantities.iter().any(|q| q.of.as_deref() == Some(wanted));
    assert!(counted("điểm nghẽn") && counted("cam kết hành động"));
    for label in ["15", "XVIII", "21/1", "21", "19", "0:00"] {
        assert!(readings.quantities.iter().all(|quantity| quantity.text != label), "{label}");
    }
}
