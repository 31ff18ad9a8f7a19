import { type Day, isoDay, parseIsoDay } from '../times/calendar';
import type { Dating, DatingReason } from './dating';
import { isWorkingDay } from './serials';

/** How sure one is of a bound by its method, from what such evidence has been worth. */
const TRUST: Readonly<Record<DatingReason['method'], number>> = {
  stated: 0.98,
  url: 0.95,
  'file-name': 0.85,
  dateline: 0.9,
  'serial-calendar': 0.95,
  'issue-number': 0.95,
  'observed-issue': 0.95,
  'cited-date': 0.95,
  'relative-time': 0.85,
  'narrated-date': 0.85,
  'working-day': 0.98,
  'drop-time': 0.99,
};

/** The days that all reasons heard so far leave; and which were followed, and which not. */
export class Days {
  from: Day | undefined;
  to: Day | undefined;
  private exact = false;
  private readonly reasons: DatingReason[] = [];
  private readonly conflicts: DatingReason[] = [];

  constructor(private readonly dropped: Day | undefined) {
    if (dropped === undefined) return;
    // A day of grace for zones: an article may be dated tomorrow where it was published.
    this.to = dropped + 1;
  }

  hear(reason: DatingReason): void {
    const [low, high] = [reason.notBefore, reason.notAfter].map((day) =>
      day === undefined ? undefined : parseIsoDay(day),
    );
    const from = max(this.from, low);
    const to = min(this.to, high);
    if (from !== undefined && to !== undefined && from > to) {
      this.conflicts.push(reason);
      return;
    }
    // What says no more than is known already is no reason.
    const narrows = from !== this.from || to !== this.to;
    if (!narrows && this.exact) return;
    if (narrows) this.reasons.push(reason);
    this.from = from;
    this.to = to;
    if (reason.method === 'stated' || reason.method === 'url' || reason.method === 'file-name')
      this.exact ||= from === to;
  }

  onlyWorkingDays(): void {
    if (this.exact || this.from === undefined || this.to === undefined) return;
    let [from, to] = [this.from, this.to];
    while (!isWorkingDay(from)) from++;
    while (!isWorkingDay(to)) to--;
    if (from > to || (from === this.from && to === this.to)) return;
    this.reasons.push({
      method: 'working-day',
      says: 'The serial comes out on working days.',
      notBefore: isoDay(from),
      notAfter: isoDay(to),
    });
    this.from = from;
    this.to = to;
  }

  toDating(): Dating | undefined {
    if (this.from === undefined || this.to === undefined) return undefined;
    const reasons = [...this.reasons];
    const bounded = reasons.some(({ notAfter }) => notAfter !== undefined && parseIsoDay(notAfter) === this.to);
    if (!bounded && this.dropped !== undefined) {
      reasons.push({ method: 'drop-time', says: 'It was there when it was dropped.', notAfter: isoDay(this.to) });
    }
    const confidence = reasons.reduce((sure, { method }) => sure * TRUST[method], 1);
    return {
      earliest: isoDay(this.from),
      latest: isoDay(this.to),
      exact: this.exact,
      confidence: Math.round(confidence * 100) / 100,
      reasons,
      conflicts: this.conflicts,
    };
  }
}

const max = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);
const min = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
