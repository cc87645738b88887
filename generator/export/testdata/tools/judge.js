// Reads {json, schema, ics} from standard input, holds the JSON against its
// schema with ajv, reads the calendar with ical.js, and prints what was found.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import ICAL from 'ical.js'

const { json, schema, ics } = JSON.parse(readFileSync(0, 'utf8'))

const ajv = new Ajv({ allErrors: true })
addFormats(ajv)
const validate = ajv.compile(JSON.parse(schema))
validate(JSON.parse(json))

const calendar = new ICAL.Component(ICAL.parse(ics))
const events = calendar.getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component)
  return {
    uid: event.uid,
    summary: event.summary,
    start: event.startDate.toString(),
    end: event.endDate ? event.endDate.toString() : '',
    days: event.startDate.isDate,
    description: event.description || '',
    status: component.getFirstPropertyValue('status') || '',
  }
})
console.log(JSON.stringify({ errors: validate.errors || [], name: calendar.getFirstPropertyValue('name'), events }))
