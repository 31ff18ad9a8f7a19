import * as z from 'zod';
import type { EntityRef } from '../extractors/extractor';
import { entityId } from './ids';

/** An entity that the gazetteer knows. */
export interface KnownEntity extends EntityRef {
  /** Its name is more often something else: it needs words around it that speak of a place. */
  readonly weak: boolean;
  /** Whether it is of the users' own gazetteers, which come before ours. */
  readonly own?: boolean;
  readonly at?: Where | undefined;
}

/** Where a place is: ISO 3166-1 code of the country, and the part of it for a few countries (`US.MA`). */
interface Where {
  readonly country: string;
  readonly part?: string | undefined;
  readonly capital: boolean;
}

/** One of several entities of a name. */
export interface Sense extends EntityRef {
  readonly at?: Where | undefined;
  /** Whether the name means it where nothing else is said. */
  readonly byDefault: boolean;
  /** Whether it takes the article, as rivers do: "the Jordan". */
  readonly article: 'always' | 'maybe' | 'never';
  /** What is printed beside the name when it is meant: after a comma or in brackets, with `<` before and `>` right after. */
  readonly beside: readonly string[];
  /** What an article about it names, too. */
  readonly clues: readonly string[];
}

const SenseType = z.enum(['GPE', 'LOC', 'ORG']);

/** "Q159@RU" and "g524901@RU*" as what they are. */
export function idsOf(ref: string): Pick<EntityRef, 'wikidata' | 'geonames'> & { at?: Where } {
  const cut = ref.indexOf('@');
  const [id, code] = cut < 0 ? [ref, ''] : [ref.slice(0, cut), ref.slice(cut + 1)];
  const ids = id === '' ? {} : id.startsWith('g') ? { geonames: id.slice(1) } : { wikidata: id };
  if (code === '') return ids;
  const place = code.replace('*', '');
  const country = place.slice(0, 2);
  return { ...ids, at: { country, ...(place !== country && { part: place }), capital: place !== code } };
}

/** A region that is written out, or an abbreviation that is nothing else. */
const CLUE = /^\p{L}[\p{L}.]*[\p{L} ]{3,}$|^\p{Lu}\p{Ll}+\.$/u;

/** What is shown of an entity of the gazetteer. */
export const refOf = ({ id, type, name, wikidata, geonames }: EntityRef): EntityRef => ({
  id,
  type,
  name,
  ...(wikidata !== undefined && { wikidata }),
  ...(geonames !== undefined && { geonames }),
});

/**
 * Names of several entities, as lines of the gazetteer: "name|TYPE:sense|reference@code|marks|printed beside|clues". A line is
 * read when its name is asked for.
 */
export class Senses {
  private readonly lines = new Map<string, string[]>();
  private readonly read = new Map<string, readonly Sense[]>();
  private clues: Map<string, string[]> | undefined;

  /** @param find the gazetteer's entity of a name, for senses that it has */
  constructor(
    private readonly all: readonly string[],
    private readonly find: (name: string) => KnownEntity | undefined,
  ) {
    for (const line of all) {
      const printed = line.slice(0, line.indexOf('|'));
      const others = this.lines.get(printed);
      if (others) others.push(line);
      else this.lines.set(printed, [line]);
    }
  }

  of(printed: string): readonly Sense[] {
    const known = this.read.get(printed);
    if (known) return known;
    const lines = this.lines.get(printed);
    if (!lines) return [];
    const senses = lines.map((line) => this.parse(line));
    this.read.set(printed, senses);
    return senses;
  }

  /** Clues of any sense that begin with this word. */
  cluesFrom(word: string): readonly string[] {
    this.clues ??= this.indexClues();
    return this.clues.get(word) ?? [];
  }

  private indexClues(): Map<string, string[]> {
    const index = new Map<string, string[]>();
    const all = new Set(this.all.flatMap((line) => cluesOf(line.split('|'))));
    for (const clue of all) {
      const first = /^[\p{L}\p{M}]+/u.exec(clue)?.[0] ?? '';
      index.set(first, [...(index.get(first) ?? []), clue]);
    }
    return index;
  }

  private parse(line: string): Sense {
    const fields = line.split('|');
    const [, typed = '', ref = '', marks = '', beside = ''] = fields;
    const [name = '', typeName = 'GPE'] = typed.split(':').reverse();
    const type = SenseType.parse(typeName);
    const known = this.find(name);
    const { at, ...ids } = idsOf(ref);
    const entity =
      known?.type === type && ids.wikidata === undefined && ids.geonames === undefined ? refOf(known) : undefined;
    return {
      ...(entity ?? { id: entityId(type, name), type, name, ...ids }),
      at: at ?? known?.at,
      byDefault: marks.includes('*'),
      article: marks.includes('(the)') ? 'maybe' : marks.includes('the') ? 'always' : 'never',
      beside: split(beside),
      clues: cluesOf(fields),
    };
  }
}

const split = (list: string): string[] => list.split(';').filter((part) => part !== '');

/** "=": those of what is printed beside it that are no mere letters. */
function cluesOf([, , , , beside = '', clues = '']: readonly string[]): string[] {
  return clues === '=' ? split(beside).filter((word) => CLUE.test(word)) : split(clues);
}
