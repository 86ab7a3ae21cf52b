import Testing

@testable import Scheduling

/// Every figure of a report, worked out again sample by sample: dates by `Plan`, figures by their definitions.
@Suite struct SimulationReferenceTests {
  private struct Sample {
    var minutes: [Int]
    var finish: Int
    var finishes: [Int]
    var isCritical: [Bool]
    var cost: Int
    var strikes: [Bool]
  }

  private static func model(_ seed: Int) throws -> SimulationModel {
    let (network, statusDate) = try SimulationCourseTests.network(seed, count: 9)
    var random = Seeded(seed + 31)
    let activities = network.activities.map { activity -> SimulationActivity in
      let mode = 30 + random.int(0...600)
      var simulated = SimulationActivity(
        duration: random.chance(20) ? nil : .triangular(min: random.int(0...mode), mode: mode, max: mode + 400),
        fixedCost: random.int(0...500), costPerHour: random.chance(50) ? random.int(1...9_000) : 0)
      if case .done = activity.progress { simulated.duration = nil }
      return simulated
    }
    let exposure = SimulationRisk.Exposure(
      probability: 0.4, delay: .pert(min: 0, mode: 100, max: 700),
      factor: .triangular(min: 900, mode: 1_100, max: 2_000), cost: .certain(1_234))
    let mitigation = SimulationRisk.Mitigation(
      cost: 99, exposure: .init(probability: 0.1, delay: .certain(10), cost: .triangular(min: 5, mode: 6, max: 50)))
    return SimulationModel(
      network: network, statusDate: statusDate, activities: activities,
      correlations: [.init(activities: [0, 1, 2], coefficient: 0.5)],
      risks: [
        .init(activities: [1, 3, 4], exposure: exposure, mitigation: mitigation),
        .init(activities: [4], exposure: exposure),
      ],
      milestones: [.init(activities: [2, 5], planned: statusDate + 3 * 86_400)],
      planned: statusDate + 4 * 86_400, budget: 60_000)
  }

