import type { ParsedArticle } from '../article/schema';
import type { Mention } from '../extractors/extractor';
import { behindDateline } from './dateline';

/** Code units before a name in which the rest of its noun phrase may stand: "The former Russian foreign minister". */
const LONGEST_OPENING = 60;

/** Words with which something else than a subject begins, or that make a name a part of something else. */
const NOT_OPENING = new Set(
  `in on at by for with from of to into over under after before since until during as when while if unless although though
  because amid despite against between among about according like near off out up down through without within is was are were
  has had have will would and or but that which who said says`.split(/\s+/),
);
const TITLE_NOUN =
  /(?:president|minister|chancellor|premier|secretary|general|leader|chief|chairman|chairwoman|director|head|governor|mayor|senator|member|spokesman|spokeswoman|ambassador|envoy|commander|king|queen|prince|pope|coach|captain)$/;

/**
 * The starts of the mentions that a sentence begins with as its subject: nothing but articles, adjectives and titles stands
 * before the name. A name that is part of another's title ("NATO Secretary General George Robertson") is none. English.
 * Mentions are in text order; linear in their number.
 */
export function subjectsIn(
  { text, sentences, paragraphs }: Pick<ParsedArticle, 'text' | 'sentences' | 'paragraphs'>,
  mentions: readonly Mention[],
): ReadonlySet<number> {
  const subjects = new Set<number>();
  let at = 0;
  for (const sentence of sentences) {
    if (paragraphs[sentence.paragraph]?.kind === 'heading') continue;
    let from = behindDateline(text, sentence);
    while (at < mentions.length && (mentions[at]?.start ?? 0) < from) at++;
    let subject: Mention | undefined;
    for (let next = at; next < Math.min(mentions.length, at + 4); next++) {
      const mention = mentions[next];
      if (!mention || mention.end > sentence.end || mention.start - from > LONGEST_OPENING) break;
      const before = text.slice(from, Math.max(from, mention.start));
      if (!opens(before, subject !== undefined)) break;
      subject = mention;
      from = mention.end;
    }
    if (subject && canAct(subject, text)) subjects.add(subject.start);
  }
  return subjects;
}

/** Whether only words that may stand before a subject do; between two names, only a title. */
function opens(words: string, between: boolean): boolean {
  if (/[,.;:!?“”"()—–]/.test(words)) return false;
  const parts = words.split(/\s+/).filter(Boolean);
  if (parts.some((word) => NOT_OPENING.has(word.toLowerCase()))) return false;
  if (!between) return parts.length <= 6;
  const last = parts.at(-1)?.toLowerCase();
  return last === undefined || TITLE_NOUN.test(last) || parts.every((word) => /^\p{Lu}/u.test(word));
}

/** A possessive, an adjective of a people, a sum and the place of "Moscow-based" do nothing themselves. */
function canAct({ end, value }: Mention, text: string): boolean {
  if (value.type === 'MONEY' || /^(?:['’]s?(?!\p{L})|-\p{L})/u.test(text.slice(end, end + 3))) return false;
  return value.type !== 'NORP' || text.charAt(end - 1) === 's';
}
