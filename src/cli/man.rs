//! `annals man`: the manual pages, made of the same definitions as `--help`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use annals::{Error, ErrorKind};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

/// Prints the manual page, or writes one a command into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  annals man ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// The folder; standard output where nothing is said
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let command = super::Args::command();
    let Some(folder) = &args.folder else {
        let mut out = console.stdout();
        Man::new(command).render(&mut out)?;
        out.flush()?;
        return Ok(Exit::Done);
    };
    write_all(command, folder).map_err(|error| {
        Error::new(ErrorKind::Output, folder.display().to_string(), "cannot be written")
            .because(error)
            .remedy("name a folder that you may write to")
    })?;
    console.say(&format!("manual pages in {}", folder.display()));
    Ok(Exit::Done)
}

fn write_all(command: clap::Command, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)
}
