import * as fc from 'fast-check';
import { dropIdOf } from '../../../shared/pipeline/drop';
import { nameOf, stableJson } from '../../../shared/pipeline/hash';
import { compareDrops } from '../../../shared/pipeline/order';

const at = (sequencer: string | undefined, modifiedAt = '2026-01-01T00:00:00.000Z', dropId = 'd') => ({
  order: { sequencer, modifiedAt },
  dropId,
});

describe('the order of two drops of one key', () => {
  it('is the sequencer’s, padded on the right as S3 documents it', () => {
    expect(compareDrops(at('0055AED6DCD90281E5'), at('0055AED6DCD90281E6'))).toBeLessThan(0);
    expect(compareDrops(at('0055AED6'), at('0055AED500'))).toBeGreaterThan(0);
    expect(compareDrops(at('00A', '2026-01-02T00:00:00.000Z'), at('00B'))).toBeLessThan(0);
  });

  it('is the objects’ times where one has no sequencer', () => {
    expect(compareDrops(at(undefined, '2026-01-02T00:00:00.000Z'), at('FF'))).toBeGreaterThan(0);
    expect(compareDrops(at(undefined), at(undefined))).toBe(0);
  });

  it('is total', () => {
    const drop = fc.record({
      dropId: fc.constantFrom('d-1', 'd-2', 'd-3'),
      order: fc.record({
        sequencer: fc.constantFrom('0A', '0B', '0B0', 'FF'),
        modifiedAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
      }),
    });
    fc.assert(
      fc.property(drop, drop, drop, (a, b, c) => {
        expect(Math.sign(compareDrops(a, b)) + Math.sign(compareDrops(b, a))).toBe(0);
        if (compareDrops(a, b) <= 0 && compareDrops(b, c) <= 0) expect(compareDrops(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('ids', () => {
  it('of drops tell versions of a key apart, and are the same for every delivery', () => {
    const of = (facts: Partial<Parameters<typeof dropIdOf>[0]>) =>
      dropIdOf({ key: 'incoming/a', etag: 'e', modifiedAt: 't', ...facts });
    expect(of({ versionId: 'v1', sequencer: '01' })).toBe(of({ versionId: 'v1', sequencer: '02', etag: 'other' }));
    expect(of({ versionId: 'v1' })).not.toBe(of({ versionId: 'v2' }));
    expect(of({ sequencer: '01' })).not.toBe(of({ sequencer: '02' }));
    expect(of({ versionId: 'null', sequencer: '0' })).toBe(of({}));
    expect(of({})).not.toBe(of({ modifiedAt: 'later' }));
  });

  it('of parts do not depend on where the parts are cut, nor JSON on the order of keys', () => {
    expect(nameOf('ab', 'c')).not.toBe(nameOf('a', 'bc'));
    expect(stableJson({ b: [{ y: 1, x: 2 }], a: null })).toBe('{"a":null,"b":[{"x":2,"y":1}]}');
  });
});
