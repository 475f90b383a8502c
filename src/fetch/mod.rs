//! Fetching: the addresses that a project names, and those that its feeds, sitemaps and lists name, are asked politely and
//! kept in the [archive](crate::archive). Nothing is read of the pages here; that is done from the archive alone.

mod address;
mod answer;
mod frontier;
mod host;
mod links;
mod pace;
mod plan;
mod problem;
mod report;
mod retry;
pub mod robots;
mod role;
mod run;
mod secrets;
mod tasks;
mod visitor;

pub use address::{Refused, is_public};
pub use plan::{Planned, plan};
pub use report::{Progress, Report, Step};
pub use role::Role;
pub use run::fetch;
pub use visitor::TOKEN;
