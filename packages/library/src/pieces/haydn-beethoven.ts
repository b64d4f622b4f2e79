import type { PieceSource } from './piece-source.js';

/** Joseph Haydn and Ludwig van Beethoven. */
export const haydnBeethovenPieces: readonly PieceSource[] = [
  {
    id: 'haydn-surprise',
    title: 'Surprise Symphony, theme of the second movement',
    composer: 'Joseph Haydn',
    catalogue: 'Hob. I:94',
    composerDied: 1809,
    arrangement: true,
    notation: `
      meter 2/4 tempo 4=66
      theme = c5/8 c e e | g g e/4 | f/8 f d d | b4 b g/4 | c5/8 c e e | g g e/4 | c6/8 c f#5 f#
      violins: $theme | g5/4 r | $theme | g5/4 [g4 b d5 g] |
      middle:  ( R | )*8 [e4 g]/4*2 | [e4 c5]*2 | [d4 g]*2 | [d4 f]*2 | [e4 g]*2 | [e4 c5]*2 | [e4 a] [c4 a] | [b3 g4] [d4 g b] |
      themeBass = ( c3/4 c | )*2 ( g2/4 g | )*2 ( c3/4 c | )*2 a2/4 d
      bass:    $themeBass | g2/4 r | $themeBass | g2/4 [g2 d3 g] |
    `,
  },
  {
    id: 'haydn-emperor-hymn',
    title: 'Emperor Hymn',
    composer: 'Joseph Haydn',
    catalogue: 'Hob. XXVIa:43',
    composerDied: 1809,
    arrangement: true,
    notation: `
      meter 4/4 key G tempo 4=84
      soprano: g4/4. a/8 b/4 a | c5 b4 a/8 f g/4 | e5 d c b4 | a b/8 g d5/2 |
      middle:  [b3 d4]/4. [d f]/8 [d g]/4 [d f] | [d a] [d g] [a3 d4] [b3 d4] | [g4 c5] [g b] [e a] [d g] | [d f] e [f a]/2 |
      bass:    g3/4. f/8 e/4 d | f g d g2 | c3 b2 a g | d3 e d/2 |
      soprano: a4/4 b a/8 f d/4 | c5 b4 a/8 f d/4 | d5 c b4/4. b/8 | c#5/4 c#/8 d d/2 |
      middle:  [d4 f]/4 [d g] [c d] [a3 c4] | [d4 f] [d g] [c d] [a3 c4] | [d4 g] [e g] [d g]/4. [d g]/8 | [e g]/4 [e g] [f a]/2 |
      bass:    d3/4*4 | d/4*4 | b2/4 c3 d/4. g/8 | a2/4 a d3/2 |
      soprano: g5/4. f/8 f e d/4 | e/4. d/8 d c b4/4 | a/4. b/16 c5 d/8 e c a4 | g/4 b/8 a g/2 |
      middle:  [b4 d5]/4. [a d5]/8 [a c5]/4 [g b] | [g c5]/4. [g b]/8 [e a]/4 [d g] | [c f]/2 [e g]/4 [c f] | [b3 d4] [c4 f] [b3 d4]/2 |
      bass:    g3/4. d/8 c/4 b2 | c3/4. g2/8 a/4 g | d3/2 c/4 d | g d g2/2 |
    `,
  },
  {
    id: 'beethoven-fur-elise',
    title: 'Für Elise',
    composer: 'Ludwig van Beethoven',
    catalogue: 'WoO 59',
    composerDied: 1827,
    notation: `
      meter 3/8 pickup 1/8 key a tempo 8=144
      opening = e5/16 d# e b4 d5 c | a4/8 r/16 c e a | b/8 r/16 e g# b | c5/8 r/16 e4 e5 d# |
        e d# e b4 d5 c | a4/8 r/16 c e a | b/8 r/16 e c5 b4
      right: e5/16 d# | $opening | a4/8 r e5/16 d# | $opening | a4/8 r/16 b c5 d |
        e/8. g4/16 f5 e | d/8. f4/16 e5 d | c/8. e4/16 d5 c | b4/8 r/16 e e5 r |
        r e5 e6 r r d#5 | e r r d# e d# | $opening | a4/4
      tonic = a2/16 e3 a r/8.
      dominant = e2/16 e3 g# r/8.
      openingBass = r/4. | $tonic | $dominant | $tonic | r/4. | $tonic | $dominant
      left: r/8 | $openingBass | $tonic | $openingBass | $tonic |
        c3/16 g c4 r/8. | g2/16 g3 b r/8. | a2/16 e3 a r/8. | e2/16 e3 e4 r/8. |
        r/4. | r/4. | $openingBass | a2/16 e3 a r
    `,
  },
  {
    id: 'beethoven-moonlight',
    title: 'Moonlight Sonata, opening',
    composer: 'Ludwig van Beethoven',
    catalogue: 'Op. 27 No. 2',
    composerDied: 1827,
    notation: `
      meter 4/4 key c# tempo 4=54
      melody:   R | R | R | R | r/2. g4/8. g/16 | g/2. g/8. g/16 | g/2 a | g f/4 b | e/1 |
      triplets: ( g3/12 c4 e )*4 | % | ( a3/12 c4 e )*2 ( a3/12 dn4 f )*2 |
        g3/12 b# f4 g3 c4 e g3 c4 d f3 b# d4 | e3/12 g c4 ( g3 c4 e )*3 | ( g3/12 d4 f )*4 |
        ( g3/12 c4 e )*2 ( a3/12 c4 f )*2 | ( g3/12 b e4 )*2 ( a3 b d4 )*2 | ( g3/12 b e4 )*4 |
      bass: [c2 c]/1 | [b1 b] | [a1 a]/2 [f1 f] | [g1 g] [g1 g] | [c2 g c]/1 | [b#1 g2 b#] |
        [c2 c]/2 [f1 f] | [b1 b]/1 | [e2 e] |
    `,
  },
  {
    id: 'beethoven-ode-to-joy',
    title: 'Ode to Joy, Symphony No. 9',
    composer: 'Ludwig van Beethoven',
    catalogue: 'Op. 125',
    composerDied: 1827,
    arrangement: true,
    notation: `
      meter 4/4 key D tempo 4=120
      begin = f5/4 f g a | a g f e | d d e f
      melody: $begin | f5/4. e/8 e/2 | $begin | e5/4. d/8 d/2 |
        e/4 e f d | e f/8 g f/4 d | e f/8 g f/4 e | d e a4/2 | $begin | e5/4. d/8 d/2 |
      beginMiddle = [a3 d4]/1 | [a3 d4]/2 [a3 c4] | [f3 a] [a3 c4]/4 [a3 d4]
      close = [a3 c4]/4. [f3 a]/8 [f3 a]/2
      middle: $beginMiddle | [a3 d4]/4. [a3 c4]/8 [a3 c4]/2 | $beginMiddle | $close |
        ( [a3 c4]/2 [a3 d4]/4 [f3 a] | )*2 [a3 c4]/2 [a3 d4]/4 [a3 c4] | [f3 b] [g#3 b] [c4 e]/2 | $beginMiddle | $close |
      beginBass = d3/2 d | d a2 | d3 a2/4 d3
      bass: $beginBass | a2/1 | $beginBass | a2/2 d |
        ( a2/2 d3 | )*2 a2/2 d3/4 a2 | b e a/2 | $beginBass | a2/2 d |
    `,
  },
];
