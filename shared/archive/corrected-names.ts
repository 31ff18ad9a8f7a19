import * as z from 'zod';
import { knownEntity, type Overlay, otherNames, touched } from '../corrections/overlay';
import { membersOf } from '../corrections/state';
import type { Table } from '../ports';
import { entityIndex, nameLetter, valueKey } from './keys';
import { listIndex } from './list-articles';
import { entityPlaces } from './places';
import { nameForms } from './plan';
import { EntityRecord } from './records';

/** A name that entities are listed by, as the table has it, or (with `forms`) as corrections make it. */
export const NameItem = EntityRecord.extend({
  sk: z.string(),
  first: z.boolean(),
  /** All forms that a corrected entity is found by. */
  forms: z.array(z.string()).optional(),
  /** Whether corrections took it from the table's list. */
  gone: z.boolean().optional(),
});
export type NameItem = z.infer<typeof NameItem>;

/** The names that corrections make, by first letter and in order, and the entities whose own are not to be listed. */
export interface NameItems {
  touched: ReadonlySet<string>;
  names: ReadonlyMap<string, NameItem[]>;
}

const made = new WeakMap<Overlay, NameItems>();

/** Worked out once for each state of the corrections. */
export function correctedNames(overlay: Overlay): NameItems {
  const known = made.get(overlay);
  if (known) return known;
  const ids = touched(overlay);
  const names = new Map<string, NameItem[]>();
  for (const item of [...ids].flatMap((id) => itemsOf(overlay, id))) {
    const letter = nameLetter(item.sk);
    names.set(letter, [...(names.get(letter) ?? []), item]);
  }
  for (const items of names.values()) items.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  const items = { touched: ids, names };
  made.set(overlay, items);
  return items;
}

function itemsOf(overlay: Overlay, id: string): NameItem[] {
  const entity = overlay.state.merged.has(id) ? undefined : knownEntity(overlay, id);
  if (!entity) return [];
  const all = [entity.name, ...otherNames(overlay, id)].flatMap((name) => nameForms({ ...entity, name }));
  const forms = [...new Set(all)];
  return forms.map((form, at) => ({ ...entity, sk: `${form}#${id}`, first: at === 0, forms }));
}

/** Members of an entity that are looked for at once. */
const AT_ONCE = 25;

/** Whether any article mentions an entity that was corrected: exactly, where articles were split off. */
export async function standsInArchive(table: Table, overlay: Overlay, id: string): Promise<boolean> {
  const { state } = overlay;
  const members = membersOf(state, id);
  if (members.some((member) => state.split.has(member) || state.splitFrom.has(member))) {
    const { items, next } = await listIndex(table, entityPlaces(overlay, id), { limit: 1 });
    return items.length > 0 || next !== undefined;
  }
  for (let at = 0; at < members.length; at += AT_ONCE) {
    const keys = members.slice(at, at + AT_ONCE).map((member) => valueKey(entityIndex(member)));
    if ((await table.getMany(keys)).length > 0) return true;
  }
  return false;
}
