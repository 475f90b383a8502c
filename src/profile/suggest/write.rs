//! A learned profile as text, with what speaks for each selector beside it.

use std::fmt::Write as _;

use super::Block;
use super::form::Form;
use super::learn::Learned;
use crate::records::Table;

/// The text of a profile from what was learned on so many pages of these names and addresses.
pub(super) fn profile(blocks: &[Block], names: &[(&str, Option<&str>)], pages: usize) -> String {
    let mut text = format!(
        "# Suggested by `annals profile suggest` from {pages} pages. Behind each selector stands on how many pages or rows it gives a value,\n\
         # and with how many of the values read without a profile it agrees: where it does not, one of the two is wrong. Look at these,\n\
         # then try it with `annals profile test`. The reference is docs/profiles.md.\n"
    );
    let _ = writeln!(
        text,
        "urls = [{}]",
        urls(names).iter().map(|url| quoted(url)).collect::<Vec<_>>().join(", ")
    );
    if blocks.is_empty() {
        text.push_str(
            "\n# Nothing is alike on these pages: give pages of one kind and one site, at least three.\n",
        );
    }
    blocks.iter().for_each(|one| block(one, "", &mut text));
    text
}

fn block(block: &Block, above: &str, text: &mut String) {
    let name = format!("{above}{}", block.table);
    let several = block.each.is_some() || block.table == Table::People;
    let _ = if several { writeln!(text, "\n[[{name}]]") } else { writeln!(text, "\n[{name}]") };
    if let Some((each, pages)) = &block.each {
        let _ = writeln!(text, "each = {} # rows on {pages} pages", quoted(each));
    }
    for (column, learned) in &block.fields {
        let _ = writeln!(text, "{column} = {} # {}", rule(learned), reason(learned));
    }
    block.below.iter().for_each(|below| self::block(below, &format!("{name}."), text));
}

fn rule(learned: &Learned) -> String {
    let Form { css, attr, label, regex } = &learned.form;
    let optional = learned.gives.0 < learned.gives.1;
    if attr.is_none() && label.is_none() && regex.is_none() && !optional && !css.is_empty() {
        return quoted(css);
    }
    let css = (!css.is_empty()).then_some(css);
    let keys = [("css", css), ("attr", attr.as_ref()), ("label", label.as_ref()), ("regex", regex.as_ref())];
    let mut parts: Vec<String> =
        keys.iter().filter_map(|(key, value)| Some(format!("{key} = {}", quoted(value.as_ref()?)))).collect();
    parts.extend(optional.then(|| "optional = true".to_owned()));
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

fn reason(learned: &Learned) -> String {
    let ((agrees, known), (gives, all)) = (learned.agrees, learned.gives);
    format!("gives {gives} of {all}, agrees with {agrees} of {known}")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Patterns for the addresses, else for the paths.
fn urls(names: &[(&str, Option<&str>)]) -> Vec<String> {
    let addresses: Vec<&str> = names.iter().filter_map(|(_, url)| *url).collect();
    let paths: Vec<&str> =
        names.iter().map(|(source, _)| *source).filter(|source| !source.contains("://")).collect();
    [addresses, paths].iter().filter_map(|names| pattern(names)).collect()
}

/// The folder that all names share, and what is below it.
fn pattern(names: &[&str]) -> Option<String> {
    let first = names.first()?;
    let shared = names.iter().fold(first.len(), |shared, name| {
        let same = first.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        shared.min(same)
    });
    let folder = &first[..first.floor_char_boundary(shared)];
    let folder = folder.rfind('/').map_or("", |slash| &folder[..=slash]);
    let escaped: String = folder
        .chars()
        .flat_map(
            |c| if matches!(c, '*' | '?' | '[' | ']' | '{' | '}') { vec!['[', c, ']'] } else { vec![c] },
        )
        .collect();
    Some(format!("{escaped}**"))
}
