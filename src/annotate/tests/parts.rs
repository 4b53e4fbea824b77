//! Sentences that several words report, or several people: which part is whose.

use super::unmarked::check_unmarked;

#[test]
fn verbs_of_one_subject_report_by_themselves() {
    check_unmarked(
        "-",
        "Ada Venn promised to publish the letter before then and apologised for the short notice.",
        &["Ada Venn: to publish the letter before then", "Ada Venn: the short notice"],
    );
    check_unmarked(
        "-",
        "Bo Nattrass considers the evidence thin and thinks the bats are following the lamps.",
        &["Bo Nattrass: the evidence thin", "Bo Nattrass: the bats are following the lamps"],
    );
    check_unmarked(
        "-",
        "Ada Venn vowed to keep the ferry running and celebrated the ruling.",
        &["Ada Venn: to keep the ferry running"],
    );
    check_unmarked(
        "-",
        "Bell promised “a new dawn,” pledged to cut taxes in May.",
        &["Bell: a new dawn,", "Bell: to cut taxes in May"],
    );
    check_unmarked(
        "-",
        "Ada Venn said the ferry had stopped and blamed the weather on her page.",
        &["Ada Venn: the ferry had stopped and blamed the weather on her page"],
    );
}

#[test]
fn a_sentence_begins_before_who_parts_it() {
    check_unmarked(
        "-",
        "But, Ada Venn said, “there was never any question that it would hold.”",
        &["Ada Venn: But … there was never any question that it would hold."],
    );
    check_unmarked(
        "-",
        "On Friday, Ada Venn said, “There was never any question that it would hold.”",
        &["Ada Venn: There was never any question that it would hold."],
    );
}

#[test]
fn whoever_a_sentence_begins_with_speaks_behind_a_clause() {
    check_unmarked(
        "-",
        "A former employee who left the company after the merger failed said “nobody listened.”",
        &["former employee: nobody listened."],
    );
    check_unmarked(
        "-",
        "The head of the union that represents most of the drivers said they would strike.",
        &["head of the union: they would strike"],
    );
}

#[test]
fn who_is_quoted_as_saying_it_says_it() {
    check_unmarked(
        "-",
        "Regional commander Viktor Daule was quoted as saying by state news agency VNA that six \
         people had been held.",
        &["Viktor Daule: that six people had been held"],
    );
    check_unmarked(
        "-",
        "“People were jumping,” survivor Dalia Monem was quoted as saying by the Lanto Post. “There \
         were no life jackets.”",
        &["Dalia Monem: People were jumping, … There were no life jackets."],
    );
}

#[test]
fn who_is_told_says_nothing() {
    check_unmarked(
        "-",
        "Breweries were told that they could go on brewing because beer is boiled.",
        &["-: that they could go on brewing because beer is boiled"],
    );
    check_unmarked(
        "-",
        "Curtis Dahl came away unsure. He’d been told by his insurer that his premium would double.",
        &["insurer: that his premium would double"],
    );
    check_unmarked(
        "-",
        "Gardener was killed by the lake, court told\n\nA gardener was lured to a lake.\n",
        &["court: Gardener was killed by the lake"],
    );
    check_unmarked(
        "-",
        "Pilots warned that the signal could not be heard, an inquiry into January’s collision was \
         told on Tuesday.",
        &["Pilots: that the signal could not be heard"],
    );
}

#[test]
fn clauses_between_semicolons_have_their_own_speakers() {
    check_unmarked(
        "-",
        "Nwosu says she gave in; Marsh maintains that she was asleep when it was decided.",
        &["Nwosu: she gave in", "Marsh: that she was asleep when it was decided"],
    );
}

