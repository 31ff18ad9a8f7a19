import fc from 'fast-check';
import { correctedAnnotations } from '../../../shared/corrections/annotations';
import type { Correction, CorrectionRecord, KeptCorrection } from '../../../shared/corrections/model';
import {
  basesOf,
  isOf,
  knownEntity,
  NOTHING_CORRECTED,
  type Overlay,
  otherNames,
  overlayOf,
  shownAs,
  undoRefusalOf,
} from '../../../shared/corrections/overlay';
import { refusalOf, repetitionOf } from '../../../shared/corrections/refusal';
import type { Annotation, EntityRef } from '../../../shared/extractors/extractor';

const ENTITIES: EntityRef[] = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({
  id: letter,
  type: letter < 'e' ? 'PERSON' : 'ORG',
  name: `Name of ${letter.toUpperCase()}`,
}));
const ARTICLES = ['x', 'y', 'z'];
const named = (id: string): EntityRef => ENTITIES.find((each) => each.id === id) ?? { id, type: 'PERSON', name: id };

/** The log of corrections as the API keeps it: what something stands against is not made. */
class Log {
  records: CorrectionRecord[] = [];

  get overlay(): Overlay {
    return overlayOf(this.records);
  }

  keep(correction: KeptCorrection): string {
    const at = new Date(Date.UTC(2026, 0, 1) + this.records.length).toISOString();
    const id = `c-${this.records.length}`;
    const ids = Object.values(correction).flat();
    const entities = ENTITIES.filter((entity) => ids.includes(entity.id));
    this.records.push({ id, at, by: 'somebody', reason: 'because', correction, entities });
    return id;
  }

  try(correction: Correction): { id: string } | { refused: string } {
    const { state } = this.overlay;
    const refusal = refusalOf(state, correction, ENTITIES) ?? repetitionOf(state, correction, ENTITIES);
    return refusal ? { refused: `${refusal.kind} ${refusal.field}: ${refusal.detail}` } : { id: this.keep(correction) };
  }

  do(correction: Correction): string {
    const done = this.try(correction);
    if ('refused' in done) throw new Error(done.refused);
    return done.id;
  }

  undo(of: string): string | undefined {
    const refusal = undoRefusalOf(this.overlay, of);
    if (!refusal) this.keep({ do: 'undo', of });
    return refusal?.detail;
  }

  shown(id: string, article?: string) {
    return shownAs(this.overlay, named(id), article);
  }
}

/** All that readers see of a set of corrections. */
function viewOf(overlay: Overlay) {
  return ENTITIES.map((entity) => ({
    list: shownAs(overlay, entity),
    articles: ARTICLES.map((article) => shownAs(overlay, entity, article)),
    bases: basesOf(overlay, entity.id),
    names: otherNames(overlay, entity.id),
  }));
}

