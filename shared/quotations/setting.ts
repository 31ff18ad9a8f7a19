import type { ParsedArticle } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { Antecedents, type Spoken } from './antecedents';
import { Descriptions } from './descriptions';
import { type Marked, markedStretches } from './marks';
import { Mentions } from './mentions';
import type { NamedMention, Quotation } from './model';
import { Resolver } from './resolution';
import { TokenPlaces } from './token-places';

export type Text = Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>;

/** An article with what is looked up in it again and again: tokens by offset, names by token, whom a word means. */
export interface Setting extends Text {
  tokens: readonly TimeToken[];
  places: TokenPlaces;
  mentions: Mentions;
  stretches: readonly Marked[];
  resolver: Resolver;
}

export function settingOf(article: Text, tokens: readonly TimeToken[], named: readonly NamedMention[]): Setting {
  const { text, paragraphs, sentences } = article;
  const persons = named.filter(({ type }) => type === 'PERSON');
  const mentions = new Mentions(named, tokens);
  const places = new TokenPlaces(tokens);
  const stretches = markedStretches(text, paragraphs);
  const antecedents = new Antecedents(text, paragraphs, sentences, persons, stretches);
  const descriptions = new Descriptions(tokens, places, persons);
  const resolver = new Resolver(text, paragraphs, tokens, places, mentions, antecedents, descriptions);
  return { text, paragraphs, sentences, tokens, places, mentions, stretches, resolver };
}

/** Who spoke last before, in the paragraph that begins at `start` and at all, where it was a person with a name. */
export function spokenBefore(found: readonly (Quotation | undefined)[], start: number): Spoken {
  const before = found.at(-1);
  if (before?.speaker?.kind !== 'entity' || !before.speaker.id.startsWith('person:'))
    return { last: undefined, previous: undefined };
  const { id, name } = before.speaker;
  return { last: before.start < start ? undefined : { id, name, end: before.end }, previous: { id, name } };
}
