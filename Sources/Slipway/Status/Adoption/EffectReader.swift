package import SequentialTests

/// What going live did to a figure, from departments that went live one after the other.
package struct EffectFinding: Sendable, Equatable {
  package let metric: Metric
  package let outcome: Outcome
  /// Whether waves went in the order in which their people were trained; nil where that cannot be told.
  package let order: ReadinessOrder?
  /// Departments and whole weeks in which something was counted.
  package let departments: Int
  package let weeks: Int
  /// Departments that were in at the end.
  package let treated: Int

  package enum Outcome: Sendable, Equatable {
    case found(StaggeredEffect, interval: ClosedRange<Double>)
    case refused(DepartmentError)
    /// A system that has said nothing yet.
    case silent(String)
    case missing(MissingFigure)
  }
}

/// Reads counters as departments and weeks.
package struct EffectReader {
  private let state: State
  private let status: Status

  package static let confidence = 0.95
  /// Hours of a week, and the first Monday of all, in UTC.
  private static let week = 7 * 24
  private static let monday = 4 * 24

  package init(_ state: State, _ status: Status) {
    self.state = state
    self.status = status
  }

  private var programme: Programme { status.programme }
  private var counters: UsageLedger { state.counters }

  /// The effect of going live on a metric, audiences being the departments.
  ///
  /// - Complexity: O(audiences × weeks × events), and the fit.
  package func effect(on metric: Metric) -> EffectFinding {
    let reach = ReportedReach(counters, programme, events: metric.events + metric.of)
    if let silent = reach.silent { return finding(metric, [], .silent(silent)) }
    guard let end = reach.end(ofWhole: EffectReader.week, from: EffectReader.monday) else {
      return finding(metric, [], .missing(.notReported))
    }
    guard let rows = rows(metric, until: end) else { return finding(metric, [], .missing(.broken)) }
    guard !rows.isEmpty else { return finding(metric, [], .missing(.notCounted)) }
    do throws(DepartmentError) {
      let effect = try StaggeredEffect(rows)
      return finding(
        metric, rows, .found(effect, interval: try effect.interval(confidence: EffectReader.confidence)))
    } catch {
      return finding(metric, rows, .refused(error))
    }
  }

  private func finding(_ metric: Metric, _ rows: [DepartmentWeek], _ outcome: EffectFinding.Outcome) -> EffectFinding {
    let departments = Set(rows.map(\.department)).sorted()
    return EffectFinding(
      metric: metric, outcome: outcome, order: order(departments), departments: departments.count,
      weeks: Set(rows.map(\.week)).count, treated: Set(rows.filter { $0.treated > 0 }.map(\.department)).count)
  }

  // MARK: Rows

  /// - Returns: nil where a count cannot be added up.
  private func rows(_ metric: Metric, until end: Int) -> [DepartmentWeek]? {
    let last = (end - EffectReader.monday) / EffectReader.week - 1
    let fitting = StaggeredEffect.mostRows / max(1, programme.audiences.count)
    let span = min(StaggeredEffect.mostWeeks, max(1, fitting))
    let reading = MetricReading(counters: counters, metric: metric)
    var rows: [DepartmentWeek] = []
    for (department, audience) in programme.audiences.enumerated() {
      let life = Life(state, status, department)
      for week in (last - span + 1)...last {
        let first = week * EffectReader.week + EffectReader.monday
        guard let treated = life.treated(from: first, until: first + EffectReader.week),
          isWatched(audience.id, from: first)
        else { continue }
        var sum = ArmCounts()
        for arm in UsageHour.Arm.allCases {
          sum.add(reading.counts(audience.id, arm, from: first, until: first + EffectReader.week))
        }
        guard !sum.isBroken else { return nil }
        guard let figure = EffectReader.figure(sum, metric) else { continue }
        rows.append(
          DepartmentWeek(
            department: department, week: week, users: figure.users, mean: figure.mean, treated: treated ? 1 : 0))
      }
    }
    return rows
  }

  /// Whether people were watched from its first hour to its last.
  private func isWatched(_ audience: Key<Audience>, from first: Int) -> Bool {
    [first, first + EffectReader.week - 1].allSatisfy { hour in
      UsageHour.Arm.allCases.contains { counters.personHours(audience, $0, from: hour, until: hour + 1) > 0 }
    }
  }

  private static func figure(_ counts: ArmCounts, _ metric: Metric) -> (users: Int, mean: Double)? {
    switch metric.kind {
    case .count:
      // Of one person who was there for part of the week, there is one all the same.
      let users = Int((Double(counts.personHours) / Double(week)).rounded(.up))
      return users > 0 ? (users, Double(counts.events) / counts.personDays) : nil
    case .quantile:
      guard let sketch = counts.tally.sketch, let value = sketch.quantile(metric.quantile) else { return nil }
      return (sketch.count, (value.lowerBound + value.upperBound) / 2)
    case .share, .mean, .score:
      return counts.figure(metric.kind).map { ($0.units, $0.mean) }
    }
  }

  /// When a department was in.
  private struct Life {
    private let opened: Int?
    private let ended: Int?

    init(_ state: State, _ status: Status, _ department: Int) {
      let wave = status.placement.waveOfAudience[department].map { status.programme.rollout.waves[$0] }
      let progress = wave.map { state.progress(of: $0.id) }
      opened = progress?.firstOpened.map(GuardrailDays.hour)
      ended = progress.flatMap { $0.keepsPeople ? nil : $0.since }.map(GuardrailDays.hour)
    }

    /// - Returns: nil for a week in which it was in for a part, or had been sent back.
    func treated(from first: Int, until end: Int) -> Bool? {
      guard let opened else { return false }
      if let ended, end > ended { return nil }
      if opened >= end { return false }
      return opened <= first ? true : nil
    }
  }

  // MARK: Order

  /// Readiness is the share of a department's people who had passed their wave's lessons when the first wave opened.
  private func order(_ departments: [Int]) -> ReadinessOrder? {
    let openings = programme.rollout.waves.compactMap { state.progress(of: $0.id).firstOpened }
    guard let first = openings.min() else { return nil }
    let judge = Judge(state, programme, status.placement, now: status.now)
    var starts: [Int] = []
    var readiness: [Double] = []
    for department in departments {
      guard let place = status.placement.waveOfAudience[department],
        let opened = state.progress(of: programme.rollout.waves[place].id).firstOpened
      else { continue }
      let lessons = programme.rollout.waves[place].conditions.compactMap { condition in
        if case .trained(let lesson) = condition { lesson } else { nil }
      }
      let people = status.placement.people[department].map { state.roster.members[$0] }
      guard !lessons.isEmpty, !people.isEmpty else { continue }
      let ready = people.count { member in
        lessons.allSatisfy { lesson in
          !judge.isFor(lesson, member)
            || (state.training.record(lesson, member.number)?.passed).map { $0 <= first } ?? false
        }
      }
      starts.append(GuardrailDays.hour(opened))
      readiness.append(Double(ready) / Double(people.count))
    }
    var dice = OrderDice(state: UInt64(starts.count))
    return try? ReadinessOrder(starts: starts, readiness: readiness, using: &dice)
  }
}

/// SplitMix64: the same numbers for the same departments on every machine.
private struct OrderDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
