//! `annals init`: a new project, which builds and passes its check before anybody has touched it.

use std::fs;
use std::path::{Path, PathBuf};

use annals::project::FILE;
use annals::source::Page;
use annals::{Error, ErrorKind, pipeline};

use crate::cli::console::Console;
use crate::cli::dataset;
use crate::cli::exit::{Exit, Stop};

/// Begins a project: annals.toml, a sample page with its expected result, a workflow that refreshes it every night
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals init demo --install 'cargo install --git https://git.example.org/annals --tag v0.1.0 --features fetch --locked annals'\n  \
    cd demo && annals build && annals check\n\nThe workflow installs annals on the forge's machine before it refreshes the project. It runs with the right to write to the\n\
    repository, so name a place you trust, at a version; a build of annals that knows its own repository names that itself.\n\
    Nothing that is there already is overwritten."
)]
pub(crate) struct Args {
    /// The project's folder; the working directory where nothing is said
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// How the workflow installs annals, with the feature `fetch`; from its own repository, where it was built with one
    #[arg(long, value_name = "COMMAND")]
    install: Option<String>,
}

/// The page of a new project, as it is called in it.
const PAGE: &str = "pages/sample/page.html";

const WORKFLOW: &str = ".github/workflows/annals.yml";

/// What git is told; a folder that tells it something already keeps what it has.
const ATTRIBUTES: &str = ".gitattributes";

/// The files of a new project, but for what is expected of its page.
const FILES: [(&str, &str); 4] = [
    (ATTRIBUTES, include_str!("init/gitattributes")),
    (FILE, include_str!("init/annals.toml")),
    (PAGE, include_str!("init/page.html")),
    (WORKFLOW, include_str!("init/annals.yml")),
];

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let name = project_name(&args.folder);
    let known = args.install.clone().or_else(from_repository);
    let install = known.as_deref().unwrap_or(UNKNOWN);
    let mut files: Vec<(&str, String)> = FILES
        .iter()
        .filter(|(path, _)| *path != ATTRIBUTES || !args.folder.join(path).exists())
        .map(|(path, text)| (*path, text.replace("NAME", &name).replace("INSTALL", install)))
        .collect();
    files.push(("pages/sample/expected.json", expected()?));
    if let Some((path, _)) = files.iter().find(|(path, _)| args.folder.join(path).exists()) {
        let error = failure(&args.folder.join(path), "is there already");
        return Err(error.remedy("name a folder of its own, or move the file away").into());
    }
    for (path, text) in &files {
        write(&args.folder.join(path), text)?;
    }
    console.say(&format!(
        "{} files in {}: run `annals build`, then `annals check`",
        files.len(),
        args.folder.display()
    ));
    if known.is_none() {
        console.say(&format!(
            "{} does not know yet how to install annals, and fails until the line that says so names a command (see `annals init --help`)",
            args.folder.join(WORKFLOW).display()
        ));
    }
    Ok(Exit::Done)
}

/// What installs this version, where it knows its repository. A registry is not asked: whoever takes a name there before us would run with
/// the rights of the workflow.
fn from_repository() -> Option<String> {
    let repository = Some(env!("CARGO_PKG_REPOSITORY")).filter(|repository| !repository.is_empty())?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("cargo install --git {repository} --tag v{version} --features fetch --locked annals"))
}

/// What stands in its place where it does not: a run that says what is missing.
const UNKNOWN: &str =
    "echo '::error::name here a command that installs annals with the feature fetch' && exit 1";

/// What the sample page says, as it is read now: a new project is green.
fn expected() -> Result<String, Error> {
    let page = FILES.iter().find(|(path, _)| *path == PAGE).map_or("", |(_, text)| text);
    let page = Page { source: PAGE.to_owned(), bytes: page.as_bytes().to_vec(), ..Page::default() };
    dataset::snapshot(&pipeline::extract(page, &pipeline::Options::default())?)
}

/// The name of the folder, as far as a dataset can be called so.
fn project_name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = absolute.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .collect();
    let plain = plain.trim_matches(['-', '.']).to_owned();
    if plain.is_empty() { "dataset".to_owned() } else { plain }
}

fn write(file: &Path, text: &str) -> Result<(), Error> {
    let made = file.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(file, text)).map_err(|error| {
        failure(file, "cannot be written").because(error).remedy("check the folder and its rights")
    })
}

fn failure(file: &Path, message: &str) -> Error {
    Error::new(ErrorKind::Output, file.display().to_string(), message)
}
