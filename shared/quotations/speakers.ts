import type { TimeToken } from '../times/tokens';
import { beforeAdverbs } from './adverbs';
import { bodyIn, definiteIn, describedIn, documentIn, phraseIn, possessedIn } from './described';
import { byName, type Mentions } from './mentions';
import type { Speaker } from './model';
import { nameInApposition, subjectRange, unknownName } from './named';
import { PRONOUNS } from './words';

/**
 * The speaker that a noun phrase in tokens `[from, to)` names: a person; a pronoun; somebody without a name ("a senior NATO
 * official"); an organisation or a country. What stands in a clause between commas right before the verb is passed over.
 */
export function speakerIn(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): Speaker | undefined {
  const apposed = nameInApposition(tokens, from, beforeAdverbs(tokens, from, to), mentions);
  if (apposed) return byName(apposed);
  const range = subjectRange(tokens, from, to, mentions);
  const nearest = tokens[beforeAdverbs(tokens, range.from, range.to) - 1];
  if (nearest && PRONOUNS.has(nearest.word)) return { start: nearest.start, end: nearest.end, kind: 'pronoun' };
  const named = mentions.within(range.from, range.to).filter(({ to: end }) => !/^['’]s$/.test(tokens[end]?.word ?? ''));
  const persons = named.filter(({ mention }) => mention.type === 'PERSON');
  // "Ferri of Asma": not what looks like another person.
  const [before, nearestPerson] = [persons.at(-2), persons.at(-1)];
  const isWhose =
    before?.to === (nearestPerson?.token ?? 0) - 1 && /^(?:of|for|from|at)$/.test(tokens[before.to]?.word ?? '');
  const person = isWhose ? before : nearestPerson;
  const described = describedIn(tokens, range.from, range.to, mentions);
  // "Said Peskov, a spokesman": the name; "a spokesman for Putin said": the spokesman.
  if (person && !(described && described.head < person.token && isOfHim(tokens, described.head, person.token))) {
    return byName(person.mention);
  }
  if (described) return described.speaker;
  for (let at = range.to - 1; at >= range.from; at--) {
    const token = tokens[at];
    if (token && PRONOUNS.has(token.word)) return { start: token.start, end: token.end, kind: 'pronoun' };
  }
  const document = documentIn(tokens, range.from, range.to);
  // "A report released last week" is nobody.
  const somebody =
    document?.start === tokens[range.from]?.start ? undefined : phraseIn(tokens, range.from, range.to, mentions);
  if (somebody) return somebody;
  const other = named.filter(({ mention }) => mention.type === 'ORG' || mention.type === 'GPE').at(-1)?.mention;
  // "A study in the journal Science": the study.
  if (other && !(document && document.start < other.start)) return byName(other);
  return (
    possessedIn(tokens, range.from, range.to, mentions) ??
    bodyIn(tokens, range.from, range.to) ??
    document ??
    definiteIn(tokens, range.from, range.to) ??
    unknownName(tokens, range.from, range.to)
  );
}

/** "spokesman for Putin", "official of the Foreign Ministry": the name only says whose. */
function isOfHim(tokens: readonly TimeToken[], head: number, person: number): boolean {
  return /^(?:for|of|to|from|close|at|in|with)$/.test(tokens[head + 1]?.word ?? '') && person - head < 8;
}
