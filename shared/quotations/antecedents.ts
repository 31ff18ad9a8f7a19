import type { Paragraph, Sentence, Span } from '../article/schema';
import { bisect } from '../bisect';
import { type Gender, genderOf } from '../entities/genders';
import type { NamedMention } from './model';

/** Persons with names who spoke before a quotation. */
export interface Spoken {
  /** The last one in the paragraph. */
  last: (Person & { end: number }) | undefined;
  /** The last one in the article. */
  previous: Person | undefined;
}

export interface Person {
  id: string;
  name: string;
}

/** Persons that are looked back on from a pronoun. */
const LOOK_BACK = 40;
/** Paragraphs that are looked back on. */
const FURTHEST = 3;
const WOMAN =
  /(?:\b(?:Mrs|Ms|Miss|Madame|Lady|Dame|Queen|Princess|Baroness)\.?|(?:spokes|chair|business|congress|police|states)woman|actress|her sister|his wife)\s+$/;
const MAN =
  /(?:\b(?:Mr|Monsieur|Sir|Lord|King|Prince|Baron)\.?|(?:spokes|chair|business|congress|police|states)man|his brother|her husband)\s+$/;

/**
 * Who "he", "she" and "the minister" are, by what stands before them. "She" is never a man, nor "he" a woman, as far as
 * given names and titles tell; where several people could be meant, it is none. What is said inside of quotation marks does
 * not count.
 */
export class Antecedents {
  private readonly persons: readonly NamedMention[];
  private readonly genders = new Map<string, Gender | undefined>();

  constructor(
    private readonly text: string,
    private readonly paragraphs: readonly Paragraph[],
    private readonly sentences: readonly Sentence[],
    persons: readonly NamedMention[],
    quoted: readonly Span[],
  ) {
    let at = 0;
    this.persons = persons.filter(({ start, end }) => {
      while (at < quoted.length && (quoted[at]?.end ?? 0) <= start) at++;
      return !((quoted[at]?.start ?? Number.POSITIVE_INFINITY) <= start && end <= (quoted[at]?.end ?? 0));
    });
    for (const mention of persons) {
      const before = text.slice(Math.max(0, mention.start - 24), mention.start);
      const titled = WOMAN.test(before) ? 'female' : MAN.test(before) ? 'male' : undefined;
      if (titled) this.genders.set(mention.id, titled);
    }
  }

  /**
   * Who a pronoun at an offset is. The person who spoke last in the paragraph goes on, where nobody else of that gender has
   * been named since; else the nearest sentence that names one decides, if it names no other.
   */
  ofPronoun(gender: Gender, at: number, paragraph: number, { last, previous }: Spoken): Person | undefined {
    const here = this.before(at, paragraph);
    const certain = here.filter(({ id, name }) => this.gender(id, name) === gender);
    const possible = here.filter(({ id, name }) => this.gender(id, name) === undefined);
    if (last) {
      const subject = this.subject(here, last.end);
      if (subject && this.gender(subject.id, subject.name) !== opposite(gender)) return subject;
      const lastGender = this.gender(last.id, last.name);
      const others = certain.some(({ id, start }) => id !== last.id && start >= last.end);
      if (!others && (lastGender === gender || (lastGender === undefined && certain.length === 0))) return last;
    }
    // Most people in the news whose name says nothing are men: they can be meant by "he" beside one who is known to be.
    if (certain.length > 0)
      return this.nearest(
        gender === 'male' ? here.filter((each) => certain.includes(each) || possible.includes(each)) : certain,
        at,
      );
    if (possible.length > 0) return only(possible);
    return this.further(gender, at, paragraph, here, previous);
  }

  /** Whether somebody is of a gender, as far as anybody can tell. */
  canBe({ id, name }: Person, gender: Gender): boolean {
    return this.gender(id, name) !== opposite(gender);
  }

