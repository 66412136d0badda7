/** The browser's offer to install the app, kept until the person asks for it. */
interface InstallPrompt extends Event {
	prompt(): Promise<unknown>
}

export class InstallState {
	#prompt: InstallPrompt | undefined

	constructor() {
		this.#prompt = $state.raw(undefined)
	}

	get offered(): boolean {
		return this.#prompt !== undefined
	}

	/** For the window's `beforeinstallprompt`. */
	keep(event: Event): void {
		event.preventDefault()
		this.#prompt = event as InstallPrompt
	}

	async ask(): Promise<void> {
		const prompt = this.#prompt
		this.#prompt = undefined
		await prompt?.prompt()
	}
}
