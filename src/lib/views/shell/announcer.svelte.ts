/** What the page says to those who hear it; `LiveRegion` speaks it. */
export class AnnouncerState {
	sentence: string
	count: number

	constructor() {
		this.sentence = $state('')
		this.count = $state(0)
	}

	say(sentence: string): void {
		this.sentence = sentence
		this.count += 1
	}
}
