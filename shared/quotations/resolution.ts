import type { Paragraph } from '../article/schema';
import type { Gender } from '../entities/genders';
import type { TimeToken } from '../times/tokens';
import type { Antecedents, Person, Spoken } from './antecedents';
import { describedBefore, describedIn } from './described';
import type { Descriptions } from './descriptions';
import type { Mentions } from './mentions';
import type { Speaker } from './model';
import type { TokenPlaces } from './token-places';
import { BODIES, DOCUMENTS, EPITHETS, HEAD_NOUNS } from './words';

/** "The Dutch deputy minister": the rank and the noun. */
const PHRASE = /^the (?:[\p{L}\p{N}-]{1,30} ){0,3}?((?:deputy|vice|prime|former) )?([\p{L}\p{N}-]{1,30})$/iu;

const CAPITAL = /^[Tt]he (?:(?:Deputy|Vice|Prime|Former) )?\p{Lu}[\p{L}\p{N}-]*$/u;

/** Tokens of "man in Minsk, Ambassador" before a name. */
const LONGEST_APPOSITION = 9;

/** What stands behind a subject: a mark, a verb. */
const ENDS_SUBJECT = /^[,.;:(“"]$|^(?:is|was|has|had|who|which|that)$|^\p{Ll}{2,}ed$/u;

/** Tokens of "As the room emptied,". */
const LONGEST_INTRODUCTION = 12;

/** Past "As the room emptied,", with which a sentence begins before its subject. */
function afterIntroduction(tokens: readonly TimeToken[], first: number, end: number): number {
  if (!/^(?:as|when|while|after|before|in|on|at|outside|inside|during)$/.test(tokens[first]?.word ?? '')) return first;
  const last = Math.min(end, first + LONGEST_INTRODUCTION);
  const comma = tokens.slice(first, last).findIndex(({ text }) => text === ',');
  return comma < 0 ? first : first + comma + 1;
}

/** Says whom "she", "the senator" and "the 31-year-old" mean, by what stands before them; what it cannot tell stays as it is. */
export class Resolver {
  constructor(
    private readonly text: string,
    private readonly paragraphs: readonly Paragraph[],
    private readonly tokens: readonly TimeToken[],
    private readonly places: TokenPlaces,
    private readonly mentions: Mentions,
    private readonly antecedents: Antecedents,
    private readonly descriptions: Descriptions,
  ) {}

  /** `from` is where the sentence's words about the speech begin. */
  resolve(speaker: Speaker, from: number, paragraph: number, spoken: Spoken): Speaker {
    const { last } = spoken;
    const { start, end } = speaker;
    const at = Math.min(start, from);
    if (speaker.kind === 'entity') return speaker;
    const words = this.text.slice(start, end);
    if (speaker.kind === 'pronoun') {
      const word = words.toLowerCase();
      if (word !== 'he' && word !== 'she') return speaker;
      // "The judge was not moved. “…,” he said.": the judge, not who spoke before him.
      const gender = word === 'she' ? 'female' : 'male';
      const subject = this.describedSubject(at, paragraph, spoken, gender);
      if (subject) return subject.kind === 'entity' ? { ...subject, start, end, by: 'pronoun' } : subject;
      const who = this.antecedents.ofPronoun(gender, at, paragraph, spoken);
      return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'pronoun' } : speaker;
    }
    // "The minister", without more: somebody who was spoken of before.
    const phrase = PHRASE.exec(words);
    const noun = phrase?.[2]?.toLowerCase();
    if (noun === undefined || BODIES.has(noun) || DOCUMENTS.has(noun)) return speaker;
    const unnamed = HEAD_NOUNS.has(noun) && describedBefore(this.tokens, this.places.from(at) - 1, noun, this.mentions);
    if (unnamed) return unnamed;
    const rank = phrase?.[1]?.trim().toLowerCase() ?? '';
    // "The Basque", not "the Commerce Secretary", who is one of several.
    const isName = CAPITAL.test(words);
    const called = rank ? `${rank} ${noun}` : noun;
    const isBare = words.length === `the ${called}`.length;
    const who = this.ofDescription(called, { isName, isBare }, at, paragraph, last);
    return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'description' } : speaker;
  }

  /** The one whom the article calls so; else, of a word that only persons are called by, the one who is spoken of. */
  private ofDescription(
    called: string,
    { isName, isBare }: { isName: boolean; isBare: boolean },
    at: number,
    paragraph: number,
    last: Person | undefined,
  ): Person | undefined {
    const { isCalled, who } = this.descriptions.of(called, isBare, at, last);
    if (isCalled) return who;
    const noun = called.split(' ').at(-1) ?? called;
    const isEpithet = EPITHETS.test(noun) || (isName && !this.mentionsOrganisation(at));
    if (!HEAD_NOUNS.has(noun) && !isEpithet) return undefined;
    const spokenOf = this.antecedents.ofDescription(at, paragraph, last, isEpithet);
    // "The judge" is not the lawyer.
    const isAnother = spokenOf && !isEpithet && this.descriptions.isOtherwiseCalled(spokenOf, noun, HEAD_NOUNS);
    return isAnother ? undefined : spokenOf;
  }

  /** Who begins the sentence nearest, after an offset, where it is somebody whom it describes. */
  private describedSubject(at: number, paragraph: number, spoken: Spoken, gender: Gender): Speaker | undefined {
    const after = Math.max(spoken.last?.end ?? 0, this.paragraphs[paragraph]?.start ?? 0);
    const [low, high] = [this.places.from(after), this.places.from(at)];
    let first = this.places.sentence(Math.max(low, high - 1));
    // The pronoun's own sentence begins with the quotation.
    if (/^[“"«‘']$/.test(this.tokens[first]?.text ?? '') && first > low) first = this.places.sentence(first - 1);
    if (first < low) return undefined;
    first = afterIntroduction(this.tokens, first, high);
    const noun = this.headAfter(first);
    const [article, head] = [this.tokens[first], this.tokens[noun ?? high]];
    if (noun === undefined || !article || !head) return undefined;
    if (/^an?$/.test(article.word)) return this.unnamedSubject(first, noun, high, gender);
    // "The OSCE's man in Minsk, Ambassador Wieck, …": he has a name.
    const end = Math.min(high, noun + LONGEST_APPOSITION);
    const name = this.mentions.within(noun, end).find(({ mention }) => mention.type === 'PERSON');
    if (name && this.tokens.slice(noun, name.token).some(({ text }) => text === ',')) return undefined;
    if (this.tokens[noun + 1]?.text === ',') return undefined;
    return this.resolve({ start: article.start, end: head.end, kind: 'described' }, article.start, paragraph, spoken);
  }

  /** The noun of "the judge", "an OSCE official" at a token, without a name behind it. */
  private headAfter(first: number): number | undefined {
    if (!/^(?:the|his|her|their|an?)$/.test(this.tokens[first]?.word ?? '')) return undefined;
    const isHead = (word = '') => HEAD_NOUNS.has(word) || EPITHETS.test(word);
    const noun = [1, 2, 3].map((more) => first + more).find((at) => isHead(this.tokens[at]?.word));
    return noun === undefined || this.mentions.at(noun + 1)?.type === 'PERSON' ? undefined : noun;
  }

  /** "A man in a jacket gave her a bill. “…,” he said": the man, if the sentence names nobody else whom "he" can mean. */
  private unnamedSubject(first: number, noun: number, high: number, gender: Gender): Speaker | undefined {
    const named = this.mentions.within(noun, high).filter(({ mention }) => mention.type === 'PERSON');
    if (named.some(({ mention }) => this.antecedents.canBe(mention, gender))) return undefined;
    let end = noun + 1;
    while (end < Math.min(high, noun + LONGEST_APPOSITION) && !ENDS_SUBJECT.test(this.tokens[end]?.text ?? ',')) end++;
    return describedIn(this.tokens, first, end, this.mentions)?.speaker;
  }

  private mentionsOrganisation(offset: number): boolean {
    const type = this.mentions.at(this.places.from(offset) + 1)?.type;
    return type === 'ORG' || type === 'GPE';
  }
}
