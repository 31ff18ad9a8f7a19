/** Words that the titles of offices are made of; lower case. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Offices by their words, hyphens left out. The longest that fits counts. */
export const OFFICES: readonly string[] = [
  'president',
  'vice president',
  'executive president',
  'prime minister',
  'vice prime minister',
  'vice premier',
  'premier',
  'first minister',
  'chancellor',
  'vice chancellor',
  'taoiseach',
  'king',
  'queen',
  'emir',
  'sultan',
  'pope',
  'head of state',
  'head of government',
  'secretary general',
  'general secretary',
  'first secretary',
  'executive secretary',
  'secretary of state',
  'secretary of defense',
  'secretary of the treasury',
  'secretary of commerce',
  'secretary of energy',
  'undersecretary of state',
  'undersecretary general',
  'under secretary general',
  'under secretary of state',
  'assistant secretary of state',
  'foreign secretary',
  'home secretary',
  'defense secretary',
  'defence secretary',
  'treasury secretary',
  'energy secretary',
  'commerce secretary',
  'press secretary',
  'state secretary',
  'security council secretary',
  'attorney general',
  'solicitor general',
  'prosecutor general',
  'general prosecutor',
  'chief prosecutor',
  'state prosecutor',
  'chief justice',
  'director general',
  'executive director',
  'managing director',
  'general director',
  'high commissioner',
  'high commissioner for refugees',
  'high commissioner for human rights',
  'high commissioner on national minorities',
  'high representative',
  'special representative',
  'special rapporteur',
  'special envoy',
  'peace envoy',
  'envoy',
  'ambassador',
  'chargé d',
  'consul general',
  'national security adviser',
  'national security advisor',
  'security adviser',
  'chief of staff',
  'chief of general staff',
  'chief of the general staff',
  'army chief of staff',
  'supreme allied commander europe',
  'supreme allied commander',
  'supreme commander',
  'commander in chief',
  'army commander',
  'fleet commander',
  'army chief',
  'police chief',
  'security chief',
  'intelligence chief',
  'foreign policy chief',
  'chief weapons inspector',
  'chief negotiator',
  'chief executive',
  'chief executive officer',
  'ceo',
  'central bank governor',
  'central bank chairman',
  'central bank president',
  'governor general',
  'governor',
  'lieutenant governor',
  'mayor',
  'speaker',
  'parliament speaker',
  'speaker of parliament',
  'speaker of the parliament',
  'parliament chairman',
  'chairman of parliament',
  'majority leader',
  'minority leader',
  'opposition leader',
  'rebel leader',
  'separatist leader',
  'party leader',
  'faction leader',
  'leader',
  'chairman',
  'chairwoman',
  'chairperson',
  'director',
  'head',
  'chief',
  'commander',
  'spokesman',
  'spokeswoman',
  'patriarch',
  'senator',
  'congressman',
];

/** What stands before "minister", and after "minister of". */
export const PORTFOLIOS = set(
  'foreign defense defence interior finance justice health education energy oil economy economics economic trade agriculture transport transportation environment emergencies emergency home culture labor labour information communications telecommunications industry commerce tourism sports sport science technology security planning development housing railways railway mining water fisheries nuclear atomic power gas fuel privatization media press internal external social youth family taxation tax customs budget treasury integration regional public national civil women religious local rural higher disaster affairs antimonopoly construction property immigration cabinet European nationalities veterans naval',
);

/** Part of the title: a deputy is not who is deputised. */
export const DEPUTIES = set('deputy vice assistant associate alternate co sub');
export const BEFORE_DEPUTY = set('first senior principal');

/** Whether somebody holds an office, as the text says it. */
export type RoleStatus = 'current' | 'former' | 'then' | 'acting' | 'elect' | 'named';

export const STATUS_WORDS: ReadonlyMap<string, RoleStatus> = new Map([
  ...[
    'former',
    'ex',
    'late',
    'ousted',
    'deposed',
    'onetime',
    'sometime',
    'longest',
    'previous',
    'erstwhile',
    'dismissed',
    'sacked',
  ].map((word) => [word, 'former'] as const),
  ['then', 'then'],
  ...['acting', 'interim', 'caretaker'].map((word) => [word, 'acting'] as const),
  ...['incoming', 'future', 'designated', 'next'].map((word) => [word, 'elect'] as const),
]);
/** After a title and a hyphen. */
export const STATUS_ENDINGS: ReadonlyMap<string, RoleStatus> = new Map([
  ['elect', 'elect'],
  ['designate', 'elect'],
  ['nominate', 'elect'],
  ['in', 'elect'],
]);
/** May stand between an office and its "of", and say nothing of the status. */
export const NEUTRAL = set(
  'new newly current present long longtime veteran powerful influential embattled outgoing top incumbent named elected appointed hard line hardline moderate reformist',
);

/** Words before a name that are no part of an office and may stand between both. */
export const HONORIFICS = set(
  'mr mrs ms dr lord lady sir dame baron baroness gen general lt lieutenant col colonel major maj capt captain admiral adm marshal army sheikh sheik prince prof professor hojatoleslam ayatollah comrade',
);

/** Offices that only one person has at a time: what "the French president" means is one person. */
export function isSingle(title: string): boolean {
  return /^(?:president|prime minister|chancellor|secretary general|director general|executive director|vice president|secretary of state|attorney general|national security adviser|high commissioner (?:for|on) [\p{L} ]+|supreme allied commander europe|(?:\p{L}+ )?(?:[\p{L} ]+ )?minister|foreign secretary|home secretary|defense secretary|treasury secretary|premier|king|queen|mayor|central bank governor)$/u.test(
    title,
  );
}

/** Offices that need their body printed: "head" alone is none. */
export const NEEDS_BODY = set(
  'head chief director commander leader chairman chairwoman chairperson speaker ambassador envoy spokesman spokeswoman',
);
