import { isAcronymOf } from './acronyms';
import { slug } from './ids';

export interface OrganisationLink {
  readonly name: string;
  readonly reason?: string;
  /** Names of those that it may mean, where that is not decided. */
  readonly candidates?: readonly string[];
}

/** Most words of one name that are looked at. */
const MAX_WORDS = 12;

interface Definition {
  readonly long: string;
  readonly paragraph: number;
}

/**
 * Learns the organisations that an article names, and then says which one each mention means: the full name that an
 * acronym was printed beside, or the one longer name of the article that a shorter one is the end or the first word
 * of. A shorter name that fits two longer ones stands for itself.
 */
export class Organisations {
  private readonly acronyms = new Map<string, Definition>();
  private readonly longer = new Map<string, Set<string>>();
  private readonly names = new Map<string, Definition>();

  add(text: string, paragraph: number): void {
    const key = slug(text);
    if (this.names.has(key)) return;
    this.names.set(key, { long: text, paragraph });
    const words = wordsOf(text);
    const ends = words.slice(1).map((_, index) => words.slice(index + 1));
    const parts = [...ends.filter((end) => end.length > 1), ...(words.length > 1 ? [words.slice(0, 1)] : [])];
    for (const part of parts) {
      const id = part.join('-');
      const longer = this.longer.get(id) ?? new Set();
      // Two are as good as many: the short name then fits no single one.
      if (longer.size < 2) this.longer.set(id, longer.add(key));
    }
  }

  /** Two mentions of which one stands in brackets after the other: "Northern Maritime Council (NMC)". */
  define(before: string, inBrackets: string, paragraph: number): void {
    for (const [acronym, long] of [
      [inBrackets, before],
      [before, inBrackets],
    ] as const) {
      const fits = /^\p{Lu}[\p{L}\p{N}./-]+$/u.test(acronym) && isAcronymOf(acronym, long);
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

  /** The longer name that a name is short for; itself where there is none, or more than one. */
  link(text: string): OrganisationLink {
    const longer = [...(this.longer.get(wordsOf(text).join('-')) ?? [])];
    const [only] = longer;
    const whole = only === undefined ? undefined : this.names.get(only);
    if (whole === undefined) return { name: this.names.get(slug(text))?.long ?? text };
    if (longer.length > 1) {
      const candidates = longer.map((key) => this.names.get(key)?.long ?? '').filter((name) => name !== '');
      return {
        name: text,
        reason: `short for ${candidates.join(' or ')}: the article does not say which`,
        candidates,
      };
    }
    return { name: whole.long, reason: `short for ${whole.long}, named in paragraph ${whole.paragraph + 1}` };
  }
}

function wordsOf(text: string): string[] {
  return text
    .split(/[\s\-‐‑]+/)
    .map(slug)
    .slice(0, MAX_WORDS);
}
