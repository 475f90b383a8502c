//! The name of a page: its path seen from a folder, with `/`, so that it is the same on every machine.
//! Only text is compared; links are not followed, because the name that was given is the one people know.

use std::path::{Component, Path, PathBuf};

/// The path of `file` as seen from `base`; both are taken from the working directory where they are relative.
pub(super) fn relative(file: &Path, base: &Path) -> String {
    let (file, base) = (plain(file), plain(base));
    let mut to: Vec<Component> = file.components().collect();
    let from: Vec<Component> = base.components().collect();
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        // Another drive: no relative path leads there, and an absolute one would name the machine.
        to = file.components().next_back().into_iter().collect();
        return slashed(&to);
    }
    let up = std::iter::repeat_n(Component::ParentDir, from.len() - shared);
    slashed(&up.chain(to.drain(shared..)).collect::<Vec<_>>())
}

/// Absolute, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn slashed(components: &[Component]) -> String {
    let parts: Vec<_> = components.iter().map(|part| part.as_os_str().to_string_lossy()).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// The path as part of an address.
#[must_use]
pub fn percent_encoded(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(byte.into());
            }
            _ => write!(encoded, "%{byte:02X}").expect("writing to a string never fails"),
        }
        encoded
    })
}
