//! The command line: what was asked for, and the exit code.

use super::annotate::{self, AnnotateArgs};
use super::complain;
use super::config::{Config, Overrides, look, print as print_config};
use super::corrections::{self, CorrectionsCommand};
use super::flags::{self, FlagsCommand};
use super::home::Start;
use super::inputs::{self, STDIN};
use super::render::{self, RenderArgs};
use super::run::{self, Reading};
use super::{manual, plain, print};
use anyhow::Error;
use clap::{CommandFactory, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use std::ffi::OsString;
use std::io::{BufWriter, ErrorKind, IsTerminal, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};

/// Exit code for a command line that asks for nothing that can be done.
const USAGE: u8 = 2;

/// Exit code when some inputs failed.
const FAILED: u8 = 1;

/// Read annotated news briefings: who said what, quote by quote
#[derive(Debug, Default, Parser)]
#[command(version)]
#[command(after_help = "A file that is named like a command is read as ./NAME.\n\
    Exit codes: 0 fine, 1 some inputs failed, 2 usage, 128+n ended by signal n.")]
struct Cli {
    /// Articles and folders of articles to read, - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Folder in which flags are kept [default: the user's data folder]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    data: Option<PathBuf>,
    /// Folder of articles to read when no PATH is named, and beside it
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    library: Option<PathBuf>,
    /// Read without a screen, line by line: for screen readers and braille
    #[arg(long)]
    plain: bool,
    /// Write what was flagged when the reader is left: Markdown to a FILE.md, else JSON Lines; -
    /// for standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    flags_on_exit: Option<PathBuf>,
    #[command(flatten)]
    overrides: Overrides,
    /// Print a config file with every option at its default
    #[arg(long, exclusive = true)]
    print_config: bool,
    /// Print a built-in theme, to begin one of your own with
    #[arg(long, value_name = "NAME", exclusive = true)]
    print_theme: Option<String>,
    /// Print the keys in force
    #[arg(long, conflicts_with = "paths")]
    print_keys: bool,
    /// What to do instead of reading
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write who said what, for other programs
    Annotate(AnnotateArgs),
    /// Add, list, change, check and export flags
    #[command(subcommand)]
    Flags(FlagsCommand),
    /// List, check, export, import and take back what was corrected in the reader
    #[command(subcommand)]
    Corrections(CorrectionsCommand),
    /// Print the screen that some keys lead to
    Render(RenderArgs),
    /// Print the man page, for man -l or a folder of man pages
    Man {
        /// The command whose page it is; that of the whole program if none is named
        command: Option<String>,
    },
    /// Print the completions of a shell, to be read by it
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Does what the command line asks for and returns the exit code.
#[must_use]
pub fn main() -> u8 {
    let args: Vec<OsString> = std::env::args_os().collect();
    let cli = match paths_alone(&args).map_or_else(|| Cli::try_parse_from(&args), Ok) {
        Ok(cli) => cli,
        Err(asked) => {
            // Help that nobody reads to its end is no failure.
            let _ = asked.print();
            return u8::try_from(asked.exit_code()).unwrap_or(USAGE);
        }
    };
    dispatch(cli).unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        FAILED
    })
}

/// Takes a command line that names nothing but paths, as most do, without setting up all that
/// another could hold: a reader is waiting. `None` for what may be an option or a command.
fn paths_alone(args: &[OsString]) -> Option<Cli> {
    let paths = args.get(1..)?;
    let is_path = |path: &OsString| {
        let bytes = path.as_encoded_bytes();
        bytes == b"-" || !(bytes.is_empty() || bytes.starts_with(b"-"))
    };
    // No command has these in its name.
    let is_no_command = |path: &OsString| {
        path.as_encoded_bytes().iter().any(|byte| [b'.', b'/'].contains(byte)) || path == STDIN
    };
    let is_plain = paths.iter().all(is_path) && paths.first().is_none_or(is_no_command);
    let paths = || paths.iter().map(PathBuf::from).collect();
    is_plain.then(|| Cli { paths: paths(), ..Cli::default() })
}

fn dispatch(mut cli: Cli) -> Result<u8, Error> {
    let mut out = BufWriter::new(stdout().lock());
    if cli.print_config {
        return put(&mut out, print_config::config().as_bytes());
    }
    if let Some(name) = &cli.print_theme {
        return match look::written(name) {
            Ok(theme) => put(&mut out, theme.as_bytes()),
            Err(problem) => Ok(refuse(&[problem])),
        };
    }
    if cli.print_keys {
        return match Config::load(&cli.overrides) {
            Ok(config) => put(&mut out, print_config::keys(&config.keymap).as_bytes()),
            Err(problems) => Ok(refuse(&problems)),
        };
    }
    match cli.command.take() {
        Some(Command::Annotate(args)) => {
            Ok(annotate::run(&args, cli.data.as_deref(), &mut out, &mut stderr().lock())?)
        }
        Some(Command::Corrections(command)) => {
            let (data, backups) = (cli.data.as_deref(), backups(&cli.overrides));
            let code = corrections::run(&command, data, backups, &mut out)?;
            Ok(u8::try_from(code).unwrap_or(FAILED))
        }
        Some(Command::Flags(command)) => {
            let backups = backups(&cli.overrides);
            let code = flags::run(command, cli.data.as_deref(), backups, &mut out)?;
            Ok(u8::try_from(code).unwrap_or(FAILED))
        }
        Some(Command::Render(args)) => {
            let config = Config::fixed(&cli.overrides.with(&args.overrides));
            match config.and_then(|config| Ok((config.fixed_look()?, config))) {
                Ok((look, config)) => render::run(args, &config, &look.theme, &mut out),
                Err(problems) => Ok(refuse(&problems)),
            }
        }
        Some(Command::Man { command }) => match manual::page(Cli::command(), command.as_deref()) {
            Ok(page) => put(&mut out, &page),
            Err(problem) => Ok(refuse(&[problem])),
        },
        Some(Command::Completions { shell }) => {
            put(&mut out, &manual::completions(Cli::command(), shell))
        }
        None => {
            drop(out);
            read(cli)
        }
    }
}

