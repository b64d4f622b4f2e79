export type { Frames, WindowEncoder, Windows } from './contract.js';
export { HIGHEST_PITCH, KEY_COUNT, LOWEST_PITCH, WINDOW_FRAMES } from './contract.js';
export type { CutWindowsOptions, WindowContentOptions, WindowGridOptions } from './cut-windows.js';
export { cutWindows, windowStarts, writeWindows } from './cut-windows.js';
export type { GroupFramesOptions } from './group-frames.js';
export { groupFrames, SCORE_TOLERANCE_SECONDS } from './group-frames.js';
export { packWindows, unpackWindows } from './pack-windows.js';
export type { RawEncoderOptions } from './raw-encoder.js';
export { createRawEncoder } from './raw-encoder.js';