describe('corrections', () => {
  test('of nothing change nothing', () => {
    expect(shownAs(NOTHING_CORRECTED, named('a'), 'x')).toEqual({ entity: named('a'), correctedBy: [] });
    expect(basesOf(NOTHING_CORRECTED, 'a')).toEqual({ whole: ['a'], single: [] });
  });

  test('merge, rename and retype what is shown, and say by which of them', () => {
    const log = new Log();
    const merge = log.do({ do: 'merge', entity: 'a', into: 'b' });
    const rename = log.do({ do: 'rename', entity: 'b', name: 'The Other' });
    const retype = log.do({ do: 'retype', entity: 'b', type: 'ORG' });
    expect(log.shown('a', 'x')).toEqual({
      entity: { id: 'b', type: 'ORG', name: 'The Other' },
      correctedBy: [merge, rename, retype],
    });
    expect(otherNames(log.overlay, 'b')).toEqual(['Name of B', 'Name of A']);
    expect(basesOf(log.overlay, 'b').whole).toEqual(['b', 'a']);
  });

  test('split named articles off, also of what was merged, and make an entity', () => {
    const log = new Log();
    const merge = log.do({ do: 'merge', entity: 'a', into: 'b' });
    const split = log.do({ do: 'split', entity: 'b', articles: ['x'], into: 'person:new', name: 'New' });
    expect(log.shown('a', 'x')).toEqual({
      entity: { id: 'person:new', type: 'PERSON', name: 'New' },
      correctedBy: [merge, split],
    });
    expect(log.shown('a', 'y').entity?.id).toBe('b');
    expect(basesOf(log.overlay, 'person:new').single).toEqual([
      { id: 'b', articleId: 'x' },
      { id: 'a', articleId: 'x' },
    ]);
    log.do({ do: 'rename', entity: 'person:new', name: 'Newer' });
    expect(knownEntity(log.overlay, 'person:new')?.name).toBe('Newer');
    expect(log.undo(split)).toBe('c-2 stands upon it: undo that first.');
  });

  test('hide, and give other names', () => {
    const log = new Log();
    log.do({ do: 'alias', entity: 'a', name: 'Ay' });
    expect(otherNames(log.overlay, 'a')).toEqual(['Ay']);
    const hide = log.do({ do: 'hide', entity: 'a' });
    expect(log.shown('a')).toEqual({ entity: undefined, correctedBy: [hide] });
    log.undo(hide);
    expect(log.shown('a')).toEqual({ entity: named('a'), correctedBy: [] });
  });

  test('do not stand where another one is in the way, and say which', () => {
    const log = new Log();
    const refused = (correction: Correction) => {
      const done = log.try(correction);
      return 'refused' in done ? done.refused : 'made';
    };
    expect(refused({ do: 'merge', entity: 'a', into: 'a' })).toMatch(/^invalid into: a cannot become itself/);
    expect(refused({ do: 'merge', entity: 'a', into: 'e' })).toMatch(/^invalid into: a is a PERSON, e a ORG/);
    expect(refused({ do: 'merge', entity: 'a', into: 'nobody' })).toMatch(/^invalid into: No entity has the id nobody/);
    expect(refused({ do: 'hide', entity: 'nobody' })).toMatch(/^invalid entity: No entity/);
    expect(refused({ do: 'split', entity: 'a', articles: ['x'] })).toMatch(/^invalid into: /);

    log.do({ do: 'merge', entity: 'a', into: 'b' });
    log.do({ do: 'merge', entity: 'b', into: 'c' });
    expect(refused({ do: 'merge', entity: 'c', into: 'a' })).toBe(
      'conflict into: It would lead back to c: a is merged into b by c-0, b is merged into c by c-1. Undo that instead.',
    );
    expect(refused({ do: 'rename', entity: 'a', name: 'Q' })).toBe(
      'conflict entity: a is merged into b by c-0: correct c, or undo that.',
    );
    expect(refused({ do: 'never-link', entity: 'd', other: 'a' })).toMatch(/^conflict other: a is merged/);

    log.do({ do: 'split', entity: 'c', articles: ['x'], into: 'd' });
    expect(refused({ do: 'merge', entity: 'd', into: 'c' })).toMatch(/c is split into d by c-2. Undo that/);
    expect(refused({ do: 'split', entity: 'd', articles: ['y'], into: 'c' })).toMatch(/c is split into d by c-2/);
    expect(refused({ do: 'split', entity: 'c', articles: ['x'], into: 'e' })).toMatch(/^conflict articles: c in x is/);
    expect(log.undo('c-2')).toBeUndefined();
    log.do({ do: 'merge', entity: 'd', into: 'c' });
    expect(refused({ do: 'split', entity: 'c', articles: ['x'], into: 'd' })).toMatch(/d is merged into c by c-4/);

    log.do({ do: 'never-link', entity: 'e', other: 'f' });
    expect(refused({ do: 'merge', entity: 'f', into: 'e' })).toMatch(/never to be linked, by c-5/);
    expect(refused({ do: 'never-link', entity: 'f', other: 'e' })).toMatch(/kept apart by c-5/);
    expect(refused({ do: 'never-link', entity: 'f', other: 'f' })).toMatch(/^invalid other/);
    log.do({ do: 'hide', entity: 'e' });
    expect(refused({ do: 'alias', entity: 'e', name: 'E' })).toMatch(/^conflict entity: e is hidden by c-6/);
    expect(refused({ do: 'retype', entity: 'f', type: 'ORG' })).toMatch(/^conflict type: f is a ORG already/);
    expect(refused({ do: 'rename', entity: 'f', name: 'Name of F' })).toMatch(/^conflict name/);
    log.do({ do: 'alias', entity: 'f', name: 'Ef' });
    expect(refused({ do: 'alias', entity: 'f', name: 'Ef' })).toMatch(/^conflict name: f has the alias Ef by c-7/);
  });

  test('cannot be undone twice, nor from under others, nor can an undo', () => {
    const log = new Log();
    const retype = log.do({ do: 'retype', entity: 'e', type: 'PERSON' });
    const merge = log.do({ do: 'merge', entity: 'e', into: 'a' });
    expect(log.undo(retype)).toBe(`${merge} stands upon it: undo that first.`);
    expect(log.undo(merge)).toBeUndefined();
    expect(log.undo(retype)).toBeUndefined();
    expect(log.undo(retype)).toBe(`${retype} is undone already, by c-3.`);
    expect(log.undo('c-3')).toMatch(/is an undo/);
  });

  test('are no more for one entity than lists can read', () => {
    const log = new Log();
    const many = Array.from({ length: 50 }, (_, at) => ({ id: `m${at}`, type: 'PERSON' as const, name: `M${at}` }));
    for (const entity of many) {
      const correction: Correction = { do: 'merge', entity: entity.id, into: 'a' };
      const refusal = refusalOf(log.overlay.state, correction, [entity, named('a')]);
      if (refusal) expect([entity.id, refusal.detail]).toEqual(['m49', expect.stringContaining('more than 50')]);
      else
        log.records.push({
          id: entity.id,
          at: '2026-01-01T00:00:00.000Z',
          by: '',
          reason: '',
          correction,
          entities: [entity, named('a')],
        });
    }
    expect(log.records).toHaveLength(49);
    const splits = [0, 1, 2].map((at) => Array.from({ length: 50 }, (_, n) => `${at}-${n}`));
    const done = splits.map((articles) => log.try({ do: 'split', entity: 'b', articles, into: 'c' }));
    expect(done.map((each) => 'refused' in each)).toEqual([false, false, true]);
  });
});

