/**
 * How far an appointment may lie and how long it may last. Whoever takes times in (the editor, a file) holds them to
 * this, so that every date has a month of four digits and no slip of the keyboard touches a thousand months.
 */
import { DAY, wallOf, type Wall } from '../time/wall.ts'

/** A zone may move it by a day, and the year 0 is no year of ISO 8601 as people write it. */
export const FIRST_START: Wall = wallOf(1, 1, 2)

/** Four digits are all a date of RFC 5545 has for its year; a zone may move this one by a day. */
export const LAST_END: Wall = wallOf(9999, 12, 31)

/** Every month touched gets a hint: ten years are 120 of them. */
export const LONGEST = 3_660 * DAY
