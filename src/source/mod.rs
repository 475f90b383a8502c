//! Where bytes come from: a [`Page`] is the bytes of one saved announcement and what is known of them from outside.
//! Finding pages (paths, directories, globs, standard input) lives here; nothing later knows about files.

mod carried;
mod container;
mod files;
mod find;
mod kind;
mod load;
mod mhtml;
mod name;
mod progress;
mod stream;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::error::Result;

pub use carried::Carried;
pub use container::Columns;
pub use find::{Found, PAGE_EXTENSIONS, Search, is_page_path};
pub use kind::Kind;
pub use load::{MAX_BYTES, PageRef, STDIN};
pub use name::percent_encoded;
pub use progress::Progress;
pub use stream::Stream;

/// The bytes of one page and what came with them.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The path relative to the project (with `/`), the address, or `-`, as it is shown to people and hashed into ids.
    pub source: String,
    /// The address the page was taken from, where something outside the page says so.
    pub url: Option<String>,
    /// The charset of the HTTP header, where there was one.
    pub charset: Option<String>,
    /// The bytes, as saved.
    pub bytes: Vec<u8>,
}

impl Page {
    /// A page of which nothing is known but its bytes and what it is called: its path, its address, or `-`.
    pub fn new(source: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { source: source.into(), bytes: bytes.into(), ..Self::default() }
    }

    /// A page of the web, which is called by its address.
    pub fn at(url: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let url = url.into();
        Self { url: Some(url.clone()), ..Self::new(url, bytes) }
    }

    /// Reads a page from a file, HTML or MHTML; it is called by its path as seen from the working directory.
    ///
    /// # Errors
    /// Where the file cannot be read, holds no page, or is larger than [`MAX_BYTES`].
    pub fn read(file: impl AsRef<Path>) -> Result<Self> {
        PageRef::file(file.as_ref(), Path::new("")).load()
    }
}
