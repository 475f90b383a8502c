//! Front matter: what generators of sites (Jekyll, Hugo, Eleventy) read of a page before its HTML, lines of `key: value` between two lines of `---`
//! (YAML) or of `key = value` between two of `+++` (TOML). Pages that were saved from a repository still have it.

use html5ever::tendril::StrTendril;

/// Longest front matter that is looked for, in bytes.
const BYTES: usize = 64 << 10;

/// A key and its value.
pub(super) type Said = (String, String);

/// What the front matter of a page says, and the page with spaces in its place, so that everything else stays where it is.
pub(super) fn take(text: &StrTendril) -> (StrTendril, Vec<Said>) {
    let Some((end, said)) = find(text) else { return (text.clone(), Vec::new()) };
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let mut page: String = text.bytes().take(end).map(blank).collect();
    page.push_str(&text[end..]);
    (StrTendril::from(page), said)
}

/// Where front matter ends, and what it says.
fn find(text: &str) -> Option<(usize, Vec<Said>)> {
    let (fence, sign) =
        [("---", ':'), ("+++", '=')].into_iter().find(|(fence, _)| text.starts_with(fence))?;
    let head = &text[..text.floor_char_boundary(BYTES)];
    let mut said = Vec::new();
    let mut end = 0;
    for line in head.split_inclusive('\n') {
        let (begins, content) = (end == 0, line.trim_end());
        end += line.len();
        match content {
            _ if content == fence && !begins => return Some((end, said)),
            _ if content == fence => {}
            _ if begins || !is_of_it(content, sign) => return None,
            _ => said.extend(value(content, sign)),
        }
    }
    None
}

/// Whether a line can stand in front matter: empty, a comment, a part of what is above, or a key.
fn is_of_it(line: &str, sign: char) -> bool {
    line.is_empty()
        || line.starts_with(['#', ' ', '\t', '-', '[', ']', '}', '"'])
        || key(line, sign).is_some()
}

fn key(line: &str, sign: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(sign)?;
    let key = key.trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(is_name)).then_some((key, value.trim()))
}

/// A plain value, under the name that the same has in metadata; no list, and nothing that the generator would put in.
fn value(line: &str, sign: char) -> Option<Said> {
    let (key, value) = key(line, sign)?;
    let plain = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let value = plain.unwrap_or_else(|| value.split(" #").next().unwrap_or_default()).trim();
    if value.is_empty()
        || plain.is_none() && value.starts_with(['[', '{', '|', '>', '&', '*'])
        || value.contains("{{")
    {
        return None;
    }
    let key = match &*key.to_ascii_lowercase() {
        "lang" | "language" | "locale" => "lang".to_owned(),
        "author" => "author".to_owned(),
        other => format!("front.{other}"),
    };
    Some((key, value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Vec<(String, String)>> {
        let (page, said) = take(&StrTendril::from(text));
        assert_eq!(page.len(), text.len());
        (*page != *text).then_some(said)
    }

    #[test]
    fn keys_and_plain_values_are_read_and_blanked() {
        let yaml = "---\ntitle: \"Tides: a lecture\"\ndate: 2024-05-09 # no\ntags:\n  - sea\nlang: en\nlayout: {{ x }}\n---\n<p>Hello</p>";
        let told = said(yaml).unwrap();
        let expected = [("front.title", "Tides: a lecture"), ("front.date", "2024-05-09"), ("lang", "en")];
        assert_eq!(told, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        assert_eq!(said("+++\ntitle = 'Tides'\n+++\n<p>x").unwrap()[0].1, "Tides");
        assert_eq!(said("---\n---\n<center>").unwrap(), []);
    }

    #[test]
    fn other_pages_stay_as_they_are() {
        for page in [
            "<p>---</p>",
            "---\nA mail begins so.\n---\n<p>x</p>",
            "---",
            "----\ntitle: x\n---\n",
            "--- x\ntitle: y\n---\n",
        ] {
            assert_eq!(said(page), None, "{page}");
        }
    }
}
