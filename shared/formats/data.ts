import type { Span } from '../article/schema';

/** A value of a JSON or YAML document with its place in the source. */
export type DataValue =
  | { type: 'text'; value: string; span: Span }
  /** `value` is the number as it is written. */
  | { type: 'number'; value: string; span: Span }
  /** At most `limit` items are read. */
  | { type: 'list'; span: Span; items(limit: number): DataValue[] }
  | { type: 'map'; span: Span; members(): Member[] }
  | { type: 'other'; span: Span };

export interface Member {
  /** As written. */
  name: string;
  value: DataValue;
}

export type Text = Extract<DataValue, { type: 'text' }>;

/** The members of an object by normal name (`membersByName`). */
export type Members = ReadonlyMap<string, Member>;
