import * as z from 'zod';
import { slug } from '../entities/ids';
import { Outlet } from './outlet';
import generated from './outlets.generated.json';

/** An outlet as it is printed, resolved against the registry where it is known. */
export interface NamedSource {
  /** `source:reuters`; one that is not in the registry has an id of the same form, made from its name. */
  id: string;
  name: string;
  known: boolean;
  kind?: Outlet['kind'] | undefined;
  country?: string | undefined;
}

/** Words that say what kind of outlet a name is, and are no part of it. */
const KIND_WORDS =
  /^(?:the )?(?:(?:news ?papers?|daily|weekly|news agency|agency|magazine|website|site|radio|tv|television) )?(.*?)(?:,? (?:news agency|news ?paper|daily|weekly|agency|magazine|website|radio|television|tv|online|wire|wire service|channel|service))?$/i;

interface Registry {
  byName: ReadonlyMap<string, Outlet>;
  byDomain: ReadonlyMap<string, Outlet>;
  byFirstWord: ReadonlyMap<string, readonly { words: readonly string[]; outlet: Outlet; weak: boolean }[]>;
}

let loaded: Registry | undefined;

/** Read once, when the first article needs it. */
function registry(): Registry {
  if (loaded) return loaded;
  const { outlets } = z.object({ outlets: z.array(Outlet) }).parse(generated);
  const byName = new Map<string, Outlet>();
  const byDomain = new Map<string, Outlet>();
  const byFirstWord = new Map<string, { words: string[]; outlet: Outlet; weak: boolean }[]>();
  for (const outlet of outlets) {
    for (const name of [outlet.name, ...outlet.aliases]) {
      const key = fold(name);
      if (!byName.has(key)) byName.set(key, outlet);
      const words = name.match(WORD) ?? [];
      const first = words[0];
      if (first === undefined || name.includes('(')) continue;
      const same = byFirstWord.get(first) ?? [];
      same.push({ words, outlet, weak: outlet.weak.includes(name) || (words.length === 1 && name.length < 3) });
      byFirstWord.set(first, same);
    }
    for (const domain of outlet.domains) if (!byDomain.has(domain)) byDomain.set(domain, outlet);
  }
  for (const same of byFirstWord.values()) same.sort((a, b) => b.words.length - a.words.length);
  loaded = { byName, byDomain, byFirstWord };
  return loaded;
}

const WORD = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;

/** Without case, accents and punctuation: "Itar-Tass" is "ITAR-TASS". */
function fold(name: string): string {
  return slug(name).replaceAll('-', ' ');
}

/** The outlet that a printed name means: "the Izvestia daily", "www.kommersant.ru", "Kommersant". */
export function findOutlet(printed: string): Outlet | undefined {
  const { byName, byDomain } = registry();
  const trimmed = printed.trim();
  const whole = byName.get(fold(trimmed));
  if (whole) return whole;
  const host = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9][a-z0-9.-]{1,80}\.[a-z]{2,10})(?:\/\S*)?$/i
    .exec(trimmed)?.[1]
    ?.toLowerCase();
  if (host) return byDomain.get(host) ?? byName.get(fold(host));
  const bare = trimmed.length <= 120 ? KIND_WORDS.exec(trimmed)?.[1] : undefined;
  return bare ? byName.get(fold(bare)) : undefined;
}

/** A source by its printed name, in the registry or not. */
export function sourceOf(printed: string): NamedSource {
  const outlet = findOutlet(printed);
  if (outlet) return { id: outlet.id, name: outlet.name, known: true, kind: outlet.kind, country: outlet.country };
  const name = printed.trim().replace(/^the /i, '');
  return { id: `source:${slug(name)}`, name, known: false };
}

/** Outlets by the first word of each of their names, longest first: to find them in running text. */
export function outletsStarting(word: string): readonly { words: readonly string[]; outlet: Outlet; weak: boolean }[] {
  return registry().byFirstWord.get(word) ?? [];
}
