import Foundation
import Scheduling

/// `LevellingBenchmark write TASKS PEOPLE SEED FILE` writes the model for TaskJuggler;
/// `LevellingBenchmark level TASKS PEOPLE SEED SCHEDULES` plans it and prints figures;
/// `LevellingBenchmark years TASKS SCHEDULES` plans that many tasks of all kinds over three years.
@main
struct LevellingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    switch arguments.dropFirst().first {
    case "write" where numbers.count == 3 && arguments.count == 6:
      let model = SharedModel(tasks: numbers[0], people: numbers[1], seed: UInt64(numbers[2].magnitude))
      try TaskJugglerProject(model, begin: begin()).text.write(toFile: arguments[5], atomically: true, encoding: .utf8)
    case "level" where numbers.count == 4:
      let model = SharedModel(tasks: numbers[0], people: numbers[1], seed: UInt64(numbers[2].magnitude))
      try level(model, schedules: numbers[3])
    case "years" where numbers.count == 2:
      try years(tasks: numbers[0], schedules: numbers[1])
    default:
      print("usage: LevellingBenchmark write TASKS PEOPLE SEED FILE | level TASKS PEOPLE SEED SCHEDULES")
      print("       | years TASKS SCHEDULES")
      exit(64)
    }
  }

  private struct BadInput: Error {}

  private static func begin() throws -> CivilDate {
    guard let date = CivilDate("2026-01-05") else { throw BadInput() }
    return date
  }

  private static func workingWeek() throws -> WorkPattern {
    guard let shift = Shift("09:00-17:00") else { throw BadInput() }
    return WorkPattern(week: Dictionary(uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, [shift]) }))
  }

  private static func level(_ model: SharedModel, schedules: Int) throws {
    let start = ContinuousClock.now
    let begin = try begin()
    guard let from = begin.adding(days: -30), let to = begin.adding(days: model.days + 400) else { throw BadInput() }
    let week = try workingWeek()
    var calendars = [try WorkCalendar(pattern: week, from: from, to: to)]
    var resources: [CrewResource] = []
    for leaves in model.leaves {
      let closures = leaves.compactMap { leave in
        begin.adding(days: leave.days.lowerBound).flatMap { first in
          begin.adding(days: leave.days.upperBound).map {
            Closure(name: "leave", kind: .absence, span: .dates(from: first, to: $0))
          }
        }
      }
      calendars.append(try WorkCalendar(pattern: week, closures: closures, from: from, to: to))
      resources.append(CrewResource(calendar: calendars.count - 1))
    }
    let network = try Network(
      calendars: calendars,
      activities: model.tasks.map { Activity(length: .working(minutes: $0.hours * 60)) },
      dependencies: model.tasks.enumerated().flatMap { index, task in
        task.after.map { Dependency(predecessor: $0, successor: index) }
      })
    let crew = Crew(
      resources: resources,
      work: model.tasks.map { CrewWork(needs: [CrewNeed(.anyOf($0.people, count: 1))], isEffort: true) })
    let modelled = ContinuousClock.now
    let plan = try Levelling.level(
      network, crew: crew, statusDate: begin.localSeconds, search: LevellingSearch(schedules: schedules))
    report(plan, begin, modelled: modelled - start, levelled: ContinuousClock.now - modelled)
  }

  private static func report(_ plan: LevelledPlan, _ begin: CivilDate, modelled: Duration, levelled: Duration) {
    let origin = begin.localSeconds
    func days(_ instant: Int?) -> String {
      String(format: "%.3f", Double((instant ?? origin) - origin) / 86_400)
    }
    print(
      "days=\(days(plan.finish)) bound_days=\(days(plan.lowerBound)) proved=\(plan.proved)",
      "schedules=\(plan.schedules) model_seconds=\(seconds(modelled)) seconds=\(seconds(levelled))")
  }

  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return String(format: "%.4f", Double(seconds) + Double(attoseconds) / 1e18)
  }

  /// Teams, part-time people, a pool that grows, all four kinds of dependency, lags, clock changes.
  private static func years(tasks count: Int, schedules: Int) throws {
    let start = ContinuousClock.now
    let begin = try begin()
    guard let from = begin.adding(days: -366), let to = begin.adding(days: 2_200),
      let zone = Zone(identifier: "Europe/Berlin", years: 2025...2032),
      let morning = Shift("08:00-12:00"), let afternoon = Shift("13:00-17:00")
    else { throw BadInput() }
    var dice = Dice(seed: 7)
    let days = Array(Weekday.allCases.prefix(5))
    let full = WorkPattern(week: Dictionary(uniqueKeysWithValues: days.map { ($0, [morning, afternoon]) }))
    let half = WorkPattern(week: Dictionary(uniqueKeysWithValues: days.map { ($0, [morning]) }))
    var calendars = [try WorkCalendar(pattern: full, zone: zone, from: from, to: to)]
    var resources: [CrewResource] = []
    for person in 0..<24 {
      let closures = (0..<9).compactMap { _ in
        begin.adding(days: dice.below(1_100)).flatMap { first in
          first.adding(days: 1 + dice.below(14)).map {
            Closure(name: "leave", kind: .absence, span: .dates(from: first, to: $0))
          }
        }
      }
      calendars.append(
        try WorkCalendar(pattern: person % 4 == 3 ? half : full, zone: zone, closures: closures, from: from, to: to))
      resources.append(CrewResource(calendar: calendars.count - 1, skills: [person % 6, (person * 5 + 1) % 6]))
    }
    let status = begin.localSeconds
    resources.append(CrewResource(capacity: 4, steps: [.init(from: status + 300 * 86_400, capacity: 6)], calendar: 0))
    var activities: [Activity] = []
    var dependencies: [Dependency] = []
    var work: [CrewWork] = []
    for index in 0..<count {
      activities.append(Activity(length: .working(minutes: 60 * (8 + dice.below(120)))))
      var needs = [CrewNeed(.skilled(dice.below(6), count: 1 + dice.below(2)))]
      if dice.below(4) == 0 { needs.append(CrewNeed(.resource(24), part: 0..<50)) }
      work.append(CrewWork(needs: needs, isEffort: dice.below(2) == 0))
      for _ in 0..<dice.below(3) where index > 0 {
        dependencies.append(
          Dependency(
            predecessor: max(0, index - 1 - dice.below(40)), successor: index,
            kind: [.finishToStart, .finishToStart, .finishToStart, .startToStart, .finishToFinish][dice.below(5)],
            lag: dice.below(3) == 0 ? .working(minutes: 60 * dice.below(16)) : .none))
      }
    }
    let network = try Network(calendars: calendars, activities: activities, dependencies: dependencies)
    let modelled = ContinuousClock.now
    let plan = try Levelling.level(
      network, crew: Crew(resources: resources, work: work), statusDate: status,
      search: LevellingSearch(schedules: schedules))
    report(plan, begin, modelled: modelled - start, levelled: ContinuousClock.now - modelled)
  }
}
