/** What the account says to a person. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InvitationPreview } from '#lib/core/account/invitation.ts'
import { API_REFUSALS, type ApiRefusal } from '#lib/core/account/refusal.ts'
import { SHORTEST_PASSWORD } from '#lib/core/account/sign-in.ts'
import { refuse } from '#lib/core/result.ts'
import { sayBrowser } from '#lib/views/account/browser-words.ts'
import { isForAnother, sayInvitation } from '#lib/views/account/invitation-words.ts'
import { readCode } from '#lib/views/account/link-code.ts'
import {
	emailFault,
	nameFault,
	passwordFault,
	sayRefusal,
	sayReturn
} from '#lib/views/account/refusal-words.ts'
import { sayBooks, sayUnsynced, sayWait } from '#lib/views/account/sign-out-words.ts'

test('sayRefusal() has a sentence for everything the server may say', () => {
	for (const why of Object.keys(API_REFUSALS) as ApiRefusal[]) {
		expect(sayRefusal(refuse(why, 'give a name')), why).toMatch(/\S/)
	}
	expect(sayRefusal(refuse('bad-request', 'give a name'))).toBe('give a name')
})

test('sayRefusal() takes the words of the place where there are some', () => {
	const instead = { 'wrong-credentials': 'The password you have now is not right' }
	expect(sayRefusal(refuse('wrong-credentials', ''), instead)).toBe(instead['wrong-credentials'])
	expect(sayRefusal(refuse('offline', ''), instead)).toMatch(/cannot be reached/)
})

test('sayReturn() says nothing without an error, and never what stands in the address', () => {
	expect(sayReturn('?view=week')).toBeUndefined()
	expect(sayReturn('?error=access_denied')).toMatch(/stopped there/)
	fc.assert(
		fc.property(fc.string({ minLength: 8 }), (error) => {
			const said = sayReturn(`?${new URLSearchParams({ error }).toString()}`)
			expect(said).toMatch(/\S/)
			expect(said).not.toContain(`<${error}>`)
		})
	)
	// A name of every object is no known error.
	expect(sayReturn('?error=constructor')).toMatch(/did not work/)
})

test('readCode() takes back every code that was put behind #, and nothing else', () => {
	const letters = [...'abcxyzABCXYZ0189_-']
	const code = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 128 })
	fc.assert(fc.property(code, (one) => readCode(`#${one}`) === one))
	for (const hash of ['', '#', '#a b', '#<b>', `#${'a'.repeat(129)}`]) expect(readCode(hash)).toBeUndefined()
})

test('the checks of a form refuse exactly what the server would refuse for sure', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 140 }), (text) => {
			expect(passwordFault(text) === undefined).toBe(text.length >= SHORTEST_PASSWORD && text.length <= 128)
			expect(nameFault(text) === undefined).toBe(text.trim() !== '')
		})
	)
	expect(emailFault(' ada@example.org ')).toBeUndefined()
	for (const wrong of ['', 'ada', 'ada@', '@example.org', 'a b@example.org'])
		expect(emailFault(wrong), wrong).toBeDefined()
})

test('sayBrowser() names the browser and the system, not the ones it pretends to be', () => {
	const chrome =
		'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
	const phone =
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1'
	expect(sayBrowser(chrome)).toBe('Chrome on Windows')
	expect(sayBrowser(`${chrome} Edg/140.0`)).toBe('Edge on Windows')
	expect(sayBrowser(phone)).toBe('Safari on iPhone')
	expect(sayBrowser('Mozilla/5.0 (Linux; Android 15) Gecko/140.0 Firefox/140.0')).toBe('Firefox on Android')
	expect(sayBrowser('')).toBe('A browser that does not name itself')
})

test('signing out counts in words and names every book that goes', () => {
	expect(sayUnsynced(1)).toBe('One change is on this device only')
	expect(sayUnsynced(3)).toBe('3 changes are on this device only')
	expect(sayWait(1, false)).toBe('You are offline: wait until you are connected again, or it is lost.')
	expect(sayWait(3, true)).toBe('Wait until the number is gone, or they are lost.')
	expect(sayBooks([])).toMatch(/No book/)
	expect(sayBooks(['Studio North'])).toMatch(/“Studio North” off this device.*it is back/)
	expect(sayBooks(['Studio North', ''])).toMatch(/“Studio North” and a book without a name.*they are back/)
})

test('an invitation says from whom and as what, and for whom it is not', () => {
	const invitation: InvitationPreview = {
		workspace: 'w',
		workspaceName: 'Studio North',
		role: 'viewer',
		invitedBy: 'Ada',
		email: 'Bea@example.org',
		expiresAt: 0
	}
	expect(sayInvitation(invitation)).toMatch(/^Ada invites you as a viewer/)
	expect(sayInvitation({ ...invitation, invitedBy: '' })).toMatch(/^You are invited/)
	expect(isForAnother(invitation, 'bea@EXAMPLE.org')).toBe(false)
	expect(isForAnother(invitation, 'ada@example.org')).toBe(true)
	expect(isForAnother({ ...invitation, email: undefined }, 'ada@example.org')).toBe(false)
})
