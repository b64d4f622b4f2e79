import type { Layout } from './layout.js';
import { NotationError } from './notation-error.js';
import { isLowerLetter, midiPitch, readPitch, type WrittenPitch } from './pitch.js';
import { noteValueTicks } from './time.js';
import type { Token } from './tokens.js';

/** A note, chord or rest. */
export interface VoiceEvent {
  /** MIDI numbers, 0 to 127; empty for a rest. */
  readonly pitches: readonly number[];
  readonly ticks: number;
  /** Held over into the next event's equal pitches. */
  readonly tied: boolean;
  readonly token: Token;
}

/** The events of one bar, which have the bar's length. */
export interface Bar {
  /** From 1; 0 is the pickup bar. */
  readonly number: number;
  readonly events: readonly VoiceEvent[];
  readonly ticks: number;
}

const EVENT = /^(\[[^\]]*\]|[a-g][#bn]*\d?|r)(?:\/([\d.]+))?(~)?(?:\*(\d{1,2}))?$/;

/** The bars of one voice, each checked against the meter. @throws NotationError */
export function readVoice(layout: Layout, voice: string, tokens: readonly Token[], piece: string): Bar[] {
  return new VoiceReader(layout, voice, piece).read(tokens);
}

class VoiceReader {
  readonly #layout: Layout;
  readonly #voice: string;
  readonly #piece: string;
  readonly #bars: Bar[] = [];
  #number: number;
  // What a note without an octave or a note value takes over from the one before it.
  #octave: number | undefined;
  #ticks: number | undefined;

  constructor(layout: Layout, voice: string, piece: string) {
    this.#layout = layout;
    this.#voice = voice;
    this.#piece = piece;
    this.#number = layout.pickupTicks > 0 ? 0 : 1;
  }

  read(tokens: readonly Token[]): Bar[] {
    const groups = splitAtBarlines(tokens);
    for (const [index, group] of groups.entries()) {
      const events = group.tokens.flatMap((token) => this.#readToken(token));
      const ticks = events.reduce((sum, event) => sum + event.ticks, 0);
      this.#checkLength(ticks, group.end, index === groups.length - 1);
      this.#bars.push({ number: this.#number, events, ticks });
      this.#number++;
    }
    return this.#bars;
  }

  #refuse(what: string, { line, column }: Token): never {
    throw new NotationError(what, { piece: this.#piece, voice: this.#voice, bar: this.#number, line, column });
  }

  #checkLength(ticks: number, place: Token, isLast: boolean): void {
    const { meter, pickupTicks } = this.#layout;
    const barTicks = meter.beats * meter.beatTicks;
    const expected = this.#number === 0 ? pickupTicks : barTicks;
    // The last bar may leave out what the pickup has brought.
    if (ticks === expected || (isLast && ticks === barTicks - pickupTicks)) return;
    const beats = (count: number): number => Math.round((count / meter.beatTicks) * 1000) / 1000;
    const rule =
      this.#number === 0 ? `the pickup has ${beats(expected)}` : `the meter ${meter.text} has ${meter.beats}`;
    this.#refuse(`bar ${this.#number} of voice ${this.#voice} has ${beats(ticks)} beats, ${rule}`, place);
  }

  #readToken(token: Token): readonly VoiceEvent[] {
    if (token.text === '%') {
      return this.#bars.at(-1)?.events ?? this.#refuse('there is no bar before this one that "%" could repeat', token);
    }
    if (token.text === 'R') {
      const { beats, beatTicks } = this.#layout.meter;
      const ticks = this.#number === 0 ? this.#layout.pickupTicks : beats * beatTicks;
      return [{ pitches: [], ticks, tied: false, token }];
    }
    const match = EVENT.exec(token.text);
    if (match === null)
      this.#refuse(`expected a note, chord or rest such as c4/4, [c4 e g]/2 or r/8, got "${token.text}"`, token);
    const [, names, value, tie, times] = match;
    if (value !== undefined) {
      this.#ticks = noteValueTicks(value) ?? this.#refuse(`no note value: "/${value}"`, token);
    }
    const ticks = this.#ticks ?? this.#refuse('the first note of a voice needs a note value, such as c4/4', token);
    const pitches = names === 'r' ? [] : this.#readChord(names!.replace(/[[\]]/g, ''), token);
    if (tie !== undefined && (pitches.length === 0 || times !== undefined)) {
      this.#refuse('a rest or a repeated note cannot be tied', token);
    }
    const event: VoiceEvent = { pitches, ticks, tied: tie !== undefined, token };
    return new Array<VoiceEvent>(Number(times ?? 1)).fill(event);
  }

  #readChord(names: string, token: Token): number[] {
    const pitches: number[] = [];
    let below: WrittenPitch | undefined;
    let octave: number | undefined;
    for (const name of names.split(/\s+/).filter((part) => part !== '')) {
      const written = readPitch(name) ?? this.#refuse(`no note name: "${name}"`, token);
      if (written.octave !== undefined) octave = written.octave;
      else if (below === undefined) octave = this.#octave;
      // In a chord a note without an octave is the next of its name above the note before it.
      else if (octave !== undefined && !isLowerLetter(below.letter, written.letter)) octave++;
      if (octave === undefined) this.#refuse('the first note of a voice needs an octave, such as c4/4', token);
      if (below === undefined) this.#octave = octave;
      const pitch = midiPitch(written, octave, this.#layout.signature);
      if (pitch < 0 || pitch > 127) this.#refuse(`${name} lies outside the MIDI range`, token);
      if (pitches.includes(pitch)) this.#refuse(`${name} stands twice in the chord`, token);
      pitches.push(pitch);
      below = written;
    }
    if (pitches.length === 0) this.#refuse('a chord needs a note', token);
    return pitches;
  }
}

/** Groups of tokens between barlines; a barline at the very end closes the last bar. `end` is the place to report. */
function splitAtBarlines(tokens: readonly Token[]): { readonly tokens: readonly Token[]; readonly end: Token }[] {
  const groups: { tokens: Token[]; end: Token }[] = [];
  let open: Token[] = [];
  for (const token of tokens) {
    if (token.text === '|') {
      groups.push({ tokens: open, end: open[0] ?? token });
      open = [];
    } else open.push(token);
  }
  if (open.length > 0) groups.push({ tokens: open, end: open[0]! });
  return groups;
}
