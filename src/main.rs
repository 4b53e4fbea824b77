//! The `pullquote` program: arguments to the shell, exit code back.

fn main() {}
