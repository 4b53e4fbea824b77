//! Given names by gender: common ones of several countries, beside those of the lexicon.
//!
//! They tell a person from a place and “he” from “she”; nothing is found by them. What is a surname
//! far more often (“Jackson”) is left out.

use super::{Class, Lexicon};
use std::sync::LazyLock;

/// Both genders of a person.
pub(crate) const GENDERS: Class = Class::FEMALE.or(Class::MALE);

/// Returns the genders of those who bear a given name, in small letters; none for other words.
pub(crate) fn gender_of(word: &str) -> Class {
    let listed = Lexicon::english().class_of(word);
    let own = GIVEN.class_of(word).only(GENDERS);
    // “Chairman” and “she” have a gender and are no names.
    let noun = Class::TITLE.or(Class::HEADS).or(Class::PRONOUN);
    if listed.meets(noun) { own } else { own.with(listed.only(GENDERS)) }
}

static GIVEN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&[(Class::FEMALE, WOMEN), (Class::MALE, MEN)]));

const WOMEN: &str = "
    aaliyah abby adela adelaide adriana agatha aida aileen aimee aisling akiko alana
    alejandra alex alexandra alexandria alina alisha alison allison alma althea alyssa
    amal amelia amira amrita ana ananya anette angelica angelina angie anika anissa
    anjali annabel anneliese annette annie antoinette antonia anya aparna arabella
    arianna arlene asha ashton aslaug athena aubrey audrey aurora autumn ava avery
    ayaka ayesha barb beata becky benazir bernadette bernice bessie beth bethany betsy
    bettina bilqis blair blanca blanche bonnie brandi brandy bree brenna briana
    brianna brianne bridget britney brooke cameron camila candace candice cara carla
    carly carmela carole caroline carrie casey cassandra cassie catalina cathleen
    cathy cecelia cecilia cecily celeste celia chandra charity charlene charlotte
    cheri cherie chiyo christa christie cindy clara clarissa claudette claudine
    clementine colleen constance cora corey corinne courtney cristina crystal dahlia
    dalia dana daniela daphne darlene dawn deanna deb debbie deepa deidre delia
    delilah desiree devi dianne dilma dina dolly dominique donatella doreen dorothea
    dorothy dottie drew edna eileen elaine eleanora elin elise eliza ellie elsa elsie
    eman emilia emine emma enid erica erika erin erma esra estelle ethel etta eugenia
    eunice evangelina evangeline eve faith fanny fatoumata felicia fern flora florence
    francine frankie freda frida fumiko gabrielle galina gemma genevieve georgina
    geraldine gerda germaine ghada gina ginger ginny gladys glenda goldie gracie
    gretchen griselda gudrun gulnara gwendolyn hailey hala haley hana hanan harriet
    haruka hattie hiba hilary hollie holly hope huda huma ida ilana ilene ilona ilse
    iman imelda indira inga ingeborg inna ione irma isabella isabelle ivana ivette
    jacinda jackie jacklyn jamie jana janelle janette janine jasmine jaya jayne
    jeanette jeanne jeannie jenna jennie jenny jeri jessie jill jillian jo joanie
    joann joanne jocelyn jodi jody johanna jolene jordan josefina josephine josie joy
    juana juanita juliana julianne juliet juliette justine jyoti kaitlyn kamala kaori
    kara karin karina karla karolina kat kathie kathy katja katrina kavita kay kaya
    keiko keisha kelli kelsey kendall kendra kerri kerry khadijah kim kimberley kira
    kitty kris krista kristen kristi kristin kristina kristine krystal kumiko lakeisha
    lakshmi lara latasha latifa latoya laurel laurie lea leanne lee leigh lena lenora
    leona leora lesley leslie libby lila lilian liliana lillian lina lindsay lindsey
    lisbeth liz liza lois lola loretta lorna lorraine louisa louise lourdes luann
    lubna lucille lucinda lucretia ludmilla luisa lupe luz lydia lynda lynette lynne
    mabel maddie madeleine madeline madge madhuri mae magda maggie maha mahnaz maisie
    malala malika mallory mamie manal mandy manuela marcella marci marcia margarita
    margery margie mariah mariam mariana marianne maribel maricela marina marion
    marisa marisol marissa marjorie marla marlene marley marsha martine marwa maryam
    maryann maryanne mattie maura maureen mavis maxine maya mayra mayumi mckenzie
    meera meg meghan megyn mehreen melanie melinda melody mercedes meredith mia
    michaela michele mildred millie mimi mina mindy minerva minnie mira miranda
    mitsuko mitzi moira mollie molly mona monica morgan morgana muriel myra myrna
    myrtle nabila nadine nafisa nan nanette naoko nargis nasrin nathalie natsuki nawal
    nell nellie nettie nichole nida nikki nisha noelle nona noreen norma noura odette
    olive opal ophelia paige paloma pam parveen pat patience patrice patsy patti patty
    paula paulette pauline pearl penelope penny perla philippa phoebe polly pooja
    portia priscilla prudence queenie quinn rabia radha rae rahel ramona rana reba
    rebekah reem reese regina reiko rekha rena renata renee reva rhea rikkie riley
    rima rita roberta robin robyn rochelle ronda rosalie rosalyn rosanne roseanne
    rosemary rosie roslyn rowena roxana roxanne roya ruba ruby rukmini ruthie sabah
    sabrina sadia sadie sahar saima sally salome sam samia sanaa sandy sania sarita
    sasha saundra savita selena selma serena shabana shaimaa shana shannon shanti
    shari sharlene shawna sheena sheila shelby shelia shelley shelly sheri sherri
    sherrie sherry sheryl shirin shreya sidney sigrid sinead smriti sondra sonia sonja
    sonya sophia soraya stacey staci stacy stefanie sue sumaya susana susanna susannah
    sushma susie suzan suzanne suzette suzy sybil sylvia tabitha tahira tamar tamara
    tami tamika tammy tanja tanya tara tasha tatum taylor terrie terry tess tessa thea
    thelma theodora therese tia tiana toni tonya tova tracey traci tricia trina trish
    trisha trudy twila tyra ulrike uma una usha valarie valerie vandana vanessa velma
    verna vesna vicki vickie vicky vidya viola virginia vivian viviana wafa wanda
    wilhelmina willa wilma winifred winnie xiomara yael yasmeen yesenia yoko yolanda
    yvette yvonne zahra zeinab zelda zeynep zohra zoya zuleika zuzanna
