import Slipway

/// Which events of a batch are somebody's practice for a lesson.
///
/// Having practised is what a person needs to get in, like having passed, so it is kept whatever their legal entity lets
/// be measured; such an event then counts for nothing else.
struct PracticeRegister {
  private let turn: Turn
  /// By `system.event`.
  private let lessons: [String: [Key<Lesson>]]
  private let byAlias: [String: [String: PersonNumber]]
  private let audienceOf: (PersonNumber) -> Key<Audience>?
  /// In the order of the batch.
  private var done: [(event: String, person: PersonNumber, lessons: [Key<Lesson>])] = []

  init(_ turn: Turn, _ status: Status) {
    self.turn = turn
    var lessons: [String: [Key<Lesson>]] = [:]
    for lesson in status.programme.implementation.lessons {
      if let practical = lesson.practical {
        lessons["\(practical.system).\(practical.event)", default: []].append(lesson.id)
      }
    }
    self.lessons = lessons
    let watched = Set(status.programme.implementation.lessons.compactMap(\.practical?.system))
    byAlias = Dictionary(
      status.programme.systems.filter { watched.contains($0.id) }.map { system in
        (system.id.text, turn.people { row in row.alias(for: system).map { [$0] } ?? [] })
      }
    ) { first, _ in first }
    audienceOf = { person in
      guard let index = turn.state.roster.index(of: person) else { return nil }
      return status.placement.audience[index].map { status.programme.audiences[$0].id }
    }
  }

  /// Takes note of an event.
  ///
  /// - Returns: for practice the event with nothing to be counted, so that its id is remembered; nil for anything else.
  mutating func note(_ event: ReportUsage.Event) -> UsageArrival? {
    guard let lessons = lessons["\(event.system).\(event.metric)"], let person = byAlias[event.system]?[event.person],
      let at = Timestamp(text: event.at), !event.id.isEmpty, event.id.utf8.count <= 300,
      let audience = audienceOf(person)
    else { return nil }
    done.append((event.id, person, lessons))
    return UsageArrival(
      programme: turn.state.programme, id: event.id, audience: audience, person: person, hour: at.hour, counters: [])
  }

  /// - Parameters:
  ///   - arrivals: all events of the batch that were offered to the store.
  ///   - intake: which of them it took. An id that comes twice is taken once and refused once.
  /// - Returns: one report for each lesson, by lesson and person.
  func reports(of arrivals: [UsageArrival], _ intake: UsageIntake) -> [PracticeReport] {
    var left: [String: Int] = [:]
    for arrival in arrivals { left[arrival.id, default: 0] += 1 }
    for id in intake.duplicates + intake.tooOld { left[id, default: 0] -= 1 }
    var times: [Key<Lesson>: [PersonNumber: Int]] = [:]
    for item in done where left[item.event] ?? 0 > 0 {
      left[item.event] = 0
      for lesson in item.lessons { times[lesson, default: [:]][item.person, default: 0] += 1 }
    }
    return times.sorted { $0.key < $1.key }.map { lesson, people in
      PracticeReport(
        lesson: lesson, done: people.sorted { $0.key < $1.key }.map { PracticeReport.Done(person: $0, times: $1) })
    }
  }
}
