//! Looks where `torch-sys` will look.

use std::env;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_DOC_ONLY").is_none()
        && let Err(problem) = find()
    {
        println!(
            "cargo::error={problem}. The feature `rust-bert` needs libtorch 2.4: lay one out with `.ci/libtorch.sh DIR`, \
             then set LIBTORCH=DIR and LIBTORCH_CXX11_ABI=0; or unpack one from pytorch.org and set LIBTORCH alone \
             (README, \"rust-bert\"). To check or document without it, use the feature `rust-bert-check`"
        );
    }
}

fn find() -> Result<(), String> {
    let get = |name: &str| {
        println!("cargo::rerun-if-env-changed={name}");
        env::var_os(name).map(PathBuf::from)
    };
    let (libtorch, lib) = (get("LIBTORCH"), get("LIBTORCH_LIB"));
    // Python's own torch is found by asking Python.
    if get("LIBTORCH_USE_PYTORCH").is_some() {
        return Ok(());
    }
    match lib.or(libtorch) {
        Some(dir) if holds_libtorch(&dir.join("lib")) => Ok(()),
        Some(dir) => Err(format!("no libtorch in {}", dir.join("lib").display())),
        None if holds_libtorch(Path::new("/usr/lib")) => Ok(()),
        None => Err("no libtorch: LIBTORCH is not set".to_owned()),
    }
}

fn holds_libtorch(dir: &Path) -> bool {
    ["libtorch.so", "libtorch.dylib", "torch.lib"].iter().any(|name| dir.join(name).exists())
}
