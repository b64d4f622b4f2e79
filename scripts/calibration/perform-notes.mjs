/** Seconds over which a player keeps a tempo, about. */
const STRETCH_SECONDS = 2;
/** Standard deviations of the natural logarithm of the tempo: of the whole, and from one stretch to the next. */
const TEMPO_DEVIATION = 0.25;
const DRIFT_DEVIATION = 0.08;

/**
 * Notes as somebody plays them: in a tempo of their own that wanders. Times count from `startSeconds`.
 * @param notes by start
 * @param random of `createRandom`
 */
export function performNotes(notes, startSeconds, random) {
  const last = notes.reduce((latest, { endSeconds }) => Math.max(latest, endSeconds), startSeconds);
  const placesSeconds = [0];
  let logTempo = TEMPO_DEVIATION * random.gaussian();
  for (let stretch = 0; stretch * STRETCH_SECONDS <= last - startSeconds; stretch++) {
    placesSeconds.push(placesSeconds[stretch] + STRETCH_SECONDS * Math.exp(logTempo));
    logTempo += DRIFT_DEVIATION * random.gaussian();
  }
  const place = (seconds) => {
    const stretches = (seconds - startSeconds) / STRETCH_SECONDS;
    const stretch = Math.min(Math.floor(stretches), placesSeconds.length - 2);
    const [from, to] = [placesSeconds[stretch], placesSeconds[stretch + 1]];
    return from + (stretches - stretch) * (to - from);
  };
  return notes.map((note) => ({
    ...note,
    startSeconds: place(note.startSeconds),
    endSeconds: place(note.endSeconds),
  }));
}
