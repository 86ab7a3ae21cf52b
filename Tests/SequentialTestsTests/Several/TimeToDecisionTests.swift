import Foundation
import Testing

@testable import SequentialTests

@Suite struct TimeToDecisionTests {
  @Test func linesAndSquares() throws {
    // A third of the way after 300 units: 600 more at 150 a day.
    #expect(TimeToDecision.days(logE: 1, bound: 3, units: 300, unitsPerDay: 150) == 4)
    #expect(TimeToDecision.days(logE: 3, bound: 3, units: 300, unitsPerDay: 150) == 0)
    // Half the z takes four times the units: 900 more.
    #expect(TimeToDecision.days(z: 1.5, bound: 3, units: 300, unitsPerDay: 150) == 6)
    #expect(TimeToDecision.days(z: 4, bound: 3, units: 300, unitsPerDay: 150) == 0)
  }

  @Test func noAnswerIsNil() {
    for value in [0, -1, Double.nan, .infinity, -.infinity] {
      #expect(TimeToDecision.days(logE: value, bound: 3, units: 1, unitsPerDay: 1) == nil)
      #expect(TimeToDecision.days(z: value, bound: 3, units: 1, unitsPerDay: 1) == nil)
      for z in [false, true] {
        let days = { (bound: Double, units: Double, perDay: Double) in
          z
            ? TimeToDecision.days(z: 1, bound: bound, units: units, unitsPerDay: perDay)
            : TimeToDecision.days(logE: 1, bound: bound, units: units, unitsPerDay: perDay)
        }
        #expect(days(value, 10, 10) == nil)
        #expect(days(3, value, 10) == nil)
        #expect(days(3, 10, value) == nil)
        #expect(days(3, 10, 10) != nil)
        #expect(days(3, 1e300, 1e-300) == nil)
      }
    }
  }

  /// What is promised after a third of the evidence is right on average to within a factor of two.
  @Test func promisesAboutWhatComes() throws {
    let bound = log(100.0)
    var ratios: [Double] = []
    for seed in 1...60 {
      var random = EvidenceStream(seed)
      var evidence = try ShareEvidence(share: 0.5)
      var promised: Double?
      for event in 1...2_000 {
        try evidence.add(failureIn: random.chance(2.0 / 3) ? .treatment : .control)
        let logE = evidence.logE
        if promised == nil, logE >= bound / 3 {
          promised = TimeToDecision.days(logE: logE, bound: bound, units: Double(event), unitsPerDay: 1)
            .map { $0 + Double(event) }
        }
        if logE >= bound {
          ratios.append(try #require(promised) / Double(event))
          break
        }
      }
    }
    #expect(ratios.count == 60)
    let middle = ratios.sorted()[ratios.count / 2]
    #expect(middle > 0.5 && middle < 2)
  }
}
