import type { AnonymousKind } from './model';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean));

/** Verbs that introduce somebody's words. */
export const SPEECH_VERBS = set(`
  said says say told tells added adds asked asks replied replies wrote writes declared declares insisted insists warned
  warns noted notes explained explains argued argues claimed claims stated states announced announces commented comments
  remarked remarks observed observes asserted asserts maintained maintains stressed stresses emphasized emphasised
  emphasizes admitted admits acknowledged acknowledges conceded concedes denied complained complains charged predicted
  predicts promised vowed pledged concluded concludes continued recalled recalls suggested suggests quipped shouted
  exclaimed reiterated reiterates testified confirmed confirms cautioned countered contended contends joked lamented
  telling objected assured reminded informed protests protested opined responded retorted elaborated tweeted posted quoted saying responded affirmed alleged pointed proclaimed mused
  advised agreed believes thinks thought speculated reasoned
  demanded demands urged urges ordered demurred sighed shrugged apologized apologised boasted ventured confided grumbled
  believe think argue insist complain admit acknowledge contend suggest fear allege wonders wondered feared fears felt feels
  doubted doubts hoped hopes estimated estimates joked lamented taunted snapped barked answered answers began
  clarified clarifies revealed reveals disclosed reckons reckoned hinted hints signalled implied murmured corrected cried joking jokes laments concedes boasts grumbles
  went put puts write thundered scoffed interjected volunteered bragged protested objected sneered fumed muttered whispered`);
/** Participles of a clause that says more of what was said: ", adding that". */
export const ASIDES = set(`
  saying adding noting warning insisting stressing arguing claiming declaring stating explaining telling emphasizing
  asserting complaining predicting promising vowing calling describing suggesting maintaining acknowledging admitting
  conceding remarking commenting observing pointing concluding recalling asking writing denouncing`);
/** Verbs that may be followed by a clause of what was said without more. */
export const REPORTING_VERBS = set(`
  said says told declared insisted warned noted argued claimed stated announced asserted maintained stressed emphasized
  admitted acknowledged conceded denied predicted promised vowed pledged concluded suggested confirmed contended believes
  reiterated complained alleged cautioned explained added reported tells adds insists warns notes argues claims states
  announces asserts maintains stresses emphasizes emphasised emphasises admits acknowledges concedes denies predicts promises
  concludes suggests confirms contends complains explains believe say testified estimates estimated fears feared doubts doubted
  thinks thought hopes hoped felt feels expects expected joked argue warn insist conceded pointed observed recalled recalls
  lamented remarked wrote writes tweeted hinted hints fear think clarified clarifies revealed reveals disclosed reckons reckoned signalled implied ruled rules demanded demands
  asked asks`);
/** Verbs that ask somebody to do something: "urged both men to". */
export const DIRECTIVES = set(
  'urged urges asked begged pleaded advised told tells warned ordered implored encouraged appealed appeals called calls',
);
/** Verbs that may follow what was said: "the talks had failed, Ivanov said". */
export const CLAUSE_LAST_VERBS = set(`
  said says told added adds argued argues claimed claims warned warns noted notes joked explained explains insisted insists
  announced wrote writes believes complained predicted estimates estimated admitted conceded recalled`);
/** "Refused to say". */
export const REFUSALS = set('refused refuses declined declines');
/** Verbs that give something a name in quotation marks: "called the raid “a crime”". */
export const LABEL_VERBS = set(`
  called calls described describes termed branded dubbed denounced condemned praised characterized characterised labeled
  labelled hailed dismissed blasted lauded criticized criticised accused accuses blamed blames thanked thanks compared likened
  regarded regards rejected welcomed decried deplored derided mocked ridiculed portrayed describing calling branding considered considers deemed deems spoke speaks speaking put puts found finds`);

/** What has a name in quotation marks. */
export const WORKS = set(`
  book novel film movie song play poem documentary newspaper daily weekly magazine article editorial essay series program
  programme show album exhibition operation exercise project slogan`);

