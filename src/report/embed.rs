//! How data and assets stand in the HTML: data as base64 of raw DEFLATE, which holds no character that means anything to a parser of HTML;
//! the script and the style as themselves, each with the hash that the page's policy lets in.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One block of data, which no browser runs. Always compressed by the same code, whatever features other crates switch on.
pub(super) fn data_block(id: &str, json: &[u8]) -> String {
    let packed = STANDARD.encode(miniz_oxide::deflate::compress_to_vec(json, 7));
    format!("<script type=\"application/octet-stream\" id=\"{id}\">{packed}</script>")
}

/// A source of a Content Security Policy (CSP level 3, hash-source) that lets in exactly this text.
pub(super) fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Text as the content of an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Controls that turn the order of what follows would reach beyond the text; they are named in place of obeyed.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(escaped, "[U+{:04X}]", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// JSON that may stand in a `script` element: `<` can only be inside of strings, where it may be written as its code.
pub(super) fn inline_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
