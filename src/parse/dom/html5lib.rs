//! The tree construction tests of html5lib, where the folder of these tests is named by `ANNALS_HTML5LIB`: trees as html5ever makes them with its own
//! tokenizer, and as the tests expect them.

use std::fmt::Write as _;
use std::path::Path;

use super::tests::{is_emptied, is_kept, ours, shown, theirs};
use super::*;

/// What html5ever does not do: `selectedcontent` shows the chosen option once more. Nobody reads what a `select` holds.
const UNBUILT: &str = "<selectedcontent>";

/// A page, and the tree that it shall have.
pub(crate) struct Case {
    pub data: String,
    /// The element that the page is the content of, as a page never is.
    fragment: bool,
    /// Scripts that run make its tree.
    scripted: bool,
    noscript: bool,
    tree: String,
}

/// All cases; `None` where no folder is named.
pub(crate) fn cases() -> Option<Vec<Case>> {
    let folder = std::env::var("ANNALS_HTML5LIB").ok()?;
    let folder = Path::new(&folder).join("tree-construction");
    let mut cases = Vec::new();
    for file in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        if file.path().extension().is_some_and(|kind| kind == "dat") {
            let text = String::from_utf8_lossy(&std::fs::read(file.path()).expect("a file")).into_owned();
            let scripted = file.path().components().any(|part| part.as_os_str() == "scripted");
            let read = |case| Case::read(case, scripted);
            cases.extend(format!("\n{text}").split("\n#data\n").skip(1).filter_map(read));
        }
    }
    Some(cases)
}

impl Case {
    /// Reads `DATA`, `#errors`, perhaps `#document-fragment` and `#script-off`, `#document`, the tree.
    fn read(text: &str, scripted: bool) -> Option<Self> {
        let (data, rest) = if let Some(rest) = text.strip_prefix("#errors") {
            ("", rest)
        } else {
            text.split_once("\n#errors")?
        };
        let (about, tree) = rest.split_once("\n#document\n")?;
        Some(Self {
            // What reads pages makes one character of the ends of lines.
            data: data.replace("\r\n", "\n").replace('\r', "\n"),
            scripted,
            fragment: about.contains("\n#document-fragment\n"),
            noscript: about.contains("\n#script-off"),
            tree: tree.to_owned(),
        })
    }

    /// The expected tree, told as [`ours`] tells ours.
    fn expected(&self) -> String {
        let mut nodes: Vec<(usize, String, Vec<String>)> = vec![(1, "-".to_owned(), Vec::new())];
        for (depth, text) in lines(&self.tree) {
            if text.starts_with("<!DOCTYPE") {
                continue;
            }
            match attribute(&text) {
                Some((name, value)) => {
                    let (_, element, attributes) = nodes.last_mut().expect("an element");
                    if !name.contains(' ') && is_kept(name, element) {
                        attributes.push(format!("{name}={value:?}"));
                    }
                }
                None => nodes.push((depth + 2, node(&text), Vec::new())),
            }
        }
        told(nodes)
    }
}

/// The lines of a tree with their depths; a text can have several.
fn lines(tree: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for line in tree.trim_end_matches('\n').split('\n') {
        match (line.strip_prefix("| "), lines.last_mut()) {
            (None, Some((_, last))) => last.extend(["\n", line]),
            (None, None) => {}
            (Some(line), _) => {
                let text = line.trim_start_matches(' ');
                lines.push(((line.len() - text.len()) / 2, text.to_owned()));
            }
        }
    }
    lines
}

fn attribute(text: &str) -> Option<(&str, &str)> {
    let is_node = text.starts_with('"') || text.starts_with('<') && text.ends_with('>');
    let (name, value) = text.split_once("=\"").filter(|_| !is_node)?;
    Some((name, value.strip_suffix('"')?))
}

/// The name of an element, a text with its quotes, `-` for what is neither.
fn node(text: &str) -> String {
    if let Some(said) = text.strip_prefix('"') {
        return format!("{:?}", said.strip_suffix('"').unwrap_or(said));
    }
    match text.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
        Some(name) if !name.starts_with(['!', '?']) => name.rsplit(' ').next().unwrap_or(name).to_owned(),
        _ => "-".to_owned(),
    }
}

fn told(nodes: Vec<(usize, String, Vec<String>)>) -> String {
    let (mut out, mut emptied) = (String::new(), usize::MAX);
    for (depth, node, mut attributes) in nodes {
        if depth > emptied {
            continue;
        }
        emptied = if is_emptied(&node) { depth } else { usize::MAX };
        attributes.sort();
        let _ = if node.starts_with(['"', '-']) {
            writeln!(out, "{depth} {node}")
        } else {
            writeln!(out, "{depth} <{node} {}>", attributes.join(" "))
        };
    }
    out
}

#[test]
fn trees_are_those_of_html5evers_own_tokenizer() {
    let Some(cases) = cases() else { return };
    let differs = |case: &&Case| ours(&case.data) != theirs(&case.data);
    let wrong: Vec<&String> = cases.iter().filter(differs).map(|case| &case.data).collect();
    assert!(wrong.is_empty(), "{} of {} differ: {wrong:#?}", wrong.len(), cases.len());
    assert!(cases.len() > 1700, "{}", cases.len());
}

#[test]
fn trees_are_as_the_tests_expect_them() {
    let Some(cases) = cases() else { return };
    let documents: Vec<&Case> = cases.iter().filter(|case| !case.fragment && !case.scripted).collect();
    let mut wrong = String::new();
    for case in &documents {
        let (expected, found) =
            (case.expected(), shown(&Dom::parse(&case.data.as_str().into(), case.noscript)));
        if expected != found && !case.data.contains(UNBUILT) {
            let _ = writeln!(wrong, "{:?}\nexpected:\n{expected}found:\n{found}", case.data);
        }
    }
    assert!(wrong.is_empty(), "of {} cases these differ:\n{wrong}", documents.len());
    assert!(documents.len() > 1500, "{}", documents.len());
}
