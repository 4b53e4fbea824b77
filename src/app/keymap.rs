//! From keys to commands: which command a key, or a sequence of two, stands for at a moment, and
//! how a user's own keys change the default ones of the table.

use super::command::{Command, Context, TABLE};
use super::key::{Key, KeyCode, parse_keys};
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

/// The bindings in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Cow<'static, [Binding]>,
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

/// Other keys for one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The command.
    pub command: Command,
    /// Where the keys count; `None` for the command's own context.
    pub context: Option<Context>,
    /// The keys that replace the command's keys there; none at all unbinds it.
    pub keys: Vec<Vec<Key>>,
}

/// Keys that would mean two commands at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The command that has the shorter keys.
    pub short: Command,
    /// The shorter keys.
    pub keys: Vec<Key>,
    /// The command that has the longer keys.
    pub long: Command,
    /// The longer keys, or the same.
    pub longer: Vec<Key>,
    /// Where both count.
    pub context: Context,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |command: Command| command.info().map_or("", |info| info.name);
        let (short, long) = (name(self.short), name(self.long));
        let (keys, place) = (shown(&self.keys), self.context.place());
        if self.keys == self.longer {
            write!(f, "“{keys}” stands for both {short} and {long} {place}")?;
        } else {
            let longer = shown(&self.longer);
            write!(f, "“{keys}” for {short} hides “{longer}” for {long} {place}")?;
        }
        write!(f, "; give one of them other keys, or none: {long} = []")
    }
}

/// The default bindings, read from the table of commands once.
static DEFAULT: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let keys = TABLE.iter().flat_map(|info| info.keys.iter().map(move |keys| (info, keys)));
    let bindings = keys.filter_map(|(info, keys)| {
        // The tests hold every key of the table to be readable.
        let keys = parse_keys(keys).ok()?;
        Some(Binding { context: info.context, keys, command: info.command })
    });
    bindings.collect()
});

impl Default for Keymap {
    /// Returns the default keys of the table of commands.
    fn default() -> Self {
        Self { bindings: Cow::Borrowed(&DEFAULT) }
    }
}

impl Keymap {
    /// Returns the default keys with some commands' keys replaced.
    ///
    /// # Errors
    ///
    /// Returns the first two commands that would share keys.
    pub fn patched(patches: &[Patch]) -> Result<Self, Clash> {
        let mut keymap = Self::default();
        for patch in patches {
            let Some(info) = patch.command.info() else { continue };
            let context = patch.context.unwrap_or(info.context);
            let is_replaced = |it: &Binding| it.command == patch.command && it.context == context;
            let bindings = keymap.bindings.to_mut();
            let at = bindings.iter().position(is_replaced);
            bindings.retain(|binding| !is_replaced(binding));
            let at = at.unwrap_or(bindings.len());
            let command = patch.command;
            let new =
                patch.keys.iter().map(|keys| Binding { context, keys: keys.clone(), command });
            bindings.splice(at..at, new);
        }
        // Those of the table are held apart by a test; at a start there is no time to compare them.
        let is_plain = patches.is_empty();
        let clash = if is_plain { None } else { keymap.clash().or_else(|| keymap.hidden(patches)) };
        clash.map_or(Ok(keymap), Err)
    }

    /// Returns two commands that share keys in one context, if there are such.
    fn clash(&self) -> Option<Clash> {
        let pairs = |(index, short): (usize, &'_ Binding)| {
            let short = short.clone();
            let hidden = |long: &&Binding| {
                long.context == short.context
                    && long.command != short.command
                    && long.keys.starts_with(&short.keys)
            };
            let mut rest = self.bindings.iter().enumerate();
            let long = rest.find(|(at, long)| *at != index && hidden(long)).map(|(_, it)| it)?;
            Some(Clash {
                short: short.command,
                keys: short.keys,
                long: long.command,
                longer: long.keys.clone(),
                context: short.context,
            })
        };
        self.bindings.iter().enumerate().find_map(pairs)
    }

    /// Returns a key of the user's that does nothing in the text because a key for the text alone
    /// goes before it, or that itself takes a longer one away there.
    fn hidden(&self, patches: &[Patch]) -> Option<Clash> {
        let is_own = |binding: &Binding| {
            let own = |patch: &Patch| {
                let usual = patch.command.info().map(|info| info.context);
                patch.command == binding.command && patch.context.or(usual) == Some(binding.context)
            };
            patches.iter().any(own)
        };
        let of = |context: Context| self.bindings.iter().filter(move |it| it.context == context);
        let pairs =
            of(Context::Body).flat_map(|body| of(Context::Anywhere).map(move |it| (body, it)));
        let mut hidden = pairs.filter(|(body, anywhere)| {
            let (short, long) = (&body.keys, &anywhere.keys);
            // That a key means another thing in the text is wanted if it is said of the text.
            let is_refused = match (is_own(body), is_own(anywhere)) {
                (false, true) => long.starts_with(short) || short.starts_with(long),
                (true, _) => long.len() > short.len() && long.starts_with(short),
                (false, false) => false,
            };
            is_refused && body.command != anywhere.command
        });
        let (body, anywhere) = hidden.next()?;
        let clash = |short: &Binding, long: &Binding| Clash {
            short: short.command,
            keys: short.keys.clone(),
            long: long.command,
            longer: long.keys.clone(),
            context: Context::Body,
        };
        let body_is_longer = body.keys.len() > anywhere.keys.len();
        Some(if body_is_longer { clash(anywhere, body) } else { clash(body, anywhere) })
    }