  private static func samples(_ simulation: Simulation, batches: Int, isAfter: Bool) throws -> [Sample] {
    let model = simulation.model
    let nodes = simulation.course.nodes.count
    let sampler = SimulationSampler(simulation.draws, nodes: nodes, seed: 5)
    var samples: [Sample] = []
    for batch in 0..<batches {
      sampler.draw(batch: batch)
      sampler.apply(isAfter ? simulation.draws.after : simulation.draws.before)
      for sample in 0..<SimulationStrata.count {
        let minutes = model.network.activities.indices.map { index -> Int in
          guard let at = simulation.course.node[index] else { return 0 }
          return Int(sampler.durations[sample / 16 * nodes + at][sample % 16]) / 2
        }
        let plan = try Plan(
          SimulationCourseTests.sampled(model.network, minutes), statusDate: model.statusDate)
        let hours = zip(minutes, model.activities).map { Double($0 * $1.costPerHour) / 60 }.reduce(0, +)
        let fixed = model.activities.map(\.fixedCost).reduce(0, +) + (isAfter ? 99 : 0)
        samples.append(
          Sample(
            minutes: minutes, finish: try #require(plan.finish), finishes: plan.activities.map(\.earlyFinish),
            isCritical: plan.activities.map { $0.criticality == .critical },
            cost: Int((hours + sampler.riskCosts[sample] + Double(fixed)).rounded()),
            strikes: model.risks.indices.map { sampler.strikes[$0 * SimulationStrata.count + sample] }))
      }
    }
    return samples
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func deviation(_ values: [Double]) -> Double {
    let middle = mean(values)
    return (values.map { ($0 - middle) * ($0 - middle) }.reduce(0, +) / Double(values.count - 1)).squareRoot()
  }

  @Test(arguments: [3, 4, 10, 11, 21])
  func everyFigureIsItsDefinition(_ seed: Int) throws {
    let simulation = try Simulation(Self.model(seed))
    let report = try simulation.run(SimulationOptions(seed: 5, maximumSamples: 800))
    #expect(report.samples == 800 && report.stop == .maximum)
    for (outcome, isAfter) in [(report.before, false), (try #require(report.after), true)] {
      let samples = try Self.samples(simulation, batches: 2, isAfter: isAfter)
      try check(outcome, samples, simulation.model)
    }
  }

  private func check(_ outcome: SimulationOutcome, _ samples: [Sample], _ model: SimulationModel) throws {
    let finishes = samples.map { Double($0.finish) }
    #expect(outcome.finish.sorted == samples.map(\.finish).sorted())
    #expect(outcome.cost.sorted == samples.map(\.cost).sorted())
    #expect(abs(outcome.finish.mean - Self.mean(finishes)) < 1e-3)
    #expect(abs(outcome.finish.standardDeviation - Self.deviation(finishes)) < 1e-3)
    let halves = [finishes[..<400], finishes[400...]].map { Self.mean(Array($0)) }
    #expect(abs(outcome.finish.meanError - Self.deviation(halves) / 2.0.squareRoot()) < 1e-3)
    let milestone = samples.map { max($0.finishes[2], $0.finishes[5]) }
    #expect(outcome.milestones[0].finish.sorted == milestone.sorted())
    let planned = try #require(model.planned)
    let budget = try #require(model.budget)
    func share(_ holds: (Sample) -> Bool) -> Double { Double(samples.filter(holds).count) / Double(samples.count) }
    #expect(outcome.chanceOfPlanned == share { $0.finish <= planned })
    #expect(outcome.chanceOfBudget == share { $0.cost <= budget })
    #expect(outcome.joint.planned == share { $0.finish <= planned && $0.cost <= budget })
    for (row, date) in outcome.joint.percents.enumerated() {
      for (column, money) in outcome.joint.percents.enumerated() {
        let (latest, most) = (outcome.finish.percentile(date), outcome.cost.percentile(money))
        #expect(outcome.joint.grid[row][column] == share { $0.finish <= latest && $0.cost <= most })
      }
    }
    for (index, figures) in outcome.activities.enumerated() {
      #expect(figures.criticality == share { $0.isCritical[index] })
      let minutes = samples.map { Double($0.minutes[index]) }
      let (middle, middleFinish) = (Self.mean(minutes), Self.mean(finishes))
      let (x, y) = (Self.deviation(minutes), Self.deviation(finishes) / 60)
      guard !figures.meanMinutes.isZero else { continue }
      #expect(abs(figures.meanMinutes - middle) < 1e-3)
      #expect(abs(figures.deviationMinutes - x) < 1e-3)
      let products = zip(minutes, finishes).map { ($0 - middle) * ($1 - middleFinish) / 60 }
      let covariance = products.reduce(0, +) / Double(samples.count - 1)
      if x > 0, y > 0 {
        #expect(abs(figures.cruciality - abs(covariance / (x * y))) < 1e-5)
        #expect(abs(figures.sensitivity - figures.criticality * x / y) < 1e-5)
      } else {
        #expect(figures.cruciality == 0)
      }
    }
    for (risk, figures) in outcome.risks.enumerated() {
      #expect(figures.frequency == share { $0.strikes[risk] })
      let swing = try #require(figures.swing)
      #expect(abs(swing.finishHigh - Self.mean(samples.filter { $0.strikes[risk] }.map { Double($0.finish) })) < 1e-3)
      #expect(abs(swing.finishLow - Self.mean(samples.filter { !$0.strikes[risk] }.map { Double($0.finish) })) < 1e-3)
      #expect(abs(swing.costHigh - Self.mean(samples.filter { $0.strikes[risk] }.map { Double($0.cost) })) < 1e-6)
    }
  }

  /// The swing of an activity without risks: the means over its shortest and its longest tenth, batch by batch.
  @Test func theSwingIsBetweenTheTenths() throws {
    let model = try SimulationSamples.chain([
      .triangular(min: 0, mode: 100_000, max: 900_000), .pert(min: 0, mode: 5_000, max: 20_000), .certain(500),
    ])
    let simulation = try Simulation(model)
    let report = try simulation.run(SimulationOptions(seed: 5, maximumSamples: 800))
    let samples = try Self.samples(simulation, batches: 2, isAfter: false)
    for index in 0..<2 {
      var low: [Double] = []
      var high: [Double] = []
      for first in [0, 400] {
        let ordered = samples[first..<first + 400].sorted { $0.minutes[index] < $1.minutes[index] }
        low += ordered[..<40].map { Double($0.finish) }
        high += ordered[360...].map { Double($0.finish) }
      }
      let swing = try #require(report.before.activities[index].swing)
      // Equal minutes on either side of a tenth may go either way.
      #expect(abs(swing.finishLow - Self.mean(low)) < 60 * 20)
      #expect(abs(swing.finishHigh - Self.mean(high)) < 60 * 20)
    }
    #expect(report.before.activities[2].swing == nil)
    #expect(report.before.activityTornado == [0, 1])
  }
}
