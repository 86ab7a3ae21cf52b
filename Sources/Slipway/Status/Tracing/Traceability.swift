/// Requirement ↔ tests ↔ process ↔ audiences, with the latest verdict of each test and everything that is wrong.
package struct Traceability: Sendable, Equatable {
  /// In the order of the document.
  package var requirements: [Row]
  /// In the order of the document.
  package var tests: [Line]
  /// Requirement by requirement, then what concerns tests and audiences alone.
  package var faults: [Fault]

  package struct Row: Sendable, Equatable {
    package var requirement: Requirement
    /// Whom it concerns, in the order of the document: everyone, where it names nobody.
    package var audiences: [Key<Audience>]
    package var tests: [Key<TestCase>]
    package var standing: Judgement.Standing
  }

  package struct Line: Sendable, Equatable {
    package var test: TestCase
    package var result: Result
    package var isFlaky: Bool
    /// The evidence it stands on; nil where there is none.
    package var ground: Ground?
  }

  package enum Result: String, Sendable, CaseIterable {
    case passed, failed
    /// It passed or failed too long ago.
    case stale
    case neverRun = "never run"
    /// A script was gone through, and no second person has confirmed it.
    case unconfirmed
  }

  package struct Fault: Sendable, Equatable {
    package var kind: Kind
    /// The id of the requirement, test or audience that is at fault.
    package var subject: String
    /// Whom it concerns; none where it only misleads.
    package var audiences: [Key<Audience>]
    package var explanation: Explanation

    package enum Kind: String, Sendable, CaseIterable {
      case untested, failing, stale, flaky, unconfirmed
      case neverRun = "never run"
      case coversNothing = "covers nothing"
      case withoutProcess = "without process"
      case unconcerned
    }
  }

  /// - Complexity: O(requirements × audiences + tests × requirements each covers).
  package init(_ judge: Judge) {
    let implementation = judge.programme.implementation
    let everyone = judge.programme.audiences.map(\.id)
    var covering: [Key<Requirement>: [Int]] = [:]
    tests = implementation.tests.map { Traceability.line($0, judge) }
    for (place, line) in tests.enumerated() {
      for requirement in line.test.covers { covering[requirement, default: []].append(place) }
    }
    requirements = []
    faults = []
    for (place, requirement) in implementation.requirements.enumerated() {
      let concerned = requirement.audiences.isEmpty ? everyone : everyone.filter(requirement.audiences.contains)
      let lines = (covering[requirement.id] ?? []).map { tests[$0] }
      requirements.append(
        Row(
          requirement: requirement, audiences: concerned, tests: lines.map(\.test.id),
          standing: judge.requirementJudgements[place].standing))
      faults += Traceability.faults(of: requirement, lines, concerned)
    }
    let known = Set(implementation.requirements.map(\.id))
    for line in tests {
      func fault(_ kind: Fault.Kind, _ explanation: Explanation) {
        faults.append(Fault(kind: kind, subject: line.test.id.text, audiences: [], explanation: explanation))
      }
      if line.isFlaky { fault(.flaky, .flaky(test: line.test.name)) }
      if known.isDisjoint(with: line.test.covers) { fault(.coversNothing, .coversNothing(test: line.test.name)) }
    }
    for audience in judge.programme.audiences
    where !requirements.contains(where: { $0.audiences.contains(audience.id) }) {
      faults.append(
        Fault(
          kind: .unconcerned, subject: audience.id.text, audiences: [audience.id],
          explanation: .nothingAsked(name: "the functions for \(audience.name)")))
    }
  }

  private static func line(_ test: TestCase, _ judge: Judge) -> Line {
    let found = judge.test(test.id)
    let result: Result =
      switch found.standing {
      case .met: .passed
      case .failing: .failed
      case .unknown: found.grounds.isEmpty ? .neverRun : judge.awaitsWitness(test.id) ? .unconfirmed : .stale
      }
    return Line(test: test, result: result, isFlaky: judge.isFlaky(test.id), ground: found.grounds.first)
  }

  private static func faults(of requirement: Requirement, _ lines: [Line], _ audiences: [Key<Audience>]) -> [Fault] {
    func fault(_ kind: Fault.Kind, _ explanation: Explanation) -> Fault {
      Fault(kind: kind, subject: requirement.id.text, audiences: audiences, explanation: explanation)
    }
    var found: [Fault] = []
    if lines.isEmpty { found.append(fault(.untested, .untested(requirement: requirement.statement))) }
    for line in lines {
      let name = line.test.name
      switch line.result {
      case .passed: break
      case .failed: found.append(fault(.failing, .requirementFails(requirement: requirement.statement, test: name)))
      case .stale:
        // What was only reported begun has no date on which it stops counting.
        found.append(
          fault(.stale, line.ground?.expires.map { .expired(name: name, at: $0) } ?? .open(item: name)))
      case .neverRun: found.append(fault(.neverRun, .neverSeen(name: name)))
      case .unconfirmed: found.append(fault(.unconfirmed, .unconfirmed(test: name)))
      }
    }
    if requirement.process.isEmpty {
      found.append(
        Fault(
          kind: .withoutProcess, subject: requirement.id.text, audiences: [],
          explanation: .withoutProcess(requirement: requirement.statement)))
    }
    return found
  }
}
