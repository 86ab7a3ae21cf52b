import Testing

@testable import Slipway

/// A wave under way whose hours are closed one after the other, with what its people are said to have done in them.
struct WatchedWave {
  var journal: Journal
  private(set) var now: Timestamp
  private var closed: Int

  static let opening = Timestamp.at("2026-03-30T08:00Z")

  /// The pilot of the sample, opened on a Monday, with guardrails and metrics of its own.
  init(
    _ guardrails: String, metrics: String = "{id: questions, events: [new.question], once: day}", people: Int = 20,
    departments: [String] = ["sales", "stores", "works"], first: Int = 1, steps: String? = nil
  ) {
    var sample = SampleProgramme(departments: departments)
    if !departments.contains("sales") { sample.requirements = [("post", [])] }
    sample.waves[0].audiences = Array(departments.prefix(first))
    sample.waves[0].guardrails = guardrails
    sample.waves[0].hypercare = "20d"
    sample.waves[1].audiences = Array(departments.dropFirst(first))
    if let steps { sample.waves[0].steps = steps }
    sample.extra = ""
    sample.metrics = metrics
    journal = Journal(sample, perDepartment: people)
    journal.makeReady(at: .at("2026-03-20T10:00Z"))
    journal.approveOpening("pilot")
    journal.settle(at: WatchedWave.opening)
    now = WatchedWave.opening
    closed = GuardrailDays.hour(WatchedWave.opening) - 1
  }

  init(_ journal: Journal, at now: Timestamp) {
    self.journal = journal
    self.now = now
    closed = journal.state.counters.closedThrough ?? GuardrailDays.hour(now) - 1
  }

  /// Goes on to `time`: closes the hours until then as one fact, with these counts in the first, and decides.
  @discardableResult
  mutating func go(
    to time: Timestamp, _ counts: [(audience: Key<Audience>, metric: String, arm: UsageHour.Arm, count: Int)] = [],
    reports: Bool = true
  ) throws -> [Fact] {
    let first = closed + 1
    let last = max(first, GuardrailDays.hour(time) - 1)
    let status = try journal.status(at: now)
    let watched = status.programme.audiences.indices.map { index in
      ClosedHour.Watched(
        audience: status.programme.audiences[index].id, inside: status.ledgers[index].live,
        outside: status.ledgers[index].headCount - status.ledgers[index].live)
    }
    journal.append(
      .hourClosed(
        ClosedHour(
          first: first, hour: last,
          counts: counts.map {
            UsageHour(audience: $0.audience, metric: $0.metric, arm: $0.arm, hour: first, count: $0.count)
          },
          watched: watched, reported: reports ? [ClosedHour.Report(system: "new", through: time)] : [])),
      by: .automation, at: time)
    closed = last
    now = time
    return journal.settle(at: time)
  }

  /// What was counted in the weeks before it opened.
  mutating func before(_ counts: [(audience: Key<Audience>, metric: String, count: Int)]) {
    let hour = GuardrailDays.hour(WatchedWave.opening) - 100
    journal.append(
      .hourClosed(
        ClosedHour(
          first: closed, hour: closed,
          counts: counts.map {
            UsageHour(audience: $0.audience, metric: $0.metric, arm: .outside, hour: hour, count: $0.count)
          })),
      by: .automation, at: now)
  }

  /// Working days from `day` on, each with so many people of sales who asked.
  @discardableResult
  mutating func days(_ asked: [Int], metric: String = "new.question/day") throws -> [Fact] {
    var facts: [Fact] = []
    for count in asked {
      facts += try go(to: now + .days(1), [("sales", metric, .inside, count)])
      while isWeekend { facts += try go(to: now + .days(1)) }
    }
    return facts
  }

  /// Working days from `day` on, on each of which so many of a hundred of those who are in ask.
  @discardableResult
  mutating func rates(_ rates: [Int]) throws -> [Fact] {
    var facts: [Fact] = []
    for rate in rates {
      let live = journal.state.admissions.count
      facts += try days([(rate * live + 50) / 100])
    }
    return facts
  }

  private var isWeekend: Bool {
    let day = (now.seconds / 86_400 + 4) % 7
    return day == 6 || day == 0
  }

  func guardrail(_ wave: Key<Wave> = "pilot") throws -> GuardrailStatus {
    try #require(try journal.wave(wave, at: now).guardrails.first)
  }
}
