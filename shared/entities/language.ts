import { contradictedLanguage } from '../article/language';
import type { ParsedArticle } from '../article/schema';

/** The commonest English words that few other languages share. */
const ENGLISH = new Set(
  'the of and to that is was for with on by at from which has have had were be not this said will would it its are as he his their they'.split(
    ' ',
  ),
);
/** In English prose about every third word is one of these; in other languages hardly any. */
const MIN_SHARE = 0.08;
/** Too few words to count. */
const MIN_WORDS = 40;
/** Words that are looked at. */
const MAX_WORDS = 2000;

/**
 * Whether the rules for English apply: by the article's language, else by its commonest words. A short text that does not
 * say is taken for English; one that says it is English and reads like another language is not.
 */
export function isEnglish({ text, metadata }: Pick<ParsedArticle, 'text' | 'metadata'>): boolean {
  const declared = metadata.language?.value.toLowerCase();
  if (declared !== undefined && declared !== 'und') {
    return /^en(?:g|glish)?(?:[-_]|$)/.test(declared) && contradictedLanguage(metadata) === undefined;
  }
  let total = 0;
  let english = 0;
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    if (++total > MAX_WORDS) break;
    if (ENGLISH.has(word.toLowerCase())) english++;
  }
  return total < MIN_WORDS || english >= total * MIN_SHARE;
}
