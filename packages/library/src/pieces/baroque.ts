import type { PieceSource } from './piece-source.js';

/** Pachelbel, Corelli, Vivaldi. */
export const baroquePieces: readonly PieceSource[] = [
  {
    id: 'pachelbel-canon',
    title: 'Canon in D',
    composer: 'Johann Pachelbel',
    catalogue: 'P. 37',
    composerDied: 1706,
    notation: `
      meter 4/4 key D tempo 4=72
      one   = f5/4 e d c | b4 a b c5
      two   = d5/4 c b4 a | g f g e
      three = d4/8 f a g f d f e | d b3 d4 a g b a g
      four  = f4/8 d e c5 d f a a4 | b g a f d d5 d/8. c/16
      five  = d5/16 c d d4 c a e f d d5 c b4 c5 f a b | g f e g f e d c b4 a g f e g f e
      violin1: ( R | )*2 $one | $two | $three | $four | $five
      violin2: ( R | )*4 $one | $two | $three | $four
      violin3: ( R | )*6 $one | $two | $three
      ground:  ( d3/4 a2 b f | g d g a | )*6
    `,
  },
  {
    id: 'corelli-folia',
    title: 'Theme of the Sonata "La Folia"',
    composer: 'Arcangelo Corelli',
    catalogue: 'Op. 5 No. 12',
    composerDied: 1713,
    arrangement: true,
    notation: `
      meter 3/4 key d tempo 4=92
      violin: d5/4 d/4. e/8 | c#/2. | d/4 d/4. e/8 | e/2. | f/4 f/4. g/8 | e/2. | d/4 d/4. c#/8 | c#/2. |
      middle: [f4 a]/2. | [e4 a] | [f4 a] | [g4 c5] | [a4 c5] | [g4 c5] | [f4 a] | [e4 a] |
      bass:   d3/2. | a2 | d3 | c | f2 | c3 | d | a2 |
      violin: d5/4 d/4. e/8 | c#/2. | d/4 d/4. e/8 | e/2. | f/4 f/4. g/8 | e/2. | d/4 c#/4. d/8 | d/2. |
      middle: [f4 a]/2. | [e4 a] | [f4 a] | [g4 c5] | [a4 c5] | [g4 c5] | [f4 a]/4 [e4 a]/2 | [f4 a]/2. |
      bass:   d3/2. | a2 | d3 | c | f2 | c3 | d/4 a2/2 | d3/2. |
    `,
  },
  {
    id: 'vivaldi-spring',
    title: 'Spring, first movement, The Four Seasons',
    composer: 'Antonio Vivaldi',
    catalogue: 'RV 269',
    composerDied: 1741,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/8 key E tempo 4=96
      call = ( g5/8 g g f/16 e b/4. b/16 a | )*2 g5/8 a/16 b a/8 g f d b4 e5
      violin: e5/8 | $call | $call | ( b5/8 a/16 g a/8 b c6/4 b5/8 e | )*2 c6/8 b5 a g f/4. e/8 | e/2~ e/4. |
      callHarmony = ( [b3 e4 g]/4*4 | )*2 [b3 e4 g]/4 [c4 e a] [b3 d4 f]/2
      middle: r/8 | $callHarmony | $callHarmony | ( [b3 e4 g]/4*2 [c4 e a] [b3 e4 g] | )*2
        [c4 e a]/4*2 [b3 d4 f]/2 | [b3 e4 g]/2~ [b3 e4 g]/4. |
      callBass = ( e3/4*4 | )*2 e3/4 a2 b/2
      bass: r/8 | $callBass | $callBass | ( e3/4*2 a2 e3 | )*2 a2/4*2 b/2 | e2/2~ e/4. |
    `,
  },
];
