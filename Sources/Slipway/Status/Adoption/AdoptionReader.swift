import SequentialTests

/// Everything that is known of how a rollout's people take to the new system, read from what the journal counted.
///
/// Only people who may be measured are in these figures.
package struct AdoptionPicture: Sendable, Equatable {
  package let report: AdoptionReport
  /// By audience of the document: of those let in, who was active on a day, on average over the last 7 whole days.
  package let activeADay: [Key<Audience>: Figure<Double>]
  package let scores: [ScoreFigures]
  /// Why the share of work still done in old systems is not known; nil where it is.
  package let residualLack: MissingFigure?
  /// The hour before which the last 7 days of old and new work lie.
  package let residualUntil: Int?
  /// A new system that has said nothing, so that nothing is known of use.
  package let silent: String?
  /// Audiences of which more were counted than are in now: some left or moved since.
  package let overcounted: [Key<Audience>]
}

/// Reads a state's counters as figures of adoption.
package struct AdoptionReader {
  /// Groups of fewer people are withheld.
  package static let least = 5
  static let confidence = 0.95
  static let week = 7 * 24

  let state: State
  let status: Status
  let judge: Judge
  let people: [MeasuredPeople]

  /// - Complexity: O(people × conditions).
  package init(_ state: State, _ status: Status) {
    self.state = state
    self.status = status
    let judge = Judge(state, status.programme, status.placement, now: status.now)
    self.judge = judge
    people = status.programme.audiences.indices.map { MeasuredPeople(audience: $0, state, status, judge) }
  }

  var programme: Programme { status.programme }
  var counters: UsageLedger { state.counters }

  /// - Throws: what is wrong with an audience's counts.
  /// - Complexity: O(audiences × metrics × hours).
  package func picture() throws(AdoptionError) -> AdoptionPicture {
    let residual = residual()
    var uses: [AudienceUse] = []
    var overcounted: [Key<Audience>] = []
    for (index, audience) in programme.audiences.enumerated() {
      let people = people[index]
      let counted = activated(audience.id)
      if counted > people.live, people.live >= AdoptionReader.least { overcounted.append(audience.id) }
      let actions = residual.actions[audience.id] ?? (0, 0)
      uses.append(
        AudienceUse(
          audience: audience.id, headCount: people.headCount, live: people.live, trained: people.trained,
          eligible: people.eligible, activated: min(counted, people.eligible),
          activatedOfAll: min(counted, people.headCount), coreActionsNew: actions.new, coreActionsOld: actions.old))
    }
    return AdoptionPicture(
      report: try AdoptionReport(uses, least: AdoptionReader.least, confidence: AdoptionReader.confidence),
      activeADay: activeADay(), scores: scores(), residualLack: residual.lack, residualUntil: residual.until,
      silent: silent(), overcounted: overcounted)
  }

  /// People who did the core action, in or counted before arms were told apart, until the end of hour `end`.
  func activated(_ audience: Key<Audience>, from first: Int = .min, until end: Int = .max) -> Int {
    let sum = [UsageHour.Arm?.some(.inside), nil].reduce(0) { sum, arm in
      let count = max(0, counters.tally(audience, Usage.activated, arm, from: first, until: end).count)
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? .max : total
    }
    return max(0, sum)
  }

  /// Before anything is reported, nobody active means nothing.
  private func silent() -> String? {
    guard programme.audiences.allSatisfy({ activated($0.id) == 0 }) else { return nil }
    let systems = programme.systems.filter { programme.rollout.systems.contains($0.id) }
    return systems.first { counters.reported($0.id) == nil }?.name
  }

  // MARK: Old and new work

  private struct Residual {
    var actions: [Key<Audience>: (new: Int, old: Int)] = [:]
    var lack: MissingFigure?
    var until: Int?
  }

  /// Metrics with events of old and of new systems say what is one action in both.
  private func residual() -> Residual {
    let new = programme.rollout.systems.map { $0.text + "." }
    let old = programme.systems.compactMap { system -> String? in
      if case .old = system.role { system.id.text + "." } else { nil }
    }
    func of(_ systems: [String], _ event: String) -> Bool { systems.contains { event.hasPrefix($0) } }
    let both = programme.metrics.filter { metric in
      metric.events.contains { of(new, $0) } && metric.events.contains { of(old, $0) }
    }
    guard !both.isEmpty else { return Residual(lack: .noSuchMetric) }
    let events = Set(both.flatMap(\.events)).sorted()
    guard let end = ReportedReach(counters, programme, events: events).end(ofWhole: 24) else {
      return Residual(lack: .notReported)
    }
    var residual = Residual(until: end)
    for audience in programme.audiences {
      func sum(_ systems: [String]) -> Int? {
        var sum = UsageLedger.Tally()
        for event in events where of(systems, event) {
          for arm in UsageHour.Arm.allCases {
            sum.merge(counters.tally(audience.id, event, arm, from: end - AdoptionReader.week, until: end))
          }
        }
        return sum.isBroken || !(0...AudienceUse.countLimit).contains(sum.count) ? nil : sum.count
      }
      guard let newer = sum(new), let older = sum(old) else { return Residual(lack: .broken) }
      residual.actions[audience.id] = (newer, older)
    }
    return residual
  }

  // MARK: Days

  /// Distinct people of a day are known of metrics that count a person once a day; of two events, nobody knows whether
  /// it was one person.
  private func activeADay() -> [Key<Audience>: Figure<Double>] {
    let metric = programme.metrics.first { metric in
      metric.once == .day && metric.kind == .count && metric.events.count == 1
        && programme.rollout.systems.contains { metric.events[0].hasPrefix($0.text + ".") }
    }
    var figures: [Key<Audience>: Figure<Double>] = [:]
    for (index, audience) in programme.audiences.enumerated() {
      figures[audience.id] = metric.map { activeADay($0, audience.id, people[index]) } ?? .missing(.noSuchMetric)
    }
    return figures
  }

  private func activeADay(_ metric: Metric, _ audience: Key<Audience>, _ people: MeasuredPeople) -> Figure<Double> {
    func isSmall(_ people: Int) -> Bool { (1..<AdoptionReader.least).contains(people) }
    guard !isSmall(people.headCount), !isSmall(people.live) else {
      return .withheld(Withheld(least: AdoptionReader.least))
    }
    guard let end = ReportedReach(counters, programme, events: metric.events).end(ofWhole: 24) else {
      return .missing(.notReported)
    }
    let counts = MetricReading(counters: counters, metric: metric)
      .counts(audience, .inside, from: end - AdoptionReader.week, until: end)
    guard !counts.isBroken else { return .missing(.broken) }
    guard counts.personHours > 0 else { return .missing(.nobodyLive) }
    guard counts.personHours >= AdoptionReader.least * 24 else {
      return .withheld(Withheld(least: AdoptionReader.least))
    }
    return .known(min(1, Double(counts.events) / counts.personDays))
  }

  // MARK: Scores

  private func scores() -> [ScoreFigures] {
    let disclosure = ScoreDisclosure(least: AdoptionReader.least, confidence: AdoptionReader.confidence)
    return programme.metrics.filter { $0.kind == .score }.map { metric in
      let groups = programme.audiences.indices.map { index -> (people: Int, answers: Moments?) in
        let reading = MetricReading(counters: counters, metric: metric)
        var sum = ArmCounts()
        for arm in UsageHour.Arm.allCases {
          sum.add(reading.counts(programme.audiences[index].id, arm, from: .min, until: .max))
        }
        return (people[index].headCount, sum.isBroken ? nil : sum.tally.values ?? Moments())
      }
      return disclosure.figures(metric, groups)
    }
  }
}

/// An audience's people who may be measured.
struct MeasuredPeople: Sendable, Equatable {
  private(set) var headCount = 0
  private(set) var live = 0
  private(set) var trained = 0
  /// In, and with every lesson that their wave asks for.
  private(set) var eligible = 0

  init(audience index: Int, _ state: State, _ status: Status, _ judge: Judge) {
    let wave = status.placement.waveOfAudience[index].map { status.programme.rollout.waves[$0] }
    let lessons = (wave?.conditions ?? []).compactMap { condition in
      if case .trained(let lesson) = condition { lesson } else { nil }
    }
    let silent = Set(status.programme.entities.filter { $0.measuring == .none }.map(\.id))
    for place in status.placement.people[index] {
      let member = state.roster.members[place]
      if let entity = member.membership.entity, silent.contains(entity) { continue }
      let isTrained = lessons.allSatisfy { !judge.isFor($0, member) || judge.isTrained(member.number, $0) }
      let isLive = status.standings[place]?.column == .live
      headCount += 1
      live += isLive ? 1 : 0
      trained += isTrained ? 1 : 0
      eligible += isLive && isTrained ? 1 : 0
    }
  }
}
