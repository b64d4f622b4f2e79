/** Seconds as minutes and seconds, such as `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const wholeNumber = new Intl.NumberFormat('en');

/** A number with its noun, such as `1,204 windows` or `1 window`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${wholeNumber.format(number)} ${number === 1 ? singular : plural}`;
}

/** Bytes as megabytes, such as `14.2 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How a query lies to the piece, such as `3 semitones higher`; '' where it is in the piece's own key. */
export function transpositionWords(semitones: number): string {
  if (semitones === 0) return '';
  return `${count(Math.abs(semitones), 'semitone')} ${semitones > 0 ? 'higher' : 'lower'}`;
}

/** A probability in words; nothing is ever quite sure, or quite impossible. */
export function percent(probability: number): string {
  return probability < 0.01 ? '< 1 %' : `${Math.min(99, Math.round(100 * probability))} %`;
}

const PITCH_NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;

/** Name of a MIDI note number, such as `C4` for 60. */
export function pitchName(pitch: number): string {
  return `${PITCH_NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/** One line for people about anything that was thrown. */
export function errorWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
