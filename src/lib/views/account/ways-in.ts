/** The steps of coming in, in the order of a person who has lost their way. */
export type WayInStep = 'sign-in' | 'sign-up' | 'forgotten'

export const STEP_TITLES: Readonly<Record<WayInStep, string>> = {
	'sign-in': 'Sign in',
	'sign-up': 'Your new account',
	forgotten: 'A new password'
}

/** What the form of signing up says above its fields. */
export const FOUNDING =
	'Nobody has an account on this server yet. The first one becomes its owner: they look after it and invite the others.'
