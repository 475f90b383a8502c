//! `annals completions`: what a shell needs to complete our commands.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

/// Prints the completions for a shell
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals completions bash > ~/.local/share/bash-completion/completions/annals"
)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Args::command(), "annals", &mut script);
    let mut out = console.stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}
