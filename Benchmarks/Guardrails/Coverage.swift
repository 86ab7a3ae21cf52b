import Foundation
import SequentialTests

/// How often a confidence sequence holds the truth at every one of its looks.
enum Coverage {
  /// What one run found: whether a limit was ever on the wrong side of the truth.
  typealias Held = (lower: Bool, upper: Bool)

  private struct Subject: Sendable {
    let name: String
    let data: String
    let units: Int
    /// One in so many of the runs is made, as looks of some sequences take long.
    var every = 1
    let run: @Sendable (inout Dice, [Int]) throws -> Held
  }

  static func table(runs: Int, seed: UInt64) async throws -> String {
    var lines = [
      "Each limit at α = 0.05, looked at 200 times from the first unit to the last, closer together at first.", "",
      "| sequence | data | units | runs | lower limit held | upper limit held | standard error | target 95 % |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (index, subject) in subjects.enumerated() {
      let looks = Self.looks(upTo: subject.units)
      let runs = max(2, runs / subject.every)
      let held = try await Race.parallel(runs) { run in
        var dice = Dice(seed: seed &+ 0xC0 &+ UInt64(index), stream: UInt64(run))
        return try subject.run(&dice, looks)
      }
      let shares = [held.count { $0.lower }, held.count { $0.upper }].map { Double($0) / Double(runs) }
      let least = min(shares[0], shares[1])
      let error = (least * (1 - least) / Double(runs)).squareRoot()
      lines.append(
        "| \(subject.name) | \(subject.data) | \(subject.units) | \(runs) | \(Row.percent(shares[0])) % | "
          + "\(Row.percent(shares[1])) % | \(Row.percent(error)) % | \(Targets.verdict(least + 2 * error >= 0.95)) |")
    }
    return lines.joined(separator: "\n")
  }

  private static let subjects: [Subject] = [
    Subject(name: "two means", data: "lognormal latency, equal", units: 4_000) { dice, looks in
      try means(&dice, looks, factor: 1)
    },
    Subject(name: "two means", data: "lognormal latency, +10 %", units: 4_000) { dice, looks in
      try means(&dice, looks, factor: 1.1)
    },
    Subject(name: "two geometric means", data: "lognormal latency, +10 %", units: 4_000) { dice, looks in
      var (treated, control) = (Moments(), Moments())
      return try watch(looks, truth: 1.1) {
        try treated.add(0.5 * dice.normal() + log(1.1))
        try control.add(0.5 * dice.normal())
      } band: {
        try? MeanSequence().ratioLook(logTreatment: treated, logControl: control, alpha: 0.05).band
      }
    },
    Subject(name: "one mean", data: "lognormal latency", units: 4_000) { dice, looks in
      var arm = Moments()
      return try watch(looks, truth: exp(5.3 + 0.125)) {
        try arm.add(exp(5.3 + 0.5 * dice.normal()))
      } band: {
        try? MeanSequence().look(arm, level: 0, alpha: 0.05).band
      }
    },
    Subject(name: "two shares", data: "20 and 25 %", units: 5_000) { dice, looks in
      var (treated, control, units) = (0, 0, 0)
      return try watch(looks, truth: 0.05) {
        treated += dice.heads(1, 0.25)
        control += dice.heads(1, 0.2)
        units += 1
      } band: {
        try? MeanSequence().shareLook(
          failures: treated, units: units, controlFailures: control, controlUnits: units, alpha: 0.05
        ).band
      }
    },
    Subject(name: "ratio of rates, mixture", data: "tickets × 1.5", units: 10_000) { dice, looks in
      try rates(&dice, looks) { treated, control in
        try ShareMixture().look(treatment: treated, control: control, share: 0.5, margin: 1.25, alpha: 0.05).band
      }
    },
    Subject(name: "ratio of rates, beta", data: "tickets × 1.5", units: 10_000) { dice, looks in
      let test = try ShareBeta()
      return try rates(&dice, looks) { treated, control in
        try test.look(treatment: treated, control: control, share: 0.5, margin: 1.25, alpha: 0.05).band
      }
    },
    Subject(name: "one share", data: "failures 1 %", units: 10_000) { dice, looks in
      var (failures, units) = (0, 0)
      return try watch(looks, truth: 0.01) {
        failures += dice.heads(1, 0.01)
        units += 1
      } band: {
        try ShareLevel.band(failures: failures, of: units, alpha: 0.05)
      }
    },
    Subject(name: "one share, both sides", data: "failures 1 %", units: 10_000) { dice, looks in
      var (failures, units) = (0, 0)
      return try watch(looks, truth: 0.01) {
        failures += dice.heads(1, 0.01)
        units += 1
      } band: {
        try ProportionSequence.band(failures: failures, of: units, alpha: 0.05)
      }
    },
    Subject(name: "one rate", data: "tickets as expected", units: 10_000) { dice, looks in
      var (events, expected) = (0, 0.0)
      return try watch(looks, truth: 1) {
        events += dice.poisson(0.05)
        expected += 0.05
      } band: {
        try RateLevel.band(events: events, expected: expected, alpha: 0.05)
      }
    },
    Subject(name: "two medians", data: "lognormal latency, +10 %", units: 2_000, every: 5) { dice, looks in
      var (treated, control) = (ValueSketch(), ValueSketch())
      return try watch(looks, truth: 0.1 * exp(5.3)) {
        try treated.add(1.1 * exp(5.3 + 0.5 * dice.normal()))
        try control.add(exp(5.3 + 0.5 * dice.normal()))
      } band: {
        try QuantileTest(share: 0.5).look(treatment: treated, control: control, alpha: 0.05).band
      }
    },
    Subject(name: "one 95th percentile", data: "lognormal latency", units: 4_000) { dice, looks in
      var arm = ValueSketch()
      return try watch(looks, truth: exp(5.3 + 0.5 * 1.644_853_626_951_472)) {
        try arm.add(exp(5.3 + 0.5 * dice.normal()))
      } band: {
        try QuantileTest(share: 0.95).look(arm, level: 0, alpha: 0.05).band
      }
    },
    Subject(name: "two mean scores", data: "0 to 100, spread 20", units: 400, every: 5) { dice, looks in
      var (treated, control) = (Moments(), Moments())
      return try watch(looks, truth: 0) {
        try treated.add(score(&dice))
        try control.add(score(&dice))
      } band: {
        try ScoreSequence(scale: 0...100).look(treatment: treated, control: control, alpha: 0.05).band
      }
    },
    Subject(name: "one mean score in order", data: "0 to 100, spread 20", units: 400) { dice, looks in
      var process = try ScoreProcess(scale: 0...100, alpha: 0.05)
      return try watch(looks, truth: 50) {
        try process.add(score(&dice))
      } band: {
        Band(estimate: 50, lower: process.lower, upper: process.upper)
      }
    },
    Subject(name: "departments", data: "10 against 10, 10 → 15 %", units: 500) { dice, looks in
      try departments(&dice, looks)
    },
  ]

