/** As much of nodemailer as `mailer.ts` uses; the package has no types of its own. */
declare module 'nodemailer' {
	export interface TransportOptions {
		readonly url: string
		readonly connectionTimeout?: number
		readonly greetingTimeout?: number
		readonly socketTimeout?: number
		readonly disableFileAccess?: boolean
		readonly disableUrlAccess?: boolean
	}
	export interface Mail {
		readonly from: string
		readonly to: string
		readonly subject: string
		readonly text: string
	}
	export interface Transport {
		sendMail(mail: Mail): Promise<unknown>
		close(): void
	}
	export function createTransport(options: TransportOptions): Transport
}
