//! Frames in sentences whose parts are marked.

use super::*;
use crate::annotate::prepare;
use crate::load::{Limits, load_text};

/// `[what is reported]`, `{the cue}` and `<who says it>`; nothing where no frame is marked.
fn check(marked: &str) {
    check_with(marked, framed);
}

/// The same for verbs inside a sentence.
fn check_inside(marked: &str) {
    check_with(marked, |scene, sentence| inside(scene, sentence).into_iter().next());
}

fn check_with(marked: &str, find: impl Fn(&Scene<'_>, &Range<usize>) -> Option<Framed>) {
    let text = marked.replace(['[', ']', '{', '}', '<', '>'], "");
    let document = load_text("-", &text, &Limits::default());
    let prepared = prepare::parts(&document, Default::default()).0.next().expect("a part");
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let sentence = &prepared.sentences.first().expect("a sentence").tokens;
    let found = find(&scene, sentence);
    let words = |tokens: Range<usize>| {
        let tokens = &prepared.tokens[tokens];
        tokens[0].span.hull(tokens[tokens.len() - 1].span).of(prepared.text)
    };
    let found = found.map(|f| {
        let contents = f.contents.into_iter().filter(|content| !content.is_empty());
        (contents.map(words).collect(), words(f.cue), words(f.source))
    });
    let parts = |open: char, close: char| -> Vec<&str> {
        marked.split(open).skip(1).filter_map(|part| Some(part.split_once(close)?.0)).collect()
    };
    let expected = match (parts('[', ']'), &*parts('{', '}'), &*parts('<', '>')) {
        (contents, [cue], [source]) => Some((contents, *cue, *source)),
        _ => None,
    };
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn a_frame_reports_the_rest_of_its_sentence() {
    check("[Sales fell by a third in May], {said} <Ada Venn>.");
    check("[Sales fell by a third in May], {said} <the company>.");
    check("[The driver had been drinking all day], <the court> {heard}.");
    check("[The driver had been drinking], <Lesna Crown Court> has {heard}.");
    check("<An inquest> {heard} [that the driver had been drinking].");
    check("<The jury> was {told} [Bell had been drinking all day].");
    check("<The hearing> at Lesna Town Hall was {told} [that the driver had been drinking].");
    check("By <her> own {account}, [she slept through the storm].");
    check("[She slept], by <her> own {admission}, [through the whole storm].");
    check("[The strike will go on], {said} <Ada Venn>, the head of the union.");
    check("[The strike will go on], {said} <Ada Venn> in a statement on Monday.");
    check("[The strike will go on, whatever comes], <Venn> also {said} on Monday.");
    check("[The plan was never approved], {according to} <two officials>.");
    check("[Sales fell by a third in May], <figures> {show}.");
    check("[Sales fell by a third in May], <the study> {found} on Monday.");
    check("[Sales fell by a third in May], <the coastguard> {added}.");
    check("[Sales fell by a third in May], {say} <economists>.");
    check("[The talks broke down on Monday], <sources> {told} the Harbour Post.");
    check("[Sales fell by a third], {says} <Ada Venn>, head of the union, which runs the port.");
    check("[A bomb fell on the market], <the police> {said}, killing two people.");
    check("[If it rains, the roof leaks], <the union> {said}.");
    check("[In the north sales of iron fell by a third], <the union> {said}.");
    check("{According to} <the union>, [the strike will go on].");
    check("{According to} <Ada Venn>, who heads the union, [the strike will go on].");
    check("<Venn> {told} reporters [that Tokyo had protested].");
    check("<Ada Venn>, a lawyer, {told} a news conference [that Tokyo had protested].");
    check("<The company> {said} [sales fell by a third].");
    check("<The company> {denied} [any wrongdoing].");
    check("[Whether it will rain is unclear], <forecasters> {say}.");
    check("[The roof will leak], <Ada Venn and her colleagues> {write}.");
    check("<Ada Venn>, who heads the union, {said} [the strike will go on].");
    check("[A fire killed nine people], <the police> {said}, in the worst week of the year.");
    check(
        "[The ferry held nine people], {said} <Venn>, who runs it and, like many, uses one name.",
    );
    check("<The board> {acknowledged} in a note on its door [that nobody had seen the ship].");
    check("<The inquiry> {found} [that nobody had seen the ship].");
    check("<The union> {said} [crew members had left the ship].");
    check("<An official> {tells} us [the roof will leak].");
}

#[test]
fn a_frame_stands_in_the_middle() {
    check("[Nobody], <Venn> {said}, [had seen the ship].");
    check("[The minister], {according to} <two aides>, [has not decided].");
    check("[Sales], <the study> {found}, [fell by a third].");
    check("Sales fell, Venn said, and prices rose.");
    check("“Sales”, Venn said, “fell by a third”.");
}

#[test]
fn what_is_no_clause_is_not_reported() {
    check("In the capital of the north, police said.");
    check("Speaking to reporters in May, Venn said.");
    check("Sales fell, said Venn.");
    check("The annual report that was late, Venn approved.");
    check("“We will go on”, said Ada Venn.");
    check("Venn told reporters.");
    check("When the rain began to fall, Venn ran.");
    check("Venn said on Monday morning in May.");
    check("Venn said goodbye to the crew.");
    check("Venn told us the story of the ship.");
    check("Most states that voted in May were small.");
    check("Sales fell by a third in May, Venn added sugar.");
}

#[test]
fn who_says_it_is_told_apart_by_more_than_a_noun() {
    check("<Two people briefed on the plan> {said} [the strike will go on].");
    check("<Officials close to the talks> {told} reporters [that nobody had seen the ship].");
    check("{According to} <a study> published in the Harbour Review, [one roof in nine leaks].");
    check("In <her> {view}, [the roof will leak].");
    check("<A report leaked to journalists last week> {found} [the dam would leak].");
    check("<The union> {pledged} [to repeat it every Monday].");
    check("{According to} <him>, [the strike will go on].");
    check("In <Venn>’s {view}, [the roof will leak].");
    check("<The ministry> on Friday {put} [the number of the dead at 38].");
    check("<The inquiry> {found} in June [that nobody had seen the ship].");
    check("<She> {insisted} [crews had left within the hour].");
    check("<Ada Venn>, a nurse, {told} a reporter [she was walking to work].");
    check("<The mayor> {urged} [both sides to return to the table].");
    check("<The mayor> {told} both sides [to return to the table].");
    check("[Nine families face a winter in tents], <the charity> {said}, asking for $9 million.");
    check("The ministry put the letters in a drawer.");
    check("She insisted on a chair.");
    check("Officials who saw the ship ran.");
}

#[test]
fn a_headline_begins_with_who_says_it() {
    check("<Police>{:} [Two men held after the raid]");
    check("Police: Two men were held after the raid.");
    check("In May: Two men held after the raid");
}

#[test]
fn a_headline_ends_with_who_says_it() {
    check("[Two men held after the raid]{:} <police>");
    check("[Envoys edge towards a truce] {-} <sources>");
    check("[Rail firm ‘ignored the cracks’], {says} <worker>");
    check("[Levy ‘was a mistake’], <minister> {admits}");
    check("[Owner knew of the leak for years], <inquest> {hears}");
    check("[Sales fell by a third in May], {said} <Venn>, and prices rose.");
    check(
        "[The port will close for two days], <their union> {said} on Wednesday, warning of more.",
    );
    check(
        "[The plan had failed], {said} <Ada Venn>, a lawyer at Bell in Lesna, Norland, who left.",
    );
    check("[The port employs one in ten], by <the union>'s own {count}.");
    check("Residents were {told} by <the railroad> [that the air was safe].");
    check(
        "<A mechanic who worked there two days before the crash> {said} [a valve never arrived].",
    );
    check("[Pill may cut headaches by half], <trial> {suggests}");
    check("Ten things to read: the list");
    check("Rail firm says ‘sorry’, and pays");
}

#[test]
fn what_is_wanted_or_held_against_others_is_reported() {
    check("<The union> {demanded} [guarantees on jobs until May].");
    check("<The mayor> {called} [for a curfew at nine].");
    check("<Church leaders> {appealed} [for calm].");
    check("<Economists polled by the Echo> had {said} [prices would rise in May].");
    check("<The guild> {called} [on ministers to step in].");
    check("<She> {accused} [the board of hiding the cost].");
    check("<The agency> {forecasts} [gusts of 70 kilometres an hour].");
    check("Nine villagers were {urged} by <the mayor> [to leave at once].");
    check("She was {accused} by <the union> [of hiding the cost].");
    check("The house was built by the mayor to last.");
}

#[test]
fn verbs_inside_a_sentence_have_subjects_of_their_own() {
    check_inside("But <he> {told} reporters [the pumps had been switched off].");
    check_inside("<Ada Venn, who wrote the book,> {said} [nobody had replied to her].");
    check_inside("<Venn>, known as “the Oar,” {told} reporters outside [that he had no doubt].");
    check_inside("<Rescuers> digging with bare hands {said} on Friday [that they heard tapping].");
    check_inside("<Dozens of migrants> rescued this week {told} aid workers [that they had fled].");
    check_inside("<Tom Bell> shakes hands and {tells} everyone he meets [that he is happy].");
    check_inside("<The director> {said} [sales were up on last year], adding that it rained.");
    check_inside("<It> {confirmed} [alarms on the train had not been working].");
    check_inside("<Tom Bell> (R-Mo.), who wrote it, {told} reporters [he had learned of it late].");
    check_inside("<The union> {said} [talks with Aerolift, the main contractor, had collapsed].");
    check_inside("<The note>, seen by the Post, {states} [that no ship will be ready].");
    check_inside("Southern states that vote in March are small.");
    check_inside("He told a story that was long.");
    check_inside("Residents left the cracked buildings and ran.");
    check_inside("The union maintained a steady pace into old age.");
}
