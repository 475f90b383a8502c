//! Talks and roles: who speaks, chairs, opens or moderates at which event, and on what.

pub(crate) mod agenda;
mod below_name;
mod entry_title;
pub(crate) use entry_title::{behind_lead, headed, quoted, words};
mod hours;
mod leftover;
pub(crate) use leftover::{opening, rest};
mod material;
pub(crate) use material::says_nothing;
mod paired;
pub(crate) mod perform;
pub(crate) mod programme;
pub(crate) mod settle;
mod slot;
pub(crate) mod soloist;
mod titles;
pub(crate) mod trailing;
pub(crate) mod unquoted;
