//! Why a command ends early, and what the shell is told.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// The result of commands.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a command did not do all of its work.
#[derive(Debug)]
pub enum Failure {
    /// Some inputs failed. Each has been reported, and the others are done.
    Inputs,
    /// Something without which there is nothing to do.
    Error(trich::error::Error),
    /// The output could not be written.
    Output(io::Error),
    /// The arguments do not fit together.
    Usage(String),
}

impl Failure {
    /// Says what is still to be said, and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Failure::Inputs => ExitCode::from(1),
            // The reader has seen enough, as `head` does. Not an error.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Failure::Output(error) => say(&format_args!("cannot write the output: {error}"), 1),
            Failure::Error(error) => say(&error, 1),
            Failure::Usage(message) => say(&message, 2),
        }
    }
}

/// What all inputs amount to.
pub fn all_read(failed: usize) -> Result<()> {
    if failed == 0 { Ok(()) } else { Err(Failure::Inputs) }
}

/// Reports one failed input.
pub fn complain(message: &dyn Display) {
    let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    anstream::eprintln!("{style}trich:{style:#} {message}");
}

fn say(message: &dyn Display, code: u8) -> ExitCode {
    complain(message);
    ExitCode::from(code)
}

impl From<trich::error::Error> for Failure {
    fn from(error: trich::error::Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}
