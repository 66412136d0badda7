/**
 * The clock of one device: every edit is later than the device's earlier ones and than all it has read in the registers
 * it touches, as far as those are not from the future (`FUTURE_MS`). No two edits of a device ever share a clock, also
 * when its own clock is set back: undo recognises its own writes by that.
 */
import { clampClock, later, tick, type Clock } from './clock.ts'

export interface DeviceClock {
	readonly device: string
	/** The clock of the next edit; `seen` are those of the registers it replaces. */
	readonly next: (seen: Iterable<Clock>) => Clock
}

export interface DeviceClockOptions {
	/** A few characters, unique among the devices of a workspace; it is in every register. */
	readonly device: string
	readonly nowMs: () => number
	/** The device's last clock of an earlier run, where it is known. */
	readonly last?: Clock
}

export function createDeviceClock({ device, nowMs, last }: DeviceClockOptions): DeviceClock {
	let latest = last
	return {
		device,
		next(seen) {
			const now = nowMs()
			let after = latest
			for (const clock of seen) after = later(after, clampClock(clock, now))
			latest = tick(after, now, device)
			return latest
		}
	}
}
