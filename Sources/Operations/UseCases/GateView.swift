import Admission
import Scheduling
package import Slipway

package struct GateView: Codable, Sendable {
  package var audience: String
  package var name: String
  package var verdict: String
  package var contradiction: String?
  package var criteria: [CriterionLine]
  package var board: String?
  package var override: OverrideLine?
  /// What keeps it from GO, worst first.
  package var missing: [String]
  package var observedPercent: Int?

  package struct CriterionLine: Codable, Sendable {
    package var id: String
    package var axis: String
    package var owner: String?
    package var standing: String
    package var sentences: [String]
    package var evidence: [EvidenceLine]
  }

  package struct EvidenceLine: Codable, Sendable {
    package var sequence: Int
    package var kind: String
    package var at: String
    /// How old it is, in whole minutes.
    package var ageMinutes: Int
    package var expires: String?
  }

  package struct OverrideLine: Codable, Sendable {
    package var by: [String]
    package var reasons: [String]
    package var until: String
  }

  package init(_ gate: Gate, at now: Timestamp) {
    audience = gate.audience.text
    name = gate.name
    verdict = gate.verdict.rawValue
    contradiction = gate.contradiction.map(Catalogue.sentence)
    criteria = gate.criteria.map { result in
      CriterionLine(
        id: result.id.text, axis: result.axis.rawValue, owner: result.owner,
        standing: result.judgement.standing.rawValue, sentences: result.judgement.explanations.map(Catalogue.sentence),
        evidence: result.judgement.grounds.map { ground in
          EvidenceLine(
            sequence: ground.sequence, kind: ground.kind.rawValue, at: ground.at.description,
            ageMinutes: Int(now.since(ground.at).seconds / 60), expires: ground.expires?.description)
        })
    }
    board = gate.board?.explanations.first.map(Catalogue.sentence)
    override = gate.override.map {
      OverrideLine(by: $0.by.map(\.text), reasons: $0.reasons, until: $0.until.description)
    }
    missing = gate.reasons.map(Catalogue.sentence)
    observedPercent = gate.observedPercent
  }
}

/// One person: which wave, which access, what is missing, which lessons.
package struct PersonView: Codable, Sendable {
  package var number: Int
  package var personnel: String?
  package var name: String?
  package var audience: String?
  package var column: String
  package var sentence: String
  package var missing: [String]
  package var wave: String?
  package var opens: String?
  /// What no longer fits somebody who is live.
  package var flags: [String]
  package var access: [AccessLine]
  package var lessons: [LessonLine]
  /// Sessions in which the person has a seat or waits for one.
  package var seats: [SessionView]
  /// Whether there are sessions that the person could take part in.
  package var hasSessions: Bool

  package struct AccessLine: Codable, Sendable {
    package var system: String
    package var name: String
    package var url: String?
    package var access: String
    package var sentence: String
  }

  package struct LessonLine: Codable, Sendable {
    package var id: String
    package var name: String
    package var minutes: Int
    package var state: String
    package var attempts: Int
    package var mayTryAt: String?
    /// What is still to be done.
    package var missing: [String]
    /// Whether all attempts are used.
    package var attemptsUsed: Bool
    /// Until when having passed counts, and whether that is before they are let in.
    package var passedUntil: String?
  }

  init(_ person: PersonNumber, _ turn: Turn) throws {
    let status = try turn.status()
    guard let index = turn.state.roster.index(of: person) else {
      throw Problem(.unknownSubject, "Nobody has the number \(person.value).", remedy: "See slipway everyone --list.")
    }
    let row = turn.rows[person]
    let judge = try turn.judge()
    let standing = status.standings[index]
    number = person.value
    personnel = row?.personnel
    name = row?.name
    audience = status.placement.audience[index].map { status.programme.audiences[$0].name }
    column = standing?.column.rawValue ?? "not here"
    sentence = Catalogue.sentence(standing?.explanation ?? .notHere)
    missing = standing?.missing ?? []
    flags = judge.flags(ofPersonAt: index).map(Catalogue.sentence)
    let planned = standing?.wave.map { status.programme.rollout.waves[$0] }
    wave = planned?.name
    opens = planned.map { "\($0.opens)" }
    let today = turn.state.spec?.clocks.date(turn.now) ?? .earliest
    access = status.programme.systems.map { system in
      let (level, why) =
        standing.map { AccessCompiler.access(to: system, $0, status.programme, today) } ?? (.none, .notHere)
      return AccessLine(
        system: system.id.text, name: system.name, url: system.url, access: level.name,
        sentence: Catalogue.sentence(why))
    }
    let member = turn.state.roster.members[index]
    let needed = judge.needed(ofPersonAt: index)
    lessons = status.programme.implementation.lessons.filter { judge.isFor($0.id, member) }.map { lesson in
      LessonLine(lesson, turn.state.training.record(lesson.id, person), needed: needed, now: turn.now)
    }
    let rules = SeatRules(room: Classroom(turn, status, judge))
    let sessions = status.programme.implementation.sessions.filter { judge.isFor($0.lesson, member) }
    seats = try sessions.filter { session in
      let book = rules.book(session)
      return book.booked.contains(person) || book.waiting.contains(person)
    }.sorted { ($0.starts, $0.id) < ($1.starts, $1.id) }.map { try SessionView($0, rules, person: person) }
    hasSessions = sessions.contains { $0.starts > turn.now }
  }
}

extension PersonView.LessonLine {
  init(_ lesson: Lesson, _ record: TrainingBook.Record?, needed: Timestamp, now: Timestamp) {
    let standing = LessonStanding(lesson, record, needed: needed)
    let rules = AttemptRules(lesson, record, now: now)
    let isFading = standing.lacks.contains(.faded) || standing.fades.map { $0 <= now } ?? false
    let isOpen = standing.lacks.contains(.questions) || isFading
    id = lesson.id.text
    name = lesson.name
    minutes = lesson.minutes
    state =
      isFading
      ? "expired"
      : standing.isTrained
        ? "passed" : !isOpen ? "not complete" : record?.attempts ?? 0 == 0 ? "not taken" : "not passed"
    attempts = record?.attempts ?? 0
    mayTryAt = isOpen && !rules.isUsedUp ? rules.mayTryAt?.description : nil
    missing = standing.words(lesson)
    attemptsUsed = isOpen && rules.isUsedUp
    passedUntil = standing.fades?.description
  }
}
