interface BothLanguages {
  readonly en: string;
  readonly cy: string;
}

/** What a demo activity is called and about, in English and in Welsh. */
export interface DemoTitle {
  readonly title: BothLanguages;
  readonly summary: BothLanguages;
}

function entry(title: BothLanguages, summary: BothLanguages): DemoTitle {
  return { title, summary };
}

/** Titles and summaries of demo activities by `ActivityKind`, each written whole in both languages.
 *  "Citizen leaders" are "dinasyddion sy'n arwain", since "arweinwyr dinasyddion" would lead citizens. */
export const demoTitles: Readonly<Record<string, readonly DemoTitle[]>> = {
  TRAINING: [
    entry(
      { en: 'First steps in citizen leadership', cy: 'Camau cyntaf wrth arwain fel dinesydd' },
      {
        en: 'What citizen leaders do, what helps them, and how to begin. No experience is needed.',
        cy: "Beth mae dinasyddion sy'n arwain yn ei wneud, beth sy'n eu helpu, a sut i ddechrau. Nid oes angen profiad.",
      },
    ),
    entry(
      { en: 'Making decisions together', cy: 'Gwneud penderfyniadau ar y cyd' },
      {
        en: 'We practise shared decision making: listening, disagreeing well and agreeing what happens next.',
        cy: "Byddwn yn ymarfer gwneud penderfyniadau ar y cyd: gwrando, anghytuno'n barchus a chytuno ar y cam nesaf.",
      },
    ),
    entry(
      { en: 'Telling your story safely', cy: "Adrodd eich stori'n ddiogel" },
      {
        en: 'How to share what you have lived through, choose what to keep private, and look after yourself.',
        cy: "Sut i rannu eich profiadau, dewis beth i'w gadw'n breifat, a gofalu amdanoch eich hun.",
      },
    ),
    entry(
      { en: 'Chairing a meeting that everyone can follow', cy: 'Cadeirio cyfarfod y gall pawb ei ddilyn' },
      {
        en: 'Practical ways to run a meeting so that everyone has time to understand and to speak.',
        cy: 'Ffyrdd ymarferol o gynnal cyfarfod fel bod gan bawb amser i ddeall ac i siarad.',
      },
    ),
    entry(
      { en: 'Working with citizen leaders', cy: "Gweithio gyda dinasyddion sy'n arwain" },
      {
        en: 'For people who work in services: how to share power and make taking part easy.',
        cy: "I bobl sy'n gweithio mewn gwasanaethau: sut i rannu grym a'i gwneud yn hawdd cymryd rhan.",
      },
    ),
  ],
  RECRUITMENT: [
    entry(
      { en: 'Join a recruitment panel', cy: 'Ymuno â phanel recriwtio' },
      {
        en: 'Help to choose new staff: we agree the questions, meet the candidates and decide together.',
        cy: "Helpwch i ddewis staff newydd: byddwn yn cytuno ar y cwestiynau, yn cwrdd â'r ymgeiswyr ac yn penderfynu gyda'n gilydd.",
      },
    ),
    entry(
      { en: 'Could you be a citizen leader?', cy: 'Allech chi arwain fel dinesydd?' },
      {
        en: 'Meet people who already lead, ask anything, and think about what would suit you.',
        cy: "Dewch i gwrdd â phobl sydd eisoes yn arwain, gofyn unrhyw beth, a meddwl beth fyddai'n addas i chi.",
      },
    ),
    entry(
      { en: 'Writing a job advert together', cy: "Ysgrifennu hysbyseb swydd gyda'n gilydd" },
      {
        en: 'We write an advert for a support worker in plain words, led by people who use support.',
        cy: "Byddwn yn ysgrifennu hysbyseb am weithiwr cymorth mewn iaith glir, dan arweiniad pobl sy'n defnyddio cymorth.",
      },
    ),
    entry(
      { en: "New members' welcome", cy: 'Croeso i aelodau newydd' },
      {
        en: 'Find out what the network does and how you would like to take part. Joining is free.',
        cy: "Dewch i glywed beth mae'r rhwydwaith yn ei wneud a sut yr hoffech chi gymryd rhan. Mae ymuno am ddim.",
      },
    ),
  ],
  SERVICE_REVIEW: [
    entry(
      { en: 'Reviewing day opportunities', cy: 'Adolygu cyfleoedd dydd' },
      {
        en: 'People who use day opportunities say what works, what does not, and what should change.',
        cy: "Pobl sy'n defnyddio cyfleoedd dydd yn dweud beth sy'n gweithio, beth sydd ddim yn gweithio, a beth ddylai newid.",
      },
    ),
    entry(
      { en: "Quality checkers' visit", cy: 'Ymweliad y gwirwyr ansawdd' },
      {
        en: 'Trained quality checkers visit a supported living service and talk with the people who live there.',
        cy: "Gwirwyr ansawdd sydd wedi'u hyfforddi yn ymweld â gwasanaeth byw â chymorth ac yn siarad â'r bobl sy'n byw yno.",
      },
    ),
    entry(
      { en: 'How easy is it to get an appointment?', cy: 'Pa mor hawdd yw cael apwyntiad?' },
      {
        en: 'We look at phone, online and front desk, and write down what keeps people out.',
        cy: "Byddwn yn ystyried y ffôn, y we a'r dderbynfa, ac yn nodi beth sy'n rhwystro pobl.",
      },
    ),
    entry(
      { en: 'Looking again at letters and leaflets', cy: 'Edrych eto ar lythyrau a thaflenni' },
      {
        en: 'Bring a letter that you could not follow. We suggest clearer words and an Easy Read version.',
        cy: 'Dewch â llythyr nad oedd modd ei ddeall. Byddwn yn awgrymu geiriau cliriach a fersiwn hawdd ei ddeall.',
      },
    ),
  ],
  SERVICE_DEVELOPMENT: [
    entry(
      { en: 'Designing a crisis service together', cy: "Dylunio gwasanaeth argyfwng gyda'n gilydd" },
      {
        en: 'What would have helped on a bad night? We shape a new service from what people have lived through.',
        cy: 'Beth fyddai wedi helpu ar noson wael? Byddwn yn llunio gwasanaeth newydd ar sail profiadau pobl.',
      },
    ),
    entry(
      { en: 'Better support for carers', cy: 'Gwell cymorth i ofalwyr' },
      {
        en: 'Carers and professionals work out what a good break looks like and how to arrange it.',
        cy: "Gofalwyr a gweithwyr proffesiynol yn trafod beth yw seibiant da a sut i'w drefnu.",
      },
    ),
    entry(
      { en: 'Small changes that cost nothing', cy: 'Newidiadau bach heb gost' },
      {
        en: 'We collect small changes that would make a service easier to use, and agree who makes them.',
        cy: "Byddwn yn casglu newidiadau bach a fyddai'n gwneud gwasanaeth yn haws ei ddefnyddio, ac yn cytuno pwy fydd yn eu gwneud.",
      },
    ),
    entry(
      { en: 'Leaving hospital: a better way home', cy: 'Gadael yr ysbyty: ffordd well adref' },
      {
        en: 'Patients, families and staff redesign the journey home, one step at a time.',
        cy: "Cleifion, teuluoedd a staff yn ailgynllunio'r daith adref, un cam ar y tro.",
      },
    ),
  ],
  PLANNING: [
    entry(
      { en: 'Planning the year ahead', cy: "Cynllunio'r flwyddyn i ddod" },
      {
        en: 'Members choose what the network works on next year and who takes part in what.',
        cy: "Aelodau'n dewis beth fydd gwaith y rhwydwaith y flwyddyn nesaf a phwy fydd yn cymryd rhan ym mha waith.",
      },
    ),
    entry(
      { en: 'Where should the money go?', cy: "I ble dylai'r arian fynd?" },
      {
        en: 'We look at a local budget in plain figures and agree what matters most to us.',
        cy: 'Byddwn yn edrych ar gyllideb leol mewn ffigurau clir ac yn cytuno beth sydd bwysicaf i ni.',
      },
    ),
    entry(
      { en: 'Getting ready for CitizenFest', cy: 'Paratoi ar gyfer CitizenFest' },
      {
        en: "Help to plan the programme, the access and the welcome for this year's festival.",
        cy: "Helpwch i gynllunio'r rhaglen, yr hygyrchedd a'r croeso ar gyfer gŵyl eleni.",
      },
    ),
    entry(
      { en: 'A plan for our neighbourhood', cy: "Cynllun i'n cymdogaeth" },
      {
        en: 'Neighbours draw a map of what is strong here already and plan what to build on it.',
        cy: "Cymdogion yn llunio map o'r hyn sy'n gryf yma'n barod ac yn cynllunio beth i'w adeiladu arno.",
      },
    ),
  ],
  MEETING: [
    entry(
      { en: 'Network meeting', cy: 'Cyfarfod y rhwydwaith' },
      {
        en: 'News from members, decisions to make together, and time to talk over a cup of tea.',
        cy: "Newyddion gan aelodau, penderfyniadau i'w gwneud gyda'n gilydd, ac amser i sgwrsio dros baned.",
      },
    ),
    entry(
      { en: 'Talking with the council', cy: "Sgwrs â'r cyngor" },
      {
        en: 'Citizen leaders set the agenda; people from the council listen, answer and say what they will do.',
        cy: "Dinasyddion sy'n arwain fydd yn gosod yr agenda; bydd pobl o'r cyngor yn gwrando, yn ateb ac yn dweud beth y byddant yn ei wneud.",
      },
    ),
    entry(
      { en: 'Access group meeting', cy: 'Cyfarfod y grŵp hygyrchedd' },
      {
        en: 'We hear where people meet barriers and decide which of them to work on first.',
        cy: "Byddwn yn clywed ble mae pobl yn wynebu rhwystrau ac yn penderfynu pa rai i fynd i'r afael â nhw gyntaf.",
      },
    ),
    entry(
      { en: 'Open steering group', cy: 'Grŵp llywio agored' },
      {
        en: 'The steering group meets in the open: come and listen, or bring a question.',
        cy: "Bydd y grŵp llywio'n cwrdd yn agored: dewch i wrando, neu dewch â chwestiwn.",
      },
    ),
  ],
  PEER_SUPPORT: [
    entry(
      { en: 'Peer support circle', cy: 'Cylch cefnogaeth gan gymheiriaid' },
      {
        en: 'People who have been through something similar listen to one another. What is said here stays here.',
        cy: 'Pobl sydd wedi cael profiadau tebyg yn gwrando ar ei gilydd. Bydd yr hyn a ddywedir yma yn aros yma.',
      },
    ),
    entry(
      { en: 'Coffee and company', cy: 'Coffi a chwmni' },
      {
        en: 'No agenda: a warm room, good company, and somebody to talk to if you wish.',
        cy: 'Dim agenda: ystafell gynnes, cwmni da, a chyfle i siarad â rhywun os dymunwch.',
      },
    ),
    entry(
      { en: 'Walk and talk', cy: 'Cerdded a siarad' },
      {
        en: 'An easy, step-free walk with time to talk and plenty of places to sit.',
        cy: 'Tro hamddenol heb risiau, gydag amser i siarad a digon o lefydd i eistedd.',
      },
    ),
    entry(
      { en: "Carers' evening", cy: 'Noson i ofalwyr' },
      {
        en: 'An evening for people who look after somebody: share what helps, and catch your breath.',
        cy: "Noson i bobl sy'n gofalu am rywun: cyfle i rannu beth sy'n helpu, ac i gael eich gwynt atoch.",
      },
    ),
    entry(
      { en: 'Leaders supporting leaders', cy: 'Arweinwyr yn cefnogi arweinwyr' },
      {
        en: 'Citizen leaders talk over what is hard about the role, and what keeps them going.',
        cy: "Dinasyddion sy'n arwain yn trafod beth sy'n anodd am y rôl, a beth sy'n eu cadw i fynd.",
      },
    ),
  ],
  CONFERENCE: [
    entry(
      { en: 'Leading together: a conference', cy: "Arwain gyda'n gilydd: cynhadledd" },
      {
        en: 'A day for citizen leaders and professionals about sharing power, with workshops led by both.',
        cy: "Diwrnod i ddinasyddion sy'n arwain a gweithwyr proffesiynol am rannu grym, gyda gweithdai dan arweiniad y naill a'r llall.",
      },
    ),
    entry(
      { en: 'What we have learnt about co-production', cy: "Beth rydym wedi'i ddysgu am gydgynhyrchu" },
      {
        en: 'Networks show what they changed, what it took, and what they would do differently.',
        cy: "Rhwydweithiau'n dangos beth y maent wedi'i newid, beth oedd ei angen, a beth y byddent yn ei wneud yn wahanol.",
      },
    ),
    entry(
      {
        en: 'Self-directed support: your life, your choice',
        cy: 'Cymorth hunangyfeiriedig: eich bywyd, eich dewis',
      },
      {
        en: 'Talks and practical help about deciding on your own support and the money for it.',
        cy: "Sgyrsiau a help ymarferol ynghylch penderfynu ar eich cymorth eich hun a'r arian ar ei gyfer.",
      },
    ),
    entry(
      { en: 'Nothing about us without us', cy: 'Dim byd amdanom ni hebddom ni' },
      {
        en: 'A conference planned and led by disabled people, for everyone who makes decisions about services.',
        cy: "Cynhadledd wedi'i chynllunio a'i harwain gan bobl anabl, i bawb sy'n gwneud penderfyniadau am wasanaethau.",
      },
    ),
  ],
  FESTIVAL: [
    entry(
      { en: 'CitizenFest', cy: 'CitizenFest' },
      {
        en: 'A festival of citizenship: music, stories, workshops and new friends. Everyone is welcome.',
        cy: 'Gŵyl dinasyddiaeth: cerddoriaeth, straeon, gweithdai a ffrindiau newydd. Croeso i bawb.',
      },
    ),
    entry(
      { en: 'CitizenFest: family day', cy: "CitizenFest: diwrnod i'r teulu" },
      {
        en: 'Games, food and making things together, with a quiet space whenever you need it.',
        cy: "Gemau, bwyd a chreu pethau gyda'n gilydd, gyda lle tawel pryd bynnag y bydd ei angen arnoch.",
      },
    ),
    entry(
      { en: 'We belong: arts festival', cy: 'Rydym yn perthyn: gŵyl gelfyddydau' },
      {
        en: 'Art, film and performance by people who are seldom on a stage.',
        cy: 'Celf, ffilm a pherfformiadau gan bobl nad ydynt yn aml ar lwyfan.',
      },
    ),
    entry(
      { en: 'Festival of small ideas', cy: 'Gŵyl y syniadau bach' },
      {
        en: 'Bring one small idea that would make life here better, and find people to do it with.',
        cy: "Dewch ag un syniad bach a fyddai'n gwella bywyd yma, a chwrdd â phobl i'w wireddu.",
      },
    ),
  ],
};
