import Scheduling
import Slipway

/// Waves as they are proposed, or what would have to give way.
package struct WavePlanView: Codable, Sendable {
  /// `planned`, `infeasible` or `undecided`.
  package var verdict: String
  package var headcount: Int
  package var audiences: Int
  package var plan: Proposal?
  /// Why there is no plan; empty where there is one.
  package var conflicts: [String]
  /// Smallest sets of concessions, the cheapest first; each alone makes a plan possible.
  package var concessions: [Concession]
  /// Nobody can finish earlier, as a date.
  package var bound: String
  /// Plans of which none is both sooner and safer than another; empty unless asked for.
  package var frontier: [Point]
  /// What more of each capacity would bring; empty unless asked for.
  package var marginal: [Marginal]
  /// The programme document with these waves; nil unless asked for.
  package var document: String?
  /// Searches and schedules made: the work done.
  package var schedules: Int

  package struct Proposal: Codable, Sendable {
    package var waves: [WaveLine]
    package var first: String
    package var last: String
    /// Days between the bound and the last opening; 0 proves that nobody can be sooner.
    package var gapDays: Int
    /// The gap in thousandths of the time from today to the bound.
    package var gapPermille: Int
    package var proved: Bool
    package var exposure: Int
    package var spreadDays: Int
    package var movedPeople: Int
    package var usage: [UsageLine]
    package var training: [TrainingLine]
  }

  package struct WaveLine: Codable, Sendable {
    package var number: Int
    package var opens: String
    package var audiences: [String]
    package var headcount: Int
    package var isBegun: Bool
    /// Why not earlier.
    package var reasons: [String]
    /// Why its audiences do not come with the wave before.
    package var sizeReasons: [String]
  }

  /// One capacity in one week, in thousandths of its unit.
  package struct UsageLine: Codable, Sendable {
    package var capacity: String
    package var name: String
    package var weeks: [Week]

    package struct Week: Codable, Sendable {
      package var week: String
      package var used: Int
      package var limit: Int
    }
  }

  /// Training of one audience on one day, in thousandths of the capacity's unit.
  package struct TrainingLine: Codable, Sendable {
    package var audience: String
    package var capacity: String
    package var day: String
    package var amount: Int
  }

  package struct Concession: Codable, Sendable {
    package var relaxations: [String]
    package var last: String
    package var waves: Int
    /// Whether it is proved that none of them can be left out.
    package var isMinimal: Bool
  }

  package struct Point: Codable, Sendable {
    package var last: String
    package var exposure: Int
    package var waves: Int
  }

  package struct Marginal: Codable, Sendable {
    package var capacity: String
    package var name: String
    /// Thousandths of its unit more in every week.
    package var more: Int
    package var daysEarlier: Int
    package var last: String
  }
}

extension WavePlanView.Proposal {
  init(_ plan: WavePlan, _ input: WaveInput, _ words: WaveWords) {
    waves = plan.waves.enumerated().map { index, wave in
      WavePlanView.WaveLine(
        number: index + 1, opens: "\(words.date(wave.day))", audiences: wave.units.map { input.audiences[$0].text },
        headcount: wave.headCount, isBegun: wave.isFixed, reasons: wave.reasons.map(words.sentence),
        sizeReasons: wave.sizeReasons.map(words.sentence))
    }
    first = "\(words.date(plan.waves.first?.day ?? plan.finish))"
    last = "\(words.date(plan.finish))"
    gapDays = plan.gap
    gapPermille = plan.gapPermille(from: input.problem.statusDay)
    proved = plan.finishProved
    exposure = plan.measures.exposure
    spreadDays = plan.measures.spread
    movedPeople = plan.measures.moved
    usage = plan.usage.map { usage in
      let capacity = input.capacities[usage.capacity]
      return WavePlanView.UsageLine(
        capacity: capacity.id.text, name: capacity.name,
        weeks: usage.used.indices.filter { usage.used[$0] > 0 }.map { week in
          WavePlanView.UsageLine.Week(
            week: "\(words.date(7 * week))", used: usage.used[week],
            limit: usage.limits.indices.contains(week) ? usage.limits[week] : 0)
        })
    }
    training = plan.placements.map { placement in
      WavePlanView.TrainingLine(
        audience: input.audiences[placement.unit].text, capacity: input.capacities[placement.capacity].id.text,
        day: "\(words.date(placement.day))", amount: placement.amount)
    }
  }
}
