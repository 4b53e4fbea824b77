//! Nouns for people: with a name beside them, and for whom a text names elsewhere.

use super::check;

#[test]
fn names_behind_what_somebody_is() {
    check("Its chief operating officer, Tom Bell, said it rained.", &["Tom Bell"]);
    check("The company’s head of personnel, Ada von Thun, said it rained.", &["Ada von Thun"]);
    check(
        "The chief of the Quill First Nation, Raymond Standing Elk, said so.",
        &["Raymond Standing Elk"],
    );
    check("Her nephew, the broadcaster Giles Venn, said it rained.", &["Giles Venn"]);
    check("Her editor, Joan Trask of Halfmoon Press, said it rained.", &["Joan Trask"]);
    check("The coach in question, former Test seamer Vic Venn, said it rained.", &["Vic Venn"]);
    check(
        "“It rained,” said the mediator, former Finnish prime minister Aulikki Rautio.",
        &["Aulikki Rautio"],
    );
    check("Their coach, the Dane Ulrik Sandholt, said it rained.", &["Ulrik Sandholt"]);
    check("Hydrologist Mei-Lin Carstairs said it rained.", &["Mei-Lin Carstairs"]);
    check(
        "Energy and Mines Minister Rosa Zevallos de la Puente said it rained.",
        &["Rosa Zevallos de la Puente"],
    );
    check("A paper by Anselm Ruck is out. “It rained,” Ruck said.", &["Anselm Ruck"]);
    check("A bench of Justice R. Ruck sat. “It rained,” Justice Ruck said.", &["R. Ruck"]);
    check("My guidebook says it is “the loneliest place in the Balkans”.", &["guidebook"]);
    check("The student, 10-year-old Tom Bell, said it rained.", &["Tom Bell"]);
    check("A nurse at the gate, Mohan, said it rained.", &["Mohan"]);
    check("“It rained,” said Detective Garda Colm Heneghan.", &["Colm Heneghan"]);
    check("Rift Commuter Rail said it rained.", &["Rift Commuter Rail"]);
    check(
        "The warden, a Dutchwoman named Anneke de Haas, said that it rained.",
        &["Anneke de Haas"],
    );
    check("Lucía Robledo Ansa of Spain lost. Robledo said it rained.", &["Lucía Robledo Ansa"]);
}

#[test]
fn names_behind_places_and_adjectives() {
    check("The president of neighbouring Norland, Tom Bell, said it rained.", &["Tom Bell"]);
    check(
        "“It rained,” said the lead author, Ada Venn of the Quay Institute in Port Lesna.",
        &["Ada Venn"],
    );
    check("The club, whose manager, Tom Bell, said it rained, lost the game.", &["Tom Bell"]);
    check("Ada Venn, whose brother Tom died, said it rained.", &["Ada Venn"]);
    check("On Monday Trustee Tom Bell said it rained.", &["Tom Bell"]);
    check("In Seoul, the carver Tom Bell said it rained.", &["Tom Bell"]);
    check(
        "A delegate to the forum disagreed. “No,” the delegate said.",
        &["delegate to the forum"],
    );
}

#[test]
fn a_day_is_no_part_of_a_name() {
    check(
        "Velmark Ferries and Bell Lines today announced a cut.",
        &["Velmark Ferries and Bell Lines"],
    );
    check("“It rained,” said Mara Halliday.", &["Mara Halliday"]);
}

#[test]
fn newspapers() {
    check("Bell wrote for The Courant. It rained all day, the newspaper said.", &["Courant"]);
    check("Bell left Venn Foods. It rained all day, the newspaper said.", &["newspaper"]);
}

#[test]
fn nouns_before_names() {
    check("Quarterback Pat Mahon ran. “It rained,” Mahon said.", &["Pat Mahon"]);
    check("“It rained,” said Mayor-elect Karen Bast.", &["Karen Bast"]);
    check("Tom Bell’s wife, Anna, said it rained. “It poured,” she said.", &["Anna"]);
    check("The N.F.L.’s commissioner, Roger Goodal, said it rained.", &["Roger Goodal"]);
    check("Deputy Premier and Finance Minister Crista Fred said it rained.", &["Crista Fred"]);
    check("Kovac’s predecessor, Ola Lind, warned that it rained.", &["Ola Lind"]);
}

