const LONGEST = 1000;

/**
 * A member's path as identity and for show, whatever the archive calls it: with `/`, without drive, leading `/`, `.`,
 * `..` and control characters. Nothing is ever written to such a path.
 */
export function cleanPath(name: string): string {
  return name
    .slice(0, LONGEST)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\\', '/')
    .replace(/^[a-z]:/i, '')
    .split('/')
    .map((segment) => segment.replace(/[\p{Cc}\p{Cf}]/gu, '').trim())
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
}

/** What systems put into archives beside the files that people do. */
export function isHousekeeping(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}
