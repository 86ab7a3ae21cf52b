import Testing

@testable import Scheduling

@Suite struct SimulationTests {
  // MARK: Risks

  /// Three chances in ten of ten days on the critical path are three days on average.
  @Test(arguments: 1...5)
  func aRiskShiftsTheMeanByItsExpectedDelay(_ seed: UInt64) throws {
    var model = try SimulationSamples.chain([.triangular(min: 1_000, mode: 9_000, max: 20_000), .certain(60)])
    let calm = try SimulationSamples.report(model, seed: seed).before
    model.risks = [
      SimulationRisk(activities: [1], exposure: .init(probability: 0.3, delay: .certain(14_400), cost: .certain(1_000)))
    ]
    let risky = try SimulationSamples.report(model, seed: seed).before
    let days = (risky.finish.mean - calm.finish.mean) / 86_400
    #expect(abs(days - 3) <= 2 * risky.finish.meanError / 86_400 + 1e-9)
    #expect(abs(days - 3) < 0.01)
    #expect(abs(risky.risks[0].frequency - 0.3) < 1e-3)
    #expect(abs(risky.risks[0].meanDelay / 86_400 - 3) < 0.1)
    #expect(abs(risky.cost.mean - 300) < 1)
    #expect(risky.riskTornado == [0])
    #expect(calm.finish.meanError > 0)
  }

