//! The lines of a `robots.txt` in their groups: names of visitors, then rules for them. What is no rule neither ends a
//! group nor begins one.

/// A line that is for the visitors of a group.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    Allow(&'a str),
    Disallow(&'a str),
    Delay(&'a str),
}

/// Visitors, and the lines for them.
#[derive(Default)]
struct Group<'a> {
    visitors: Vec<&'a str>,
    lines: Vec<Line<'a>>,
    /// The next name begins another group.
    has_rules: bool,
}

/// All groups of a file.
pub(super) struct Groups<'a>(Vec<Group<'a>>);

impl<'a> Groups<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut groups = Self(Vec::new());
        for (key, value) in text.split(['\r', '\n']).filter_map(key_and_value) {
            groups.take(&key.to_ascii_lowercase(), value);
        }
        groups
    }

    fn take(&mut self, key: &str, value: &'a str) {
        if key == "user-agent" {
            if self.0.last().is_none_or(|group| group.has_rules) {
                self.0.push(Group::default());
            }
            self.0.last_mut().into_iter().for_each(|group| group.visitors.push(name(value)));
            return;
        }
        // Lines before the first name are nobody's.
        let Some(group) = self.0.last_mut() else { return };
        match key {
            "allow" => group.lines.push(Line::Allow(value)),
            "disallow" => group.lines.push(Line::Disallow(value)),
            "crawl-delay" => group.lines.push(Line::Delay(value)),
            _ => {}
        }
        group.has_rules |= matches!(key, "allow" | "disallow");
    }

    /// The lines of all groups that name the visitor; where none does, of those for everybody.
    pub(super) fn for_visitor(&self, token: &str) -> impl Iterator<Item = Line<'a>> {
        let is_ours = |group: &Group| group.visitors.iter().any(|name| name.eq_ignore_ascii_case(token));
        let named = self.0.iter().any(is_ours);
        let wanted = self.0.iter().filter(
            move |group| {
                if named { is_ours(group) } else { group.visitors.contains(&"*") }
            },
        );
        wanted.flat_map(|group| group.lines.iter().copied())
    }
}

/// A line without its comment; `None` where it is no key with a value.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let line = line.split('#').next().unwrap_or("");
    let (key, value) = line.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// The product token that a value begins with: `annals/1.0 (a comment)` names `annals`.
fn name(value: &str) -> &str {
    if value == "*" || value.strip_prefix('*').is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return "*";
    }
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_'));
    &value[..end.unwrap_or(value.len())]
}
