//! Reading loosely shaped JSON: what is missing, `null` or empty is unknown.
//! Gold files and documents of other programs are read with it, so nothing here demands a type.

use std::borrow::Cow;

use serde_json::Value;

/// The text under `key`; `None` where it is missing, `null` or empty.
pub(super) fn text<'a>(object: &'a Value, key: &str) -> Option<Cow<'a, str>> {
    printed(object.get(key)?).filter(|text| !text.is_empty())
}

/// The value as text, where it is a single value.
pub(super) fn printed(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// The items under `key`, none where there is no list.
pub(super) fn items<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts under `key`: a list of them, or one alone.
pub(super) fn texts<'a>(object: &'a Value, key: &str) -> Vec<Cow<'a, str>> {
    match object.get(key) {
        Some(Value::Array(values)) => values.iter().filter_map(printed).collect(),
        Some(value) => printed(value).into_iter().collect(),
        None => Vec::new(),
    }
}
