import Slipway
import Testing

@Suite struct ComponentGraphTests {
  @Test func whoDependsOnSomethingDependsOnWhatItStandsOn() throws {
    let graph = ComponentGraph(try RunSpecimen.programme())
    #expect(graph.audiences(of: "service") == ["front"])
    #expect(graph.audiences(of: "database") == ["front", "back"])
    #expect(graph.audiences(of: "files") == ["front", "back", "yard"])
    #expect(graph.audiences(of: "feed") == ["yard"])
    #expect(graph.concerns("yard", "files"))
    #expect(!graph.concerns("back", "service"))
    #expect(!graph.concerns("front", "feed"))
    #expect(!graph.concerns("front", "nowhere"))
  }

  @Test func whatConcernsEveryoneMakesItsFoundationsConcernEveryone() throws {
    let document = RunSpecimen.document(cutover: RunSpecimen.runbook)
      .replacing("apply: {command: start}, audiences: [front]", with: "apply: {command: start}")
    let graph = ComponentGraph(try ProgrammeReader.read(document).programme)
    #expect(graph.audiences(of: "service") == nil)
    #expect(graph.audiences(of: "database") == nil)
    #expect(graph.concerns("yard", "database"))
    #expect(graph.audiences(of: "feed") == ["yard"])
  }

  @Test func aLossLowersExactlyThoseWhoDependOnIt() throws {
    let programme = try RunSpecimen.programme()
    var journal = RunJournal(programme)
    for id in ["files", "database", "service", "feed"] { journal.add(observed(.component(Key(id)), .passed)) }
    #expect(try standings(journal) == ["front": .met, "back": .met, "yard": .met])
    journal.add(observed(.component("service"), .failed))
    #expect(try standings(journal) == ["front": .failing, "back": .met, "yard": .met])
    journal.add(observed(.component("database"), .failed))
    #expect(try standings(journal) == ["front": .failing, "back": .failing, "yard": .met])
    journal.add(observed(.component("service"), .passed))
    journal.add(observed(.component("database"), .passed))
    journal.add(observed(.component("feed"), .failed))
    #expect(try standings(journal) == ["front": .met, "back": .met, "yard": .failing])
  }

  private func observed(_ subject: EvidenceSubject, _ verdict: Evidence.Verdict) -> Fact {
    .evidence(Evidence(subject: subject, verdict: verdict, kind: .observed, detail: "made up"))
  }

  private func standings(_ journal: RunJournal) throws -> [String: Judgement.Standing] {
    let status = try #require(Status.derive(journal.state, at: journal.now))
    return Dictionary(
      uniqueKeysWithValues: status.gates.compactMap { gate in
        gate.criteria.first { $0.id == "infra" }.map { (gate.audience.text, $0.judgement.standing) }
      })
  }
}

/// Facts one after the other, a minute apart, on the specimen's document.
struct RunJournal {
  private(set) var state = State(programme: "till")
  private(set) var now = Timestamp(seconds: 1_773_000_000)
  private var sequence = 0

  init(_ programme: Programme, document: String = RunSpecimen.document(cutover: RunSpecimen.runbook)) {
    add(.revised(Revision(number: 1, document: document, reason: "made up")))
  }

  mutating func add(_ fact: Fact, by actor: Actor = .runner) {
    sequence += 1
    now = now + .minutes(1)
    state.apply(Entry(sequence: sequence, programme: "till", at: now, actor: actor, fact: fact))
  }

  mutating func pass(_ span: Span) { now = now + span }
}
