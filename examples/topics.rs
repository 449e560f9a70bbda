//! What are these articles about? Prints the topics and key phrases of files, and of all files in folders.
//!
//! ```text
//! cargo run --release --example topics -- seeds/articles
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use trich::Extractor;
use trich::article::Article;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in std::env::args().skip(1).map(PathBuf::from) {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path)?.collect::<Result<Vec<_>, _>>()?;
            paths.extend(entries.iter().map(|entry| entry.path()).filter(|path| path.is_file()));
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    let articles = paths
        .iter()
        .map(|path| Ok(Article::read(path)?.with_id(path.display().to_string())))
        .collect::<Result<Vec<_>, trich::error::Error>>()?;

    // Topics come with names and quantities, from the same pass of the transformer.
    let mut main_topics: BTreeMap<String, usize> = BTreeMap::new();
    for (article, extraction) in Extractor::embedded()?.extract_batch(articles) {
        println!("{}", article.id.as_deref().unwrap_or_default());
        for category in &extraction.topics.categories {
            println!("  {:.2}  {}  {}", category.score, category.id, category.label);
        }
        let phrases: Vec<&str> = extraction.topics.keyphrases.iter().map(|phrase| &*phrase.text).collect();
        println!("  {}", phrases.join("; "));
        // The main topic comes first. An article without words has none.
        if let Some(main) = extraction.topics.categories.into_iter().next() {
            *main_topics.entry(main.label).or_default() += 1;
        }
    }

    println!("\nmain topics:");
    for (label, count) in main_topics {
        println!("{count:>5}  {label}");
    }
    Ok(())
}