/** Head nouns of speakers without a name. */
export const HEAD_NOUNS: ReadonlyMap<string, AnonymousKind> = new Map(
  (
    [
      [
        'official',
        'official officials bureaucrat aide aides adviser advisers advisor advisors authorities functionary',
      ],
      ['diplomat', 'diplomat diplomats envoy envoys ambassador'],
      ['spokesperson', 'spokesman spokeswoman spokesperson spokesmen representative representatives'],
      ['source', 'source sources insider insiders informant'],
      [
        'analyst',
        'analyst analysts expert experts observer observers commentator commentators economist economists scholar academic researcher scientist professor',
      ],
      [
        'witness',
        'witness witnesses eyewitness eyewitnesses resident residents survivor survivors bystander villager villagers refugee refugees',
      ],
      ['military', 'general generals officer officers commander commanders soldier soldiers colonel admiral pilot'],
      [
        'politician',
        'minister ministers deputy deputies lawmaker lawmakers politician politicians senator senators legislator legislators leader leaders president premier governor mayor',
      ],
      ['lawyer', 'lawyer lawyers prosecutor prosecutors judge attorney counsel magistrate'],
      [
        'worker',
        'worker workers doctor doctors nurse teacher employee employees trader traders executive executives manager managers engineer',
      ],
      [
        'person',
        'man woman people activist activists protester protesters student students critics critic supporters opponents member members journalist reporter landlord tenant neighbor neighbour friend colleague boss owner driver farmer passenger fisherman shopkeeper mother father wife husband son daughter brother sister widow uncle aunt predecessor successor rival',
      ],
    ] as const
  ).flatMap(([kind, words]) =>
    words
      .split(' ')
      .flatMap((word) =>
        [word, ...(/(?:s|men|people)$/.test(word) ? [] : [`${word}s`])].map((each) => [each, kind] as const),
      ),
  ),
);

export const PRONOUNS = set('he she they');

/** Abbreviated titles, after which a full stop ends no sentence. */
export const TITLES =
  /^(?:mr|mrs|ms|mme|mlle|dr|prof|rev|fr|msgr|st|hon|sen|rep|gov|ald|cllr|amb|gen|adm|brig|col|maj|lt|cmdr|capt|sgt|cpl|insp|supt|det)$/;

/** Nouns that a person is called by who was named before, and that mean no body or document. */
export const EPITHETS =
  /^(?:\d{2}-year-old|\p{L}{3,}(?:ist|woman|man)|striker|midfielder|defender|goalkeeper|captain|coach|singer|actor|actress|author|writer|archbishop|bishop|teenager)$/u;

/** Words that are heads only where no noun follows: "the general", not "the general director". */
export const ATTRIBUTIVE = set('general deputy executive member student military resident source people leader');

/** What says something without being anybody: "a report said". */
export const DOCUMENTS = set(
  'report reports memorandum memo paper verdict ruling email text message resolution statement letter sign document documents study survey poll article text communique banner headline note treaty law decree poster inscription proverb saying joke song',
);

/** Bodies that speak without being named: "the ministry said in a statement". */
export const BODIES = set(
  `ministry government company agency commission committee court council party bank newspaper paper army police embassy
  office union group organization organisation firm cabinet parliament administration department alliance magazine daily`,
);

/** Words that weaken a statement, by their first word; each a list of words. */
export const HEDGES: readonly (readonly string[])[] = `
  reportedly|allegedly|apparently|purportedly|supposedly|seemingly|presumably|ostensibly|conceivably|possibly|probably
  appears to|appear to|appeared to|seems to|seem to|seemed to|is said to|are said to|was said to|were said to
  is believed to|are believed to|was believed to|were believed to|is thought to|are thought to|is rumored to|is alleged to
  is reported to|are reported to|is reputed to|according to unconfirmed reports|unconfirmed reports|it is rumored
  are to be believed|is to be believed|rumor has it|it is claimed|is supposed to|are supposed to|was supposed to|were supposed to|in all likelihood|by all accounts|is likely to|are likely to|is expected to|are expected to|was expected to|were expected to|it is said|it was said|it is believed|said to be|thought to be|believed to be|may have|might have`
  .split(/[|\n]/)
  .map((phrase) => phrase.trim().split(' '))
  .filter(([first]) => first);
