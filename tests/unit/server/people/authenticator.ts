/** A passkey in software: ES256, attestation "none" (WebAuthn level 3, §6 and §7), as a phone would answer. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

export interface Ceremony {
	readonly challenge: string
	readonly origin: string
	readonly rpId: string
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const WITH_CREDENTIAL = 0x40

export function createAuthenticator() {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
	const id = randomBytes(16)
	let counter = 0

	const clientData = (type: string, { challenge, origin }: Ceremony) =>
		Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

	function authenticatorData(rpId: string, flags: number, credential = Buffer.alloc(0)) {
		const count = Buffer.alloc(4)
		count.writeUInt32BE((counter += 1))
		return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count, credential])
	}

	return {
		register(ceremony: Ceremony) {
			const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
			const length = Buffer.alloc(2)
			length.writeUInt16BE(id.length)
			const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(x, y)])
			const flags = USER_PRESENT | USER_VERIFIED | WITH_CREDENTIAL
			const data = authenticatorData(ceremony.rpId, flags, credential)
			return {
				...named(id),
				response: {
					clientDataJSON: clientData('webauthn.create', ceremony).toString('base64url'),
					attestationObject: attestation(data).toString('base64url'),
					transports: ['internal']
				}
			}
		},
		sign(ceremony: Ceremony) {
			const client = clientData('webauthn.get', ceremony)
			const data = authenticatorData(ceremony.rpId, USER_PRESENT | USER_VERIFIED)
			const signature = createSign('sha256')
				.update(Buffer.concat([data, sha256(client)]))
				.sign(privateKey)
			return {
				...named(id),
				response: {
					clientDataJSON: client.toString('base64url'),
					authenticatorData: data.toString('base64url'),
					signature: signature.toString('base64url')
				}
			}
		}
	}
}

const named = (id: Buffer) => ({
	id: id.toString('base64url'),
	rawId: id.toString('base64url'),
	type: 'public-key',
	clientExtensionResults: {}
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** CBOR (RFC 8949) of `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`: an EC2 key for ES256 (RFC 9053 §7.1). */
const coseKey = (x: string, y: string) =>
	Buffer.concat([
		Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
		Buffer.from(x, 'base64url'),
		Buffer.from([0x22, 0x58, 0x20]),
		Buffer.from(y, 'base64url')
	])

/** CBOR of `{fmt: "none", attStmt: {}, authData}`. */
const attestation = (authData: Buffer) =>
	Buffer.concat([
		Buffer.from([0xa3]),
		cborText('fmt'),
		cborText('none'),
		cborText('attStmt'),
		Buffer.from([0xa0]),
		cborText('authData'),
		Buffer.from([0x58, authData.length]),
		authData
	])

const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
