import { servicesBySurname } from '../../../shared/offices/governments';
import {
  canBe,
  countriesKnown,
  countryOfAdjective,
  holdersBySurname,
  holdersOf,
  holderThroughout,
  termsOf,
} from '../../../shared/offices/offices';
import { titleKey } from '../../../shared/offices/titles';

const days = (from: string, to = from) => ({ from, to });

describe('holders of offices', () => {
  test('by title, of whom, and days', () => {
    expect(holderThroughout('Secretary-General', 'org:nato', days('2000-12-18', '2000-12-22'))).toEqual({
      person: expect.objectContaining({ id: 'person:george-robertson', name: 'George Robertson' }),
      title: 'secretary general',
      of: { id: 'org:nato', name: 'NATO' },
      days: { from: '1999-10-14', to: '2003-12-17' },
    });
    expect(holderThroughout('premier', 'gpe:russia', days('2000-12-18'))?.person.name).toBe('Mikhail Kasyanov');
  });

  test('none where two held it in the interval, on the day when it was handed over, in a gap, or beyond what is known', () => {
    expect(holdersOf('president', 'gpe:france', days('1995-01-01', '2007-06-01'))).toHaveLength(3);
    expect(holderThroughout('president', 'gpe:france', days('1995-05-01', '1995-05-31'))).toBeUndefined();
    expect(holderThroughout('president', 'gpe:france', days('1995-05-17'))).toBeUndefined();
    expect(holderThroughout('secretary general', 'org:nato', days('1999-10-10'))).toBeUndefined();
    expect(holderThroughout('president', 'gpe:belarus', days('2019-01-01'))).toBeUndefined();
    expect(holderThroughout('foreign minister', 'gpe:russia', days('2000-12-18'))).toBeUndefined();
  });

  test('no two of an office at a time, but for the day when it is handed over', () => {
    for (const { id } of [...countriesKnown(), { id: 'org:nato' }])
      for (const title of ['president', 'prime minister', 'chancellor', 'secretary general']) {
        const terms = holdersOf(title, id, days('1900-01-01', '2100-01-01'));
        terms.forEach((term, at) => {
          const before = terms[at - 1];
          expect(before === undefined || before.days.to <= term.days.from).toBe(true);
          expect(term.days.from < term.days.to).toBe(true);
        });
      }
  });

  test('an office that one held twice is two terms', () => {
    expect(termsOf('person:silvio-berlusconi').map((term) => term.days.from)).toEqual(['1994-05-11', '2001-06-11']);
    expect(termsOf('person:nobody')).toEqual([]);
  });
});

describe('names', () => {
  test('surnames whatever their transliteration', () => {
    expect(holdersBySurname('Akaev').map(({ name }) => name)).toEqual(['Askar Akayev']);
    expect(holdersBySurname('Nazarbaev')).toEqual(holdersBySurname('Nazarbayev'));
    expect(holdersBySurname('Bush').map(({ name }) => name)).toEqual(['George Bush', 'George W. Bush']);
    expect(holdersBySurname('Xyzzy')).toEqual([]);
  });

  test('a printed name can be of a holder unless its given name is another one', () => {
    const [robertson] = holdersBySurname('Robertson');
    if (!robertson) throw new Error('not in the gazetteer');
    expect(
      ['Robertson', 'G. Robertson', 'Lord Robertson', 'George Robertson'].map((name) => canBe(name, robertson)),
    ).toEqual([true, true, true, true]);
    expect(['Pat Robertson', 'George Robson', ''].map((name) => canBe(name, robertson))).toEqual([false, false, false]);
  });

  test('adjectives are of countries', () => {
    expect(countryOfAdjective('Russian')?.id).toBe('gpe:russia');
    expect(countryOfAdjective('European')).toBeUndefined();
  });

  test('members of governments, with the days from which they are known', () => {
    const ivanovs = servicesBySurname('Ivanov').filter(({ code }) => code === 'RUS');
    expect(ivanovs.find(({ name }) => name === 'Igor Ivanov')?.periods).toEqual([
      { from: '2003-01-01', to: '2004-03-31' },
    ]);
    expect(ivanovs.find(({ name }) => name === 'Sergey Ivanov')?.periods[0]?.to).toBeUndefined();
  });
});

describe('titles', () => {
  test.each([
    ['Secretary-General', 'Secretary General'],
    ['Defence Minister', 'defense minister'],
    ['Minister of Defense', 'defense minister'],
    ['minister for foreign affairs', 'Foreign Minister'],
    ['Minister of Foreign Trade', 'foreign trade minister'],
    ['Deputy Minister of Energy and Mines', 'deputy energy and mines minister'],
    ['Premier', 'prime minister'],
    ['Deputy Premier', 'deputy prime minister'],
    ['Labour Minister', 'minister of labor'],
  ])('%s is %s', (one, other) => expect(titleKey(one)).toBe(titleKey(other)));
});
