/**
 * Changes with every change of what `readArticles` returns, so that articles read by an older one can be found. Apart
 * from the formats, so that naming the version does not load them.
 */
export const PARSER_VERSION = '1.22.0';
