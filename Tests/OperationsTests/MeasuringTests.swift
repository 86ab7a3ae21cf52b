import Operations
import SequentialTests
import Slipway
import Testing

/// What systems report: whom it is about, in which arm, how often it counts, and how far it reaches.
@Suite struct MeasuringTests {
  static let document = Shop.document.replacing(
    "rollout:\n",
    with: """
      metrics:
        - {id: sales, kind: count, events: [till.sale]}
        - {id: callers, kind: count, events: [till.call], once: day}
        - {id: starters, kind: count, events: [till.call], once: ever}
        - {id: speed, kind: quantile, events: [till.answer, drawer.answer]}
        - {id: mood, kind: score, events: [till.mood], least: 1, most: 5}
      rollout:

      """)

  static let noon = Timestamp.at("2026-03-30T12:00:00Z")

  static func event(
    _ id: String, _ metric: String, at: Timestamp = noon, system: String = "till", person: Int = 1,
    value: Double? = nil
  ) -> ReportUsage.Event {
    ReportUsage.Event(
      id: id, at: at.description, system: system, person: "u\(person)", metric: metric, value: value)
  }

  /// What every open counter holds, hours put together: `audience metric arm`.
  private func sums(_ shop: Shop) throws -> [String: Int] {
    let open = try shop.store.openHours(of: "shop", before: .max)
    return Dictionary(grouping: open) { "\($0.audience) \($0.metric) \($0.arm?.rawValue ?? "-")" }
      .mapValues { $0.map(\.count).reduce(0, +) }
  }

  private func opened() async throws -> Shop {
    let shop = try await Shop.opened(Self.document)
    shop.clock.set(Self.noon)
    return shop
  }

