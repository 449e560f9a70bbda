//! Many articles on all cores: who is named most?
//!
//! Reads JSON Lines, `{"id", "text"}` or `{"id", "html"}`, from the file given, or three lines of its own.
//!
//! ```text
//! cargo run --release --example batch -- articles.jsonl
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};

use trich::Extractor;
use trich::article::jsonl;
use trich::mention::EntityKind;

/// What to read when no file is given. The third line has an error.
const LINES: &str = r#"{"id": "1", "text": "Sáng 5/3, bà Trần Thị Lan, Giám đốc Sở Y tế Cần Thơ, thăm Bệnh viện Nhi đồng."}
{"id": "2", "text": "Ông Lê Văn Bình và bà Trần Thị Lan ký thỏa thuận tại Đà Nẵng."}
{"id": "3"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let extractor = Extractor::embedded()?;
    let reader: Box<dyn BufRead> = match std::env::args().nth(1) {
        Some(path) => Box::new(BufReader::new(File::open(path)?)),
        None => Box::new(LINES.as_bytes()),
    };

    // Articles are read as they are needed. A bad line is an error of its own and does not stop the rest.
    let articles = jsonl::records(reader)
        .filter_map(|article| article.inspect_err(|error| eprintln!("left out: {error}")).ok());

    // Results come in the order of the articles, whatever core is done first.
    let mut people: HashMap<String, usize> = HashMap::new();
    for (article, extraction) in extractor.extract_batch(articles) {
        let names: Vec<&str> =
            extraction.entities_of(EntityKind::Person).map(|person| person.name.as_str()).collect();
        println!("{}: {}", article.id.as_deref().unwrap_or("-"), names.join(", "));
        for name in names {
            *people.entry(name.to_owned()).or_default() += 1;
        }
    }

    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by(|(one, ones), (other, others)| others.cmp(ones).then_with(|| one.cmp(other)));
    println!("\nin most articles:");
    for (name, articles) in people.into_iter().take(10) {
        println!("{articles:>5}  {name}");
    }
    Ok(())
}
