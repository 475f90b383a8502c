//! The commands: one small file each over the library, and what they share (console, exit codes, options, parallel work).
//! A command writes data to stdout and everything for people to stderr.

mod accept;
mod annotations;
mod build;
mod cases;
mod check;
mod completions;
mod console;
mod dataset;
mod dates;
mod diagnostic;
mod diff;
mod eval;
mod exit;
mod explain;
mod extract;
mod fetch;
mod formats;
mod init;
mod institutions;
mod interrupt;
mod lines;
mod man;
mod options;
mod profile;
mod quotes;
mod refresh;
mod registry;
mod report;
mod review;
mod schema;
mod table;
mod tame;
mod text;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::Console;
use exit::{Exit, Stop};

/// Turns HTML announcements into datasets people can trust: who spoke, as what, from where, on what, when.
#[derive(Debug, Parser)]
#[command(name = "annals", version, arg_required_else_help = true, propagate_version = true)]
#[command(
    after_help = "Example:\n  annals extract page.html\n\nExit codes:\n  0 done; 1 differences, or a floor not met; \
    2 wrong usage or configuration;\n  3 some pages failed, the others are done; 4 nothing could be done"
)]
pub(crate) struct Args {
    #[command(flatten)]
    console: console::Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Extract(extract::Args),
    Build(build::Args),
    Fetch(fetch::Args),
    Refresh(refresh::Args),
    Check(check::Args),
    Diff(diff::Args),
    Review(review::Args),
    Accept(accept::Args),
    Eval(eval::Args),
    Explain(explain::Args),
    Report(report::Args),
    Text(text::Args),
    Dates(dates::Args),
    Profile(profile::Args),
    Registry(registry::Args),
    Institutions(institutions::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// What is left where the command is interrupted.
    fn keeps(&self) -> Option<&'static str> {
        match self {
            Self::Fetch(_) | Self::Refresh(_) => Some(
                "what was fetched is kept, and datasets are as they were; the next run goes on from there",
            ),
            Self::Build(_) => Some("datasets are as they were; pages that were read are not read again"),
            _ => None,
        }
    }
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(&args.console);
    interrupt::handle(args.command.keeps());
    let exit = match run(&args.command, &console) {
        Ok(exit) => exit,
        Err(stop) => tell(&stop, &console),
    };
    ExitCode::from(exit as u8)
}

fn run(command: &Command, console: &Console) -> Result<Exit, Stop> {
    match command {
        Command::Init(args) => init::run(args, console),
        Command::Extract(args) => extract::run(args, console),
        Command::Build(args) => build::run(args, console),
        Command::Fetch(args) => fetch::run(args, console),
        Command::Refresh(args) => refresh::run(args, console),
        Command::Check(args) => check::run(args, console),
        Command::Diff(args) => diff::run(args, console),
        Command::Review(args) => review::run(args, console),
        Command::Accept(args) => accept::run(args, console),
        Command::Eval(args) => eval::run(args, console),
        Command::Explain(args) => explain::run(args, console),
        Command::Report(args) => report::run(args, console),
        Command::Text(args) => text::run(args, console),
        Command::Dates(args) => dates::run(args, console),
        Command::Profile(args) => profile::run(args, console),
        Command::Registry(args) => registry::run(args, console),
        Command::Institutions(args) => institutions::run(args, console),
        Command::Schema(args) => schema::run(args, console),
        Command::Completions(args) => completions::run(args, console),
        Command::Man(args) => man::run(args, console),
    }
}

/// Tells what stopped the command. A reader that has gone away (`annals … | head`) wants to hear nothing more.
fn tell(stop: &Stop, console: &Console) -> Exit {
    match stop {
        Stop::Failed(error) => console.failure(error),
        Stop::Stdout(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        Stop::Stdout(error) => console.warn(&format!("standard output cannot be written: {error}")),
    }
    stop.exit()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_shows_an_example() {
        let command = Args::command();
        command.clone().debug_assert();
        for command in command.get_subcommands() {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(after.contains("annals "), "{} shows no example", command.get_name());
        }
    }
}
