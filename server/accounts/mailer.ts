/** Hands mails to the SMTP server of the settings. */
import { createTransport } from 'nodemailer'
import type { SendMail } from './accounts.ts'

/** Somebody waits for the answer of an invitation meanwhile. */
const PATIENCE_MS = 10_000

export interface MailerDeps {
	/** `smtps://name:password@mail.example.org` */
	readonly url: string
	readonly from: string
	readonly log: (line: string) => void
}

export function createMailer({ url, from, log }: MailerDeps): SendMail {
	const transport = createTransport({
		url,
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS,
		// Texts are ours: nothing in them may make the server read a file or fetch an address.
		disableFileAccess: true,
		disableUrlAccess: true
	})
	return async (mail) => {
		try {
			await transport.sendMail({ from, ...mail })
			return true
		} catch (error) {
			// The code says whether it was the connection, the sign-in or the address; the text may quote the mail.
			const { code = 'unknown' } = error as { code?: string }
			log(`accounts: a mail was not sent (${code})`)
			return false
		}
	}
}
