//! `pullquote annotate`: articles in, annotations out.

use super::corrections::Corrector;
use super::inputs::{self, articles, documents};
use crate::annotate::annotate;
use crate::document::Document;
use crate::export::{explain, json, markdown, text, toml};
use crate::load::{Limits, load_text};
use clap::{Args, ValueEnum};
use serde::Deserialize;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of a line of a stream.
const LONGEST: u64 = 256 << 20;

/// What `pullquote annotate` is asked.
#[derive(Debug, Args)]
pub struct AnnotateArgs {
    /// Article files or folders; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How the annotations are written
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Say for each attribution why its speaker was chosen; the same as `--format explain`
    #[arg(long, conflicts_with = "format")]
    explain: bool,
    /// Leave out the corrections that were made in the reader
    #[arg(long)]
    as_found: bool,
    /// Read a text a line (`id` or `doc`, and `text`) and write a record a line
    #[arg(long, value_enum)]
    from: Option<From>,
}

impl AnnotateArgs {
    fn format(&self) -> Format {
        if self.explain { Format::Explain } else { self.format }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object for one article, an array for several
    Json,
    /// An object a line
    Jsonl,
    /// One annotated briefing that can be read back
    Toml,
    /// The article with a footnote for each quotation
    Markdown,
    /// The article and who is quoted
    Text,
    /// Each attribution with its mention, its cue and why they were chosen
    Explain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// JSON Lines
    Jsonl,
}

/// Annotates what is asked, with the corrections in `data` or in the user's data folder; a stream
/// is annotated without them. Returns 0, or 1 if some inputs failed.
///
/// A program that has read enough and closes the pipe is no failure.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn run(
    args: &AnnotateArgs,
    data: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let done = match args.from {
        Some(From::Jsonl) => run_stream(args, out, err),
        None if args.as_found => run_articles(args, Corrector::default(), out, err),
        None => run_articles(args, Corrector::open(data), out, err),
    };
    match done {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        other => other,
    }
}

fn run_articles(
    args: &AnnotateArgs,
    corrector: Corrector,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let mut code = 0;
    let mut writer = Writer { format: args.format(), corrector, written: 0, held: None };
    let limits = Limits::default();
    for article in args.paths.iter().flat_map(|path| articles(path)) {
        match article.and_then(|path| documents(&path, &limits)) {
            Ok(documents) => {
                for document in &documents {
                    if writer.is_full() {
                        let name = &document.name;
                        writeln!(
                            err,
                            "pullquote: TOML holds one article; {name} was left out, name it alone."
                        )?;
                        code = 1;
                    } else {
                        writer.add(out, document)?;
                    }
                }
            }
            Err(problem) => {
                writeln!(err, "pullquote: {problem}")?;
                code = 1;
            }
        }
    }
    writer.finish(out)?;
    out.flush()?;
    Ok(code)
}

/// Writes articles one by one; JSON is held back by one, as only a second makes it an array.
struct Writer {
    format: Format,
    corrector: Corrector,
    written: usize,
    held: Option<String>,
}

impl Writer {
    fn add(&mut self, out: &mut dyn Write, document: &Document) -> io::Result<()> {
        let annotations = self.corrector.annotate(document);
        match self.format {
            Format::Json => {
                let article = json::article(document, &annotations);
                let object = serde_json::to_string_pretty(&article)?;
                if let Some(before) = self.held.replace(object) {
                    out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
                    out.write_all(before.as_bytes())?;
                    self.written += 1;
                }
                return Ok(());
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut *out, &json::article(document, &annotations))?;
                out.write_all(b"\n")?;
            }
            Format::Toml => {
                out.write_all(toml::toml(document, &annotations).as_bytes())?;
            }
            Format::Markdown => {
                self.part(out, "\n---\n\n")?;
                out.write_all(markdown::markdown(document, &annotations).as_bytes())?;
            }
            Format::Explain => {
                self.part(out, "\n\n")?;
                out.write_all(explain::explain(document, &annotations).as_bytes())?;
            }
            Format::Text => {
                self.part(out, "\n\n")?;
                out.write_all(text::text(document, &annotations).as_bytes())?;
            }
        }
        self.written += 1;
        Ok(())
    }

    /// Tells whether the format has no room for another article.
    fn is_full(&self) -> bool {
        self.format == Format::Toml && self.written > 0
    }

    fn part(&self, out: &mut dyn Write, between: &str) -> io::Result<()> {
        if self.written > 0 { out.write_all(between.as_bytes()) } else { Ok(()) }
    }

    fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let Some(last) = self.held else { return Ok(()) };
        if self.written > 0 {
            out.write_all(b",\n")?;
        }
        out.write_all(last.as_bytes())?;
        out.write_all(if self.written > 0 { b"\n]\n" } else { b"\n" })
    }
}

/// One line of the stream; other keys are ignored.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    doc: Option<serde_json::Value>,
    text: String,
}

fn run_stream(args: &AnnotateArgs, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let mut code = 0;
    for path in &args.paths {
        match inputs::stream(path) {
            Ok(reader) => code |= stream(path, BufReader::new(reader), out, err)?,
            Err(problem) => {
                writeln!(err, "pullquote: {problem}")?;
                code = 1;
            }
        }
    }
    Ok(code)
}

/// Reads a line. Only an object will do: a list of three would pass for its fields in order.
fn parse(line: &[u8]) -> Result<Line, String> {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii();
    if !line.starts_with(b"{") {
        return Err("it is no JSON object".to_owned());
    }
    serde_json::from_slice(line).map_err(|error| {
        let (said, column) = (error.to_string(), error.column());
        let (said, _) = said.split_once(" at line ").unwrap_or((&said, ""));
        format!("{said} (column {column})")
    })
}

