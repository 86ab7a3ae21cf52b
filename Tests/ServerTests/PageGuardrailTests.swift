import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

@Suite struct PageGuardrailTests {
  /// The part of a page about one guardrail.
  private static func part(_ id: String, _ page: String) throws -> String {
    let start = try #require(page.firstRange(of: "id=\"guardrail-\(id)\""), "\(id) is on the page")
    let rest = page[start.lowerBound...]
    return String(rest[..<(rest.firstRange(of: "</article>")?.lowerBound ?? rest.endIndex)])
  }

  @Test func eachGuardrailSaysWhatItSaysAndHowSureThatIs() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      let answer = try await rosa.get("/waves/first/guardrails")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/waves/first/guardrails")
      let page = answer.page
      let view = try await fixture.services.writer.perform(ShowGuardrails(wave: "first"), as: .localOperator)
      let verdicts = Dictionary(uniqueKeysWithValues: view.waves[0].guardrails.map { ($0.id, $0.verdict) })
      #expect(verdicts["few-troubles"] == "harm")
      #expect(verdicts["few-refusals"] == "inside")
      #expect(verdicts["questions-expected"] == "undecided")
      #expect(verdicts["short-queues"] == "no data")
      // Worst first.
      let order = page.matches(of: /id="guardrail-([a-z-]+)"/).map { String($0.output.1) }
      #expect(order.count == 5 && order.first == "few-troubles" && order[1] == "short-queues")
      #expect(order.last == "few-refusals")
      for guardrail in view.waves[0].guardrails {
        let part = try Self.part(guardrail.id, page)
        #expect(part.contains("\(HTMLText.escape(guardrail.sentence))</p>"), "\(guardrail.id): whole sentence")
        #expect(part.contains("</span> \(guardrail.words)</span>"), "\(guardrail.id): word and symbol")
        #expect(part.contains("<dt>Tolerated</dt>"))
        if let entry = guardrail.entry { #expect(part.contains("href=\"/journal/\(entry)\"")) }
        #expect(part.contains("class=\"band\"") == (guardrail.estimate != nil))
      }
      let harm = try Self.part("few-troubles", page)
      #expect(harm.contains("<dt>Counted</dt><dd>200 in "))
      #expect(harm.contains("<dt>Decision</dt><dd>decided</dd>") && harm.contains("<dt>Statistic</dt><dd>ln e = "))
      #expect(harm.contains("up to 0.5</dd>"))
      let silent = try Self.part("short-queues", page)
      #expect(silent.contains("Kiosk &lt;i&gt; has reported nothing yet"))
      #expect(silent.contains("<dt>No data since</dt><dd><time datetime=\"2026-03-02T"))
      #expect(try Self.part("few-refusals", page).contains("<dd>0 of 300</dd>"))
    }
  }

  @Test func namesAreEscapedInEveryPlace() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      for address in ["/waves/first/guardrails", "/guardrails", "/waves", "/today"] {
        let answer = try await rosa.get(address)
        PageTests.expectSound(answer, address)
        #expect(!answer.page.contains("<b>&"), "\(address)")
        #expect(answer.page.contains(HTMLText.escape(GuardedQuarry.hostile)), "\(address)")
      }
    }
  }

  @Test func harmIsAmongWhatNeedsSomebodyAndStandsOnTheCard() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      let today = try await rosa.get("/today").page
      let needs = try #require(today.firstMatch(of: /<ul class="needs">([\s\S]*?)<\/ul>/)?.output.1)
      #expect(needs.contains("First is paused. ") && needs.contains(": worse than tolerated since "))
      #expect(needs.contains("<a href=\"/waves/first/guardrails\">See the guardrails</a>"))
      #expect(needs.ranges(of: "worse than tolerated").count == 1, "said once")
      let waves = try await rosa.get("/waves").page
      #expect(waves.contains("href=\"/waves/first/guardrails\">Guardrails"))
      #expect(waves.contains("href=\"/waves/first/guardrails#guardrail-few-troubles\""))
      #expect(waves.contains("</span> worse than tolerated</span>"))
      #expect(waves.contains("From its opening on it is watched: Questions."))
    }
  }

  @Test func aGuardrailThatShowsHarmCannotBeTakenOutOfTheDocument() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      let line = "- {id: few-troubles, metric: troubles, compare: threshold, margin: 0.5}"
      #expect(GuardedQuarry.document.contains(line))
      func apply(_ document: String) async throws {
        let writer = fixture.services.writer
        let receipt = try await writer.perform(ShowReceipt(document: document), as: .localOperator)
        _ = try await writer.perform(
          ApplyDocument(document: document, reason: "it disturbs", receipt: receipt.digest), as: .localOperator)
      }
      let without = GuardedQuarry.document.replacing(line, with: "")
      await #expect { try await apply(without) } throws: { error in
        (error as? Problem).map { $0.code == .wrongPhase && $0.detail.contains("few-troubles") } ?? false
      }
      // With a looser line it still shows the harm that was found; once somebody has answered for going on, it may go.
      try await apply(GuardedQuarry.document.replacing(line, with: line.replacing("0.5", with: "50")))
      _ = try await fixture.services.writer.perform(
        MoveWave(wave: "first", move: .resume, reason: "the weighbridge was repaired"), as: .account("rosa"))
      try await apply(without)
    }
  }

  @Test func aDoubtThatHoldsAWaveIsAmongWhatNeedsSomebody() async throws {
    try await GuardedQuarry.run(troubles: 0) { fixture, client, rosa in
      let status = try await fixture.services.writer.perform(ShowStatus(), as: .localOperator)
      #expect(status.waves[0].phase == "open" && !status.waves[0].blockers.isEmpty)
      let needs = try #require(
        try await rosa.get("/today").page.firstMatch(of: /<ul class="needs">([\s\S]*?)<\/ul>/)?.output.1)
      #expect(needs.contains("First: Queues: Kiosk &lt;i&gt; has reported nothing yet"))
      #expect(needs.contains("/waves/first/guardrails#guardrail-short-queues"))
      #expect(!needs.contains("few-refusals"))
    }
  }

  @Test func onlyItsApproverIsOfferedToAcceptADoubt() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      let page = try await rosa.get("/waves/first/guardrails").page
      for id in ["questions-expected", "short-queues", "troubles-elsewhere"] {
        #expect(page.contains("action=\"/guardrails/\(id)/accept\""), "\(id)")
      }
      for id in ["few-troubles", "few-refusals"] {
        #expect(!page.contains("action=\"/guardrails/\(id)/accept\""), "\(id)")
      }
      for (account, role) in [("marta", AccountRole.programmeManager), ("felix", .executive)] {
        let visitor = try await fixture.visitor(account, role, client)
        let seen = try await visitor.get("/waves/first/guardrails")
        #expect(seen.status == .ok && !seen.page.contains("/accept\""), "\(account)")
        let tried = try await visitor.post(
          "/guardrails/short-queues/accept", [("wave", "first"), ("reason", "on my word")])
        #expect(tried.status == .forbidden && tried.page.contains("role=\"alert\""), "\(account)")
        #expect(try await visitor.get("/waves/first/guardrails").page.contains("Accepted by") == false)
      }
    }
  }

  @Test func aDoubtIsAcceptedOnceWithAReasonThatIsNotLost() async throws {
    try await GuardedQuarry.run(troubles: 200) { fixture, client, rosa in
      let empty = try await rosa.post("/guardrails/short-queues/accept", [("wave", "first"), ("reason", "  ")])
      #expect(empty.status == .badRequest)
      PageTests.expectSound(empty, "accept")
      #expect(empty.page.contains("A doubt is accepted with a reason."))
      #expect(empty.page.contains("<details id=\"accept-short-queues\" class=\"guardrail-accept\" open>"))
      #expect(!empty.page.contains("data-live"))
      let harm = try await rosa.post(
        "/guardrails/few-troubles/accept", [("wave", "first"), ("reason", "it <will> pass")])
      #expect(harm.status == .conflict && harm.page.contains("shows harm, and harm is not accepted"))
      for _ in 1...2 {
        let sent = try await rosa.post(
          "/guardrails/short-queues/accept",
          [("wave", "first"), ("reason", "no kiosk <yet>"), ("key", "once")])
        #expect(sent.status == .seeOther)
        #expect(
          sent.headers[.location] == "/waves/first/guardrails?done=accept#guardrail-short-queues")
      }
      let page = try await rosa.get("/waves/first/guardrails?done=accept").page
      #expect(page.contains("The doubt was accepted."))
      let part = try Self.part("short-queues", page)
      #expect(part.contains("<dt>Accepted by</dt><dd>rosa: no kiosk &lt;yet&gt;</dd>") && !part.contains("<form"))
      let entries = try await fixture.services.writer.perform(ShowJournal(limit: 2_000), as: .localOperator).entries
      #expect(entries.filter { $0.kind == "doubtAccepted" }.count == 1)
    }
  }

  @Test func theListOfAllBeginsWithWhatIsUnderWay() async throws {
    try await GuardedQuarry.run(troubles: 0) { fixture, client, rosa in
      let page = try await rosa.get("/guardrails").page
      let first = try #require(page.firstRange(of: "id=\"of-first\""))
      let second = try #require(page.firstRange(of: "id=\"of-second\""))
      #expect(first.lowerBound < second.lowerBound)
      #expect(try Self.part("like-first", page).contains("not begun"))
      #expect(page.contains("in at most 5 % of all cases"))
      #expect(try await rosa.get("/waves/nowhere/guardrails").status == .notFound)
      let unknown = try await rosa.post("/guardrails/nothing/accept", [("wave", "first"), ("reason", "x")])
      #expect(unknown.status == .notFound)
      let pia = try await fixture.visitor("pia", .participant, person: "Q1", client)
      for address in ["/guardrails", "/waves/first/guardrails"] {
        #expect(try await pia.get(address).status == .forbidden, "\(address)")
      }
      let sent = try await pia.post("/guardrails/short-queues/accept", [("wave", "first"), ("reason", "x")])
      #expect(sent.status == .forbidden)
    }
  }

  // MARK: Band

  private static func band(
    _ estimate: Double?, _ lower: Double?, _ upper: Double?, line: Double, less: Bool = false, multiple: Bool = false
  ) -> String? {
    BandChart(
      estimate: estimate, lower: lower, upper: upper, line: line, less: less, multiple: multiple, caption: "c",
      label: { "\($0) <" })?.svg
  }

  private static func numbers(_ name: String, _ svg: String) -> [Int] {
    svg.matches(of: /(x|x1|width)="(-?\d+)"/).compactMap { $0.output.1 == name ? Int($0.output.2) : nil }
  }

  @Test func aBandShowsItsEndsItsMiddleAndItsLine() throws {
    let svg = try #require(Self.band(2, 1, 3, line: 5))
    #expect(svg.contains("aria-labelledby=\"c\"") && svg.contains("role=\"img\""))
    #expect(svg.ranges(of: "band-end").count == 2 && svg.ranges(of: "band-estimate").count == 1)
    #expect(svg.contains("5.0 &lt; tolerated") && svg.contains(">worse<") && !svg.contains("band-arrow"))
    // The line lies right of the band, and the ground beyond it reaches to the right.
    let limit = try #require(svg.firstMatch(of: /band-limit" x1="(\d+)"/).flatMap { Int($0.output.1) })
    let bar = try #require(svg.firstMatch(of: /band-bar" x="(\d+)" y="\d+" width="(\d+)"/))
    #expect((Int(bar.output.1) ?? 0) + (Int(bar.output.2) ?? 0) < limit)
    #expect(svg.contains("band-beyond\" x=\"\(limit)\""))
    let less = try #require(Self.band(2, 1, 3, line: 0.5, less: true))
    #expect(less.contains("band-beyond\" x=\"0\""))
  }

  @Test func aSideThatIsNotKnownEndsInAnArrow() throws {
    for (lower, upper) in [(nil, 3.0), (1.0, nil), (nil, nil)] as [(Double?, Double?)] {
      let svg = try #require(Self.band(2, lower, upper, line: 5))
      #expect(svg.ranges(of: "band-arrow").count == [lower, upper].count { $0 == nil })
    }
    // Down to nothing is endless in equal factors.
    #expect(try #require(Self.band(1, 0, 3, line: 2, multiple: true)).ranges(of: "band-arrow").count == 1)
    #expect(Self.band(nil, nil, nil, line: 5) == nil)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func noFigureLeavesTheDrawing(_ seed: UInt64) {
    var dice = PageDice(seed: seed)
    let wild: [Double?] = [
      nil, 0, -0.0, 1, -1, 1e-300, 1e300, -1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity,
      -.infinity, .nan, 0.3, 7,
    ]
    func draw() -> Double? { wild[Int(dice.next() % UInt64(wild.count))] }
    guard
      let svg = Self.band(
        draw(), draw(), draw(), line: draw() ?? 1, less: dice.next() % 2 == 0, multiple: dice.next() % 2 == 0)
    else { return }
    let places = svg.matches(of: /(?:x|x1|x2)="(-?\d+)"/).compactMap { Int($0.output.1) }
    #expect(places.allSatisfy { (-4...364).contains($0) }, "\(svg)")
    #expect(svg.matches(of: /width="(-?\d+)"/).allSatisfy { (Int($0.output.1) ?? -1) >= 0 }, "\(svg)")
  }
}
