//! `pullquote flags export`: flags for other programs.

use super::filter::Filter;
use super::{FINE, sync};
use crate::export::flags as export;
use crate::shell::whole;
use anyhow::{Context, Error, anyhow, bail};
use clap::builder::ArgPredicate;
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Most bytes of a template.
const MOST: u64 = 1 << 20;

/// What is asked of `flags export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The format
    #[arg(
        long,
        value_enum,
        default_value = "markdown",
        default_value_if("template", ArgPredicate::IsPresent, "template")
    )]
    format: Format,
    /// The template to fill in, in the manner of Jinja; README.md lists what it can name
    #[arg(long, value_name = "FILE", required_if_eq("format", "template"))]
    template: Option<PathBuf>,
    /// Write to this file, in place of all that it held
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write all that another machine may want to know to a file of this one's in a folder
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "template", "output"])]
    to: Option<PathBuf>,
    /// Which flags
    #[command(flatten)]
    filter: Filter,
}

/// Formats for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page of quotations for Obsidian and whatever else reads Markdown
    Markdown,
    /// A full record a line, as JSON
    Jsonl,
    /// A table with every field, for spreadsheets
    Csv,
    /// The table that Readwise imports
    Readwise,
    /// A page for Org, with keywords and deadlines
    Org,
    /// One web page that needs nothing else
    Html,
    /// The articles, for programs that cite in CSL
    CslJson,
    /// The articles, for BibTeX and biblatex
    Bibtex,
    /// W3C Web Annotations in JSON-LD
    W3c,
    /// A file for the Hypothesis client
    Hypothesis,
    /// Whatever the file at --template makes
    Template,
}

pub(super) fn run(args: &ExportArgs, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    if let Some(shared) = &args.to {
        sync::write(shared, folder, out)?;
        return Ok(FINE);
    }
    let template = match &args.template {
        Some(_) if args.format != Format::Template => {
            bail!("--template goes with “--format template” alone.")
        }
        Some(path) => Some((path.display().to_string(), read(path)?)),
        None => None,
    };
    let flags = args.filter.select(folder)?;
    let page = match (args.format, template) {
        (Format::Markdown, _) => export::markdown(&flags),
        (Format::Jsonl, _) => export::jsonl(&flags)?,
        (Format::Csv, _) => export::csv(&flags)?,
        (Format::Readwise, _) => export::readwise(&flags),
        (Format::Org, _) => export::org(&flags),
        (Format::Html, _) => export::html(&flags),
        (Format::CslJson, _) => export::csl_json(&flags)?,
        (Format::Bibtex, _) => export::bibtex(&flags),
        (Format::W3c, _) => export::w3c(&flags)?,
        (Format::Hypothesis, _) => export::hypothesis(&flags)?,
        (Format::Template, Some((name, text))) => {
            export::template(&name, &text, &flags).map_err(|sentence| anyhow!(sentence))?
        }
        (Format::Template, None) => bail!("Name the template: --template FILE."),
    };
    whole::put(args.output.as_deref(), page.as_bytes(), out)?;
    Ok(FINE)
}

/// Reads a template.
fn read(path: &Path) -> Result<String, Error> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{name} cannot be read"))?;
    if bytes.len() as u64 > MOST {
        bail!("{name} is too large for a template: it may have a megabyte.");
    }
    String::from_utf8(bytes).map_err(|_| anyhow!("{name} is no template: it is not UTF-8."))
}
