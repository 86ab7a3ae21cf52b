import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

/// Runs on pages and over HTTP: what is shown to whom, and what is refused.
@Suite struct RunBoardTests {
  private static let people =
    "number,name,email,login,kind,unit,site,role,primary,share,from,to\n"
    + "Q1,Person 1,q1@quay.example,q1,employee,quay,hill,hand,yes,100,2020-01-01,\n"

  /// A cutover whose steps wait for people, so that nothing outside is needed.
  private static let document = """
    slipway: 1
    programme: quay
    name: A quay gets a crane (synthetic)
    starts: 2026-02-02
    systems: [{id: crane, role: new}, {id: rope, role: old, replaced-by: crane}]
    audiences: [{id: riggers, name: Riggers <b>, units: [quay]}]
    implementation:
      phases: [{id: build}]
      items: [{id: agreed, name: Agreed, phase: build, estimate: 1d, done-by: {approval: [rosa]}}]
      components: [{id: base, name: "The <base>", probe: {tcp: "127.0.0.1:9"}}]
    readiness:
      technical: [{id: agreed, item: agreed}]
      people: [{id: told, item: agreed}]
    rollout:
      system: crane
      waves:
        - id: first
          name: First
          audiences: [riggers]
          opens: 2026-03-02
          approver: rosa
          cutover:
            no-return: two
            sandbox: {folder: /srv/sandbox, replaces: {/srv/live: /srv/sandbox}}
            steps:
              - {id: one, name: "Step <one>", owner: hanna, takes: 10m, confirm: true, reverse: {confirm: true}}
              - {id: two, name: Step two, owner: rosa, takes: 20m, after: [one], confirm: true}
              - {id: three, name: Step three, owner: rosa, after: [two], confirm: true}
    """

  private static func run(
    _ body: @Sendable (PageFixture, any TestClientProtocol, PageVisitor, PageVisitor) async throws -> Void
  ) async throws {
    try await PageFixture.run(document, people: people) { fixture, client in
      let rosa = try await fixture.visitor("rosa", .rolloutManager, client)
      let hanna = try await fixture.visitor("hanna", .departmentHead, audiences: ["riggers"], client)
      try await body(fixture, client, rosa, hanna)
    }
  }

