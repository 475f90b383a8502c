//! Two values side by side: where they differ is asked one by one which of the two stays, so that comparing and accepting are the same walk.

use serde_json::{Map, Value};

use crate::normalize::fold;

/// One fact that a page says otherwise than expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where it stands, as people read it: `people["Ann Lee"].family_name`.
    pub path: String,
    /// As expected; `None` where nothing is. A list or an object is JSON.
    pub expected: Option<String>,
    /// As the page says it now; `None` where it does not.
    pub actual: Option<String>,
    /// Where it stands in what the page says now. Of what the page says no more, only the parts that are still there and the last key.
    pub at: Vec<Step>,
}

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
}

/// What is expected, with those parts of what is said taken over that `takes` says yes to.
pub(super) fn merge(expected: &Value, actual: &Value, takes: &mut dyn FnMut(Difference) -> bool) -> Value {
    let mut walk = Walk { takes, at: Vec::new() };
    walk.merged("", Some(expected), Some(actual)).unwrap_or_default()
}

struct Walk<'t> {
    takes: &'t mut dyn FnMut(Difference) -> bool,
    /// The way to the part that is looked at.
    at: Vec<Step>,
}

impl Walk<'_> {
    fn merged(&mut self, path: &str, expected: Option<&Value>, actual: Option<&Value>) -> Option<Value> {
        match (expected, actual) {
            (Some(Value::Object(a)), Some(Value::Object(b))) => Some(self.objects(path, a, b)),
            (a, b) if is_list(a, b) => {
                let merged = self.lists(path, items(a), items(b));
                (a.is_some() || !merged.is_empty()).then_some(Value::Array(merged))
            }
            (a, b) if a == b => a.cloned(),
            (a, b) => self.asked(path, a, b),
        }
    }

    fn asked(&mut self, path: &str, expected: Option<&Value>, actual: Option<&Value>) -> Option<Value> {
        let (path, at) = (path.to_owned(), self.at.clone());
        let difference = Difference { path, expected: expected.map(shown), actual: actual.map(shown), at };
        if (self.takes)(difference) { actual.cloned() } else { expected.cloned() }
    }

    fn objects(&mut self, path: &str, expected: &Map<String, Value>, actual: &Map<String, Value>) -> Value {
        let mut keys: Vec<&String> = expected.keys().chain(actual.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut merged = Map::new();
        for key in keys {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let value = self
                .below(Step::Key(key.clone()), |walk| walk.merged(&path, expected.get(key), actual.get(key)));
            merged.extend(value.map(|value| (key.clone(), value)));
        }
        Value::Object(merged)
    }

    /// Items are matched by what names them, so that one more person is one difference.
    fn lists(&mut self, path: &str, expected: &[Value], actual: &[Value]) -> Vec<Value> {
        let partners = partners(expected, actual);
        let mut merged: Vec<(Option<usize>, Value)> = Vec::new();
        for (index, item) in expected.iter().enumerate() {
            let place = format!("{path}[{}]", name(item).unwrap_or_else(|| index.to_string()));
            let value = match partners[index] {
                Some(at) => {
                    self.below(Step::Item(at), |walk| walk.merged(&place, Some(item), Some(&actual[at])))
                }
                None => self.asked(&place, Some(item), None),
            };
            merged.extend(value.map(|value| (partners[index], value)));
        }
        for (at, item) in actual.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at))) {
            let place = format!("{path}[{}]", name(item).unwrap_or_else(|| "+".into()));
            if let Some(value) = self.below(Step::Item(at), |walk| walk.asked(&place, None, Some(item))) {
                // Behind the one that it stands behind on the page.
                let before = merged.iter().position(|(known, _)| known.is_some_and(|known| known + 1 == at));
                let place = before.map_or(if at == 0 { 0 } else { merged.len() }, |before| before + 1);
                merged.insert(place, (Some(at), value));
            }
        }
        merged.into_iter().map(|(_, value)| value).collect()
    }

    fn below<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.at.push(step);
        let done = work(self);
        self.at.pop();
        done
    }
}

/// Whether these are lists of objects, one of which may be missing. Lists of texts are compared as a whole.
fn is_list(a: Option<&Value>, b: Option<&Value>) -> bool {
    let of_objects = |value: &Value| value.as_array().is_some_and(|items| items.iter().all(Value::is_object));
    (a.is_some() || b.is_some()) && a.is_none_or(of_objects) && b.is_none_or(of_objects)
}

fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// For each item that is expected the one that is said in its place: the same, else one of that name, else one of nearly that name.
fn partners(expected: &[Value], actual: &[Value]) -> Vec<Option<usize>> {
    let mut partners = vec![None; expected.len()];
    let mut is_free = vec![true; actual.len()];
    let tests: [fn(&Value, &Value) -> bool; 3] = [
        |a, b| a == b,
        |a, b| name(a).is_some() && name(a) == name(b),
        |a, b| name(a).is_some() && folded(a) == folded(b),
    ];
    for test in tests {
        for (item, partner) in expected.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            let found = (0..actual.len()).find(|at| is_free[*at] && test(item, &actual[*at]));
            *partner = found.inspect(|at| is_free[*at] = false);
        }
    }
    partners
}

/// What names an item of a list.
fn name(item: &Value) -> Option<String> {
    let key = ["name", "theme", "institution", "title", "role", "due_on", "code", "starts_on"];
    key.iter().find_map(|key| item.get(key)).and_then(Value::as_str).map(|name| format!("{name:?}"))
}

fn folded(item: &Value) -> Option<String> {
    name(item).map(|name| fold(&name))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