  /// One draw drives all: the activities of a risk are hit together, by the same factor.
  @Test func aRiskMultipliesItsActivitiesTogether() throws {
    var model = try SimulationSamples.chain([.certain(10_000), .certain(20_000)])
    model.risks = [
      SimulationRisk(
        activities: [0, 1], exposure: .init(probability: 0.5, factor: .triangular(min: 1_000, mode: 1_500, max: 2_000)))
    ]
    let simulation = try Simulation(model)
    let sampler = SimulationSampler(simulation.draws, nodes: 2, seed: 3)
    sampler.draw(batch: 0)
    sampler.apply(simulation.draws.before)
    var struck = 0
    for sample in 0..<400 {
      let minutes = (0..<2).map { Int(sampler.durations[sample / 16 * 2 + $0][sample % 16]) / 2 }
      #expect(minutes[1] == 2 * minutes[0])
      if sampler.strikes[sample] { struck += 1 } else { #expect(minutes[0] == 10_000) }
    }
    #expect((199...201).contains(struck))
  }

  @Test(arguments: 1...8)
  func mitigationNeverMakesASampleWorse(_ seed: UInt64) throws {
    var model = try SimulationSamples.chain([.pert(min: 100, mode: 300, max: 4_000), .lognormal(p10: 50, p90: 900)])
    model.risks = [
      SimulationRisk(
        activities: [0], exposure: .init(probability: 0.5, delay: .triangular(min: 0, mode: 100, max: 9_000)),
        mitigation: .init(
          cost: 70, exposure: .init(probability: 0.2, delay: .triangular(min: 0, mode: 90, max: 5_000)))),
      SimulationRisk(activities: [0, 1], exposure: .init(probability: 0.1, factor: .certain(3_000))),
    ]
    let report = try SimulationSamples.report(model, seed: seed, samples: 1_200)
    let after = try #require(report.after)
    #expect(zip(after.finish.sorted, report.before.finish.sorted).allSatisfy { $0 <= $1 })
    #expect(after.finish.mean < report.before.finish.mean)
    #expect(after.cost.mean == report.before.cost.mean + 70)
    #expect(after.risks[0].frequency < report.before.risks[0].frequency)
    #expect(after.risks[1].frequency == report.before.risks[1].frequency)
  }

  // MARK: Dates

  /// A wave opens at the first of its instants that all else allows.
  @Test func openingsRoundUp() throws {
    let (day, start) = (86_400, SimulationSamples.start)
    var model = try SimulationSamples.chain([.triangular(min: 0, mode: 2_000, max: 8_000), .certain(0)])
    let openings = [start - 40 * day, start + 2 * day, start + 4 * day, start + 30 * day]
    model.activities[1].openings = openings
    model.milestones = [SimulationMilestone(activities: [0])]
    let report = try SimulationSamples.report(model, samples: 800).before
    let expected = report.milestones[0].finish.sorted.map { finish in openings.first { $0 >= finish } ?? 0 }
    #expect(report.finish.sorted == expected)
    #expect(Set(expected).count == 3)
    #expect(report.samplesBeyondHorizon == 0)
    // What only delays within the wait for the next opening is not critical.
    #expect(report.activities[0].criticality < 0.2)
  }

  @Test func whereNoOpeningIsLeftASampleIsBeyond() throws {
    var model = try SimulationSamples.chain([.triangular(min: 0, mode: 2_000, max: 8_000), .certain(0)])
    model.activities[1].openings = [SimulationSamples.start + 3 * 86_400]
    let report = try SimulationSamples.report(model, samples: 800).before
    #expect(report.samplesBeyondHorizon > 0)
    let late = report.finish.sorted.filter { $0 > SimulationSamples.start + 3 * 86_400 }
    #expect(late.count == report.samplesBeyondHorizon)
  }

  @Test func whatIsDoneStaysDoneAndBegunWorkGoesOn() throws {
    let (start, hour) = (SimulationSamples.start, 3_600)
    let network = try Network(
      calendars: [try SimulationSamples.continuous()],
      activities: [
        Activity(length: .working(minutes: 900), progress: .done(start: start - 9 * hour, finish: start - 5 * hour)),
        Activity(
          length: .working(minutes: 900), progress: .begun(start: start - 5 * hour, remainingMinutes: 500)),
      ],
      dependencies: [Dependency(predecessor: 0, successor: 1)])
    var model = SimulationModel(network: network, statusDate: start)
    var report = try SimulationSamples.report(model, samples: 800).before
    #expect(Set(report.finish.sorted) == [start + 500 * 60])
    #expect(report.activities.map(\.criticality) == [0, 1])
    model.activities[1].duration = .triangular(min: 60, mode: 120, max: 180)
    report = try SimulationSamples.report(model, samples: 800).before
    #expect(report.finish.sorted.first == start + 62 * 60)
    #expect(report.finish.p50 == start + 120 * 60)
  }

  // MARK: Launch

  @Test func theWindowAndTheCostOfDelay() throws {
    let (start, day) = (SimulationSamples.start, 86_400)
    var model = try SimulationSamples.chain([.triangular(min: 0, mode: 14_400, max: 28_800)])
    model.launch = SimulationLaunch(
      from: start + 5 * day, to: start + 15 * day, values: [.init(instant: start, perDay: 700)])
    let launch = try #require(try SimulationSamples.report(model).before.launch)
    #expect(abs(launch.chanceBefore - 0.125) < 1e-3)
    #expect(abs(launch.chanceInside - 0.75) < 2e-3)
    #expect(abs(launch.chanceAfter - 0.125) < 1e-3)
    // E(max(T − 5, 0)) = 10 − 5 + E(max(5 − T, 0)), the last of which is 5³ ÷ (6 · 100).
    #expect(abs(launch.costOfDelay - 700 * (5 + 125.0 / 600)) < 2)
    #expect(abs(launch.costOfNextDay - 700) < 1e-6)
  }

  @Test func aSlopingValueIsIntegrated() throws {
    let (start, day) = (SimulationSamples.start, 86_400)
    var model = try SimulationSamples.chain([.certain(6 * 1_440)])
    model.launch = SimulationLaunch(
      from: start + 2 * day, to: start + 4 * day,
      values: [.init(instant: start + 3 * day, perDay: 100), .init(instant: start + 5 * day, perDay: 300)])
    let launch = try #require(try SimulationSamples.report(model, samples: 800).before.launch)
    #expect(abs(launch.costOfDelay - (100 + 400 + 300)) < 1e-6)
    #expect(abs(launch.costOfNextDay - 300) < 1e-6)
    #expect(launch.chanceAfter == 1)
  }

  // MARK: Sampling

  @Test func theSameSeedGivesTheSameBytes() throws {
    var model = try SimulationSamples.chain([
      .pert(min: 100, mode: 300, max: 4_000), .lognormal(p10: 50, p90: 900), .triangular(min: 1, mode: 5, max: 900),
    ])
    model.correlations = [.init(activities: [0, 2], coefficient: 0.6)]
    model.activities[1].costPerHour = 77
    let exposure = SimulationRisk.Exposure(probability: 0.2, delay: .pert(min: 1, mode: 2, max: 99))
    model.risks = [SimulationRisk(activities: [1], exposure: exposure)]
    let first = try SimulationSamples.report(model, seed: 9, samples: 2_000)
    #expect(try SimulationSamples.report(model, seed: 9, samples: 2_000) == first)
    #expect(try SimulationSamples.report(model, seed: 10, samples: 2_000) != first)
    // FNV-1a over every sample: the same on every machine.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for value in first.before.finish.sorted + first.before.cost.sorted {
      hash = (hash ^ UInt64(bitPattern: Int64(value))) &* 0x100_0000_01B3
    }
    #expect(hash == 232_171_298_540_796_994)
  }

