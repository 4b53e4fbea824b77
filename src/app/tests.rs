//! Tests of the state machine: tables of keys and where they lead.

pub(crate) mod anchoring;
mod corrections;
mod finding;
mod flagged;
mod flags;
mod follow;
mod mouse;
mod moving;
mod notes;
mod opening;
mod reading;
mod reload;
mod sheets;
mod taking;