#[test]
fn nouns_behind_names_and_words_of_quantity() {
    for group in [
        "One of the pilots",
        "One in 10 voters",
        "Nine out of 10 voters",
        "Neither of the lawyers",
        "Thousands of protesters",
        "A third of respondents",
        "Some of Venn’s admirers",
        "State television",
        "Russian state television",
        "Venn allies",
        "Court papers",
        "Police papers",
    ] {
        check(&format!("{group} said it rained."), &[group]);
    }
    check("“It rained,” said Venn supporter Tom Bell.", &["Tom Bell"]);
    check("One of her lawyers, Tom Bell, said it rained.", &["Tom Bell"]);
    check("The Velmark Times reports Tom Bell was late.", &["Velmark Times"]);
    check(
        "Norland’s central bank said it rained. The central bank said it poured.",
        &["Norland’s central bank"],
    );
}

#[test]
fn nouns_for_people_from_somewhere() {
    check("Wojciech Banas won. “It rained,” the Pole said.", &["Wojciech Banas"]);
    check("Harding was late. “It rained,” the Scot said.", &["Harding"]);
    check("“It rained,” the Pole said.", &["Pole"]);
    check("Jonas Feld won. “It rained,” the 21-year-old Dane said.", &["Jonas Feld"]);
}

#[test]
fn nouns_for_people_whom_the_text_has_named() {
    check(
        "Tom Bell left. A former secretary said it rained. “It poured,” the former secretary said.",
        &["former secretary"],
    );
    check("Reacting, the chairman of the party, Mr Tom Bell, said it rained.", &["Tom Bell"]);
    check("Tom Bell left. “It rained,” said the 30-year-old from Lesna.", &["Tom Bell"]);
    check("Ada Venn left. “It rained,” said the mother of two.", &["Ada Venn"]);
    check("Health spokeswoman Ada Venn left. The Clare TD asked why it rained.", &["Ada Venn"]);
    check("Tom Bell left. “It rained,” said the actor, who has moved to Lesna.", &["Tom Bell"]);
    check("Gary Lunt left. “It rained,” the plumber said.", &["Gary Lunt"]);
    check("Gary Lunt met a plumber. “It rained,” the plumber said.", &["plumber"]);
    check("Ada Venn left. “It rained,” the 22-year-old guard said.", &["Ada Venn"]);
    check("Ada Venn left. “It rained,” the mother-of-two said.", &["Ada Venn"]);
}

#[test]
fn what_a_baker_explains() {
    check("One participant, a baker, said it rained. “No,” she said.", &["One participant"]);
}

#[test]
fn what_hangs_on_a_noun() {
    check("A spokesman for the senator, Owen Bell, said it rained.", &["Owen Bell"]);
    check("A worker at the Okazu plant said it rained.", &["worker at the Okazu plant"]);
    check(
        "Officials familiar with the case said it rained.",
        &["Officials familiar with the case"],
    );
    check("A party elder told her that it had rained.", &["party elder"]);
    check("According to Bell, 92% of members voted.", &["Bell"]);
}

#[test]
fn who_is_named_later() {
    check(
        "A teacher said it had rained, a court was told.\nAda Venn, 46, denies it. “No,” she said.",
        &["Ada Venn"],
    );
    check(
        "A teacher said it had rained.\nAda Venn denies it. “No,” she said.",
        &["teacher", "Ada Venn"],
    );
}

#[test]
fn a_surname_that_is_a_noun() {
    check(
        "Senator Marvin King left. “No,” King said. Curtis Bray, whom King accused, wept.",
        &["Marvin King"],
    );
}

#[test]
fn months_and_numbers() {
    check("June Venn, a sister, left. “No,” June Venn said.", &["June Venn"]);
    check("In May Clinton left. “No,” Clinton said.", &["Clinton"]);
    check("Thirty-eight percent of voters said it rained.", &["Thirty-eight percent of voters"]);
}

#[test]
fn kin_are_of_somebody() {
    check("My father told me that it had rained.", &["my father"]);
    check("“No,” said her sister.", &["her sister"]);
}

#[test]
fn what_somebody_is() {
    check("Ana Ruiz is a lawyer in Velmark. It rained. “No,” the lawyer said.", &["Ana Ruiz"]);
    check("Ana Ruiz met a lawyer in Velmark. “No,” the lawyer said.", &["lawyer"]);
}

