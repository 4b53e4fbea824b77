//! Tests of the state machine: tables of keys and where they lead.

mod corrections;
mod flags;
mod moving;
mod opening;
mod sheets;
