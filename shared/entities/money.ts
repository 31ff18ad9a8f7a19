/** Signs of currencies, as words. The letters before a dollar sign say whose dollars they are. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['$', 'dollars'],
  ['€', 'euros'],
  ['£', 'pounds'],
  ['¥', 'yen'],
  ['₹', 'rupees'],
  ['₽', 'rubles'],
  ['₩', 'won'],
  ['₪', 'shekels'],
  ['₴', 'hryvnias'],
  ['₦', 'naira'],
  ['₺', 'lira'],
]);

const LONGEST = 80;
const SHORT: ReadonlyMap<string, string> = new Map([
  ['m', 'million'],
  ['mn', 'million'],
  ['bn', 'billion'],
  ['b', 'billion'],
  ['tn', 'trillion'],
  ['k', 'thousand'],
]);

/**
 * The canonical name of an amount, so that amounts of two currencies never are one: "$5 million" → "5 million dollars",
 * "US$3bn" → "3 billion US dollars". What has no sign, or is longer than an amount is, stays as it is printed.
 */
export function amountName(printed: string): string {
  if (printed.length > LONGEST) return printed;
  const found = /^(\p{L}{0,3})(\p{Sc})\s?(\d[\d.,]*)\s?-?(.*)$/u.exec(printed);
  const sign = SIGNS.get(found?.[2] ?? '');
  if (found === null || sign === undefined) return printed;
  const [, country = '', , number = '', rest = ''] = found;
  const unit = SHORT.get(rest.toLowerCase()) ?? rest;
  return [number.replace(/[.,]+$/, ''), unit, country, sign].filter((part) => part !== '').join(' ');
}
