import Foundation
import Testing

@testable import SequentialTests

@Suite struct RateLevelTests {
  @Test(arguments: [
    (30, 20, 2.60928373617), (45, 30, 6.40831676516), (150, 100, 6945.98159102), (20, 20, 0.153131049604),
  ])
  func workedValues(_ events: Int, _ expected: Double, _ value: Double) throws {
    let e = exp(try RateLevel.logHarm(events: events, expected: expected))
    #expect(abs(e / value - 1) < 1e-11)
    // A tolerated ratio is an expected count that much greater.
    let tolerated = exp(try RateLevel.logHarm(events: events, expected: expected / 1.6, tolerated: 1.6))
    #expect(abs(tolerated / value - 1) < 1e-10)
  }

  /// The prior by small steps, on either side of 1.
  @Test(arguments: [(0, 0.3), (1, 4), (6, 2.5), (12, 12)])
  func agreesWithSmallSteps(_ events: Int, _ expected: Double) throws {
    var above = (0.0, 0.0)
    var below = (0.0, 0.0)
    for step in 0..<40_000 {
      let near = (Double(step) + 0.5) / 40_000
      let far = 1 + 40 * near
      let ratio = { (r: Double) in pow(r, Double(events)) * exp(-expected * (r - 1)) }
      above.0 += far * exp(-far)
      above.1 += far * exp(-far) * ratio(far)
      below.0 += near * exp(-near)
      below.1 += near * exp(-near) * ratio(near)
    }
    #expect(abs(exp(try RateLevel.logHarm(events: events, expected: expected)) / (above.1 / above.0) - 1) < 1e-4)
    let safe = exp(try RateLevel.logSafe(events: events, expected: expected / 2, margin: 2))
    #expect(abs(safe / (below.1 / below.0) - 1) < 1e-6)
  }

  /// After more exposure the mean e-value is the present one at a ratio of 1 and less on the null's side.
  @Test(arguments: [0.01, 0.7, 3])
  func isAMartingale(_ more: Double) throws {
    for (events, expected) in [(0, 0.001), (0, 2.0), (3, 2.0), (9, 4.5), (2, 12.0)] {
      let harmNow = exp(try RateLevel.logHarm(events: events, expected: expected))
      let safeNow = exp(try RateLevel.logSafe(events: events, expected: expected, margin: 1))
      for factor in [1, 0.8, 0.2] {
        var harm = 0.0
        var safe = 0.0
        var less = exp(-more * factor)
        var greater = exp(-more / factor)
        for count in 0...120 {
          let after = expected + more
          harm += less * exp(try RateLevel.logHarm(events: events + count, expected: after))
          safe += greater * exp(try RateLevel.logSafe(events: events + count, expected: after, margin: 1))
          less *= more * factor / Double(count + 1)
          greater *= more / factor / Double(count + 1)
        }
        if factor == 1 {
          #expect(abs(harm / harmNow - 1) < 1e-9)
          #expect(abs(safe / safeNow - 1) < 1e-11)
        } else {
          #expect(harm < harmNow)
          #expect(safe < safeNow)
        }
      }
    }
  }

  @Test func limitsAndVerdictsAgree() throws {
    for (events, expected) in [(0, 0.2), (0, 30.0), (7, 2.0), (30, 20.0), (150, 100.0), (90, 100.0), (1, 1e-6)] {
      let look = try RateLevel.look(events: events, expected: expected, tolerated: 1.1, margin: 1.4, alpha: 0.05)
      #expect(((look.band.lower ?? 0) >= 1.1) == (look.logHarm >= log(20)))
      #expect(((look.band.upper ?? .infinity) <= 1.4) == (look.logSafe >= log(20)))
      #expect(look.band.estimate == Double(events) / expected)
      // One event is no evidence, however little was expected: the prior does not believe in such ratios.
      #expect((look.band.lower == nil) == (events < 2))
      if let lower = look.band.lower, lower < 1e6 {
        #expect(abs(try RateLevel.logHarm(events: events, expected: expected * lower) - log(20)) < 1e-6)
      }
      #expect(look.band.upper != nil)
    }
  }

  @Test func pathsAreCovered() throws {
    var missed = (lower: 0, upper: 0, difference: 0)
    let paths = 250
    for path in 1...paths {
      var random = EvidenceStream(path + 9_000)
      let rates = (treatment: [0.4, 1, 2.5][path % 3], control: [1, 0.5][path % 2])
      var events = (treatment: 0, control: 0)
      var outside = (false, false, false)
      for step in 1...10 {
        events.treatment += random.poisson(rates.treatment * 8)
        events.control += random.poisson(rates.control * 8)
        let exposure = Double(step * 8)
        let band = try RateLevel.band(events: events.treatment, expected: exposure, alpha: 0.2)
        outside.0 = outside.0 || band.lower ?? 0 > rates.treatment
        outside.1 = outside.1 || band.upper ?? .infinity < rates.treatment
        let difference = try RateDifference.band(
          treatment: events.treatment, treatmentExposure: exposure, control: events.control,
          controlExposure: exposure, alpha: 0.4)
        let truth = rates.treatment - rates.control
        outside.2 = outside.2 || difference.lower ?? -.infinity > truth || difference.upper ?? .infinity < truth
      }
      missed.lower += outside.0 ? 1 : 0
      missed.upper += outside.1 ? 1 : 0
      missed.difference += outside.2 ? 1 : 0
    }
    #expect(Double(missed.lower) <= 0.2 * Double(paths) && missed.lower > 0)
    #expect(Double(missed.upper) <= 0.2 * Double(paths) && missed.upper > 0)
    #expect(Double(missed.difference) <= 0.4 * Double(paths))
  }

  @Test func differencesAreInTheUnitOfTheRates() throws {
    let band = try RateDifference.band(
      treatment: 300, treatmentExposure: 2_000, control: 100, controlExposure: 1_000, alpha: 0.05)
    #expect(abs(try #require(band.estimate) - 0.05) < 1e-15)
    let lower = try #require(band.lower)
    let upper = try #require(band.upper)
    #expect(lower > -0.05 && lower < 0.05 && upper > 0.05 && upper < 0.15)
    let quiet = try RateDifference.band(
      treatment: 0, treatmentExposure: 500, control: 0, controlExposure: 500, alpha: 0.05)
    #expect(quiet.estimate == 0)
    #expect(try #require(quiet.lower) < 0)
    #expect(try #require(quiet.upper) > 0)
  }
}
