//! Files, the clock, the environment and the terminal; everything else is pure.

pub mod flags;
pub mod store;
