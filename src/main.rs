//! The command line of `annals`: parses the arguments, runs one command, turns what came of it into an exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
