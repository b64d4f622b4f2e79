/** Sample rate of the network's input. */
export const NETWORK_RATE_HZ = 22_050;
/** Samples of one window of input: just under two seconds. */
export const WINDOW_SAMPLES = 43_844;
/** Samples from one frame of output to the next: 86.13 frames a second. Frame t is centred on sample 256 · t. */
export const HOP_SAMPLES = 256;
/** Frames of output for one window of input. */
export const WINDOW_FRAMES = 172;
/** The piano's keys, from MIDI note 21 on. */
export const KEYS = 88;
export const LOWEST_PITCH = 21;

/** Frames at each end of a window that the network sees too little around to be trusted. */
export const MARGIN_FRAMES = 15;
/** Frames of a window that are kept; windows follow each other by as many. */
export const KEPT_FRAMES: number = WINDOW_FRAMES - 2 * MARGIN_FRAMES;

/** Time of a frame's centre. */
export function frameSeconds(frame: number): number {
  return (frame * HOP_SAMPLES) / NETWORK_RATE_HZ;
}

/** The number of frames, not rounded, that last as long. */
export function framesOf(seconds: number): number {
  return (seconds * NETWORK_RATE_HZ) / HOP_SAMPLES;
}
