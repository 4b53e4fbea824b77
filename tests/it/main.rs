//! Integration tests: one binary, a module a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod anchoring;
mod cli;
mod clusters;
mod config;
mod corpus;
mod corrections;
mod endure;
mod follow;
mod home;
mod looks;
mod outside;
mod pages;
mod readme;
mod safe;
mod support;
mod tidy;
mod tui;
mod w3c;
