import Scheduling
import Testing

/// Small models to simulate, on a calendar that works day and night unless said otherwise.
enum SimulationSamples {
  static let start = 1_767_571_200  // 2026-01-05T00:00Z, a Monday

  static func continuous() throws -> WorkCalendar {
    try WorkCalendar(pattern: .continuous, from: try date("2026-01-01"), to: try date("2030-01-01"))
  }

  static func office() throws -> WorkCalendar {
    try WorkCalendar(pattern: .office, from: try date("2026-01-01"), to: try date("2030-01-01"))
  }

  /// Activities one after the other.
  static func chain(
    _ durations: [SimulationDistribution], calendar: WorkCalendar? = nil
  ) throws -> SimulationModel {
    let activities = durations.map { _ in Activity(length: .working(minutes: 60)) }
    let dependencies = (1..<max(durations.count, 1)).map { Dependency(predecessor: $0 - 1, successor: $0) }
    return SimulationModel(
      network: try Network(
        calendars: [try calendar ?? continuous()], activities: activities,
        dependencies: durations.count > 1 ? dependencies : []),
      statusDate: start, activities: durations.map { SimulationActivity(duration: $0) })
  }

  /// Activities side by side.
  static func parallel(_ durations: [SimulationDistribution]) throws -> SimulationModel {
    let activities = durations.map { _ in Activity(length: .working(minutes: 60)) }
    return SimulationModel(
      network: try Network(calendars: [try continuous()], activities: activities, dependencies: []),
      statusDate: start, activities: durations.map { SimulationActivity(duration: $0) })
  }

  static func report(_ model: SimulationModel, seed: UInt64 = 1, samples: Int = 10_000) throws -> SimulationReport {
    try Simulation(model).run(SimulationOptions(seed: seed, maximumSamples: samples))
  }

  /// Minutes from the status date.
  static func minutes(_ instant: Int) -> Double { Double(instant - start) / 60 }
  static func minutes(_ instant: Double) -> Double { (instant - Double(start)) / 60 }
}
