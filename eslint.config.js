import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/', 'tests/.output/', 'data/'] },
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			eqeqeq: ['error', 'always'],
			'no-undef': 'off',
			'no-warning-comments': [
				'error',
				{ terms: ['todo', 'fixme', 'xxx', 'eslint-disable'], location: 'anywhere' }
			],
			'object-shorthand': 'error',
			'prefer-const': ['error', { destructuring: 'all' }],
			'no-console': 'error',
			'no-param-reassign': 'error',
			'max-depth': ['error', 4],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			// A sentence that names a value may name any value.
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true }
			],
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/require-await': 'off',
			// Interfaces here are written as methods and made as object literals, which have no `this` to lose.
			'@typescript-eslint/unbound-method': 'off',
			// An event may be answered by an async function; floating promises stay errors.
			'@typescript-eslint/no-misused-promises': [
				'error',
				{ checksVoidReturn: { arguments: false, attributes: false } }
			],
			// iCalendar refuses some control characters by name.
			'no-control-regex': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// The app lives at the root of its host.
			'svelte/no-navigation-without-resolve': 'off',
			// A Map that nothing draws is a plain Map.
			'svelte/prefer-svelte-reactivity': 'off',
			// Inside a template the values of generic snippets are not resolved; svelte-check looks at them.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			// `let` and `$props()` go together; the compiler says what is never written.
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived', '$state'] }]
		}
	},
	{
		files: ['server/**', 'tests/**'],
		rules: { 'no-console': 'off' }
	},
	{
		files: ['tests/**'],
		// A test may take what it knows to be there; it fails where it is not.
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			// Playwright reads from the pattern which fixtures a fixture needs.
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }]
		}
	},
	{
		files: ['**/*.js', '**/*.mjs'],
		extends: [ts.configs.disableTypeChecked]
	}
)
