import hsx from '@hs-x/eslint-plugin';
import parser from '@typescript-eslint/parser';

// Finds actions, functions and syncs that forgot to ask whether the portal has paid.
export default [
  { ignores: ['.hs-x/**', 'deploy/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    ...hsx.configs.recommended,
  },
];
