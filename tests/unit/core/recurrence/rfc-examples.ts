/** The examples of RFC 5545 §3.8.5.3 as facts: DTSTART is 2 September 1997, 09:00 in New York, unless said. */
export interface Example {
	readonly rule: string
	readonly from?: string
	/** The first dates by month and day, `09-02`; with a year where it changes, with a time where there are several. */
	readonly dates: string
	/** How many there are in all, or undefined for a rule without end. */
	readonly count?: number
}

export const RFC_EXAMPLES: readonly Example[] = [
	{
		rule: 'FREQ=DAILY;COUNT=10',
		dates: '09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11',
		count: 10
	},
	{ rule: 'FREQ=DAILY;UNTIL=19971224T000000Z', dates: '09-02 09-03 09-04', count: 113 },
	{ rule: 'FREQ=DAILY;INTERVAL=2', dates: '09-02 09-04 09-06 09-08 09-10 09-12 09-14' },
	{ rule: 'FREQ=DAILY;INTERVAL=10;COUNT=5', dates: '09-02 09-12 09-22 10-02 10-12', count: 5 },
	{
		rule: 'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
		from: '1998-01-01',
		dates: '1998-01-01 01-02 01-03',
		count: 93
	},
	{
		rule: 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
		from: '1998-01-01',
		dates: '1998-01-01 01-02 01-03',
		count: 93
	},
	{
		rule: 'FREQ=WEEKLY;COUNT=10',
		dates: '09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04',
		count: 10
	},
	{ rule: 'FREQ=WEEKLY;UNTIL=19971224T000000Z', dates: '09-02 09-09 09-16', count: 17 },
	{ rule: 'FREQ=WEEKLY;INTERVAL=2;WKST=SU', dates: '09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23' },
	{
		rule: 'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
		dates: '09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02',
		count: 10
	},
	{
		rule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
		from: '1997-09-01',
		dates: '09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03',
		count: 25
	},
	{
		rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
		dates: '09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16',
		count: 8
	},
	{
		rule: 'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
		from: '1997-09-05',
		dates: '09-05 10-03 11-07 12-05 1998-01-02 02-06 03-06 04-03 05-01 06-05',
		count: 10
	},
	{
		rule: 'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
		from: '1997-09-05',
		dates: '09-05 10-03 11-07 12-05',
		count: 4
	},
	{
		rule: 'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
		from: '1997-09-07',
		dates: '09-07 09-28 11-02 11-30 1998-01-04 01-25 03-01 03-29 05-03 05-31',
		count: 10
	},
	{
		rule: 'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
		from: '1997-09-22',
		dates: '09-22 10-20 11-17 12-22 1998-01-19 02-16',
		count: 6
	},
	{
		rule: 'FREQ=MONTHLY;BYMONTHDAY=-3',
		from: '1997-09-28',
		dates: '09-28 10-29 11-28 12-29 1998-01-29 02-26'
	},
	{
		rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
		dates: '09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998-01-02 01-15',
		count: 10
	},
	{
		rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
		from: '1997-09-30',
		dates: '09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998-01-01 01-31 02-01',
		count: 10
	},
	{
		rule: 'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
		from: '1997-09-10',
		dates: '09-10 09-11 09-12 09-13 09-14 09-15 1999-03-10 03-11 03-12 03-13',
		count: 10
	},
	{
		rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
		dates: '09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998-01-06'
	},
	{
		rule: 'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
		from: '1997-06-10',
		dates: '06-10 07-10 1998-06-10 07-10 1999-06-10 07-10 2000-06-10 07-10 2001-06-10 07-10',
		count: 10
	},
	{
		rule: 'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
		from: '1997-03-10',
		dates: '03-10 1999-01-10 02-10 03-10 2001-01-10 02-10 03-10 2003-01-10 02-10 03-10',
		count: 10
	},
	{
		rule: 'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
		from: '1997-01-01',
		dates: '01-01 04-10 07-19 2000-01-01 04-09 07-18 2003-01-01 04-10 07-19 2006-01-01',
		count: 10
	},
	{ rule: 'FREQ=YEARLY;BYDAY=20MO', from: '1997-05-19', dates: '05-19 1998-05-18 1999-05-17' },
	{ rule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', from: '1997-05-12', dates: '05-12 1998-05-11 1999-05-17' },
	{
		rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
		from: '1997-03-13',
		dates: '03-13 03-20 03-27 1998-03-05 03-12 03-19 03-26 1999-03-04'
	},
	{
		rule: 'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
		from: '1997-06-05',
		dates: '06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07'
	},
	{ rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', dates: '1998-02-13 03-13 11-13 1999-08-13 2000-10-13' },
	{
		rule: 'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
		from: '1997-09-13',
		dates: '09-13 10-11 11-08 12-13 1998-01-10 02-07 03-07 04-11 05-09 06-13'
	},
	{
		rule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
		from: '1996-11-05',
		dates: '1996-11-05 2000-11-07 2004-11-02'
	},
	{
		rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
		from: '1997-09-04',
		dates: '09-04 10-07 11-06',
		count: 3
	},
	{
		rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
		from: '1997-09-29',
		dates: '09-29 10-30 11-27 12-30 1998-01-29 02-26 03-30'
	},
	{ rule: 'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z', dates: '09-02 09-02T12:00 09-02T15:00', count: 3 },
	{
		rule: 'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
		dates: '09-02 09-02T09:15 09-02T09:30 09-02T09:45 09-02T10:00 09-02T10:15',
		count: 6
	},
	{ rule: 'FREQ=MINUTELY;INTERVAL=90;COUNT=4', dates: '09-02 09-02T10:30 09-02T12:00 09-02T13:30', count: 4 },
	{
		rule: 'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
		dates: '09-02 09-02T09:20 09-02T09:40 09-02T10:00'
	},
	{
		rule: 'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
		dates: '09-02 09-02T09:20 09-02T09:40 09-02T10:00'
	},
	{
		rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
		from: '1997-08-05',
		dates: '08-05 08-10 08-19 08-24',
		count: 4
	},
	{
		rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
		from: '1997-08-05',
		dates: '08-05 08-17 08-19 08-31',
		count: 4
	},
	{
		rule: 'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
		from: '2007-01-15',
		dates: '2007-01-15 01-30 02-15 03-15 03-30',
		count: 5
	}
]
