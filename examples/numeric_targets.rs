//! Prints the numeric targets of an article: `numeric_targets [FILE] [--all]`; without a file, of the sample article.
//!
//! `--all` prints every quantity rather than the targets only.

use std::error::Error;

use trich::document::Document;
use trich::quantity::{Bound, Quantity, ReadingContext, read};

const SAMPLE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let text = match files.first() {
        Some(path) => std::fs::read_to_string(path)?,
        None => SAMPLE.to_owned(),
    };
    let all = flags.iter().any(|flag| flag == "--all");
    let readings = read(&Document::new(&text), &[], &ReadingContext::default());
    println!("who | metric | value | by when | status");
    for quantity in readings.quantities.iter().filter(|quantity| all || quantity.status.is_target()) {
        println!("{}", row(quantity));
    }
    Ok(())
}

fn row(quantity: &Quantity) -> String {
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let period = quantity.period.as_ref().map_or("-".to_owned(), |period| {
        let side = |side: &Option<String>| side.clone().unwrap_or_default();
        format!("{} [{}..{}]", period.text, side(&period.from), side(&period.to))
    });
    let sign = match quantity.bound {
        Bound::Exact | Bound::Range => "",
        Bound::AtLeast => "≥ ",
        Bound::MoreThan => "> ",
        Bound::AtMost => "≤ ",
        Bound::LessThan => "< ",
        Bound::About => "≈ ",
    };
    let of = quantity.of.as_ref().map(|of| format!(" ({of})")).unwrap_or_default();
    let metric = or_dash(&quantity.metric);
    format!(
        "{} | {metric} | {sign}{}{of} = {} | {period} | {:?}",
        or_dash(&quantity.holder),
        quantity.text,
        value(quantity),
        quantity.status
    )
}

/// The value and its unit, as read.
fn value(quantity: &Quantity) -> String {
    let values: Vec<String> = [quantity.min, quantity.max].iter().flatten().map(f64::to_string).collect();
    let mut values = values;
    values.dedup();
    let rate = quantity.rate.as_ref().map(|rate| format!("/{rate}")).unwrap_or_default();
    format!("{} {}{rate}", values.join(".."), quantity.unit)
}
