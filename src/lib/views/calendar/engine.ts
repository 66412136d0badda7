/** FullCalendar, in one chunk of its own: loaded by `loadEngine` only, never imported directly. */
import { Calendar } from '@fullcalendar/core'
import dayGrid from '@fullcalendar/daygrid'
import interaction from '@fullcalendar/interaction'
import timeGrid from '@fullcalendar/timegrid'

export { Calendar }
export const plugins = [dayGrid, timeGrid, interaction]
