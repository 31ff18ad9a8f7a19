/** Unit and infrastructure tests: no network beyond loopback, no ../shared needed. The acceptance suite has its own config. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test/unit', '<rootDir>/test/infra', '<rootDir>/test/local'],
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Packages that ship ES modules only have to pass through swc as well.
  transformIgnorePatterns: [
    '/node_modules/(?!(decode-named-character-reference|character-entities|fauxqs|@rapideditor|htmlparser2|entities|dom[a-z-]+|modern-tar|unpdf|eld)/?)',
  ],
  // These export themselves for `import` only, and jest resolves like `require`.
  moduleNameMapper: {
    '^fauxqs$': '<rootDir>/node_modules/fauxqs/dist/app.js',
    '^eld/extrasmall$': '<rootDir>/node_modules/eld/src/entries/static.extrasmall.js',
    '^unpdf/pdfjs$': '<rootDir>/node_modules/unpdf/dist/pdfjs.mjs',
  },
  setupFiles: ['<rootDir>/test/setup.cjs'],
  testTimeout: 30_000,
};
