//! Tells the linker where the program lies: at a fixed address.
//!
//! Its tables hold some 40,000 addresses, most of them of words of the HTML and the Markdown
//! parser. A program that may lie anywhere works them out at every start, which copies 200 pages
//! before the first line of ours runs. Stack, heap and libraries lie anywhere as before.
#![allow(clippy::disallowed_methods)]

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| var(name).is_ok_and(|given| given == value);
    let is_static = var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|all| all.contains("crt-static"));
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-arg-benches=-no-pie");
    }
}
