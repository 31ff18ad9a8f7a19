import type { EntityType } from '../extractors/extractor';
import type { Lexicon } from './lexicon';
import { type CaseStyle, isCapital, type Range } from './runs';
import type { KnownEntity } from './senses';
import { isFunctionWord, looksLikePerson, organisationEnd, personStretch, placeEnd, titleLength } from './structure';
import type { Token } from './tokens';

/** A stretch of the text that may be a name. Without a type, its words alone do not say what it is. */
export interface Found extends Range {
  readonly type?: EntityType;
  readonly reason?: string;
  readonly known?: KnownEntity;
  readonly style: CaseStyle;
}

const TYPE_NOUN: Record<EntityType, string> = {
  PERSON: 'persons',
  ORG: 'organisations',
  GPE: 'countries, regions and towns',
  LOC: 'places',
  FAC: 'buildings',
  NORP: 'peoples',
  EVENT: 'events',
  LAW: 'laws',
  PRODUCT: 'products',
  MONEY: 'amounts',
};

/**
 * Reads one run of capitals from left to right and takes it apart: titles, peoples, days and laws go, what the
 * gazetteer knows or the words give away gets its type, the rest is left for the words around it to decide.
 * Starts at `from`, for an earlier name may reach into the run ("Bank of Ghana").
 */
export function readRun(tokens: readonly Token[], run: Range, from: number, style: CaseStyle, words: Lexicon): Found[] {
  const found: Found[] = [];
  let at = from;
  let title: string | undefined;
  while (at < run.to) {
    const skipped = skip(tokens, at, run, words);
    if (skipped.to > at) {
      if (skipped.title)
        title = tokens
          .slice(at, skipped.to)
          .map((token) => token.text)
          .join(' ');
      else if (tokens[at]?.kind !== 'hyphen') title = undefined;
      at = skipped.to;
      continue;
    }
    const name = nameAt(tokens, at, run, title, words);
    found.push({ ...name, style });
    at = name.to;
    title = undefined;
  }
  return found;
}

/** What is no name at `at`: where it ends (`at` itself when a name starts here), and whether it is a title. */
function skip(tokens: readonly Token[], at: number, run: Range, words: Lexicon): { to: number; title?: boolean } {
  const token = tokens[at];
  if (token === undefined || token.kind === 'hyphen' || words.breaks.has(token.text)) return { to: at + 1 };
  if (run.to === at + 1 && isCapital(token) && words.particles.has(token.lower)) return { to: at + 1 };
  const known = words.entityAt(tokens, at);
  if (isFunctionWord(tokens, at, words) && (known?.length ?? 0) < 2) return { to: at + 1 };
  const body = known?.value.type === 'ORG' && tokens[at + known.length]?.kind !== 'hyphen';
  const act = body ? undefined : actEnd(tokens, at, run, words);
  if (act !== undefined) return { to: act };
  const notName = words.notNames.match(tokens, at, run.to);
  if (organisationEnd(tokens, at, run, words) !== undefined || placeEnd(tokens, at, run, words) !== undefined)
    return { to: at };
  if (notName !== undefined && notName.length >= (known?.length ?? 0) && !isPerson(tokens, at, run, words)) {
    return { to: at + notName.length };
  }
  if (known !== undefined) return { to: at };
  const title = titleLength(tokens, at, run.to, words);
  if (title > 0) return { to: at + title, title: true };
  const people = words.demonyms.match(tokens, at, run.to);
  if (people !== undefined && !isPersonNamedLikePeople(tokens, at, run, words)) return { to: at + people.length };
  return { to: at };
}

function isPerson(tokens: readonly Token[], at: number, run: Range, words: Lexicon): boolean {
  return looksLikePerson(tokens, { from: at, to: personStretch(tokens, at, run, words) }, words);
}