/// Returns how many daily backups are kept.
fn backups(overrides: &Overrides) -> usize {
    // What is wrong with a config is told by the reader.
    let options = Config::load(overrides).unwrap_or_default().options;
    usize::from(options.backups.0)
}

/// Says everything that is wrong with the configuration.
fn refuse(problems: &[String]) -> u8 {
    problems.iter().for_each(|problem| complain(problem));
    USAGE
}

/// Prints a text; a reader that has seen enough and closes the pipe is no failure.
fn put(out: &mut dyn Write, text: &[u8]) -> Result<u8, Error> {
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(0),
    }
}

/// Reads on the terminal, or prints when standard output is none.
fn read(cli: Cli) -> Result<u8, Error> {
    let paths = cli.paths;
    if cli.plain && paths.iter().any(|path| path == Path::new(STDIN)) {
        complain("With --plain the lines of standard input are commands; save the article first.");
        return Ok(USAGE);
    }
    if paths.iter().any(|path| path == Path::new(STDIN)) && stdin().is_terminal() {
        complain("Standard input is the terminal; pipe an article into “pullquote -”.");
        return Ok(USAGE);
    }
    if !stdout().is_terminal() && !cli.plain {
        if cli.flags_on_exit.is_some() {
            complain("Nothing is flagged where the text is only printed; read on a terminal.");
            return Ok(USAGE);
        }
        if paths.is_empty() {
            complain(
                "Name what to read: “pullquote PATH…” opens articles or folders of articles, \
                 “… | pullquote -” what another program prints; “pullquote --help” tells the rest.",
            );
            return Ok(USAGE);
        }
        return Ok(print::run(&paths, cli.data.as_deref(), &mut BufWriter::new(stdout().lock()))?);
    }
    let loaded = Config::load(&cli.overrides).and_then(|mut config| {
        if let Some(folder) = &cli.library {
            config.set_library(folder).map_err(|problem| vec![problem])?;
        }
        Ok((config.look()?, config))
    });
    let (look, config) = match loaded {
        Ok(loaded) => loaded,
        Err(problems) => return Ok(refuse(&problems)),
    };
    let (mut readable, mut problems) = (Vec::new(), Vec::new());
    let is_alone = paths.is_empty();
    for path in paths {
        match inputs::check(&path) {
            Ok(()) => readable.push(path),
            Err(problem) => {
                complain(&problem);
                problems.push(problem);
            }
        }
    }
    let failed = if problems.is_empty() { 0 } else { FAILED };
    if readable.is_empty() && !is_alone {
        return Ok(failed);
    }
    let start = match Start::new(readable, &config) {
        Ok(start) => start,
        Err(problem) => return Ok(refuse(&[problem])),
    };
    let (data, flags_on_exit) = (cli.data, cli.flags_on_exit);
    let reading = Reading { start, problems, data, flags_on_exit, look, config };
    let code = match cli.plain {
        true => plain::run(reading, &mut stdout().lock())?,
        false => run::run(reading)?,
    };
    Ok(code.max(failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_path_named_like_a_command_can_be_read() {
        let paths = |args: &[&str]| {
            let cli = Cli::try_parse_from(std::iter::once(&"pullquote").chain(args)).unwrap();
            assert!(cli.command.is_none(), "{args:?}");
            cli.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(paths(&["./annotate"]), ["./annotate"]);
        assert_eq!(paths(&["a.txt", "--data", "d", "-"]), ["a.txt", "-"]);
        assert_eq!(paths(&["--", "flags"]), ["flags"]);
        assert_eq!(paths(&["a.txt", "flags"]), ["a.txt", "flags"]);
        assert_eq!(paths(&["--", "-x.txt"]), ["-x.txt"]);
    }

    #[test]
    fn paths_alone_are_what_the_whole_command_line_makes_of_them() {
        let check = |args: &[&str], is_plain: bool| {
            let args: Vec<OsString> =
                std::iter::once(&"pullquote").chain(args).map(OsString::from).collect();
            let plain = paths_alone(&args);
            assert_eq!(plain.is_some(), is_plain, "{args:?}");
            if let Some(plain) = plain {
                let whole = Cli::try_parse_from(&args).unwrap();
                assert_eq!(format!("{plain:?}"), format!("{whole:?}"));
            }
        };
        check(&[], true);
        check(&["a.txt"], true);
        check(&["news/", "-", "flags", "b c"], true);
        check(&["-"], true);
        check(&["news"], false);
        check(&["flags"], false);
        check(&["a.txt", "--plain"], false);
        check(&["--", "-x"], false);
        check(&["a.txt", ""], false);
        for command in Cli::command().get_subcommands() {
            assert!(!command.get_name().contains(['.', '/', '-']), "{}", command.get_name());
        }
    }

    #[test]
    fn the_folder_of_flags_is_named_before_or_behind_a_command() {
        for args in [["--data", "d", "flags", "list"], ["flags", "list", "--data", "d"]] {
            let cli = Cli::try_parse_from(std::iter::once("pullquote").chain(args)).unwrap();
            assert!(matches!(cli.command, Some(Command::Flags(_))), "{args:?}");
            assert_eq!(cli.data, Some(PathBuf::from("d")), "{args:?}");
        }
    }
}
