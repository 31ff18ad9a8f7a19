import type { Lexicon } from './lexicon';
import { isCapital, type Range } from './runs';
import type { NameType } from './tagger/labels';
import type { Token } from './tokens';

/** Words before a people's name that belong to it: "South African", "Central Asian". */
const DIRECTIONS = new Set(
  'North South East West Northern Southern Eastern Western Central Latin Inner Outer New'.split(' '),
);
/** Names of languages, and of a people only before what is that people's. */
const TONGUES = new Set(
  'English French Spanish Portuguese Arabic Latin Hebrew Hindi Urdu Swahili Mandarin Cantonese Farsi'.split(' '),
);
/** Words before a language. */
const SPEAKING = new Set('speak speaks spoke spoken speaking fluent learn learned learnt study teach into'.split(' '));

/**
 * Peoples, faiths and currents, by the list of their names: "Russian", "South Africans", "Muslim", both of
 * "Russian-Ukrainian". A language is none: "he spoke Russian", "Russian-language".
 */
export function peoplesIn(tokens: readonly Token[], words: Lexicon): Range[] {
  const found: Range[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const match = isCapital(token)
      ? (words.demonyms.match(tokens, at) ?? words.demonyms.matchCapitals(tokens, at))
      : undefined;
    if (match === undefined) continue;
    let to = at + match.length;
    if (/^(?:Democrats?|Socialists?)$/.test(tokens[to]?.text ?? '')) to++;
    const from = startOfPeople(tokens, at);
    const isDirection = to === from + 1 && DIRECTIONS.has(token?.text ?? '');
    if (!isDirection && !isLanguage(tokens, from, to, words)) found.push({ from, to });
    at = to - 1;
  }
  return found;
}

/** Before a hyphen, and part of the name: "ultra-Orthodox", "Afro-Caribbean". */
const PREFIXES = new Set('ultra pan neo afro sub trans'.split(' '));

function startOfPeople(tokens: readonly Token[], at: number): number {
  const before = tokens[at - 1];
  if (DIRECTIONS.has(before?.text ?? '') && !before?.opens) return at - 1;
  return before?.text === '-' && PREFIXES.has(tokens[at - 2]?.lower ?? '') ? at - 2 : at;
}

function isLanguage(tokens: readonly Token[], from: number, to: number, words: Lexicon): boolean {
  const next = tokens[to]?.kind === 'hyphen' ? tokens[to + 1] : tokens[to];
  if (next?.lower === 'language' || next?.lower === 'speaking' || next?.lower === 'languages') return true;
  const before = tokens[from - 1]?.lower ?? '';
  const ends = next?.kind !== 'word' || next.shape === 'none' || words.functionWords.has(next.lower);
  if (SPEAKING.has(before) || (before === 'in' && ends)) return true;
  if (ends && TONGUES.has(tokens[from]?.text ?? '')) return true;
  return (
    before === 'and' && (SPEAKING.has(tokens[from - 3]?.lower ?? '') || (ends && tokens[from - 3]?.lower === 'in'))
  );
}

/** What a name of these types has a word of, else it may be anything. */
const HEADS: Partial<Record<NameType, ReadonlySet<string>>> = {
  LAW: new Set(
    'Act Acts Treaty Treaties Accord Accords Agreement Agreements Convention Conventions Protocol Protocols Charter Declaration Resolution Pact Bill Law Code Constitution Amendment Decree Doctrine Memorandum Directive Regulation Covenant Statute Article Title Rule Rules v. v vs'.split(
      ' ',
    ),
  ),
  EVENT: new Set(
    'War Wars Battle Operation Revolution Uprising Intifada Massacre Genocide Crisis Summit Conference Congress Forum Festival Fair Expo Games Olympics Cup Championship Championships Open Marathon Prix League Series Bowl Tour Masters Derby Classic Final Finals Euro Hurricane Typhoon Cyclone Storm Earthquake Tsunami Flood Floods Election Elections election elections Referendum referendum Assembly Holocaust Easter Spring Day Week Accident Disaster Trials'.split(
      ' ',
    ),
  ),
};

/** "S-300", "Il-76", "Boeing 737", "USS Cole". */
function isDesignation(tokens: readonly Token[], { from, to }: Range): boolean {
  if (to > from + 1 && /^(?:USS|HMS|HMAS|HMCS|INS|MV|MS|SS|RV)$/.test(tokens[from]?.text ?? '')) return true;
  const words = tokens.slice(from, to);
  return isCapital(words[0]) && words.some(({ text }) => /\d/.test(text) && !/^(?:19|20)\d\d$/.test(text));
}

/** Whether a name that the tagger takes for a law, an event or a product says so itself. */
export function saysItsType(tokens: readonly Token[], { from, to }: Range, type: NameType): boolean {
  if (type === 'PRODUCT') return isDesignation(tokens, { from, to });
  const heads = HEADS[type];
  if (heads === undefined) return false;
  for (let at = from; at < to; at++) if (heads.has(tokens[at]?.text ?? '')) return true;
  return false;
}

const BUILT = new Set(
  'Street Road Avenue Boulevard Lane Drive Highway Motorway Expressway Bridge Tunnel Dam Airport Airfield Airbase Port Harbour Harbor Square Stadium Arena Tower Towers Palace Castle Fort Prison Jail Camp Station Terminal Plaza Mall Cemetery Mosque Cathedral Synagogue Monastery Temple Shrine Crossing Checkpoint Gate Reservoir Hall House Hotel Base Museum Market'.split(
    ' ',
  ),
);

/** Whether a place is a thing built, by a word of its own, with a capital or without one ("Liepaja port"). */
export function isBuilt(tokens: readonly Token[], { from, to }: Range): boolean {
  if (to < from + 2) return false;
  const last = tokens[to - 1]?.text ?? '';
  return BUILT.has(last.charAt(0).toUpperCase() + last.slice(1)) || /^(?:Camp|Fort)$/.test(tokens[from]?.text ?? '');
}
