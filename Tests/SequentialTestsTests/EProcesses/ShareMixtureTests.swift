import Foundation
import Testing

@testable import SequentialTests

@Suite struct ShareMixtureTests {
  static func one(_ treatment: Int, _ control: Int, _ share: Double) -> [ShareStratum] {
    [ShareStratum(treatment: treatment, control: control, share: share)]
  }

  /// The chance that an event is the treatment's.
  static func chance(_ share: Double, _ ratio: Double) -> Double { share * ratio / (share * ratio + 1 - share) }

  /// The formula as it is written, in plain arithmetic.
  static func plain(_ strata: [ShareStratum], tolerated: Double, from least: Double, to greatest: Double) -> Double {
    var sum = 0.0
    for j in 0..<15 {
      let ratio = least * pow(greatest / least, Double(j) / 14)
      var product = 1.0
      for stratum in strata {
        let level = chance(stratum.share, tolerated)
        let theta = level * ratio / (level * ratio + 1 - level)
        product *= pow(theta / level, Double(stratum.treatment))
        product *= pow((1 - theta) / (1 - level), Double(stratum.control))
      }
      sum += product
    }
    return sum / 15
  }

  @Test(arguments: [
    (40, 75, 0.5, 119.837094), (100, 130, 0.5, 1.56842633), (100, 150, 0.5, 50.7401779), (100, 100, 0.5, 0.0195020438),
    (20, 41, 0.5, 27.371823), (10, 25, 0.5, 19.4728642), (75, 40, 0.5, 0.000318388742), (90, 25, 0.1, 494.810798),
  ])
  func workedValues(_ control: Int, _ treatment: Int, _ share: Double, _ expected: Double) throws {
    let e = exp(try ShareMixture().logHarm(Self.one(treatment, control, share)))
    #expect(abs(e / expected - 1) < 5e-9)
    // Arms exchanged, the same numbers are evidence of the opposite.
    let mirrored = try ShareMixture(safe: .standard).logSafe(Self.one(control, treatment, 1 - share), margin: 1)
    #expect(abs(exp(mirrored) / expected - 1) < 5e-9)
  }

  @Test(arguments: 1...80)
  func agreesWithPlainArithmetic(_ seed: Int) throws {
    var random = EvidenceStream(seed)
    var strata: [ShareStratum] = []
    for _ in 0...(seed % 5) {
      strata.append(
        ShareStratum(
          treatment: Int(random.unit() * 30), control: Int(random.unit() * 30),
          share: random.chance(0.3) ? 0.5 : 0.02 + 0.96 * random.unit()))
    }
    let tolerated = 0.5 + 2 * random.unit()
    let margin = tolerated + random.unit()
    let test = ShareMixture(safe: .standard)
    let harm = Self.plain(strata, tolerated: tolerated, from: 1.3, to: 3)
    #expect(abs(exp(try test.logHarm(strata, tolerated: tolerated)) / harm - 1) < 1e-10)
    let swapped = strata.map { ShareStratum(treatment: $0.control, control: $0.treatment, share: 1 - $0.share) }
    let safe = Self.plain(swapped, tolerated: 1 / margin, from: 1.3, to: 3)
    #expect(abs(exp(try test.logSafe(strata, margin: margin)) / safe - 1) < 1e-10)
    let root = margin.squareRoot()
    if margin > 1.01 {
      let own = Self.plain(swapped, tolerated: 1 / margin, from: root, to: margin * margin)
      #expect(abs(exp(try ShareMixture().logSafe(strata, margin: margin)) / own - 1) < 1e-10)
    }
    // In any order, and with equal shares added up beforehand, the same bits.
    let logHarm = try test.logHarm(strata, tolerated: tolerated)
    #expect(try test.logHarm(strata.shuffled(using: &random), tolerated: tolerated) == logHarm)
  }

  /// One step ahead the mean e-value is the present one at the tolerated ratio and less below it: a martingale and
  /// supermartingales, hence at most 1 on average whenever one stops.
  @Test(arguments: [0.5, 0.1, 0.83], [0.8, 1, 1.5])
  func isAMartingale(_ share: Double, _ tolerated: Double) throws {
    let test = ShareMixture()
    let earlier = ShareStratum(treatment: 5, control: 4, share: 0.37)
    for strata in [[], [earlier]] {
      let e = { (treatment: Int, control: Int) throws -> (harm: Double, safe: Double) in
        let all = strata + Self.one(treatment, control, share)
        return (
          exp(try test.logHarm(all, tolerated: tolerated)), exp(try test.logSafe(all, margin: tolerated))
        )
      }
      for treatment in 0...8 {
        for control in 0...8 {
          let now = try e(treatment, control)
          let hit = try e(treatment + 1, control)
          let miss = try e(treatment, control + 1)
          for factor in [1, 0.9, 0.5] {
            let less = Self.chance(share, tolerated * factor)
            let more = Self.chance(share, tolerated / factor)
            let harm = less * hit.harm + (1 - less) * miss.harm
            let safe = more * hit.safe + (1 - more) * miss.safe
            if factor == 1 {
              #expect(abs(harm / now.harm - 1) < 1e-12)
              #expect(abs(safe / now.safe - 1) < 1e-12)
            } else {
              #expect(harm < now.harm)
              #expect(safe < now.safe)
            }
          }
        }
      }
    }
  }

  /// The mean over all outcomes of n events, at every n, by exact enumeration.
  @Test(arguments: [0.5, 0.1], [1, 0.7, 0.2])
  func meansAreAtMostOne(_ share: Double, _ ratio: Double) throws {
    let theta = Self.chance(share, ratio)
    for events in 0...40 {
      var mean = 0.0
      var chance = pow(1 - theta, Double(events))
      for treatment in 0...events {
        mean += chance * exp(try ShareMixture().logHarm(Self.one(treatment, events - treatment, share)))
        chance *= Double(events - treatment) / Double(treatment + 1) * theta / (1 - theta)
      }
      #expect(mean <= 1 + 1e-12)
      if ratio == 1 { #expect(abs(mean - 1) < 1e-11) }
    }
  }

  /// The exact chance that 200 events, looked at one by one, ever reach 20.
  @Test func falseAlarmsAreRare() throws {
    let bound = log(20.0)
    for share in [0.5, 0.2] {
      var alive = [1.0]
      var alarms = 0.0
      for events in 1...200 {
        var next = [Double](repeating: 0, count: events + 1)
        for (treatment, mass) in alive.enumerated() where mass > 0 {
          next[treatment + 1] += mass * share
          next[treatment] += mass * (1 - share)
        }
        for treatment in next.indices where next[treatment] > 0 {
          guard try ShareMixture().logHarm(Self.one(treatment, events - treatment, share)) >= bound else { continue }
          alarms += next[treatment]
          next[treatment] = 0
        }
        alive = next
      }
      #expect(alarms <= 0.05)
      #expect(alarms > 0.01, "a test that never alarms would pass too")
    }
  }
}
