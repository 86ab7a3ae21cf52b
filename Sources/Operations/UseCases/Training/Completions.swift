package import Slipway

/// Lessons completed elsewhere, as a learning system reports them. What cannot be placed is counted and kept, not lost.
package struct ReportCompletions: UseCase {
  package static let name = "completions"
  package var reports: [Report]
  /// Which system says so.
  package var source: String

  package struct Report: Codable, Sendable, Equatable {
    /// The reporter's own id; reported again it counts once.
    package var statement: String
    package var person: Name?
    package var activity: String?
    /// Nil where the statement says nothing about passing.
    package var passed: Bool?
    package var at: Timestamp?

    /// How the reporter knows the person.
    package enum Name: Codable, Sendable, Equatable {
      case mail(String)
      /// A name there: one of the person's aliases or their personnel number.
      case account(String)
    }

    package init(statement: String, person: Name?, activity: String?, passed: Bool?, at: Timestamp?) {
      self.statement = statement
      self.person = person
      self.activity = activity
      self.passed = passed
      self.at = at
    }
  }

  package init(reports: [Report], source: String) {
    self.reports = reports
    self.source = source
  }

  package var action: Action { .reportTraining }

  package struct Reply: Codable, Sendable, Equatable {
    package var taken: Int
    /// Known before.
    package var duplicates: Int
    /// About something that is no completion of anything, such as an opened page.
    package var passedOver: Int
    /// Of people nobody knows, of several people or of nobody in particular.
    package var ofNobody: Int
    /// Of activities that no lesson names.
    package var ofNoLesson: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    try ReportCompletions.requireAll(turn)
    let lessons = try turn.status().programme.implementation.lessons
    let byActivity = Dictionary(lessons.flatMap { lesson in lesson.activities.map { ($0, lesson.id) } }) { first, _ in
      first
    }
    let byMail = turn.people { [$0.email, $0.aliases["mail"]].compactMap { $0?.lowercased() } }
    let byAlias = turn.people { [$0.personnel] + $0.aliases.values }
    var reply = Reply(taken: 0, duplicates: 0, passedOver: 0, ofNobody: 0, ofNoLesson: 0)
    var known: Set<String> = []
    var facts: [Fact] = []
    for report in reports {
      if turn.state.training.hasTaken(statement: report.statement) || !known.insert(report.statement).inserted {
        reply.duplicates += 1
        continue
      }
      guard let passed = report.passed else {
        reply.passedOver += 1
        continue
      }
      guard let lesson = report.activity.flatMap({ byActivity[$0] }) else {
        reply.ofNoLesson += 1
        continue
      }
      let person: PersonNumber? =
        switch report.person {
        case .mail(let mail): byMail[mail.lowercased()]
        case .account(let name): byAlias[name]
        case nil: nil
        }
      guard let person else {
        reply.ofNobody += 1
        continue
      }
      facts.append(
        .completionReported(
          Completion(
            person: person, lesson: lesson, passed: passed, at: min(report.at ?? turn.now, turn.now), source: source,
            statement: report.statement)))
      reply.taken += 1
    }
    try Unplaced.note(reply, source: source, turn)
    return Outcome(facts) { [reply] _ in reply }
  }

  /// An account that speaks for single systems speaks for nobody's learning.
  private static func requireAll(_ turn: Turn) throws(Problem) {
    guard let grant = turn.proof.grant, grant.role == .integration, !grant.systems.isEmpty else { return }
    throw Problem(
      .notAllowed, "This account speaks only for: \(Catalogue.list(grant.systems.map(\.text))).",
      remedy: "Give the learning system an integration account of its own, without systems.")
  }
}

/// Completions that could not be placed: how many and why, outside the journal and without names.
enum Unplaced {
  static let subject = "completions:unplaced"
  static let shown = 20

  static func note(_ reply: ReportCompletions.Reply, source: String, _ turn: Turn) throws {
    guard reply.ofNobody + reply.ofNoLesson > 0 else { return }
    let parts = [
      reply.ofNobody > 0 ? "\(reply.ofNobody) of people whom nobody knows here" : nil,
      reply.ofNoLesson > 0 ? "\(reply.ofNoLesson) of activities that no lesson names" : nil,
    ]
    try turn.store.save([
      Reading(
        programme: turn.state.programme, subject: subject, at: turn.now, passed: false,
        detail: "\(source): " + parts.compactMap { $0 }.joined(separator: ", "))
    ])
  }

  /// Newest first.
  static func all(_ turn: Turn) throws -> [Reading] {
    try turn.store.readings(of: subject, programme: turn.state.programme, limit: shown)
  }
}
