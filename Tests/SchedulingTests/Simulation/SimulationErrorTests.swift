import Scheduling
import Testing

@Suite struct SimulationErrorTests {
  private func error(_ change: (inout SimulationModel) -> Void) throws -> SimulationError? {
    var model = try SimulationSamples.chain([.certain(60), .certain(60), .certain(60)])
    model.activities[0].duration = nil
    change(&model)
    do throws(SimulationError) {
      _ = try Simulation(model).run(SimulationOptions(maximumSamples: 800))
      return nil
    } catch {
      return error
    }
  }

  @Test func refusesDurationsWithoutSense() throws {
    let wrong: [SimulationDistribution] = [
      .certain(-1), .certain(.max), .triangular(min: 2, mode: 1, max: 3), .triangular(min: 1, mode: 4, max: 3),
      .triangular(min: -1, mode: 4, max: 5), .pert(min: 3, mode: 2, max: 5), .pert(min: 3, mode: 9, max: 5),
      .pert(min: 0, mode: 1, max: .max), .lognormal(p10: 0, p90: 5), .lognormal(p10: 6, p90: 5),
      .lognormal(p10: 1, p90: .max), .lognormal(p10: .min, p90: 1),
    ]
    for distribution in wrong {
      #expect(try error { $0.activities[1].duration = distribution } == .invalidDuration(activity: 1))
      let exposures = [
        SimulationRisk.Exposure(probability: 0.5, delay: distribution),
        SimulationRisk.Exposure(probability: 0.5, factor: distribution),
        SimulationRisk.Exposure(probability: 0.5, cost: distribution),
      ]
      for exposure in exposures {
        #expect(try error { $0.risks = [.init(activities: [0], exposure: exposure)] } == .invalidImpact(risk: 0))
        #expect(
          try error {
            $0.risks = [
              .init(
                activities: [0], exposure: .init(probability: 1), mitigation: .init(cost: 1, exposure: exposure))
            ]
          } == .invalidImpact(risk: 0))
      }
    }
  }

  @Test func refusesCostsAndProbabilitiesWithoutSense() throws {
    for cost in [-1, Int.min, Int.max] {
      #expect(try error { $0.activities[2].fixedCost = cost } == .invalidCost(activity: 2))
      #expect(try error { $0.activities[0].costPerHour = cost } == .invalidCost(activity: 0))
      #expect(
        try error {
          $0.risks = [
            .init(
              activities: [], exposure: .init(probability: 0),
              mitigation: .init(cost: cost, exposure: .init(probability: 0)))
          ]
        } == .invalidImpact(risk: 0))
    }
    for probability in [-0.1, 1.1, .nan, .infinity, -.infinity] {
      let exposure = SimulationRisk.Exposure(probability: probability)
      #expect(try error { $0.risks = [.init(activities: [0], exposure: exposure)] } == .invalidProbability(risk: 0))
    }
  }

  @Test func refusesWhatDoesNotExist() throws {
    let exposure = SimulationRisk.Exposure(probability: 0.5)
    for activities in [[3], [-1], [Int.max], [1, 1]] {
      #expect(
        try error { $0.risks = [.init(activities: activities, exposure: exposure)] }
          == .invalidRiskActivities(risk: 0))
      #expect(
        try error { $0.correlations = [.init(activities: activities + [0], coefficient: 0.5)] }
          == .invalidGroup(correlation: 0))
    }
    #expect(try error { $0.correlations = [.init(activities: [0], coefficient: 0.5)] } == .invalidGroup(correlation: 0))
    #expect(try error { $0.milestones = [.init(activities: [])] } == .invalidMilestone(milestone: 0))
    #expect(try error { $0.milestones = [.init(activities: [3])] } == .invalidMilestone(milestone: 0))
    #expect(try error { $0.activities.removeLast() } == .wrongActivityCount(expected: 3, given: 2))
    #expect(try error { $0.launch = .init(milestone: 0, from: 0, to: 1) } == .invalidLaunch)
    #expect(try error { $0.launch = .init(from: 1, to: 0) } == .invalidLaunch)
    #expect(
      try error {
        $0.launch = .init(from: 0, to: 1, values: [.init(instant: 1, perDay: 1), .init(instant: 1, perDay: 1)])
      } == .invalidLaunch)
    #expect(
      try error { $0.launch = .init(from: 0, to: 1, values: [.init(instant: 1, perDay: .min)]) } == .invalidLaunch)
    #expect(try error { $0.activities[0].openings = [] } == .invalidOpenings(activity: 0))
    #expect(try error { $0.activities[0].openings = [2, 1] } == .invalidOpenings(activity: 0))
    let empty = try Network(calendars: [], activities: [], dependencies: [])
    #expect(throws: SimulationError.noActivities) { try Simulation(SimulationModel(network: empty, statusDate: 0)) }
  }

  @Test func refusesImpossibleCorrelations() throws {
    for coefficient in [1.1, -0.5, .nan] {
      #expect(
        try error { $0.correlations = [.init(activities: [0, 1, 2], coefficient: coefficient)] }
          == .invalidCoefficient(correlation: 0))
    }
    #expect(
      try error { $0.correlations = [.init(activities: [0, 1], coefficient: -1.5)] }
        == .invalidCoefficient(correlation: 0))
    #expect(
      try error {
        $0.correlations = [.init(activities: [0, 1], coefficient: 0.7), .init(activities: [1, 2], coefficient: -0.7)]
      } == .impossibleCorrelation(activity: 1))
    let third = SimulationCorrelation(activities: [0, 1], coefficient: 1.0 / 3)
    #expect(try error { $0.correlations = [third, third, third] } == nil)
  }

  @Test func refusesDatesOutsideTheCalendars() throws {
    #expect(try error { $0.statusDate = 0 } == .beyondHorizon(activity: 0))
    #expect(try error { $0.statusDate = .max } == .beyondHorizon(activity: 0))
    #expect(try error { $0.statusDate = .min } == .beyondHorizon(activity: 0))
    let started = Activity(length: .none, progress: .begun(start: SimulationSamples.start + 1, remainingMinutes: 5))
    let network = try Network(calendars: [try SimulationSamples.office()], activities: [started], dependencies: [])
    #expect(throws: SimulationError.actualAfterStatusDate(activity: 0)) {
      try Simulation(SimulationModel(network: network, statusDate: SimulationSamples.start))
    }
  }

  @Test func refusesOptionsWithoutSense() throws {
    let simulation = try Simulation(SimulationSamples.chain([.certain(60)]))
    let wrong = [
      SimulationOptions(maximumSamples: 0), SimulationOptions(maximumSamples: .max),
      SimulationOptions(minimumSamples: -1), SimulationOptions(toleranceMinutes: -1),
      SimulationOptions(toleranceCost: .nan),
    ]
    for options in wrong {
      #expect(throws: SimulationError.invalidOptions) { try simulation.run(options) }
      #expect(throws: SimulationError.invalidOptions) { try simulation.mitigations(budget: 1, options: options) }
    }
  }

  /// The longest of everything: nothing traps, and what leaves the horizon is counted.
  @Test func survivesTheLongestOfEverything() throws {
    let long = 105_192_000
    var activities: [Activity] = []
    var dependencies: [Dependency] = []
    for index in 0..<40 {
      let length: Length = index % 4 == 3 ? .elapsed(minutes: long) : .working(minutes: long)
      activities.append(Activity(length: length, calendar: index % 3 == 0 ? 1 : 0))
      guard index > 0 else { continue }
      let kind = Dependency.Kind.allCases[index % 4]
      let lag = index % 7 == 0 ? -long : long
      dependencies.append(
        Dependency(
          predecessor: index - 1, successor: index, kind: kind,
          lag: index % 5 == 0 ? .elapsed(minutes: lag) : .working(minutes: lag)))
    }
    let network = try Network(
      calendars: [try SimulationSamples.office(), try SimulationSamples.continuous()], activities: activities,
      dependencies: dependencies)
    let cost = 1_000_000_000_000
    var model = SimulationModel(
      network: network, statusDate: SimulationSamples.start,
      activities: activities.map { _ in
        SimulationActivity(duration: .lognormal(p10: 1, p90: long), fixedCost: cost, costPerHour: cost)
      })
    model.activities[5].openings = [.min, 0, .max]
    model.activities[6].duration = .certain(long)
    model.risks = [
      SimulationRisk(
        activities: Array(0..<40),
        exposure: .init(
          probability: 1, delay: .certain(long), factor: .certain(1_000_000), cost: .certain(cost)),
        mitigation: .init(cost: cost, exposure: .init(probability: 0, factor: .certain(0)))),
      SimulationRisk(activities: [1], exposure: .init(probability: 1, factor: .certain(0))),
    ]
    model.launch = SimulationLaunch(
      from: .min, to: .max,
      values: [.init(instant: .min, perDay: cost), .init(instant: .max, perDay: -cost)])
    model.milestones = [SimulationMilestone(activities: [7], planned: .min)]
    model.planned = .max
    model.budget = .min
    let report = try Simulation(model).run(SimulationOptions(seed: .max, maximumSamples: 800))
    #expect(report.before.samplesBeyondHorizon == 800)
    #expect(report.before.chanceOfPlanned == 1 && report.before.chanceOfBudget == 0)
    let choice = try Simulation(model).mitigations(budget: .max, options: SimulationOptions(maximumSamples: 800))
    #expect(choice.after <= choice.before)
  }

  /// Whatever is thrown at it, it answers or refuses.
  @Test(arguments: 1...60)
  func survivesGarbage(_ seed: Int) throws {
    var random = Seeded(seed)
    let fixture = try RandomNetwork.fixture.get()
    let drawn = try RandomNetwork(seed, count: 6, isFree: false)
    guard
      let network = try? Network(
        calendars: fixture.fast, activities: drawn.activities, dependencies: drawn.dependencies)
    else { return }
    func number() -> Int {
      let numbers = [-1, 0, 1, 7, 1_000, random.int(0...100_000), 105_192_000, .max, .min]
      return numbers[random.int(0...(random.chance(90) ? 5 : 8))]
    }
    func distribution() -> SimulationDistribution {
      let numbers = [number(), number(), number()].sorted()
      return switch random.int(0...3) {
      case 0: .certain(numbers[0])
      case 1: .triangular(min: numbers[0], mode: numbers[1], max: numbers[2])
      case 2: .pert(min: numbers[0], mode: numbers[1], max: numbers[2])
      default: .lognormal(p10: numbers[0], p90: numbers[2])
      }
    }
    func exposure() -> SimulationRisk.Exposure {
      .init(
        probability: Double(random.int(-1...11)) / 10, delay: distribution(), factor: distribution(),
        cost: distribution())
    }
    var model = SimulationModel(network: network, statusDate: drawn.statusDate)
    for index in 0..<6 where random.chance(60) { model.activities[index].duration = distribution() }
    if random.chance(30) {
      model.activities[1].openings = [drawn.statusDate, drawn.statusDate + random.int(1...9) * 86_400]
    }
    if random.chance(50) {
      model.correlations = [.init(activities: [0, random.int(0...6)], coefficient: Double(random.int(-11...11)) / 10)]
    }
    if random.chance(70) {
      model.risks = [
        .init(activities: [random.int(0...5)], exposure: exposure(), mitigation: .init(cost: 1, exposure: exposure()))
      ]
    }
    model.milestones = [.init(activities: [random.int(0...5)])]
    guard let simulation = try? Simulation(model) else { return }
    let report = try simulation.run(SimulationOptions(seed: UInt64(seed), maximumSamples: 800))
    #expect(report.before.finish.sorted.count == 800)
    #expect(report.before.activities.allSatisfy { (0...1).contains($0.criticality) && (0...1).contains($0.cruciality) })
  }
}
