@testable import SequentialTests

/// Draws for the tests of measures: the same for the same seed, everywhere.
struct MeasureDice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// 0 up to but not including 1.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}

func isNear(_ value: Double?, _ wanted: Double, _ tolerance: Double) -> Bool {
  guard let value else { return false }
  return abs(value - wanted) <= tolerance
}

/// What a closure throws; nil where it does not.
func surveyError(_ body: () throws(SurveyError) -> Void) -> SurveyError? {
  do throws(SurveyError) {
    try body()
    return nil
  } catch {
    return error
  }
}
