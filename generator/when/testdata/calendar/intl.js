// Says every fifth day from 1790 to 2180 in the calendars of Intl: [Solar Hijri, Umm al-Qura].
const said = calendar => {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {day: "2-digit", month: "numeric", year: "numeric", timeZone: "UTC"});
  return time => {
    const part = {};
    for (const {type, value} of format.formatToParts(time)) part[type] = value;
    return [part.year.padStart(4, "0"), part.month.padStart(2, "0"), part.day.padStart(2, "0")].join("-");
  };
};
const solar = said("persian"), islamic = said("islamic-umalqura");
const first = "1790-01-01", days = [];
for (let time = Date.parse(first); time < Date.UTC(2180, 0, 1); time += 5 * 864e5) days.push([solar(time), islamic(time)]);
console.log(JSON.stringify({First: first, Days: days}));
