import type { OperatorName } from '@midizero/onnx';
import type { GradientRule } from './rule.js';
import { convolutionRules } from './rules/convolution.js';
import { elementwiseRules } from './rules/elementwise.js';
import { indexingRules } from './rules/indexing.js';
import { layoutRules } from './rules/layout.js';
import { linearRules } from './rules/linear.js';
import { normalizationRules } from './rules/normalization.js';
import { reductionRules } from './rules/reduction.js';

/** How each operator passes a gradient back. */
export const gradientRules: Readonly<Partial<Record<OperatorName, GradientRule>>> = {
  ...convolutionRules,
  ...elementwiseRules,
  ...indexingRules,
  ...layoutRules,
  ...linearRules,
  ...normalizationRules,
  ...reductionRules,
};
