import { fullYear } from '../article/century';

/**
 * A date of mails and feeds with the century that its year of two digits is of (RFC 5322 §4.3): "15 Apr 92 16:46:49 GMT"
 * is of 1992. Any other text stays as it is.
 */
export function withFullYear(date: string): string {
  return date.replace(
    /^((?:[a-z]{3}, ?)?\d{1,2} [a-z]{3} )(\d{2})(?= \d{1,2}:\d{2}\b)/i,
    (_, before: string, year: string) => `${before}${fullYear(Number(year))}`,
  );
}