  private static func key(_ page: String, _ form: String) -> String {
    guard let start = page.range(of: "id=\"\(form)\""),
      let key = page[start.upperBound...].firstMatch(of: /name="key" value="([^"]*)"/)
    else { return "" }
    return String(key.1)
  }

  private static func order(_ visitor: PageVisitor, _ procedure: String, of: String, key: String = "") async throws
    -> TestResponse
  {
    try await visitor.post(
      "/runs",
      [("form", "order-\(procedure)"), ("procedure", procedure), ("of", of), ("reason", "now"), ("key", key)])
  }

  private static func say(
    _ visitor: PageVisitor, _ move: String, _ step: String, _ detail: String = ""
  ) async throws -> TestResponse {
    try await visitor.post("/runs/1/moves", [("move", move), ("step", step), ("detail", detail)])
  }

  @Test func aRehearsalFromItsOrderToItsEnd() async throws {
    try await Self.run { _, _, rosa, hanna in
      let empty = try await rosa.get("/runs").page
      #expect(empty.contains("Nothing has been carried out yet.") && empty.contains("Every component"))
      let ordered = try await Self.order(rosa, "rehearsal", of: "first", key: Self.key(empty, "order-rehearsal"))
      #expect(ordered.status == .seeOther && ordered.headers[.location] == "/runs/1?done=ordered")
      // The same form sent twice is one order.
      let twice = try await Self.order(rosa, "rehearsal", of: "first", key: Self.key(empty, "order-rehearsal"))
      #expect(twice.headers[.location] == "/runs/1?done=ordered")
      let board = try await rosa.get("/runs/1").page
      #expect(board.contains("Step &lt;one&gt;") && !board.contains("Step <one>"))
      #expect(board.contains("waits for hanna") && board.contains("after “Step &lt;one&gt;”"))
      #expect(board.contains("A rehearsal: it happens in the sandbox"))
      #expect(board.contains("30 min planned") && board.contains("data-running="))
      // Of what has no planned time nothing else is said.
      let third = try #require(board.range(of: "id=\"step-three\""))
      #expect(board[third.upperBound...].prefix(500).contains("data-label=\"Planned\"><span class=\"muted\">–</span>"))
      #expect(!board.contains(">Acknowledge<"), "the first step is not rosa's")
      #expect(board.contains("Roll back…") && board.contains("Cancel…"))
      let mine = try await hanna.get("/runs/1").page
      #expect(mine.contains("It is your turn:") && mine.contains(">Acknowledge<") && !mine.contains("Roll back…"))
      #expect(try await Self.say(rosa, "done", "one").status == .forbidden)
      #expect(
        try await Self.say(hanna, "acknowledge", "one").headers[.location] == "/runs/1?done=acknowledged#step-one")
      #expect(try await hanna.get("/runs/1").page.contains("acknowledged by hanna"))
      #expect(try await Self.say(hanna, "done", "one", "I <saw> it").status == .seeOther)
      #expect(try await rosa.get("/runs/1").page.contains("I &lt;saw&gt; it"))
      #expect(try await Self.say(rosa, "done", "two").status == .seeOther)
      let past = try await rosa.get("/runs/1").page
      #expect(
        past.contains("Past the point of no return.") && !past.contains("Roll back…") && !past.contains("Cancel…"))
      #expect(try await Self.say(rosa, "back", "", "no").status == .conflict)
      #expect(try await Self.say(rosa, "done", "three").status == .seeOther)
      let over = try await rosa.get("/runs/1").page
      #expect(
        over.contains("succeeded") && !over.contains("data-running=")
          && !over.contains("<form method=\"post\" action=\"/runs/1"))
      #expect(try await rosa.get("/runs").page.contains("3 of 3"))
    }
  }

  @Test func whatFailsGoesBackAndSaysInWhichOrder() async throws {
    try await Self.run { _, _, rosa, hanna in
      _ = try await Self.order(rosa, "rehearsal", of: "first")
      _ = try await Self.say(hanna, "done", "one")
      let silent = try await Self.say(rosa, "failed", "two")
      #expect(silent.status == .badRequest && silent.page.contains("What failed is wanted."))
      #expect(silent.page.contains("<details id=\"move-failed-two\" open>"))
      _ = try await Self.say(rosa, "failed", "two", "It <broke>")
      let back = try await hanna.get("/runs/1").page
      #expect(back.contains("Being undone, last step first") && back.contains("It &lt;broke&gt;"))
      #expect(back.contains("It is your turn:"), "its reverse is hers, too")
      _ = try await Self.say(hanna, "done", "one", "undone")
      let over = try await rosa.get("/runs/1").page
      #expect(over.contains("gone back") && over.contains("Undone, last step first") && over.contains("It went back:"))
      #expect(over.contains("not begun") && over.contains("Point of no return: it was not reached."))
    }
  }

  @Test func aCutoverSaysWhomItLetsInAndComesBackRefused() async throws {
    try await Self.run { fixture, _, rosa, hanna in
      let offered = try await rosa.get("/runs").page
      #expect(
        offered.contains(
          "Carries out 3 steps and lets in Riggers &lt;b&gt; (1 person), as far as they meet their conditions."))
      #expect(offered.contains("Until “Step two” is done, everything can be undone; after it nothing is."))
      let refused = try await rosa.post(
        "/runs",
        [("form", "order-cutover-first"), ("procedure", "cutover"), ("of", "first"), ("reason", "be \"quick\"")])
      #expect(refused.status == .conflict && refused.page.contains("The cutover of First cannot begin now."))
      #expect(
        refused.page.contains("value=\"be &quot;quick&quot;\"")
          && refused.page.contains("<details id=\"order-cutover-first\" open>"))
      let heads = try await hanna.get("/runs").page
      #expect(!heads.contains("<details"))
      #expect(try await Self.order(hanna, "cutover", of: "first").status == .forbidden)
      #expect(try await Self.order(hanna, "bring-up", of: "").status == .forbidden)
      #expect(try await Self.order(rosa, "sideways", of: "first").status == .badRequest)
      #expect(try await Self.order(rosa, "load", of: "nothing").status == .notFound)
      #expect(try await rosa.get("/runs/1").status == .notFound)
      for number in ["0", "-1", "x", "99999999999999999999", "1%2F2"] {
        #expect(try await rosa.get("/runs/\(number)").status == .notFound, "\(number)")
      }
      #expect(try await rosa.post("/runs/1/moves", [("move", "explode")]).status == .notFound)
      #expect(try await fixture.services.writer.perform(ShowRuns(), as: .localOperator).runs.isEmpty)
    }
  }

  @Test func lengthsOfTime() {
    let said = [0, 59, 60, 61, 3_599, 3_600, 3_660, 86_399, 86_400, 90_000, 176_400, -5].map { RunWords.length($0) }
    #expect(
      said == [
        "0 s", "59 s", "1 min", "1 min 1 s", "59 min 59 s", "1 h", "1 h 1 min", "23 h 59 min", "1 d", "1 d 1 h",
        "2 d 1 h", "0 s",
      ])
    #expect(RunWords.length(.max).hasSuffix("h") && RunWords.length(.min) == "0 s")
  }
}
