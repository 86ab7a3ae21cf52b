import Foundation
import Scheduling

/// A random project of tasks in layers, each waiting for three of the tasks shortly before it.
struct Project {
  enum Kind { case continuous, plain, correlated, calendars, mitigated }

  /// Samples whose durations are written out for the forward pass.
  static let samples = 1_600

  let tasks: Int
  private(set) var predecessors: [[Int]] = []
  private(set) var estimates: [(low: Int, mode: Int, high: Int)] = []
  /// By sample and task.
  private(set) var minutes: [[Int]] = []

  init(tasks: Int, seed: UInt64) throws {
    self.tasks = tasks
    var dice = Dice(seed: seed)
    for task in 0..<tasks {
      var waits = Set<Int>()
      for _ in 0..<3 where task > 0 { waits.insert(max(0, task - 1 - Int.random(in: 0..<60, using: &dice))) }
      predecessors.append(waits.sorted())
      let low = Int.random(in: 60...1_200, using: &dice)
      let mode = low + Int.random(in: 0...960, using: &dice)
      estimates.append((low, mode, mode + Int.random(in: 60...2_400, using: &dice)))
    }
    for _ in 0..<Self.samples {
      minutes.append(estimates.map { Int.random(in: $0.low...$0.high, using: &dice) })
    }
  }

  func model(_ kind: Kind) throws -> SimulationModel {
    guard
      let from = CivilDate(year: 2025, month: 1, day: 1), let to = CivilDate(year: 2055, month: 1, day: 1),
      let start = CivilDate(year: 2026, month: 1, day: 5)
    else { throw CocoaError(.formatting) }
    let zones = try ["Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Athens", "UTC"].map { name in
      guard let zone = Zone(identifier: name, years: 2025...2055) else { throw CocoaError(.formatting) }
      return zone
    }
    let calendars = try (0..<(kind == .calendars ? 8 : 1)).map { index in
      kind == .continuous
        ? try WorkCalendar(pattern: .continuous, from: start, to: to)
        : try WorkCalendar(pattern: .office, zone: zones[index % zones.count], from: from, to: to)
    }
    let activities = estimates.indices.map { index in
      Activity(length: .working(minutes: estimates[index].mode), calendar: index % calendars.count)
    }
    let dependencies = predecessors.enumerated().flatMap { task, waits in
      waits.map { Dependency(predecessor: $0, successor: task) }
    }
    let simulated = estimates.enumerated().map { index, estimate in
      SimulationActivity(
        duration: Self.distribution(index, estimate), fixedCost: 10_000, costPerHour: 9_000)
    }
    let exposure = SimulationRisk.Exposure(
      probability: 0.3, delay: .triangular(min: 480, mode: 2_400, max: 9_600), cost: .certain(500_000))
    let mitigation = SimulationRisk.Mitigation(
      cost: 100_000, exposure: .init(probability: 0.1, delay: .certain(480), cost: .certain(100_000)))
    let risks = (0..<20).map { index in
      SimulationRisk(
        activities: (0..<5).map { (index * 47 + $0 * 11) % tasks }, exposure: exposure,
        mitigation: kind == .mitigated ? mitigation : nil)
    }
    let groups = (0..<20).map { group in
      SimulationCorrelation(activities: Array(stride(from: group, to: tasks, by: 20)), coefficient: 0.4)
    }
    let milestones = [250, 500, 750].map { SimulationMilestone(activities: [$0, $0 + 1], planned: 0) }
    return SimulationModel(
      network: try Network(calendars: calendars, activities: activities, dependencies: dependencies),
      statusDate: start.localSeconds + (kind == .continuous ? 0 : 8 * 3_600), activities: simulated,
      correlations: kind == .correlated ? groups : [], risks: risks,
      milestones: milestones, planned: start.localSeconds + 700 * 86_400, budget: 40_000_000_00,
      launch: SimulationLaunch(
        from: start.localSeconds + 600 * 86_400, to: start.localSeconds + 900 * 86_400,
        values: [.init(instant: 0, perDay: 1_000_000)]))
  }

  /// A third each triangular, PERT and lognormal.
  private static func distribution(_ index: Int, _ estimate: (low: Int, mode: Int, high: Int)) -> SimulationDistribution
  {
    switch index % 3 {
    case 0: .triangular(min: estimate.low, mode: estimate.mode, max: estimate.high)
    case 1: .pert(min: estimate.low, mode: estimate.mode, max: estimate.high)
    default: .lognormal(p10: estimate.low, p90: estimate.high)
    }
  }

  /// `network.bin`: tasks, then for each task its number of predecessors and these; `durations.bin`: sixteen samples at
  /// a time, task by task; `estimates.csv`. All numbers little-endian and of 32 bits.
  func write(to folder: String) throws {
    var network = [Int32(tasks)]
    for waits in predecessors { network += [Int32(waits.count)] + waits.map { Int32($0) } }
    var durations: [Int32] = []
    for block in stride(from: 0, to: Self.samples, by: 16) {
      for task in 0..<tasks { durations += (block..<block + 16).map { Int32(minutes[$0][task]) } }
    }
    let root = URL(filePath: folder)
    try Self.bytes(network).write(to: root.appending(path: "network.bin"))
    try Self.bytes(durations).write(to: root.appending(path: "durations.bin"))
    let lines = estimates.map { "\($0.low),\($0.mode),\($0.high)" }
    try Data(lines.joined(separator: "\n").utf8).write(to: root.appending(path: "estimates.csv"))
  }

  private static func bytes(_ numbers: [Int32]) -> Data {
    numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }
}

/// SplitMix64.
private struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
