package import Slipway

/// Which requirement is covered by which tests, for which process and audiences, and what is wrong with it.
package struct ShowTrace: UseCase {
  package static let name = "trace"

  package init() {}

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<TraceView> {
    let view = TraceView(Traceability(try turn.judge()), try turn.status().programme)
    return Outcome { _ in view }
  }
}

package struct TraceView: Codable, Sendable {
  package var requirements: [Requirement]
  package var tests: [Test]
  package var faults: [Fault]

  package struct Requirement: Codable, Sendable {
    package var id: String
    package var statement: String
    package var process: String?
    package var audiences: [String]
    /// `met`, `failing`, `unknown`.
    package var standing: String
    package var tests: [String]
  }

  package struct Test: Codable, Sendable {
    package var id: String
    package var name: String
    /// `steps`, `report`, `witnessed`.
    package var source: String
    package var covers: [String]
    /// `passed`, `failed`, `stale`, `never run`, `unconfirmed`.
    package var result: String
    package var isFlaky: Bool
    package var at: String?
    package var expires: String?
    /// The evidence it stands on.
    package var sequence: Int?
  }

  package struct Fault: Codable, Sendable {
    /// `untested`, `failing`, `stale`, `never run`, `unconfirmed`, `flaky`, `covers nothing`, `without process`,
    /// `unconcerned`.
    package var kind: String
    package var subject: String
    /// Whom it concerns.
    package var audiences: [String]
    package var sentence: String
  }

  init(_ trace: Traceability, _ programme: Programme) {
    requirements = trace.requirements.map { row in
      Requirement(
        id: row.requirement.id.text, statement: row.requirement.statement,
        process: row.requirement.process.isEmpty ? nil : row.requirement.process, audiences: row.audiences.map(\.text),
        standing: row.standing.rawValue, tests: row.tests.map(\.text))
    }
    tests = trace.tests.map { line in
      Test(
        id: line.test.id.text, name: line.test.name, source: Self.words(line.test.source),
        covers: line.test.covers.map(\.text), result: line.result.rawValue, isFlaky: line.isFlaky,
        at: line.ground?.at.description, expires: line.ground?.expires?.description, sequence: line.ground?.sequence)
    }
    faults = trace.faults.map { fault in
      Fault(
        kind: fault.kind.rawValue, subject: fault.subject, audiences: fault.audiences.map(\.text),
        sentence: Catalogue.sentence(fault.explanation))
    }
  }

  private static func words(_ source: TestCase.Source) -> String {
    switch source {
    case .steps: "steps"
    case .report: "report"
    case .witnessed: "witnessed"
    }
  }
}
