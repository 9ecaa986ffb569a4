// Prints what npm ical.js reads. It takes zones from the file alone; a time whose zone is not there floats.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { files, load, print, utc } from './files.mjs'

const module = load('ical.js')
const ICAL = module.default ?? module
const folder = process.argv[2]

const instant = (time) => {
    if (time.isDate) return time.toString()
    if (time.zone === ICAL.Timezone.localTimezone) return `floating ${time}`
    return utc(time.toJSDate())
}

for (const file of files(folder)) {
    try {
        const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), 'utf8')))
        for (const component of calendar.getAllSubcomponents('vevent')) {
            const event = new ICAL.Event(component)
            const [start, end] = [instant(event.startDate), instant(event.endDate)]
            print({ file, uid: event.uid, start, end, summary: event.summary ?? '' })
        }
    } catch (error) {
        print({ file, complaint: String(error) })
    }
}
