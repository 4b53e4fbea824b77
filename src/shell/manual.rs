//! The man pages and the shells' completions, made from the tables that the program itself
//! works by: the command line's, that of the commands with their keys, and that of the options.

use super::config::option::{self, Options};
use crate::app::command::{self, Group, shown};
use crate::nearest::suggestion;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use std::io;

/// Files that the program reads and writes, and what they hold.
const FILES: &[(&str, &str)] = &[
    ("$XDG_CONFIG_HOME/pullquote/config.toml", "The options and the keys; else in ~/.config."),
    (
        "$XDG_DATA_HOME/pullquote/flags.sqlite3",
        "The flags and corrections; else in ~/.local/share.",
    ),
    ("$XDG_STATE_HOME/pullquote/session.json", "The last session; else in ~/.local/state."),
    ("$XDG_CACHE_HOME/pullquote/sample", "The samples; else in ~/.cache."),
];

/// Variables of the environment, and what they do.
const VARIABLES: &[(&str, &str)] = &[
    ("PULLQUOTE_CONFIG", "Names the config file."),
    ("PULLQUOTE_OPTION", "Sets the option of that name, as in PULLQUOTE_MEASURE=66."),
    ("NO_COLOR", "Set to anything, it takes the colours away."),
];

/// Returns the man page of the program, or of one of its commands, as roff.
///
/// # Errors
///
/// Returns a sentence if there is no command of that name.
pub fn page(program: Command, name: Option<&str>) -> Result<Vec<u8>, String> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = match name {
        None => whole(&program, &mut out),
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
                return Err(format!("There is no command “{name}”{}", suggestion(name, &names)));
            };
            let title = format!("pullquote-{name}");
            let source = format!("pullquote {}", program.get_version().unwrap_or(""));
            let man = Man::new(command.clone()).title(title).source(source);
            if command.has_subcommands() {
                parts(command, &man, &mut out)
            } else {
                man.render(&mut out)
            }
        }
    };
    Ok(in_ascii(&String::from_utf8_lossy(&out)).into_bytes())
}

/// Names of roff for marks that are not ASCII: not every formatter reads UTF-8.
const NAMED: &[(char, &str)] =
    &[('“', "\\(lq"), ('”', "\\(rq"), ('’', "\\(cq"), ('…', "..."), ('–', "\\(en")];

fn in_ascii(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for c in page.chars() {
        match NAMED.iter().find(|(mark, _)| *mark == c) {
            Some((_, name)) => out.push_str(name),
            None => out.push(c),
        }
    }
    out
}

fn whole(program: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(program.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    man.render_subcommands_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for info in command::TABLE.iter().filter(|info| info.group == group) {
            let keys: Vec<String> = info.keys.iter().map(|keys| shown(keys)).collect();
            roff.control("TP", []).text([bold(keys.join(" "))]);
            roff.text([roman(info.with_place()), roman(" ["), italic(info.name), roman("]")]);
        }
    }
    roff.control("SH", ["CONFIGURATION"]);
    roff.text([
        bold("pullquote --print-config"),
        roman(" prints a config file with every option and the names of the keys."),
    ]);
    let defaults = Options::default();
    for info in option::TABLE {
        roff.control("TP", []);
        roff.text([bold(info.name), roman(" = "), roman((info.get)(&defaults))]);
        roff.text([roman(info.sentence)]);
    }
    roff.control("SH", ["PICTURES"]);
    roff.text([
        roman("Pictures of the screens are in the README and in its folder docs; "),
        bold("pullquote render ARTICLE --size 120x40 --format svg"),
        roman(" draws one of any article."),
    ]);
    for (title, rows) in [("ENVIRONMENT", VARIABLES), ("FILES", FILES)] {
        roff.control("SH", [title]);
        for (name, sentence) in rows {
            roff.control("TP", []).text([bold(*name)]).text([roman(*sentence)]);
        }
    }
    roff.to_writer(out)?;
    man.render_extra_section(out)?;
    man.render_version_section(out)
}

/// Writes the page of a command that has commands of its own: they have no other page.
fn parts(command: &Command, man: &Man, out: &mut Vec<u8>) -> io::Result<()> {
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    let text =
        |help: Option<&clap::builder::StyledStr>| help.map_or(String::new(), ToString::to_string);
    for own in command.get_subcommands() {
        let usage = own.clone().render_usage().to_string();
        roff.control("SS", [own.get_name()]);
        roff.text([roman(text(own.get_about())), roman(".")]);
        roff.control("P", []).text([bold(usage.trim_start_matches("Usage: "))]);
        let args = own.get_arguments().filter(|it| !it.is_global_set() && it.get_id() != "help");
        for arg in args {
            roff.control("TP", []).text([bold(arg.to_string())]);
            roff.text([roman(text(arg.get_help()))]);
        }
    }
    roff.to_writer(out)?;
    man.render_extra_section(out)
}

/// Returns the completions of a shell.
#[must_use]
pub fn completions(mut program: Command, shell: Shell) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut program, "pullquote", &mut out);
    out
}
