//! Files, the clock, the environment and the terminal; everything else is pure.
//!
//! | module | subject |
//! |---|---|
//! | [`cli`], [`config`] | the command line and the configuration |
//! | [`run`], [`events`], [`keys`], [`mod@pointer`], [`terminal`], [`browser`], [`editor`], [`pipe`] | the reader at work |
//! | [`inputs`], [`library`], [`work`] | files and folders, read and annotated on threads |
//! | [`store`], [`home`] | where flags are kept, and what one sitting leaves for the next |
//! | [`annotate`], [`flags`], [`mod@print`], [`render`], [`manual`] | commands that need no terminal |
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod annotate;
pub mod browser;
pub mod cli;
pub mod config;
pub mod corrections;
pub mod editor;
pub mod events;
pub mod flags;
pub mod home;
pub mod inputs;
pub mod keys;
mod leave;
pub mod library;
pub mod manual;
pub mod pipe;
pub mod plain;
pub mod pointer;
pub mod print;
pub mod render;
pub mod run;
pub mod store;
mod straighten;
pub mod terminal;
mod today;
mod voices;
pub mod watch;
mod whole;
pub mod work;

use std::io::{Write, stderr};

/// Says on standard error what went wrong; there is nobody to tell if that fails too.
fn complain(message: &str) {
    let _ = writeln!(stderr(), "pullquote: {message}");
}
