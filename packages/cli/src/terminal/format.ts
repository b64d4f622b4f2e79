/** A place in a piece: `83.25` → `1:23.3`, `3725` → `1:02:05.0`. */
export function formatTime(seconds: number): string {
  const tenths = Math.round(Math.abs(seconds) * 10);
  const wholeSeconds = Math.floor(tenths / 10);
  const hours = Math.floor(wholeSeconds / 3600);
  const minutes = Math.floor(wholeSeconds / 60) % 60;
  const secondsPart = `${String(wholeSeconds % 60).padStart(2, '0')}.${tenths % 10}`;
  const sign = seconds < 0 && tenths > 0 ? '-' : '';
  return hours === 0
    ? `${sign}${minutes}:${secondsPart}`
    : `${sign}${hours}:${String(minutes).padStart(2, '0')}:${secondsPart}`;
}

/** From one place to another: `0:42.0–0:47.5`. */
export function formatTimeRange(startSeconds: number, endSeconds: number): string {
  return `${formatTime(startSeconds)}–${formatTime(endSeconds)}`;
}

/** A shift in semitones with its sign: `+3`, `-2`, `0`. */
export function formatTransposition(semitones: number): string {
  return semitones > 0 ? `+${semitones}` : String(semitones);
}

/** How long something took or will take: `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A size in bytes: `812 B`, `3.4 kB`, `1.2 MB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

const counted = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number with thousands apart: `12,345`. */
export function formatCount(count: number): string {
  return counted.format(count);
}
