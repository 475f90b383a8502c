//! The page around the data: head with the policy, landmarks, style and script. The assets are plain files beside this one.

use serde_json::Value;

use crate::report::embed::{escaped, hash_source, inline_json};

const SHELL: &str = include_str!("assets/shell.html");

const STYLE: [&str; 3] =
    [include_str!("assets/base.css"), include_str!("assets/parts.css"), include_str!("assets/page.css")];

/// In this order they are one module: what comes later uses what comes before.
const SCRIPT: [&str; 10] = [
    include_str!("assets/dom.js"),
    include_str!("assets/data.js"),
    include_str!("assets/filter.js"),
    include_str!("assets/table.js"),
    include_str!("assets/findings.js"),
    include_str!("assets/timeline.js"),
    include_str!("assets/people.js"),
    include_str!("assets/marks.js"),
    include_str!("assets/page.js"),
    include_str!("assets/app.js"),
];

/// The whole HTML.
pub(super) fn page(title: &str, meta: &Value, blocks: &str) -> String {
    let (style, script) = (joined(&STYLE), joined(&SCRIPT));
    let policy = [
        "default-src 'none'".to_owned(),
        format!("script-src {}", hash_source(&script)),
        format!("style-src {}", hash_source(&style)),
        "img-src data:".to_owned(),
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
            .to_owned(),
    ];
    let (title, meta, policy) = (escaped(title), inline_json(meta), policy.join("; "));
    filled(SHELL, |name| match name {
        "title" => &title,
        "policy" => &policy,
        "style" => &style,
        "script" => &script,
        "meta" => &meta,
        "blocks" => blocks,
        _ => "",
    })
}

/// The files as one text. Browsers see LF where a checkout wrote CRLF, and hash what they see.
fn joined(files: &[&str]) -> String {
    files.join("\n").replace("\r\n", "\n")
}

/// The template with a value for each `{{name}}`. One walk: what a value holds is not looked at again.
fn filled<'v>(template: &str, value: impl Fn(&str) -> &'v str) -> String {
    let mut parts = template.split("{{");
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        filled.push_str(value(name));
        filled.push_str(rest);
    }
    filled
}
