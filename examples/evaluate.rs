//! How good is the tagger on my texts? Compares it with a gold corpus.
//!
//! ```text
//! cargo run --release --example evaluate -- examples/data/gold.jsonl
//! ```
//!
//! A corpus has one text per line: `{"id", "doc", "text", "entities": [{"start", "end", "type"}]}`, with offsets in
//! code points. The file that comes with this example has a dozen sentences, enough to see the format; its score says
//! little.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use trich::Extractor;
use trich::evaluation::{Annotation, Evaluation, corpus};
use trich::mention::EntityKind;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/gold.jsonl".into());
    let extractor = Extractor::embedded()?;

    // An evaluation compares spans with spans. Where they come from is its caller's business, so another tagger's
    // output can be measured in the same way.
    let mut evaluation = Evaluation::default();
    for record in corpus::records(BufReader::new(File::open(path)?)) {
        let record = record?;
        let extraction = extractor.extract(&record.text);
        let found: Vec<Annotation> = extraction.mentions.iter().map(Annotation::from).collect();
        evaluation.add(&record.annotations, &found);

        // Mistakes are worth reading.
        for missed in record.annotations.iter().filter(|name| !found.contains(name)) {
            println!("{}: missed {} {:?}", record.id, missed.kind, &record.text[missed.start..missed.end]);
        }
    }

    print!("\n{evaluation}");

    // The same figures for programs.
    let place = evaluation.strict[EntityKind::Location];
    println!("\nplaces: {} of {} found", place.true_positives, place.gold());
    Ok(())
}
