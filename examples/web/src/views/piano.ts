import { html } from '../dom.js';
import { letterOf } from '../input/computer-keys.js';
import type { KeyListener } from '../input/instrument.js';
import { pitchName } from '../text.js';

const NARROWEST_WHITE_KEY_PIXELS = 23;
const MOST_OCTAVES = 4;
const LOWEST_C = 24;
const HIGHEST_PITCH = 108;
const MIDDLE_C = 60;
const VELOCITY = 80;
const IS_BLACK = [false, true, false, true, false, false, true, false, true, false, true, false] as const;

/** The piano on the screen: keys for mouse, touch and the keyboard's arrows, lit by whatever plays. */
export class PianoView implements KeyListener {
  readonly #root: HTMLElement;
  readonly #instrument: KeyListener;
  readonly #keys = new Map<number, HTMLButtonElement>();
  readonly #lit = new Set<number>();
  #lowest = 48;
  #octaves = 0;

  constructor(root: HTMLElement, instrument: KeyListener) {
    this.#root = root;
    this.#instrument = instrument;
    this.#playByPointer();
    this.#playByArrows();
    new ResizeObserver(() => this.#fit()).observe(root);
    this.#fit();
  }

  /** Pitch of the C that the lower row of the computer's keys begins at. */
  get lowestPlayable(): number {
    return this.#octaves >= 4 ? this.#lowest + 12 : this.#lowest;
  }

  moveByOctaves(octaves: number): void {
    const highestStart = HIGHEST_PITCH - 12 * this.#octaves;
    this.#lowest = Math.min(highestStart, Math.max(LOWEST_C, this.#lowest + 12 * octaves));
    this.#draw();
  }

  keyDown(pitch: number): void {
    this.#lit.add(pitch);
    this.#keys.get(pitch)?.classList.add('down');
  }

  keyUp(pitch: number): void {
    this.#lit.delete(pitch);
    this.#keys.get(pitch)?.classList.remove('down');
  }

  #fit(): void {
    const whiteKeys = this.#root.clientWidth / NARROWEST_WHITE_KEY_PIXELS;
    const octaves = Math.min(MOST_OCTAVES, Math.max(1, Math.floor((whiteKeys - 1) / 7)));
    if (octaves === this.#octaves) return;
    this.#octaves = octaves;
    this.#lowest = octaves >= 3 ? 36 : octaves === 2 ? 48 : MIDDLE_C;
    this.#draw();
  }

  #draw(): void {
    this.#keys.clear();
    const highest = this.#lowest + 12 * this.#octaves;
    const whiteKeys = 7 * this.#octaves + 1;
    let whitesBefore = 0;
    for (let pitch = this.#lowest; pitch <= highest; pitch++) {
      const isBlack = IS_BLACK[pitch % 12]!;
      const letter = letterOf(pitch - this.lowestPlayable);
      const label = pitch % 12 === 0 ? pitchName(pitch) : '';
      const key = html(
        'button',
        {
          type: 'button',
          class: isBlack ? 'key black' : 'key white',
          'data-pitch': pitch,
          'aria-label': pitchName(pitch),
          tabindex: pitch === Math.max(this.#lowest, MIDDLE_C) ? 0 : -1,
          style: `--place: ${whitesBefore / whiteKeys}; --width: ${1 / whiteKeys}`,
        },
        html('span', { class: 'letter', 'aria-hidden': 'true' }, letter),
        html('span', { class: 'pitch', 'aria-hidden': 'true' }, label),
      );
      key.classList.toggle('down', this.#lit.has(pitch));
      if (!isBlack) whitesBefore++;
      this.#keys.set(pitch, key);
    }
    this.#root.replaceChildren(...this.#keys.values());
  }

  /** Each finger or the mouse holds the key below it, and glides from key to key. */
  #playByPointer(): void {
    const held = new Map<number, number>();
    const move = (pointerId: number, pitch: number | undefined): void => {
      const before = held.get(pointerId);
      if (before === pitch) return;
      if (before !== undefined) this.#instrument.keyUp(before);
      if (pitch === undefined) held.delete(pointerId);
      else {
        held.set(pointerId, pitch);
        this.#instrument.keyDown(pitch, VELOCITY);
      }
    };
    this.#root.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      if (event.target instanceof Element) event.target.releasePointerCapture(event.pointerId);
      move(event.pointerId, pitchAt(event));
    });
    document.addEventListener('pointermove', (event) => {
      if (held.has(event.pointerId)) move(event.pointerId, pitchAt(event) ?? held.get(event.pointerId));
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      document.addEventListener(end, ({ pointerId }) => move(pointerId, undefined));
    }
  }

  #playByArrows(): void {
    this.#root.addEventListener('keydown', (event) => {
      const pitch = pitchOf(event.target);
      if (pitch === undefined || event.repeat) return;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 12, ArrowDown: -12 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        this.#focus(pitch + step);
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        this.#instrument.keyDown(pitch, VELOCITY);
      }
    });
    const letGo = (event: Event): void => {
      const pitch = pitchOf(event.target);
      if (pitch !== undefined) this.#instrument.keyUp(pitch);
    };
    this.#root.addEventListener('keyup', (event) => {
      if (event.key === 'Enter' || event.key === ' ') letGo(event);
    });
    this.#root.addEventListener('focusout', letGo);
  }

  #focus(pitch: number): void {
    const key = this.#keys.get(pitch);
    if (key === undefined) return;
    for (const other of this.#keys.values()) other.tabIndex = -1;
    key.tabIndex = 0;
    key.focus();
  }
}

function pitchAt({ clientX, clientY }: PointerEvent): number | undefined {
  return pitchOf(document.elementFromPoint(clientX, clientY));
}

function pitchOf(target: EventTarget | null): number | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[data-pitch]') : null;
  return key === null ? undefined : Number(key.dataset.pitch);
}
