import type { KeyListener } from './instrument.js';

/** Keys by where they are, so that it works on every layout: two rows of the computer keyboard as two octaves. */
const SEMITONE_OF_KEY: ReadonlyMap<string, number> = new Map(
  [
    [
      'KeyZ',
      'KeyS',
      'KeyX',
      'KeyD',
      'KeyC',
      'KeyV',
      'KeyG',
      'KeyB',
      'KeyH',
      'KeyN',
      'KeyJ',
      'KeyM',
      'Comma',
      'KeyL',
      'Period',
    ],
    [
      'KeyQ',
      'Digit2',
      'KeyW',
      'Digit3',
      'KeyE',
      'KeyR',
      'Digit5',
      'KeyT',
      'Digit6',
      'KeyY',
      'Digit7',
      'KeyU',
      'KeyI',
      'Digit9',
      'KeyO',
      'Digit0',
      'KeyP',
    ],
  ].flatMap((row, octave) => row.map((code, semitone): [string, number] => [code, 12 * octave + semitone])),
);
const VELOCITY = 80;

/**
 * Lets the computer's keys play.
 * @param lowestPitch pitch of the leftmost key of the lower row, asked at each stroke
 */
export function playWithComputerKeys(instrument: KeyListener, lowestPitch: () => number): void {
  // A key comes up at the pitch that it went down with, also when the octave was changed in between.
  const pitchOfHeldKey = new Map<string, number>();
  document.addEventListener('keydown', (event) => {
    const semitone = SEMITONE_OF_KEY.get(event.code);
    if (semitone === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWrittenIn(event.target)) return;
    const pitch = lowestPitch() + semitone;
    pitchOfHeldKey.set(event.code, pitch);
    instrument.keyDown(pitch, VELOCITY);
  });
  const letGo = (code: string): void => {
    const pitch = pitchOfHeldKey.get(code);
    pitchOfHeldKey.delete(code);
    if (pitch !== undefined) instrument.keyUp(pitch);
  };
  document.addEventListener('keyup', ({ code }) => letGo(code));
  window.addEventListener('blur', () => [...pitchOfHeldKey.keys()].forEach(letGo));
}

/** Whether keys mean letters or choices there. */
function isWrittenIn(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement)
    return !['button', 'checkbox', 'file', 'radio', 'submit'].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** The letter that plays so many semitones above the lower row's first key; the upper row's where both do. */
export function letterOf(semitone: number): string {
  const code = [...SEMITONE_OF_KEY].findLast(([, each]) => each === semitone)?.[0] ?? '';
  return { Comma: ',', Period: '.' }[code] ?? code.replace(/^(?:Key|Digit)/, '');
}