#[test]
fn what_somebody_goes_by() {
    check("A man named Tom Bell said it rained. “No,” the man said.", &["Tom Bell"]);
    check("The ferryman, whose name is Zoran Venn, laughed. “No,” he said.", &["Zoran Venn"]);
    check("“No,” said a man who would give his name only as Ahmed.", &["Ahmed"]);
    check("A driver who identified himself as Vic Stone said it rained.", &["Vic Stone"]);
    check("One source who identified Venn said it rained.", &["One source"]);
}

#[test]
fn names_of_those_whom_a_text_has_just_described() {
    check("The mediator, Norwegian diplomat Tom Bell, said it rained.", &["Tom Bell"]);
    check("The chairman, Cllr Ada Venn (Ind, Stoning Vale), said it rained.", &["Ada Venn"]);
    check("Venn’s agent, Petra Holt, said it rained.", &["Petra Holt"]);
    check("Her father and agent, Tom Bell, said it rained.", &["Tom Bell"]);
    check("Owls, owner Ada Venn said, are rare. “Yes,” she said.", &["Ada Venn"]);
    check("It is up to the board, whose chair, Ada Venn, has said it rained.", &["Ada Venn"]);
    check("A drill operator, identified only as Bakhtiyor, said it rained.", &["Bakhtiyor"]);
    check("A witness known only as Midwife A said it rained.", &["Midwife A"]);
    check("Nurse C, whose name is secret, said it rained.", &["Nurse C"]);
    check("A group called Open Water said it rained.", &["Open Water"]);
}

#[test]
fn those_who_belong_to_somebody_speak_for_themselves() {
    check("Tom Venn left. Mr. Venn’s booker said it rained.", &["Mr. Venn’s booker"]);
    check("Tom Venn left. Mr. Venn’s refusal said it all.", &["Tom Venn"]);
    check(
        "A spokesperson for Western Dales Highways said: “It rained.”",
        &["spokesperson for Western Dales Highways"],
    );
    check("The boy’s grandmother, Jean, said it rained. ‘No,’ she said.", &["Jean"]);
    check(
        "The dog walker, who asked not to be named, said that he handed the bike in himself.",
        &["dog walker"],
    );
    check("Ada Venn sat with her son, Tom Venn. “It rained,” her son said.", &["Tom Venn"]);
}

#[test]
fn nouns_for_those_who_were_named_in_other_words() {
    check("Tom Latu left. “It rained,” the former Bays hooker said.", &["Tom Latu"]);
    check("Helen Venn left. “It rained,” the British climber said.", &["Helen Venn"]);
    check(
        "Yelena Marchuk left. The 28-year-old Norlander, who spoke, said it rained.",
        &["Yelena Marchuk"],
    );
    check("Maj. Ihor Petrash left. “It rained,” the major said.", &["Ihor Petrash"]);
    check(
        "Leo Fripp said it rained. Cross-examined by Ross Venn KC, Mr Fripp agreed. ‘It poured,’ the witness said.",
        &["Leo Fripp"],
    );
}

#[test]
fn offices_of_another_country() {
    check(
        "Ada Venn met the French president. The French president said it rained.",
        &["French president"],
    );
    check(
        "In Lesna, Tom Bell met the Mexican president, who said that it rained.",
        &["Mexican president"],
    );
}

#[test]
fn nouns_that_mean_somebody_else() {
    check(
        "Governor Leyla Demir left. Her deputy, Murat Oz, said the door was open. The finance minister said it rained.",
        &["Murat Oz", "finance minister"],
    );
    check(
        "Vic Mottram said no. “It rained,” Mottram said. Captain Jordy Adeyemi took the blame. “We lost,” the midfielder said.",
        &["Vic Mottram", "Jordy Adeyemi"],
    );
    check("A military spokesman, Brigadier Tesfa Alem, said it rained.", &["Tesfa Alem"]);
    check("A petition started by Venn calls on the city to mend the roads.", &["petition"]);
}

#[test]
fn an_apposition_with_a_clause_behind_it() {
    check(
        "“It rained,” said Tom Bell, a senior analyst at Jeffers, who notes that it poured.",
        &["Tom Bell"],
    );
}

#[test]
fn whoever_is_spoken_to_answers() {
    check(
        "“It rained,” Rosa Holt said. She added that it poured. Counsel Tom Bell suggested to Ada Venn that it had not. “It did,” she replied.",
        &["Rosa Holt", "Tom Bell", "Ada Venn"],
    );
    check("Ada Venn questioned Rosa Holt’s figures. She called the report a farce.", &["Ada Venn"]);
}
