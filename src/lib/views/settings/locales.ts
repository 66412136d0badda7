/** Ways to write dates that can be chosen besides the browser's own. */
export const LOCALES: readonly { readonly value: string; readonly label: string }[] = [
	{ value: 'en-GB', label: 'English (24 Nov, 14:30)' },
	{ value: 'en-US', label: 'English, US (Nov 24, 2:30 PM)' },
	{ value: 'de-DE', label: 'Deutsch (24. Nov., 14:30)' },
	{ value: 'fr-FR', label: 'Français (24 nov., 14:30)' },
	{ value: 'es-ES', label: 'Español (24 nov, 14:30)' },
	{ value: 'it-IT', label: 'Italiano (24 nov, 14:30)' },
	{ value: 'nl-NL', label: 'Nederlands (24 nov, 14:30)' },
	{ value: 'pl-PL', label: 'Polski (24 lis, 14:30)' },
	{ value: 'sv-SE', label: 'Svenska (24 nov., 14:30)' },
	{ value: 'pt-BR', label: 'Português (24 de nov., 14:30)' },
	{ value: 'ja-JP', label: '日本語 (11月24日 14:30)' }
]
