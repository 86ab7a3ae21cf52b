import Foundation
import Testing

@testable import SequentialTests

struct OnsetMixtureTests {
  @Test func beforeAnythingIsSeenItIsOne() throws {
    #expect(try abs(OnsetMixture.logE(whole: 0, later: [])) < 1e-15)
    #expect(try abs(OnsetMixture.logE(whole: 0, later: (1...9).map { ($0, 0) })) < 1e-14)
  }

  @Test func itIsTheWeightedMean() throws {
    let found = try OnsetMixture.logE(whole: log(2), later: [(1, log(8)), (2, log(0.5))])
    #expect(abs(exp(found) - (0.75 * 2 + 0.25 / 2 * 8 + 0.25 / 6 * 0.5 + 0.25 / 3)) < 1e-12)
  }

  /// Days of coins, each step of each process exact: the mean over all outcomes is 1 on every day.
  @Test func itsMeanIsOneUnderTheNullOnEveryDay() throws {
    let share = 0.3
    for days in 1...8 {
      var mean = 0.0
      for outcome in 0..<(1 << days) {
        var probability = 1.0
        var steps: [Double] = []
        for day in 0..<days {
          let hit = outcome >> day & 1 == 1
          probability *= hit ? share : 1 - share
          steps.append(hit ? log(0.6 / share) : log(0.4 / (1 - share)))
        }
        func since(_ start: Int) -> Double { steps[start...].reduce(0, +) }
        mean += probability * exp(try OnsetMixture.logE(whole: since(0), later: (1..<days).map { ($0, since($0)) }))
      }
      #expect(abs(mean - 1) < 1e-12)
    }
  }

  @Test func leavingStartsOutMakesItLess() throws {
    let all = (1...20).map { (start: $0, logE: Double($0) / 3) }
    let whole = try OnsetMixture.logE(whole: 0.1, later: all)
    #expect(try OnsetMixture.logE(whole: 0.1, later: Array(all.suffix(3))) < whole)
  }

  @Test func whatIsNoNumberIsRefused() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(throws: (any Error).self) { try OnsetMixture.logE(whole: value, later: []) }
      #expect(throws: (any Error).self) { try OnsetMixture.logE(whole: 0, later: [(1, value)]) }
    }
    #expect(throws: (any Error).self) { try OnsetMixture.logE(whole: 0, later: [(0, 1)]) }
  }
}