  /// Another activity's draws do not change when one is added.
  @Test func drawsOfOneActivityLeaveTheOthersAlone() throws {
    let wide = SimulationDistribution.triangular(min: 100, mode: 200, max: 900)
    var one = try SimulationSamples.parallel([wide, wide])
    var two = try SimulationSamples.parallel([wide, wide, wide])
    one.milestones = [SimulationMilestone(activities: [1])]
    two.milestones = [SimulationMilestone(activities: [1])]
    let (left, right) = (try SimulationSamples.report(one), try SimulationSamples.report(two))
    #expect(left.before.milestones[0].finish == right.before.milestones[0].finish)
  }

  @Test func stopsWhereItConverges() throws {
    let model = try SimulationSamples.parallel([.pert(min: 100, mode: 300, max: 4_000), .lognormal(p10: 50, p90: 900)])
    var options = SimulationOptions(seed: 4, maximumSamples: 100_000, minimumSamples: 800, toleranceMinutes: 25)
    let report = try Simulation(model).run(options)
    #expect(report.stop == .converged)
    #expect(report.samples < 100_000 && report.samples >= 800)
    #expect(report.before.finish.meanError <= 25 * 60 && report.before.finish.p80Error <= 25 * 60)
    options.toleranceMinutes = 0
    options.maximumSamples = 2_001
    #expect(try Simulation(model).run(options).samples == 2_400)
    var told: [Int] = []
    let stopped = try Simulation(model).run(options, progress: { told.append($0) }, shouldStop: { told.count >= 3 })
    #expect(stopped.stop == .stopped && stopped.samples == 1_200 && told == [400, 800, 1_200])
  }

  /// The standard error is what the means of other seeds scatter by.
  @Test func theStandardErrorIsHonest() throws {
    let model = try SimulationSamples.parallel([
      .triangular(min: 0, mode: 500, max: 9_000), .lognormal(p10: 500, p90: 9_000),
    ])
    let reports = try (1...20).map { try SimulationSamples.report(model, seed: $0, samples: 3_200).before.finish }
    let means = reports.map(\.mean)
    let middle = means.reduce(0, +) / 20
    let scatter = (means.map { ($0 - middle) * ($0 - middle) }.reduce(0, +) / 19).squareRoot()
    let claimed = reports.map(\.meanError).reduce(0, +) / 20
    #expect(scatter < 1.6 * claimed)
    #expect(claimed < 3 * scatter)
    let high = reports.map { Double($0.p80) }
    let middleHigh = high.reduce(0, +) / 20
    let scatterHigh = (high.map { ($0 - middleHigh) * ($0 - middleHigh) }.reduce(0, +) / 19).squareRoot()
    #expect(scatterHigh < 1.6 * reports.map(\.p80Error).reduce(0, +) / 20)
  }

  @Test func theCurveRisesFromTheFirstSampleToTheLast() throws {
    let model = try SimulationSamples.chain([.pert(min: 1, mode: 900, max: 4_000)])
    let finish = try SimulationSamples.report(model).before.finish
    let curve = finish.curve(steps: 20)
    #expect(curve.count == 21)
    #expect(curve.first?.value == finish.sorted.first && curve.last?.value == finish.sorted.last)
    #expect(curve.last?.share == 1)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.value <= $1.value && $0.share <= $1.share })
    #expect(curve[16].value == finish.p80)
    #expect(finish.curve(steps: -5).count == 2)
    #expect(finish.percentile(-1) == finish.percentile(1) && finish.percentile(.max) == finish.sorted.last)
    #expect(finish.chance(atMost: .min) == 0 && finish.chance(atMost: .max) == 1)
  }
}
