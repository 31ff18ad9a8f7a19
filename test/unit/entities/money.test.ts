import * as fc from 'fast-check';
import { entityId } from '../../../shared/entities/ids';
import { amountName } from '../../../shared/entities/money';

test.each([
  ['$5 million', '5 million dollars'],
  ['US$3bn', '3 billion US dollars'],
  ['€1.5m', '1.5 million euros'],
  ['$20-million', '20 million dollars'],
  ['£40', '40 pounds'],
  ['200 rubles', '200 rubles'],
  ['fifty dollars', 'fifty dollars'],
])('%s is %s', (printed, name) => {
  expect(amountName(printed)).toBe(name);
});

test('amounts of two currencies are two entities, and any text has a name', () => {
  expect(entityId('MONEY', amountName('$5'))).not.toBe(entityId('MONEY', amountName('€5')));
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => amountName(text) !== ''));
});
