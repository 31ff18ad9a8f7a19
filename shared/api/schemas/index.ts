/** The shapes that the HTTP API answers with. OpenAPI is generated from them, the CLI and the tests parse with them. */

export * from './articles';
export * from './common';
export * from './drops';
export * from './entities';
export * from './narrative';
export * from './relations';
export * from './roles';
export * from './runs';
