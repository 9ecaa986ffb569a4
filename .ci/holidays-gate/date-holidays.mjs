// Prints what npm date-holidays knows of the Netherlands from 2024 to 2035: [date, name, type] each.
import { join } from 'node:path'
import { createRequire } from 'node:module'

const module = createRequire(join(process.env.NODE_MODULES, 'x.js'))('date-holidays')
const Holidays = module.default ?? module
const found = []
for (let year = 2024; year <= 2035; year++) {
    for (const { date, name, type } of new Holidays('NL', { languages: ['nl'] }).getHolidays(year)) {
        found.push([date.slice(0, 10), name, type])
    }
}
console.log(JSON.stringify(found))
