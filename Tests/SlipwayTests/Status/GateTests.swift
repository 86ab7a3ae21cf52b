import Testing

@testable import Slipway

/// The gate: evidence in, verdict out, on two axes that nothing averages.
struct GateTests {
  private static let opening = Timestamp.at("2026-03-30T09:00Z")

  private static func ready(_ sample: SampleProgramme = SampleProgramme()) -> Journal {
    var journal = Journal(sample)
    journal.makeReady()
    return journal
  }

  @Test func nothingKnownIsNeverGreen() throws {
    let journal = Journal(SampleProgramme())
    for gate in try journal.status().gates {
      #expect(gate.verdict == .insufficientEvidence)
      #expect(gate.observedPercent == nil)
      #expect(gate.reasons.contains(.neverSeen(name: "The application")))
    }
  }

  @Test func everythingMetIsGo() throws {
    let gate = try GateTests.ready().gate("sales")
    #expect(gate.verdict == .go && gate.letsThrough)
    #expect(gate.reasons.isEmpty)
    #expect(gate.standing(.technical) == .met && gate.standing(.people) == .met)
    #expect(gate.count(.technical) == (2, 2))
    #expect(gate.observedPercent == 100)
    #expect(gate.grounds == gate.grounds.sorted() && !gate.grounds.isEmpty)
  }

  @Test func aFailureIsNoGoWhateverElseIsUnknown() throws {
    var journal = Journal(SampleProgramme())
    journal.fail(.test("t-bill"))
    let gate = try journal.gate("sales")
    #expect(gate.verdict == .noGo)
    #expect(gate.reasons.first == .fails(name: "t-bill", detail: "wrong"))
    #expect(try journal.gate("works").verdict == .insufficientEvidence)
    var fixed = journal
    fixed.makeReady()
    #expect(try fixed.gate("sales").verdict == .go)
  }

  @Test func technicallyReadyPeopleNotIsNoGoThatNamesThePeople() throws {
    var journal = Journal(SampleProgramme())
    journal.passTechnical()
    journal.train(Array(journal.present.prefix(4)))
    let gate = try journal.gate("sales")
    #expect(gate.standing(.technical) == .met)
    #expect(gate.standing(.people) == .failing)
    #expect(gate.verdict == .noGo)
    #expect(gate.reasons == [.shareShort(name: "basics", part: 4, whole: 10, percent: 80)])
    #expect(try journal.gate("works").verdict == .insufficientEvidence, "nobody there was seen at all")
    journal.train(Array(journal.present[4..<8]))
    #expect(try journal.gate("sales").verdict == .go)
  }

