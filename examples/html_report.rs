//! One page to read and to pass on: articles with names and quantities highlighted.
//!
//! ```text
//! cargo run --release --example html_report -- report.html seeds/articles/ha-noi-bon-cam-ket.txt
//! ```

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;

use trich::Extractor;
use trich::article::Article;
use trich::output::{Format, Writer};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let report = args.next().unwrap_or_else(|| "report.html".into());
    let mut inputs: Vec<String> = args.collect();
    if inputs.is_empty() {
        inputs.push("seeds/articles/ha-noi-bon-cam-ket.txt".into());
    }

    let extractor = Extractor::embedded()?;
    // Articles are written as they come, so a page can have many.
    let mut page = Writer::new(BufWriter::new(File::create(&report)?), Format::Html);
    for path in &inputs {
        let article = Article::read(path)?.with_id(path);
        page.write(&article, &extractor.extract_article(&article))?;
    }
    // Without this, the end of the page would be missing.
    page.finish()?;
    println!("wrote {report}: {}", inputs.join(", "));
    Ok(())
}
