//! Transcripts of the command line: what people type and what they are told, under `tests/cli/`.

use std::path::Path;

use trycmd::schema::Bin;

#[test]
fn transcripts() {
    // People change pages between two commands; where there is no `sed`, those transcripts are passed over.
    let sed = ["/usr/bin/sed", "/bin/sed"].map(Path::new).into_iter().find(|path| path.exists());
    let sed = sed.map_or(Bin::Ignore, |path| Bin::Path(path.to_owned()));
    trycmd::TestCases::new().register_bin("sed", sed).case("tests/cli/*.md").case("tests/cli/*.toml");
}