/// Annotates a text a line, in order and in the memory of one line; returns 1 if a line was bad.
///
/// A record does not wait for a line that has yet to be written: another program may be waiting
/// for it before it writes that line.
fn stream(
    path: &Path,
    mut input: BufReader<impl Read>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let name = inputs::shown(path);
    let mut code = 0;
    let mut bytes = Vec::new();
    for number in 1.. {
        if input.buffer().is_empty() {
            out.flush()?;
        }
        match next_line(&mut input, LONGEST, &mut bytes) {
            Ok(Next::Line) => {}
            Ok(Next::TooLong) => {
                writeln!(err, "pullquote: {name}, line {number} was skipped: it is too long.")?;
                code = 1;
                continue;
            }
            Ok(Next::End) => break,
            Err(error) => {
                writeln!(err, "pullquote: {name}, line {number} cannot be read: {error}.")?;
                return Ok(1);
            }
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match parse(&bytes) {
            Ok(line) => {
                let doc = line.id.or(line.doc).unwrap_or_default();
                let document = load_text(&name, &line.text, &Limits::default());
                let annotations = annotate(&document);
                let record = json::record(doc, &document, &annotations, &line.text);
                serde_json::to_writer(&mut *out, &record)?;
                out.write_all(b"\n")?;
            }
            Err(reason) => {
                writeln!(err, "pullquote: {name}, line {number} was skipped: {reason}.")?;
                code = 1;
            }
        }
    }
    out.flush()?;
    Ok(code)
}

/// What comes next in a stream.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Line,
    TooLong,
    End,
}

/// Reads the next line into `bytes`; one of more than `longest` bytes is passed over.
fn next_line(input: &mut impl BufRead, longest: u64, bytes: &mut Vec<u8>) -> io::Result<Next> {
    bytes.clear();
    input.take(longest.saturating_add(1)).read_until(b'\n', bytes)?;
    if bytes.is_empty() {
        return Ok(Next::End);
    }
    if bytes.last() != Some(&b'\n') && u64::try_from(bytes.len()).is_ok_and(|len| len > longest) {
        input.skip_until(b'\n')?;
        return Ok(Next::TooLong);
    }
    Ok(Next::Line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut input: &[u8] = b"four\n12345\n123456\n\nlast5";
        let mut bytes = Vec::new();
        let mut found = Vec::new();
        loop {
            match next_line(&mut input, 5, &mut bytes).unwrap() {
                Next::Line => found.push(String::from_utf8(bytes.clone()).unwrap()),
                Next::TooLong => found.push("too long".to_owned()),
                Next::End => break,
            }
        }
        assert_eq!(found, ["four\n", "12345\n", "too long", "\n", "last5"]);
    }

    fn streamed(lines: &str) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let input = BufReader::new(lines.as_bytes());
        let code = stream(Path::new("-"), input, &mut out, &mut err).unwrap();
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn offsets_count_code_points_of_the_text_as_given() {
        let line = r#"{"doc": "é1", "text": "Ö. \u001b[31m“Nein,” sagte er. “No,” said Mara Venn.", "x": 1}"#;
        let (code, out, _) = streamed(line);
        let record: serde_json::Value = serde_json::from_str(&out).unwrap();
        let given: Vec<char> = serde_json::from_str::<serde_json::Value>(line).unwrap()["text"]
            .as_str()
            .unwrap()
            .chars()
            .collect();
        let venn =
            &record["quotes"].as_array().unwrap().iter().find(|q| q["speaker"] == "Mara Venn");
        let span = venn.unwrap()["speaker_span"].as_array().unwrap().clone();
        let [start, end] =
            [&span[0], &span[1]].map(|n| usize::try_from(n.as_u64().unwrap()).unwrap());
        assert_eq!(given[start..end].iter().collect::<String>(), "Mara Venn");
        assert_eq!((code, record["doc"].as_str()), (0, Some("é1")));
    }

    #[test]
    fn a_bad_line_is_named_and_skipped() {
        for (bad, reason) in [
            ("not json", "it is no JSON object"),
            ("[1, 2, \"three\"]", "it is no JSON object"),
            ("{\"id\": 1}", "missing field `text` (column 9)"),
            ("{\"text\": 5}", "invalid type: integer `5`, expected a string (column 10)"),
            ("{\"text\": \"\\ud800\"}", "unexpected end of hex escape (column 17)"),
        ] {
            let lines =
                format!("\u{feff}{{\"id\": 7, \"text\": \"One.\"}}\n{bad}\n\n{{\"text\": \"\"}}");
            let (code, out, err) = streamed(&lines);
            assert_eq!(err, format!("pullquote: -, line 2 was skipped: {reason}.\n"));
            assert_eq!((code, out.lines().count()), (1, 2), "{bad}");
        }
    }

    /// Hands out a line only when the record of the one before has arrived.
    struct Patient<'a> {
        arrived: &'a RefCell<Vec<u8>>,
        lines: usize,
    }

    impl Read for Patient<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let arrived = self.arrived.borrow().iter().filter(|&&byte| byte == b'\n').count();
            assert_eq!(arrived, self.lines, "a record is held back");
            if self.lines == 3 {
                return Ok(0);
            }
            self.lines += 1;
            let line = b"{\"text\": \"One.\"}\n";
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }

    /// Where records arrive.
    struct Pipe<'a>(&'a RefCell<Vec<u8>>);

    impl Write for Pipe<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_record_does_not_wait_for_the_next_line() {
        let arrived = RefCell::default();
        let input = BufReader::new(Patient { arrived: &arrived, lines: 0 });
        let mut out = io::BufWriter::new(Pipe(&arrived));
        let code = stream(Path::new("-"), input, &mut out, &mut Vec::new()).unwrap();
        assert_eq!(code, 0);
    }
}
