/** What `core` may take from its surroundings beyond the language: the same in browsers, workers and Node. */
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
	decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string
}
declare class TextEncoder {
	encode(text?: string): Uint8Array<ArrayBuffer>
}
