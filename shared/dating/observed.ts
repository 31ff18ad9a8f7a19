import { isoDay, parseIsoDay } from '../times/calendar';
import type { Dating, DatingReason, ObservedIssue } from './dating';
import { addWorkingDays, serialOf } from './serials';

/** Which issue of which serial. */
export interface IssueOf {
  publication: string;
  volume: number;
  issue: number;
}

/** What the dated issues of the same volume say of another: it lies between them, at the serial's pace. */
export function boundsByObserved(of: IssueOf, observed: readonly ObservedIssue[]): DatingReason[] {
  const paced = serialOf(of.publication)?.pace === 'working-day';
  return observed.flatMap(({ volume, issue, day }): DatingReason[] => {
    const at = parseIsoDay(day);
    if (volume !== of.volume || at === undefined) return [];
    const apart = of.issue - issue;
    const bound = isoDay(paced ? addWorkingDays(at, apart) : at + Math.sign(apart));
    const says = `Issue ${issue} of this volume is of ${day}.`;
    if (apart > 0) return [{ method: 'observed-issue', says, notBefore: bound }];
    if (apart < 0) return [{ method: 'observed-issue', says, notAfter: bound }];
    return [{ method: 'observed-issue', says, notBefore: day, notAfter: day }];
  });
}

/** Whether dated issues leave fewer of the days that were inferred; those that leave none contradict them. */
export function narrows(
  of: IssueOf,
  days: Pick<Dating, 'earliest' | 'latest'>,
  observed: readonly ObservedIssue[],
): boolean {
  return boundsByObserved(of, observed).some(({ notBefore, notAfter }) => {
    const contradicts = (notBefore ?? '') > days.latest || (notAfter ?? '9') < days.earliest;
    return !contradicts && ((notBefore ?? '') > days.earliest || (notAfter ?? '9') < days.latest);
  });
}
