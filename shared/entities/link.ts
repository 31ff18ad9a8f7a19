import type { ParsedArticle, Span } from '../article/schema';
import type { MentionDraft } from '../extractors/extractor';
import { type Lexicon, refOf } from './lexicon';
import { standsFor } from './metonyms';
import { Namesakes } from './namesakes';
import { Organisations } from './organisations';
import { OFFICES, Persons, type Printed } from './persons';
import type { RecognisedName } from './recognised-name';
import { entityOf } from './resolve';
import { Surroundings } from './surroundings';

/**
 * From names to entities: gives every name of an article the entity that it means, with a canonical id. Knows nothing
 * of how the names were recognised, so that every recogniser can share it.
 */
export function link(
  names: readonly RecognisedName[],
  { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
  words: Lexicon,
): MentionDraft[] {
  const inOrder = [...names].sort((a, b) => a.start - b.start || a.end - b.end);
  const persons = new Persons();
  const organisations = new Organisations();
  const surroundings = new Surroundings({ text, paragraphs }, inOrder, words);
  const namesakes = new Namesakes(text, surroundings, words);
  let paragraph = 0;
  let previous: RecognisedName | undefined;
  for (const name of inOrder) {
    while (name.start >= (paragraphs[paragraph + 1]?.start ?? Number.POSITIVE_INFINITY)) paragraph++;
    const printed = wordsOf(text, name);
    if (name.type === 'PERSON') {
      const around = printedAround(text, name, words);
      persons.add(printed, paragraph, { ...around, title: around.title ?? titleAfter(text, name) });
    } else namesakes.add(printed, name);
    if (name.type === 'ORG') {
      organisations.add(printed, paragraph);
      if (previous !== undefined && inBrackets(text, previous, name))
        organisations.define(wordsOf(text, previous), printed, paragraph);
    }
    previous = name;
  }
  const article = { text, persons, organisations, namesakes, surroundings, words };
  return inOrder.map((name) => {
    const { start, end, confidence } = name;
    const printed = wordsOf(text, name);
    const {
      value,
      reason,
      because,
      unresolved,
      candidates = [],
    } = entityOf(printed, name, printedAround(text, name, words), article);
    const open = unresolved || candidates.length > 0;
    const link = {
      reason: because,
      ...(open && { unresolved: true as const }),
      ...(candidates.length > 0 && { candidates: [...candidates] }),
    };
    const meaning = open ? undefined : standsFor(printed, value.type, text, name, words);
    const country = value.type === 'NORP' ? words.country(words.countryOfPeople(printed) ?? '') : undefined;
    return {
      ...{ kind: 'mention', start, end, ...(confidence !== undefined && { confidence }), reason, value, link },
      ...(country && { country: refOf(country) }),
      ...(meaning && { standsFor: meaning }),
    };
  });
}

/** "Northern Maritime Council (NMC)", "Andhra Pradesh (AP)". */
const inBrackets = (text: string, before: RecognisedName, { start, end }: Span): boolean =>
  (before.type === 'ORG' || before.type === 'GPE') &&
  /^\s?\($/.test(text.slice(before.end, start)) &&
  text.charAt(end) === ')';

/** Most words of a title that are looked at, and most code units that they take. */
const TITLE_WORDS = 5;
const TITLE_LENGTH = 80;
/** What makes another office of one: a former president is not the president. */
const MODIFIERS = new Set(
  'former ex late then acting deputy vice first assistant outgoing incoming interim shadow'.split(' '),
);

/** The title before a name, lower case ("defense minister", "former president"), and the word before that. */
function printedAround(text: string, { start }: Span, words: Lexicon): Printed {
  const before = text.slice(Math.max(0, start - TITLE_LENGTH), start);
  const parts = (/(?:^|[^\p{L}.-])((?:[\p{L}.-]+ ){1,8})$/u.exec(before)?.[1] ?? '').trim().split(' ');
  for (let length = Math.min(TITLE_WORDS, parts.length); length > 0; length--) {
    const title = parts.slice(-length).join(' ');
    if (!words.titles.get(title)) continue;
    let from = parts.length - length;
    while (MODIFIERS.has(parts[from - 1]?.toLowerCase() ?? '')) from--;
    return { start, title: parts.slice(from).join(' ').toLowerCase(), before: parts[from - 1]?.toLowerCase() ?? '' };
  }
  return { start, before: parts.at(-1)?.toLowerCase() ?? '' };
}

/** The office after a name, lower case: "Igor Ivanov, the Russian foreign minister,". */
function titleAfter(text: string, { end }: Span): string | undefined {
  const [, apposition = ''] = /^, ([^,.;:()]{3,60})[,.]/.exec(text.slice(end, end + TITLE_LENGTH)) ?? [];
  const title = apposition.toLowerCase().replace(/ (?:of|for|in|at) .*$/, '');
  const office = OFFICES.exec(title)?.[0];
  if (office === undefined) return undefined;
  const modifier = title.slice(0, -office.length).trim().split(' ').at(-1) ?? '';
  return MODIFIERS.has(modifier) ? `${modifier} ${office}` : office;
}

/** The words of a name on one line. */
function wordsOf(text: string, { start, end }: RecognisedName): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}
