/**
 * The tables of `rooms.sqlite`. Entries lie in the order of their key, so that a room's tail is read from neighbouring
 * pages and an append touches one page for each room.
 */
import type { Schema } from './open-database.ts'

export const ROOM_SCHEMA: Schema = {
	// "Dayb" in ASCII, and 1 for rooms.
	applicationId: 0x44_61_79_01,
	migrations: [
		`
		-- One row. Epochs of rooms are derived from it: a restore changes this one value.
		create table store (epoch text not null) strict;
		insert into store values (lower(hex(randomblob(16))));

		create table rooms (
			id integer primary key,
			name text not null unique,
			-- The newest position ever given; kept here because the newest row may be damaged.
			head integer not null,
			-- Positions up to this one have been dropped from the log.
			floor integer not null
		) strict;

		create table entries (
			room integer not null,
			position integer not null,
			bytes blob not null,
			member text not null,
			device text not null,
			at integer not null,
			checksum integer not null,
			primary key (room, position)
		) strict, without rowid;

		-- The bytes last: the columns before them are read without walking through their pages.
		create table snapshots (
			room integer primary key,
			position integer not null,
			checksum integer not null,
			bytes blob not null
		) strict;

		-- Rows that did not match their checksum, as they were found; any type, for nothing in them can be trusted.
		create table damaged (
			room text not null,
			position integer not null,
			kind text not null,
			found_at integer not null,
			bytes, member, device, at, checksum
		);

		-- How often a room of this name was removed: the next one begins again at position 1, in another epoch.
		create table removals (room text primary key, times integer not null) strict, without rowid
		`
	]
}

export const NEW_EPOCH = 'update store set epoch = lower(hex(randomblob(16)))'
