import type { Lexicon } from './lexicon';
import { isCapital, isInitial, type Range } from './runs';
import type { Token } from './tokens';

/**
 * What the words of a name say by themselves: "Northern Maritime Council", "Ministry of Health and Social Affairs",
 * "Lake Victoria", "Igor Ivanov". Every function looks at one place in the text and answers where the name ends.
 */

/** Longest name in tokens; a longer stretch of capitals is a headline or a list. */
const MAX_NAME = 12;
const MAX_PERSON = 6;

/** Tokens of the title that starts at `at`, with the modifiers and peoples around it ("Deputy Prime Minister"): 0 if none. */
export function titleLength(tokens: readonly Token[], at: number, to: number, words: Lexicon): number {
  let end = at;
  let titles = 0;
  while (end < to) {
    const title = words.titles.match(tokens, end, to);
    if (title !== undefined) {
      titles++;
      end += title.length;
    } else if (words.titleModifiers.has(tokens[end]?.lower ?? '')) end++;
    else if (tokens[end]?.kind === 'hyphen' && end > at) end++;
    else break;
  }
  return titles > 0 ? end - at : 0;
}

/**
 * End of the organisation that starts at `at`, or undefined. It ends in one of the common nouns of org-heads.txt, with
 * an "of …" after it; or it starts with one ("Bank of Ghana"); or it ends in a company's legal form.
 */
export function organisationEnd(tokens: readonly Token[], at: number, run: Range, words: Lexicon): number | undefined {
  const limit = Math.min(run.to, at + MAX_NAME);
  let head: number | undefined;
  for (let next = at; next < limit; next++) {
    const token = tokens[next];
    if (token === undefined || words.breaks.has(token.text)) break;
    if (words.companyEndings.has(token.text) && next > at) return next + 1;
    if (words.orgHeads.has(token.text)) head = next;
    else if (head !== undefined && !joinsHeads(tokens, next, words)) break;
    else if (words.titles.match(tokens, next, limit) && !leadsToHead(tokens, next, limit, words)) break;
  }
  if (head === undefined) return acrossConnector(tokens, at, run, words);
  const headWord = tokens[head]?.text ?? '';
  if (words.orgHeadsBeforeOf.has(headWord)) {
    const end = complementEnd(tokens, head + 1, words);
    if (end !== undefined) return end;
  }
  if (words.placeAfter.has(tokens[head + 1]?.text ?? '')) return undefined;
  return head > at ? head + 1 : undefined;
}

/** Between two heads of one name: "University College Hospital", "Asia-Pacific". */
function joinsHeads(tokens: readonly Token[], at: number, words: Lexicon): boolean {
  return tokens[at]?.kind === 'hyphen' || words.orgHeads.has(tokens[at]?.text ?? '');
}

/** A title that is part of the organisation's name: "General Assembly", "Justice Department". */
function leadsToHead(tokens: readonly Token[], at: number, limit: number, words: Lexicon): boolean {
  const title = words.titles.match(tokens, at, limit);
  return words.orgHeads.has(tokens[at + (title?.length ?? 1)]?.text ?? '');
}

/** "Prosecutor's Office", "Workers' Party", "Food and Drug Administration": plain words, a connector, then a head. */
function acrossConnector(tokens: readonly Token[], at: number, run: Range, words: Lexicon): number | undefined {
  const last = tokens[run.to - 1];
  const connector = tokens[run.to];
  if (last === undefined || connector === undefined || run.to - at > 3) return undefined;
  if (!isCapital(last) || !words.isCommon(last.text) || (last.opens && connector.kind !== 'possessive'))
    return undefined;
  if (connector.kind !== 'possessive' && connector.text !== 'and' && connector.text !== '&') return undefined;
  let head: number | undefined;
  for (let next = run.to + 1; next <= run.to + 4 && isCapital(tokens[next]); next++) {
    if (words.orgHeads.has(tokens[next]?.text ?? '')) head = next;
    else if (head !== undefined) break;
    else if (!words.isCommon(tokens[next]?.text ?? '')) return undefined;
  }
  if (head === undefined || (connector.kind !== 'possessive' && head === run.to + 1)) return undefined;
  const complement = words.orgHeadsBeforeOf.has(tokens[head]?.text ?? '')
    ? complementEnd(tokens, head + 1, words)
    : undefined;
  return complement ?? head + 1;
}

