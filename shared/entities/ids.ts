import { createHash } from 'node:crypto';
import type { EntityType } from '../extractors/extractor';

/** Longest slug; a longer one is cut and ends in a hash of the whole, so that two long names stay apart. */
const MAX_SLUG = 80;
const HASH_LENGTH = 10;

/**
 * A name as a key: compatibility-decomposed (NFKD), accents dropped, lower case, every run of other characters than
 * letters and digits one hyphen. Letters of any script are kept, with the vowel signs that Indic scripts need; Hangul
 * and kana are put together again. "Sergueï" and "Serguei" have the same slug.
 */
export function slug(name: string): string {
  if (name.length <= MAX_SLUG && /^[A-Za-z]+$/.test(name)) return name.toLowerCase();
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  if (plain !== '' && plain.length <= MAX_SLUG) return plain;
  const hash = createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, HASH_LENGTH);
  if (plain === '') return hash;
  const cut = [...plain].reduce(
    (kept, c) => (kept.length + c.length > MAX_SLUG - HASH_LENGTH - 1 ? kept : kept + c),
    '',
  );
  return `${cut.replace(/-$/, '')}-${hash}`;
}

/** The canonical id of an entity by its canonical name: `person:vladimir-putin`, `org:nato`, `gpe:russia`. */
export function entityId(type: EntityType, canonicalName: string): string {
  return `${type.toLowerCase()}:${slug(canonicalName)}`;
}
