/** What makes a function of `core` depend on when, where or how often it runs, found in the syntax tree. */
import ts from 'typescript'

/** Read as a global: the name alone is refused. */
const GLOBALS = new Set([
	'crypto',
	'performance',
	'process',
	'window',
	'document',
	'navigator',
	'localStorage',
	'indexedDB',
	'fetch',
	'console',
	'setTimeout',
	'setInterval',
	'queueMicrotask',
	'requestAnimationFrame',
	'globalThis',
	'self'
])
/** Members that ask the machine. */
const MEMBERS = new Set(['Date.now', 'Date.parse', 'Math.random', 'Temporal.Now'])
/** `Date` methods that read or write in the machine's zone. */
const LOCAL_DATE =
	/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$|^to(Date|Time)String$/
/** Depend on the machine's locale unless the first argument says which. */
const LOCALE_METHODS = /^toLocale(Date|Time)?String$|^toLocale(Upper|Lower)Case$/

/** One line for each place, with its line number. */
export function impuritiesOf(path: string, text: string): string[] {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
	const found: string[] = []
	const report = (node: ts.Node, what: string) =>
		found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`)
	const own = namesDeclaredIn(source)
	const visit = (node: ts.Node): void => {
		const what = ts.isIdentifier(node) && own.has(node.text) ? undefined : impurity(node)
		if (what) report(node, what)
		ts.forEachChild(node, visit)
	}
	visit(source)
	return found
}

/** Variables and parameters: a `window` of days is not the browser's. */
function namesDeclaredIn(source: ts.SourceFile): ReadonlySet<string> {
	const names = new Set<string>()
	const visit = (node: ts.Node): void => {
		const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)
		if (declares && ts.isIdentifier(node.name)) names.add(node.name.text)
		ts.forEachChild(node, visit)
	}
	visit(source)
	return names
}

function impurity(node: ts.Node): string | undefined {
	if (ts.isIdentifier(node)) return GLOBALS.has(node.text) && isGlobalRead(node) ? node.text : undefined
	if (ts.isPropertyAccessExpression(node)) {
		const name = `${node.expression.getText()}.${node.name.text}`
		return MEMBERS.has(name) ? name : undefined
	}
	if (ts.isNewExpression(node)) return impureConstruction(node)
	if (ts.isCallExpression(node)) return impureCall(node)
	return undefined
}

/** Not the name of a property, a parameter, an import or a type's member. */
function isGlobalRead(node: ts.Identifier): boolean {
	const { parent } = node
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
	if (ts.isTypeNode(parent) || ts.isImportSpecifier(parent) || ts.isQualifiedName(parent)) return false
	const isDeclared = 'name' in parent && parent.name === node
	return !isDeclared
}

function impureConstruction(node: ts.NewExpression): string | undefined {
	const name = node.expression.getText()
	const count = node.arguments?.length ?? 0
	if (name === 'Date' && count === 0) return 'new Date() is the clock'
	if (name === 'Date' && count > 1) return 'new Date(year, month, …) is in the machine’s zone'
	if (!name.startsWith('Intl.')) return undefined
	if (isDefaultLocale(node.arguments?.[0])) return `${name} without a locale`
	const zoned =
		name !== 'Intl.DateTimeFormat' || (node.arguments?.[1]?.getText().includes('timeZone') ?? false)
	return zoned ? undefined : `${name} without a timeZone`
}

function impureCall(node: ts.CallExpression): string | undefined {
	const callee = node.expression
	if (ts.isIdentifier(callee)) return callee.text === 'Date' ? 'Date() is the clock' : undefined
	if (!ts.isPropertyAccessExpression(callee)) return undefined
	const method = callee.name.text
	if (LOCAL_DATE.test(method)) return `${method}() is in the machine’s zone`
	if (LOCALE_METHODS.test(method) && isDefaultLocale(node.arguments[0])) return `${method}() without a locale`
	if (method === 'localeCompare' && isDefaultLocale(node.arguments[1]))
		return 'localeCompare() without a locale'
	return undefined
}

const isDefaultLocale = (argument: ts.Expression | undefined): boolean =>
	argument === undefined ||
	argument.getText() === 'undefined' ||
	(ts.isArrayLiteralExpression(argument) && argument.elements.length === 0)

/** Variables of a module that change while the program runs: a second instance in one process would share them. */
export function moduleStateOf(path: string, text: string): string[] {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
	return source.statements
		.filter(ts.isVariableStatement)
		.flatMap(({ declarationList }) =>
			declarationList.declarations
				.filter(
					({ initializer, type }) =>
						!(declarationList.flags & ts.NodeFlags.Const) ||
						(isEmptyContainer(initializer) && !type?.getText().startsWith('Readonly'))
				)
				.map(({ name }) => `${path}: ${name.getText()}`)
		)
}

/** An empty container at module level is there to be filled, unless its type says that it is not. */
function isEmptyContainer(value: ts.Expression | undefined): boolean {
	if (!value || !ts.isNewExpression(value)) return false
	return /^(Weak)?(Map|Set)$/.test(value.expression.getText()) && !value.arguments?.length
}
