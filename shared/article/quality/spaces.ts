import { ALWAYS_GO_ON, END_BEFORE_STARTERS, GO_ON_BEFORE_NUMBERS, STARTERS, STATES } from '../abbreviations';
import type { Paragraph } from '../schema';
import type { Edit } from './edits';

export type SpaceRepair = Edit & { kind: 'lost-space' | 'hyphenation' };

/** Words that stand before a name without being one. */
const FUNCTION_WORDS = new Set(
  'the of in and by from with that for to at on as said but while when where after before'.split(' '),
);
/** What names are written together with: "MacArthur", "FitzGerald", "VanDyke". */
const NAME_PARTS = new Set('Mac Fitz Van Von Del Des Ben Bin Abu Ibn San Saint Sankt Los Las'.split(' '));
/** What follows a full stop in addresses and file names. */
const ENDINGS = new Set(
  'com org net gov edu int mil info biz io co uk ru ua de fr it es eu us tv fm js ts ai php html htm pdf doc txt jpg png gif asp'.split(
    ' ',
  ),
);

const ABBREVIATIONS = [ALWAYS_GO_ON, GO_ON_BEFORE_NUMBERS, END_BEFORE_STARTERS, STATES];

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** "talks.The", "talks?”The", "Monday,the": no address, no number. */
const GLUED =
  /(?<![\p{L}\p{N}_@/.:,'’-])(\p{L}\p{Ll}{1,40})([.!?][”"’']?)(\p{Lu}\p{Ll}{1,40})(?![\p{L}\p{N}_@/:(]|\.\p{L})/gu;
const JOINED = /(?<![\p{L}\p{N}_@/.#-])(\p{L}\p{Ll}{1,40})(\p{Lu}\p{Ll}{2,40})(?![\p{L}\p{N}_@/(]|\.\p{L})/gu;
const HYPHENATED = /(?<![\p{L}\p{N}-])(\p{L}{2,40})- (\p{Ll}{2,40})(?![\p{L}\p{N}])/gu;

/**
 * Spaces that were lost between sentences ("talks.The") and names ("VladimirZhirinovsky"), and hyphens of line ends that
 * stayed in a line ("govern- ment"). A name is parted only where the article has both parts as words of their own and the
 * whole no second time; a hyphen goes only where the article has the word without it. Not in code.
 */
export function findLostSpaces(text: string, paragraphs: readonly Paragraph[]): SpaceRepair[] {
  if (!/\p{Ll}[.!?,][”"’']?\p{L}|\p{L}\p{Ll}\p{Lu}\p{Ll}|\p{L}- \p{Ll}/u.test(text)) return [];
  const counts = countWords(text);
  return paragraphs
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ start, end }) => {
      const words = text.slice(start, end);
      return [...gluedSentences(words), ...joinedNames(words, counts), ...hyphens(words, counts)].map((edit) => ({
        ...edit,
        start: edit.start + start,
        end: edit.end + start,
      }));
    });
}

function gluedSentences(text: string): SpaceRepair[] {
  return [...text.matchAll(GLUED)].flatMap(({ index, 1: word = '', 2: mark = '', 3: next = '' }) => {
    if (!isSentenceEnd(word, next)) return [];
    const at = index + word.length + mark.length;
    return [insertion(at)];
  });
}

/** "talks.The", "Moscow.The"; not "Mail.Ru", "Node.Js", "vs.The". */
function isSentenceEnd(word: string, next: string): boolean {
  const [before, after] = [word.toLowerCase(), next.toLowerCase()];
  if (ENDINGS.has(after) || ABBREVIATIONS.some((words) => words.has(before))) return false;
  return /^\p{Ll}/u.test(word) || (after.length > 2 && STARTERS.has(after));
}

function joinedNames(text: string, counts: ReadonlyMap<string, number>): SpaceRepair[] {
  return [...text.matchAll(JOINED)].flatMap(({ 0: whole, index, 1: first = '', 2: second = '' }) => {
    const isFunctionWord = FUNCTION_WORDS.has(first);
    if (NAME_PARTS.has(first)) return [];
    const known = isFunctionWord || (/^\p{Lu}\p{Ll}{2,}$/u.test(first) && counts.has(first));
    return known && counts.has(second) && counts.get(whole) === 1 ? [insertion(index + first.length)] : [];
  });
}

function hyphens(text: string, counts: ReadonlyMap<string, number>): SpaceRepair[] {
  return [...text.matchAll(HYPHENATED)].flatMap(({ index, 1: first = '', 2: second = '' }) => {
    const whole = `${first}${second}`;
    if (!counts.has(whole) && !counts.has(whole.toLowerCase())) return [];
    const start = index + first.length;
    return [{ kind: 'hyphenation' as const, start, end: start + 2, text: '' }];
  });
}

const insertion = (at: number): SpaceRepair => ({ kind: 'lost-space', start: at, end: at, text: ' ' });

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
