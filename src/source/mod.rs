//! Where bytes come from: a [`Page`] is the bytes of one saved announcement and what is known of them from outside.
//! Finding pages (paths, directories, globs, standard input) lives here; nothing later knows about files.

mod find;
mod load;
mod mhtml;
mod name;
#[cfg(test)]
mod tests;

pub use find::{Found, PAGE_EXTENSIONS, Search, is_page_path};
pub use load::{MAX_BYTES, PageRef, STDIN};
pub use name::percent_encoded;

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