  private static func looks(upTo units: Int) -> [Int] {
    let looks = (0..<200).map { Int((exp(log(Double(units)) * Double($0) / 199)).rounded()) }
    return Array(Set(looks)).sorted()
  }

  /// Takes units one by one and compares the band with the truth at each look; without a band nothing is claimed.
  private static func watch(
    _ looks: [Int], truth: Double, _ next: () throws -> Void, band: () throws -> Band?
  ) throws -> Held {
    var held: Held = (true, true)
    var units = 0
    for look in looks {
      while units < look {
        try next()
        units += 1
      }
      guard let band = try band() else { continue }
      if let lower = band.lower, lower > truth { held.lower = false }
      if let upper = band.upper, upper < truth { held.upper = false }
    }
    return held
  }

  /// Symmetric about 50, in steps of 2.5 as a usability score, cut at both ends alike.
  private static func score(_ dice: inout Dice) -> Double {
    max(0, min(100, 50 + 2.5 * (8 * dice.normal()).rounded()))
  }

  private static func means(_ dice: inout Dice, _ looks: [Int], factor: Double) throws -> Held {
    var (treated, control) = (Moments(), Moments())
    return try watch(looks, truth: (factor - 1) * exp(5.3 + 0.125)) {
      try treated.add(factor * exp(5.3 + 0.5 * dice.normal()))
      try control.add(exp(5.3 + 0.5 * dice.normal()))
    } band: {
      try? MeanSequence().look(treatment: treated, control: control, alpha: 0.05).band
    }
  }

  private static func rates(
    _ dice: inout Dice, _ looks: [Int], _ band: (Int, Int) throws -> Band
  ) throws -> Held {
    var (treated, control) = (0, 0)
    return try watch(looks, truth: 1.5) {
      treated += dice.poisson(0.075)
      control += dice.poisson(0.05)
    } band: {
      try band(treated, control)
    }
  }

  private static func departments(_ dice: inout Dice, _ looks: [Int]) throws -> Held {
    let shares = (0..<20).map { _ in dice.share(mean: 0.1, correlation: 0.02) }
    let before = shares.map { PeriodMean(count: 200, mean: Double(dice.heads(200, $0)) / 200) }
    var failures = [Int](repeating: 0, count: 20)
    var people = 0
    return try watch(looks, truth: 0.05) {
      for index in shares.indices { failures[index] += dice.heads(1, shares[index] + (index < 10 ? 0.05 : 0)) }
      people += 1
    } band: {
      let values = failures.indices.map { index in
        DepartmentValue(
          before: before[index], after: PeriodMean(count: people, mean: Double(failures[index]) / Double(people)))
      }
      return try? DepartmentComparison().look(
        treatment: Array(values.prefix(10)), control: Array(values.dropFirst(10)), margin: 0.05, alpha: 0.05
      ).look.band
    }
  }
}
