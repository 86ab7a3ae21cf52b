import Scheduling
import Slipway

/// How likely which dates and costs are, and what drives them.
package struct SimulationView: Codable, Sendable {
  package var samples: Int
  /// `converged`, `maximum` or `stopped`.
  package var stop: String
  package var seed: Int
  package var currency: String
  /// The date and the cost that were agreed on, where there are any.
  package var planned: String?
  package var budget: Int?
  package var before: Outcome
  /// The same draws with every mitigation paid for; nil when no risk has one.
  package var after: Outcome?
  /// The mitigations worth buying; nil unless asked for.
  package var mitigations: Mitigations?

  package struct Outcome: Codable, Sendable {
    package var finish: Dates
    package var cost: Costs
    package var chanceOfPlanned: Double?
    package var chanceOfBudget: Double?
    package var chanceOfBoth: Double?
    package var milestones: [Milestone]
    /// Work and waves that move the end, by their swing of the mean finish, greatest first.
    package var activities: [Driver]
    package var risks: [Driver]
    package var joint: Joint
    package var launch: Launch?
    package var samplesBeyondHorizon: Int
  }

  package struct Dates: Codable, Sendable {
    package var p10: String
    package var p50: String
    package var p80: String
    package var p90: String
    package var mean: String
    package var deviationDays: Double
    /// How far the mean may be off, by the spread of the batches' means.
    package var errorDays: Double
    package var curve: [Point]

    package struct Point: Codable, Sendable {
      package var at: String
      package var share: Double
    }
  }

  /// Minor units.
  package struct Costs: Codable, Sendable {
    package var p10: Int
    package var p50: Int
    package var p80: Int
    package var p90: Int
    package var mean: Int
    package var curve: [Point]

    package struct Point: Codable, Sendable {
      package var cost: Int
      package var share: Double
    }
  }

  package struct Milestone: Codable, Sendable {
    package var id: String
    package var name: String
    package var p50: String
    package var p80: String
    package var planned: String?
    package var chanceOfPlanned: Double?
  }

  package struct Driver: Codable, Sendable {
    package var id: String
    package var name: String
    /// Days by which the mean finish moves between the driver's low and its high end.
    package var swingDays: Double
    /// Share of samples without float, or in which a risk strikes.
    package var share: Double
    package var cruciality: Double?
    package var sensitivity: Double?
    /// What a risk adds to the mean finish, in days.
    package var meanDays: Double?
  }

  package struct Joint: Codable, Sendable {
    package var percents: [Int]
    /// `grid[i][j]`: the share by the finish at `percents[i]` and within the cost at `percents[j]`.
    package var grid: [[Double]]
  }

  package struct Launch: Codable, Sendable {
    package var before: Double
    package var inside: Double
    package var after: Double
    package var costOfDelay: Int
    package var costOfNextDay: Int
  }

  package struct Mitigations: Codable, Sendable {
    package var budget: Int
    package var cost: Int
    package var risks: [String]
    package var daysSaved: Double
    /// Whether no other set within the budget is better.
    package var isBest: Bool
    package var each: [Each]

    package struct Each: Codable, Sendable {
      package var risk: String
      package var name: String
      package var cost: Int
      package var daysSaved: Double
    }
  }
}

/// Turns what was drawn into what is shown: names for indices, dates for seconds.
struct SimulationPresenter {
  let forecast: Forecast
  let programme: Programme

  func view(_ report: SimulationReport, seed: Int) -> SimulationView {
    SimulationView(
      samples: report.samples, stop: report.stop.rawValue, seed: seed, currency: programme.currency,
      planned: forecast.model.planned.map(Self.time), budget: forecast.model.budget, before: outcome(report.before),
      after: report.after.map(outcome), mitigations: nil)
  }

  func mitigations(_ choice: SimulationMitigationChoice, budget: Int) -> SimulationView.Mitigations {
    func risk(_ index: Int) -> Risk { programme.context.risks[forecast.risks[index]] }
    return SimulationView.Mitigations(
      budget: budget, cost: choice.cost, risks: choice.risks.map { risk($0).id.text },
      daysSaved: Self.days(choice.saved), isBest: choice.isBest,
      each: choice.alone.enumerated().compactMap { index, alone in
        alone.map {
          SimulationView.Mitigations.Each(
            risk: risk(index).id.text, name: risk(index).name, cost: $0.cost, daysSaved: Self.days($0.saved))
        }
      })
  }

