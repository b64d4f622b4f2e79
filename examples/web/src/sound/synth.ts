import type { KeyListener } from '../input/instrument.js';

/** Overtones of a plucked string: strength, and how fast each fades against the first. */
const PARTIALS = [
  { strength: 1, fading: 1 },
  { strength: 0.42, fading: 1.7 },
  { strength: 0.2, fading: 2.6 },
  { strength: 0.09, fading: 3.8 },
] as const;
const ATTACK_SECONDS = 0.004;
const RELEASE_SECONDS = 0.12;
const LOUDNESS = 0.22;

/** A note that sounds. */
export interface Voice {
  /** @param atSeconds in the synthesizer's time */
  release(atSeconds: number): void;
}

/** A small piano-like synthesizer on Web Audio. Silent until the first note: browsers want a gesture before sound. */
export class Synth implements KeyListener {
  #context: AudioContext | undefined;
  #output: AudioNode | undefined;
  readonly #held = new Map<number, Voice>();

  keyDown(pitch: number, velocity: number): void {
    this.#held.set(pitch, this.strike(pitch, velocity, this.nowSeconds));
  }

  keyUp(pitch: number): void {
    this.#held.get(pitch)?.release(this.nowSeconds);
    this.#held.delete(pitch);
  }

  /** Seconds on the synthesizer's own clock. */
  get nowSeconds(): number {
    return this.#open().context.currentTime;
  }

  /** Starts a note at a time of the synthesizer's clock. */
  strike(pitch: number, velocity: number, atSeconds: number): Voice {
    const { context, output } = this.#open();
    const frequency = 440 * 2 ** ((pitch - 69) / 12);
    const fadingSeconds = 2.6 * 2 ** ((60 - pitch) / 24);
    const level = LOUDNESS * (velocity / 127) ** 1.4;
    const envelope = new GainNode(context, { gain: 0 });
    envelope.gain.setTargetAtTime(level, atSeconds, ATTACK_SECONDS);
    envelope.connect(output);
    const oscillators = PARTIALS.map(({ strength, fading }, harmonic) => {
      const oscillator = new OscillatorNode(context, { frequency: frequency * (harmonic + 1) });
      const partial = new GainNode(context, { gain: strength });
      partial.gain.setTargetAtTime(0, atSeconds + ATTACK_SECONDS, fadingSeconds / fading / 3);
      oscillator.connect(partial).connect(envelope);
      oscillator.start(atSeconds);
      oscillator.stop(atSeconds + 4 * fadingSeconds);
      return oscillator;
    });
    oscillators[0]!.addEventListener('ended', () => envelope.disconnect());
    return {
      release(endSeconds) {
        const end = Math.max(endSeconds, atSeconds);
        envelope.gain.setTargetAtTime(0, end, RELEASE_SECONDS / 3);
        for (const oscillator of oscillators) oscillator.stop(end + 2 * RELEASE_SECONDS);
      },
    };
  }

  #open(): { context: AudioContext; output: AudioNode } {
    if (this.#context === undefined || this.#output === undefined) {
      this.#context = new AudioContext({ latencyHint: 'interactive' });
      this.#output = new DynamicsCompressorNode(this.#context, { threshold: -18, ratio: 4 });
      this.#output.connect(this.#context.destination);
    }
    if (this.#context.state === 'suspended') void this.#context.resume();
    return { context: this.#context, output: this.#output };
  }
}