  /** The only one whom the paragraph before names; past those that name nobody of that gender, the only one who must be. */
  private further(
    gender: Gender,
    at: number,
    paragraph: number,
    here: readonly NamedMention[],
    previous: Person | undefined,
  ): Person | undefined {
    const begins = this.text.slice(this.paragraphs[paragraph]?.start ?? at, at);
    // "Root, unbeaten on 262, was asked": the paragraph is about somebody whom nothing names for us.
    if (UNKNOWN_SUBJECT.test(begins)) return undefined;
    const goesOn = /^(?:["“«‘']|S?[Hh]e\b|$)/.test(begins);
    let passed = here;
    for (let back = 1; back <= FURTHEST && back <= paragraph; back++) {
      if (passed.some(({ id, name }) => this.gender(id, name) === undefined)) return undefined;
      const there = this.before(this.paragraphs[paragraph - back + 1]?.start ?? at, paragraph - back);
      const fits = there.filter(({ id, name }) => this.gender(id, name) === gender);
      // Most people whose name says nothing are men; and one who spoke last before a paragraph is who it goes on with.
      const men = gender === 'male' ? there.filter(({ id, name }) => this.gender(id, name) !== 'female') : fits;
      if (fits.length > 0)
        return only(men) ?? (goesOn && back === 1 && men[0]?.id === previous?.id ? previous : undefined);
      const possible = there.filter(({ id, name }) => this.gender(id, name) === undefined);
      if (possible.length > 0) return back === 1 && here.length === 0 ? only(possible) : undefined;
      passed = there;
    }
    return undefined;
  }

  /**
   * Who "the minister" is: who spoke last in the paragraph, or the one person that it has named so far. An epithet ("the
   * 31-year-old") can only mean a person, so the nearest sentence that names one will do, that of the paragraph before included.
   */
  ofDescription(at: number, paragraph: number, last: Person | undefined, isEpithet = false): Person | undefined {
    // Nobody is named and described in one sentence: there they are two.
    const sentence = this.sentenceOf(at)?.start ?? at;
    const before = this.before(at, paragraph).filter(({ start }) => start < sentence);
    const here = isEpithet ? this.nearest(before, at) : only(before);
    if (here) return !last || last.id === here.id ? here : undefined;
    if (!isEpithet || before.length > 0 || paragraph === 0) return undefined;
    const start = this.paragraphs[paragraph]?.start ?? at;
    return only(this.before(start, paragraph - 1));
  }

  /** "Tursunov was less careful: “…,” he said": a person with whom the sentence nearest begins, after an offset. */
  private subject(here: readonly NamedMention[], after: number): Person | undefined {
    const nearest = here.findLast(
      ({ start, end }) =>
        start >= after &&
        !/^['’]s?\b/.test(this.text.slice(end, end + 2)) &&
        this.sentenceOf(start) === this.sentenceOf(here[0]?.start ?? 0),
    );
    if (!nearest) return undefined;
    const sentence = this.sentenceOf(nearest.start);
    const before = this.text.slice(sentence?.start ?? 0, nearest.start);
    return /^["”»\s]*(?:[\p{L}’'.-]{1,30},? ){0,6}$/u.test(before) && !NO_TITLE.test(before) ? nearest : undefined;
  }

  private sentenceOf(offset: number): Sentence | undefined {
    return this.sentences[firstFrom(this.sentences, offset + 1) - 1];
  }

  private gender(id: string, name: string): Gender | undefined {
    if (!this.genders.has(id)) this.genders.set(id, genderOf(name));
    return this.genders.get(id);
  }

  /** Those that the paragraph names before an offset, the nearest first. */
  private before(at: number, paragraph: number): NamedMention[] {
    const from = this.paragraphs[paragraph]?.start ?? 0;
    const found: NamedMention[] = [];
    for (let index = firstFrom(this.persons, at) - 1; index >= 0 && found.length < LOOK_BACK; index--) {
      const mention = this.persons[index];
      if (!mention || mention.start < from) break;
      // "Primakov, he said, had laughed": Primakov is somebody else.
      if (mention.end <= at && this.text.slice(mention.end, at) !== ', ') found.push(mention);
    }
    return found;
  }

  /** The only one of the nearest sentence that names any. `found` has the nearest first. */
  private nearest(found: readonly NamedMention[], at: number): Person | undefined {
    const sentence = this.sentenceOf(found[0]?.start ?? at);
    const named = found.filter(({ start }) => start >= (sentence?.start ?? 0));
    // "Kuchma spoke of Melnychenko's tapes": of two, not the one who only owns something.
    return only(named) ?? only(named.filter(({ end }) => !/^['’]s$/.test(this.text.slice(end, end + 2))));
  }
}

/** A capitalised word before a comma or a verb, at the beginning; "However, he" and "Yesterday he" are none. */
const UNKNOWN_SUBJECT =
  /^(?!\p{L}+ly\b|However|Still|Then|Yesterday|Today|Meanwhile|Instead|S?He\b)\p{Lu}[\p{L}’'-]{1,40}(?:,(?! s?he\b)| (?:was|is|has|had|\p{Ll}{2,20}ed)\b)/u;

const opposite = (gender: Gender): Gender => (gender === 'male' ? 'female' : 'male');

/** Words that no title before a name has: the name is no subject then. */
const NO_TITLE =
  /\b(?:he|she|they|it|we|I|to|with|after|before|when|while|in|on|at|from|by|about|against|and|said|told|says|asked|was|were|is|are|has|had)\b/i;

function only(mentions: readonly NamedMention[]): Person | undefined {
  const [first] = mentions;
  return first && mentions.every(({ id }) => id === first.id) ? { id: first.id, name: first.name } : undefined;
}

/** Index of the first that starts at an offset or after it, by bisection. */
function firstFrom(spans: readonly Span[], at: number): number {
  return bisect(spans, ({ start }) => start < at);
}
