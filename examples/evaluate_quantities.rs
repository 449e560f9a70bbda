//! Scores the quantity rules on a gold file: `evaluate_quantities GOLD.jsonl [--errors]`.
//!
//! Each line of the file is one annotated text; `--errors` also prints what was read differently.

use std::error::Error;

use trich::document::Document;
use trich::quantity::evaluation::{GoldQuantity, GoldRecord, Score};
use trich::quantity::{Quantity, ReadingContext, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: evaluate_quantities GOLD.jsonl [--errors]")?;
    let show_errors = arguments.any(|argument| argument == "--errors");
    let mut score = Score::default();
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let gold = GoldRecord::from_json(line, number + 1)?;
        let document = Document::new(&gold.text);
        let readings = read(&document, &[], &ReadingContext::default());
        if show_errors {
            print_both(&gold, &readings.quantities);
        }
        score.add(&gold, &readings.quantities);
    }
    print!("{score}");
    Ok(())
}

fn print_both(gold: &GoldRecord, read: &[Quantity]) {
    let wanted: Vec<String> = gold.quantities.iter().map(gold_row).collect();
    let got: Vec<String> = read.iter().map(read_row).collect();
    if wanted == got {
        return;
    }
    println!("# {} {}", gold.id, gold.text);
    for row in wanted.iter().filter(|row| !got.contains(row)) {
        println!("  - {row}");
    }
    for row in got.iter().filter(|row| !wanted.contains(row)) {
        println!("  + {row}");
    }
}

fn gold_row(q: &GoldQuantity) -> String {
    let value = format!("{:?}..{:?} {} {:?} {:?}", q.min, q.max, q.unit, q.bound, q.status);
    row(
        &q.text,
        &value,
        [&q.metric, &q.of, &q.rate, &q.period, &q.holder],
        &format!("{:?} {:?}", q.direction, q.mode),
    )
}

fn read_row(q: &Quantity) -> String {
    let value = format!("{:?}..{:?} {} {:?} {:?}", q.min, q.max, q.unit, q.bound, q.status);
    let period = q.period.as_ref().map(|period| period.text.clone());
    row(
        &q.text,
        &value,
        [&q.metric, &q.of, &q.rate, &period, &q.holder],
        &format!("{:?} {:?}", q.direction, q.mode),
    )
}

fn row(text: &str, value: &str, fields: [&Option<String>; 5], way: &str) -> String {
    let names = ["metric", "of", "rate", "period", "holder"];
    let filled =
        names.iter().zip(fields).filter_map(|(name, field)| Some(format!("{name}={}", field.as_ref()?)));
    format!("{text} | {value} | {way} | {}", filled.collect::<Vec<_>>().join(" | "))
}