const entity = fc.constantFrom(...ENTITIES.map(({ id }) => id));
const correction: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), entity, into: entity }),
  fc.record({
    do: fc.constant('split' as const),
    entity,
    articles: fc.uniqueArray(fc.constantFrom(...ARTICLES), { minLength: 1 }),
    into: entity,
  }),
  fc.record({ do: fc.constant('rename' as const), entity, name: fc.constantFrom('One', 'Two', 'Three') }),
  fc.record({ do: fc.constant('retype' as const), entity, type: fc.constantFrom('PERSON' as const, 'ORG' as const) }),
  fc.record({ do: fc.constant('hide' as const), entity }),
  fc.record({ do: fc.constant('alias' as const), entity, name: fc.constantFrom('One', 'Two', 'Three') }),
  fc.record({ do: fc.constant('never-link' as const), entity, other: entity }),
);
const history = fc.array(fc.oneof({ weight: 5, arbitrary: correction }, { weight: 1, arbitrary: fc.nat(30) }), {
  maxLength: 25,
});

/** A log after people tried all this: a number undoes that correction. */
function tried(steps: readonly (Correction | number)[]): Log {
  const log = new Log();
  for (const step of steps) {
    if (typeof step !== 'number') log.try(step);
    else if (log.overlay.standing.has(`c-${step}`)) log.undo(`c-${step}`);
  }
  return log;
}

