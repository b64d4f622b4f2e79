import type { PieceSource } from './piece-source.js';

/** Johann Sebastian Bach, and the minuet by Petzold from the notebook for Anna Magdalena Bach. */
export const bachPieces: readonly PieceSource[] = [
  {
    id: 'petzold-minuet-g',
    title: 'Minuet in G',
    composer: 'Christian Petzold',
    catalogue: 'BWV Anh. 114',
    composerDied: 1733,
    notation: `
      meter 3/4 key G tempo 4=116
      right: d5/4 g4/8 a b c5 | d/4 g4 g | e5 c/8 d e f | g/4 g4 g |
      left:  [g3 b d4]/2 a3/4 | b/2. | c4/2. | b3/2. |
      right: c5/4 d/8 c b4 a | b/4 c5/8 b4 a g | f/4 g/8 a b g | a/2. |
      left:  a3/2. | g/2. | d4/4 b3 g | d4 d3/8 c4 b3 a |
      right: d5/4 g4/8 a b c5 | d/4 g4 g | e5 c/8 d e f | g/4 g4 g |
      left:  b3/2 a/4 | g b g | c4/2. | b3/4 c4/8 b3 a g |
      right: c5/4 d/8 c b4 a | b/4 c5/8 b4 a g | a/4 b/8 a g f | g/2. |
      left:  a3/2 f/4 | g/2 b/4 | c4 d d3 | g/2 g2/4 |
    `,
  },
  {
    id: 'bach-prelude-c-major',
    title: 'Prelude in C major, The Well-Tempered Clavier I',
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 846',
    composerDied: 1750,
    notation: `
      meter 4/4 tempo 4=66
      upper: ( r/8 g4/16 c5 e g4 c5 e )*2 | ( r/8 a4/16 d5 f a4 d5 f )*2 | ( r/8 g4/16 d5 f g4 d5 f )*2 |
      tenor: ( r/16 e4/8.~ e/4 )*2 | ( r/16 d4/8.~ d/4 )*2 | % |
      bass:  c4/2 c | c c | b3 b |
      upper: ( r/8 g4/16 c5 e g4 c5 e )*2 | ( r/8 a4/16 e5 a a4 e5 a )*2 | ( r/8 f#4/16 a d5 f#4 a d5 )*2 |
      tenor: ( r/16 e4/8.~ e/4 )*2 | % | ( r/16 d4/8.~ d/4 )*2 |
      bass:  c4/2 c | c c | c c |
      upper: ( r/8 g4/16 d5 g g4 d5 g )*2 | ( r/8 e4/16 g c5 e4 g c5 )*2 | % |
      tenor: ( r/16 d4/8.~ d/4 )*2 | ( r/16 c4/8.~ c/4 )*2 | % |
      bass:  b3/2 b | b b | a a |
      upper: ( r/8 d4/16 f# c5 d4 f# c5 )*2 | ( r/8 d4/16 g b d4 g b )*2 |
      tenor: ( r/16 a3/8.~ a/4 )*2 | ( r/16 b3/8.~ b/4 )*2 |
      bass:  d3/2 d | g3 g |
    `,
  },
  {
    id: 'bach-prelude-c-minor',
    title: 'Prelude in C minor, The Well-Tempered Clavier I',
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 847',
    composerDied: 1750,
    notation: `
      meter 4/4 key c tempo 4=108
      right: ( c5/16 e4 d e c e d e )*2 | ( a4/16 f en f c f en f )*2 | ( bn4/16 f e f d f e f )*2 |
      left:  ( c3/16 g f g e g f g )*2 | ( c3/16 a g a f a g a )*2 | % |
      right: ( c5/16 g4 f g e g f g )*2 | ( e5/16 a4 g a e a g a )*2 | ( d5/16 f#4 en f# d f# en f# )*2 |
      left:  ( c3/16 g f g e g f g )*2 | ( c3/16 a g a e a g a )*2 | ( c3/16 an g an f# an g an )*2 |
      right: ( d5/16 g4 f# g d g f# g )*2 | ( c5/16 en4 d en c en d en )*2 | ( c5/16 f4 en f c f en f )*2 |
      left:  ( b2/16 b3 an b g b an b )*2 | ( b2/16 g3 f# g en g f# g )*2 | ( a2/16 a3 g a f a g a )*2 |
      right: ( b4/16 d c d b3 d4 c d )*2 | ( b4/16 e d e b3 e4 d e )*2 |
      left:  ( a2/16 f3 en f d f en f )*2 | ( g2/16 g3 f g e g f g )*2 |
    `,
  },
  {
    id: 'bach-invention-1',
    title: 'Invention No. 1 in C major',
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 772',
    composerDied: 1750,
    notation: `
      meter 4/4 tempo 4=76
      right: r/16 c4 d e f d e c g/8 c5 b4 c5 | d/16 g4 a b c5 a4 b g d5/8 g f g |
      left:  r/2 r/16 c3 d e f d e c | g/8 g2 r/4 r/16 g3 a b c4 a3 b g |
      right: e5/16 a g f e g f a g f e d c e d f | e d c b4 a c5 b4 d5 c b4 a g f# a g b |
      left:  c4/8 b3 c4 d e g3 a b | c4 e3 f# g a b c4/4~ |
      right: a4/8 d c5/8. d/16 b4 a g f# e g f# a | g b a c5 b4 d5 c e d b4/32 c5 d/16 g b4/8 a/16 g |
      left:  c4/16 d3 e f# g e f# d g/8 b2 c3 d | e f# g e b2/8. c3/16 d/8 d2 |
      right: g4/8 r r/4 r/16 g4 a b c5 a4 b g |
      left:  r/16 g2 a b c3 a2 b g d3/8 g f# g |
    `,
  },
  {
    id: 'bach-cello-suite-1-prelude',
    title: 'Prelude of the Cello Suite No. 1',
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 1007',
    composerDied: 1750,
    notation: `
      meter 4/4 key G tempo 4=66
      cello: ( g2/16 d3 b a b d b d )*2 | ( g2/16 e3 c4 b3 c4 e3 c4 e3 )*2 | ( g2/16 f3 c4 b3 c4 f3 c4 f3 )*2 |
        g2/16 g3 b a b g b g g2 g3 b a b g b f | g2 e3 b a b g f g e g f g b2 d3 c# b2 |
        ( c#3/16 g a g a g a g )*2 | f3/16 a d4 c# d a3 g a f a g a d f e d |
        ( e2/16 b g3 f g b2 g3 b2 )*2 | e2/16 c#3 d e d c# b2 a g3 f e d4 c# b3 a g |
        f3/16 e d d4 a3 d4 f3 a d e f a g f e d |
    `,
  },
  {
    id: 'bach-jesu-joy',
    title: "Jesu, Joy of Man's Desiring",
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 147',
    composerDied: 1750,
    arrangement: true,
    notation: `
      meter 9/8 key G tempo 4.=66
      melody: r/8 g4 a b d5 c c e d | d g f g d b4 g a b | c5 d e d c b4 a b g | f g a d f a c5 b4 a |
      tenor:  b3/4. d4 e | d b3 g | c4 d b3 | a a c4 |
      bass:   g2/4. b c3 | b2 g e | a b e3 | d d f |
      melody: b4/8 g a b d5 c c e d | d g f g d b4 g a b | e d5 c b4 a g d g f | g b d5 g d b4 g/4. |
      tenor:  b3/4. d4 e | d b3 g | g b a | b/2.~ b/4. |
      bass:   g2/4. b c3 | b2 g e | c3 d d | g2/2.~ g/4. |
    `,
  },
  {
    id: 'bach-bourree-e-minor',
    title: 'Bourrée in E minor, Lute Suite',
    composer: 'Johann Sebastian Bach',
    catalogue: 'BWV 996',
    composerDied: 1750,
    arrangement: true,
    notation: `
      meter 4/4 pickup 1/4 key e tempo 4=112
      melody: e5/8 f | g/4 f/8 e d#/4 e/8 f | b4/4 c#5/8 d# e/4 d/8 c | b4/4 a/8 g f/4 g/8 a |
      bass:   g3/4 | e a b a | g f e f | g a b b2 |
      melody: b4/8 a g f e/4 e5/8 f | g/4 f/8 e d#/4 e/8 f | b4/4 c#5/8 d# e/4 d/8 c | b4/4 a/8 g f/4. g/8 | g/2. |
      bass:   e3/4 b2 e3 g | e a b a | g f e f | g c4 d d3 | g/2. |
    `,
  },
];
