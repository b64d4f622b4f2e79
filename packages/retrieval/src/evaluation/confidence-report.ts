/** An answer, and whether it ought to have been given. */
export interface JudgedAnswer {
  /** Whether the library holds the query's piece. */
  readonly isAnswerable: boolean;
  /** Whether the first match names the right piece; false where there is none. */
  readonly isRight: boolean;
  /** Confidence of the first match, 0 to 1; undefined where nothing was returned. */
  readonly confidence: number | undefined;
}

/** What refusing to answer below a confidence gives. */
export interface TradeOffPoint {
  /** Answers of less confidence are not given. */
  readonly minConfidence: number;
  /** Share of the answerable queries that are answered right; 0 without any. */
  readonly rightAnswers: number;
  /** Share of the answerable queries that are answered with another piece. */
  readonly wrongAnswers: number;
  /** Share of the queries without an answer in the library that get one all the same. Missing without such queries. */
  readonly falseAnswers?: number;
}

/** Answers whose stated confidence lies in a range. */
export interface ReliabilityBin {
  readonly fromConfidence: number;
  readonly toConfidence: number;
  readonly answers: number;
  /** Mean of the stated confidences. */
  readonly meanConfidence: number;
  /** Share of the answers that are right: near `meanConfidence` where confidence means what it says. */
  readonly rightShare: number;
}

/** How far the stated confidence can be trusted, and what it is good for. */
export interface ConfidenceReport {
  readonly answerable: number;
  readonly unanswerable: number;
  /** From answering everything to answering next to nothing. */
  readonly tradeOff: readonly TradeOffPoint[];
  /** The most right answers at a share of false answers of at most so much. Empty without unanswerable queries. */
  readonly atFalseAnswers: readonly (TradeOffPoint & { readonly allowedFalseAnswers: number })[];
  /** Bins that hold answers, ascending. */
  readonly reliability: readonly ReliabilityBin[];
  /** Mean distance of stated and observed confidence over the bins, weighted by their answers. */
  readonly expectedCalibrationError: number;
  /** Mean of (confidence - right)²: 0 is perfect, 0.25 is a coin that knows it. */
  readonly brierScore: number;
}

const BIN_COUNT = 10;
const TRADE_OFF_CONFIDENCES = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];
const ALLOWED_FALSE_ANSWERS = [0.01, 0.03, 0.05, 0.1];

/** Counts up what answers and their confidences came to. */
export function reportConfidence(answers: readonly JudgedAnswer[]): ConfidenceReport {
  const given = answers.flatMap(({ confidence, isRight }) =>
    confidence === undefined ? [] : [{ confidence, isRight }],
  );
  const reliability = reliabilityBins(given);
  const unanswerable = answers.filter(({ isAnswerable }) => !isAnswerable).length;
  return {
    answerable: answers.length - unanswerable,
    unanswerable,
    tradeOff: TRADE_OFF_CONFIDENCES.map((minConfidence) => {
      const kept = answers.filter(({ confidence }) => confidence !== undefined && confidence >= minConfidence);
      return tradeOffPoint(kept, answers, minConfidence);
    }),
    atFalseAnswers: unanswerable === 0 ? [] : ALLOWED_FALSE_ANSWERS.map((allowed) => bestPoint(answers, allowed)),
    reliability,
    expectedCalibrationError: mean(
      reliability.flatMap(({ answers: count, meanConfidence, rightShare }) =>
        Array<number>(count).fill(Math.abs(meanConfidence - rightShare)),
      ),
    ),
    brierScore: mean(given.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2)),
  };
}

/** @param given the answers that are confident enough */
function tradeOffPoint(
  given: readonly JudgedAnswer[],
  answers: readonly JudgedAnswer[],
  minConfidence: number,
): TradeOffPoint {
  const answerable = answers.filter(({ isAnswerable }) => isAnswerable).length;
  const unanswerable = answers.length - answerable;
  const count = (of: (answer: JudgedAnswer) => boolean, total: number): number =>
    total === 0 ? 0 : given.filter(of).length / total;
  return {
    minConfidence,
    rightAnswers: count(({ isAnswerable, isRight }) => isAnswerable && isRight, answerable),
    wrongAnswers: count(({ isAnswerable, isRight }) => isAnswerable && !isRight, answerable),
    ...(unanswerable > 0 && { falseAnswers: count(({ isAnswerable }) => !isAnswerable, unanswerable) }),
  };
}

/** The point of the least confidence that keeps false answers within what is allowed. */
function bestPoint(
  answers: readonly JudgedAnswer[],
  allowedFalseAnswers: number,
): TradeOffPoint & { allowedFalseAnswers: number } {
  const unanswerable = answers.filter(({ isAnswerable }) => !isAnswerable);
  const falseConfidences = unanswerable.flatMap(({ confidence }) => confidence ?? []).sort((a, b) => b - a);
  const allowedCount = Math.floor(allowedFalseAnswers * unanswerable.length);
  // Confidences above that of the first false answer that is one too many.
  const limit = falseConfidences[allowedCount];
  const kept = answers.filter(({ confidence }) => confidence !== undefined && confidence > (limit ?? -1));
  const minConfidence = kept.reduce((least, { confidence = 1 }) => Math.min(least, confidence), 1);
  return { allowedFalseAnswers, ...tradeOffPoint(kept, answers, minConfidence) };
}

function reliabilityBins(answers: readonly { confidence: number; isRight: boolean }[]): ReliabilityBin[] {
  return Array.from({ length: BIN_COUNT }, (_, bin) => {
    const members = answers.filter(
      ({ confidence }) => Math.min(BIN_COUNT - 1, Math.floor(confidence * BIN_COUNT)) === bin,
    );
    return {
      fromConfidence: bin / BIN_COUNT,
      toConfidence: (bin + 1) / BIN_COUNT,
      answers: members.length,
      meanConfidence: mean(members.map(({ confidence }) => confidence)),
      rightShare: mean(members.map(({ isRight }) => Number(isRight))),
    };
  }).filter(({ answers: count }) => count > 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
