//! Files whose words nobody has marked, and who says what in them.

use super::*;

/// Checks who says what without marks in a file: `canonical: words`.
#[track_caller]
pub(super) fn check_unmarked(name: &str, text: &str, expected: &[&str]) {
    let document = load(name, text.as_bytes(), &Limits::default()).next().expect("a document");
    let found = annotate(&document);
    let said = found.quotes.iter().map(|quote| {
        let speaker = found.speaker_of(quote).map_or("-", |it| &it.canonical);
        let words: Vec<&str> = quote.content.iter().map(|it| it.of(&document.text)).collect();
        format!("{speaker}: {}", words.join(" … "))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn who_ends_a_sentence_says_all_of_it() {
    check_unmarked(
        "-",
        "Some traders had expected a firmer tone, said Tom Bell, a dealer at Arendt Bank.",
        &["Tom Bell: Some traders had expected a firmer tone"],
    );
    check_unmarked(
        "-",
        "The tone was firmer than expected, said Tom Bell, a dealer at Arendt Bank.",
        &["Tom Bell: The tone was firmer than expected"],
    );
    check_unmarked(
        "-",
        "Lesna has offered two hospitals, its ministry said. Velmark has accepted the offer, an \
         official said, speaking on condition of anonymity because nothing had been made public.",
        &["ministry: Lesna has offered two hospitals", "official: Velmark has accepted the offer"],
    );
}

#[test]
fn a_clause_goes_on_behind_what_hangs_on_its_subject() {
    check_unmarked(
        "-",
        "Venn told the court that the signal, installed in September, failed twice.",
        &["Venn: that the signal, installed in September, failed twice"],
    );
    check_unmarked(
        "-",
        "Venn said the signal, installed in September, sounded “like a kettle” before it failed.",
        &["Venn: the signal, installed in September, sounded “like a kettle” before it failed"],
    );
}

#[test]
fn a_clause_goes_on_behind_who_says_it() {
    check_unmarked(
        "-",
        "Ada Venn told the board that it rained. Enrollment, she said, was projected to fall to 48.",
        &["Ada Venn: that it rained", "Ada Venn: Enrollment … was projected to fall to 48"],
    );
    check_unmarked(
        "-",
        "Its rival has yet to make any changes but is expected to announce some, said Tom Bell.",
        &["Tom Bell: Its rival has yet to make any changes but is expected to announce some"],
    );
}

#[test]
fn a_narrator_is_the_author() {
    let page = |byline: &str| {
        format!(
            "How to Lose an Argument\n\n{byline}\n\nMay 3, 2024\n\n“You win,” I said to Bell.\n"
        )
    };
    check_unmarked("a.txt", &page("By Ada Venn"), &["Ada Venn: You win,"]);
    check_unmarked("a.txt", &page("By Ada Venn and Tom Bell"), &["-: You win,"]);
    check_unmarked("a.txt", &page("By Staff Reporter"), &["-: You win,"]);
}

#[test]
fn a_verb_of_a_headline_is_no_company() {
    check_unmarked(
        "a.txt",
        "Airline Sorry After Bag Is Lost\n\nVelmark Airways grew. The airline fell. “It rained,” it \
         said.\n",
        &["Velmark Airways: It rained,"],
    );
}

#[test]
fn transcripts_say_who_speaks() {
    check_unmarked(
        "a.txt",
        "The Quay at Noon\n\nDANA VENN, HOST: Tom Bell, are you staying?\n\nTOM BELL: I am. \
         The board of the port said last week that we could. Why not?\n\nIt rains.\n\nVENN: And Ruiz told me, “I shall go.”\n",
        &[
            "DANA VENN: Tom Bell, are you staying?",
            "Tom Bell: I am. The board of the port said last week … Why not? … It rains.",
            "board of the port: that we could",
            "DANA VENN: And Ruiz told me,",
            "Ruiz: I shall go.",
        ],
    );
}

#[test]
fn the_young_are_not_you() {
    check_unmarked(
        "a.txt",
        "The Quay at Noon\n\nVENN: Young pilots in the port said that the crane was unsafe. Do you agree?\n\nBELL: I do. You said that it would fall.\n\nVENN: Yes, I did.\n",
        &[
            "VENN: Young pilots in the port said … Do you agree?",
            "Young pilots: that the crane was unsafe",
            "BELL: I do. You said that it would fall.",
            "VENN: Yes, I did.",
        ],
    );
}

#[test]
fn questions_and_answers_are_said_by_who_is_interviewed() {
    let said = [
        "Q: Why do you sail?",
        "Mara Venn: I like it.",
        "Q: Will you stop?",
        "Mara Venn: I am too young.",
    ];
    for (question, answer) in [("Q: ", "A: "), ("Q   ", "A   ")] {
        let text = format!(
            "The pilot\n\nMara Venn sails. She met Tom Bell in May.\n\n{question}Why do you sail?\n\n\
             {answer}I like it.\n\n{question}Will you stop?\n\n{answer}I am too young.\n"
        );
        check_unmarked("a.txt", &text, &said);
    }
    let text = "The pilot\n\nMara Venn sails. She met Tom Bell in May.\n\nWhy do you sail?\n\n\
                “I like it. Bell asks me that.”\n\nWill you stop?\n\n“Not yet. I am young.”\n";
    check_unmarked(
        "a.txt",
        text,
        &["Mara Venn: I like it. Bell asks me that.", "Mara Venn: Not yet. I am young."],
    );
}

#[test]
fn what_is_set_off_needs_no_marks() {
    check_unmarked(
        "a.md",
        "# The quay\n\nMara Venn wrote to the board:\n\n> Paint holds up the quay.\n>\n\
         > It will fall.\n\nNobody answered.\n",
        &["Mara Venn: Paint holds up the quay. … It will fall."],
    );
    check_unmarked(
        "a.md",
        "# The quay\n\nThe ferry left.\n\n> We never had a better harbour.\n>\n> — Tom Bell\n",
        &["Tom Bell: We never had a better harbour."],
    );
    check_unmarked(
        "a.txt",
        "The quay\n\nThe ferry left.\n\nThat wet box is my whole career.\n\n\
         — Mara Venn (@mara) May 4, 2031\n\nThe ferry came back.\n",
        &["Mara Venn: That wet box is my whole career."],
    );
    check_unmarked(
        "a.txt",
        "The quay\n\nMara Venn left. Her statement in full:\n\nI thank you all.\n\n\
         My boat is yours.\n\nThe ferry came back.\n",
        &["Mara Venn: I thank you all. … My boat is yours."],
    );
    check_unmarked(
        "a.txt",
        "The quay\n\nThe board got a letter. It reads in full:\n\nDear board,\n\nI thank you all.\n\n\
         The quay is old.\n\nYours sincerely, Mara Venn\n\nThe ferry came back.\n",
        &[
            "Mara Venn: Dear board, … I thank you all. … The quay is old. … Yours sincerely, Mara Venn",
        ],
    );
}

#[test]
fn whom_somebody_tells_it_is_no_part_of_it() {
    check_unmarked(
        "-",
        "Wayne Stenn told the Echo he planned to stay neutral.",
        &["Wayne Stenn: he planned to stay neutral"],
    );
}

#[test]
fn who_reports_between_commas_is_no_apposition() {
    check_unmarked(
        "-",
        "Lumenis, the report said, can mend roads.",
        &["report: Lumenis … can mend roads"],
    );
}

#[test]
fn a_subject_known_by_another_name() {
    check_unmarked(
        "-",
        "Venn, known as “the Oar,” said the roads were closed all day.",
        &["Venn: the roads were closed all day"],
    );
}

#[test]
fn a_list_behind_a_colon_is_no_statement() {
    check_unmarked(
        "-",
        "Venn said the reasons were:\n\nIt rained all day and nobody had come to the harbour.",
        &["Venn: the reasons were"],
    );
}

#[test]
fn a_headline_of_somebody_who_speaks_below() {
    check_unmarked(
        "-",
        "Bell: roads must be mended\n\nTom Bell said the roads must be mended.",
        &["Tom Bell: roads must be mended", "Tom Bell: the roads must be mended"],
    );
}

#[test]
fn labels_of_a_transcript_in_one_style() {
    check_unmarked(
        "-",
        "VENN: We stay.\n\nBELL: We go.\n\nPhoto: The harbour.\n\nVENN: No.",
        &["VENN: We stay.", "BELL: We go. … Photo: The harbour.", "VENN: No."],
    );
    check_unmarked(
        "-",
        "He wrote “VENN: We stay here” on the wall.",
        &["VENN: “VENN: We stay here” on the wall"],
    );
    check_unmarked(
        "-",
        "VENN: “We stay here.”\n\nBELL: “We go now.”\n\nVENN: “No.”",
        &["VENN: We stay here.", "BELL: We go now.", "VENN: No."],
    );
}

#[test]
fn whoever_spoke_before_the_writer_asked_answers() {
    check_unmarked(
        "-",
        "Rosa Holt sat down. “It rained,” she said.\n\n“How long did it rain?” I asked.\n\n“All day long and all night.”",
        &[
            "Rosa Holt: It rained,",
            "-: How long did it rain?",
            "Rosa Holt: All day long and all night.",
        ],
    );
}

#[test]
fn what_is_titled_or_so_called_is_not_said() {
    check_unmarked(
        "-",
        "He read “The Long Quay” on Monday. “It rained,” he said.",
        &["-: It rained,"],
    );
    check_unmarked(
        "-",
        "Venn said the so-called “corridor of calm” was closed.",
        &["Venn: the so-called “corridor of calm” was closed"],
    );
}

#[test]
fn a_participle_before_whoever_speaks_is_none_of_their_words() {
    check_unmarked(
        "-",
        "Tom Bell left. Harking back to the war, he said it rained.",
        &["Tom Bell: it rained"],
    );
    check_unmarked(
        "-",
        "Doing nothing, Tom Bell said, was not an option.",
        &["Tom Bell: Doing nothing … was not an option"],
    );
}

#[test]
fn a_short_sentence_in_marks_is_said() {
    check_unmarked(
        "-",
        "Venn smiled. “Let me talk.” The room fell silent.",
        &["Venn: Let me talk."],
    );
    check_unmarked(
        "-",
        "“Holt was better,” Venn said. “Write that.”",
        &["Venn: Holt was better, … Write that."],
    );
    check_unmarked("-", "His film: “The Martian.” It rained all day long.", &[]);
}

#[test]
fn what_somebody_asks_begins_with_the_question() {
    check_unmarked(
        "-",
        "Ada Venn asked Tom Bell whether he had read the report.",
        &["Ada Venn: whether he had read the report"],
    );
    check_unmarked(
        "-",
        "Parish chair Ada Venn asked the council’s head of drainage, Tom Bell, how he had read it.",
        &["Ada Venn: how he had read it"],
    );
}

#[test]
fn an_apposition_between_the_parts_of_a_sentence() {
    check_unmarked(
        "-",
        "Without it, said the group’s director, Ada Venn, libraries in a dozen towns will close.",
        &["Ada Venn: Without it … libraries in a dozen towns will close"],
    );
}

#[test]
fn a_clause_has_its_subject() {
    check_unmarked(
        "-",
        "Rescuers searching for survivors of Sunday’s landslide in the valley said hopes were fading after a night of rain.",
        &["Rescuers: hopes were fading after a night of rain"],
    );
}
