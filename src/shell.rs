//! Files, the clock, the environment and the terminal; everything else is pure.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod flags;
pub mod inputs;
pub mod keys;
pub mod store;
pub mod terminal;
