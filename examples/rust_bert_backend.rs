//! A token classifier of Hugging Face's through the same pipeline, run by libtorch.
//!
//! ```text
//! trich model export exported            # or any folder with config.json, model.safetensors and tokenizer.json
//! LIBTORCH=.. LIBTORCH_CXX11_ABI=0 cargo run --release --features rust-bert --example rust_bert_backend -- exported
//! ```
//!
//! The README says how to get libtorch.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use trich::Extractor;
use trich::backend::TokenClassifier;
use trich::backend::torch::{Device, TorchTokenClassifier};
use trich::label::LabelMapping;

const TEXT: &str = "Bà Trần Thị Lan, Giám đốc Sở Y tế Cần Thơ, trả lời báo Tuổi Trẻ.";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: rust_bert_backend FOLDER")?;

    // Models name types that ours do not include. An error lists them; here some that are common are said to be none.
    let labels = LabelMapping::default().ignore("DATE").ignore("TIME").ignore("QUANTITY");
    let start = Instant::now();
    let classifier = TorchTokenClassifier::from_dir_with(&folder, Device::Best, &labels)?;
    println!("{classifier:?} in {:.1} s", start.elapsed().as_secs_f64());
    let names: Vec<String> = classifier.labels().iter().map(ToString::to_string).collect();
    println!("labels: {}", names.join(", "));

    // Everything else is as with the model that ships: windows, decoding, offsets, entities, quantities.
    let extractor = Extractor::builder().classifier(Arc::new(classifier)).build()?;
    for mention in extractor.extract(TEXT).mentions {
        println!("{:4} {:.2} {}", mention.kind, mention.confidence, mention.text);
    }
    Ok(())
}
