//! Containers: files with many pages, which are read from their beginning to their end, one page (or batch) in memory at a time.

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(any(feature = "arrow", feature = "parquet"))]
mod row;
mod tar;
#[cfg(test)]
mod tests;
mod warc;
mod zip;

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::source::carried::{Carried, Form, TOO_LARGE};
use crate::source::kind::{Kind, LOOKED_AT};
use crate::source::load::{MAX_BYTES, PageRef, shown};
use crate::source::mhtml;

/// The pages of an input, in the order in which they lie in it.
pub(super) type Pages = Box<dyn Iterator<Item = Result<PageRef>> + Send>;

/// The columns of a table in which pages stand.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The address of the page, which may be null.
    pub url: String,
    /// The page, text or bytes.
    pub html: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self { url: "url".to_owned(), html: "html".to_owned() }
    }
}

/// An input that was opened and looked at.
pub(super) struct Input {
    /// What it is called.
    pub(super) name: Arc<str>,
    /// What its first bytes say.
    pub(super) kind: Option<Kind>,
    pub(super) source: Source,
    /// The file that it is, where it is one.
    pub(super) path: Option<PathBuf>,
}

impl Input {
    /// Looks at the first bytes of an input, unless it is known what it is.
    pub(super) fn new(name: &str, mut source: Source, known: Option<Kind>) -> Result<Self> {
        let mut head = Vec::new();
        if known.is_none() {
            let looked = source.by_ref().take(LOOKED_AT as u64).read_to_end(&mut head);
            looked.map_err(|error| unreadable(name, error))?;
        }
        let kind = known.or_else(|| Kind::of_bytes(&head));
        Ok(Self { name: name.into(), kind, source: Box::new(Cursor::new(head).chain(source)), path: None })
    }

    /// Opens a file.
    pub(super) fn open(name: &str, path: &Path, known: Option<Kind>) -> Result<Self> {
        let file = File::open(path).map_err(|error| unreadable(name, error))?;
        Ok(Self { path: Some(path.to_path_buf()), ..Self::new(name, Box::new(file), known)? })
    }

    /// The pages of a container; an input that is none comes back. Of a table, `columns` hold them.
    pub(super) fn pages(self, columns: &Columns) -> Result<Pages, Self> {
        match self.kind {
            Some(Kind::Warc) => Ok(warc::pages(self)),
            Some(Kind::Tar) => Ok(tar::pages(self)),
            Some(Kind::Zip) => Ok(zip::pages(&self)),
            Some(Kind::Parquet) => Ok(self.parquet(columns)),
            Some(Kind::Arrow) => Ok(self.arrow(columns)),
            _ => Err(self),
        }
    }
}

#[cfg(feature = "parquet")]
impl Input {
    fn parquet(self, columns: &Columns) -> Pages {
        parquet::pages(&self, columns)
    }
}

#[cfg(not(feature = "parquet"))]
impl Input {
    fn parquet(self, _: &Columns) -> Pages {
        failed(unbuilt(&self.name, "Parquet", "parquet"))
    }
}

#[cfg(feature = "arrow")]
impl Input {
    fn arrow(self, columns: &Columns) -> Pages {
        arrow::pages(self, columns)
    }
}

#[cfg(not(feature = "arrow"))]
impl Input {
    fn arrow(self, _: &Columns) -> Pages {
        failed(unbuilt(&self.name, "Arrow", "arrow"))
    }
}

/// That a kind of table is not read by every build.
#[cfg(not(all(feature = "arrow", feature = "parquet")))]
fn unbuilt(name: &str, what: &str, feature: &str) -> Error {
    failure(name, format!("is a file of {what}, which this build of annals does not read"))
        .remedy(format!("build it with the feature: cargo install annals --features {feature}"))
}

/// Pages up to the first failure, behind which a container cannot be read. Readers of formats may panic over bytes that contradict themselves: that is
/// a failure like others.
fn until_failure<T>(
    name: Arc<str>,
    mut next: impl FnMut() -> Result<Option<T>>,
) -> impl Iterator<Item = Result<T>> {
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let page = guarded(&name, &mut next).transpose();
        is_over = !matches!(page, Some(Ok(_)));
        page
    })
}

/// What a reader of a format gives, or that it panicked.
fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(failure(name, "has bytes that contradict themselves")
            .remedy("what is before them was read; fetch or write the file again"))
    })
}

/// A container that fails as a whole.
fn failed(error: Error) -> Pages {
    Box::new(std::iter::once(Err(error)))
}

/// The file of a container that cannot be read from its beginning to its end.
fn whole_file(input: &Input) -> Result<File> {
    let path = input.path.as_ref().ok_or_else(|| {
        failure(&input.name, "cannot be read as it comes, for it says at its end what it holds")
            .remedy("save it as a file and name that")
    })?;
    File::open(path).map_err(|error| unreadable(&input.name, error))
}

/// What the name of a file in an archive says, where it is one of a page.
fn page_kind(name: &str) -> Option<Kind> {
    Kind::of_name(Path::new(name)).filter(|kind| kind.is_page() && !name.ends_with('/'))
}

/// A page that is called by its name in a container.
fn named(container: &str, name: &str) -> PageRef {
    let name = name.strip_prefix("./").unwrap_or(name);
    let source = format!("{container}/{name}");
    PageRef { below: name.to_owned(), ..PageRef::unread(&source) }
}

/// A file in an archive.
fn entry(container: &Arc<str>, name: &str, kind: Kind, bytes: Vec<u8>) -> PageRef {
    let form = match kind {
        _ if bytes.len() as u64 > MAX_BYTES => TOO_LARGE,
        Kind::Mhtml => Form::Mhtml,
        _ => Form::Html,
    };
    let bytes = if form == TOO_LARGE { Vec::new() } else { bytes };
    let day = (form == Form::Mhtml).then(|| mhtml::saved_on(&bytes)).flatten();
    let carried = Carried::new(form, bytes, container, name);
    PageRef { day, carried: Some(Box::new(carried)), ..named(container, name) }
}

/// That a container holds other things.
fn no_page(name: &str) -> Error {
    failure(name, "holds no page").remedy("pages in archives end in .html, .htm, .xhtml, .mhtml or .mht")
}

fn unreadable(name: &str, error: std::io::Error) -> Error {
    failure(name, "cannot be read").because(error).remedy("check the file and its rights")
}

fn failure(name: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Source, shown(name), message)
}
