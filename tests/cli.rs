//! Transcripts of the command line: what people type and what they are told, under `tests/cli/`.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.md").case("tests/cli/*.toml");
}
