//! Who is in this story? Prints the people, organisations, places and targets of articles.
//!
//! ```text
//! cargo run --release --example extract -- seeds/articles/ha-noi-bon-cam-ket.txt
//! ```

use std::error::Error;
use std::io::{self, IsTerminal};

use trich::Extractor;
use trich::article::Article;
use trich::output::{Format, Writer};

fn main() -> Result<(), Box<dyn Error>> {
    // The model is part of the program. Loading it takes a moment: do it once and share the extractor.
    let extractor = Extractor::embedded()?;

    let color = io::stdout().is_terminal();
    let mut writer = Writer::new(io::stdout(), Format::Table).color(color);
    for path in std::env::args().skip(1) {
        // An article is more than a string: its headline, and teasers for other stories, are told from the story.
        let article = Article::read(&path)?;
        let extraction = extractor.extract_article(&article);
        writer.write(&article, &extraction)?;
    }
    writer.finish()?;
    Ok(())
}
