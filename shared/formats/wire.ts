import type { Body } from '../article/canonical';
import type { Statement } from '../article/metadata';
import type { Span, Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';

/** What the formats of news agencies have in common: items without a body are articles too, and say so. */

export const FROM_DESCRIPTION: Warning = {
  code: 'text-from-description',
  message: 'The item has no body: its description, summary or caption is its text',
};

export const HEADLINE_ONLY: Warning = {
  code: 'headline-only',
  message: 'The item has neither body nor description: its headline is its text',
};

/** @param status the publication status that the sender gave the item, e.g. "canceled" */
export function notUsable(status: string): Warning {
  return { code: 'not-usable', message: `The sender says that this item is not to be used: its status is "${status}"` };
}

/** The first of an item's possible texts that has words: its body, else its description, else its headline. */
export function chooseBody(
  body: () => Body | undefined,
  description: () => Body | undefined,
  headline: () => Body | undefined,
): { body: Body; warnings: Warning[] } | undefined {
  const choices = [
    { read: body, warnings: [] },
    { read: description, warnings: [FROM_DESCRIPTION] },
    { read: headline, warnings: [HEADLINE_ONLY] },
  ];
  for (const { read, warnings } of choices) {
    const found = read();
    if (found && found.text !== '') return { body: found, warnings };
  }
  return undefined;
}

/** @param what the format as a user knows it */
export function noWords(what: string): UnreadableFileError {
  return new UnreadableFileError(
    'unsupported',
    'no-words',
    `The ${what} has no article: no item in it has a text, a description or a headline`,
    'Drop items with their text.',
  );
}

/** What a message of typed lines says in a span of its source, by the name of the line or field. */
export function evidence(from: 'anpa' | 'iptc7901', name: string, source: string, span: Span): Statement['evidence'] {
  return { from, name, quote: source.slice(span.start, span.end), span: { ...span, in: 'source' } };
}
