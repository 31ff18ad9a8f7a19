import { type AmbiguousMention, OPEN } from './ambiguous';

/** What the extractor says of a marked name; undefined: it found no name of these words. */
export interface Linked {
  readonly id: string;
  readonly type: string;
  /** It says that it does not know which entity is meant. */
  readonly open: boolean;
  readonly wikidata?: string | undefined;
}

export interface Judged {
  readonly gold: AmbiguousMention;
  readonly found: Linked | undefined;
}

/** A share: `part` of `whole`. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

export interface LinkingScore {
  /** Names that are found with their exact words, of all that are names. */
  readonly found: Share;
  /** Found names of the right type; GPE and LOC count as one. */
  readonly type: Share;
  /** Words that are no name and were left alone. */
  readonly leftAlone: Share;
  /** Pairs of names with one id that mean one entity. */
  readonly precision: Share;
  /** Pairs of names that mean one entity and have one id; what is not found or left open has none. */
  readonly recall: Share;
  /** Names with an id of which every name of that id means the same. A name that should be open is wrong with an id that others have. */
  readonly clean: Share;
  /** Names that the passage decides, and that were left open all the same. */
  readonly needlesslyOpen: Share;
  /** Names that the passage does not decide, and that were left open. */
  readonly rightlyOpen: Share;
  /** Wikidata ids that are right, of those given where the right one is known. */
  readonly wikidata: Share;
  /** Ids that stand for several entities, with these. */
  readonly mixed: ReadonlyMap<string, readonly string[]>;
}

const foldPlace = (type: string): string => (type === 'LOC' ? 'GPE' : type);
const share = <T>(all: readonly T[], good: (each: T) => boolean): Share => ({
  part: all.filter(good).length,
  whole: all.length,
});

/** Pairs of names that `same` holds for. */
function countPairs(all: readonly Judged[], same: (a: Judged, b: Judged) => boolean): number {
  return all.reduce((sum, a, at) => sum + all.slice(at + 1).filter((b) => same(a, b)).length, 0);
}

/** Scores marked names, across all their passages; `wikidata` has the right ids by label. */
export function scoreLinking(all: readonly Judged[], wikidata: ReadonlyMap<string, string>): LinkingScore {
  const names = all.filter(({ gold }) => gold.type !== 'NONE');
  const decided = names.filter(({ gold }) => gold.label !== OPEN);
  const linked = names.filter(({ found }) => found !== undefined && !found.open);
  const idOf = ({ found }: Judged): string | undefined => (found?.open ? undefined : found?.id);
  const sameId = (a: Judged, b: Judged): boolean => idOf(a) !== undefined && idOf(a) === idOf(b);
  const sameLabel = (a: Judged, b: Judged): boolean => a.gold.label !== OPEN && a.gold.label === b.gold.label;
  const both = countPairs(names, (a, b) => sameId(a, b) && sameLabel(a, b));
  // Two open names with one id are neither right nor wrong: who they are is not known.
  const claimed = countPairs(names, (a, b) => sameId(a, b) && !(a.gold.label === OPEN && b.gold.label === OPEN));

  const meanings = new Map<string, Set<string>>();
  for (const each of linked) {
    const id = idOf(each);
    if (id !== undefined) meanings.set(id, (meanings.get(id) ?? new Set()).add(each.gold.label));
  }
  const given = decided.filter(({ gold, found }) => found?.wikidata !== undefined && wikidata.has(gold.label));
  return {
    found: share(names, ({ found }) => found !== undefined),
    type: share(
      names.filter(({ found }) => found !== undefined),
      ({ gold, found }) => foldPlace(gold.type) === foldPlace(found?.type ?? ''),
    ),
    leftAlone: share(
      all.filter(({ gold }) => gold.type === 'NONE'),
      ({ found }) => found === undefined,
    ),
    precision: { part: both, whole: claimed },
    recall: { part: both, whole: countPairs(decided, sameLabel) },
    clean: share(linked, (each) => meanings.get(idOf(each) ?? '')?.size === 1),
    needlesslyOpen: share(decided, ({ found }) => found?.open === true),
    rightlyOpen: share(
      names.filter(({ gold }) => gold.label === OPEN),
      ({ found }) => found?.open === true,
    ),
    wikidata: share(given, ({ gold, found }) => found?.wikidata === wikidata.get(gold.label)),
    mixed: new Map(
      [...meanings].filter(([, labels]) => labels.size > 1).map(([id, labels]) => [id, [...labels].sort()]),
    ),
  };
}
