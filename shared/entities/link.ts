import type { ParsedArticle, Span } from '../article/schema';
import type { MentionDraft } from '../extractors/extractor';
import { expansionBefore } from './acronyms';
import { countryBefore } from './bodies';
import { MODIFIERS, OFFICES, type Printed, titleOf } from './doubts';
import type { Lexicon } from './lexicon';
import { speaksOfUnion, standsFor } from './metonyms';
import { Namesakes } from './namesakes';
import { Organisations } from './organisations';
import { Persons } from './persons';
import type { RecognisedName } from './recognised-name';
import { entityOf } from './resolve';
import { refOf } from './senses';
import { Surroundings } from './surroundings';

/**
 * From names to entities: gives every name of an article the entity that it means, with a canonical id. Knows nothing
 * of how the names were recognised, so that every recogniser can share it.
 */
export function link(
  names: readonly RecognisedName[],
  { text, paragraphs, metadata }: Pick<ParsedArticle, 'text' | 'paragraphs' | 'metadata'>,
  words: Lexicon,
): MentionDraft[] {
  const inOrder = [...names].sort((a, b) => a.start - b.start || a.end - b.end);
  const persons = new Persons();
  const organisations = new Organisations();
  const surroundings = new Surroundings({ text, paragraphs }, inOrder, words);
  const named = inOrder.flatMap((name) => (name.type === 'PERSON' ? [wordsOf(text, name)] : []));
  const namesakes = new Namesakes(text, surroundings, words, new Set(named));
  for (const { place, ...span } of surroundings.datelines) namesakes.add(place, 'GPE', span);
  const around = new Map<RecognisedName, Printed>();
  const aroundOf = (name: RecognisedName): Printed => {
    const printed = around.get(name) ?? printedAround(text, name, words);
    around.set(name, printed);
    return printed;
  };
  let paragraph = 0;
  let previous: RecognisedName | undefined;
  for (const name of inOrder) {
    while (name.start >= (paragraphs[paragraph + 1]?.start ?? Number.POSITIVE_INFINITY)) paragraph++;
    const printed = wordsOf(text, name);
    if (name.type === 'PERSON') {
      const own = aroundOf(name);
      // What stands after a single name describes him whom it means; with a full name it says which titles are his.
      const after = printed.includes(' ') ? titleAfter(text, name) : undefined;
      persons.add(printed, paragraph, { ...own, title: own.title ?? after });
    } else namesakes.add(printed, name.type, name);
    if (name.type === 'ORG') {
      organisations.add(printed, paragraph);
      const before = previous && inBrackets(text, previous, name) ? wordsOf(text, previous) : undefined;
      const long = before ?? expansionBefore(text, name.start, printed);
      if (long !== undefined) organisations.define(long, printed, paragraph);
    }
    previous = name;
  }
  const day = metadata.published?.value.slice(0, 10);
  const days = day === undefined ? undefined : { from: day, to: day };
  let union: boolean | undefined;
  const ofUnion = () => {
    union ??= speaksOfUnion(text);
    return union;
  };
  const article = { text, days, persons, organisations, namesakes, surroundings, words };
  return inOrder.map((name) => {
    const { start, end, confidence } = name;
    const printed = wordsOf(text, name);
    const {
      value,
      reason,
      because,
      unresolved,
      candidates = [],
    } = entityOf(printed, name, () => aroundOf(name), article);
    const open = unresolved || candidates.length > 0;
    const link = {
      reason: because,
      ...(open && { unresolved: true as const }),
      ...(candidates.length > 0 && { candidates: [...candidates] }),
    };
    const meaning = open ? undefined : standsFor(printed, value.type, text, name, words, ofUnion);
    const country = value.type === 'NORP' ? words.country(words.countryOfPeople(printed) ?? '') : undefined;
    return {
      ...{ kind: 'mention', start, end, ...(confidence !== undefined && { confidence }), reason, value, link },
      ...(country && { country: refOf(country) }),
      ...(meaning && { standsFor: meaning }),
    };
  });
}

/** "Northern Maritime Council (NMC)". */
const inBrackets = (text: string, before: RecognisedName, { start, end }: Span): boolean =>
  before.type === 'ORG' && /^\s?\($/.test(text.slice(before.end, start)) && text.charAt(end) === ')';

/** Most words of a title that are looked at, and most code units that they take. */
const TITLE_WORDS = 5;
const TITLE_LENGTH = 80;
/** Most code units in which somebody's kin is printed before a name. */
const KIN_LENGTH = 40;
/** Somebody's kin, right before a name: "his father, the late". */
const KIN =
  /\b(?:father|mother|brother|sister|son|daughter|wife|husband|widow|uncle|aunt|nephew|niece|cousin|grandfather|grandmother|grandson|namesake|twin),? (?:the )?(?:late |former |then |elder |younger )?$/i;

/** The title before a name, lower case ("defense minister", "former president"), and the word before that. */
function printedAround(text: string, { start, end }: Span, words: Lexicon): Printed {
  const before = text.slice(Math.max(0, start - TITLE_LENGTH), start);
  const after = text.slice(end, end + 20).replace(/\s+/g, ' ');
  const parts = (/(?:^|[^\p{L}.-])((?:[\p{L}.-]+ ){1,8})$/u.exec(before)?.[1] ?? '').trim().split(' ');
  for (let length = Math.min(TITLE_WORDS, parts.length); length > 0; length--) {
    const title = parts.slice(-length).join(' ');
    if (!words.titles.get(title)) continue;
    let from = parts.length - length;
    while (MODIFIERS.has(parts[from - 1]?.toLowerCase() ?? '')) from--;
    const printed = parts.slice(from).join(' ');
    const at = start - printed.length - 1;
    const country = countryBefore(text, at, words);
    const kin = KIN.test(text.slice(Math.max(0, at - KIN_LENGTH), at));
    return { start, title: printed.toLowerCase(), before: parts[from - 1]?.toLowerCase() ?? '', country, kin, after };
  }
  const kin = KIN.test(before.slice(-KIN_LENGTH));
  return { start, before: parts.at(-1)?.toLowerCase() ?? '', after, kin };
}

/** The office after a name, lower case: "Igor Ivanov, the Russian foreign minister,". */
function titleAfter(text: string, { end }: Span): string | undefined {
  const [, apposition = ''] = /^, ([^,.;:()]{3,60})[,.]/.exec(text.slice(end, end + TITLE_LENGTH)) ?? [];
  const title = titleOf(apposition.replace(/^the | (?:of|for|in|at) .*$/g, ''));
  return OFFICES.test(title) ? title : undefined;
}

/** The words of a name on one line. */
function wordsOf(text: string, { start, end }: RecognisedName): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}
