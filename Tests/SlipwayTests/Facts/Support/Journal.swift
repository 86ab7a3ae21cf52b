import Testing

@testable import Slipway

/// A journal in memory: it appends facts with increasing time and folds each.
struct Journal {
  private(set) var entries: [Entry] = []
  private(set) var state: State

  init(programme: String = "sample") { state = State(programme: Key(programme)) }

  /// The sample document applied and `perDepartment` people in each department.
  init(_ sample: SampleProgramme, perDepartment: Int = 10, at: Timestamp = .at("2026-03-02T09:00Z")) {
    self.init()
    apply(sample, at: at)
    join(sample.departments, each: perDepartment, at: at)
  }

  var now: Timestamp { state.lastAt ?? .at("2026-03-02T09:00Z") }

  /// People by number who have not left.
  var present: [PersonNumber] { state.roster.members.filter { !$0.hasLeft }.map(\.number) }

  mutating func append(_ fact: Fact, by actor: Actor = .account("manager"), at: Timestamp? = nil) {
    let entry = Entry(
      sequence: state.sequence + 1, programme: state.programme, at: max(at ?? now, now), actor: actor, fact: fact)
    entries.append(entry)
    state.apply(entry)
  }

  mutating func apply(_ sample: SampleProgramme, at: Timestamp? = nil) {
    append(
      .revised(Revision(number: (state.spec?.revision ?? 0) + 1, document: sample.document, reason: "test")), at: at)
  }

  mutating func join(_ units: [String], each: Int, at: Timestamp? = nil) {
    let first = (state.roster.members.map(\.number.value).max() ?? 0) + 1
    let joined = units.flatMap { unit in (0..<each).map { _ in unit } }.enumerated().map { offset, unit in
      MembershipChange.Joined(number: PersonNumber(first + offset), membership: .in(unit), row: "digest")
    }
    append(.membersChanged(MembershipChange(joined: joined)), at: at)
  }

  mutating func pass(
    _ subject: EvidenceSubject, expires: Timestamp? = nil, kind: Evidence.Kind = .observed, at: Timestamp? = nil
  ) {
    append(
      .evidence(Evidence(subject: subject, verdict: .passed, kind: kind, expires: expires, detail: "ok")), by: .runner,
      at: at)
  }

  mutating func fail(_ subject: EvidenceSubject, at: Timestamp? = nil) {
    append(
      .evidence(Evidence(subject: subject, verdict: .failed, kind: .observed, detail: "wrong")), by: .runner, at: at)
  }

  mutating func train(_ people: [PersonNumber], at: Timestamp? = nil) {
    for person in people {
      append(
        .lessonAttempted(LessonAttempt(person: person, lesson: "basics", right: 1, asked: 1, passed: true)), at: at)
    }
  }

  mutating func passTechnical(at: Timestamp? = nil) {
    pass(.component("app"), at: at)
    for test in state.spec?.programme.implementation.tests ?? [] { pass(.test(test.id), at: at) }
  }

  /// Everything that the sample's gates ask for.
  mutating func makeReady(at: Timestamp? = nil) {
    passTechnical(at: at)
    train(present, at: at)
  }

  mutating func approveOpening(_ wave: Key<Wave>, by account: Key<Account> = "boss", at: Timestamp? = nil) {
    append(
      .approved(Approval(of: .opening(wave), revision: state.spec?.revision ?? 0)), by: .account(account), at: at)
  }

  mutating func change(_ wave: Key<Wave>, _ event: WaveEvent, at: Timestamp? = nil) {
    append(
      .waveChanged(
        WaveChange(wave: wave, event: event, reason: .said("test"), stoodOn: [], revision: state.spec?.revision ?? 0)),
      at: at)
  }

  /// Decides, appends and folds until nothing more comes; all that was decided.
  @discardableResult
  mutating func settle(at: Timestamp) -> [Fact] {
    var all: [Fact] = []
    for _ in 0..<100 {
      let facts = Reconciler.decide(state, at: at)
      if facts.isEmpty { return all }
      for fact in facts { append(fact, by: .automation, at: at) }
      all += facts
    }
    Issue.record("the reconciler never came to rest at \(at)")
    return all
  }

  func status(at: Timestamp? = nil) throws -> Status { try #require(Status.derive(state, at: at ?? now)) }

  func gate(_ audience: Key<Audience>, at: Timestamp? = nil) throws -> Gate {
    try #require(try status(at: at).gate(of: audience))
  }

  func phase(_ wave: Key<Wave>) -> WaveProgress.Phase { state.progress(of: wave).phase }

  func wave(_ id: Key<Wave>, at: Timestamp? = nil) throws -> WaveStatus { try #require(try status(at: at).wave(id)) }
}

extension Timestamp {
  /// The instant written as RFC 3339; the epoch where the test mistyped it, which no test expects.
  static func at(_ text: String) -> Timestamp { Timestamp(text: text) ?? Timestamp(milliseconds: 0) }
}

extension Membership {
  static func `in`(_ unit: String, kind: PersonKind = .employee) -> Membership {
    Membership(kind: kind, assignments: [Assignment(unit: Key(unit))])
  }
}

extension [Fact] {
  /// The events of one wave, in order.
  func events(of wave: Key<Wave>) -> [WaveEvent] {
    compactMap { if case .waveChanged(let change) = $0, change.wave == wave { change.event } else { nil } }
  }

  /// The reasons given for one wave's changes.
  func reasons(of wave: Key<Wave>) -> [Explanation] {
    compactMap { if case .waveChanged(let change) = $0, change.wave == wave { change.reason } else { nil } }
  }

  var admitted: [PersonNumber] {
    flatMap { fact -> [PersonNumber] in if case .admitted(let grant) = fact { grant.people } else { [] } }
  }
}
