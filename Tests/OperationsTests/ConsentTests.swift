import Operations
import Slipway
import Testing

/// Whose word counts, and on what.
@Suite struct ConsentTests {
  @Test func theLocalOperatorIsNobodysName() async throws {
    let shop = try await Shop.furnished()
    #expect(await problem { try await shop.ask(Approve(subject: "first")) } == .mayNotApprove)
    #expect(await problem { try await shop.ask(CastVote(audience: "sellers", answer: .go)) } == .mayNotApprove)
    #expect(
      await problem { try await shop.ask(OverrideGate(audience: "sellers", reason: "x", lasting: .days(1))) }
        == .mayNotApprove)
    #expect(
      await problem { try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling")) } == .mayNotApprove)
  }

  @Test func onlyTheNamedApproveAndVote() async throws {
    let shop = try await Shop.furnished()
    #expect(await problem { try await shop.ask(Approve(subject: "first"), as: Shop.felix) } == .mayNotApprove)
    #expect(
      await problem { try await shop.ask(CastVote(audience: "sellers", answer: .go), as: Shop.manager) }
        == .mayNotApprove)
    #expect(await problem { try await shop.ask(Approve(subject: "install"), as: Shop.rosa) } == .observedOnly)
    #expect(await problem { try await shop.ask(Approve(subject: "frist"), as: Shop.rosa) } == .unknownSubject)
    let one = try await shop.ask(CastVote(audience: "sellers", answer: .go), as: Shop.felix)
    #expect(one.votes == 1 && one.decision == nil)
    let same = try await shop.ask(CastVote(audience: "sellers", answer: .noGo), as: Shop.felix)
    #expect(same.votes == 1, "one member, one vote")
    let two = try await shop.ask(CastVote(audience: "sellers", answer: .go), as: Shop.rosa)
    #expect(two.decision == "no-go")
  }

  @Test func anOverrideNeedsTwoNamesAndEnds() async throws {
    let shop = try await Shop.furnished()
    _ = try await shop.ask(Approve(subject: "first"), as: Shop.rosa)
    let override = OverrideGate(audience: "sellers", reason: "fair", lasting: .days(12))
    #expect(try await shop.ask(override, as: Shop.rosa).isLive == false)
    #expect(try await shop.ask(override, as: Shop.rosa).isLive == false, "the same name twice is one name")
    let live = try await shop.ask(override, as: Shop.felix)
    #expect(live.isLive && live.by.sorted() == ["felix", "rosa"])
    try await shop.reach(Shop.opening)
    #expect(try await shop.wave().phase == "open")
    try await shop.reach(.at("2026-04-02T10:00:00Z"))
    #expect(try await shop.wave().phase == "paused")
    for bad in [Span.days(15), Span(seconds: 0)] {
      #expect(
        await problem {
          try await shop.ask(OverrideGate(audience: "sellers", reason: "x", lasting: bad), as: Shop.rosa)
        }
          == .malformedRequest)
    }
  }

  @Test func anExceptionIsForThoseOutsideAndEnds() async throws {
    let shop = try await Shop.ready()
    let except = ExceptPerson(person: "P01", owner: "rosa", reason: "leave", lasting: .days(30))
    #expect(try await shop.ask(except).excepted == 1)
    try await shop.reach(Shop.opening)
    var everyone = try await shop.ask(ShowEveryone())
    #expect(everyone.live == 4 && everyone.excepted == 1)
    #expect(
      await problem { try await shop.ask(ExceptPerson(person: "P02", owner: "x", reason: "x", lasting: .days(1))) }
        == .wrongPhase)
    _ = try await shop.ask(ExceptPerson(person: "P01", owner: "", reason: "", lasting: nil))
    everyone = try await shop.ask(ShowEveryone())
    #expect(everyone.live == 5 && everyone.excepted == 0)
    #expect(
      await problem { try await shop.ask(ExceptPerson(person: "P99", owner: "", reason: "", lasting: nil)) }
        == .unknownSubject)
  }

  @Test func aManagerCannotTakeAnotherProgrammesAccount() async throws {
    let shop = try await Shop.furnished()
    try await shop.apply(Shop.document.replacing("programme: shop", with: "programme: other"))
    let other = Envelope(programme: "other")
    _ = try await shop.writer.perform(GrantAccount(account: "olga", role: .programmeManager), as: .localOperator, other)
    let grab = GrantAccount(account: "manager", role: .executive)
    #expect(await problem { try await shop.writer.perform(grab, as: .account("olga"), other) } == .notAllowed)
    let mine = Envelope(programme: "shop")
    #expect(await problem { try await shop.writer.perform(ShowStatus(), as: .account("olga"), mine) } == .notAllowed)
    #expect(await problem { try await shop.ask(ShowStatus(), as: .account("olga")) } == .unknownProgramme)
    #expect(
      await problem {
        try await shop.writer.perform(
          GrantAccount(account: "x", role: .executive, lasting: .days(401)), as: .localOperator, mine)
      }
        == .malformedRequest)
  }
}
