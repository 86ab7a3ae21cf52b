import Slipway

/// What all use cases of training look up the same way.
struct Classroom {
  let turn: Turn
  let status: Status
  let judge: Judge

  init(_ turn: Turn) throws { self.init(turn, try turn.status(), try turn.judge()) }

  init(_ turn: Turn, _ status: Status, _ judge: Judge) {
    self.turn = turn
    self.status = status
    self.judge = judge
  }

  var implementation: Implementation { status.programme.implementation }

  /// - Throws: `.unknownSubject`.
  func lesson(_ id: String) throws(Problem) -> Lesson {
    guard let lesson = implementation.lessons.first(where: { $0.id.text == id }) else {
      throw Problem(
        .unknownSubject, "There is no lesson “\(id.prefix(60))”.",
        remedy: implementation.lessons.isEmpty
          ? "The programme has no lessons." : "Take one of: \(Catalogue.list(implementation.lessons.map(\.id.text))).")
    }
    return lesson
  }

  /// - Throws: `.notAllowed` where the lesson is for others.
  func index(of person: PersonNumber, taking lesson: Lesson) throws(Problem) -> Int {
    guard let index = turn.state.roster.index(of: person), judge.isFor(lesson.id, turn.state.roster.members[index])
    else {
      throw Problem(.notAllowed, "“\(lesson.name)” is not for this person.", remedy: "See the person's page.")
    }
    return index
  }

  func record(_ lesson: Lesson, _ person: PersonNumber) -> TrainingBook.Record? {
    turn.state.training.record(lesson.id, person)
  }

  /// Whether whoever asks may do something else besides.
  func may(_ action: Action) -> Bool {
    switch turn.proof.actor {
    case .automation, .runner: return true
    case .localOperator: return Permissions.localOperatorMay(action)
    case .account:
      guard let grant = turn.proof.grant else { return false }
      return Permissions.allows(grant, action) { person in
        guard let index = turn.state.roster.index(of: person) else { return nil }
        return status.placement.audience[index].map { status.programme.audiences[$0].id }
      }
    }
  }

  /// Whether whoever asks teaches the lesson: is named as trainer of one of its sessions.
  func teaches(_ lesson: Key<Lesson>) -> Bool {
    guard case .account(let account) = turn.proof.actor else { return false }
    return implementation.sessions.contains { $0.lesson == lesson && $0.trainer == account.text }
  }
}

/// What limits somebody's next attempt at a lesson.
struct AttemptRules {
  /// The how-manieth the next attempt is, from 1.
  let next: Int
  /// How many are left; nil without a limit.
  let left: Int?
  /// When the cooling-off ends; nil where it has.
  let mayTryAt: Timestamp?

  init(_ lesson: Lesson, _ record: TrainingBook.Record?, now: Timestamp) {
    let attempts = record?.attempts ?? 0
    next = attempts + 1
    left = lesson.attempts.map { max(0, $0 - (attempts - (record?.forgiven ?? 0))) }
    let again = record?.lastAttempt.map { $0 + lesson.coolingOff }
    mayTryAt = again.flatMap { $0 > now ? $0 : nil }
  }

  var isUsedUp: Bool { left == 0 }
}
