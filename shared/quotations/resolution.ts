import type { TimeToken } from '../times/tokens';
import type { Antecedents, Person } from './antecedents';
import { describedBefore } from './described';
import type { Descriptions } from './descriptions';
import type { Mentions } from './mentions';
import type { Speaker } from './model';
import type { TokenPlaces } from './token-places';
import { BODIES, DOCUMENTS, EPITHETS, HEAD_NOUNS } from './words';

/** Says whom "she", "the senator" and "the 31-year-old" mean, by what stands before them; what it cannot tell stays as it is. */
export class Resolver {
  constructor(
    private readonly text: string,
    private readonly tokens: readonly TimeToken[],
    private readonly places: TokenPlaces,
    private readonly mentions: Mentions,
    private readonly antecedents: Antecedents,
    private readonly descriptions: Descriptions,
  ) {}

  /** `from` is where the sentence's words about the speech begin, `last` who spoke last in the paragraph. */
  resolve(speaker: Speaker, from: number, paragraph: number, last: (Person & { end: number }) | undefined): Speaker {
    const { start, end } = speaker;
    const at = Math.min(start, from);
    if (speaker.kind === 'entity') return speaker;
    const words = this.text.slice(start, end);
    if (speaker.kind === 'pronoun') {
      const word = words.toLowerCase();
      if (word !== 'he' && word !== 'she') return speaker;
      const who = this.antecedents.ofPronoun(word === 'she' ? 'female' : 'male', at, paragraph, last);
      return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'pronoun' } : speaker;
    }
    // "The minister", without more: somebody who was spoken of before.
    const phrase = /^the (?:[\p{L}\p{N}-]{1,30} ){0,3}?([\p{L}\p{N}-]{1,30})$/iu.exec(words);
    const noun = phrase?.[1]?.toLowerCase();
    if (noun === undefined || BODIES.has(noun) || DOCUMENTS.has(noun)) return speaker;
    const unnamed = HEAD_NOUNS.has(noun) && describedBefore(this.tokens, this.places.from(at) - 1, noun, this.mentions);
    if (unnamed) return unnamed;
    const who = this.ofDescription(noun, phrase?.[1] ?? '', at, paragraph, last);
    return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'description' } : speaker;
  }

  /** The one whom the article calls so; else, of a word that only persons are called by, the one who is spoken of. */
  private ofDescription(
    noun: string,
    printed: string,
    at: number,
    paragraph: number,
    last: Person | undefined,
  ): Person | undefined {
    const { isCalled, who } = this.descriptions.of(noun, at, last);
    if (isCalled) return who;
    const isEpithet = EPITHETS.test(noun) || (/^\p{Lu}/u.test(printed) && !this.mentionsOrganisation(at));
    if (!HEAD_NOUNS.has(noun) && !isEpithet) return undefined;
    return this.antecedents.ofDescription(at, paragraph, last, isEpithet);
  }

  private mentionsOrganisation(offset: number): boolean {
    const type = this.mentions.at(this.places.from(offset) + 1)?.type;
    return type === 'ORG' || type === 'GPE';
  }
}
