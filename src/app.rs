//! The reader's state and the only function that changes it.
//!
//! `update` is pure: keys, sizes and the results of effects come in as actions, and what the
//! outside shall do goes out as effects. It knows neither files nor a clock nor a terminal.

pub mod action;
pub mod command;
pub mod contents;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod panes;
