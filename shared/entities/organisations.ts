import { isAcronymOf, isBeginningOf } from './acronyms';
import { slug } from './ids';

export interface OrganisationLink {
  readonly name: string;
  readonly reason?: string;
  /** Nothing says which it is: it then stands for itself. */
  readonly unresolved?: boolean;
  /** Names of those that it may mean, where that is not decided and there are some. */
  readonly candidates?: readonly string[];
}

/** Most words of one name that are looked at. */
const MAX_WORDS = 12;
/** Most longer names that are remembered of a short one. */
const MAX_LONGER = 4;

interface Definition {
  readonly long: string;
  readonly paragraph: number;
}

/**
 * Learns the organisations that an article names, and then says which one each mention means: the full name that an
 * acronym was printed beside, or the one longer name of the article that a shorter one is the end, the first word
 * or all before "of" of. A shorter name that fits two longer ones stands for itself.
 */
export class Organisations {
  private readonly acronyms = new Map<string, Definition>();
  private readonly longer = new Map<string, Set<string>>();
  private readonly names = new Map<string, Definition>();

  add(text: string, paragraph: number): void {
    const key = keyOf(text);
    if (this.names.has(key)) return;
    this.names.set(key, { long: text, paragraph });
    const words = wordsOf(text);
    const ends = words.slice(1).map((_, index) => words.slice(index + 1));
    const of = words.indexOf('of');
    // "Central Bank" is short for "Central Bank of Kenya".
    const starts = [...(words.length > 1 ? [words.slice(0, 1)] : []), ...(of > 1 ? [words.slice(0, of)] : [])];
    for (const part of [...ends, ...starts]) {
      const id = part.join('-');
      const longer = this.longer.get(id) ?? new Set();
      if (longer.size < MAX_LONGER) this.longer.set(id, longer.add(key));
    }
  }

  /** Two mentions of which one stands in brackets after the other: "Northern Maritime Council (NMC)". */
  define(before: string, inBrackets: string, paragraph: number): void {
    for (const [acronym, long] of [
      [inBrackets, before],
      [before, inBrackets],
    ] as const) {
      const fits = /^\p{Lu}[\p{L}\p{N}./-]+$/u.test(acronym) && explains(long, acronym);
      if (fits && !this.acronyms.has(slug(acronym))) this.acronyms.set(slug(acronym), { long, paragraph });
    }
  }

  /** What the article says that an acronym stands for. */
  acronym(text: string): OrganisationLink | undefined {
    const definition = this.acronyms.get(slug(text));
    if (definition === undefined) return undefined;
    const { long, paragraph } = definition;
    return { name: long, reason: `acronym of ${long}, explained in paragraph ${paragraph + 1}` };
  }

  /** Longer names of the article that a name is short for. */
  longerThan(text: string): readonly string[] {
    const longer = this.longer.get(wordsOf(text).join('-')) ?? [];
    return [...longer].map((key) => this.names.get(key)?.long ?? '').filter((name) => name !== '');
  }

  /** The longer name that a name is short for; itself where there is none, or more than one. */
  link(text: string): OrganisationLink {
    const candidates = this.longerThan(text);
    const [only] = candidates;
    if (only === undefined) return { name: this.names.get(keyOf(text))?.long ?? text };
    if (candidates.length > 1) {
      return {
        name: text,
        unresolved: true,
        reason: `short for ${candidates.join(' or ')}: the article does not say which`,
        candidates,
      };
    }
    const paragraph = this.names.get(keyOf(only))?.paragraph ?? 0;
    return { name: only, reason: `short for ${only}, named in paragraph ${paragraph + 1}` };
  }
}

const explains = (long: string, acronym: string): boolean => isAcronymOf(acronym, long) || isBeginningOf(acronym, long);

const keyOf = (text: string): string => wordsOf(text).join('-');

/** Without the article, which may be part of a name or not. */
function wordsOf(text: string): string[] {
  return text
    .replace(/^the /i, '')
    .split(/[\s\-‐‑]+/)
    .map(slug)
    .slice(0, MAX_WORDS);
}
