import type { ParsedArticle } from '../article/schema';
import type { Lexicon } from './lexicon';
import type { Token } from './tokens';

/** Token indices `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How a sentence uses capitals: only where it uses them for names do they say anything. */
export type CaseStyle = 'sentence' | 'title' | 'capitals';

const MIN_LOUD_WORDS = 3;
const MIN_TITLE_WORDS = 4;

/** The case style of each token's sentence. */
export function caseStyles(tokens: readonly Token[], { sentences }: Pick<ParsedArticle, 'sentences'>): CaseStyle[] {
  const starts = new Set(sentences.map((sentence) => sentence.start));
  const styles: CaseStyle[] = [];
  let from = 0;
  for (let at = 1; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && tokens[at - 1]?.kind !== 'boundary' && !starts.has(token.start)) continue;
    const style = styleOf(tokens.slice(from, at));
    while (styles.length < at) styles.push(style);
    from = at;
  }
  return styles;
}

function styleOf(sentence: readonly Token[]): CaseStyle {
  const words = sentence.filter((token) => token.kind === 'word' && token.shape !== 'none');
  const loud = words.filter((word) => word.shape === 'upper').length;
  const long = words.filter((word) => word.text.length > 3);
  if (words.length >= MIN_LOUD_WORDS && loud > words.length * 0.6) return 'capitals';
  const last = sentence.findLast((token) => token.kind !== 'boundary');
  const ended = /^[.!?]$/.test(last?.text ?? '') || sentence.some((token) => token.text === ',');
  const capital = long.filter((word) => word.shape !== 'lower').length;
  return !ended && long.length >= MIN_TITLE_WORDS && capital > long.length * 0.8 ? 'title' : 'sentence';
}

type Capital = Token & { readonly shape: 'capital' | 'upper' };

/** Whether it is a word that starts with a capital letter. */
export function isCapital(token: Token | undefined): token is Capital {
  return token?.shape === 'capital' || token?.shape === 'upper';
}

/** "J." */
export function isInitial(token: Token): boolean {
  return token.kind === 'initials' && token.text.length === 2;
}

/**
 * Maximal stretches of capitalised words, with what may stand inside a name: glued hyphens, initials, and particles
 * ("van", "bin", "al-"). Prepositions of names ("of", "for") are not in a run; the rules look across them.
 */
export function capitalRuns(tokens: readonly Token[], styles: readonly CaseStyle[], words: Lexicon): Range[] {
  const runs: Range[] = [];
  let at = 0;
  while (at < tokens.length) {
    const from = at;
    if (styles[at] === 'capitals' || !startsName(tokens, at, words)) {
      at++;
      continue;
    }
    at++;
    for (let next = step(tokens, at, words); next > at; next = step(tokens, at, words)) at = next;
    runs.push({ from, to: at });
  }
  return runs;
}

function startsName(tokens: readonly Token[], at: number, words: Lexicon): boolean {
  const token = tokens[at];
  if (isCapital(token)) return true;
  return (
    token !== undefined &&
    words.hyphenParticles.has(token.text) &&
    tokens[at + 1]?.kind === 'hyphen' &&
    isCapital(tokens[at + 2])
  );
}

/** Index after the next piece of the run that ends at `at`, or `at` when the run ends there. */
function step(tokens: readonly Token[], at: number, words: Lexicon): number {
  const before = tokens[at - 1];
  const token = tokens[at];
  if (token === undefined || before === undefined) return at;
  if (token.kind === 'hyphen') {
    const after = tokens[at + 1];
    if (isCapital(after)) return at + 2;
    return after !== undefined && hyphenated(tokens, at - 1, after, words) ? at + 2 : at;
  }
  if (token.glued && before.kind !== 'initials' && before.kind !== 'hyphen') return at;
  if (token.opens && !isInitial(before) && !(before.text.endsWith('.') && words.titles.match(tokens, at - 1, at)))
    return at;
  if (startsName(tokens, at, words)) return at + 1;
  for (let end = at; end < at + 3 && words.particles.has(tokens[end]?.text ?? ''); end++) {
    if (isCapital(tokens[end + 1]) && tokens[end + 1]?.opens === false) return end + 2;
  }
  return at;
}

/** "Ki-moon", "Jong-il": a lower-case syllable of an East Asian given name, after the surname. */
function hyphenated(tokens: readonly Token[], at: number, after: Token, words: Lexicon): boolean {
  if (after.shape !== 'lower' || after.text.length > 5) return false;
  const surname = tokens[at - 1];
  return surname !== undefined && words.hyphenated.has(surname.text) && !tokens[at]?.opens;
}
