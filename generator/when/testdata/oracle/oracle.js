// Reads a JSON array of EDTF texts from standard input and writes what edtf
// makes of each at level 1: its text and its bounds in milliseconds, null where
// it gives none, or why it refuses it.
import { readFileSync } from 'node:fs'
import edtf from 'edtf'

const finite = bound => (Number.isFinite(bound) ? bound : null)

const verdicts = JSON.parse(readFileSync(0, 'utf8')).map(text => {
  try {
    const date = edtf(text, { level: 1 })
    return { accepted: true, type: date.type, edtf: date.edtf, min: finite(date.min), max: finite(date.max) }
  } catch (error) {
    return { accepted: false, reason: error.message }
  }
})
process.stdout.write(JSON.stringify(verdicts))