const COMPLEMENT_WORDS = new Set(['of', 'for', 'on', 'against']);
const ARTICLES = new Set(['the', 'La', 'El']);

/** End of "of Health and Social Affairs", "for Gender", "of the Interior" that starts at `at`, or undefined. */
function complementEnd(
  tokens: readonly Token[],
  at: number,
  words: Lexicon,
  limit = at + MAX_NAME,
): number | undefined {
  if (at >= limit || !COMPLEMENT_WORDS.has(tokens[at]?.text ?? '')) return undefined;
  let next = at + 1;
  if (ARTICLES.has(tokens[next]?.text ?? '')) next++;
  const title = words.titles.match(tokens, next);
  if (title !== undefined && isCapital(tokens[next + title.length])) return undefined;
  // "Union Party of Edmund Joensen", "Embassy on Avenida Arce": whose, and where.
  if (startsPerson(tokens, next, words)) return undefined;
  if (tokens[at]?.text === 'on' && !words.isCommon(tokens[next]?.text ?? '')) return undefined;
  const noun = nounEnd(tokens, next, words);
  if (noun === undefined) return undefined;
  let end: number = noun;
  // ", Science and Technology" belongs to it only among plain words: "Bank of Ghana and Kenya" is two things.
  while (end < limit && words.isCommon(tokens[end - 1]?.text ?? '')) {
    const joint: string | undefined = tokens[end]?.text;
    if (joint !== ',' && joint !== 'and' && joint !== '&') break;
    const after: number = joint === ',' && tokens[end + 1]?.text === 'and' ? end + 2 : end + 1;
    const more = words.isCommon(tokens[after]?.text ?? '') ? nounEnd(tokens, after, words) : undefined;
    if (more === undefined || (joint === ',' && !endsInAnd(tokens, more))) break;
    end = more;
  }
  return complementEnd(tokens, end, words, limit) ?? end;
}

/** Whether the enumeration goes on to an "and": a comma alone may as well end a clause. */
function endsInAnd(tokens: readonly Token[], at: number): boolean {
  for (let next = at; next < at + 6; next++) {
    const text = tokens[next]?.text;
    if (text === 'and' || text === '&') return isCapital(tokens[next + 1]);
    if (text !== ',' && !isCapital(tokens[next])) return false;
  }
  return tokens[at - 1]?.text === 'and';
}

/** End of the capitalised words that start at `at`, before a title or a person's name. */
function nounEnd(tokens: readonly Token[], at: number, words: Lexicon): number | undefined {
  let end = at;
  while (end < at + MAX_NAME) {
    const token = tokens[end];
    if (token?.kind === 'hyphen' && isCapital(tokens[end + 1])) end += 2;
    else if (!isCapital(token) || words.breaks.has(token.text)) break;
    else if (end > at && (words.titles.match(tokens, end, end + 1) || startsPerson(tokens, end, words))) break;
    else end++;
  }
  return end > at ? end : undefined;
}

/** A given name that a surname follows. */
function startsPerson(tokens: readonly Token[], at: number, words: Lexicon): boolean {
  const [given, surname] = [tokens[at], tokens[at + 1]];
  if (given === undefined || !isCapital(surname) || !words.isGivenName(given.text)) return false;
  return !words.isCommon(given.text) && !words.isCommon(surname.text) && !words.orgHeads.has(surname.text);
}

/** End and type of the place that starts at `at` and has a place's common noun in it: "Nile River", "Lake Victoria". */
export function placeEnd(
  tokens: readonly Token[],
  at: number,
  run: Range,
  words: Lexicon,
): { end: number; type: 'GPE' | 'LOC' } | undefined {
  const before = words.placeBefore.match(tokens, at);
  if (before !== undefined) {
    const end = placeNounEnd(tokens, at + before.length, words);
    if (end !== undefined) return { end, type: before.value };
  }
  for (let next = at + 1; next < Math.min(run.to, at + 5); next++) {
    const token = tokens[next];
    if (token === undefined || words.breaks.has(token.text)) return undefined;
    const type = words.placeAfter.get(token.text);
    const named = next > at + 1 || !words.demonyms.match(tokens, at, next);
    if (type !== undefined && named && !isCapital(tokens[next + 1])) return { end: next + 1, type };
    const stops = words.titles.match(tokens, next, run.to) || words.orgHeads.has(token.text);
    if (stops && !words.placeAfter.has(tokens[next + 1]?.text ?? '')) return undefined;
  }
  return undefined;
}

