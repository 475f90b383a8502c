//! What small made-up pages say.
#![allow(dead_code, reason = "each test takes what it needs")]

use annals::pipeline::{Options, extract};
use annals::records::PageRecord;
use annals::source::Page;

/// The record of a page with a title, which is its heading too, and a body.
pub(crate) fn read(language: &str, title: &str, body: &str) -> PageRecord {
    let html = format!(
        "<html lang={language}><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    page(&html)
}

/// The record of a whole page.
pub(crate) fn page(html: &str) -> PageRecord {
    extract(Page::new("page.html", html), &Options::default()).unwrap()
}
