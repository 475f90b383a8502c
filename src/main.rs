//! The command line of `annals`: parses the arguments, runs one command, turns what came of it into an exit code.

mod cli;

/// A tree is very many small pieces of memory: this allocator takes a sixth off the time that parsing needs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