";

const MEN: &str = "
    abbas abdel abdulaziz abdullahi abe abel abraham abram adel adil adnan adolfo
    adrian ahmad ahmet aidan aiden akbar akhil akram al alaa alain alastair alden aldo
    alec alex alexandre alexis alfie alfred algernon allan allen alonzo alton alvin
    amadou amit amos anand andre andreas andy anil ansel antonin anwar arash archie
    ari arif armand armando armin arne arnie arnold arrigo art artie arvind asa asad
    asher ashley ashok ashraf ashton aubrey augustus austen avery axel ayman aziz
    barney barrett barry bart barton bashar basil bassem beau beauregard benedict
    benito benny benoit benyamin bernard bernardo bert bertram bertrand beverly bill
    binyamin blaine blair blake bo boutros boyd brad braden bradford brady brendan
    brenden brent bret brett brock brody bryant bryce buck bud buddy burt byron cal
    caleb calvin cameron carey carlton carol carroll cary casey caspar cecil cedric
    chad chandler charley charlie chester chet chip chuck clarence clark claude clay
    clayton clement cliff clifford clifton clint clive clyde cody colby cole colin
    collin connor conor conrad corey cornel cory courtney curt curtis cyril cyrus
    daisuke dale dalton damian damien damon dana dane danny dante darin darius darko
    darrel darrell darren darryl daryl dave davey dean delbert demetrius denny denzel
    derrick desmond devin dewayne dewey dexter dick dilip dimitri dimitris dion dirk
    dmytro dominic dominick don donal donnie donovan doug dragan drake drew duane
    dudley dustin dwayne dwight earl ed eddie edgar edmond edmund eduard edwin efrain
    ehsan ehud eldon eli elias eliot elliot elliott ellis elmer elton elvin elvis
    emanuel emerson emery emile emilio emmanuel emmerson emmett emory emre enda enoch
    enzo erdem erick ernest errol erwin evan everett eyal ezekiel ezra fadi farid
    farouk faustino fawzi ferdinand ferenc fernand fethi fidel fletcher florent floyd
    forrest francis frankie franklin franz fred freddie freddy frederic frederick
    fredric fuad gabe gale galen garrett garry garth gaston gaurav gene geoff geoffrey
    geraint gerard gerardo gerry ghassan gil gilbert giles gilles gino glen godfrey
    gonzalo goran gordon grady grant grayson gregor griffin grover guillermo gus guy
    gyorgy habib hadi haider hakan hamad hani hank harlan harley haroon harrison harry
    hartley haruki harvey hasan hashim hayden heath henri herb herbert herman hermann
    hershel hideo hilario hilary hiram hisham hitoshi hobart hollis homer horace
    hossein howie hubert huey humayun humberto humphrey hunter husain hussain idris
    ihab ike ilham immanuel imran ira irfan irv irvin irving irwin isaac isaiah isamu
    isidro ismael issa itzhak ivo jafar jake jamar jamel jamie jared jarrod jarvis
    jasper javad jay jed jedediah jeffery jeffry jens jerald jeremiah jermaine jerome
    jess jessie jiang jimmie jimmy joao jody joel joey johan johann johannes johnathan
    johnnie johnny joko jonah jonathon josef josh josiah josue jovan judah judd jude
    judson juha jules junichi justus kamal kareem karel karol kasim kasper kay keegan
    kelly kelvin kemal kendall kendrick kenichi kennith kent kermit kerry khalil
    kieran kim kip kirk kiyoshi kobe kofi kostas kris krishna kristian kristoffer
    kurtis kwame lamar lamont lance landon lanny laszlo laurence laurie lavar lazarus
    leander lech lee leland len lenny leo leonard leopold leroy les lester levent levi
    lew lewis lex liang lindsey lionel ljubomir lonnie loren lorin lou louie lowell
    loyd lucas lucian lucien ludwig luiz luther lyle lyndon lynn mac mack mahdi maher
    mahmood malachi mamadou manny manoel mansour marc marcelo marcos marcus marek
    mariano marion markus marlin marlon marshall marty marvin marwan masoud mattias
    maury max maxim maxwell maynard mehdi mehmet mel melvin merle merlin merv mervin
    micah michel mick mickey mika mikael milan miles millard milo milos milton minoru
    miroslav misha mitchell moe mohamad mohamed mohammad mohan mohsen moises monte
    monty morgan morris mort mortimer morton moses moshe mounir mukesh munir murat
    murray mustapha mykola myles myron nabil nader naguib naji narendra nate nathaniel
    naveen nawaz neal ned nelson nestor nick nickolas nicky nikos nir noam nobuo noe
    noel nolan norm nouri nuno octavius odell oliver ollie olusegun omari omer oren
    orhan orlando orrin orville osama oscar osman osvaldo oswald otis paddy pat patric
    pavlos pekka pepe percival percy perry petar pete petr phil phillip pierce pieter
    pradeep prakash pranab prasad prem preston qasim quincy quinn rachid radoslaw rafi
    rahm rahul raj rajeev ramesh ramiro ramsey ramzi randal randall randolph raphael
    rashad rashed ray raymundo recep reed reese reggie reginald reid reince reinhold
    reuben rex rey reynaldo reza rhett rich richie rickey ricky ridley rigoberto riley
    riyad rizwan rob robbie robby robin rocco rocky rod roderick rodger rodney rodolfo
    rodrick rogelio rohan rohit roland rolando rolf romeo ronnie rosario roscoe ross
    royce rube rudolf rudolph rudy rufus russ rusty ryder sabri sadiq saeb saeed sajid
    sal salah saleh salman sam sameer sami sammy sandeep sander sandor sanford sanjeev
    sasha saul sayed sebastien selim serge sergey seth seymour shahid shane shannon
    sharif shaun shawn shelby sheldon shelton sherman sherrod shigeru shimon shinzo
    shlomo shoaib sid sidney silas simeon skip slobodan sohail sol solomon sonny
    spencer stacy stan stanford stanley stephan stephane sterling stevan stevie
    stewart subhash sudhir sunil sylvester tad taha taher takeo talal tanner taro
    taylor tayyip teddy teodoro terrance terrell terrence thabo thaddeus theo theodor
    theodore theodoros thom thornton thurman timmothy timmy titus toby tod todd
    tomislav tommie tommy torsten toshio tracy trayvon trent trenton trey tristan troy
    tucker ty tyrone tyson uday ulrich ulysses umar uri usman uzi vaclav val valentin
    vance vaughn venkat vern vernon vic vicente vikas vikram vince vinod virgil
    viswanathan vito vojislav wade waleed wally walt ward warren wasim wassim waylon
    wendell werner wes wesley wilbert wilbur wiley wilfred wilhelm will willard willis
    winston woodrow woody wyatt yaakov yair yakov yasir yitzhak yong yosef yousef
    yoweri yukio yunus zach zachariah zack zafar zakaria zane zeev zeke ziad zoltan
    zoran zvi
";
