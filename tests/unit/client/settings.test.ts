import { describe, expect, test } from 'vitest'
import { createDrafts, dropDrafts } from '#lib/client/drafts.ts'
import { SettingsState } from '#lib/client/settings.svelte.ts'
import { defaultSettings, firstWeekdayOf, readSettings } from '#lib/client/settings.ts'
import { readStored, writeStored, type TextStore } from '#lib/client/stored-value.ts'

/** localStorage as a browser has it: its keys are its own properties. */
function createStore(): TextStore & Record<string, unknown> {
	const store = Object.create({
		getItem: (key: string) => store[key] ?? null,
		setItem: (key: string, value: string) => (store[key] = value),
		removeItem: (key: string) => delete store[key]
	}) as TextStore & Record<string, unknown>
	return store
}

const refusing: TextStore = {
	getItem: () => null,
	setItem: () => {
		throw new DOMException('full', 'QuotaExceededError')
	},
	removeItem: () => undefined
}

describe('readSettings()', () => {
	const fallback = defaultSettings('de-DE')

	test('takes what holds and leaves out what does not', () => {
		const stored = {
			firstWeekday: 7,
			slotMinutes: 7,
			dayStart: 540,
			dayEnd: 1080,
			weekNumbers: 'yes',
			colourBy: 'status',
			density: 'compact',
			locale: 'en-us',
			shortcuts: false,
			unknown: 1
		}
		expect(readSettings(stored, fallback)).toEqual({
			...fallback,
			firstWeekday: 7,
			dayStart: 540,
			dayEnd: 1080,
			colourBy: 'status',
			density: 'compact',
			locale: 'en-US',
			shortcuts: false
		})
	})

	test.each([undefined, null, 3, 'text', [], {}])('of %s is the default', (stored) => {
		expect(readSettings(stored, fallback)).toEqual(fallback)
	})

	test('a day that ends before it begins is refused as a pair', () => {
		expect(readSettings({ dayStart: 900, dayEnd: 600 }, fallback)).toEqual(fallback)
		expect(readSettings({ dayStart: 1439 }, fallback)).toEqual(fallback)
	})

	test('a locale nobody knows is refused', () => {
		expect(readSettings({ locale: 'not a locale' }, fallback).locale).toBe('de-DE')
	})
})

test('defaultSettings() give fingers room and a desk its overview', () => {
	expect(defaultSettings('en-GB', true).density).toBe('comfortable')
	expect(defaultSettings('en-GB', false).density).toBe('compact')
})

test('firstWeekdayOf() follows the region', () => {
	expect([firstWeekdayOf('de-DE'), firstWeekdayOf('en-US'), firstWeekdayOf('ar-EG')]).toEqual([1, 7, 6])
	expect(firstWeekdayOf('not a locale')).toBe(1)
})

test('SettingsState keeps changes, follows another tab and refuses what is out of range', () => {
	const store = createStore()
	const here = new SettingsState('en-GB', store)
	const there = new SettingsState('en-GB', store)
	here.save({ slotMinutes: 30, dayStart: -1 })
	expect(here.current).toEqual({ ...defaultSettings('en-GB'), slotMinutes: 30 })
	expect(there.current.slotMinutes).toBe(15)
	there.reread()
	expect(there.current.slotMinutes).toBe(30)
	expect(new SettingsState('en-GB', store).current.slotMinutes).toBe(30)
})

describe('drafts', () => {
	test('survive the page, and end when they are dropped', () => {
		const store = createStore()
		expect(createDrafts('book', store).keep('editor', { title: 'Cut' })).toBe(true)
		const after = createDrafts('book', store)
		expect(after.read('editor')).toEqual({ title: 'Cut' })
		expect(createDrafts('other', store).read('editor')).toBeUndefined()
		after.drop('editor')
		expect(createDrafts('book', store).read('editor')).toBeUndefined()
	})

	test('live as long as the page where storage is full', () => {
		const drafts = createDrafts('book', refusing)
		expect(drafts.keep('editor', 'text')).toBe(false)
		expect(drafts.read('editor')).toBe('text')
		drafts.drop('editor')
		expect(drafts.read('editor')).toBeUndefined()
	})

	test('go with their book', () => {
		const store = createStore()
		createDrafts('a', store).keep('x', 1)
		createDrafts('b', store).keep('x', 2)
		dropDrafts('a', store)
		expect([createDrafts('a', store).read('x'), createDrafts('b', store).read('x')]).toEqual([undefined, 2])
	})
})

test('readStored() and writeStored() survive what is no JSON and no storage', () => {
	const store = createStore()
	store.setItem('broken', '{')
	expect(readStored(store, 'broken')).toBeUndefined()
	expect(readStored(undefined, 'x')).toBeUndefined()
	expect(writeStored(undefined, 'x', 1)).toBe(false)
	expect(writeStored(refusing, 'x', 1)).toBe(false)
	expect(writeStored(store, 'x', 1)).toBe(true)
	expect(writeStored(store, 'x', undefined)).toBe(true)
	expect(readStored(store, 'x')).toBeUndefined()
})
