import { findOutlet } from '../sources/registry';

/** What the article's own publication is called in full, where a name means it. */
export type OwnName = (name: string) => string | undefined;

/** Stands for the own publication: "our issue of May 5", "we reported". */
export const OURS = 'our';

/**
 * A name of the own publication: all of it, "the Letter", "the Fortnight" for the first or the last of its words, or its
 * initials where no outlet has them; `OURS`.
 */
export function ownName(publication: string | undefined): OwnName {
  const full = publication?.replace(/^the /i, '');
  if (full === undefined) return () => undefined;
  const words = full.split(/\s+/);
  const short = words.length > 1 ? [words[0], words.at(-1)].map((word) => word?.toLowerCase()) : [];
  const initials = words.map((word) => /^\p{Lu}/u.exec(word)?.[0] ?? '').join('');
  const hasInitials = initials.length > 1 && findOutlet(initials) === undefined;
  return (name) => {
    const asked = name.toLowerCase();
    const means =
      asked === full.toLowerCase() || short.includes(asked) || (hasInitials && name === initials) || name === OURS;
    return means ? full : undefined;
  };
}

/** What serials are called that are no newspapers. */
export const SERIAL_WORD =
  /(?:^|\s)(?:Newsline|Reports?|Digest|Survey|Letter|Briefs?|Briefing|Watch|Dispatch|Analysis|Notes|Focus|Update)$/;

/** Whether a name of several words ends in such a word, and is not one that the registry has as a serial. */
export const namesSerial = (name: string): boolean =>
  name.includes(' ') && SERIAL_WORD.test(name) && findOutlet(name)?.kind !== 'serial';

/** The own publication, or a serial of the registry. */
export const isSerial = (name: string, own: OwnName): boolean =>
  own(name) !== undefined || findOutlet(name)?.kind === 'serial';

/** A name without its article and its genitive. */
export const plainName = (text: string): string => text.replace(/^the\s+/i, '').replace(/[’']s$/, '');
