//! Learned weights: the file format and how a language's weights are found.
//!
//! A weights file is, in order and little-endian: the eight bytes `pqweight`, a `u32` version, a
//! `u32` number of tables, a `u64` checksum of everything behind it, and a directory of the
//! tables, each with a name of 16 bytes (padded with zeros), its kind (`u32`: 0 signed bytes,
//! 1 `f32`, 2 UTF-8 text), its offset from the start of the file and its length in bytes (`u32`
//! each). One table, `provenance`, says in words what the weights were trained on. What the
//! numbers mean is known to the modules that use them.

use std::fmt;

/// Version of the file format and of the features behind the weights.
pub const VERSION: u32 = 2;

const MAGIC: &[u8; 8] = b"pqweight";
const HEAD: usize = 24;
const ENTRY: usize = 28;

/// The English weights.
pub(crate) static ENGLISH: &[u8] = include_bytes!("model/english.weights");

/// A weights file that was looked through.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'b> {
    bytes: &'b [u8],
    tables: usize,
}

/// Why a weights file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightsError {
    /// The file does not begin as a weights file does, or ends too soon.
    Malformed,
    /// The file has another version.
    Version(u32),
    /// The checksum does not fit the contents.
    Checksum,
    /// A table is not there, or has another size.
    Table(&'static str),
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => write!(f, "this is no weights file"),
            Self::Version(found) => {
                write!(f, "the weights have version {found}, this program reads {VERSION}")
            }
            Self::Checksum => write!(f, "the weights file is damaged: its checksum does not fit"),
            Self::Table(name) => write!(f, "the weights have no fitting table {name}"),
        }
    }
}

impl std::error::Error for WeightsError {}

/// What a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Table {
    /// Signed bytes.
    Bytes(Vec<i8>),
    /// Numbers.
    Floats(Vec<f32>),
    /// Words.
    Text(String),
}

impl<'b> Weights<'b> {
    /// Reads the head of a weights file; O(n) for the checksum.
    ///
    /// # Errors
    ///
    /// Fails if the file is no weights file, is damaged, or has another version.
    pub fn read(bytes: &'b [u8]) -> Result<Self, WeightsError> {
        let weights = Self::open(bytes)?;
        let rest = bytes.get(HEAD..).unwrap_or_default();
        let sum = bytes.get(HEAD - 8..HEAD).and_then(|sum| sum.try_into().ok());
        if sum.map(u64::from_le_bytes) != Some(checksum(rest)) {
            return Err(WeightsError::Checksum);
        }
        Ok(weights)
    }

