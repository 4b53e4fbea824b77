//! From keys to commands: which command a key, or a sequence of two, stands for at a moment.

use super::command::{Command, Context, TABLE};
use super::key::{Key, parse_keys};

/// The bindings in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    context: Context,
    keys: Vec<Key>,
    command: Command,
}

/// What keys stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A command.
    Command(Command),
    /// The beginning of a longer sequence.
    Begun,
    /// Nothing.
    Unbound,
}

impl Default for Keymap {
    /// Returns the default keys of the table of commands.
    fn default() -> Self {
        let bindings = TABLE
            .iter()
            .flat_map(|info| info.keys.iter().map(move |keys| (info, keys)))
            .filter_map(|(info, keys)| {
                // The tests hold every key of the table to be readable.
                let keys = parse_keys(keys).ok()?;
                Some(Binding { context: info.context, keys, command: info.command })
            })
            .collect();
        Self { bindings }
    }
}

impl Keymap {
    /// Returns what `keys` stand for in `contexts`, the narrowest first: a command of the first
    /// context that has one.
    #[must_use]
    pub fn meaning(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        for context in contexts {
            for binding in self.bindings.iter().filter(|binding| binding.context == *context) {
                if binding.keys == keys {
                    return Meaning::Command(binding.command);
                }
                if binding.keys.starts_with(keys) {
                    return Meaning::Begun;
                }
            }
        }
        Meaning::Unbound
    }

    /// Returns the bindings that continue `keys`: the next key and the command.
    pub fn continuing<'a>(
        &'a self,
        contexts: &'a [Context],
        keys: &'a [Key],
    ) -> impl Iterator<Item = (Key, Command)> + 'a {
        self.bindings
            .iter()
            .filter(move |binding| contexts.contains(&binding.context))
            .filter(move |binding| binding.keys.starts_with(keys))
            .filter_map(move |binding| Some((*binding.keys.get(keys.len())?, binding.command)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(contexts: &[Context], keys: &str, expected: Meaning) {
        let parsed = parse_keys(keys).unwrap();
        assert_eq!(Keymap::default().meaning(contexts, &parsed), expected, "{keys}");
    }

    #[test]
    fn keys_mean_commands() {
        use Context::{Anywhere, Body};
        check(&[Body, Anywhere], "]", Meaning::Command(Command::NextQuote));
        check(&[Body, Anywhere], "g", Meaning::Begun);
        check(&[Body, Anywhere], "g g", Meaning::Command(Command::Start));
        check(&[Body, Anywhere], "g x", Meaning::Unbound);
        check(&[Body, Anywhere], "<", Meaning::Command(Command::Start));
        check(&[Body, Anywhere], "x", Meaning::Unbound);
    }

    #[test]
    fn a_narrow_context_goes_first() {
        use Context::{Anywhere, Body, Flags, Selection};
        check(&[Body, Anywhere], "l", Meaning::Command(Command::FocusContents));
        check(&[Selection, Body, Anywhere], "l", Meaning::Command(Command::CharRight));
        check(&[Flags, Anywhere], "d", Meaning::Command(Command::FlagDelete));
        check(&[Body, Anywhere], "d", Meaning::Command(Command::HalfPageDown));
    }

    #[test]
    fn every_default_key_can_be_read() {
        for info in TABLE {
            for keys in info.keys {
                let parsed = parse_keys(keys).unwrap_or_else(|error| panic!("{error}"));
                assert!((1..=2).contains(&parsed.len()), "{}: {keys}", info.name);
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        let bindings = Keymap::default().bindings;
        for (index, a) in bindings.iter().enumerate() {
            for b in bindings.iter().skip(index + 1).filter(|b| b.context == a.context) {
                let clash = a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
                let begun = a.keys.len() == 2 && b.keys.len() == 2 && a.keys != b.keys;
                assert!(!clash || begun, "{:?} and {:?} share {:?}", a.command, b.command, a.keys);
            }
        }
    }
}