  @Test func theArmIsThatOfTheEventsTime() async throws {
    let shop = try await opened()
    let events = [
      Self.event("a", "sale", at: Shop.opening - .minutes(1)), Self.event("b", "sale", at: Shop.opening),
      Self.event("c", "sale", person: 9), Self.event("d", "sale", system: "drawer"),
    ]
    #expect(try await shop.ask(ReportUsage(events: events)).taken == 4)
    #expect(
      try sums(shop) == [
        "sellers till.sale outside": 1, "sellers till.sale inside": 1, "bakers till.sale outside": 1,
        "sellers drawer.sale inside": 1, "sellers activated inside": 1,
      ])
  }

  @Test func everyMetricCountsPeopleInItsOwnWay() async throws {
    let shop = try await opened()
    let yesterday = Self.noon - .days(1)
    let events = (0..<3).flatMap { number in
      [
        Self.event("a\(number)", "call"), Self.event("b\(number)", "call", at: yesterday),
        Self.event("c\(number)", "call", person: 8), Self.event("d\(number)", "call", at: yesterday, person: 8),
      ]
    }
    #expect(try await shop.ask(ReportUsage(events: events)).taken == 12)
    // Person 1 came in between the two days, and counts once before and once after.
    #expect(
      try sums(shop) == [
        "sellers till.call inside": 3, "sellers till.call outside": 3, "bakers till.call outside": 6,
        "sellers till.call/day inside": 1, "sellers till.call/day outside": 1, "bakers till.call/day outside": 2,
        "sellers till.call/ever inside": 1, "sellers till.call/ever outside": 1, "bakers till.call/ever outside": 1,
        "sellers activated inside": 1,
      ])
    let again = try await shop.ask(ReportUsage(events: events))
    #expect(again == ReportUsage.Reply(taken: 0, duplicates: events.map(\.id).sorted(), tooOld: [], dropped: []))
  }

  @Test func valuesAreKeptAndSketchedWhereAMetricAsksForQuantiles() async throws {
    let shop = try await opened()
    let values = [0.1, 0.4, 2.5]
    let events = values.enumerated().flatMap { number, value in
      [Self.event("a\(number)", "answer", value: value), Self.event("s\(number)", "sale", value: value)]
    }
    #expect(try await shop.ask(ReportUsage(events: events)).taken == 6)
    var moments = Moments()
    var sketch = ValueSketch()
    for value in values {
      try moments.add(value)
      try sketch.add(value)
    }
    let open = try shop.store.openHours(of: "shop", before: .max)
    let answers = try #require(open.first { $0.metric == "till.answer" })
    #expect(answers.count == 3 && answers.values == moments && answers.sketch == sketch)
    let sales = try #require(open.first { $0.metric == "till.sale" })
    #expect(sales.count == 3 && sales.values == moments && sales.sketch == nil)
    let activated = try #require(open.first { $0.metric == Usage.activated })
    #expect(activated.count == 1 && activated.values == nil)
  }

  @Test func whatCannotBeReadIsNamed() async throws {
    let shop = try await opened()
    var broken = Self.event("time", "sale")
    broken.at = "noon"
    let events = [
      broken, Self.event("nan", "sale", value: .nan), Self.event("infinite", "sale", value: .infinity),
      Self.event("huge", "sale", value: 1e61), Self.event("slash", "call/day"), Self.event("empty", ""),
      Self.event("system", "sale", system: "shelf"), Self.event("person", "sale", person: 99),
      Self.event("low", "mood", value: 0.5), Self.event("high", "mood", value: 6),
      Self.event("mood", "mood", value: 5), Self.event("old", "sale", at: Self.noon - .days(15)),
      Self.event("large", "sale", value: -1e60),
    ]
    let reply = try await shop.ask(ReportUsage(events: events))
    #expect(reply.taken == 2)
    #expect(reply.tooOld == ["old"])
    #expect(
      reply.dropped == [
        "time", "nan", "infinite", "huge", "slash", "empty", "system", "person", "low", "high",
      ])
    // What was dropped may be sent again, mended.
    #expect(try await shop.ask(ReportUsage(events: [Self.event("nan", "sale", value: 1)])).taken == 1)
  }

  @Test func nobodyIsMeasuredWhereTheirEntityAllowsNone() async throws {
    let document = Self.document.replacing(
      "units: [{id: front}", with: "legal-entities: [{id: quiet, measuring: none}]\nunits: [{id: front}")
    let shop = try await Shop.opened(document)
    let people = Shop.people.split(separator: "\n").enumerated().map { line, text in
      line == 0 ? "\(text),entity" : "\(text),\(line <= 2 ? "quiet" : "")"
    }
    _ = try await shop.ask(ImportPeople(file: Array(people.joined(separator: "\n").utf8)))
    try await shop.reach(Self.noon)
    let reply = try await shop.ask(
      ReportUsage(events: [Self.event("a", "sale"), Self.event("b", "sale", person: 3)]))
    #expect(reply.taken == 1 && reply.dropped == ["a"])
    // Those who may not be measured are not among the watched either.
    let watched = try await shop.writer.folded("shop").counters.watched("sellers")
    #expect(watched?.inside == 3 && watched?.outside == 0)
  }

  @Test func aSystemSaysHowFarItHasReported() async throws {
    let shop = try await opened()
    func reports() throws -> [String] {
      try shop.store.reports(of: "shop").map { "\($0.system) \($0.through)" }
    }
    func say(_ system: String, _ at: String) async throws {
      let reply = try await shop.ask(ReportUsage(events: [], through: [.init(system: system, through: at)]))
      #expect(reply == ReportUsage.Reply(taken: 0, duplicates: [], tooOld: [], dropped: []))
    }
    try await say("till", "2026-03-30T10:00:00Z")
    #expect(try reports() == ["till 2026-03-30T10:00:00Z"])
    try await say("till", "2026-03-30T09:00:00Z")
    #expect(try reports() == ["till 2026-03-30T10:00:00Z"])
    // The newest event says so as well, also one of somebody unknown; nobody knows the future.
    _ = try await shop.ask(
      ReportUsage(events: [
        Self.event("a", "sale", at: Self.noon - .minutes(5)), Self.event("b", "sale", at: Self.noon - .minutes(9)),
        Self.event("c", "sale", at: Self.noon - .minutes(7), system: "drawer", person: 99),
        Self.event("d", "sale", system: "shelf"),
      ]))
    #expect(try reports() == ["drawer 2026-03-30T11:53:00Z", "till 2026-03-30T11:55:00Z"])
    try await say("drawer", "2099-01-01T00:00:00Z")
    #expect(try reports().first == "drawer 2026-03-30T12:00:00Z")
    for bad in [ReportUsage.Through(system: "shelf", through: "2026-03-30"), .init(system: "till", through: "soon")] {
      let events = [Self.event("z", "sale", at: Self.noon)]
      let code = await problem { try await shop.ask(ReportUsage(events: events, through: [bad])) }
      #expect(code == (bad.system == "shelf" ? .unknownSubject : .malformedRequest))
    }
    #expect(try reports().last == "till 2026-03-30T11:55:00Z", "a refused batch takes nothing")
  }

  @Test func aListIsReadRowByRow() throws {
    let text = """
      id;at;system;person;metric;value
      b;2026-03-30T12:00:00Z;till;u1;sale;2.5
      a;2026-03-30T11:00:00Z;till;u2;sale;
      c;yesterday;till;u1;sale;
      d;2026-03-30T12:00:00Z;till;;sale;
      e;2026-03-30T12:00:00Z;till;u1;sale;nan
      f;2026-03-30T12:00:00Z;till;u1
      g;2026-03-30T12:00:00Z;till;u3;sale;-1e3
      """
    let list = try UsageList.read(Array(text.utf8))
    #expect(list.events.map(\.id) == ["a", "b", "g"])
    #expect(list.events.map(\.value) == [nil, 2.5, -1_000])
    #expect(list.problems.map { "\($0.line ?? 0):\($0.column ?? 0)" }.prefix(3) == ["4:2", "5:4", "6:6"])
    #expect(list.problems.map(\.line) == [4, 5, 6, 7])
    #expect(throws: Problem.self) { try UsageList.read(Array("id,at,system\n1,2,3\n".utf8)) }
    #expect(throws: Problem.self) { try UsageList.read([]) }
    let many = "id,at,system,person,metric\n" + (0..<12_001).map { "e\($0),2026-03-30,till,u1,sale\n" }.joined()
    #expect(try UsageList.read(Array(many.utf8)).batches.map(\.count) == [5_000, 5_000, 2_001])
  }
}

extension Writer {
  /// Everything that closed hours have brought into the journal, by their facts.
  func closedHours() throws -> [ClosedHour] {
    try EntryCodec.decode(store.entries(after: 0, limit: 10_000)).compactMap { entry in
      if case .hourClosed(let closed) = entry.fact { closed } else { nil }
    }
  }

  /// What the journal alone comes to.
  func folded(_ programme: Key<Programme>) throws -> State {
    State(programme: programme, entries: try EntryCodec.decode(store.entries(after: 0, limit: 10_000)))
  }
}
