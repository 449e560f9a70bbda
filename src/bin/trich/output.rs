//! Where results go: a file or standard output.

use std::fs::File;
use std::io::{self, IsTerminal, LineWriter, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use crate::failure::{Failure, Result};

/// Where to write to.
#[derive(Clone, Debug, clap::Args)]
pub struct Output {
    /// File to write to (default, and `-`: standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Opens it. An output that is also one of the `inputs` is refused, because it would be emptied before it is read.
    ///
    /// Every line is handed on as soon as it is written, for whoever reads along; an article costs far more than that.
    pub fn open<'a>(&self, inputs: impl IntoIterator<Item = &'a Path>) -> Result<LineWriter<Box<dyn Write>>> {
        let Some(path) = self.path() else { return Ok(LineWriter::new(Box::new(io::stdout()))) };
        if inputs.into_iter().any(|input| is_same_file(path, input)) {
            return Err(Failure::Usage(format!("{}: is both an input and the output", path.display())));
        }
        match File::create(path) {
            Ok(file) => Ok(LineWriter::new(Box::new(file))),
            Err(error) => {
                Err(Failure::Output(io::Error::new(error.kind(), format!("{}: {error}", path.display()))))
            }
        }
    }

    /// Whether the output is a terminal that shows colours.
    pub fn is_colored(&self) -> bool {
        self.path().is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Whether results scroll over the terminal, where a progress bar would be in the way.
    pub fn is_terminal(&self) -> bool {
        self.path().is_none() && io::stdout().is_terminal()
    }
}

/// Whether both are one file on disk, be it by links or as standard input.
fn is_same_file(output: &Path, input: &Path) -> bool {
    let input = if input == Path::new("-") { Handle::stdin() } else { Handle::from_path(input) };
    output.is_file()
        && matches!((Handle::from_path(output), input), (Ok(output), Ok(input)) if output == input)
}
