//! The one table of commands: what each is called, what it does, and its default keys.
//!
//! The enum, the names for the config, the help screen and the README's key table all come from
//! here. What a key means at a moment is decided in [`super::keymap`], what a command does in
//! [`mod@super::update`].

use std::borrow::Cow;
use std::fmt::Write as _;

/// What must have the focus for a command's keys to reach it.
///
/// Keys of a narrower context go before those of [`Context::Anywhere`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Any pane.
    Anywhere,
    /// The article.
    Body,
    /// The article while a selection is open.
    Selection,
    /// The article while it is asked about a flagged passage.
    Passage,
    /// The panel of speakers.
    Speakers,
    /// Latest contents.
    Contents,
    /// The list of flags.
    Flags,
    /// The flags of all articles, where the keys of the list of flags work as well.
    Follow,
    /// A sheet: a list about the open article.
    Sheet,
    /// The help.
    Help,
}

impl Context {
    /// All contexts with their names in the config, and how a sentence speaks of them.
    pub const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Anywhere, "anywhere", "in every pane"),
        (Self::Body, "in-text", "in the text"),
        (Self::Selection, "in-selection", "while selecting"),
        (Self::Passage, "in-passage", "while it is asked about a flagged passage"),
        (Self::Speakers, "in-speakers", "in the panel of speakers"),
        (Self::Contents, "in-contents", "in the latest contents"),
        (Self::Flags, "in-flags", "in the list of flags"),
        (Self::Follow, "in-follow-up", "in the follow-up view"),
        (Self::Sheet, "in-list", "in a list about the article"),
        (Self::Help, "in-help", "in the help"),
    ];

    /// Returns where that is, as part of a sentence.
    #[must_use]
    pub fn place(self) -> &'static str {
        Self::ALL.iter().find(|(context, ..)| *context == self).map_or("", |(.., place)| place)
    }
}

/// The sections of the help, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Getting about in the article.
    Moving,
    /// From quote to quote and speaker to speaker.
    Quotes,
    /// Getting to other articles.
    Articles,
    /// Saying who said what.
    Correcting,
    /// Finding words.
    Finding,
    /// Marking a passage.
    Selecting,
    /// Carrying a passage or the article elsewhere.
    Taking,
    /// Flags and their list.
    Flagging,
    /// Panes and the program.
    Screen,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Self; 9] = [
        Self::Moving,
        Self::Quotes,
        Self::Correcting,
        Self::Articles,
        Self::Finding,
        Self::Selecting,
        Self::Taking,
        Self::Flagging,
        Self::Screen,
    ];

    /// Returns the heading over the group.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Quotes => "Quotes and speakers",
            Self::Correcting => "Corrections",
            Self::Articles => "Articles",
            Self::Finding => "Finding",
            Self::Selecting => "While selecting",
            Self::Taking => "Taking along",
            Self::Flagging => "Flags",
            Self::Screen => "Panes and program",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// The command.
    pub command: Command,
    /// Its name in the config.
    pub name: &'static str,
    /// What it does, one sentence.
    pub sentence: &'static str,
    /// Where its keys count.
    pub context: Context,
    /// Where the help lists it.
    pub group: Group,
    /// The default keys, each in the notation of [`super::key::parse_keys`]; two keys parted by
    /// a blank are pressed one after the other.
    pub keys: &'static [&'static str],
}

macro_rules! commands {
    ($($group:ident { $($command:ident $name:literal $context:ident [$($key:literal)+]
        $sentence:literal;)+ })+) => {
        /// Something that the reader can be told to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($(#[doc = concat!("`", $name, "`; [`TABLE`] says what it does.")] $command,)+)+
        }

        /// Every command, in the order of the help.
        pub const TABLE: &[Info] = &[
            $($(Info {
                command: Command::$command,
                name: $name,
                sentence: $sentence,
                context: Context::$context,
                group: Group::$group,
                keys: &[$($key),+],
            },)+)+
        ];
    };
}

