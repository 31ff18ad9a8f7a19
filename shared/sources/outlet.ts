import * as z from 'zod';

/** What an outlet is. `serial`: a publication of briefs, which others refer to as "see the Monitor, February 9". */
export const KINDS = ['agency', 'daily', 'weekly', 'broadcaster', 'site', 'official', 'serial'] as const;

/** A cited outlet that the registry knows. */
export const Outlet = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  /** Names among them that are also words, or something else: they need more than themselves outside of parentheses. */
  weak: z.array(z.string()),
  /** ISO 3166-1 alpha-2, or EU; absent where it is of no one country. */
  country: z.string().optional(),
  kind: z.enum(KINDS),
  domains: z.array(z.string()),
});
export type Outlet = z.infer<typeof Outlet>;
