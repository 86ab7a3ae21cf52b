import Operations
import Slipway
import Testing

/// Clocks that jump, and questions about other times.
@Suite struct TimeTests {
  @Test(arguments: [3_600, -3_600, 301])
  func aJumpHoldsAutomationUntilSomebodyConfirms(_ jump: Int) async throws {
    let shop = try await Shop.ready()
    shop.clock.beWallClock()
    shop.clock.set(.at("2026-03-30T06:30:00Z"))
    try await shop.writer.tick()
    shop.clock.set(
      Timestamp.at("2026-03-30T06:30:01Z") + Span(seconds: Int64(max(0, jump))) - Span(seconds: Int64(max(0, -jump))))
    shop.machine.pass(1)
    try await shop.writer.tick()
    #expect(try await shop.ask(ShowStatus()).automationHeld != nil)
    let now = shop.clock.now()
    shop.machine.pass(Double(Shop.opening.seconds - now.seconds))
    try await shop.reach(Shop.opening)
    #expect(try await shop.wave().phase == "planned", "it is time, but the time is in doubt")
    #expect(await problem { try await shop.ask(ConfirmTime(), as: Shop.rosa) } == .notAllowed)
    #expect(try await shop.ask(ConfirmTime(), as: Shop.manager).wasHeld)
    #expect(try await shop.wave().phase == "open")
    #expect(try await shop.ask(ConfirmTime()).wasHeld == false)
  }

  @Test func slowDriftIsNoJump() async throws {
    let shop = try await Shop.ready()
    shop.clock.beWallClock()
    for minute in 0..<30 {
      shop.clock.set(Timestamp.at("2026-03-20T10:00:00Z") + .minutes(Int64(minute)))
      try await shop.writer.tick()
      shop.machine.pass(61)
    }
    #expect(try await shop.ask(ShowStatus()).automationHeld == nil)
  }

  @Test func programmeTimeNeverGoesBelowTheLastFact() async throws {
    let shop = try await Shop.opened()
    shop.clock.set(.at("2026-03-01T00:00:00Z"))
    _ = try await shop.ask(ReportClaim(audience: "sellers", colour: .green))
    let times = try await shop.ask(ShowJournal(limit: 2_000)).entries.map(\.at)
    #expect(times == times.sorted() && times.last == "2026-03-30T08:00:00Z")
    #expect(try await shop.wave().phase == "open")
  }

  @Test func thePastAndTheFutureAnswer() async throws {
    let shop = try await Shop.opened()
    func phase(_ at: String) async throws -> String? {
      try await shop.ask(ShowStatus(), at: .at(at)).waves.first?.phase
    }
    #expect(try await phase("2026-03-25T10:00:00Z") == "planned")
    #expect(try await phase("2026-03-30T08:00:00Z") == "open")
    let future = try await shop.ask(ShowGate(audience: "sellers"), at: .at("2026-09-01T10:00:00Z"))
    #expect(future.verdict == "INSUFFICIENT EVIDENCE", "the evidence will have expired")
    #expect(try await shop.ask(ShowGate(audience: "sellers")).verdict == "GO")
    #expect(try await shop.ask(ShowEveryone(), at: .at("2026-03-29T10:00:00Z")).live == 0)
    let before = try shop.store.head()
    #expect(
      await problem {
        try await shop.ask(ReportClaim(audience: "sellers", colour: .red), at: .at("2026-03-25T10:00:00Z"))
      }
        == .malformedRequest)
    #expect(try shop.store.head() == before)
    #expect(await problem { try await shop.ask(ShowStatus(), at: .at("2026-03-01T10:00:00Z")) } == .unknownProgramme)
  }

  @Test func oneEntryOfAnyNumberIsAskedForSafely() async throws {
    let shop = try await Shop.furnished()
    for number in [Int.min, -1, 0, Int.max] {
      let code = await problem { try await shop.ask(ShowJournal(only: number)) }
      #expect(code == nil || code == .unknownSubject)
      _ = try await shop.ask(ShowJournal(after: number, limit: number))
    }
    #expect(try await shop.ask(ShowJournal(only: 1)).entries.first?.stored?.isEmpty == false)
  }
}
