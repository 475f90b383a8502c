//! The [`Dataset`]: the tables of a project, ready to be written.

use crate::records::{Tables, WhoSpoke};
use crate::resolve::sheet;

/// The tables of many pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Rows in the order of the contract.
    pub tables: Tables,
}

impl Dataset {
    /// The flat sheet: one row an appearance, names instead of ids.
    #[must_use]
    pub fn who_spoke(&self) -> Vec<WhoSpoke> {
        sheet::who_spoke(&self.tables)
    }
}
