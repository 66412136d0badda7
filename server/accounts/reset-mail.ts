/** The mail with a link to a new password. */
export const resetMail = (link: string): { readonly subject: string; readonly text: string } => ({
	subject: 'A new password for Daybook',
	text: [
		'Somebody, probably you, asked for a new password for Daybook.',
		`Choose it here within an hour:\n${link}`,
		'If it was not you, leave this mail unanswered: your password stays as it is.'
	].join('\n\n')
})
