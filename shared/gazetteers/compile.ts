import type { GazetteerEntity, GazetteerFile } from './model';
import type { ReadRow } from './read';

/** A file that was read, or that could not be. */
export type ReadFile = { key: string } & ({ rows: readonly ReadRow[] } | { rows?: never; reason: string });

/** Problems that are shown of one file, and of all. */
const SHOWN = 20;
const SHOWN_IN_ALL = 200;

interface Placed {
  entity: GazetteerEntity;
  file: number;
  row: number;
}

/**
 * Makes one gazetteer of the rows of all files. Rows of one id are one entity. Two rows that contradict each other (one
 * name for two ids, one id with two names or Wikidata ids) are both left out, and each says which other it is against.
 */
export function compile(files: readonly ReadFile[]): { entities: GazetteerEntity[]; files: GazetteerFile[] } {
  const placed = files.flatMap(({ rows = [] }, file) =>
    rows.flatMap(({ row, entity }): Placed[] => (entity ? [{ entity, file, row }] : [])),
  );
  const against = contradictions(placed, files);
  const entities = new Map<string, GazetteerEntity>();
  for (const each of placed) {
    if (against.has(each)) continue;
    const known = entities.get(each.entity.id);
    const merged = known && {
      ...each.entity,
      ...known,
      aliases: [...new Set([...known.aliases, ...each.entity.aliases])],
    };
    entities.set(each.entity.id, merged ?? each.entity);
  }
  return {
    entities: [...entities.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    files: report(files, placed, against),
  };
}

function contradictions(placed: readonly Placed[], files: readonly ReadFile[]): Map<Placed, string> {
  const against = new Map<Placed, string>();
  const where = ({ file, row }: Placed) => `row ${row} of ${files[file]?.key}`;
  const clash = (a: Placed, b: Placed, what: string) => {
    against.set(a, `${what}, against ${where(b)}: both are left out`);
    against.set(b, `${what}, against ${where(a)}: both are left out`);
  };
  const byId = new Map<string, Placed>();
  const byName = new Map<string, Placed>();
  for (const each of placed) {
    const { id, name, wikidata, aliases } = each.entity;
    const same = byId.get(id);
    if (same && same.entity.name !== name) clash(same, each, `${id} has two names`);
    else if (same?.entity.wikidata !== undefined && wikidata !== undefined && same.entity.wikidata !== wikidata) {
      clash(same, each, `${id} has two Wikidata ids`);
    }
    if (!same || (same.entity.wikidata === undefined && wikidata !== undefined)) byId.set(id, each);
    for (const printed of [name, ...aliases]) {
      const other = byName.get(printed);
      if (other && other.entity.id !== id) clash(other, each, `"${printed}" means ${other.entity.id} and ${id}`);
      if (!other) byName.set(printed, each);
    }
  }
  return against;
}

function report(files: readonly ReadFile[], placed: readonly Placed[], against: ReadonlyMap<Placed, string>) {
  const clashes = new Map<string, string>();
  for (const each of placed) {
    const reason = against.get(each);
    if (reason !== undefined) clashes.set(`${each.file}#${each.row}`, reason);
  }
  let left = SHOWN_IN_ALL;
  return files.map((file, at): GazetteerFile => {
    const { key, rows } = file;
    if (!rows) return { key, rows: 0, entities: 0, refused: 0, problems: [{ row: 0, reason: file.reason }] };
    const problems: GazetteerFile['problems'] = [];
    let refused = 0;
    for (const row of rows) {
      const reason = row.entity ? clashes.get(`${at}#${row.row}`) : row.reason;
      if (reason !== undefined) refused++;
      const dropped = row.entity?.aliases && row.dropped.length > 0 ? aliasesOf(row.dropped) : undefined;
      const why = reason ?? dropped;
      if (why === undefined || problems.length === SHOWN || left === 0) continue;
      left--;
      problems.push({ row: row.row, reason: why.slice(0, 400) });
    }
    return { key, rows: rows.length, entities: rows.length - refused, refused, problems };
  });
}

const aliasesOf = (dropped: readonly string[]) =>
  `without the other names ${dropped.slice(0, 5).join(', ')}, which would be found everywhere or cannot be names`;
