const packages = '<rootDir>/packages'

/** Tests run the TypeScript sources as ES modules through swc; `pnpm typecheck` checks their types. */
export default {
  maxWorkers: '100%',
  // What modules of earlier files leave in a worker makes the later ones several times slower.
  workerIdleMemoryLimit: '600MB',
  // No test waits for time to pass; a busy machine must not fail one.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/{packages,fixtures,test}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@botgen/runtime/(arguments|inspection|links|opentelemetry)$': `${packages}/runtime/src/$1.ts`,
    '^@botgen/codegen/config$': `${packages}/codegen/src/config/entry.ts`,
    '^@botgen/(runtime|codegen|testing|storage-level|storage-redis|storage-sql|inspector)$': `${packages}/$1/src/index.ts`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
}
