import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

/// A quarry with one wave under way and a guardrail for everything that guardrails can say.
enum GuardedQuarry {
  static let hostile = "Troubles <b>&</b> \"more\""

  static let document = """
    slipway: 1
    programme: quarry
    name: The quarry gets a weighbridge (synthetic)
    starts: 2026-03-02
    systems:
      - {id: bridge, name: Weighbridge, role: new, alias: login, url: "http://bridge.example/"}
      - {id: kiosk, name: "Kiosk <i>", role: new, alias: login, url: "http://kiosk.example/"}
      - {id: slate, name: Slate, role: old, replaced-by: bridge, alias: login, overlap: read, url: "http://slate.example/"}
    calendars:
      - {id: always, days: [mon, tue, wed, thu, fri, sat, sun], hours: "00:00-24:00", staffed: "00:00-24:00"}
    units: [{id: pit}, {id: yard}]
    audiences:
      - {id: pit, name: Pit, units: [pit]}
      - {id: yard, name: Yard, units: [yard]}
    implementation:
      phases: [{id: build, name: Build}]
      items:
        - {id: release, name: Released, phase: build, estimate: 1d, done-by: {approval: [rosa]}}
      conditions: [{id: account, name: an account}]
    metrics:
      - {id: questions, name: Questions, events: [bridge.question]}
      - {id: troubles, name: 'Troubles <b>&</b> "more"', events: [bridge.trouble]}
      - {id: refusals, name: Refusals, kind: share, events: [bridge.refused], of: [bridge.weighing]}
      - {id: queues, name: Queues, events: [kiosk.queue]}
    readiness:
      technical: [{id: released, item: release}]
      people: [{id: accounts, condition: account, share: 50 %}]
    rollout:
      system: [bridge, kiosk]
      waves:
        - id: first
          name: First
          audiences: [pit]
          opens: 2026-03-02
          approver: rosa
          steps: [{share: 100 %, soak: 3h}]
          hypercare: 5d
          guardrails:
            - {id: few-refusals, metric: refusals, compare: threshold, margin: 0.3}
            - {id: questions-expected, metric: questions, compare: threshold, expect: [4], ratio: 1.5}
            - {id: troubles-elsewhere, metric: troubles, compare: inside-unit, ratio: 2}
            - {id: few-troubles, metric: troubles, compare: threshold, margin: 0.5}
            - {id: short-queues, metric: queues, compare: threshold, margin: 1}
        - id: second
          name: Second
          audiences: [yard]
          opens: 2026-06-01
          approver: felix
          guardrails: [{id: like-first, metric: questions, compare: earlier-waves, ratio: 2}]

    """

  /// The list of people, forty in the pit and four in the yard.
  static var people: String {
    (1...44).reduce(into: "number,name,email,login,kind,unit,site,role,primary,share,from,to\n") { text, number in
      text +=
        "Q\(number),Person \(number),q\(number)@quarry.example,q\(number),employee,\(number <= 40 ? "pit" : "yard"),"
        + "hill,hand,yes,100,2020-01-01,\n"
    }
  }

  private static var accounts: String {
    (1...44).reduce(into: "person,item,state,as_of,source\n") { text, number in
      text += "Q\(number),account,met,2026-03-02T08:00:00Z,desk\n"
    }
  }

  /// Four hours into the first wave.
  ///
  /// - Parameter troubles: how many there were; many are harm.
  static func run(
    troubles: Int, _ body: @Sendable (PageFixture, any TestClientProtocol, PageVisitor) async throws -> Void
  ) async throws {
    try await PageFixture.run(document, people: people) { fixture, client in
      let rosa = try await fixture.visitor("rosa", .rolloutManager, client)
      let writer = fixture.services.writer
      _ = try await writer.perform(ImportConditions(file: Array(accounts.utf8)), as: .localOperator)
      _ = try await writer.perform(Approve(subject: "release"), as: .account("rosa"))
      _ = try await writer.perform(Approve(subject: "first"), as: .account("rosa"))
      try await writer.tick()
      #expect(try await writer.perform(ShowStatus(), as: .localOperator).waves[0].phase == "open")
      fixture.clock.advance(to: .at("2026-03-02T13:05:00Z"))
      _ = try await writer.perform(
        ReportUsage(
          events: events("trouble", troubles) + events("weighing", 300) + events("question", 36),
          through: [ReportUsage.Through(system: "bridge", through: "2026-03-02T13:00:00Z")]),
        as: .localOperator)
      try await writer.tick()
      try await body(fixture, client, rosa)
    }
  }

  private static func events(_ metric: String, _ count: Int) -> [ReportUsage.Event] {
    (0..<count).map { number in
      ReportUsage.Event(
        id: "\(metric)-\(number)", at: "2026-03-02T1\(number % 3):30:00Z", system: "bridge",
        person: "q\(1 + number % 40)", metric: metric)
    }
  }
}