    /// Reads the head of a weights file without its checksum; O(1).
    ///
    /// For those in the program: that they are whole is made sure by a test, and a checksum at every
    /// start would read all of them before a word is.
    ///
    /// # Errors
    ///
    /// Fails if the file is no weights file, or has another version.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, WeightsError> {
        let word = |at| u32_at(bytes, at).ok_or(WeightsError::Malformed);
        if bytes.get(..8) != Some(MAGIC) {
            return Err(WeightsError::Malformed);
        }
        let version = word(8)?;
        if version != VERSION {
            return Err(WeightsError::Version(version));
        }
        let tables = usize::try_from(word(12)?).map_err(|_| WeightsError::Malformed)?;
        // The checksum does not cover the number of tables: the first begins behind the last entry.
        let first = u32_at(bytes, HEAD + 20).filter(|_| tables > 0);
        let begins = first.map_or(bytes.len() as u64, u64::from);
        if begins != (HEAD as u64).saturating_add((tables as u64).saturating_mul(ENTRY as u64)) {
            return Err(WeightsError::Malformed);
        }
        Ok(Self { bytes, tables })
    }

    fn table(&self, name: &'static str, kind: u32) -> Result<&'b [u8], WeightsError> {
        let missing = WeightsError::Table(name);
        (0..self.tables)
            .filter_map(|index| self.bytes.get(HEAD + index * ENTRY..HEAD + (index + 1) * ENTRY))
            .find(|entry| {
                let named = entry.get(..16).is_some_and(|n| {
                    n.trim_ascii_end().starts_with(name.as_bytes())
                        && n.get(name.len()).is_none_or(|&b| b == 0)
                });
                named && u32_at(entry, 16) == Some(kind)
            })
            .and_then(|entry| {
                let from = usize::try_from(u32_at(entry, 20)?).ok()?;
                let len = usize::try_from(u32_at(entry, 24)?).ok()?;
                self.bytes.get(from..from.checked_add(len)?)
            })
            .ok_or(missing)
    }

    /// Returns a table of signed bytes, as bytes.
    ///
    /// # Errors
    ///
    /// Fails if there is no such table.
    pub fn bytes(&self, name: &'static str) -> Result<&'b [u8], WeightsError> {
        self.table(name, 0)
    }

    /// Returns a table of numbers.
    ///
    /// # Errors
    ///
    /// Fails if there is no such table of `len` numbers.
    pub fn floats(&self, name: &'static str, len: usize) -> Result<Vec<f32>, WeightsError> {
        let numbers = self.numbers(name)?;
        if numbers.len() == len { Ok(numbers) } else { Err(WeightsError::Table(name)) }
    }

    /// Returns a table of however many numbers.
    ///
    /// # Errors
    ///
    /// Fails if there is no such table.
    pub fn numbers(&self, name: &'static str) -> Result<Vec<f32>, WeightsError> {
        let (words, rest) = self.table(name, 1)?.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(WeightsError::Table(name));
        }
        Ok(words.iter().map(|&word| f32::from_le_bytes(word)).collect())
    }

    /// Returns a table of text.
    ///
    /// # Errors
    ///
    /// Fails if there is no such table or it is no UTF-8.
    pub fn text(&self, name: &'static str) -> Result<&'b str, WeightsError> {
        std::str::from_utf8(self.table(name, 2)?).map_err(|_| WeightsError::Table(name))
    }
}

/// Writes a weights file. Names longer than 16 bytes are cut.
#[must_use]
pub fn write(tables: &[(&str, Table)]) -> Vec<u8> {
    let mut directory = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let start = HEAD + tables.len() * ENTRY;
    for (name, table) in tables {
        let (kind, bytes): (u32, Vec<u8>) = match table {
            Table::Bytes(values) => (0, values.iter().map(|&b| b.cast_unsigned()).collect()),
            Table::Floats(values) => (1, values.iter().flat_map(|x| x.to_le_bytes()).collect()),
            Table::Text(text) => (2, text.clone().into_bytes()),
        };
        let mut padded = [0; 16];
        for (slot, byte) in padded.iter_mut().zip(name.bytes()) {
            *slot = byte;
        }
        directory.extend_from_slice(&padded);
        for number in [kind, small(start + data.len()), small(bytes.len())] {
            directory.extend_from_slice(&number.to_le_bytes());
        }
        data.extend_from_slice(&bytes);
    }
    directory.extend_from_slice(&data);
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&small(tables.len()).to_le_bytes());
    file.extend_from_slice(&checksum(&directory).to_le_bytes());
    file.extend_from_slice(&directory);
    file
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

/// Four interleaved lanes of multiply and add over words of eight bytes: fast enough to check
/// megabytes whenever they are read.
fn checksum(bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1_u64, 2, 3, 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER).rotate_left(29);
        }
    }
    let tail = rest
        .iter()
        .fold(0_u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(MULTIPLIER).rotate_left(31));
    lanes.iter().fold(tail ^ bytes.len() as u64, |sum, lane| {
        (sum ^ lane).wrapping_mul(MULTIPLIER).rotate_left(27)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_back() {
        let file = write(&[
            ("rows", Table::Bytes(vec![1, -2, 3])),
            ("out", Table::Floats(vec![0.5, -1.25])),
            ("provenance", Table::Text("our own".to_owned())),
        ]);
        let weights = Weights::read(&file).unwrap();
        assert_eq!(weights.bytes("rows"), Ok(&[1, 254, 3][..]));
        assert_eq!(weights.floats("out", 2), Ok(vec![0.5, -1.25]));
        assert_eq!(weights.text("provenance"), Ok("our own"));
        assert_eq!(weights.floats("out", 3), Err(WeightsError::Table("out")));
        assert_eq!(weights.floats("rows", 3), Err(WeightsError::Table("rows")));
        assert_eq!(weights.bytes("row"), Err(WeightsError::Table("row")));
    }

    #[test]
    fn damage_is_seen() {
        let file = write(&[("rows", Table::Bytes(vec![7; 100]))]);
        for at in 0..file.len() {
            let mut bad = file.clone();
            bad[at] ^= 1;
            assert!(Weights::read(&bad).is_err(), "byte {at}");
        }
        for len in 0..file.len() {
            assert!(Weights::read(&file[..len]).is_err(), "{len} bytes");
        }
    }

    #[test]
    fn the_english_weights_are_whole() {
        let weights = Weights::read(ENGLISH).unwrap();
        assert!(weights.text("provenance").unwrap().contains("PolNeAR"));
        assert!(ENGLISH.len() <= 3_000_000);
    }
}
