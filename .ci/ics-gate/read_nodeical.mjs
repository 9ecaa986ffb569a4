// Prints what npm node-ical reads. It knows zones by their names.
import { join } from 'node:path'
import { files, load, print, utc } from './files.mjs'

const ical = load('node-ical')
const folder = process.argv[2]

// A whole day is midnight by the clock of this process.
const day = (date) => {
    const two = (n) => String(n).padStart(2, '0')
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

for (const file of files(folder)) {
    try {
        for (const event of Object.values(ical.sync.parseFile(join(folder, file)))) {
            if (event.type !== 'VEVENT') continue
            const instant = event.datetype === 'date' ? day : utc
            const summary = event.summary?.val ?? event.summary ?? ''
            print({ file, uid: event.uid, start: instant(event.start), end: instant(event.end), summary })
        }
    } catch (error) {
        print({ file, complaint: String(error) })
    }
}
