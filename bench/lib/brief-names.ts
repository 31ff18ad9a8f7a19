import { findOutlet } from '../../shared/sources/registry';

/** Letters and digits alone: apostrophes, hyphens and articles do not tell one name from another. */
export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** "Dnevnik (Skopje)" of the registry is the Dnevnik of the label. */
export const outlet = (name: string): string => plain((findOutlet(name)?.name ?? name).replace(/ \([^)]*\)$/, ''));
