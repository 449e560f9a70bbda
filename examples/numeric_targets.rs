//! What was promised, how much, by when, by whom? Prints the targets and forecasts of articles.
//!
//! ```text
//! cargo run --release --example numeric_targets -- seeds/articles/ha-noi-bon-cam-ket.txt
//! ```

use std::error::Error;

use trich::Extractor;
use trich::article::Article;
use trich::quantity::Patterns;

fn main() -> Result<(), Box<dyn Error>> {
    // Units, measures and cue words of one's own come in TOML, beside the standard ones.
    let patterns = Patterns::from_toml(
        r#"
        [[cue]]
        status = "target"
        forms = ["quyết giành"]
        "#,
    )?;
    let extractor = Extractor::builder().patterns(patterns).build()?;

    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        files.push("seeds/articles/ha-noi-bon-cam-ket.txt".into());
    }
    for file in files {
        let extraction = extractor.extract_article(&Article::read(&file)?);
        for target in extraction.targets() {
            // A bound is `None` where there is none: "11% trở lên" has a least value and no greatest.
            println!("{}", target.text);
            println!("  value   {:?} to {:?} {}, {:?}", target.min, target.max, target.unit, target.bound);
            println!("  metric  {}", target.metric.as_deref().unwrap_or("-"));
            println!("  who     {}", target.holder.as_deref().unwrap_or("-"));
            println!("  when    {}", target.period.as_ref().map_or("-", |period| &period.text));
            println!("  status  {:?}", target.status);
        }
    }
    Ok(())
}