describe('whatever people correct', () => {
  test('all that is kept and not undone stands', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { records, standing, undone } = tried(steps).overlay;
        const kept = records.filter((record) => record.correction.do !== 'undo' && !undone.has(record.id));
        expect([...standing.keys()]).toEqual(kept.map(({ id }) => id));
      }),
    );
  });

  test('undoing any of it leaves what was before', () => {
    fc.assert(
      fc.property(history, fc.array(correction, { minLength: 1, maxLength: 6 }), (steps, more) => {
        const log = tried(steps);
        const before = viewOf(log.overlay);
        const made = more.map((each) => log.try(each)).flatMap((done) => ('id' in done ? [done.id] : []));
        for (const id of made.toReversed()) expect(log.undo(id)).toBeUndefined();
        expect(viewOf(log.overlay)).toEqual(before);
      }),
    );
  });

  test('the order in which readers learn of it makes no difference', () => {
    fc.assert(
      fc.property(history, fc.integer(), (steps, seed) => {
        const { records, overlay } = tried(steps);
        const shuffled = records.toSorted((a, b) => hash(a.id, seed) - hash(b.id, seed));
        expect(viewOf(overlayOf(shuffled))).toEqual(viewOf(overlay));
      }),
    );
  });

  test('corrections of other entities can be made in any order', () => {
    const half = (ids: string[]) =>
      fc
        .array(correction, { maxLength: 8 })
        .map((all) =>
          all.filter((each) =>
            [each.entity, 'into' in each ? each.into : undefined, 'other' in each ? each.other : undefined].every(
              (id) => id === undefined || ids.includes(id),
            ),
          ),
        );
    fc.assert(
      fc.property(half(['a', 'b']), half(['c', 'd', 'e', 'f']), (some, others) => {
        const withoutIds = (log: Log) =>
          viewOf(log.overlay).map(({ list, articles, bases, names }) => [
            list.entity,
            articles.map((each) => each.entity),
            bases,
            names,
          ]);
        expect(withoutIds(tried([...some, ...others]))).toEqual(withoutIds(tried([...others, ...some])));
      }),
    );
  });

  test('every mention is found under exactly the entity that it is shown as', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { overlay } = tried(steps);
        for (const { id: base } of ENTITIES)
          for (const articleId of ARTICLES) {
            const found = ENTITIES.filter(({ id }) => {
              const { whole, single } = basesOf(overlay, id);
              return (
                (whole.includes(base) && isOf(overlay, base, articleId, id)) ||
                single.some((each) => each.id === base && each.articleId === articleId)
              );
            });
            expect(found.map(({ id }) => id)).toHaveLength(1);
            const shown = shownAs(overlay, named(base), articleId);
            if (shown.entity) expect(shown.entity.id).toBe(found[0]?.id);
          }
      }),
    );
  });
});

function hash(id: string, seed: number): number {
  return [...`${seed} ${id}`].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, seed);
}

test('a mention is shown without candidates that it is never to be linked with, or that are hidden', () => {
  const log = new Log();
  const mention = {
    kind: 'mention' as const,
    ...{ start: 0, end: 1, paragraph: 0, extractor: 'e@1', value: named('a') },
    link: { reason: 'several', unresolved: true as const, candidates: [named('b'), named('c'), named('d')] },
  } satisfies Annotation;
  const candidates = () => {
    const { shown, corrections } = correctedAnnotations(log.overlay, 'x', [mention]);
    const [first] = shown;
    const link = first?.annotation.kind === 'mention' ? first.annotation.link : undefined;
    return { ids: link?.candidates?.map(({ id }) => id), corrections, found: first?.found };
  };
  expect(candidates()).toEqual({ ids: ['b', 'c', 'd'], corrections: [], found: undefined });
  const apart = log.do({ do: 'never-link', entity: 'b', other: 'a' });
  expect(candidates()).toEqual({ ids: ['c', 'd'], corrections: [apart], found: undefined });
  const merge = log.do({ do: 'merge', entity: 'c', into: 'd' });
  expect(candidates()).toEqual({ ids: ['d'], corrections: [apart, merge], found: undefined });
  const hide = log.do({ do: 'hide', entity: 'd' });
  expect(candidates()).toEqual({ ids: undefined, corrections: [apart, merge, hide], found: undefined });
  for (const id of [hide, merge, apart]) log.undo(id);
  expect(candidates().ids).toEqual(['b', 'c', 'd']);
});
