/**
 * `exp` and `log` from additions, multiplications and divisions only. ECMAScript leaves the last bits of `Math.exp`
 * and `Math.log` to the engine; these give the same bits everywhere, which "same seed, same bytes" rests on.
 */

const LN2_HIGH = 0.6931471803691238; // the upper 33 bits of ln 2, so that k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.9082149292705877e-10; // ln 2 - LN2_HIGH
const SQRT_HALF = Math.SQRT1_2;
const ARTANH_TERMS = 13;
/** 1/27, 1/25, … 1/3: the coefficients of artanh's series, smallest first. */
const ARTANH_COEFFICIENTS = Float64Array.from({ length: ARTANH_TERMS }, (_, i) => 1 / (27 - 2 * i));

/** 2^k for integer k, also where the result is subnormal. */
function scaleByPowerOfTwo(value: number, k: number): number {
  let scaled = value;
  let left = k;
  while (left > 1000) {
    scaled *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    scaled *= 2 ** -1000;
    left += 1000;
  }
  return scaled * 2 ** left;
}

/** e^x, within 2 units in the last place. @param x any number; NaN gives NaN */
export function portableExp(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW; // |r| <= 0.347
  // Taylor series, smallest terms first; 18 terms leave an error far below one unit in the last place.
  let sum = 1;
  for (let n = 18; n >= 1; n--) sum = 1 + (r * sum) / n;
  return scaleByPowerOfTwo(sum, k);
}

/** Natural logarithm, within 2 units in the last place. @param x any number; negative or NaN gives NaN, 0 gives -Infinity */
export function portableLog(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let mantissa = x;
  let exponent = 0;
  while (mantissa < 2 ** -500) {
    mantissa *= 2 ** 500;
    exponent -= 500;
  }
  while (mantissa > 2 ** 500) {
    mantissa *= 2 ** -500;
    exponent += 500;
  }
  while (mantissa >= 2 * SQRT_HALF) {
    mantissa *= 0.5;
    exponent += 1;
  }
  while (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  // log m = 2 artanh((m - 1) / (m + 1)) with |s| <= 0.1716
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let series = 0;
  for (let i = 0; i < ARTANH_TERMS; i++) series = s2 * (ARTANH_COEFFICIENTS[i]! + series);
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * (s + s * series));
}
