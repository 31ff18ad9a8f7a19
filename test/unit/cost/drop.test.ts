import * as fc from 'fast-check';
import { usdOfDrop } from '../../../shared/cost/drop';

const size = fc.record({ bytes: fc.nat(64 * 1024 * 1024), articles: fc.nat(5_000), entries: fc.nat(100_000) });

test('a brief of the seed costs what was measured of it: 91 write units and its share of everything else', () => {
  const usd = usdOfDrop({ bytes: 5_000, articles: 1, entries: 29 });
  // Of that 60 % are writes of the table.
  expect(usd).toBeGreaterThan(91 * 0.625e-6);
  expect(usd).toBeLessThan(2 * 91 * 0.625e-6);
});

test('more of anything costs more, and parts cost together no less than the whole', () => {
  fc.assert(
    fc.property(size, size, (a, b) => {
      const whole = { bytes: a.bytes + b.bytes, articles: a.articles + b.articles, entries: a.entries + b.entries };
      expect(usdOfDrop(whole)).toBeGreaterThanOrEqual(usdOfDrop(a));
      expect(usdOfDrop(a) + usdOfDrop(b)).toBeGreaterThan(usdOfDrop(whole) - 1e-12);
    }),
  );
});
