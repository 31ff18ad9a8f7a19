import type { Body } from '../../article/canonical';

/** A text that is shorter may be a summary. */
const SHORTEST = 500;
/** With this share of its groups of words on the page, the page shows the text. */
const SHOWN = 0.3;
const GROUP = 4;

/**
 * Whether the text that a page states in its data is the article, and what it shows is not: behind a subscription the page
 * shows a few lines, or nothing but what stands around. Linear.
 */
export function isOnlyStated(stated: Body, shown: Body): boolean {
  if (stated.text.length < SHORTEST || stated.text.length < shown.text.length) return false;
  const groups = groupsOf(stated.text);
  const onPage = new Set(groupsOf(shown.text));
  return groups.filter((group) => onPage.has(group)).length < groups.length * SHOWN;
}

function groupsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(GROUP - 1).map((_, at) => words.slice(at, at + GROUP).join(' '));
}
