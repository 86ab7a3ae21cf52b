import Operations
import Slipway
import Testing

/// What enters the journal when an hour is over.
@Suite struct MeasuringHoursTests {
  private static let opening = hour(Shop.opening)

  private static func hour(_ time: Timestamp) -> Int { Int(time.seconds / 3_600) }

  private func report(_ shop: Shop, _ id: String, at: Timestamp, person: Int = 1) async throws {
    _ = try await shop.ask(ReportUsage(events: [MeasuringTests.event(id, "sale", at: at, person: person)]))
  }

  @Test func anHourIsClosedOnceWithEverything() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let before = try await shop.writer.closedHours().count
    let later = Shop.opening + .minutes(20)
    shop.clock.set(later)
    try await report(shop, "a", at: later)
    try await report(shop, "b", at: later, person: 9)
    try await shop.reach(Shop.opening + .minutes(59))
    #expect(try await shop.writer.closedHours().count == before, "the hour is not over")
    for minute in [60, 61, 119] as [Int64] { try await shop.reach(Shop.opening + .minutes(minute)) }
    let closed = try await shop.writer.closedHours().dropFirst(before)
    #expect(closed.count == 1)
    let fact = try #require(closed.first)
    #expect(fact.first == Self.opening && fact.hour == Self.opening)
    #expect(
      fact.counts.map { "\($0.audience) \($0.metric)" } == [
        "bakers till.sale", "sellers activated", "sellers till.sale",
      ])
    #expect(fact.watched == [.init(audience: "sellers", inside: 5, outside: 0)])
    #expect(fact.reported == [.init(system: "till", through: later)])
    #expect(try shop.store.openHours(of: "shop", before: .max).isEmpty)
    let state = try await shop.writer.folded("shop")
    #expect(state.usage["sellers"]?[Usage.activated] == 1)
    #expect(state.counters.tally("bakers", "till.sale", .outside, from: 0, until: .max).count == 1)
    #expect(state.counters.closedThrough == Self.opening)
    #expect(state.counters.reported("till") == later)
    #expect(
      state.counters.personHours("sellers", .inside, from: Self.opening, until: Self.opening + 1) == 5)
  }

  @Test func timePassesWhileAWaveIsUnderWay() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let before = try await shop.writer.closedHours().count
    for hour in 1...5 { try await shop.reach(Shop.opening + .hours(Int64(hour))) }
    let closed = try await shop.writer.closedHours().dropFirst(before)
    #expect(closed.map(\.hour) == (0..<5).map { Self.opening + $0 })
    #expect(closed.allSatisfy { $0.first == $0.hour && $0.counts.isEmpty && $0.reported.isEmpty })
    #expect(closed.map(\.watched.count) == [1, 0, 0, 0, 0], "who is watched is said when it changes")
    try await shop.move(.pause)
    try await shop.reach(Shop.opening + .hours(6))
    #expect(try await shop.writer.closedHours().count == before + 6)
    _ = try await shop.ask(HaltAll(reason: "test"), as: Shop.rosa)
    for hour in 7...9 { try await shop.reach(Shop.opening + .hours(Int64(hour))) }
    let last = try await shop.writer.closedHours().dropFirst(before + 6)
    #expect(last.map(\.watched) == [[.init(audience: "sellers", inside: 0, outside: 5)]], "then nothing is under way")
  }

  @Test func aLeapIsOneFact() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let before = try await shop.writer.closedHours().count
    try await shop.reach(Shop.opening + .hours(1))
    try await shop.reach(Shop.opening + .days(4))
    try await shop.reach(Shop.opening + .days(40))
    let closed = Array(try await shop.writer.closedHours().dropFirst(before))
    #expect(closed.map(\.first) == [Self.opening, Self.opening + 1, Self.opening + 40 * 24 - 1])
    #expect(closed.map(\.hour) == [Self.opening, Self.opening + 4 * 24 - 1, Self.opening + 40 * 24 - 1])
    let state = try await shop.writer.folded("shop")
    #expect(
      state.counters.personHours("sellers", .inside, from: Self.opening, until: .max) == 5 * (4 * 24 + 1),
      "of the long silence nobody knows anything")
  }

  @Test func lateEventsFollowWithTheNextHour() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let sold = Shop.opening + .minutes(5)
    shop.clock.set(sold)
    try await report(shop, "a", at: sold)
    try await shop.reach(Shop.opening + .hours(1))
    let before = try await shop.writer.closedHours().count
    try await report(shop, "b", at: sold, person: 2)
    try await shop.reach(Shop.opening + .minutes(90))
    #expect(try await shop.writer.closedHours().count == before)
    try await shop.reach(Shop.opening + .hours(2))
    let fact = try #require(try await shop.writer.closedHours().last)
    #expect(fact.first == Self.opening + 1 && fact.hour == Self.opening + 1)
    #expect(fact.counts.filter { $0.metric == "till.sale" }.map(\.hour) == [Self.opening])
    let state = try await shop.writer.folded("shop")
    #expect(
      state.counters.tally("sellers", "till.sale", .inside, from: Self.opening, until: Self.opening + 1).count == 2)
  }

  @Test func whoIsWatchedIsToldWhenItChanges() async throws {
    let shop = try await Shop.furnished(MeasuringTests.document)
    try await shop.reach(.at("2026-03-21T10:00:00Z"))
    #expect(
      try await shop.writer.closedHours().map(\.watched) == [
        [.init(audience: "sellers", inside: 0, outside: 5), .init(audience: "bakers", inside: 0, outside: 5)]
      ])
    for hour in 11...14 { try await shop.reach(.at("2026-03-21T\(hour):00:00Z")) }
    #expect(try await shop.writer.closedHours().count == 1)
    let fewer = Shop.people.split(separator: "\n").dropLast().joined(separator: "\n")
    _ = try await shop.ask(ImportPeople(file: Array(fewer.utf8)))
    try await shop.reach(.at("2026-03-21T15:00:00Z"))
    let closed = try await shop.writer.closedHours()
    #expect(closed.last?.watched == [.init(audience: "bakers", inside: 0, outside: 4)])
    #expect(closed.last.map { $0.hour - $0.first } == 4, "the quiet hours are closed with it")
  }

  /// Without metrics and guardrails hours are only written for what was counted or reported.
  @Test func whereNothingIsJudgedItStaysQuiet() async throws {
    let shop = try await Shop.opened()
    for hour in 1...4 { try await shop.reach(Shop.opening + .hours(Int64(hour))) }
    #expect(try await shop.writer.closedHours().isEmpty)
    let now = Shop.opening + .hours(4)
    try await report(shop, "a", at: now)
    try await shop.reach(now + .hours(1))
    #expect(try await shop.writer.closedHours().map(\.counts.count) == [2])
  }

  @Test func countersOfAFormerNameBelongToTheNewOne() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let now = Shop.opening + .minutes(5)
    shop.clock.set(now)
    try await report(shop, "a", at: now)
    let renamed = MeasuringTests.document.replacing("{id: sellers, ", with: "{id: traders, was: sellers, ")
      .replacing("audiences: [sellers]", with: "audiences: [traders]")
    try await shop.apply(renamed)
    try await shop.reach(Shop.opening + .hours(1))
    #expect(try await shop.writer.closedHours().last?.counts.map(\.audience) == ["traders", "traders"])
    #expect(try shop.store.openHours(of: "shop", before: .max).isEmpty)
    #expect(try await shop.writer.folded("shop").usage["traders"]?[Usage.activated] == 1)
  }

  /// Whatever becomes of the append, nothing is lost and nothing counts twice.
  @Test(arguments: FaultyStore.Fault.allCases) func aFailedCloseIsMadeUpFor(_ fault: FaultyStore.Fault) async throws {
    func live(_ store: FaultyStore) async throws -> Shop {
      let shop = try await Shop.furnished(MeasuringTests.document, store)
      try await shop.makeReady()
      try await shop.reach(Shop.opening)
      let now = Shop.opening + .minutes(5)
      shop.clock.set(now)
      for number in 1...5 { try await report(shop, "e\(number)", at: now, person: number) }
      return shop
    }
    let count = FaultyStore(fault, atAppend: 0)
    _ = try await live(count)
    let store = FaultyStore(fault, atAppend: count.appends + 1)
    let shop = try await live(store)
    for minutes in [60, 61, 120, 180] as [Int64] {
      _ = try? await shop.writer.tick()
      try await shop.reach(Shop.opening + .minutes(minutes))
    }
    let state = try await shop.writer.folded("shop")
    #expect(state.usage["sellers"] == ["till.sale": 5, Usage.activated: 5], "\(fault)")
    #expect(state.counters.closedThrough == Self.opening + 2)
    let hours = try await shop.writer.closedHours().map(\.hour)
    #expect(Set(hours).count == hours.count, "no hour is closed twice")
    #expect(try store.openHours(of: "shop", before: .max).isEmpty)
  }
}