  @Test func anAxisWithoutCriteriaIsUnknown() throws {
    var sample = SampleProgramme()
    sample.peopleCriteria = []
    let gate = try GateTests.ready(sample).gate("sales")
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.nothingAsked(name: "the people readiness of The sales")])
  }

  @Test func evidenceStopsCountingExactlyAtItsInstant() throws {
    var journal = GateTests.ready()
    let end = Timestamp.at("2026-04-10T12:00Z")
    journal.pass(.test("t-bill"), expires: end)
    #expect(try journal.gate("sales", at: end - Span(seconds: 1)).verdict == .go)
    let gate = try journal.gate("sales", at: end)
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.expired(name: "t-bill", at: end)])
    #expect(try journal.gate("works", at: end).verdict == .go)
  }

  @Test func trainingFadesExactlyAtItsInstant() throws {
    var sample = SampleProgramme()
    sample.lessonExpires = "30d"
    var journal = Journal(sample)
    journal.makeReady(at: .at("2026-03-10T10:00Z"))
    let faded = Timestamp.at("2026-03-10T10:00Z") + .days(30)
    #expect(try journal.gate("sales", at: faded - Span(seconds: 1)).verdict == .go)
    #expect(try journal.gate("sales", at: faded).verdict == .noGo)
  }

  @Test func withoutItsTestARequirementIsUntestedForThoseItConcerns() throws {
    var journal = GateTests.ready()
    var sample = SampleProgramme()
    sample.testless = ["bill"]
    journal.apply(sample)
    let gate = try journal.gate("sales")
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.untested(requirement: "To bill")])
    #expect(try journal.gate("stores").verdict == .go)
    #expect(try journal.gate("works").verdict == .go)
    sample.testless = ["bill", "post"]
    journal.apply(sample)
    #expect(try journal.status().gates.allSatisfy { $0.verdict == .insufficientEvidence })
  }

  @Test func anApprovalThatNobodyIsAskedForIsNotGiven() throws {
    var sample = SampleProgramme()
    sample.items = ["{id: sign, phase: build, estimate: 1d, done-by: {approval: []}}"]
    sample.technical.append("{id: signed, item: sign}")
    guard (try? ProgrammeReader.read(sample.document)) != nil else { return }
    #expect(try GateTests.ready(sample).gate("sales").verdict == .insufficientEvidence)
  }

  @Test func anItemNeedsEveryNamedApprover() throws {
    var sample = SampleProgramme()
    sample.items = ["{id: sign, phase: build, estimate: 1d, done-by: {approval: [boss, doctor]}}"]
    sample.technical.append("{id: signed, item: sign}")
    var journal = GateTests.ready(sample)
    journal.append(.approved(Approval(of: .item("sign"), revision: 1)), by: .account("boss"))
    journal.append(.approved(Approval(of: .item("sign"), revision: 1)), by: .localOperator)
    #expect(try journal.gate("sales").reasons == [.awaitsApproval(approver: "doctor")])
    journal.append(.approved(Approval(of: .item("sign"), revision: 1)), by: .account("doctor"))
    #expect(try journal.gate("sales").verdict == .go)
  }

  // MARK: Claims

  @Test func fiveHundredClaimsChangeNoVerdict() throws {
    var dice = Dice(seed: 500)
    var journal = GateTests.ready()
    journal.fail(.test("t-bill"))
    journal.pass(.test("t-pack"), expires: journal.now)
    let audiences: [Key<Audience>] = ["sales", "stores", "works", "nowhere"]
    let truth = try journal.status().gates.map(\.verdict)
    #expect(truth == [.noGo, .insufficientEvidence, .go])
    var contradictions = 0
    for _ in 0..<500 {
      journal.append(
        .claimed(Claim(audience: dice.pick(audiences), colour: dice.pick(Claim.Colour.allCases))),
        at: journal.now + .minutes(1))
      let gates = try journal.status().gates
      #expect(gates.map(\.verdict) == truth)
      for gate in gates {
        let claim = journal.state.claims[gate.audience]?.body.colour
        if claim == .green, gate.verdict != .go { #expect(gate.contradiction != nil) }
        if gate.contradiction != nil { contradictions += 1 }
      }
    }
    #expect(contradictions > 100)
    journal.makeReady()
    #expect(try journal.status().gates.allSatisfy { $0.verdict == .go })
  }

  // MARK: Overrides

  @Test func anOverrideNeedsTwoDifferentAccounts() throws {
    var journal = Journal(SampleProgramme())
    func override(_ actor: Actor, until: String) {
      journal.append(
        .overridden(Override(audience: "sales", reason: "quarter end", expires: .at(until))), by: actor)
    }
    override(.account("boss"), until: "2026-04-01T12:00Z")
    override(.account("boss"), until: "2026-04-02T12:00Z")
    override(.localOperator, until: "2026-04-09")
    override(.automation, until: "2026-04-09")
    #expect(try journal.gate("sales").override == nil)
    override(.account("doctor"), until: "2026-04-05T12:00Z")
    let gate = try journal.gate("sales")
    #expect(gate.verdict == .insufficientEvidence, "an override lets through, it proves nothing")
    #expect(gate.letsThrough)
    #expect(gate.override?.by == ["boss", "doctor"])
    #expect(gate.override?.until == .at("2026-04-02T12:00Z"), "the earlier of the two")
    #expect(try journal.gate("sales", at: .at("2026-04-02T11:59:59Z")).letsThrough)
    #expect(try !journal.gate("sales", at: .at("2026-04-02T12:00Z")).letsThrough)
    #expect(try !journal.gate("stores").letsThrough)
  }

  // MARK: Board

  private static let boarded: SampleProgramme = {
    var sample = SampleProgramme()
    sample.board = "{members: [boss, doctor], quorum: 2}"
    return sample
  }()

  private static func decide(
    _ answer: BoardAnswer, _ conditions: [BoardDecision.Condition] = [], in journal: inout Journal
  ) {
    journal.append(
      .boardDecided(
        BoardDecision(audience: "sales", answer: answer, votes: [], conditions: conditions, pack: "digest")))
  }

  @Test func aRequiredBoardThatIsSilentIsMissingEvidence() throws {
    let gate = try GateTests.ready(GateTests.boarded).gate("sales")
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.boardMissing(audience: "The sales")])
  }

  @Test(arguments: [
    (BoardAnswer.go, Verdict.go), (.goWithConditions, .go), (.noGo, .noGo), (.defer, .insufficientEvidence),
  ])
  func theBoardsAnswer(answer: BoardAnswer, verdict: Verdict) throws {
    var journal = GateTests.ready(GateTests.boarded)
    GateTests.decide(answer, in: &journal)
    #expect(try journal.gate("sales").verdict == verdict)
  }

  @Test func noBoardTurnsFailingEvidenceIntoGo() throws {
    var journal = Journal(GateTests.boarded)
    journal.makeReady()
    journal.fail(.test("t-bill"))
    GateTests.decide(.go, in: &journal)
    #expect(try journal.gate("sales").verdict == .noGo)
  }

  @Test func aConditionThatLapsesHolds() throws {
    var journal = GateTests.ready(GateTests.boarded)
    let due = Timestamp.at("2026-04-01T12:00Z")
    GateTests.decide(.goWithConditions, [.init(item: "plan", owner: "boss", due: due)], in: &journal)
    #expect(try journal.gate("sales", at: due - Span(seconds: 1)).verdict == .go)
    let lapsed = try journal.gate("sales", at: due)
    #expect(lapsed.verdict == .noGo)
    #expect(lapsed.reasons == [.boardConditionLapsed(audience: "The sales", item: "plan", due: due)])
    journal.pass(.item("plan"), kind: .attested, at: due - .days(1))
    #expect(try journal.gate("sales", at: due).verdict == .go)
  }

  @Test func evidenceThatFallsAfterTheVoteAsksForReconfirmation() throws {
    var journal = GateTests.ready(GateTests.boarded)
    GateTests.decide(.go, in: &journal)
    journal.fail(.test("t-bill"))
    #expect(try journal.gate("sales").verdict == .noGo)
    journal.pass(.test("t-bill"))
    let gate = try journal.gate("sales")
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.boardEvidenceFell(audience: "The sales")])
    GateTests.decide(.go, in: &journal)
    #expect(try journal.gate("sales").verdict == .go)
    journal.fail(.test("t-pack"))
    #expect(try journal.gate("sales").verdict == .go, "what concerns other departments asks nothing of this one")
  }

  @Test func anItemThatFallsAfterTheVoteAsksToo() throws {
    var sample = GateTests.boarded
    sample.technical.append("{id: planned, item: plan}")
    var journal = GateTests.ready(sample)
    journal.pass(.item("plan"), kind: .attested)
    GateTests.decide(.go, in: &journal)
    #expect(try journal.gate("sales").verdict == .go)
    journal.fail(.item("plan"))
    journal.pass(.item("plan"), kind: .attested)
    #expect(try journal.gate("sales").reasons == [.boardEvidenceFell(audience: "The sales")])
  }

  @Test func thePackDigestFollowsTheStandings() throws {
    var journal = GateTests.ready()
    func digest() throws -> String {
      let status = try journal.status()
      let judge = Judge(journal.state, status.programme, status.placement, now: status.now)
      return judge.packDigest(status.gates[0])
    }
    let before = try digest()
    journal.append(.claimed(Claim(audience: "sales", colour: .red)))
    #expect(try digest() == before)
    journal.fail(.test("t-bill"))
    #expect(try digest() != before)
  }

  // MARK: Observed share

  @Test func aRequiredShareMustBeSeenRatherThanSaid() throws {
    var sample = SampleProgramme()
    sample.observedShare = "80 %"
    sample.technical.append("{id: planned, item: plan}")
    var journal = GateTests.ready(sample)
    journal.pass(.item("plan"), kind: .attested)
    let gate = try journal.gate("sales")
    #expect(gate.observedPercent == 75)
    #expect(gate.verdict == .insufficientEvidence)
    #expect(gate.reasons == [.tooLittleObserved(percent: 75, wanted: 80)])
    sample.observedShare = "75 %"
    journal.apply(sample)
    #expect(try journal.gate("sales").verdict == .go)
  }

  @Test func somethingAssumedOrUnseenIsNotObserved() throws {
    var journal = GateTests.ready()
    journal.pass(.component("app"), kind: .assumed)
    #expect(try journal.gate("sales").observedPercent == 66)
    var sample = SampleProgramme()
    sample.trainedShare = "0 %"
    var untrained = Journal(sample)
    untrained.passTechnical()
    let gate = try untrained.gate("sales")
    #expect(gate.verdict == .go && gate.observedPercent == 66, "nobody was seen, so nothing was observed")
  }
}
