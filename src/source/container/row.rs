//! A row of a table as a page: its address, and its bytes or none.

use std::sync::Arc;

use crate::source::carried::{Carried, Form, TOO_LARGE};
use crate::source::container::named;
use crate::source::load::{MAX_BYTES, PageRef};

/// The page of a row, which is called by its address, else by the table and the number of the row, from 0.
pub(super) fn page(
    table: &Arc<str>,
    row: u64,
    url: Option<&str>,
    html: Option<&[u8]>,
    is_text: bool,
) -> PageRef {
    let form = match html {
        None => EMPTY,
        Some(bytes) if bytes.len() as u64 > MAX_BYTES => TOO_LARGE,
        Some(_) if is_text => Form::Utf8,
        Some(_) => Form::Html,
    };
    let bytes = if matches!(form, Form::Nothing(..)) { &[] } else { html.unwrap_or_default() };
    let carried = Carried::new(form, bytes.to_vec(), table, format!("row {row}"));
    let page = url.map_or_else(|| named(table, &format!("row-{row}")), PageRef::unread);
    PageRef { url: url.map(str::to_owned), carried: Some(Box::new(carried)), ..page }
}

const EMPTY: Form = Form::Nothing("holds no page", "leave out rows without one");
