import type { ParsedArticle, Span } from '../article/schema';
import type { EntityRef } from '../extractors/extractor';
import { entityId } from './ids';
import type { Lexicon, Sense } from './lexicon';

/** Which of several places of one name is meant; without `candidates` it is decided. */
export interface PlaceLink {
  readonly value: EntityRef;
  readonly reason: string;
  readonly candidates?: readonly EntityRef[];
}

/** Longest text beside a name that says where it is, in code units. */
const BESIDE = 60;

/**
 * Tells places of one name apart, by evidence only: what is printed beside the name ("Paris, Texas"), there or elsewhere
 * in the article; else which of their countries, towns and bodies the article names. A place that its name means by
 * default needs none of these, unless the others have some. What is not decided is an entity of its own, with candidates.
 */
export class Places {
  private readonly beside = new Map<string, Set<Sense>>();
  private named: ReadonlySet<string> | undefined;

  constructor(
    private readonly article: Pick<ParsedArticle, 'text'>,
    private readonly words: Lexicon,
  ) {}

  /** Looks at what is printed beside a name; every name is looked at before any is asked for. */
  add(printed: string, span: Span): void {
    const sense = this.printedBeside(printed, span);
    if (sense) this.beside.set(printed, (this.beside.get(printed) ?? new Set()).add(sense.sense));
  }

  /** Undefined where the name is not one of several places. */
  link(printed: string, span: Span): PlaceLink | undefined {
    const senses = this.words.sensesOf(printed);
    if (senses.length === 0) return undefined;
    const here = this.printedBeside(printed, span);
    if (here) return { value: refOf(here.sense), reason: `"${here.words}" is printed with it` };
    const [elsewhere, other] = this.beside.get(printed) ?? [];
    const rival = senses.some((sense) => sense !== elsewhere && sense.clues.some((clue) => this.namedIn().has(clue)));
    if (elsewhere && (other || rival)) return this.undecided(printed, senses, 'the article speaks of two of them');
    if (elsewhere) return { value: refOf(elsewhere), reason: `printed as ${elsewhere.name} elsewhere in the article` };
    return this.byArticle(printed, senses);
  }

  private byArticle(printed: string, senses: readonly Sense[]): PlaceLink {
    const named = this.namedIn();
    const scored = senses.map((sense) => ({ sense, clues: sense.clues.filter((clue) => named.has(clue)) }));
    const score = ({ sense, clues }: (typeof scored)[number]) => clues.length + (sense.byDefault ? 1 : 0);
    const [best, second] = scored.sort((a, b) => score(b) - score(a));
    if (!best || score(best) === 0) return this.undecided(printed, senses, 'the article does not say which');
    const others = scored.slice(1).some(({ clues }) => clues.length > 0);
    const ahead = score(best) - (second ? score(second) : 0);
    if (others && ahead < 2) return this.undecided(printed, senses, 'the article speaks of the surroundings of both');
    if (ahead === 0) return this.undecided(printed, senses, 'the article does not say which');
    const [clue] = best.clues;
    const reason = clue === undefined ? 'the best known place of the name' : `the article names ${clue}`;
    return { value: refOf(best.sense), reason };
  }

  private undecided(printed: string, senses: readonly Sense[], why: string): PlaceLink {
    return {
      value: { id: `${entityId('GPE', printed)}-unresolved`, type: 'GPE', name: printed },
      reason: `one of several places of this name: ${why}`,
      candidates: senses.map(refOf),
    };
  }

  private printedBeside(printed: string, { start, end }: Span): { sense: Sense; words: string } | undefined {
    const { text } = this.article;
    const after = text.slice(end, end + BESIDE).replace(/\s+/g, ' ');
    const before = text
      .slice(Math.max(0, start - BESIDE), start)
      .replace(/\s+/g, ' ')
      .trimEnd();
    for (const sense of this.words.sensesOf(printed)) {
      for (const words of sense.beside) {
        const found = words.startsWith('<')
          ? endsWithWord(before, words.slice(1))
          : words.startsWith('>')
            ? startsWithWord(after, ` ${words.slice(1)}`)
            : startsWithWord(after, `, ${words}`) || startsWithWord(after, ` (${words}`);
        if (found) return { sense, words: words.replace(/^[<>]/, '') };
      }
    }
    return undefined;
  }

  /** Which clues of any sense the article names. Linear: each capital word starts few of them. */
  private namedIn(): ReadonlySet<string> {
    if (this.named) return this.named;
    const { text } = this.article;
    const named = new Set<string>();
    for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]*/gu)) {
      for (const clue of this.words.cluesFrom(word)) {
        if (!named.has(clue) && startsWithWord(text.slice(index, index + clue.length + 1), clue)) named.add(clue);
      }
    }
    this.named = named;
    return named;
  }
}

const refOf = ({ byDefault: _, beside: _beside, clues: _clues, ...entity }: Sense): EntityRef => entity;

function startsWithWord(text: string, words: string): boolean {
  return text.startsWith(words) && !/^[\p{L}\p{N}]/u.test(text.slice(words.length));
}

function endsWithWord(text: string, words: string): boolean {
  return text.endsWith(words) && !/[\p{L}\p{N}]$/u.test(text.slice(0, -words.length));
}
