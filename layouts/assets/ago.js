/* Says how long ago something came out while that is less than a day, in the
   language around it; the whole date stays in the title. Only what is marked
   data-ago is touched, never the date of an event, and its line keeps its
   height, so that nothing jumps. Without this file the dates stand as they are. */
(() => {
  const minute = 6e4, hour = 36e5, day = 24 * hour;
  const fresh = [...document.querySelectorAll("time[data-ago]")]
    .map((time) => ({ time, at: time.dateTime.includes("T") ? Date.parse(time.dateTime) : NaN }))
    .filter(({ at }) => Date.now() - at < day)
    .map((item) => ({ ...item, full: item.time.textContent, line: item.time.closest("p") || item.time }))
    .map((item) => ({ ...item, height: item.line.offsetHeight }));
  if (!fresh.length) return;

  const tell = () => {
    for (const { time, at, full, line, height } of fresh) {
      const age = Date.now() - at;
      const words = new Intl.RelativeTimeFormat(time.closest("[lang]").lang, { numeric: "auto" });
      line.style.minBlockSize = height + "px";
      time.title = full;
      time.textContent = age < 0 || age >= day ? full
        : age < hour ? words.format(-Math.floor(age / minute), "minute") : words.format(-Math.floor(age / hour), "hour");
      if (line.offsetHeight > height) time.textContent = full;
    }
  };
  tell();
  setInterval(() => document.hidden || tell(), minute);
})();