#[test]
fn whoever_a_phrase_begins_with_speaks_behind_it() {
    check_unmarked(
        "-",
        "Officials spoke. During the General Assembly, a representative declared that it rained.",
        &["representative: that it rained"],
    );
    check_unmarked(
        "-",
        "The family of a cyclist killed on a country lane say the speed limit is too high.",
        &["family of a cyclist: the speed limit is too high"],
    );
    check_unmarked(
        "-",
        "A ferry struck the pier.\n\nSupt Ewan Mair, of Northern Isles Police, said a man in his \
         fifties was in a critical condition.\n",
        &["Ewan Mair: a man in his fifties was in a critical condition"],
    );
    check_unmarked(
        "-",
        "The waterworks, which is owned by the city, denied that it had ignored warnings.",
        &["waterworks: that it had ignored warnings"],
    );
    check_unmarked(
        "-",
        "The city told people on Tuesday to boil their drinking water, and the mayor said the order \
         would stand until three tests in a row came back clean.",
        &["mayor: the order would stand until three tests in a row came back clean"],
    );
}

#[test]
fn what_somebody_is_told_to_do_is_said() {
    check_unmarked(
        "-",
        "The judge, Mr Justice Farrant, reminded jurors not to search for the case online.",
        &["Farrant: not to search for the case online"],
    );
}

#[test]
fn who_is_named_before_a_colon_says_what_follows() {
    check_unmarked(
        "-",
        "The polls were right - Ada Venn: “Most pollsters fared much better this time.”",
        &["Ada Venn: Most pollsters fared much better this time."],
    );
}

#[test]
fn who_speaks_is_no_part_of_it() {
    check_unmarked(
        "-",
        "‘Which will he lose first,’ Ada Venn inquired, ‘his seat or his suspension?’",
        &["Ada Venn: Which will he lose first, … his seat or his suspension?"],
    );
    check_unmarked(
        "-",
        "“Three years on one sheet,” Ada Venn marvels.",
        &["Ada Venn: Three years on one sheet,"],
    );
    check_unmarked(
        "-",
        "The plan was dismissed by Ada Venn as “a jigsaw for tourists.”",
        &["Ada Venn: The plan … a jigsaw for tourists."],
    );
}

#[test]
fn a_headline_names_who_says_it_behind_a_colon() {
    check_unmarked(
        "-",
        "‘I wanted the house to be the villain’: Ayobami Fasanya on her first film\n\nWhen Ayobami \
         Fasanya’s first film had its premiere, four people fainted. ‘Three,’ she said.\n",
        &["Ayobami Fasanya: I wanted the house to be the villain", "Ayobami Fasanya: Three,"],
    );
}

#[test]
fn what_is_added_behind_who_says_it_is_said_as_well() {
    check_unmarked(
        "-",
        "Final results were expected by Tuesday evening, commission chair Edith Lamontagne said, \
         adding that two recounts were under way.",
        &[
            "Edith Lamontagne: Final results were expected by Tuesday evening",
            "Edith Lamontagne: that two recounts were under way",
        ],
    );
}

#[test]
fn whoever_spoke_answers_what_is_asked_before_a_colon() {
    check_unmarked(
        "-",
        "Chief inspector Maura Teeling has told reporters that no arrests have been made. Asked if any \
         were likely: “Ask me in a week.”",
        &[
            "Maura Teeling: that no arrests have been made",
            "-: if any were likely",
            "Maura Teeling: Ask me in a week.",
        ],
    );
}

#[test]
fn those_who_know_somebody_speak_for_themselves() {
    check_unmarked("-", "Those who know Ada Venn say she is tired.", &["Those: she is tired"]);
}

#[test]
fn who_is_not_to_be_named_speaks_behind_that() {
    check_unmarked(
        "-",
        "A nurse who declined to give her name told the Echo that beds were short.",
        &["nurse: that beds were short"],
    );
}

