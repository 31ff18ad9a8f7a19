import * as z from 'zod';
import generated from './governments.generated.json';
import { type Days, foldSurname } from './offices';

/**
 * That a person was of a country's government. The office is not known. `from` is the day from which it is known: lists of
 * most countries begin in January 2003, and say nothing of before. `to` is undefined where the source leaves it open.
 */
interface Service {
  readonly name: string;
  /** The country's code, as `countriesKnown()` has it. */
  readonly code: string;
  readonly periods: readonly { readonly from: Days['from']; readonly to: Days['to'] | undefined }[];
}

const Generated = z.object({ governments: z.string() });

let bySurname: ReadonlyMap<string, readonly Service[]> | undefined;

/** What is known of a person of this name: given name and surname agree, whatever their transliteration. */
export function servicesOf(name: string): readonly Service[] {
  const [given, surname] = [name.split(' ')[0] ?? '', name.slice(name.lastIndexOf(' ') + 1)];
  return name.includes(' ')
    ? servicesBySurname(surname).filter(
        (service) => foldSurname(service.name.split(' ')[0] ?? '') === foldSurname(given),
      )
    : [];
}

/** Members of governments whose surname (the last word of the name) it is, whatever its transliteration. Read on first use. */
export function servicesBySurname(surname: string): readonly Service[] {
  bySurname ??= read();
  return bySurname.get(foldSurname(surname)) ?? [];
}

function read(): ReadonlyMap<string, readonly Service[]> {
  const services = new Map<string, Service[]>();
  let code = '';
  for (const line of Generated.parse(generated).governments.split('\n')) {
    if (line.startsWith('#')) code = line.slice(1);
    else {
      const [name = '', periods = ''] = line.split('|');
      const surname = foldSurname(name.slice(name.lastIndexOf(' ') + 1));
      const service = { name, code, periods: periods.split(';').map(periodOf) };
      services.set(surname, [...(services.get(surname) ?? []), service]);
    }
  }
  return services;
}

/** "0301-0403" is from the first of a month to the last of another, "19991231-20080507" from day to day. */
function periodOf(period: string): Service['periods'][number] {
  const [since = '', until = ''] = period.split('-');
  const from = since.length === 4 ? `20${since.slice(0, 2)}-${since.slice(2)}-01` : isoDay(since);
  if (until === '') return { from, to: undefined };
  if (until.length === 8) return { from, to: isoDay(until) };
  const last = new Date(Date.UTC(2000 + Number(until.slice(0, 2)), Number(until.slice(2)), 0));
  return { from, to: last.toISOString().slice(0, 10) };
}

const isoDay = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
