import Scheduling
import Testing

/// The chosen set against one simulation for each set there is.
@Suite struct SimulationMitigationTests {
  private static func model(_ seed: Int, mitigations: Int, isMonotone: Bool) throws -> SimulationModel {
    var random = Seeded(seed)
    var activities: [Activity] = []
    var dependencies: [Dependency] = []
    for index in 0..<8 {
      activities.append(Activity(length: .working(minutes: 60)))
      for _ in 0..<2 where index > 0 {
        dependencies.append(Dependency(predecessor: random.int(0...index - 1), successor: index))
      }
    }
    let network = try Network(
      calendars: [try SimulationSamples.office()], activities: activities, dependencies: dependencies)
    var model = SimulationModel(
      network: network, statusDate: SimulationSamples.start,
      activities: (0..<8).map { _ in
        SimulationActivity(duration: .triangular(min: 100, mode: 200 + random.int(0...300), max: 900))
      })
    for index in 0..<mitigations {
      let high = random.int(500...4_000)
      var mitigated = SimulationRisk.Exposure(
        probability: Double(random.int(0...20)) / 100, delay: .triangular(min: 0, mode: 0, max: high / 2))
      if !isMonotone, index.isMultiple(of: 3) {
        // Strikes less often, but harder.
        mitigated = .init(probability: 0.2, delay: .certain(3 * high))
      }
      model.risks.append(
        SimulationRisk(
          activities: Array(Set([random.int(0...7), random.int(0...7)])).sorted(),
          exposure: .init(
            probability: Double(random.int(20...60)) / 100, delay: .triangular(min: 0, mode: high / 2, max: high)),
          mitigation: .init(cost: random.int(0...4) * 10, exposure: mitigated)))
    }
    // One risk that nothing can be done about.
    model.risks.insert(SimulationRisk(activities: [0], exposure: .init(probability: 0.5, delay: .certain(60))), at: 1)
    return model
  }

  private struct Choice: Equatable {
    var risks: [Int] = []
    var cost = 0
    var finish = 0.0
  }

  /// Simulates the model with each affordable set bought and takes the best by the rule as it is stated.
  private static func best(
    _ model: SimulationModel, budget: Int, aim: SimulationMitigationChoice.Aim, _ options: SimulationOptions
  ) throws -> Choice {
    let offered = model.risks.indices.filter { model.risks[$0].mitigation != nil }
    var choices: [Choice] = []
    for mask in 0..<(1 << offered.count) {
      var choice = Choice()
      var changed = model
      for (bit, risk) in offered.enumerated() where mask >> bit & 1 == 1 {
        guard let mitigation = model.risks[risk].mitigation else { continue }
        choice.risks.append(risk)
        choice.cost += mitigation.cost
        changed.risks[risk].exposure = mitigation.exposure
      }
      guard choice.cost <= budget else { continue }
      for risk in offered { changed.risks[risk].mitigation = nil }
      let finish = try Simulation(changed).run(options).before.finish
      choice.finish = aim == .mean ? finish.mean : Double(finish.p80)
      choices.append(choice)
    }
    let earliest = try #require(choices.map(\.finish).min())
    // Means are sums divided: equal sums give nearly equal quotients.
    let equal = choices.filter { $0.finish < earliest + 1e-3 }
    let cheapest = try #require(equal.map(\.cost).min())
    return try #require(
      equal.filter { $0.cost == cheapest }.min { $0.risks.lexicographicallyPrecedes($1.risks) })
  }

  @Test(arguments: 1...6)
  func equalsTheBestOfAllSets(_ seed: Int) throws {
    let isMonotone = seed % 2 == 0
    let model = try Self.model(seed, mitigations: 4, isMonotone: isMonotone)
    let options = SimulationOptions(seed: UInt64(seed), maximumSamples: 800)
    let aim: SimulationMitigationChoice.Aim = seed % 3 == 0 ? .p80 : .mean
    for budget in [0, 30, 70, 1_000] {
      let choice = try Simulation(model).mitigations(budget: budget, aim: aim, options: options)
      let expected = try Self.best(model, budget: budget, aim: aim, options)
      #expect(choice.risks == expected.risks)
      #expect(choice.cost == expected.cost && choice.cost <= budget)
      #expect(abs(choice.after - expected.finish) < 1e-3)
      #expect(choice.isBest && choice.bound == choice.after)
      #expect(choice.saved >= 0)
      #expect(choice.alone.indices.allSatisfy { (choice.alone[$0] == nil) == (model.risks[$0].mitigation == nil) })
    }
  }

  @Test func aboveTwelveAGapIsStated() throws {
    let model = try Self.model(77, mitigations: 14, isMonotone: true)
    let options = SimulationOptions(seed: 1, maximumSamples: 800)
    let simulation = try Simulation(model)
    let choice = try simulation.mitigations(budget: 100, options: options)
    #expect(choice.cost <= 100)
    #expect(choice.bound <= choice.after && choice.after < choice.before)
    // No single purchase, however dear, does better than the whole set found.
    let best = choice.alone.compactMap(\.self).filter { $0.cost <= 100 }.map(\.saved).max() ?? 0
    #expect(choice.saved >= best)
    let all = try simulation.mitigations(budget: .max, options: options)
    #expect(all.isBest && all.after == all.bound && all.after <= choice.after)
    var asked = 0
    let hasty = try simulation.mitigations(
      budget: 100, options: options,
      shouldStop: {
        asked += 1
        return asked > 3
      })
    #expect(!hasty.isBest && hasty.bound <= hasty.after && hasty.after <= hasty.before && hasty.evaluated < 30)
  }

  @Test func nothingIsBoughtThatBringsNothing() throws {
    var model = try SimulationSamples.parallel([.certain(9_000), .certain(100)])
    let exposure = SimulationRisk.Exposure(probability: 0.5, delay: .certain(50))
    model.risks = [
      SimulationRisk(
        activities: [1], exposure: exposure,
        mitigation: .init(cost: 0, exposure: .init(probability: 0, delay: .certain(50))))
    ]
    let options = SimulationOptions(maximumSamples: 800)
    for budget in [Int.min, -1, 0, .max] {
      let choice = try Simulation(model).mitigations(budget: budget, options: options)
      #expect(choice.risks.isEmpty && choice.saved == 0 && choice.isBest)
    }
    model.risks[0].activities = [0]
    #expect(try Simulation(model).mitigations(budget: 0, options: options).risks == [0])
    #expect(try Simulation(model).mitigations(budget: -1, options: options).risks == [])
  }
}