#[test]
fn who_asks_not_to_be_named_does_not_say_so() {
    check_unmarked(
        "-",
        "A senior official, who asked not to be named because the talks are private, said the deal \
         was close.",
        &["senior official: the deal was close"],
    );
    check_unmarked(
        "-",
        "A source who asked not to be named said the deal was close.",
        &["source: the deal was close"],
    );
    check_unmarked(
        "-",
        "One aide, who asked for anonymity to discuss private talks, said the deal was close.",
        &["One aide: the deal was close"],
    );
    check_unmarked(
        "-",
        "A former minister, who did not want to be named, said the plan was dead.",
        &["former minister: the plan was dead"],
    );
}

#[test]
fn what_a_participle_reports_ends_before_the_main_clause() {
    for (text, expected) in [
        ("After saying that the dam was old, Venn left the room.", "Venn: that the dam was old"),
        (
            "Having warned that the dam could break, the engineers left.",
            "engineers: that the dam could break",
        ),
        (
            "While insisting the plan was “dead,” the minister left for Lesna.",
            "minister: the plan was “dead,”",
        ),
        ("By calling the plan “a joke,” Venn angered the unions.", "Venn: the plan “a joke,”"),
    ] {
        check_unmarked("-", text, &[expected]);
    }
}

#[test]
fn what_a_relative_clause_reports_ends_with_it() {
    check_unmarked(
        "-",
        "Tom Bell, who on Monday told reporters that the plan was dead, has resigned.",
        &["Tom Bell: that the plan was dead"],
    );
    check_unmarked(
        "-",
        "Bell, who last year called the plan “a joke,” has resigned.",
        &["Bell: the plan “a joke,”"],
    );
    check_unmarked(
        "-",
        "Venn said that Bell, who left in May, had been warned.",
        &["Venn: that Bell, who left in May, had been warned"],
    );
}

#[test]
fn what_is_told_between_quotations_is_not_said() {
    check_unmarked(
        "-",
        "“It’s the third time this year,” he says. “Nobody listens.” He points at the wall. “Look at that.”",
        &["-: It’s the third time this year, … Nobody listens. … Look at that."],
    );
    check_unmarked(
        "-",
        "Officials say privately that the plan is dead.",
        &["Officials: that the plan is dead"],
    );
}

#[test]
fn hearsay_is_nobodys() {
    check_unmarked(
        "-",
        "The king is said to be furious. The queen is reported to have left.",
        &["-: to be furious", "-: to have left"],
    );
}

#[test]
fn who_is_named_under_an_open_mark_says_it() {
    check_unmarked(
        "-",
        "The plan is old, she said.\n\n\"I worry that we may see a resurgence of thieves.\nAna Ruiz, head \
         of the port.\"\n\nBut the plan leaves some cold.",
        &["-: The plan is old", "Ana Ruiz: I worry that we may see a resurgence of thieves."],
    );
}

#[test]
fn who_is_named_behind_how_they_said_it_says_it() {
    check_unmarked(
        "-",
        "“Horrible” is how Ada Venn described the scene.",
        &["Ada Venn: Horrible", "Ada Venn: the scene"],
    );
}

#[test]
fn whoever_calls_it_so_says_it() {
    check_unmarked(
        "-",
        "The port sought the fair in the hopes of shedding what Bell called “a perception problem.”",
        &["Bell: a perception problem."],
    );
    check_unmarked(
        "-",
        "The minister ended the talks, which Bell called “a farce.”",
        &["Bell: a farce."],
    );
}

#[test]
fn where_it_was_said_is_not_said() {
    check_unmarked(
        "-",
        "The striker, who joined from Velmark in 2022, said on Instagram he was “heartbroken” to leave.",
        &["striker: he was “heartbroken” to leave"],
    );
    check_unmarked(
        "-",
        "In a post on Telegram, governor Oleg Hirsch said air defences had shot down 12 drones overnight.",
        &["Oleg Hirsch: air defences had shot down 12 drones overnight"],
    );
}

#[test]
fn where_two_said_it_is_no_name_of_theirs() {
    check_unmarked(
        "-",
        "Lena Forss and Erik Dahl left the bank. “We failed,” said Forss and Dahl in a joint letter.",
        &["Forss and Dahl: We failed,"],
    );
}
