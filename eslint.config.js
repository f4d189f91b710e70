import js from '@eslint/js'
import { globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  globalIgnores(['**/dist/', '**/*.generated.ts', 'packages/*/fixtures/', 'coverage/', 'examples/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.test.json' } },
    rules: {
      // `${number}` and `${boolean}` print as a reader expects.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Session and SessionContext are abstract classes on purpose, handlers have parameters they may not use.
      '@typescript-eslint/no-extraneous-class': 'off',
      // `() => promise` as a callback whose result is ignored is how fire-and-forget reads here.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A function that cancels nothing, a promise chain that only waits.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // `update.context<MyContext>()`: the caller names the type, and what makes it hold is said where it is declared.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'packages/*/test/**/*.ts', 'fixtures/**/*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    // What the command line does is done here, but only the command line prints and exits.
    files: ['packages/codegen/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['exit', 'exitCode', 'abort', 'stdout', 'stderr'].map((property) => ({ object: 'process', property })),
      ],
    },
  },
  {
    // What runs in a browser has the browser's types.
    files: ['packages/codegen/src/graph-page/browser/**/*.ts'],
    languageOptions: { parserOptions: { project: './packages/codegen/src/graph-page/browser/tsconfig.json' } },
  },
  {
    files: ['packages/inspector/src/browser/**/*.ts'],
    languageOptions: { parserOptions: { project: './packages/inspector/src/browser/tsconfig.json' } },
  },
  {
    files: ['packages/codegen/src/parse/fast/**/*.ts'],
    rules: {
      // A syntax tree has some 170 kinds of nodes; `default` stands for all that say nothing.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
)
