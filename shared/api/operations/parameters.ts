import * as z from 'zod';

/** Ids become part of table keys, which DynamoDB limits to 2,048 bytes. */
const MAX_ID_BYTES = 1024;

export const id = z
  .string()
  .min(1, { error: 'must not be empty' })
  .refine((value) => Buffer.byteLength(value) <= MAX_ID_BYTES, {
    error: `must be at most ${MAX_ID_BYTES} bytes long`,
  });

export const idOf = (of: string) => z.strictObject({ id: id.meta({ description: `Id of the ${of}.` }) });

export const day = z.iso.date({ error: 'must be a day of the calendar, YYYY-MM-DD' });

export const MAX_LIMIT = 100;

const wholeNumber = { error: `must be a whole number from 1 to ${MAX_LIMIT}` };

export const paging = {
  limit: z.coerce
    .number(wholeNumber)
    .int(wholeNumber)
    .min(1, wholeNumber)
    .max(MAX_LIMIT, wholeNumber)
    .default(20)
    .meta({ description: 'Items a page; a page may hold fewer and still have a next one.' }),
  cursor: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: '`next` of the page before; every other parameter but `limit` has to be the same.' }),
};

export const published = {
  from: day
    .optional()
    .meta({ description: 'Published on this day (UTC) or later. Articles of unknown date are left out.' }),
  to: day
    .optional()
    .meta({ description: 'Published on this day (UTC) or earlier. Articles of unknown date are left out.' }),
};

export const articleFilters = {
  publication: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Name of the publication; case does not matter.' }),
  ...published,
};

/** For a query with `from` and `to`: ISO days compare as text. */
export const fromBeforeTo = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from <= to;

export const fromAfterTo = { path: ['from'], error: 'must not be after `to`' };

export const prefix = (of: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: `Prefix of ${of}; case and accents do not matter.` });

export const ReasonBody = z.strictObject({ reason: z.string().max(500).optional() });

export const DecisionBody = z.strictObject({
  reason: z.string().trim().min(1, { error: 'must say why' }).max(1000).meta({ description: 'Why; it is kept.' }),
  by: z.string().trim().min(1).max(200).default('api').meta({ description: 'Who decided it; it is kept.' }),
});