commands! {
    Moving {
    LineDown "line-down" Anywhere ["j" "<Down>" "<C-e>"]
        "Moves down a line, or to the next item of a list.";
    LineUp "line-up" Anywhere ["k" "<Up>" "<C-y>"]
        "Moves up a line, or to the previous item of a list.";
    PageDown "page-down" Anywhere ["<Space>" "f" "<PageDown>" "<C-f>"] "Moves down a page.";
    PageUp "page-up" Anywhere ["b" "<PageUp>" "<C-b>"] "Moves up a page.";
    HalfPageDown "half-page-down" Anywhere ["d" "<C-d>"] "Moves down half a page.";
    HalfPageUp "half-page-up" Anywhere ["u" "<C-u>"] "Moves up half a page.";
    NextParagraph "next-paragraph" Anywhere ["}"] "Goes to the next paragraph.";
    PreviousParagraph "previous-paragraph" Anywhere ["{"] "Goes to the previous paragraph.";
    NextSentence "next-sentence" Body ["."] "Goes to the next sentence and marks it.";
    PreviousSentence "previous-sentence" Body [","]
        "Goes to the previous sentence and marks it.";
    Start "start" Anywhere ["g g" "<lt>" "<Home>"]
        "Goes to the start; 20gg to paragraph or item 20.";
    End "end" Anywhere ["G" ">" "<End>"] "Goes to the end; 20G to paragraph or item 20.";
    Percent "percent" Anywhere ["%"] "Goes to the place so far into the text: 50% to its middle.";
    SetMark "set-mark" Body ["M"] "Names this place with the letter that follows.";
    GoToMark "go-to-mark" Anywhere ["'" "`"]
        "Goes to the place that the letter names; '' to where you were before.";
    }

    Quotes {
    NextQuote "next-quote" Anywhere ["]" "J"] "Goes to the next quote.";
    PreviousQuote "previous-quote" Anywhere ["[" "K"] "Goes to the previous quote.";
    NextOfSpeaker "next-of-speaker" Anywhere [")"]
        "Goes to the next quote of the same speaker.";
    PreviousOfSpeaker "previous-of-speaker" Anywhere ["("]
        "Goes to the previous quote of the same speaker.";
    ShowSpeaker "show-speaker" Body ["<Enter>"]
        "Shows the speaker of the focused quote in the panel.";
    ShowCard "speaker-card" Speakers ["<Enter>"]
        "Shows the speaker's card: role, quotes with their grounds, mentions.";
    ShowQuote "show-quote" Speakers ["o"] "Shows the speaker's quote in the article.";
    OnlySpeaker "only-speaker" Anywhere ["S"]
        "Shows the quotes of this speaker alone, or all again.";
    Outline "outline" Anywhere ["w"] "Lists who said what, in the order of the text.";
    Watched "watched" Anywhere ["W"] "Lists where the article has watch words.";
    SheetFollow "list-follow" Sheet ["<Enter>"] "Goes to what the line speaks of.";
    SheetClose "list-close" Sheet ["q"] "Closes the list.";
    FocusSpeakers "speakers" Anywhere ["s"] "Goes to the speakers.";
    }

    Correcting {
    Reassign "reassign" Body ["r"] "Gives the quote to another speaker, or to nobody.";
    RenameSpeaker "rename-speaker" Speakers ["r"] "Gives the speaker another name.";
    SpeakerRole "speaker-role" Speakers ["R"] "Gives the speaker another role, or none.";
    SameSpeaker "same-speaker" Speakers ["="] "Makes one of the speaker and another.";
    Corrections "corrections" Anywhere ["C"] "Lists the corrections of this article.";
    ToggleCorrection "toggle-correction" Sheet ["x" "<Del>"]
        "Takes the listed correction back, or puts it in force again.";
    Undo "undo" Anywhere ["U"] "Takes the last change to a flag or a correction back.";
    Redo "redo" Anywhere ["<C-r>"] "Makes the change again that was taken back last.";
    }

    Articles {
    FocusContents "contents" Anywhere ["l"] "Goes to the latest contents.";
    OpenEntry "open" Contents ["<Enter>"] "Opens the article.";
    NextArticle "next-article" Anywhere ["<C-n>"] "Opens the next article of latest contents.";
    PreviousArticle "previous-article" Anywhere ["<C-p>"]
        "Opens the previous article of latest contents.";
    Reload "reload" Anywhere ["<F5>"] "Reads the article's file again.";
    Edit "edit" Anywhere ["E"]
        "Opens the article's file in your editor ($VISUAL or $EDITOR) and reads it again after.";
    NextUnread "next-unread" Anywhere ["<A-n>"] "Opens the next article that is not read.";
    ToggleRead "toggle-read" Anywhere ["X"]
        "Marks the article as read or unread; in the latest contents the selected one.";
    Filter "filter" Contents ["/"]
        "Lists what has some words, or section:world, speaker:brandt, date:2026-03, is:flagged, is:unread.";
    OnlyUnread "only-unread" Contents ["a"]
        "Lists the articles that are not read alone, or all again.";
    MarkAllRead "mark-all-read" Contents ["A"] "Marks all articles as read.";
    Back "back" Anywhere ["H" "<BS>" "<A-Left>" "<C-o>"] "Goes back to where you were before.";
    Forward "forward" Anywhere ["L" "<A-Right>"] "Goes forward again.";
    }

    Finding {
    Search "search" Anywhere ["/"] "Searches the article for words, as they are typed.";
    SearchBack "search-back" Anywhere ["\\"] "Searches the article towards its start.";
    NextMatch "next-match" Anywhere ["n"] "Goes to the next match.";
    PreviousMatch "previous-match" Anywhere ["N"] "Goes to the previous match.";
    GoTo "go-to" Anywhere ["o" "<C-t>"]
        "Goes to an article, a speaker or a flag by some of its letters.";
    Palette "palette" Anywhere [":"] "Lists what can be done, to choose from.";
    }

    Selecting {
    Select "select" Body ["v"] "Starts a selection by characters, or ends it.";
    SelectLines "select-lines" Body ["V"] "Selects by lines of the screen.";
    SelectWords "select-words" Selection ["W"] "Selects by words.";
    SelectSentences "select-sentences" Selection ["S"] "Selects by sentences.";
    SelectParagraphs "select-paragraphs" Selection ["P"] "Selects by paragraphs.";
    CharLeft "char-left" Selection ["h" "<Left>"] "Moves the selection's end left.";
    CharRight "char-right" Selection ["l" "<Right>"] "Moves the selection's end right.";
    WordNext "word-next" Selection ["w"] "Moves the selection's end to the next word.";
    WordBack "word-back" Selection ["b"] "Moves the selection's end a word back.";
    WordEnd "word-end" Selection ["e"] "Moves the selection's end to the end of the word.";
    OtherEnd "other-end" Selection ["o"] "Goes to the other end of the selection.";
    }

    Taking {
    Copy "copy" Body ["y" "Y y"]
        "Copies the selection, else the focused quote, sentence or paragraph.";
    CopyQuotation "copy-quotation" Body ["Y q"]
        "Copies it as a quotation in Markdown, with speaker and source.";
    CopyCitation "copy-citation" Body ["Y c"] "Copies it as a citation in one line.";
    CopyLink "copy-link" Body ["Y l"]
        "Copies a link to the passage on the article's own page.";
    Browse "browse" Anywhere ["O"] "Opens the article's own page in the browser.";
    Pipe "pipe" Body ["|"]
        "Hands it to the program that the config names, with speaker and source.";
    FollowLink "follow-link" Anywhere ["g o"]
        "Opens a link on the screen by its letter.";
    Links "links" Anywhere ["g l"] "Lists the article's links, to be opened in the browser.";
    }

    Flagging {
    Flag "flag" Body ["m"]
        "Flags the selection, else the focused quote, sentence or paragraph.";
    FlagNow "flag-now" Body ["*"] "Flags the same at once, without asking for a note.";
    FlagPeek "flag-peek" Body ["p"]
        "Shows the flag here with its note, whose keys then work; j and k go to other flags.";
    NextFlag "next-flag" Body ["i"] "Goes to the next flag.";
    PreviousFlag "previous-flag" Body ["I"] "Goes to the previous flag.";
    NextOfTag "next-of-tag" Body ["g i"] "Goes to the next flag with a tag of the flag here.";
    PreviousOfTag "previous-of-tag" Body ["g I"]
        "Goes to the previous flag with a tag of the flag here.";
    ToggleNotes "toggle-notes" Body ["P"]
        "Shows the notes on the flags below their passages, or no longer.";
    FlagList "flags" Anywhere ["F"] "Lists the flags of this article.";
    FollowUp "follow-up" Anywhere ["g f"] "Lists the flags of all articles, for follow-up.";
    FlagScope "flags-scope" Flags ["a" "F"]
        "Lists the flags of all articles, or of this one again.";
    FollowFilter "follow-filter" Follow ["/"]
        "Lists flags with some words, or status:open, tag:port, due:week, priority:high, -tag:port.";
    FollowGroup "follow-group" Follow ["o"]
        "Groups by article, speaker, tag, status or due date in turn.";
    FollowGroupBack "follow-group-back" Follow ["O"] "Groups by the one before.";
    FlagMark "flag-mark" Follow ["m"] "Marks the flag, to be changed with others at once.";
    FlagMarkAll "flag-mark-all" Follow ["M"] "Marks all flags that are listed, or none again.";
    FlagShow "flag-show" Flags ["<Enter>"] "Goes to the flagged passage.";
    FlagStatus "flag-status" Flags ["c"] "Gives the flag the next status: open, waiting, done.";
    FlagDone "flag-done" Flags ["x"] "Marks the flag as done, or as open again.";
    FlagWaiting "flag-waiting" Flags ["w"] "Marks the flag as waiting, or as open again.";
    FlagRaise "flag-raise" Flags ["+"] "Gives the flag a higher priority.";
    FlagLower "flag-lower" Flags ["-"] "Gives the flag a lower priority.";
    FlagTags "flag-tags" Flags ["#"] "Edits the flag's tags; <Tab> completes known ones.";
    FlagDue "flag-due" Flags ["D"] "Sets the day by which the flag is to be done.";
    FlagNote "flag-note" Flags ["e"] "Edits the flag's note; <A-Enter> adds a line.";
    FlagNoteEditor "flag-note-editor" Flags ["E"]
        "Edits the flag's note in your editor ($VISUAL or $EDITOR).";
    FlagExtent "flag-extent" Flags ["v"] "Selects the flag's passage, so that it can be changed.";
    FlagStraighten "flags-straighten" Flags ["="]
        "Accepts all passages of which only marks, dashes or spaces have changed.";
    ExtentKeep "extent-keep" Selection ["<Enter>"]
        "Keeps the selection as the passage of the flag whose extent is edited.";
    FlagDelete "flag-delete" Flags ["d" "<Del>"] "Deletes the flag.";
    FlagUndo "flag-undo" Flags ["u"] "Takes the last change back.";
    FlagClose "flags-close" Flags ["q"] "Closes the list.";
    AcceptPassage "accept-passage" Passage ["<Enter>"]
        "Has the flag quote what stands there now; what it quoted is kept.";
    NextPlace "next-place" Passage ["n"] "Goes to the next place that the passage may be in.";
    PreviousPlace "previous-place" Passage ["N"] "Goes to the previous one.";
    LeavePassage "leave-passage" Passage ["q"] "Leaves the flag as it is.";
    }

    Screen {
    FocusBody "text" Anywhere ["t"] "Goes to the article's text.";
    NextPane "next-pane" Anywhere ["<Tab>"] "Goes to the next pane.";
    PreviousPane "previous-pane" Anywhere ["<S-Tab>"] "Goes to the previous pane.";
    ToggleBody "toggle-text" Anywhere ["<F2>" "<A-1>"] "Hides or shows the article's text.";
    ToggleSpeakers "toggle-speakers" Anywhere ["<F3>" "<A-2>"] "Hides or shows the speakers.";
    ToggleContents "toggle-contents" Anywhere ["<F4>" "<A-3>"]
        "Hides or shows the latest contents.";
    Zoom "zoom" Anywhere ["z"] "Gives the focused pane the whole screen, or part of it again.";
    Zen "zen" Anywhere ["<A-z>" "<F11>"]
        "Shows the text alone, without titles and hints, or all again.";
    WiderText "wider-text" Anywhere ["+"] "Lets lines of text grow longer.";
    NarrowerText "narrower-text" Anywhere ["-"] "Makes lines of text shorter.";
    ToggleJustify "toggle-justify" Anywhere ["<A-j>"]
        "Spreads lines of text over the whole width, or no longer.";
    ToggleHyphens "toggle-hyphens" Anywhere ["<A-y>"]
        "Parts long words at the ends of lines, or no longer.";
    ToggleMinimap "toggle-minimap" Anywhere ["<A-m>"]
        "Hides or shows the column that shows where quotes, flags and matches lie.";
    DividerLeft "divider-left" Anywhere ["<S-Left>"] "Makes the side panes wider.";
    DividerRight "divider-right" Anywhere ["<S-Right>"] "Makes the side panes narrower.";
    DividerUp "divider-up" Anywhere ["<S-Up>"] "Gives rows of the speakers to the contents.";
    DividerDown "divider-down" Anywhere ["<S-Down>"] "Gives rows of the contents to the speakers.";
    Leave "leave" Anywhere ["<Esc>"]
        "Ends the selection or the search, else returns to the text.";
    Help "help" Anywhere ["?" "<F1>" "h"] "Shows the keys.";
    HelpSearch "help-search" Help ["/"] "Shows the keys that some words are about.";
    HelpClose "help-close" Help ["q" "<Esc>" "?" "<F1>" "h"] "Closes the help.";
    Tour "tour" Anywhere ["g t"] "Begins a short tour, or passes one of its steps over.";
    Suspend "suspend" Anywhere ["<C-z>"] "Stops the program until the shell continues it.";
    Quit "quit" Anywhere ["q" "Z Z" "<C-c>"] "Quits.";
    }
}

