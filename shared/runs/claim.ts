import * as z from 'zod';
import { runsClaimKey } from '../archive/keys';
import { TemporaryError } from '../errors';
import type { Table } from '../ports';

/** Longer than the longest wait between two steps and than a step's attempt, so that a run that lives never loses it. */
const CLAIM_MS = 15 * 60_000;
/** Writers that meet here are a person and a schedule. */
const ATTEMPTS = 20;

const Claim = z.object({ v: z.int(), runId: z.string(), expiresAt: z.iso.datetime() });

/**
 * Makes `runId` the one run that may change something, or renews that. Answers who it is: another run, as long as its
 * claim has not expired. A run whose function died gives way by itself.
 */
export async function claimRuns(table: Table, runId: string, now: number): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const item = await table.get(runsClaimKey);
    const held = item && Claim.parse(item);
    if (held && held.runId !== runId && Date.parse(held.expiresAt) > now) return held.runId;
    const claim = { ...runsClaimKey, runId, expiresAt: new Date(now + CLAIM_MS).toISOString() };
    if ((await table.putIf(claim, held?.v)) !== undefined) return runId;
  }
  throw new TemporaryError('the claim of the runs is being written by others');
}

/** Gives the claim back; does nothing when another run holds it. */
export async function releaseRuns(table: Table, runId: string): Promise<void> {
  const item = await table.get(runsClaimKey);
  const held = item && Claim.parse(item);
  // A renewal that came between is of a step of this run that lives: it releases when it ends.
  if (held?.runId === runId) await table.deleteIf(runsClaimKey, held.v);
}

/** The run that claimed last and has not given its claim back, also when that has expired. */
export async function lastHolder(table: Table): Promise<string | undefined> {
  const item = await table.get(runsClaimKey);
  return item && Claim.parse(item).runId;
}
