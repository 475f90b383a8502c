//! Sitemaps (<https://www.sitemaps.org/protocol.html>): XML with addresses and days, an index of further ones, or a plain
//! text with an address a line; gzipped files too.

use std::borrow::Cow;
use std::io::Read as _;

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use url::Url;

use super::{Link, Links, day};

/// What a sitemap may unpack to: the protocol's 50 MiB.
const LARGEST: u64 = 50 << 20;

pub(super) fn links(base: &Url, body: &[u8]) -> Result<Links, String> {
    let body = unpacked(body)?;
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body).trim_ascii_start();
    if body.starts_with(b"<") { xml(base, body) } else { text(base, body) }
}

fn unpacked(body: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if !body.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(body));
    }
    let mut inner = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(body).take(LARGEST + 1).read_to_end(&mut inner);
    read.map_err(|error| format!("is a broken gzip file: {error}"))?;
    if inner.len() as u64 > LARGEST {
        return Err(format!("unpacks to more than {LARGEST} bytes"));
    }
    Ok(Cow::Owned(inner))
}

/// The elements of a sitemap that matter, gathered until their parent ends.
#[derive(Default)]
struct Gathered {
    inside: String,
    location: String,
    modified: String,
    is_sitemap: bool,
}

fn xml(base: &Url, body: &[u8]) -> Result<Links, String> {
    let text = String::from_utf8_lossy(body);
    let mut reader = Reader::from_str(&text);
    let (mut links, mut now) = (Links::default(), Gathered::default());
    loop {
        match reader.read_event().map_err(|error| format!("is no sitemap: {error}"))? {
            Event::Start(tag) => tag.local_name().as_ref().clone_into(&mut now.inside),
            Event::End(tag) => now.end(tag.local_name().as_ref(), base, &mut links),
            Event::Text(text) => now.text(&text),
            Event::CData(text) => now.text(&text),
            // Addresses hold `&amp;`, which the reader gives apart.
            Event::GeneralRef(name) => now.text(entity(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    if now.is_sitemap { Ok(links) } else { Err("is no sitemap".to_owned()) }
}

impl Gathered {
    fn text(&mut self, text: &str) {
        match self.inside.as_str() {
            "loc" => self.location.push_str(text),
            "lastmod" => self.modified.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, base: &Url, links: &mut Links) {
        self.inside.clear();
        match name {
            "url" => links.page(base.join(self.location.trim()).ok(), day(&self.modified)),
            "sitemap" => {
                let url = base.join(self.location.trim()).ok();
                links.more.extend(url.map(|url| Link { url, day: day(&self.modified) }));
            }
            "urlset" | "sitemapindex" => self.is_sitemap = true,
            _ => return,
        }
        self.location.clear();
        self.modified.clear();
    }
}

fn entity(name: &str) -> &str {
    match name {
        "amp" | "#38" => "&",
        "apos" | "#39" => "'",
        "quot" | "#34" => "\"",
        _ => "",
    }
}

fn text(base: &Url, body: &[u8]) -> Result<Links, String> {
    let mut links = Links::default();
    for line in String::from_utf8_lossy(body).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !line.starts_with("http") {
            return Err("is no sitemap".to_owned());
        }
        links.page(base.join(line).ok(), None);
    }
    Ok(links)
}
