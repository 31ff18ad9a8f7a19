import * as fc from 'fast-check';
import { isAcronymOf } from '../../../shared/entities/acronyms';
import { entityId, slug } from '../../../shared/entities/ids';
import { stemsOf } from '../../../shared/entities/inflections';

test('an id is a type and a slug of the canonical name', () => {
  expect(entityId('PERSON', 'Vladimir Putin')).toBe('person:vladimir-putin');
  expect(entityId('GPE', 'Côte d’Ivoire')).toBe('gpe:cote-d-ivoire');
});

test('a slug keeps other scripts whole and drops accents and punctuation', () => {
  expect(slug('  Łódź – São Tomé! ')).toBe('łodz-sao-tome');
  expect(slug('Владимир Путин')).toBe('владимир-путин');
  expect(slug('北京')).toBe('北京');
  expect(slug('김정일')).toBe('김정일');
  expect(slug('हिन्दी')).toBe('हिन्दी');
});

test('a slug is never empty or long, and long names that differ keep different slugs', () => {
  const long = 'Committee for the Protection of '.repeat(10);
  expect(slug(`${long}A`)).not.toBe(slug(`${long}B`));
  expect(slug('!!!')).not.toBe(slug('???'));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      expect(slug(name)).toMatch(/^[\p{L}\p{M}\p{N}-]{1,80}$/u);
      expect(slug(name)).toBe(slug(name));
    }),
  );
});

test('an acronym is made of the initials of its long form, small words counted or not', () => {
  expect(isAcronymOf('NMC', 'Northern Maritime Council')).toBe(true);
  expect(isAcronymOf('OSCE', 'Organization for Security and Co-operation in Europe')).toBe(true);
  expect(isAcronymOf('UfP', 'Union for Peace')).toBe(true);
  expect(isAcronymOf('U.N.', 'United Nations')).toBe(true);
  expect(isAcronymOf('NMC', 'Maritime Council')).toBe(false);
  expect(isAcronymOf('BBC', 'Bank of Ghana')).toBe(false);
});

test('regular English forms lead back to their words', () => {
  expect(stemsOf('parties')).toContain('party');
  expect(stemsOf('voted')).toContain('vote');
  expect(stemsOf('churches')).toContain('church');
  expect(stemsOf('james')).not.toContain('jam');
});
