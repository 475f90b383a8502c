//! The doctype, which tells the parser whether a page is in quirks mode (section 13.2.5.53 and on of the HTML standard).

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;

/// Reads a doctype from behind its `<!doctype` up to its `>`.
pub(super) fn read(text: &str) -> Doctype {
    let space = |c: char| matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' ');
    let text = text.trim_start_matches(space);
    let end = text.find(space).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut doctype = Doctype {
        name: (!name.is_empty())
            .then(|| StrTendril::from(name.to_ascii_lowercase().replace('\0', "\u{fffd}"))),
        force_quirks: name.is_empty(),
        ..Doctype::default()
    };
    let rest = rest.trim_start_matches(space);
    let keyword = rest.get(..6).unwrap_or("").to_ascii_lowercase();
    let (public, system) = match keyword.as_str() {
        "public" => {
            let (public, rest) = quoted(&rest[6..]);
            let system = quoted(rest);
            doctype.force_quirks |= public.is_none() || malformed(rest, system.0);
            (public, system.0)
        }
        "system" => {
            let (system, _) = quoted(&rest[6..]);
            doctype.force_quirks |= system.is_none();
            (None, system)
        }
        _ => {
            doctype.force_quirks |= !rest.is_empty();
            (None, None)
        }
    };
    doctype.public_id = public.map(StrTendril::from);
    doctype.system_id = system.map(StrTendril::from);
    doctype
}

/// Something follows the public identifier that is no quoted one.
fn malformed(rest: &str, system: Option<&str>) -> bool {
    system.is_none() && !rest.trim_ascii_start().is_empty()
}

/// A quoted identifier and what follows; without its closing quote it is none.
fn quoted(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_ascii_start();
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return (None, text) };
    match text[1..].find(quote) {
        Some(end) => (Some(&text[1..=end]), &text[end + 2..]),
        None => (None, text),
    }
}
