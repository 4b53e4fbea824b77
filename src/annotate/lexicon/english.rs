//! English words by class. Reporting verbs and collective heads were chosen by their counts in
//! the training corpora named in `NOTICE`.

use super::Class;

/// Class by class, words parted by blanks; a word may stand in several.
pub(super) const TABLES: &[(Class, &str)] = &[
    (
        Class::CUE.or(Class::CUE_INVERTS),
        "called barked protested objected retaliated cracked groused said says say wrote writes
        write asked asks added adds explained explains noted notes recalled recalls insisted
        insists warned warns argued argues stated declared declares announced announces observed
        observes remarked remarks commented replied replies responded concluded concludes admitted
        admits claimed claims quipped joked jokes tweeted posted continued continues mused lamented
        complained cautioned cautions conceded acknowledged acknowledges exclaimed declaimed
        countered retorted testified predicted predicts suggested suggests promised vowed vows
        reported reports boasted shouted yelled whispered murmured muttered cried screamed agreed
        pleaded urged reasoned sighed reflected offered began interjected blogged read reads
        stressed stresses emphasized emphasised emphasizes reiterated repeated affirmed asserted
        asserts contended contends maintained maintains confided guessed joshed snapped fumed
        grumbled laughed shot opined ruled ran ordered pledged volunteered advised counseled
        counselled deadpanned intoned texted thundered smiled wondered wonders chimed gushed
        proclaimed confirmed",
    ),
    (
        Class::CUE,
        "put puts promises protested objected groused written cracked barked retaliated bemoaned
        lauded scoffed marveled marvelled ranked promised told tells tell saying claim state states
        stating describe described describes characterized characterised characterizes called calls
        call labeled labelled labels dubbed deemed dismissed dismisses rejected rejects denounced
        denounces decried decries criticized criticised criticizes accused accuses slammed blasted
        condemned condemns mocked derided praised praises hailed hails touted cited cites mentioned
        mentions indicated indicates revealed reveals signaled signalled informed reminded assured
        assures thanked quoted quotes referred refers spoke speaks talked answered believed
        believes thinks thought think feels felt hopes hoped hope expects expressed expresses
        voiced questioned demanded demands invoked alleged alleges denied denies disputed pointed
        highlighted underscored detailed outlined summarized summarised bragged credited blamed
        attacked ripped hit lashed bashed branded likened compared vented explain argue insist note
        warn add admit suggest urge urges stress announce declare acknowledge contend maintain
        predict promise vow concede complain reply respond recall testify boast joke wonder repeat
        conclude report ask knew finds found shows showed learned",
    ),
    (
        Class::CUE_ING,
        "saying adding noting arguing stating writing telling calling warning insisting explaining
        claiming suggesting asking declaring describing announcing quipping recalling joking
        tweeting replying responding stressing emphasizing emphasising asserting citing accusing
        labeling labelling dismissing concluding admitting acknowledging lamenting complaining
        contending vowing promising predicting pledging reiterating repeating cautioning remarking
        observing commenting continuing referring denouncing criticizing criticising mocking
        praising pointing urging reading wondering boasting shouting yelling chanting screaming
        reporting revealing indicating testifying branding dubbing deeming characterizing
        characterising informing reminding assuring alleging denying demanding answering
        proclaiming maintaining confirming voicing expressing posting countering ruling",
    ),
    (
        Class::CUE_NAMING,
        "called calls call calling described describes describe describing characterized
        characterised characterizes characterizing labeled labelled labels labeling dubbed dubbing
        deemed deeming dismissed dismisses dismissing rejected rejects denounced denounces
        denouncing decried decries criticized criticised criticizes criticizing accused accuses
        accusing slammed blasted condemned condemns mocked mocking derided praised praises praising
        hailed hails touted branded branding referred refers referring likened compared attacked
        ripped hit bashed",
    ),
    (
        Class::CUE_ADDRESSES,
        "told tells tell telling informed informing reminded reminding assured assures assuring
        asked asks asking warned warns warning advised urged urges urging promised cautioned
        texted",
    ),
    (
        Class::CUE_WEAK,
        "put puts promises written added adds offered began read reads shot ran ordered hit found
        finds shows showed learned felt feels thought think thinks believed believes hope hopes
        hoped expects continued continues continuing note notes report reports claim claims call
        calls state states posted agreed maintained maintains knew spoke speaks talked attacked
        attacking detailed outlined compared credited blamed reading ruled ruling laughed smiled
        answered mentions mention pointing pointed promise questions questioned quotes labels
        demands write say ask repeat repeated cites referred refers referring stress issue vow
        reply respond highlighted expressed expressing cried cry demanded invoked promised cited
        citing reflected confirmed confirming",
    ),
    (
        Class::AUXILIARY,
        "is are was were be been being am has have had having do does did will would can could may
        might must shall should not n't never cannot won't didn't doesn't don't isn't wasn't
        couldn't wouldn't hasn't haven't hadn't aren't weren't didn’t doesn’t don’t isn’t won’t
        wasn’t couldn’t wouldn’t hasn’t haven’t hadn’t aren’t weren’t ain’t can’t can't",
    ),
    (
        Class::ADVERB,
        "also then later again still once now just even often always sometimes soon already today
        yesterday tomorrow first earlier further too instead simply meanwhile afterward afterwards
        afterwords thus therefore however perhaps maybe far long ago here there rather quite back
        twice",
    ),
    (Class::HE, "he"),
    (Class::SHE, "she"),
    (Class::THEY, "they"),
    (Class::IT, "it"),
    (Class::FIRST_PERSON, "i we"),
    (Class::RELATIVE, "who which that whom whose"),
    (
        Class::DETERMINER,
        "the a an this that these those some many several few both all each every another other
        most more one two three four five six seven eight nine ten dozens hundreds thousands
        various any no either neither half much certain numerous such multiple",
    ),
    (Class::POSSESSIVE, "his her its their my our your whose"),
    (
        Class::PREPOSITION,
        "of in on at to for from with by about as into over after before under between against
        during without through among amid since until till near behind beyond across toward towards
        upon within outside inside around despite regarding concerning including following via per
        like unlike than off out up down alongside throughout above below besides versus",
    ),
    (
        Class::CONJUNCTION,
        "and or but nor yet so because although though while when where if unless whether as that
        why how once since whereas before after until",
    ),
    (
        Class::FUNCTION,
        "eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty met held won
        lost led sent brought stood sat fell rose spent paid built bought sold taught caught became
        grew drew flew threw broke chose drove woke wore left set cut shut according what when
        where why how there here not only most much such then thus meanwhile still yet even ever
        never however moreover furthermore nevertheless nonetheless instead otherwise besides
        likewise indeed perhaps maybe yes no well oh ok okay please thank thanks hello welcome him
        them me us her himself herself itself themselves myself ourselves yourself you anyone
        everyone someone nobody everybody nothing something anything everything asked given based
        speaking going just let do did does get got go goes went come came comes make made makes
        take took see saw seen know known want wants wanted need needs look looks use used try
        tried keep kept give gave think new old good bad big small great long short high low last
        next same different early late own right true false clear sure able best better worst worse
        less least enough asking adding compiling compounding contrary regardless owing judging
        apart aside absent compared recent recently during experts whether because although though
        unless until both either neither each every some any all few many several nearly almost
        about around more than approximately roughly earlier later today yesterday tomorrow tonight
        this that these those another others part case fact way time times year years month months
        week weeks day days hour hours minute minutes morning afternoon evening night percent cent
        million billion thousand hundred dozen read click follow watch update updated photo image
        advertisement share related photos video abstract correction editor's listen subscribe
        copyright",
    ),
    (
        Class::DATE,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december jan. feb. mar. apr. aug. sept. sep.
        oct. nov. dec. mon. tue. tues. wed. thu. thurs. fri. sat. sun.",
    ),
    (
        Class::ABBREVIATION,
        "mr. mrs. ms. mx. dr. prof. sen. rep. gov. gen. brig. col. lt. sgt. capt. cmdr. adm. maj.
        cpl. pvt. rev. hon. cllr. st. jr. sr. messrs. sens. reps. govs. dets. det. insp. supt. jan.
        feb. mar. apr. aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thurs. fri. sat.
        sun. inc. ltd. corp. co. bros. vs. v. no. nos. u.s. u.n. u.k. e.u. d.c. a.m. p.m. e.g. i.e.
        etc. approx. dept. univ. assn. ave. blvd. rd. mt. ft. calif. fla. ill. mass. mich. minn.
        pa. ga. va. tex. conn. ariz. ark. colo. del. ind. kan. ky. la. md. mo. mont. neb. nev.
        okla. ore. tenn. vt. wash. wis. wyo. ala. n.y. n.j. n.h. n.c. s.c. n.m. r.i. w.va. b.c.
        ont. que. fig. vol. pp. ed. eds. est.",
    ),
    (
        Class::TITLE,
        "mr mrs ms miss mx dr prof sen rep gov gen col lt sgt capt cmdr adm maj cpl rev mr. mrs.
        ms. mx. dr. prof. sen. rep. gov. gen. col. lt. sgt. capt. cmdr. adm. maj. cpl. pvt. rev.
        hon. det. insp. supt. sens. reps. brig. cllr cllr. coun coun. sir dame lord lady emir sheik
        sheikh sultan vicar rector curate countess viscount abbess archdeacon det insp supt ch rt hon brig maj cmdr capt sgt cpl garda pc wpc pcso dci
        comrade alhaji hajia mallam otunba engr engr. shri smt datuk dato president vice-president
        prime chancellor king queen prince princess pope cardinal archbishop bishop imam rabbi
        father sister brother pastor reverend secretary minister ministers senator senators
        congressman congresswoman representative governor mayor ambassador commissioner director
        chairman chairwoman chair chief judge justice attorney general admiral brigadier captain
        colonel commodore major lieutenant sergeant corporal commander officer detective inspector
        superintendent constable sheriff deputy marshal professor doctor coach manager economist
        analyst spokesman spokeswoman spokesperson spokespersons speaker leader boss premier undersecretary
        councilman councilwoman councillor councilor alderman prosecutor magistrate coroner lawyer
        strategist adviser advisor aide organizer organiser activist author writer journalist
        reporter columnist historian scientist researcher engineer founder co-founder ceo cfo coo
        owner editor publisher producer actor actress singer comedian candidate nominee delegate
        pollster mogul businessman businesswoman pilot skipper striker goalkeeper midfielder
        defender fisherman farmer nurse teacher principal headteacher warden harbourmaster
        harbormaster curator conductor architect baroness baron count duke duchess emperor
        taoiseach secretary-general envoy head expert resident witness survivor veteran shopkeeper
        trader volunteer",
    ),
    (
        Class::HEAD_PERSON,
        "agent publicist substitute physio physiotherapist psychotherapist observer handler
        animator biochemist borrower bride groom chauffeur convict creditor demographer divorcee
        geographer goalie grazier gynaecologist hydrologist informer jailer litigator magician
        medic notary obituarist spectator stenographer taxpayer verger watchman wicketkeeper
        flanker outfielder infielder planner courtier conciliator cartographer bookseller
        bandleader apprentice voice soprano tenor harpist violinist pianist composer painter
        sculptor poet novelist chef baker butcher carpenter plumber electrician mechanic welder
        foreman shipowner grower fishmonger grocer publican landowner groundskeeper caretaker
        ferryman mycologist glaciologist geochronologist oceanographer climatologist virologist
        pathologist archaeologist linguist philosopher ombudsman arbitrator referee umpire jockey
        sprinter swimmer cyclist climber diver sailor official spokesman spokeswoman spokesperson
        representative senator congressman congresswoman governor mayor president minister
        secretary ambassador diplomat commissioner director chairman chairwoman chair chief judge
        justice attorney lawyer prosecutor magistrate coroner officer detective inspector
        superintendent constable sheriff deputy professor doctor physician surgeon neurosurgeon
        scientist researcher engineer economist analyst strategist pollster historian expert critic
        adviser advisor aide staffer operative organizer organiser activist advocate author writer
        journalist reporter columnist editor publisher producer moderator host anchor actor actress
        singer star comedian filmmaker candidate nominee delegate donor contender rival opponent
        frontrunner front-runner mogul tycoon billionaire businessman businesswoman executive
        founder co-founder ceo owner manager employee worker employer boss speechwriter incumbent
        challenger leader head member lawmaker legislator politician councilman councilwoman
        councillor councilor person man woman boy girl guy teenager youth student teacher principal
        parent mother father son daughter wife husband brother sister friend neighbor neighbour
        colleague resident witness survivor veteran victim suspect defendant plaintiff patient
        nurse pilot driver skipper captain coach player striker goalkeeper midfielder defender fan
        supporter voter protester demonstrator attendee source insider someone somebody counsel
        commander general colonel lieutenant sergeant soldier fighter rebel negotiator envoy
        mediator premier chancellor king queen prince princess pope bishop priest pastor imam rabbi
        farmer fisherman shopkeeper trader broker investor banker treasurer accountant auditor
        regulator administrator curator conductor architect designer developer specialist
        technician forecaster meteorologist seismologist geologist biologist chemist physicist
        astronomer epidemiologist psychologist user commentator pundit caller reader viewer
        customer client passenger tourist landlord tenant volunteer undertaker co-author translator
        assistant clerk warden harbourmaster harbormaster firefighter paramedic policeman
        policewoman narrator speaker figure republican democrat independent socialist bystander
        cousin aunt uncle grandmother grandfather widow mayoress midwife vet guide ranger nephew
        niece grandson granddaughter stepson stepdaughter stepfather stepmother predecessor
        successor quarterback linebacker winger batsman bowler pitcher catcher rider racer golfer
        boxer wrestler gymnast skater skier surfer rower athlete teammate guitarist drummer bassist
        rapper songwriter musician dancer choreographer playwright screenwriter photographer
        cameraman blogger podcaster influencer waiter waitress bartender cleaner janitor courier
        trucker logger rancher herder shepherd hairdresser barber tailor jeweller builder
        bricklayer gardener florist beekeeper winemaker brewer dentist pharmacist psychiatrist
        cardiologist oncologist paediatrician pediatrician dermatologist radiologist immunologist
        microbiologist ecologist zoologist botanist entomologist ornithologist palaeontologist
        paleontologist anthropologist sociologist criminologist theologian mathematician
        statistician programmer hacker astronaut cosmonaut steward stewardess whistleblower
        informant hostage captive detainee inmate prisoner gunman attacker assailant shooter
        militant insurgent monk nun cleric ayatollah sheikh sultan emir monarch heir heiress
        laureate medallist medalist champion winner runner-up finalist retiree pensioner homeowner
        motorist commuter pedestrian shopper diner hiker grandparent godfather godmother partner
        boyfriend girlfriend fiancé fiancée roommate classmate confidant mentor lobbyist consultant
        surveyor contractor salesman saleswoman realtor entrepreneur financier philanthropist
        socialite ex-wife ex-husband abbot actuary adolescent airman alumnus anaesthetist anchorman
        anesthetist angler archivist assemblyman assemblywoman astrophysicist asylum-seeker attache
        auctioneer babysitter backbencher bailiff ballerina bandmate barmaid barman barrister
        beautician benefactor biographer bookkeeper bouncer breeder cabbie cadet campaigner camper
        canvasser caregiver carer cartoonist cashier caterer cellist chaplain chief-of-staff
        childminder claimant co-pilot coastguard cobbler collector commando complainant concierge
        conscript consul correspondent counsellor counselor cricketer crofter curate deacon dealer
        decorator defector dietitian dispatcher dissident doorman dramatist dressmaker essayist
        ethicist evangelist ex-minister ex-president eyewitness fireman fitter flatmate flautist
        flutist footballer freshman frontbencher frontman frontwoman fugitive fund-manager
        fundraiser gallerist gamekeeper genealogist geneticist greengrocer groundsman handyman
        headmaster headmistress holidaymaker hotelier housekeeper housemate hurdler illustrator
        infantryman intern interpreter investigator jeweler juror keyboardist laborer labourer
        landlady lecturer librarian lifeguard linesman lodger lyricist machinist magnate marathoner
        marcher migrant missionary mountaineer nanny navigator neurologist newsreader nutritionist
        onlooker optician organist orphan paralegal paratrooper parliamentarian passer-by passerby
        patrolman peacekeeper photojournalist plasterer postgraduate postman postwoman preacher
        presenter press-secretary promoter proprietor provost pupil radiographer receptionist
        rector refugee registrar reservist restaurateur reviewer roofer runner sapper saxophonist
        scout seamstress selectman shareholder shortstop signalman smallholder sniper snowboarder
        solicitor sommelier sophomore spy stevedore stockbroker streamer stylist therapist toddler
        toolmaker toxicologist trainer trawlerman trooper trumpeter trustee tutor undergraduate
        underwriter veterinarian vicar vice-chancellor vintner vlogger vocalist volcanologist warlord
        watchmaker widower winegrower youngster youtuber zookeeper admiral alderman archbishop
        baron baroness cardinal cfo coo corporal duchess duke emperor headteacher marshal
        secretary-general sheik taoiseach undersecretary academic alderwoman alumna anchorwoman
        anesthesiologist assessor attaché barista batter bridesmaid burglar bursar cabdriver caddie
        castaway churchgoer cinematographer co-worker coworker comptroller congregant cosmologist
        deckhand distiller docker exile expatriate forewoman fullback gynecologist heckler helmsman
        hijacker innkeeper jogger kidnapper librettist longshoreman lumberjack mailman memoirist
        mugger obstetrician optometrist parishioner parolee participant petitioner picketer poacher
        renter respondent rigger robber scheduler scholar schoolboy schoolgirl selectwoman
        shop-steward smuggler squatter stationmaster stockholder stowaway subscriber supervisor
        teen thief trainee unionist usher vendor vice-captain worshipper vice-president housewife
        homemaker postmaster td mp mep msp mla mpp countess viscount abbess archdeacon",
    ),
    (
        Class::HEAD_GROUP,
        "consumers abbesses actresses agents ambassadors anchorwomen animators apprentices arbitrators
        archaeologists archbishops assistants attaches aunts ayatollahs barons baronesses
        billionaires biochemists bishops booksellers borrowers bosses brides businessmen
        businesswomen campers carpenters cartographers ceos cfos chairmen chairwomen challengers
        chancellors chauffeurs chiefs climatologists co-authors co-founders colonels comedians
        commanders conciliators congresswomen convicts corporals councilmen councilwomen countesses
        courtiers cousins daughters demographers deputies divorcees duchesses dukes emirs emperors
        ex-husbands ex-wives ferrymen fiancés filmmakers fishmongers foremen front-runners
        frontrunners geographers glaciologists goalies granddaughters grandfathers grandmothers
        grandsons graziers groundskeepers gynaecologists handlers harbourmasters harpists
        homemakers housewives husbands hydrologists imams incumbents infielders informers jailers
        landowners lieutenants linguists litigators magicians mechanics meps mlas moguls monarchs
        mpps mps msps narrators nephews neurosurgeons nieces nominees notaries oceanographers
        ombudsmen outfielders pastors persons philosophers physiotherapists pianists planners
        policemen policewomen postmasters premiers princesses principals psychotherapists
        publicists rabbis runners-up sculptors secretaries sheiks singers skippers socialists
        sopranos spectators speechwriters spokespersons spokeswomen stepdaughters stepsons sultans
        taxpayers tds tenors trainers treasurers umpires uncles undertakers vice- presidents
        violinists virologists watchmen wicketkeepers wives youths substitutes academics
        anesthesiologists assessors attachés baristas batters bridesmaids burglars bursars
        cabdrivers caddies castaways churchgoers cinematographers co-workers coworkers comptrollers
        congregants cosmologists deckhands distillers dockers exiles expatriates forewomen
        fullbacks gynecologists hecklers helmsmen hijackers innkeepers joggers kidnappers
        librettists longshoremen lumberjacks mailmen memoirists muggers obstetricians optometrists
        parishioners parolees participants petitioners picketers poachers renters respondents
        riggers robbers schedulers schoolboys schoolgirls selectwomen shop-stewards smugglers
        squatters stationmasters stockholders stowaways supervisors teens thieves trainees
        unionists ushers vendors vice-captains twins growers shipowners sailors miners savers
        beekeepers divers climbers swimmers composers painters poets novelists chefs bakers masters
        mates pupils insurers shareholders creditors lenders subscribers listeners worshippers
        pilgrims refugees migrants settlers rescuers medics officials spokesmen spokespeople
        representatives senators congressmen governors mayors ministers diplomats commissioners
        directors judges justices attorneys lawyers prosecutors magistrates officers detectives
        inspectors professors doctors physicians surgeons scientists researchers engineers
        economists analysts strategists pollsters historians experts critics advisers advisors
        aides staffers operatives organizers organisers activists advocates authors writers
        journalists reporters columnists editors publishers producers moderators hosts actors
        candidates delegates donors contenders rivals opponents executives founders owners managers
        employees workers employers leaders members lawmakers legislators politicians councillors
        councilors people men women boys girls teenagers students teachers parents mothers fathers
        families friends neighbors neighbours colleagues residents witnesses survivors veterans
        victims suspects defendants plaintiffs patients nurses pilots drivers players fans
        supporters voters protesters demonstrators attendees sources insiders soldiers fighters
        rebels negotiators envoys mediators priests farmers fishermen shopkeepers traders brokers
        investors bankers auditors regulators administrators specialists technicians forecasters
        meteorologists seismologists geologists biologists physicists astronomers users
        commentators pundits callers readers viewers customers clients passengers tourists
        landlords tenants volunteers authorities allies republicans democrats conservatives
        liberals progressives independents police environmentalists backers detractors observers
        monitors superdelegates investigators firefighters paramedics crew crews staff relatives
        campaigners unions others many some crowd public audience couple pair troops ones
        bystanders scholars developers policymakers citizens locals villagers elders predecessors
        successors quarterbacks linebackers wingers batsmen bowlers pitchers catchers riders racers
        golfers boxers wrestlers gymnasts skaters skiers surfers rowers athletes teammates
        guitarists drummers bassists rappers songwriters musicians dancers choreographers
        playwrights screenwriters photographers cameramen bloggers podcasters influencers waiters
        waitresses bartenders cleaners janitors couriers truckers loggers ranchers herders
        shepherds hairdressers barbers tailors jewellers builders bricklayers gardeners florists
        winemakers brewers dentists pharmacists psychiatrists cardiologists oncologists
        paediatricians pediatricians dermatologists radiologists immunologists microbiologists
        ecologists zoologists botanists entomologists ornithologists palaeontologists
        paleontologists anthropologists sociologists criminologists theologians mathematicians
        statisticians programmers hackers astronauts cosmonauts stewards stewardesses
        whistleblowers hostages captives detainees inmates prisoners gunmen attackers assailants
        shooters militants insurgents monks nuns clerics sheikhs heirs laureates medallists
        medalists champions winners finalists retirees pensioners homeowners motorists commuters
        pedestrians shoppers diners hikers grandparents godfathers godmothers boyfriends
        girlfriends roommates classmates confidants mentors lobbyists consultants surveyors
        contractors salesmen saleswomen realtors entrepreneurs financiers philanthropists
        socialites abbots accountants actuaries adolescents airmen aldermen alumni anaesthetists
        anchormen anesthetists anglers architects archivists assemblymen assemblywomen
        astrophysicists asylum-seekers auctioneers babysitters backbenchers bailiffs ballerinas
        bandmates barmaids barmen barristers beauticians benefactors biographers bookkeepers
        bouncers breeders butchers cabbies cadets canvassers caregivers carers caretakers
        cartoonists cashiers caterers cellists chaplains chemists childminders claimants clerks
        co-pilots coaches coastguards cobblers collectors commandos complainants concierges
        conductors conscripts constables consuls coroners correspondents counsellors counselors
        cricketers crofters curates curators cyclists deacons dealers decorators defectors
        defenders designers dietitians dispatchers dissidents doormen dramatists dressmakers
        electricians epidemiologists essayists ethicists evangelists ex-ministers ex-presidents
        eyewitnesses firemen fitters flatmates flautists flutists footballers freshmen
        frontbenchers frontmen frontwomen fugitives fund-managers fundraisers gallerists
        gamekeepers genealogists geneticists goalkeepers greengrocers grocers groundsmen handymen
        headmasters headmistresses headteachers heiresses holidaymakers hoteliers housekeepers
        housemates hurdlers illustrators infantrymen informants interns interpreters jewelers
        jockeys jurors keyboardists laborers labourers landladies lecturers librarians lifeguards
        linesmen lodgers lyricists machinists magnates marathoners marchers midfielders midwives
        missionaries mountaineers nannies navigators neurologists newsreaders nutritionists
        onlookers opticians organists orphans paralegals paratroopers parliamentarians passerbies
        passers-by pathologists patrolmen peacekeepers photojournalists physios plasterers plumbers
        postgraduates postmen postwomen preachers presenters promoters proprietors provosts
        psychologists publicans radiographers receptionists rectors referees registrars reservists
        restaurateurs reviewers roofers runners sappers saxophonists scouts seamstresses selectmen
        sergeants sheriffs shortstops signalmen smallholders snipers snowboarders solicitors
        sommeliers sophomores speakers spies sprinters stevedores stockbrokers streamers strikers
        stylists superintendents therapists toddlers toolmakers toxicologists translators
        trawlermen troopers trumpeters tutors tycoons undergraduates underwriters veterinarians
        vets vicars vice-chancellors vintners vloggers vocalists volcanologists warlords
        watchmakers welders widowers widows winegrowers youngsters youtubers zookeepers",
    ),
    (
        Class::HEAD_BODY,
        "brotherhood chorus orchestra choir band corps admiralty palace treasury cabinet
        secretariat registry laboratory lab observatory museum theatre theater brigade squad guild
        syndicate cooperative co-operative consortium insurer carmaker automaker chipmaker
        drugmaker planemaker steelmaker truckmaker toymaker shipbuilder homebuilder housebuilder
        conglomerate startup start-up supermarket utility supplier broadcaster communique
        communiqué dossier brochure leaflet inscription plaque manifesto constitution verdict
        judgment judgement advert posting ledger diary bench jury trust society circle league
        exchange centre center report reports statement poll polls survey surveys study studies
        article editorial letter email e-mail memo document documents filing filings lawsuit suit
        complaint indictment affidavit ruling order opinion transcript release tweet post message
        ad ads advertisement video website blog newspaper paper magazine journal outlet network
        station agency agencies ministry department bureau office administration government
        campaign committee commission council panel board court tribunal inquest party group groups
        organization organisation organizations company companies firm firms corporation bank fund
        union association federation foundation institute institution university college school
        hospital church team club police military army navy force forces service authority
        parliament congress senate house embassy mission delegation coalition alliance movement
        community industry state city county district town village country kingdom republic
        watchdog regulator charity inquiry investigation review audit book biography song sign
        signs placard banner slogan headline caption notice log charter petition resolution bill
        law legislation agreement treaty summary analysis data evidence results figures records
        media press white leadership majority family kremlin pentagon establishment chain retailer
        airline operator manufacturer maker brewery port dispatch circular bulletin forum
        opposition confederation chamber inspectorate directorate constabulary coastguard carrier
        lender",
    ),
    (
        Class::FEMALE,
        "simone beatrix marguerite delphine imogen rosalind hilde helga marit lotte sofia camille
        margot eloise adele celine chantal brigitte monique francoise ursula gertrude helene irina
        tatiana ludmila oksana yulia anastasia daria polina katarina eva zuzana agnieszka
        malgorzata ewa joanna magdalena barbora petra silvia paola chiara francesca giulia lucrezia
        beatrice bianca elisa marta pilar dolores consuelo leticia alicia noemi ximena raquel
        miriam leah esther naomi deborah noor amina khadija zainab samira yasmin layla farah nadia
        salma rania sunniva siri solveig ragnhild kari liv tove birgit kirsten mette anja silke
        heike sabine renate monika gisela lynn tina tracy wendy gail phyllis connie rhonda peggy
        vera stella ella ada iris ivy hazel violet daisy lily poppy matilda freya maeve niamh
        siobhan aoife orla fiona isla eilidh catriona morag bronwen cerys rhian sian carys she mrs
        mrs. ms ms. miss lady dame queen princess chairwoman spokeswoman congresswoman
        businesswoman policewoman councilwoman woman girl mother daughter wife sister actress
        baroness duchess grandmother aunt niece granddaughter stepdaughter stepmother widow midwife
        waitress stewardess nun heiress girlfriend fiancée saleswoman godmother mary patricia
        jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra
        ashley kimberly emily donna michelle carol amanda melissa stephanie rebecca laura sharon
        cynthia kathleen amy angela shirley anna ruth brenda pamela nicole katherine catherine
        christine helen samantha debra rachel carolyn janet maria heather diane julie joyce
        victoria kelly christina joan evelyn lauren judith olivia frances martha cheryl megan
        andrea ann anne alice jean doris jacqueline kathryn hannah julia gloria teresa sara janice
        marie grace judy theresa beverly denise marilyn amber danielle rose brittany diana abigail
        natalie jane lori alexis tiffany kayla chelsea ivanka melania hillary nina irene elena olga
        natalia svetlana fatima aisha leila ingrid astrid greta heidi claire sophie chloe zoe lucy
        ellen eleanor kate katie kellyanne gwen priya anita sunita yuki mei ines carmen rosa lucia
        valentina gabriela isabel mara nora leonie hilda agnes edith",
    ),
    (
        Class::MALE,
        "aldous osric quentin lucan anders joren bram jory pascal wilm corin hal per ole tor arvid
        jon jonas nils bjorn gunnar leif magnus henrik frederik mikkel rasmus soren knut haakon
        sigurd harald otto fritz heinrich karl kurt manfred helmut dieter gerhard horst uwe rainer
        bernd holger joachim matthias lukas felix maximilian moritz leon finn niklas tobias florian
        sebastian dominik fabian antoine etienne guillaume jacques jean julien laurent louis luc
        marcel mathieu maurice nicolas olivier philippe remi rene sylvain thierry xavier yves
        alberto alessandro angelo antonio bruno carlo claudio dario davide domenico enrico fabio
        federico filippo franco giacomo giorgio giuseppe guido leonardo lorenzo luigi massimo
        matteo maurizio mauro nicola pietro riccardo roberto salvatore sergio silvio stefano
        tommaso umberto vittorio alejandro alfonso alfredo alvaro andres arturo cesar cristian
        diego eduardo enrique ernesto esteban felipe fernando francisco gustavo hector hugo ignacio
        jaime javier joaquin julio manuel mario martin mauricio octavio pablo rafael ramon raul
        ricardo rodrigo ruben salvador santiago victor aleksandr alexei anatoly andrei arkady artem
        denis dmitri evgeny fyodor gennady georgy grigory ilya kirill konstantin leonid maksim
        mikhail nikita nikolai pavel pyotr roman ruslan semyon stanislav timur vadim valery vasily
        vitaly vladislav volodymyr vyacheslav yaroslav yevgeny yuri andrzej jan janusz jerzy
        krzysztof marcin mariusz pawel piotr rafal tadeusz tomasz wojciech zbigniew abdullah amir
        bilal faisal hamid hamza hussein ismail jamal karim khaled khalid mahmoud malik mustafa
        nasser rashid salim samir tariq walid yasser zaid arjun deepak manoj rajesh ravi sanjay
        suresh vijay akira daichi haruto hiroto kazuo makoto satoshi takashi takeshi yoshi craig
        derek duncan fergus gareth gavin glenn graham hamish howard hugh iain ian keir kenny
        lachlan leslie liam malcolm neil nigel norman owen rhys rory rupert sandy seamus simon
        stuart terence trevor angus alasdair alistair callum declan eamon niall padraig ronan he mr
        mr. sir lord king prince pope chairman spokesman congressman businessman policeman
        councilman man boy father son husband brother actor baron duke grandfather uncle nephew
        grandson stepson stepfather fisherman priest batsman cameraman gunman monk boyfriend fiancé
        salesman godfather james john robert michael william david richard joseph thomas charles
        christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin
        brian george timothy ronald edward jason jeffrey jeff ryan jacob gary nicholas eric
        jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick
        raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle
        ethan walter noah jeremy christian keith roger terry austin sean gerald carl harold dylan
        arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie
        elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mike tom
        bill bob jim ted tim ben dan steve chris matt tony rick ron ken greg vladimir dmitry sergei
        ivan boris igor oleg mohammed muhammad ahmed ali hassan omar ibrahim yusuf abdul carlos
        luis miguel pedro jorge pierre jean-claude francois hans klaus jurgen wolfgang lars sven
        erik olaf giovanni marco paolo luca hiroshi kenji wei barack mitt newt rand bernie lloyd
        jeb tomas viktor stefan anton emil oskar",
    ),
    (
        Class::WORK,
        "titled entitled called film movie book novel song single album show series programme
        program episode play opera musical painting documentary podcast magazine poem essay anthem
        hymn ballad sitcom drama column segment game exhibition exhibit sculpture hashtag slogan
        tune track memoir headline headlined ad hit classic thriller comedy known nicknamed dubbed
        named so-called term word words phrase acronym alias label",
    ),
    (Class::NAME_LINK, "of the for and &"),
    (
        Class::PARTICLE,
        "van von der den de del della di da dos du la le el al ul ash bin ibn ben ter ten abu af zu
        mac o’ y e",
    ),
];
