//! `annals profile`: site profiles are begun, tried on pages, and learned from them.

mod test;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use annals::profile::{FOLDER, Profile, suggest};
use annals::{Error, ErrorKind, pipeline};

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Pages, ProjectFolder};

/// Site profiles: where the pages of a site keep what they say
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals profile suggest pages/harbour -o profiles/harbour.toml\n  annals profile test pages/harbour --profile profiles/harbour.toml"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    New(New),
    Test(test::Args),
    Suggest(Suggest),
}

/// Begins a profile of the project
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  annals profile new harbour --url 'https://harbour.example.org/news/**'")]
struct New {
    /// Its name: profiles/NAME.toml
    name: String,
    /// Addresses or paths of the pages that it is for
    #[arg(long, value_name = "PATTERN")]
    url: Vec<String>,
    #[command(flatten)]
    project: ProjectFolder,
}

/// Learns a profile from several saved pages of one site, by agreement with what is read without one
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals profile suggest pages/harbour/*.html -o profiles/harbour.toml\n\nThree pages are the least, eight are good: selectors are kept that agree with most of what is read\nwithout a profile, so that they are right on the pages on which that is wrong."
)]
struct Suggest {
    #[command(flatten)]
    pages: Pages,
    /// Writes the profile to a file that is not there yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match &args.command {
        Command::New(args) => new(args, console),
        Command::Test(args) => test::run(args, console),
        Command::Suggest(args) => run_suggest(args, console),
    }
}

fn new(args: &New, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if args.name.is_empty() || !args.name.chars().all(is_plain) || args.name.starts_with('.') {
        let error = Error::new(ErrorKind::Config, &args.name, "is no name of a profile");
        return Err(error.remedy("names are of a-z, 0-9, - and _, like harbour-college").into());
    }
    let urls =
        if args.url.is_empty() { vec!["https://example.org/news/**".to_owned()] } else { args.url.clone() };
    let quoted: Vec<String> = urls.iter().map(|url| format!("{url:?}")).collect();
    let text = TEMPLATE.replace("URLS", &quoted.join(", "));
    let file = project.root.join(FOLDER).join(format!("{}.toml", args.name));
    Profile::parse(&args.name, &text, &file.display().to_string())?;
    write(&file, &text)?;
    console.say(&format!("{} is begun: give it selectors, then run `annals profile test`", file.display()));
    Ok(Exit::Done)
}

/// What a new profile looks like.
const TEMPLATE: &str = r#"# Where a site keeps what its pages say; see docs/profiles.md. Everything that is not said here is read as without a profile.
urls = [URLS]

# [announcements]
# title = "h1"
# published_on = { css = "time", attr = "datetime" }

# [[events]]
# each = "li.event"
# theme = "h2"
# starts_on = { css = ".day", date = "%d.%m.%Y" }
# venue = { css = "dd", label = "Where" }

# [[events.people]]
# each = ".speaker"
# name = ".name"
# positions.title = ".post"
# positions.institution = ".home"
"#;

fn run_suggest(args: &Suggest, console: &Console) -> Result<Exit, Stop> {
    let found = args.pages.find();
    console.failures(&found.failures);
    let mut sources = Sources { done: 0, failed: found.failures.len() };
    let mut pages = Vec::new();
    for page in &found.pages {
        match page.load() {
            Ok(page) => pages.push(page),
            Err(error) => {
                sources.failed += 1;
                console.failure(&error);
            }
        }
    }
    sources.done = pages.len();
    if pages.is_empty() {
        return Ok(Exit::Nothing);
    }
    let text = suggest(&pages, &pipeline::Options::default())?;
    if let Some(file) = &args.output {
        write(file, &text)?;
        console.say(&format!("{} is written: look at it, then run `annals profile test`", file.display()));
    } else {
        let mut out = console.stdout();
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(sources.exit())
}

/// Writes a file that must not be there: people have put work into it.
fn write(file: &Path, text: &str) -> Result<(), Error> {
    let failed = |message: &str| Error::new(ErrorKind::Output, file.display().to_string(), message);
    if file.exists() {
        return Err(failed("is there already").remedy("give another name, or move it away"));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(file, text))
        .map_err(|error| failed("cannot be written").because(error).remedy("check the folder and its rights"))
}
