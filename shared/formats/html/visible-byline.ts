import type { Statement } from '../../article/metadata';
import { looksLikeNames } from '../../article/values';
import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf, wordsIn } from './labels';
import { evidenceOf, shownBy, textIn } from './text';
import { MONTHS } from './visible-dates';

const BYLINE_WORDS = new Set(['byline', 'bylines', 'author', 'authors', 'writer', 'reporter', 'contributor']);

/** Names in a link to their author, in an element that calls itself a byline, or in a line that begins as one. */
export function bylineIn(source: string, elements: readonly HtmlElement[], head: readonly Block[]): Statement[] {
  const links = elements.filter((element) => /(?:^|\s)author(?:\s|$)/i.test(attributeOf(element, 'rel')));
  const labelled = elements.filter((element) =>
    labelsOf(element).some((label) => wordsIn(label).some((word) => BYLINE_WORDS.has(word))),
  );
  for (const element of [...links, ...labelled].slice(0, 40)) {
    if (isOfPicture(element)) continue;
    const shown = textIn(source, element);
    if (!shown || shown.text.length > 200) continue;
    const names = namesIn(shown.text);
    if (names) return [{ field: 'bylines', value: names, evidence: evidenceOf('markup', shown) }];
  }
  for (const block of head) {
    const shown = shownBy([block]);
    const names = shown && shown.text.length < 120 && /^by:? /i.test(shown.text) ? namesIn(shown.text) : undefined;
    if (shown && names) return [{ field: 'bylines', value: names, evidence: evidenceOf('markup', shown) }];
  }
  return [];
}

function isOfPicture(element: HtmlElement): boolean {
  for (let at: HtmlElement | undefined = element; at; at = at.parent) if (at.name === 'figure') return true;
  return false;
}

const ROLE =
  /\b(?:writer|reporter|editor|correspondent|contributor|columnist|staff|journalist|producer|bureau|chief)$/i;

/** Where the names end. */
const AFTER_NAMES = new RegExp(
  String.raw`\s[|·•–—-]\s|[|·•\n]|\s(?:on|for|in|at|published|updated|posted)\s|\s(?=\d|${MONTHS}\.? \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)`,
  'i',
);

/** "By Jane Roe, Staff Writer | 3 May" gives "Jane Roe". */
function namesIn(text: string): string | undefined {
  const [first] = text
    .replace(
      /^(?:(?:written|words|posted|story|reporting|report|text) )?(?:by|author|from|von|por|par|door|autore?|auteur)\b:? ?/i,
      '',
    )
    .split(AFTER_NAMES);
  const parts = (first?.trim() ?? '').split(/, ?/);
  // "A and B, C": the last name stands after "and", so C is where they work.
  const last = parts.findIndex((part) => / (?:and|&) /.test(part));
  const names = (last === -1 ? parts : parts.slice(0, last + 1)).filter(
    (name) => !ROLE.test(name) && !/\.[a-z]{2}/.test(name),
  );
  const all = names.join(', ');
  if (looksLikeNames(all)) return all;
  return names[0] !== undefined && looksLikeNames(names[0]) ? names[0] : undefined;
}
