//! JSON that is nearly JSON: what browsers' consoles would reject and people write all the same, put right where only one meaning is possible.

/// The text without what wraps it: comments of HTML and scripts, CDATA marks, a closing semicolon.
pub(super) fn unwrap(text: &str) -> &str {
    const WRAPS: [(&str, &str); 5] = [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
        ("", ";"),
    ];
    let mut inner = text.trim_matches(is_space);
    loop {
        let before = inner.len();
        for (start, end) in WRAPS {
            inner = inner.strip_prefix(start).unwrap_or(inner).trim_start_matches(is_space);
            inner = inner.strip_suffix(end).unwrap_or(inner).trim_end_matches(is_space);
        }
        if inner.len() == before {
            return inner;
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Line ends and tabs in strings are escaped, backslashes that escape nothing are doubled, commas before a closing bracket are dropped.
pub(super) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut chars = text.chars().peekable();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    out.extend(['\\', next]);
                }
                Some('\'') => out.push('\''),
                Some(next) => out.extend(['\\', '\\', next]),
                None => {}
            },
            '\n' if inside => out.push_str("\\n"),
            '\t' if inside => out.push_str("\\t"),
            c if inside && c.is_control() => out.push(' '),
            '}' | ']' | ',' if !inside => {
                let kept = out.trim_end_matches(|c: char| c.is_ascii_whitespace()).len();
                if out[..kept].ends_with(',') {
                    out.truncate(kept - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
