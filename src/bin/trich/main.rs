//! The program `trich`: people, organisations, places and numeric targets of Vietnamese news, from the command line.
//!
//! Exit codes: 0 when everything went well, 1 when an input failed, 2 for wrong usage. Messages go to stderr.

#![forbid(unsafe_code)]

mod batch;
mod eval;
mod extract;
mod failure;
mod model;
mod options;
mod output;
mod progress;
mod topics;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::failure::Failure;

/// Finds people, organisations, places and numeric targets in Vietnamese news.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Batch(batch::Args),
    Eval(eval::Args),
    Model(model::Args),
    Topics(topics::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Extract(args) => extract::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Model(args) => model::run(&args),
        Command::Topics(args) => topics::run(&args),
    };
    result.map_or_else(Failure::report, |()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
