// The .ics files under a folder, by name, and how answers are printed.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'

export const load = (name) => createRequire(join(process.env.NODE_MODULES, 'x.js'))(name)

export const files = (folder) =>
    readdirSync(folder, { recursive: true })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => name.endsWith('.ics'))
        .sort()

export const print = (answer) => console.log(JSON.stringify(answer))

export const utc = (date) => date.toISOString().replace('.000Z', 'Z')
