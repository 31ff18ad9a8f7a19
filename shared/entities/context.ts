import type { EntityType } from '../extractors/extractor';
import type { Lexicon } from './lexicon';
import { isCapital, type Range } from './runs';
import { nameWords } from './structure';
import type { Token } from './tokens';

/** What a clue makes a name, how strongly, and why. */
export interface Clue {
  readonly type: EntityType;
  readonly weight: number;
  readonly reason: string;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const PLACE_PREPOSITIONS = new Map([
  ['in', 2.3],
  ['near', 3],
  ['across', 1.5],
  ['throughout', 2.3],
  ['at', 0.8],
  ['from', 0.8],
  ['to', 0.6],
  ['into', 0.8],
  ['around', 1],
  ['outside', 1.5],
  ['inside', 1],
  ['toward', 0.5],
  ['towards', 0.5],
  ['via', 0.8],
]);
const PLACE_NOUNS = new Map<string, EntityType>([
  ...[
    ...set(
      'city town village capital suburb municipality district province governorate county state republic region prefecture oblast township canton commune neighborhood neighbourhood constituency slum',
    ),
  ].map((noun) => [noun, 'GPE'] as const),
  ...[
    ...set(
      'river lake sea valley mountain mountains hills island islands peninsula desert forest coast bay gulf basin gorge airport airfield port harbour harbor road street highway bridge dam square park border area camp base mine peak volcano archipelago strait station prison stadium',
    ),
  ].map((noun) => [noun, 'LOC'] as const),
]);
const ORG_NOUNS = set(
  'party newspaper daily weekly magazine agency newswire group company firm corporation bank airline airlines carrier movement union ministry militants militia militias fighters rebels guerrillas insurgents troops officials spokesman spokeswoman shares stock executives employees network channel television radio website faction bloc coalition alliance federation league club team foundation institute university organization organisation association commission committee council court brand subsidiary bureau board authority MPs lawmakers members supporters leadership management consortium syndicate cartel',
);
const SPEECH_VERBS = set(
  'said says told added explained stated argued noted warned insisted stressed recalled replied answered claimed complained admitted acknowledged emphasized emphasised reiterated joked lamented commented remarked thinks believes hopes wrote writes',
);
const PERSON_VERBS = set(
  'was is has had became married died resigned smiled laughed resides arrived studied graduated grew himself herself who whose met visited',
);
const KIN = set(
  'wife husband son daughter mother father brother sister widow family mother-in-law lawyer death arrest body career life speech remarks words home',
);
const ROMANCE_ARTICLES = set('el la las le les los il lo chez');
const MONTHS = set(
  'january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.',
);
const PERSON_ENDINGS =
  /(?:[oe]v|[oe]va|sky|skii|skiy|ski|ska|enko|chuk|dze|shvili|vi[cćč]|yan|ian|sson|sen|escu|opoulos|idis|oğlu|oglu|zadeh|ullah|uddin|akis|iev|yev|ez)$/;
const PLACE_ENDINGS =
  /(?:stan|ville|burg|burgh|grad|pur|pura|abad|istan|land|shire|ford|ton|dorf|stadt|polis|mouth|sk|oblast|nagar|garh)$/;

/**
 * Clues about the name at `range` from the words around it and, unless the gazetteer has it (then its words are no
 * news), in it. Each is one small, general observation.
 */
export function cluesAround(tokens: readonly Token[], range: Range, known: boolean, words: Lexicon): Clue[] {
  const own = known ? [] : within(tokens, range, words);
  return [...before(tokens, range, words), ...after(tokens, range, words), ...own, ...cited(tokens, range)];
}

function before(tokens: readonly Token[], { from }: Range, words: Lexicon): Clue[] {
  const previous = tokens[from - 1];
  if (previous === undefined) return [];
  const clues: Clue[] = [];
  const text = previous.lower;
  const place = PLACE_PREPOSITIONS.get(text);
  if (place !== undefined) clues.push({ type: 'GPE', weight: place, reason: `after "${previous.text}"` });
  const noun = tokens[from - 2]?.lower ?? '';
  const kind = text === 'of' ? PLACE_NOUNS.get(noun) : PLACE_NOUNS.get(text);
  if (kind !== undefined)
    clues.push({ type: kind, weight: 3, reason: `after "${text === 'of' ? `${noun} of` : text}"` });
  if (previous.kind === 'word' && words.titles.match(tokens, from - 1, from)) {
    clues.push({ type: 'PERSON', weight: 4, reason: `after the title "${previous.text}"` });
  } else if (ORG_NOUNS.has(text)) clues.push({ type: 'ORG', weight: 1.5, reason: `after "${previous.text}"` });
  if (text === 'the')
    clues.push({ type: 'ORG', weight: 0.8, reason: 'after "the"' }, { type: 'PERSON', weight: -2, reason: '' });
  if (text === 'by' || text === 'with') clues.push({ type: 'PERSON', weight: 0.4, reason: `after "${previous.text}"` });
  return clues;
}

function after(tokens: readonly Token[], { from, to }: Range, words: Lexicon): Clue[] {
  const next = tokens[to];
  if (next === undefined) return [];
  const clues: Clue[] = [];
  const text = next.lower;
  const second = tokens[to + 1];
  const place = PLACE_NOUNS.get(text);
  if (place !== undefined) clues.push({ type: place, weight: 2.5, reason: `before "${next.text}"` });
  if (ORG_NOUNS.has(text)) clues.push({ type: 'ORG', weight: 2, reason: `before "${next.text}"` });
  if (SPEECH_VERBS.has(text)) clues.push({ type: 'PERSON', weight: 1.5, reason: `before "${next.text}"` });
  if (PERSON_VERBS.has(text)) clues.push({ type: 'PERSON', weight: 0.6, reason: `before "${next.text}"` });
  if (next.kind === 'hyphen' && second?.lower === 'based')
    clues.push({ type: 'GPE', weight: 3, reason: 'before "-based"' });
  if (next.kind === 'possessive' && KIN.has(second?.lower ?? '')) {
    clues.push({ type: 'PERSON', weight: 1.5, reason: `before "${next.text} ${second?.text}"` });
  }
  if (text === ',') {
    const known = isCapital(second) ? words.entityAt(tokens, to + 1) : undefined;
    if (known?.value.type === 'GPE' && !tokens[from]?.opens) {
      clues.push({ type: 'GPE', weight: 1.5, reason: `before ", ${known.value.name}"` });
    }
    if (second?.lower === 'who' || second?.lower === 'whose')
      clues.push({ type: 'PERSON', weight: 3, reason: `before ", ${second.text}"` });
    if (/^\d{2}$/.test(second?.text ?? '')) clues.push({ type: 'PERSON', weight: 3, reason: 'before an age' });
    if (second?.lower === 'a' || second?.lower === 'an')
      clues.push({ type: 'PERSON', weight: 0.7, reason: `before ", ${second.text}"` });
  }
  return clues;
}

function within(tokens: readonly Token[], range: Range, words: Lexicon): Clue[] {
  const names = nameWords(tokens, range);
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return [];
  const clues: Clue[] = [];
  const plain = names.filter((name) => words.isCommon(name.text)).length;
  if (words.isGivenName(first.text) && plain === 0)
    clues.push({ type: 'PERSON', weight: 2, reason: `"${first.text}" is a given name` });
  if (words.isSurname(last.text) && plain === 0)
    clues.push({ type: 'PERSON', weight: 1.2, reason: `"${last.text}" is a surname` });
  if (plain === 0 && PERSON_ENDINGS.test(last.text)) clues.push({ type: 'PERSON', weight: 1, reason: 'by its ending' });
  if (plain === 0 && names.length === 1 && PLACE_ENDINGS.test(last.text))
    clues.push({ type: 'GPE', weight: 1, reason: 'by its ending' });
  if (plain === 0 && (names.length === 2 || names.length === 3) && !ROMANCE_ARTICLES.has(first.lower))
    clues.push({ type: 'PERSON', weight: 1.6, reason: 'two or three words that are not English' });
  if (plain > 0 && names.length > 1) clues.push({ type: 'ORG', weight: 0.8, reason: 'capitalised English words' });
  if (plain === names.length) clues.push({ type: 'PERSON', weight: -1.5, reason: '' });
  return clues;
}

/** "(Kommersant, December 16)": what stands in brackets with a date is an outlet. */
function cited(tokens: readonly Token[], { from, to }: Range): Clue[] {
  const opener = tokens[from - 1]?.text;
  if (opener !== '(' && opener !== ',' && opener !== ';') return [];
  if (tokens[to]?.text !== ',' || !insideBrackets(tokens, from)) return [];
  for (let at = to; at < to + 12; at++) {
    const text = tokens[at]?.lower;
    if (text === undefined || text === ')' || text === ';') return [];
    if (MONTHS.has(text) && /^\d/.test(tokens[at + 1]?.text ?? ''))
      return [{ type: 'ORG', weight: 4, reason: 'cited with a date' }];
  }
  return [];
}

function insideBrackets(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 25); back--) {
    const text = tokens[back]?.text;
    if (text === '(') return true;
    if (text === ')' || text === '.') return false;
  }
  return false;
}
