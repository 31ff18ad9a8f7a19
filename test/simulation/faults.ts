import type { Random } from './random';

/** What goes wrong in a simulated run, and how often at each opportunity where a run has it at all. */
const RATES = {
  /** EventBridge and its way to the parse queue. */
  'event lost': 0.05,
  'event twice': 0.15,
  'event late': 0.2,
  /** SQS: at least once, in any order. */
  'message twice': 0.05,
  'message late': 0.1,
  'message not deleted': 0.05,
  /** A function dies at one of its awaits; what it had asked for may still be done. */
  'crash at an await': 0.25,
  /** A call takes minutes. */
  stall: 0.002,
  /** A function is given up on, but goes on. */
  'time-out unheeded': 0.02,
  'DynamoDB refuses': 0.01,
  'S3 refuses': 0.02,
  'SQS refuses': 0.02,
  'EventBridge refuses': 0.02,
  /** A service does what it was asked for, and says that it did not. */
  'answer lost': 0.01,
  /** Some of a batch is written or sent, some is not. */
  'batch cut': 0.02,
  /** Items of a batch arrive one by one, others' between them. */
  'batch in pieces': 0.3,
  'clock skew': 0.5,
  'old deployment': 0.5,
  /** The whole process, with its queues (the embedded runtime). At this many moments in a run. */
  'kill -9': 3,
} as const;

export type Fault = keyof typeof RATES;
export type Rates = Readonly<Record<Fault, number>>;

const FAULTS = Object.keys(RATES).filter((name): name is Fault => name in RATES);

const ratesOf = (rate: (fault: Fault) => number): Rates =>
  Object.fromEntries(FAULTS.map((fault) => [fault, rate(fault)])) as Record<Fault, number>;

export const CALM: Rates = ratesOf(() => 0);

/**
 * A run has about half of the faults, each at a rate of its own: faults that are always there hide each other (Groce et
 * al., "Swarm testing", ISSTA 2012).
 */
export function someFaults(random: Random): Rates {
  return ratesOf((fault) => (random.chance(0.55) ? RATES[fault] * random.between(0.2, 2) : 0));
}
