import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

@Suite struct PagePlanningTests {
  private static func quarry(
    _ document: String = PageQuarry.document(),
    _ body: @Sendable (PageFixture, any TestClientProtocol) async throws -> Void
  ) async throws {
    try await PageFixture.run(document, people: PageQuarry.people, body)
  }

  // MARK: Plan

  @Test func thePlanSaysWhoDoesItWhenAndWhatIsToSpare() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let answer = try await marta.get("/plan")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/plan")
      let page = answer.page
      #expect(page.contains("Ada &lt;fitter&gt;") && page.contains("2 × Crew"))
      #expect(page.contains("◆ critical") && page.contains("misses its deadline"))
      // The one fitter does one after the other, and the page says so.
      #expect(page.contains("waits for Ada &lt;fitter&gt;, held by “"))
      #expect(page.contains("; no plan ends "))
      #expect(page.contains("working hours (") && page.contains(">delays "))
      // Nine days of Ada and the cable.
      #expect(page.contains("<dt>Cost</dt><dd>") && page.contains("150.00 GBP"))
      #expect(page.contains("<a href=\"#item-ground\">Ground dug &amp; &lt;strong&gt;levelled&lt;/strong&gt;</a>"))
      #expect(page.contains("id=\"item-ground\""))
      #expect(!page.contains("<strong>levelled") && !page.contains("<fitter>"))
      #expect(page.contains("not agreed on") && page.contains("gantt-opens"))
    }
  }

  @Test func thePathStandsInTheOrderInWhichItsItemsWait() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let plan = try await fixture.services.writer.perform(ShowPlan(), as: .localOperator)
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let page = try await marta.get("/plan").page
      let list = try #require(page.firstMatch(of: /<ol class="path">([\s\S]*?)<\/ol>/)?.output.1)
      let ids = list.matches(of: /href="#item-([^"]*)"/).map { String($0.output.1) }
      #expect(!ids.isEmpty && ids == plan.criticalPath)
    }
  }

  @Test func agreeingOnAPlanIsSaidAndComparedWith() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      #expect(try await marta.get("/plan").page.contains("action=\"/plan/baseline\""))
      let empty = try await marta.post("/plan/baseline", [("title", "   ")])
      #expect(empty.status == .badRequest)
      PageTests.expectSound(empty, "/plan/baseline")
      #expect(empty.page.contains("A baseline needs a name") && empty.page.contains("<details id=\"agree\" open>"))
      #expect(!empty.page.contains("data-live"))
      for _ in 1...2 {
        let sent = try await marta.post("/plan/baseline", [("title", "By the <board>"), ("key", "once")])
        #expect(sent.status == .seeOther)
        #expect(sent.headers[.location] == "/plan?done=baseline")
      }
      let page = try await marta.get("/plan?done=baseline").page
      #expect(page.contains("The plan was agreed on."))
      #expect(page.contains("By the &lt;board&gt;") && page.contains("GBP, the same)"))
      #expect(page.contains("on the day") && page.contains("gantt-agreed"))
      let entries = try await fixture.services.writer.perform(ShowJournal(limit: 2_000), as: .localOperator).entries
      #expect(entries.filter { $0.kind == "baselined" }.count == 1)

      // A fortnight in which nobody did anything.
      fixture.clock.advance(to: fixture.clock.now() + .days(14))
      #expect(try await marta.get("/plan").page.contains("<span class=\"under late\">14 days late</span>"))
    }
  }

  @Test(arguments: [AccountRole.rolloutManager, .executive])
  func onlyWhoMayReviseAgrees(_ role: AccountRole) async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let visitor = try await fixture.visitor("someone", role, client)
      let page = try await visitor.get("/plan")
      #expect(page.status == .ok && !page.page.contains("/plan/baseline"))
      #expect(try await visitor.post("/plan/baseline", [("title", "mine")]).status == .forbidden)
      for address in ["/plan/forecast", "/waves/proposal", "/waves/proposal/programme.yaml"] {
        #expect(try await visitor.get(address).status == .ok, "\(address)")
      }
    }
  }

  @Test func aParticipantSeesNeitherPlanNorForecastNorProposal() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let visitor = try await fixture.visitor("someone", .participant, person: "Q1", client)
      for address in ["/plan", "/plan/forecast", "/waves/proposal", "/waves/proposal/programme.yaml"] {
        #expect(try await visitor.get(address).status == .forbidden, "\(address)")
      }
      #expect(try await visitor.post("/plan/baseline", [("title", "mine")]).status == .forbidden)
    }
  }

  // MARK: Forecast

  @Test func theForecastSaysWhatWasDrawnAndWhatMovesTheEnd() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let answer = try await marta.get("/plan/forecast")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/plan/forecast")
      let page = answer.page
      let view = try await fixture.services.writer.perform(Simulate(), as: .localOperator)
      #expect(page.contains("\(view.samples) samples were drawn from seed 1"))
      for date in [view.before.finish.p10, view.before.finish.p50, view.before.finish.p80, view.before.finish.p90] {
        #expect(page.contains(Stamp.day(date)?.words ?? "?"))
      }
      #expect(page.ranges(of: "class=\"curve\"").count == 2 && page.contains("curve-after"))
      #expect(page.contains("P80 \(Stamp.day(view.before.finish.p80)?.words ?? "?")"))
      #expect(page.contains("At most 9,000.00 GBP, as granted"))
      #expect(page.contains("It rains &amp; rains") && page.contains("Implementation is finished"))
      #expect(page.contains("First: everybody is let in") && page.contains("With every mitigation paid for"))
      #expect(!page.contains("data-live"))
      // The table says what the curve draws: as many rows as points.
      let table = try #require(page.firstMatch(of: /<details id="dates-table">([\s\S]*?)<\/details>/)?.output.1)
      #expect(table.ranges(of: "<th role=\"rowheader\"").count == view.before.finish.curve.count)
    }
  }

  // MARK: Proposal

  @Test func proposedWavesStandInATableAndAsADocument() async throws {
    try await PagePlanningTests.quarry { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      #expect(try await marta.get("/waves").page.contains("href=\"/waves/proposal\""))
      let answer = try await marta.get("/waves/proposal")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/waves/proposal")
      let page = answer.page
      let view = try await fixture.services.writer.perform(PlanWaves(draft: true), as: .localOperator)
      let plan = try #require(view.plan)
      #expect(page.contains("For 8 people in 2 audiences"))
      for wave in plan.waves { #expect(page.contains(">Wave \(wave.number)<")) }
      #expect(page.contains("Pit &lt;em&gt;") && page.contains("Seats &lt;b&gt;"))
      #expect(page.contains("class=\"usage\"") && page.contains("<details id=\"usage-0-table\">"))
      #expect(page.contains(plan.proved ? "No plan lets everybody in sooner." : "No plan opens its last wave before"))
      #expect(page.contains("slipway apply programme.yaml"))

      let draft = try await marta.get("/waves/proposal/programme.yaml")
      #expect(draft.status == .ok)
      #expect(draft.headers[.contentType] == "text/yaml; charset=utf-8")
      #expect(draft.headers[.contentDisposition] == "attachment; filename=\"programme.yaml\"")
      #expect(draft.headers[.xContentTypeOptions] == "nosniff")
      #expect(draft.page == view.document && !draft.page.isEmpty)
      // Looking changed nothing.
      let status = try await fixture.services.writer.perform(ShowStatus(), as: .localOperator)
      #expect(status.revision == 1 && status.waves.map(\.id) == ["first", "second"])
    }
  }

  @Test func whatStandsAgainstWavesIsListedWithTheSmallestConcessions() async throws {
    try await PagePlanningTests.quarry(PageQuarry.document(finishBy: "2026-04-21")) { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let answer = try await marta.get("/waves/proposal")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/waves/proposal")
      let page = answer.page
      #expect(page.contains("No waves keep every rule.") && page.contains("What would have to give way"))
      #expect(page.contains("the last wave opens by "))
      #expect(!page.contains("programme.yaml"))
      let draft = try await marta.get("/waves/proposal/programme.yaml")
      #expect(draft.status == .conflict)
      #expect(draft.page.contains("There are no proposed waves to write down."))
    }
  }

  @Test func whereNothingIsSaidOfWavesThePageSaysWhatToWrite() async throws {
    try await PagePlanningTests.quarry(PageQuarry.document(planning: false)) { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let answer = try await marta.get("/waves/proposal")
      #expect(answer.status == .ok)
      PageTests.expectSound(answer, "/waves/proposal")
      #expect(answer.page.contains("says nothing about how waves are planned"))
      #expect(answer.page.contains("Write rollout.planning into the document"))
      #expect(try await marta.get("/waves/proposal/programme.yaml").status == .notFound)
    }
  }
}
