import Foundation

extension SurvivalCurve {
  /// S to the power of exp(±z·se), se being that of ln(−ln S); nil where S is 0.
  static func interval(_ step: Step, reach: Double, confidence: Double) -> MeasureInterval? {
    guard let logVariance = step.logVariance, step.survival > 0, step.survival < 1 else { return nil }
    let logSurvival = log(step.survival)
    let widening = exp(reach * logVariance.squareRoot() / -logSurvival)
    return MeasureInterval(
      lower: exp(logSurvival * widening), upper: exp(logSurvival / widening), confidence: confidence)
  }
}
