import type { Statement } from '../../article/metadata';
import { folded } from './text';

/** The comment that browsers put into what they save: where it was. */
export function savedFrom(source: string): Statement[] {
  const found = /<!-- ?saved from url=\(\d{1,6}\)(https?:\S{1,2000})|\bSingleFile\s{1,4}url: (https?:\S{1,2000})/.exec(
    source.slice(0, 4000),
  );
  const value = found?.[1] ?? found?.[2];
  if (!found || value === undefined) return [];
  const start = found.index + found[0].length - value.length;
  const span = { start, end: start + value.length, in: 'source' as const };
  return [{ field: 'url', value, evidence: { from: 'markup', name: 'saved from url', quote: value, span } }];
}

/**
 * The statements with addresses made whole ("/2024/ship", "//circular.example/ship") where the page says what they
 * start from, and with the day that an address shows.
 * @param base what <base> says
 */
export function withAddresses(statements: readonly Statement[], base: string | undefined): Statement[] {
  const addresses = statements.flatMap(({ field, value }) => (field === 'url' ? [String(value)] : []));
  const start = [base ?? '', ...addresses].find((address) => /^https?:\/\//i.test(address));
  const whole = statements.map((said) => {
    if (said.field !== 'url' || typeof said.value !== 'string') return said;
    return { ...said, value: absolute(said.value, start) };
  });
  return [...whole, ...fromAddress(whole)];
}

function absolute(address: string, start: string | undefined): string {
  if (/^\/\/[^/]/.test(address)) return `https:${address}`;
  const isPath = /^\/[^/]/.test(address);
  if (!isPath || start === undefined || !URL.canParse(address, start)) return address;
  return new URL(address, start).href;
}

/** The day in an address like /2019/11/18/: what is left when nothing else says it. */
function fromAddress(statements: readonly Statement[]): Statement[] {
  const address = String(statements.find(({ field }) => field === 'url')?.value ?? '');
  const found = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:\/|-|$)/.exec(address);
  if (!found) return [];
  const [, year, month = '', day = ''] = found;
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return [{ field: 'published', value, evidence: { from: 'address', name: 'url', quote: address } }];
}

/** What the hosts of addresses call themselves, folded: "lisboncircular" of www.lisbon-circular.co.example. */
export function hostNames(urls: readonly string[]): string[] {
  return urls.flatMap((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    return [host, ...host.split('.').slice(0, -1)].map(folded).filter((label) => label.length > 3);
  });
}
