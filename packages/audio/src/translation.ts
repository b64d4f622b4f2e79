export type { TfjsBasicPitch } from './translation/translate-basic-pitch.js';
export { translateBasicPitch } from './translation/translate-basic-pitch.js';
