import Testing

@testable import Slipway

/// Requirement, test, process, audience: what is covered, what is not, and whom that concerns.
struct TraceabilityTests {
  private static func trace(_ journal: Journal, at: Timestamp? = nil) throws -> Traceability {
    let status = try journal.status(at: at)
    return Traceability(Judge(journal.state, status.programme, status.placement, now: status.now))
  }

  private static func kinds(_ trace: Traceability, _ subject: String) -> [Traceability.Fault.Kind] {
    trace.faults.filter { $0.subject == subject }.map(\.kind)
  }

  @Test func deletingATestLowersExactlyItsDepartments() throws {
    var sample = SampleProgramme()
    var journal = Journal(sample)
    journal.makeReady()
    #expect(try journal.status().gates.map(\.verdict) == [.go, .go, .go])
    sample.testless = ["bill"]
    journal.apply(sample)
    let trace = try Self.trace(journal)
    let row = try #require(trace.requirements.first { $0.requirement.id == "bill" })
    #expect(row.tests.isEmpty && row.standing == .unknown && row.audiences == ["sales"])
    let untested = trace.faults.filter { $0.kind == .untested }
    #expect(untested.map(\.subject) == ["bill"])
    #expect(untested.first?.audiences == ["sales"])
    #expect(untested.first?.explanation == .untested(requirement: "To bill"))
    let verdicts = try journal.status().gates.map { ($0.audience, $0.verdict) }
    #expect(verdicts.filter { $0.1 != .go }.map(\.0) == ["sales"])
    #expect(try journal.gate("sales").reasons == [.untested(requirement: "To bill")])
  }

  @Test func aRequirementOfEverybodyConcernsEverybody() throws {
    let journal = Journal(SampleProgramme())
    let trace = try Self.trace(journal)
    #expect(trace.requirements.map(\.audiences) == [["sales", "stores", "works"], ["sales"], ["stores"]])
    #expect(trace.tests.map(\.result) == [.neverRun, .neverRun, .neverRun])
    #expect(Self.kinds(trace, "pack") == [.neverRun, .withoutProcess])
  }

  @Test func whatIsStaleFailedOrNeverRunIsSaid() throws {
    var journal = Journal(SampleProgramme())
    let end = Timestamp.at("2026-04-10T12:00Z")
    journal.pass(.test("t-post"), expires: end)
    journal.fail(.test("t-bill"))
    let trace = try Self.trace(journal, at: end)
    #expect(trace.tests.map(\.result) == [.stale, .failed, .neverRun])
    #expect(Self.kinds(trace, "post") == [.stale, .withoutProcess])
    #expect(Self.kinds(trace, "bill") == [.failing, .withoutProcess])
    #expect(trace.faults.contains { $0.explanation == .expired(name: "t-post", at: end) })
    #expect(trace.faults.contains { $0.explanation == .requirementFails(requirement: "To bill", test: "t-bill") })
    #expect(try Self.trace(journal, at: end - Span(seconds: 1)).tests.first?.result == .passed)
  }

  @Test func aTestThatCoversNothingAndAnAudienceThatNothingConcernsAreNamed() throws {
    var sample = SampleProgramme()
    sample.requirements = [("bill", ["sales"])]
    var journal = Journal(sample)
    // The same document with one test more.
    let more = sample.document.replacing(
      "  tests:\n", with: "  tests:\n    - {id: idle, steps: [{get: \"http://127.0.0.1:9/\"}]}\n")
    journal.append(.revised(Revision(number: 2, document: more, reason: "test")))
    let trace = try Self.trace(journal)
    #expect(trace.tests.map(\.test.id) == ["idle", "t-bill"])
    #expect(Self.kinds(trace, "idle") == [.coversNothing])
    #expect(trace.faults.filter { $0.kind == .unconcerned }.map(\.subject) == ["stores", "works"])
  }

  @Test func aScriptCountsOnceItIsConfirmed() throws {
    var sample = SampleProgramme()
    sample.testless = ["bill"]
    let document = sample.document.replacing(
      "  tests:\n", with: "  tests:\n    - {id: desk, covers: [bill], witnessed: [{do: Bill, expect: A bill}]}\n")
    var journal = Journal(sample)
    journal.append(.revised(Revision(number: 2, document: document, reason: "test")))
    journal.makeReady()
    #expect(try Self.trace(journal).tests.first?.result == .passed)
    journal.append(.scriptPerformed(ScriptPerformance(test: "desk", lines: [.init(passed: true)])), by: .account("ann"))
    journal.append(
      .evidence(Evidence(subject: .test("desk"), verdict: .started, kind: .attested, detail: "not confirmed yet")),
      by: .account("ann"))
    let waiting = try Self.trace(journal)
    #expect(waiting.tests.first?.result == .unconfirmed)
    #expect(Self.kinds(waiting, "bill").first == .unconfirmed)
    #expect(try journal.gate("sales").reasons == [.unconfirmed(test: "desk")])
    #expect(try journal.gate("stores").verdict == .go)
    journal.pass(.test("desk"), kind: .attested)
    #expect(try Self.trace(journal).tests.first?.result == .passed)
    #expect(try journal.gate("sales").verdict == .go)
  }

  @Test func aTestThatChangesItsMindIsFlakyAndStillCounts() throws {
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    journal.fail(.test("t-bill"))
    journal.pass(.test("t-bill"))
    #expect(try Self.trace(journal).tests.allSatisfy { !$0.isFlaky }, "two turns are a fault and its mending")
    journal.fail(.test("t-bill"))
    let failing = try Self.trace(journal)
    #expect(failing.tests.filter(\.isFlaky).map(\.test.id) == ["t-bill"])
    #expect(failing.tests.first { $0.test.id == "t-bill" }?.result == .failed)
    journal.pass(.test("t-bill"))
    let gate = try journal.gate("sales")
    #expect(gate.verdict == .go)
    let functions = try #require(gate.criteria.first { $0.id == "functions" })
    #expect(functions.judgement.explanations.contains(.flaky(test: "t-bill")))
    #expect(Self.kinds(try Self.trace(journal), "t-bill") == [.flaky])
  }

  @Test func whatAComponentExplainsIsNotFlaky() throws {
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    for _ in 0..<4 {
      journal.fail(.component("app"))
      journal.fail(.test("t-bill"))
      journal.pass(.component("app"))
      journal.pass(.test("t-bill"))
    }
    #expect(try Self.trace(journal).tests.allSatisfy { !$0.isFlaky })
  }

  @Test func aReportThatHeldBothVerdictsMakesATestFlaky() throws {
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    journal.append(
      .evidence(
        Evidence(subject: .test("t-bill"), verdict: .passed, kind: .observed, detail: "1 case passed", isFlaky: true)),
      by: .runner)
    #expect(try Self.trace(journal).tests.filter(\.isFlaky).map(\.test.id) == ["t-bill"])
    #expect(try journal.gate("sales").verdict == .go)
    journal.pass(.test("t-bill"))
    #expect(try Self.trace(journal).tests.allSatisfy { !$0.isFlaky })
  }
}
