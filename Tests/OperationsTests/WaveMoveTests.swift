import Operations
import Slipway
import Testing

/// What a person may do with a wave, and what latches.
@Suite struct WaveMoveTests {
  @Test func openingWaitsForEverything() async throws {
    let shop = try await Shop.furnished()
    #expect(await problem { try await shop.move(.open) } == .gateClosed)
    try await shop.makeReady()
    #expect(await problem { try await shop.move(.open) } == .waveHeld, "before its window")
    #expect(await problem { try await shop.move(.pause) } == .wrongPhase)
    #expect(await problem { try await shop.move(.open, "frist") } == .unknownSubject)
    try await shop.reach(Shop.opening)
    #expect(try await shop.wave().phase == "open")
    #expect(await problem { try await shop.move(.open) } == .wrongPhase)
  }

  @Test func aPauseKeepsPeopleAndResumeLiftsOnlyThat() async throws {
    let shop = try await Shop.opened()
    try await shop.move(.pause)
    let joined = Shop.people + "P11,Person 11,11@shop.example,u11,front\n"
    _ = try await shop.ask(ImportPeople(file: Array(joined.utf8)))
    let paused = try await shop.wave()
    #expect(paused.phase == "paused" && paused.live == 5 && paused.headcount == 6)
    try await shop.move(.resume)
    #expect(try await shop.wave().phase == "open")
    try await shop.move(.rollback)
    #expect(await problem { try await shop.move(.resume) } == .wrongPhase)
  }

  @Test func reopeningTakesTheApproversNewWordAndAnotherPerson() async throws {
    let shop = try await Shop.opened()
    try await shop.move(.rollback)
    let back = try await shop.wave()
    #expect(back.phase == "rolled back" && back.live == 0)
    for _ in 0..<5 { try await shop.reach(shop.clock.now() + .hours(1)) }
    #expect(try await shop.wave().live == 0, "nothing brings anybody back by itself")
    #expect(await problem { try await shop.move(.reopen, as: Shop.manager) } == .waveHeld)
    _ = try await shop.ask(Approve(subject: "first"), as: Shop.rosa)
    #expect(await problem { try await shop.move(.reopen, as: Shop.manager) } == .waveHeld, "that was for opening")
    _ = try await shop.ask(Approve(subject: "first", reopening: true), as: Shop.rosa)
    #expect(await problem { try await shop.move(.reopen, as: Shop.rosa) } == .waveHeld, "not by the approver")
    try await shop.apply(Shop.document.replacing("name: Sellers", with: "name: All sellers"))
    #expect(await problem { try await shop.move(.reopen, as: Shop.manager) } == .waveHeld, "another revision")
    _ = try await shop.ask(Approve(subject: "first", reopening: true), as: Shop.rosa)
    try await shop.move(.reopen, as: Shop.manager)
    let open = try await shop.wave()
    #expect(open.phase == "open" && open.live == 5)
  }

  @Test func haltStopsAllAndLatches() async throws {
    let shop = try await Shop.opened()
    let halted = try await shop.ask(HaltAll(reason: "figures"), as: Shop.rosa)
    #expect(halted.halted == ["first"] && halted.stayed.isEmpty && halted.live == 0)
    _ = try await shop.ask(Approve(subject: "second"), as: Shop.rosa)
    try await shop.reach(.at("2026-05-04T08:00:00Z"))
    #expect(try await shop.wave().phase == "halted")
    #expect(try await shop.wave("second").phase == "open", "approved after the halt")
    let earlier = try await Shop.opened()
    _ = try await earlier.ask(Approve(subject: "second"), as: Shop.rosa)
    _ = try await earlier.ask(HaltAll(reason: "figures"), as: Shop.rosa)
    try await earlier.reach(.at("2026-05-04T08:00:00Z"))
    #expect(try await earlier.wave("second").phase == "planned", "approved before the halt")
  }

  @Test func pastThePointOfNoReturnNobodyIsSentBack() async throws {
    let document = Shop.document.replacing(
      "      opens: 2026-03-30\n", with: "      opens: 2026-03-30\n      point-of-no-return: 2026-04-01\n")
    #expect(document != Shop.document)
    let shop = try await Shop.opened(document)
    try await shop.reach(.at("2026-04-01T08:00:00Z"))
    do {
      try await shop.move(.rollback)
      Issue.record("people were sent back")
    } catch let problem as Problem {
      #expect(problem.code == .pastNoReturn && problem.remedy.contains("Fix forward"))
    }
    let halted = try await shop.ask(HaltAll(reason: "figures"), as: Shop.rosa)
    #expect(halted.stayed == ["first"] && halted.live == 5)
    #expect(try await shop.wave().phase == "halted")
  }

  @Test func theParticipantMayMoveNothing() async throws {
    let shop = try await Shop.opened()
    for move in MoveWave.Move.allCases {
      #expect(await problem { try await shop.move(move, as: .account("pia")) } == .notAllowed)
      #expect(await problem { try await shop.move(move, as: .account("stranger")) } == .notAllowed)
    }
  }
}