    /// Returns the keys of a command as they are shown (`]`, `<Tab>`, `gg`), the first one first.
    pub fn keys_of(&self, command: Command) -> impl Iterator<Item = String> + '_ {
        let own = self.bindings.iter().filter(move |binding| binding.command == command);
        own.map(|binding| shown(&binding.keys))
    }

    /// Returns the first key of a command as it is shown; of one without keys its name.
    #[must_use]
    pub fn first_key(&self, command: Command) -> String {
        let name = || command.info().map_or_else(String::new, |info| format!("“{}”", info.name));
        self.keys_of(command).next().unwrap_or_else(name)
    }

    /// Tells whether a command has a key.
    #[must_use]
    pub fn is_bound(&self, command: Command) -> bool {
        self.bindings.iter().any(|binding| binding.command == command)
    }

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

/// Returns keys as they are shown: those of a sequence without blanks between.
#[must_use]
pub fn shown(keys: &[Key]) -> String {
    let plain = Key::from(KeyCode::Char('<'));
    keys.iter().map(|key| if *key == plain { "<".to_owned() } else { key.to_string() }).collect()
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
    fn no_default_key_means_two_things_in_one_context() {
        assert_eq!(Keymap::default().clash(), None);
    }

    fn patch(command: Command, context: Option<Context>, keys: &[&str]) -> Patch {
        let keys = keys.iter().map(|keys| parse_keys(keys).unwrap()).collect();
        Patch { command, context, keys }
    }

    fn check_patch(patches: &[Patch], expected: Result<&[&str], &str>) {
        let keys = |keymap: Keymap| keymap.keys_of(Command::NextQuote).collect::<Vec<_>>();
        let found = Keymap::patched(patches).map(keys).map_err(|clash| clash.to_string());
        let expected = expected
            .map(|keys| keys.iter().map(|&key| key.to_owned()).collect::<Vec<_>>())
            .map_err(str::to_owned);
        assert_eq!(found, expected);
    }

    #[test]
    fn keys_are_replaced_added_by_context_and_taken_away() {
        let next = Command::NextQuote;
        check_patch(&[], Ok(&["]", "J"]));
        check_patch(&[patch(next, None, &["Q", "x <lt>"])], Ok(&["Q", "x<"]));
        check_patch(&[patch(next, None, &[])], Ok(&[]));
        check_patch(&[patch(next, Some(Context::Speakers), &["n"])], Ok(&["]", "J", "n"]));
        let unbound = Keymap::patched(&[patch(next, None, &[])]).unwrap();
        assert_eq!(unbound.first_key(next), "“next-quote”");
        assert!(!unbound.is_bound(next) && unbound.is_bound(Command::Quit));
    }

    #[test]
    fn keys_that_would_mean_two_things_are_refused() {
        let next = Command::NextQuote;
        check_patch(
            &[patch(next, None, &["n"])],
            Err("“n” stands for both next-quote and next-match in every pane; give one of them \
                 other keys, or none: next-match = []"),
        );
        check_patch(
            &[patch(next, None, &["g"])],
            Err("“g” for next-quote hides “gg” for start in every pane; give one of them other \
                 keys, or none: start = []"),
        );
        check_patch(
            &[patch(next, None, &["m"])],
            Err("“m” stands for both flag and next-quote in the text; give one of them other \
                 keys, or none: next-quote = []"),
        );
        check_patch(
            &[patch(next, None, &["Y"])],
            Err(
                "“Y” for next-quote hides “Yy” for copy in the text; give one of them other keys, \
                 or none: copy = []",
            ),
        );
        check_patch(
            &[patch(next, Some(Context::Body), &["g"])],
            Err(
                "“g” for next-quote hides “gi” for next-of-tag in the text; give one of them other \
                 keys, or none: next-of-tag = []",
            ),
        );
        check_patch(
            &[patch(next, Some(Context::Body), &["Z"])],
            Err("“Z” for next-quote hides “ZZ” for quit in the text; give one of them other \
                 keys, or none: quit = []"),
        );
        check_patch(&[patch(next, Some(Context::Body), &["J"])], Ok(&["]", "J", "J"]));
        let freed = [patch(next, None, &["n"]), patch(Command::NextMatch, None, &["Q"])];
        check_patch(&freed, Ok(&["n"]));
    }
}
