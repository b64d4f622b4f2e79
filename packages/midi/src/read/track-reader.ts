import type { IssueLog } from './issues.js';
import type { NoteCollector } from './note-collector.js';
import type { TempoCollector } from './tempo-collector.js';
import { decodeLabel } from './text.js';

const META = 0xff;
const META_TRACK_NAME = 0x03;
const META_END_OF_TRACK = 0x2f;
const META_TEMPO = 0x51;
const ALL_SOUND_OFF = 120;
const ALL_NOTES_OFF = 123;

/** Data bytes of channel messages 0x8n to 0xEn. */
const CHANNEL_DATA_BYTES = [2, 2, 2, 2, 1, 1, 2] as const;
/** Data bytes that system messages 0xF1 to 0xF6 have on a wire. */
const SYSTEM_DATA_BYTES = [1, 2, 1, 0, 0, 0] as const;

/** Where the events of one track are, and what becomes of them. */
export interface TrackSource {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Behind the track's last byte. */
  readonly end: number;
  readonly track: number;
  /** Ticks before the track begins. */
  readonly startTick: number;
  readonly maxTicks: number;
}

/** What the reader fills. */
export interface TrackSinks {
  readonly notes: NoteCollector;
  readonly tempos: TempoCollector;
  readonly issues: IssueLog;
}

/** What is left to know of a track that was read. */
export interface TrackSummary {
  /** The first track name event, or ''. */
  readonly name: string;
  /** Tick of the last event. */
  readonly endTick: number;
  /** Whether there was an end-of-track event. */
  readonly ended: boolean;
}

/** Reads one track's events up to its end-of-track event, or as far as they go. */
export function readTrack(source: TrackSource, sinks: TrackSinks): TrackSummary {
  return new TrackReader(source, sinks).read();
}

class TrackReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #track: number;
  readonly #lastTick: number;
  readonly #sinks: TrackSinks;
  #position: number;
  #tick: number;
  /** The last channel status. It outlives meta events and sysex: files in the wild rely on that. */
  #runningStatus = 0;
  #name = '';
  #ended = false;

  constructor(source: TrackSource, sinks: TrackSinks) {
    this.#bytes = source.bytes;
    this.#position = source.start;
    this.#end = source.end;
    this.#track = source.track;
    this.#tick = source.startTick;
    this.#lastTick = source.startTick + source.maxTicks;
    this.#sinks = sinks;
  }

  read(): TrackSummary {
    const { notes } = this.#sinks;
    notes.startTrack(this.#track);
    while (!this.#ended && this.#position < this.#end) {
      if (!this.#readEvent()) break;
    }
    if (this.#ended) this.#checkNothingFollows();
    else this.#report('end-of-track', this.#position, 'an end-of-track event', () => 'none');
    notes.endTrack(this.#tick);
    return { name: this.#name, endTick: this.#tick, ended: this.#ended };
  }

  /** False where the track cannot be read on. */
  #readEvent(): boolean {
    const eventStart = this.#position;
    const delta = this.#readVariableLength();
    if (delta === undefined || this.#position >= this.#end) return this.#truncated(eventStart);
    if (this.#tick + delta > this.#lastTick) {
      const tick = this.#tick + delta;
      this.#report('tick-limit', eventStart, `no tick above ${this.#lastTick} (maxTicks)`, () => `${tick}`);
      return false;
    }
    this.#tick += delta;
    const first = this.#bytes[this.#position]!;
    if (first < 0x80) {
      if (this.#runningStatus !== 0) return this.#readChannelMessage(this.#runningStatus, eventStart);
      this.#report('running-status', this.#position, 'a status byte', first);
      this.#position++;
      return true;
    }
    this.#position++;
    if (first < 0xf0) {
      this.#runningStatus = first;
      return this.#readChannelMessage(first, eventStart);
    }
    if (first === META) return this.#readMeta(eventStart);
    if (first === 0xf0 || first === 0xf7) return this.#readPayload(eventStart) !== undefined;
    this.#report('illegal-status', this.#position - 1, 'a channel, meta or sysex event', first);
    this.#position += SYSTEM_DATA_BYTES[first - 0xf1] ?? 0;
    return true;
  }

  #readChannelMessage(status: number, eventStart: number): boolean {
    const at = this.#position;
    const dataBytes = CHANNEL_DATA_BYTES[(status >> 4) - 8]!;
    if (at + dataBytes > this.#end) return this.#truncated(eventStart);
    this.#position = at + dataBytes;
    const data1 = this.#bytes[at]!;
    const data2 = dataBytes === 2 ? this.#bytes[at + 1]! : 0;
    if (data1 > 127 || data2 > 127) {
      this.#report('data-byte', at, 'data bytes of at most 0x7f', data1 > 127 ? data1 : data2);
      // A wrong key would be a wrong note; a wrong loudness does no harm.
      if (data1 > 127) return true;
    }
    const { notes } = this.#sinks;
    const channel = status & 0x0f;
    const message = status & 0xf0;
    if (message === 0x90 && data2 > 0) notes.noteOn(this.#tick, channel, data1, Math.min(data2, 127), eventStart);
    else if (message === 0x80 || message === 0x90) notes.noteOff(this.#tick, channel, data1, eventStart);
    else if (message === 0xb0 && (data1 === ALL_SOUND_OFF || data1 === ALL_NOTES_OFF)) {
      notes.allNotesOff(this.#tick, channel);
    }
    return true;
  }

  #readMeta(eventStart: number): boolean {
    if (this.#position >= this.#end) return this.#truncated(eventStart);
    const type = this.#bytes[this.#position++]!;
    const payload = this.#readPayload(eventStart);
    if (payload === undefined) return false;
    if (type === META_END_OF_TRACK) this.#ended = true;
    else if (type === META_TRACK_NAME && this.#name === '') this.#name = decodeLabel(payload);
    else if (type === META_TEMPO) this.#readTempo(payload, eventStart);
    return true;
  }

  #readTempo(payload: Uint8Array, eventStart: number): void {
    const [high = 0, middle = 0, low = 0] = payload;
    const microsecondsPerQuarter = (high << 16) | (middle << 8) | low;
    if (payload.length < 3 || microsecondsPerQuarter === 0) {
      this.#report('tempo', eventStart, 'a tempo of three bytes above 0', () => {
        return payload.length < 3 ? `${payload.length} bytes` : '0';
      });
      return;
    }
    this.#sinks.tempos.add(this.#tick, microsecondsPerQuarter);
  }

  /** The bytes of a meta event or sysex, as a view; undefined where they go past the end of the track. */
  #readPayload(eventStart: number): Uint8Array | undefined {
    const length = this.#readVariableLength();
    if (length === undefined || this.#position + length > this.#end) {
      this.#truncated(eventStart);
      return undefined;
    }
    const payload = this.#bytes.subarray(this.#position, this.#position + length);
    this.#position += length;
    return payload;
  }

  /**
   * A number of seven bits a byte. The standard allows four bytes; of longer ones the last 28 bits count, so that
   * numbers padded with leading zeros keep their value. Undefined where the track ends inside.
   */
  #readVariableLength(): number | undefined {
    const start = this.#position;
    let value = 0;
    while (this.#position < this.#end) {
      const byte = this.#bytes[this.#position++]!;
      value = ((value << 7) | (byte & 0x7f)) & 0x0fffffff;
      if (byte < 0x80) {
        if (this.#position - start > 4) {
          const length = this.#position - start;
          this.#report('delta-time', start, 'a number of at most four bytes', () => `one of ${length}`);
        }
        return value;
      }
    }
    return undefined;
  }

  #checkNothingFollows(): void {
    const left = this.#end - this.#position;
    if (left > 0) this.#report('end-of-track', this.#position, 'nothing behind end-of-track', () => `${left} bytes`);
  }

  #truncated(eventStart: number): false {
    this.#report('truncated-event', eventStart, 'a whole event', () => 'the end of the track');
    this.#position = this.#end;
    return false;
  }

  #report(
    kind: Parameters<IssueLog['report']>[0],
    byteOffset: number,
    expected: string,
    actual: number | (() => string),
  ): void {
    this.#sinks.issues.report(kind, byteOffset, this.#track, expected, actual);
  }
}