  private func outcome(_ outcome: SimulationOutcome) -> SimulationView.Outcome {
    SimulationView.Outcome(
      finish: dates(outcome.finish), cost: costs(outcome.cost), chanceOfPlanned: outcome.chanceOfPlanned,
      chanceOfBudget: outcome.chanceOfBudget, chanceOfBoth: outcome.joint.planned,
      milestones: outcome.milestones.enumerated().map { milestone($1, at: $0) },
      activities: outcome.activityTornado.filter { standsOut(outcome.activities[$0].swing, outcome) }.prefix(20)
        .map { activity(outcome.activities[$0], at: $0) },
      risks: outcome.riskTornado.map { risk(outcome.risks[$0], at: $0) },
      joint: SimulationView.Joint(percents: outcome.joint.percents, grid: outcome.joint.grid),
      launch: outcome.launch.map {
        SimulationView.Launch(
          before: $0.chanceBefore, inside: $0.chanceInside, after: $0.chanceAfter,
          costOfDelay: Int($0.costOfDelay.rounded()), costOfNextDay: Int($0.costOfNextDay.rounded()))
      },
      samplesBeyondHorizon: outcome.samplesBeyondHorizon)
  }

  /// Whether a swing between the lowest and the highest tenth of the samples is more than chance makes of one: three
  /// standard errors of the difference of two such means.
  private func standsOut(_ swing: SimulationSwing?, _ outcome: SimulationOutcome) -> Bool {
    guard let swing else { return false }
    let tenth = Double(max(1, outcome.finish.sorted.count / 10))
    return abs(swing.finishHigh - swing.finishLow) > 3 * outcome.finish.standardDeviation * (2 / tenth).squareRoot()
  }

  private func dates(_ spread: SimulationSpread) -> SimulationView.Dates {
    SimulationView.Dates(
      p10: Self.time(spread.p10), p50: Self.time(spread.p50), p80: Self.time(spread.p80), p90: Self.time(spread.p90),
      mean: Self.time(Int(spread.mean.rounded())), deviationDays: Self.days(spread.standardDeviation),
      errorDays: Self.days(spread.meanError),
      curve: spread.curve(steps: 20).map { SimulationView.Dates.Point(at: Self.time($0.value), share: $0.share) })
  }

  private func costs(_ spread: SimulationSpread) -> SimulationView.Costs {
    SimulationView.Costs(
      p10: spread.p10, p50: spread.p50, p80: spread.p80, p90: spread.p90, mean: Int(spread.mean.rounded()),
      curve: spread.curve(steps: 20).map { SimulationView.Costs.Point(cost: $0.value, share: $0.share) })
  }

  private func milestone(_ figures: SimulationMilestoneFigures, at index: Int) -> SimulationView.Milestone {
    let (id, name): (String, String) =
      switch forecast.milestones[index] {
      case .implementation: ("implementation", "Implementation is finished")
      case .wave(let wave): (wave.text, "\(self.wave(wave)): everybody is let in")
      case .rollout: ("rollout", "Everybody is let in")
      }
    return SimulationView.Milestone(
      id: id, name: name, p50: Self.time(figures.finish.p50), p80: Self.time(figures.finish.p80),
      planned: forecast.model.milestones[index].planned.map(Self.time), chanceOfPlanned: figures.chanceOfPlanned)
  }

  private func activity(_ figures: SimulationActivityFigures, at index: Int) -> SimulationView.Driver {
    let (id, name): (String, String) =
      switch forecast.activities[index] {
      case .item(let item): (item.text, programme.implementation.items.first { $0.id == item }?.name ?? item.text)
      case .wave(let wave): (wave.text, self.wave(wave))
      case .hypercare(let wave): ("\(wave).hypercare", "\(self.wave(wave)), hypercare")
      }
    return SimulationView.Driver(
      id: id, name: name, swingDays: Self.swing(figures.swing), share: figures.criticality,
      cruciality: figures.cruciality, sensitivity: figures.sensitivity)
  }

  private func risk(_ figures: SimulationRiskFigures, at index: Int) -> SimulationView.Driver {
    let risk = programme.context.risks[forecast.risks[index]]
    return SimulationView.Driver(
      id: risk.id.text, name: risk.name, swingDays: Self.swing(figures.swing), share: figures.frequency,
      meanDays: Self.days(figures.meanDelay))
  }

  private func wave(_ id: Key<Wave>) -> String { programme.rollout.waves.first { $0.id == id }?.name ?? id.text }

  private static func swing(_ swing: SimulationSwing?) -> Double {
    swing.map { days($0.finishHigh - $0.finishLow) } ?? 0
  }

  private static func time(_ seconds: Int) -> String { Timestamp(seconds: Int64(seconds)).description }

  /// Seconds as days, to the hundredth.
  private static func days(_ seconds: Double) -> Double { (seconds / 864).rounded() / 100 }
}
