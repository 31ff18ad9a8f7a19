import type { ParsedArticle } from '../article/schema';
import type { EntityType, MentionDraft } from '../extractors/extractor';
import { entityId } from './ids';
import type { KnownEntity, Lexicon } from './lexicon';
import { Organisations } from './organisations';
import { Persons } from './persons';
import type { RecognisedName } from './recognised-name';

/**
 * From names to entities: gives every name of an article the entity that it means, with a canonical id. Knows nothing
 * of how the names were recognised, so that every recogniser can share it.
 */
export function link(
  names: readonly RecognisedName[],
  { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
  words: Lexicon,
): MentionDraft[] {
  const inOrder = [...names].sort((a, b) => a.start - b.start || a.end - b.end);
  const persons = new Persons();
  const organisations = new Organisations();
  let paragraph = 0;
  let previous: RecognisedName | undefined;
  for (const name of inOrder) {
    while (name.start >= (paragraphs[paragraph + 1]?.start ?? Number.POSITIVE_INFINITY)) paragraph++;
    const printed = wordsOf(text, name);
    if (name.type === 'PERSON') persons.add(printed, paragraph);
    if (name.type === 'ORG') {
      organisations.add(printed, paragraph);
      if (
        previous?.type === 'ORG' &&
        /^\s?\($/.test(text.slice(previous.end, name.start)) &&
        text.charAt(name.end) === ')'
      ) {
        organisations.define(wordsOf(text, previous), printed, paragraph);
      }
    }
    previous = name;
  }
  return inOrder.map((name) => {
    const { start, end, confidence } = name;
    const { value, reason } = entityOf(wordsOf(text, name), name, persons, organisations, words);
    return { kind: 'mention', start, end, ...(confidence !== undefined && { confidence }), reason, value };
  });
}

type Linked = Pick<MentionDraft, 'value'> & { reason: string };

function entityOf(
  printed: string,
  { type, reason }: RecognisedName,
  persons: Persons,
  organisations: Organisations,
  words: Lexicon,
): Linked {
  if (type === 'PERSON') {
    const person = persons.link(printed);
    return { value: unknown('PERSON', person.name), reason: person.reason ?? reason };
  }
  if (type === 'ORG') {
    const explained = organisations.acronym(printed);
    const itself = explained === undefined ? knownAs(printed, 'ORG', words) : undefined;
    if (itself !== undefined) return { value: entityRef(itself), reason };
    const organisation = explained ?? organisations.link(printed);
    const known = knownAs(organisation.name, 'ORG', words);
    return {
      value: known === undefined ? unknown('ORG', organisation.name) : entityRef(known),
      reason: organisation.reason ?? reason,
    };
  }
  const known = knownAs(printed, type, words);
  return { value: known === undefined ? unknown(type, printed) : entityRef(known), reason };
}

/** The gazetteer's entity of this name, if it is of this type; countries and other places count as one here. */
function knownAs(name: string, type: EntityType, words: Lexicon): KnownEntity | undefined {
  const known = words.find(name);
  return known !== undefined && (known.type === 'ORG') === (type === 'ORG') ? known : undefined;
}

const entityRef = ({ id, type, name }: KnownEntity): Linked['value'] => ({ id, type, name });
const unknown = (type: EntityType, name: string): Linked['value'] => ({ id: entityId(type, name), type, name });

/** The words of a name on one line. */
function wordsOf(text: string, { start, end }: RecognisedName): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}