/** "German Gref", "Christian Wulff": given names that are peoples' names as well. */
function isPersonNamedLikePeople(tokens: readonly Token[], at: number, run: Range, words: Lexicon): boolean {
  const range = { from: at, to: personStretch(tokens, at, run, words) };
  const surname = tokens[at + 1];
  return (
    range.to === at + 2 &&
    surname !== undefined &&
    !words.isGivenName(surname.text) &&
    looksLikePerson(tokens, range, words)
  );
}

/**
 * End of a law, treaty, event or prize that starts at `at`: "Russia-NATO Founding Act". Not one of our types. The
 * organisation in front of one ("UN Convention") is named all the same.
 */
function actEnd(tokens: readonly Token[], at: number, run: Range, words: Lexicon): number | undefined {
  for (let next = at + 1; next < Math.min(run.to, at + 8); next++) {
    const token = tokens[next];
    if (token === undefined || words.titles.match(tokens, next, run.to)) return undefined;
    if (words.acts.has(token.text) && !isCapital(tokens[next + 1])) return next + 1;
  }
  return undefined;
}

type Name = Omit<Found, 'style'>;

function nameAt(tokens: readonly Token[], at: number, run: Range, title: string | undefined, words: Lexicon): Name {
  const known = words.entityAt(tokens, at);
  const knownEnd = at + (known?.length ?? 0);
  const person = { from: at, to: Math.max(at + 1, personStretch(tokens, at, run, words)) };
  const organisation = organisationEnd(tokens, at, run, words) ?? 0;
  if (organisation > knownEnd) {
    return {
      from: at,
      to: organisation,
      type: 'ORG',
      reason: `named as a "${headOf(tokens, at, organisation, words)}"`,
    };
  }
  const place = placeEnd(tokens, at, run, words);
  if (place !== undefined && place.end > knownEnd) {
    return {
      from: at,
      to: place.end,
      type: place.type,
      reason: `named as a "${headOf(tokens, at, place.end, words)}"`,
    };
  }
  if (known !== undefined && !isRatherPerson(tokens, person, known, title, words)) {
    const entity = known.value;
    if (isDoubtful(tokens, at, known, words)) return { from: at, to: knownEnd, known: entity };
    const reason = `in the gazetteer of ${TYPE_NOUN[entity.type]}`;
    return { from: at, to: knownEnd, type: entity.type, reason, known: entity };
  }
  if (title !== undefined) return { ...person, type: 'PERSON', reason: `after the title "${title}"` };
  if (looksLikePerson(tokens, person, words)) {
    return { ...person, type: 'PERSON', reason: `"${tokens[at]?.text}" is a given name or an initial` };
  }
  return person;
}

/** The common noun that a name's type was read from. */
function headOf(tokens: readonly Token[], from: number, to: number, words: Lexicon): string {
  const heads = tokens
    .slice(from, to)
    .map((token) => token.text)
    .filter((text) => words.orgHeads.has(text) || words.companyEndings.has(text) || words.placeAfter.has(text));
  return heads.at(-1) ?? tokens[from]?.text ?? '';
}

/** "Paris Hilton", "Mr Washington": a person who is named like a place. */
function isRatherPerson(
  tokens: readonly Token[],
  person: Range,
  known: { value: KnownEntity; length: number },
  title: string | undefined,
  words: Lexicon,
): boolean {
  const first = tokens[person.from]?.text ?? '';
  if (known.length > 1 || known.value.type === 'ORG' || !(words.isGivenName(first) || words.isSurname(first)))
    return false;
  if (title !== undefined) return true;
  return person.to > person.from + 1 && words.isGivenName(first) && looksLikePerson(tokens, person, words);
}

/** A single word that is as well a common one or a person's name: the words around it have to help. */
function isDoubtful(
  tokens: readonly Token[],
  at: number,
  known: { value: KnownEntity; length: number },
  words: Lexicon,
): boolean {
  const token = tokens[at];
  if (known.value.weak) return true;
  if (known.length > 1 || token === undefined || token.shape === 'upper' || known.value.type === 'GPE') return false;
  return token.opens && isCapital(token) && words.isCommon(token.text);
}
