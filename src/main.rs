//! The command line of `annals`.

fn main() {}