/** One or two words that can name a place after "Lake" or "Republic of". */
function placeNounEnd(tokens: readonly Token[], at: number, words: Lexicon): number | undefined {
  const known = words.entityAt(tokens, at);
  if (known !== undefined && known.value.type !== 'ORG') return at + known.length;
  const first = tokens[at];
  if (!isCapital(first) || first.opens || words.isCommon(first.text) || words.titles.match(tokens, at, at + 1))
    return undefined;
  return isCapital(tokens[at + 1]) && !words.isCommon(tokens[at + 1]?.text ?? '') && !tokens[at + 1]?.opens
    ? at + 2
    : at + 1;
}

/** A capitalised word that is no name: one that opens its sentence, or a "They" that a lost full stop left inside one. */
export function isFunctionWord(tokens: readonly Token[], at: number, words: Lexicon): boolean {
  const token = tokens[at];
  if (token === undefined || token.shape === 'upper') return false;
  if (token.opens) return words.functionWords.has(token.lower) || words.openingWords.has(token.lower);
  return words.functionWords.has(token.lower) && !words.isGivenName(token.text);
}

/** The words of a run from `at` that can be one person's name: up to a title, a head, a day, a people. */
export function personStretch(tokens: readonly Token[], at: number, run: Range, words: Lexicon): number {
  let end = at;
  while (end < Math.min(run.to, at + MAX_PERSON)) {
    const token = tokens[end];
    if (token === undefined || words.breaks.has(token.text)) break;
    if (end > at && isCapital(token) && endsPerson(tokens, end, run, words)) break;
    end++;
  }
  while (end > at && !isNameWord(tokens[end - 1])) end--;
  return end;
}

function endsPerson(tokens: readonly Token[], at: number, run: Range, words: Lexicon): boolean {
  const token = tokens[at];
  if (token === undefined) return true;
  if (tokens[at - 1]?.kind === 'hyphen') return false;
  if (words.orgHeads.has(token.text) || words.placeAfter.has(token.text) || words.companyEndings.has(token.text))
    return true;
  if (words.isSurname(token.text)) return false;
  if (words.titles.match(tokens, at, run.to) || words.demonyms.match(tokens, at, run.to)) return true;
  const known = words.entityAt(tokens, at, run.to);
  return known !== undefined && (known.length > 1 || (token.shape === 'upper' && token.text.length > 2));
}

function isNameWord(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'word' && token.shape !== 'none';
}

/** Words of a stretch that are neither initials nor particles nor hyphens. */
export function nameWords(tokens: readonly Token[], range: Range): Token[] {
  return tokens
    .slice(range.from, range.to)
    .filter((token) => isCapital(token) && !isInitial(token) && token.text.length > 1);
}

/** Whether the words alone make it a person's name: a given name or initials, and then a surname. */
export function looksLikePerson(tokens: readonly Token[], range: Range, words: Lexicon): boolean {
  const names = nameWords(tokens, range);
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined || last.shape === 'upper') return false;
  if (words.orgHeads.has(first.text) || words.functionWords.has(first.lower)) return false;
  const firstToken = tokens[range.from];
  if (names.length === 1) {
    return firstToken !== undefined && range.to - range.from > 1 && isInitial(firstToken) && !words.isCommon(last.text);
  }
  if (!words.isGivenName(first.text)) return false;
  const named = words.isSurname(last.text) || words.isGivenName(last.text) || !words.isCommon(last.text);
  const surely = !first.opens || !words.isCommon(first.text) || (named && !words.find(last.text));
  return surely && !words.functionWords.has(last.lower) && !words.notNames.has(last);
}