impl Info {
    /// Returns what the command does, and where its keys count if that is in one place alone and
    /// neither the text nor what its group is about.
    #[must_use]
    pub fn with_place(&self) -> Cow<'static, str> {
        match self.context {
            Context::Anywhere | Context::Body | Context::Selection => self.sentence.into(),
            context => {
                let sentence = self.sentence.trim_end_matches('.');
                format!("{sentence} ({}).", context.place()).into()
            }
        }
    }
}

impl Command {
    /// Returns the command's row of the table.
    #[must_use]
    pub fn info(self) -> Option<&'static Info> {
        TABLE.iter().find(|info| info.command == self)
    }
}

/// Returns the keys of one binding as they are shown: `g g` as `gg`.
#[must_use]
pub fn shown(keys: &str) -> String {
    keys.split(' ').map(|key| if key == "<lt>" { "<" } else { key }).collect()
}

/// Returns the key table of the README: Markdown, a table for each group.
#[must_use]
pub fn key_table_markdown() -> String {
    let mut out = String::new();
    for group in Group::ALL {
        let _ =
            write!(out, "**{}**\n\n| Keys | What it does | Name |\n|---|---|---|\n", group.title());
        for info in TABLE.iter().filter(|info| info.group == group) {
            let keys: Vec<String> =
                info.keys.iter().map(|keys| format!("`{}`", shown(keys))).collect();
            let _ =
                writeln!(out, "| {} | {} | `{}` |", keys.join(" "), info.with_place(), info.name);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_sentences_are_sentences() {
        let mut names = BTreeSet::new();
        for info in TABLE {
            assert!(names.insert(info.name), "{} stands twice", info.name);
            assert!(info.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", info.name);
            assert!(info.sentence.starts_with(char::is_uppercase), "{}", info.sentence);
            assert!(info.sentence.ends_with('.'), "{}", info.sentence);
        }
    }

    #[test]
    fn the_key_table_is_markdown() {
        let table = key_table_markdown();
        let start: Vec<&str> = table.lines().take(5).collect();
        insta::assert_snapshot!(start.join("\n"), @r"
        **Moving**

        | Keys | What it does | Name |
        |---|---|---|
        | `j` `<Down>` `<C-e>` | Moves down a line, or to the next item of a list. | `line-down` |
        ");
        assert!(table.contains(
            "| `gg` `<` `<Home>` | Goes to the start; 20gg to paragraph or item 20. | `start` |"
        ));
        assert!(!table.contains("||"), "no key breaks the table");
    }
}
