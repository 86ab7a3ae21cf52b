package import Slipway

/// What a system may ask about: the proof that every admission door asks for before it answers from the table.
package struct EvaluateScope: UseCase {
  package static let name = "evaluate-scope"

  package init() {}

  package var action: Action { .evaluate }

  package struct Reply: Codable, Sendable {
    package var programme: String
    /// The systems that the caller may ask about, in the order of the programme document.
    package var systems: [Line]

    package struct Line: Codable, Sendable {
      package var id: String
      package var name: String
      package var url: String?
      /// The old systems that this one replaces.
      package var replaces: [String]
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let systems = try turn.status().programme.systems
    let scope = Set(turn.proof.grant?.systems ?? [])
    let lines = systems.filter { scope.isEmpty || scope.contains($0.id) }.map { system in
      Reply.Line(
        id: system.id.text, name: system.name, url: system.url,
        replaces: systems.compactMap { old in
          if case .old(let retirement) = old.role, retirement.replacedBy == system.id { old.id.text } else { nil }
        })
    }
    let programme = turn.state.programme.text
    return Outcome { _ in Reply(programme: programme, systems: lines) }
  }
}

/// The right to hear that something changed, and where the journal stands now.
package struct Follow: UseCase {
  package static let name = "follow"

  package init() {}

  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var programme: String
    package var sequence: Int
    package var at: String
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let reply = Reply(
      programme: turn.state.programme.text, sequence: turn.state.sequence, at: turn.now.description)
    return Outcome { _ in reply }
  }
}

/// The figures that a monitoring system collects: totals only.
package struct ShowFigures: UseCase {
  package static let name = "figures"

  package init() {}

  package var action: Action { .evaluate }

  package struct Reply: Codable, Sendable {
    package var programme: String
    package var entries: Int
    package var revision: Int
    package var isHeld: Bool
    /// People by column of the completeness ledger.
    package var people: [Line]
    package var waves: [Line]
    /// Probes and tests by what they last found.
    package var runs: [Line]

    package struct Line: Codable, Sendable {
      package var name: String
      package var count: Int
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    let ledger = status.ledger
    let phases = Dictionary(grouping: status.waves) { Words.phase($0.progress) }.mapValues(\.count)
    let implementation = status.programme.implementation
    let subjects: [EvidenceSubject] =
      implementation.components.map { .component($0.id) } + implementation.tests.map { .test($0.id) }
    let verdicts = Dictionary(grouping: subjects) { subject in
      turn.state.evidence[subject]?.latest.body.verdict.rawValue ?? "never-run"
    }.mapValues(\.count)
    func lines(_ counts: [String: Int]) -> [Reply.Line] {
      counts.sorted { $0.key < $1.key }.map { Reply.Line(name: $0.key, count: $0.value) }
    }
    let reply = Reply(
      programme: turn.state.programme.text, entries: turn.state.sequence, revision: status.revision,
      isHeld: turn.state.hold != nil,
      people: Ledger.Column.allCases.map { Reply.Line(name: $0.rawValue, count: ledger[$0]) }, waves: lines(phases),
      runs: lines(verdicts))
    return Outcome { _ in reply }
  }
}
