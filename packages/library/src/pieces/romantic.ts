import type { PieceSource } from './piece-source.js';

/** Chopin, Mendelssohn, Wagner, Offenbach, Strauss, Brahms. */
export const romanticPieces: readonly PieceSource[] = [
  {
    id: 'chopin-prelude-e-minor',
    title: 'Prelude in E minor, opening',
    composer: 'Frédéric Chopin',
    catalogue: 'Op. 28 No. 4',
    composerDied: 1849,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key e tempo 4=63
      right: b3/8. b4/16 | b/2. c5/4 | b4/2. c5/4 | b4/2. c5/4 | b4/2. bb/4 | a/2. b/4 | a/2. b/4 | a/2. |
      left:  r/4 | [g3 b e4]/8*8 | [f3 a e4]*4 [f3 a d#4]*4 | [fn3 a d#4]*4 [fn3 a d4]*4 |
        [e3 g# d4]*4 [e3 g d4]*2 [e3 g c#4]*2 | [e3 g c4]*4 [d#3 f c4]*4 |
        [d3 f c4]*4 [d3 fn c4]*2 [d3 fn b]*2 | [c3 e b]*4 [c3 e a]*2 |
    `,
  },
  {
    id: 'chopin-nocturne-e-flat',
    title: 'Nocturne in E-flat, opening',
    composer: 'Frédéric Chopin',
    catalogue: 'Op. 9 No. 2',
    composerDied: 1849,
    arrangement: true,
    notation: `
      meter 12/8 pickup 1/8 key Eb tempo 4.=44
      right: b4/8 | g5/2 f/8 g f/4. e/4 b4/8 | g5/4 c/8 c6/4 g5/8 b/4. a/4 g/8 |
        f/4. g/4 d/8 e/4. c | b4/8 d6 c b5/16 a g a c d e/4.~ e/4 |
      tonic = e2/8 [g3 b e4]*2
      seventh = b2/8 [a3 d4 f]*2
      left: r/8 | ( $tonic )*2 d3/8 [a3 b d4]*2 $tonic | ( c3/8 [g3 b en4]*2 )*2 ( f2/8 [a3 c4 f]*2 )*2 |
        $seventh g2/8 [f3 g bn]*2 c3/8 [g3 c4 e]*2 f2/8 [a3 c4 e]*2 | ( $seventh )*2 $tonic e2/8 [g3 b e4] |
    `,
  },
  {
    id: 'mendelssohn-hark-the-herald',
    title: 'Hark! The Herald Angels Sing (from the Festgesang)',
    composer: 'Felix Mendelssohn Bartholdy',
    catalogue: 'WoO 9',
    composerDied: 1847,
    arrangement: true,
    notation: `
      meter 4/4 key G tempo 4=112
      soprano: d4/4 g g/4. f/8 | g/4 b b a | d5 d d/4. c/8 | b4/4 a b/2 |
        d4/4 g g/4. f/8 | g/4 b b a | d5 a4 a/4. g/8 | f/4 e d/2 |
        d5/4 d d g4 | c5 b4 b a | d5 d d g4 | c5 b4 b a |
        e5 e e d | c b4 c5/2 | a4/4 b/8 c5 d/4. g4/8 | g/4 a b/2 |
        e5/4. e/8 e/4 d | c b4 c5/2 | a4/4 b/8 c5 d/4. g4/8 | g/4 a g/2 |
      middle: [b3 d4]/2 [b3 d4]/4. [a3 d4]/8 | [b3 d4]/4 [d g] [d g] [d f] | [d g]/2 [d g]/4. [e g]/8 | [d g]/4 [d f] [d g]/2 |
        [b3 d4]/2 [b3 d4]/4. [a3 d4]/8 | [b3 d4]/4 [d g] [d g] [d f] | [d f] [d f] [c# e]/4. [c# e]/8 | [a3 d4]/4 [g3 c#4] [f3 a]/2 |
        ( [d4 g]/4*3 [b3 d4] | [e4 a] [d g] [d g] [d f] | )*2
        [g4 c5]*3 [g b] | [e a] [e g#] [e a]/2 | [d f] [b3 d4]/4. [b3 d4]/8 | [b3 d4]/4 [c4 d] [d g]/2 |
        [g c5]/4. [g c5]/8 [g c5]/4 [g b] | [e a] [e g#] [e a]/2 | [d f] [b3 d4]/4. [b3 e4]/8 | [b3 d4]/4 [c4 f] [b3 d4]/2 |
      bass: g3/2 g/4. d/8 | g/4 g d d | g b g/4. e/8 | g/4 d g/2 |
        g/2 g/4. d/8 | g/4 g d d | d d a2/4. a/8 | d3/4 a2 d3/2 |
        ( g3/4 g g b | a g d d | )*2
        c4 c c b3 | a e a/2 | d/4 d g/4. g/8 | d/4 d g/2 |
        c4/4. c/8 c/4 b3 | a e a/2 | d/4 d g/4. e/8 | d/4 d g2/2 |
    `,
  },
  {
    id: 'wagner-bridal-chorus',
    title: 'Bridal Chorus, Lohengrin',
    composer: 'Richard Wagner',
    catalogue: 'WWV 75',
    composerDied: 1883,
    arrangement: true,
    notation: `
      meter 4/4 key Bb tempo 4=72
      call = f4/4 b/8. b/16 b/2 | f/4 c5/8. a4/16 b/2
      soprano: $call | f4/4 b/8. e5/16 e/4 d/8. c/16 | b4/4 a/8. b/16 c5/2 |
        $call | f4/4 b/8. d5/16 f/4 d/8. b4/16 | g/4 c5/8. d/16 b4/2 |
      callMiddle = [b3 d4]/1 | [b3 d4]/4 [a3 e4] [b3 d4]/2
      middle: $callMiddle | [b3 d4]/4 [b3 d4] [b3 g4]/2 | [b3 f4]/4 [c4 f] [a3 f4]/2 |
        $callMiddle | [b3 d4]/1 | [b3 e4]/4 [a3 e4] [b3 d4]/2 |
      callBass = b2/1 | b/4 f b/2
      bass: $callBass | b2/2 e3 | d/4 c f2/2 | $callBass | b2/1 | e3/4 f b2/2 |
    `,
  },
  {
    id: 'offenbach-can-can',
    title: 'Can-can, Orpheus in the Underworld',
    composer: 'Jacques Offenbach',
    composerDied: 1880,
    arrangement: true,
    notation: `
      meter 2/4 key D tempo 4=112
      begin = d5/2 | e/8 g f e | a/4 a | a/8 b f g | e/4 e | e/8 g f e
      melody: $begin | d5/8 d6 c b5 | a g f e | $begin | d5/8 a e f | d/4 r |
      tonic = d3/8 [f3 a d4] a2 [f3 a d4]
      seventh = a2/8 [g3 c4 e] e2 [g3 c4 e]
      beginBass = $tonic | $seventh | $tonic | $tonic | $seventh | $seventh
      bass: $beginBass | $tonic | $seventh | $beginBass | d3/8 [f3 a d4] a2 [g3 c4 e] | [d3 f a]/4 r |
    `,
  },
  {
    id: 'strauss-blue-danube',
    title: 'The Blue Danube, first waltz',
    composer: 'Johann Strauss II',
    catalogue: 'Op. 314',
    composerDied: 1899,
    arrangement: true,
    notation: `
      meter 3/4 pickup 1/4 key D tempo 4=168
      melody: d4/4 | d f a | a/2 [f5 a]/4 | [f a] r [d f] | [d f] r d4 |
        d f a | a/2 [g5 a]/4 | [g a] r [e g] | [e g] r c4 |
        c e b | b/2 [g5 b]/4 | [g b] r [e g] | [e g] r c4 |
        c e b | b/2 [g5 b]/4 | [g b] r [d f] | [d f] r d4 |
        d f a | d5/2 [a5 d]/4 | [a d] r [f a] | [f a] r d4 |
        d f a | d5/2 [b5 d]/4 | [b d] r [g b] | [g b] r |
      tonic = d3/4 [f3 a]*2
      seventh = a2/4 [g3 c4]*2
      bass: r/4 | ( $tonic | )*6 ( $seventh | )*8 ( $tonic | )*8 g2/4 [d3 b]*2 | g2/4 [d3 b] |
    `,
  },
  {
    id: 'brahms-lullaby',
    title: 'Lullaby',
    composer: 'Johannes Brahms',
    catalogue: 'Op. 49 No. 4',
    composerDied: 1897,
    arrangement: true,
    notation: `
      meter 3/4 pickup 1/4 key F tempo 4=88
      melody: a4/8 a | c5/4. a4/8 a/4 | c5/2 a4/8 c5 | f/4 e/4. d/8 | d/4 c g4/8 a |
        b/4 g g/8 a | b/2 g/8 b | e5/8 d c/4 e | f/2 f4/8 f |
        f5/2 d/8 b4 | c5/2 a4/8 f | b/4 c5 d | c/2 f4/8 f |
        f5/2 d/8 b4 | c5/2 a4/8 f | b/4 a g | f/2 |
      tonic = f3/4 [a3 c4]*2
      dominant = c3/4 [g3 b]*2
      subdominant = b2/4 [f3 d4]*2
      bass: r/4 | ( $tonic | )*3 ( $dominant | )*4 $tonic | $subdominant | $tonic | $dominant | $tonic |
        $subdominant | $tonic | $dominant | f3/4 [a3 c4] |
    `,
  },
];
