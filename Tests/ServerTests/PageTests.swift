import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Server
import Slipway
import Testing

@Suite struct PageTests {
  static let addresses = [
    "/today", "/plan", "/plan/forecast", "/readiness", "/gates/finance", "/gates/warehouse", "/waves",
    "/waves/proposal", "/halt", "/everyone",
    "/everyone?column=uncovered&q=fen", "/everyone?page=99&audience=finance", "/audiences/finance", "/journal",
    "/journal/1", "/journal?from=2", "/password", "/trace",
  ]

  @Test func everyPageStandsForItself() async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let person = try await fixture.person("B002")
      for address in PageTests.addresses + ["/people/\(person)"] {
        let answer = try await marta.get(address)
        #expect(answer.status == .ok, "\(address)")
        PageTests.expectSound(answer, address)
        #expect(answer.page.contains("aria-label=\"Places\""), "\(address)")
      }
    }
  }

  @Test func pagesOfTheEntranceAndProblemsStandForThemselvesToo() async throws {
    try await PageFixture.run { fixture, client in
      for (address, status) in [("/sign-in", 200), ("/enter/slp_link_x", 200)] {
        let answer = try await client.execute(uri: address, method: .get) { $0 }
        #expect(answer.status.code == status, "\(address)")
        PageTests.expectSound(answer, address)
      }
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      for (address, status) in [
        ("/gates/nowhere", 404), ("/journal/999999", 404), ("/people/999999", 404), ("/people/x", 404),
        ("/nothing/here", 404), ("/journal/9223372036854775807", 404), ("/audiences/nowhere", 404),
        ("/people/9223372036854775807", 404), ("/waves/pilot/explode", 404),
      ] {
        let answer = try await marta.get(address)
        #expect(answer.status.code == status, "\(address)")
        PageTests.expectSound(answer, address)
      }
    }
  }

  /// What must hold for every page whatever it shows.
  static func expectSound(_ answer: TestResponse, _ address: String) {
    let page = answer.page
    func count(_ text: String) -> Int { page.components(separated: text) }
    #expect(count("<h1") == 1, "\(address) has one first heading")
    #expect(count("<main ") == 1, "\(address) has one main part")
    #expect(!page.contains("style="), "\(address) has no inline style")
    #expect(!page.contains("<style"), "\(address) has no style element")
    #expect(count("<script") == 1 && page.contains("<script type=\"module\" src=\"/assets/slipway.js?v="), "\(address)")
    #expect(page.firstMatch(of: /\son[a-z]+=/) == nil, "\(address) has no inline handler")
    #expect(!page.contains("{{"), "\(address) is rendered to its end")
    #expect(!page.contains("Optional("), "\(address) shows no optional")
    let policy = answer.headers[.contentSecurityPolicy] ?? ""
    #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'"), "\(address)")
    #expect(policy.contains("frame-ancestors 'none'"), "\(address)")
    #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(address)")
    #expect(answer.headers[.cacheControl] == "no-store", "\(address)")
  }

  @Test func namesAreEscapedWhereverTheyStand() async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let number = try await fixture.person("B999")
      for address in ["/everyone", "/everyone?q=B999", "/audiences/finance", "/people/\(number)"] {
        let page = try await marta.get(address).page
        #expect(!page.contains("<script>alert"), "\(address)")
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;"), "\(address)")
      }
      let search = try await marta.get("/everyone?q=%22%3E%3Cscript%3Ealert(2)%3C%2Fscript%3E").page
      #expect(search.contains("value=\"&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;\""))
    }
  }

  @Test func theSynopsisNamesWhatContradictsFirst() async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let today = try await marta.get("/today").page
      let need = try #require(today.firstRange(of: "Finance is reported green"))
      let other = try #require(today.firstRange(of: "id=\"implementation\""))
      #expect(need.lowerBound < other.lowerBound)
      let readiness = try await marta.get("/readiness").page
      let contradiction = try #require(readiness.firstRange(of: "Finance is reported green"))
      let table = try #require(readiness.firstRange(of: "<table"))
      #expect(contradiction.lowerBound < table.lowerBound)
      let gate = try await marta.get("/gates/finance").page
      let missing = try #require(gate.firstRange(of: "What keeps it from GO"))
      let axis = try #require(gate.firstRange(of: "Technical readiness"))
      #expect(missing.lowerBound < axis.lowerBound)
    }
  }

  @Test(arguments: [
    (AccountRole.programmeManager, "/today"), (.rolloutManager, "/today"), (.executive, "/readiness"),
    (.departmentHead, "/audiences/sales"),
  ])
  func eachRoleStartsWhereItsQuestionIsAnswered(_ role: AccountRole, _ start: String) async throws {
    try await PageFixture.run { fixture, client in
      let audiences = role == .departmentHead ? ["sales"] : []
      let visitor = try await fixture.visitor("someone", role, audiences: audiences, client)
      let answer = try await visitor.get("/")
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location] == start)
      #expect(try await visitor.get(start).status == .ok)
    }
  }

  @Test func aParticipantSeesTheirOwnPageAndNothingElse() async throws {
    try await PageFixture.run { fixture, client in
      let number = try await fixture.person("B002")
      let other = try await fixture.person("B003")
      let bram = try await fixture.visitor("bram", .participant, person: "B002", client)
      #expect(try await bram.get("/").headers[.location] == "/people/\(number)")
      let own = try await bram.get("/people/\(number)")
      #expect(own.status == .ok)
      #expect(own.page.contains("Your date"))
      #expect(own.page.contains("/people/\(number)/lessons/posting-basics"))
      for address in [
        "/people/\(other)", "/people/\(other)/lessons/posting-basics", "/today", "/waves", "/everyone", "/journal",
      ] {
        let answer = try await bram.get(address)
        #expect(answer.status == .forbidden, "\(address)")
        PageTests.expectSound(answer, address)
      }
    }
  }

  @Test func executivesSeeFiguresWithoutNames() async throws {
    try await PageFixture.run { fixture, client in
      let felix = try await fixture.visitor("felix", .executive, client)
      let page = try await felix.get("/everyone").page
      #expect(page.contains("Your role sees the figures and no names."))
      #expect(!page.contains("Fennwick"))
      #expect(try await felix.get("/audiences/finance").status == .forbidden)
    }
  }

  @Test func assetsAreKeptForGoodUnderTheirVersion() async throws {
    try await PageFixture.run { _, client in
      let page = try await client.execute(uri: "/sign-in", method: .get) { $0 }.page
      for name in ["slipway.css", "slipway.js", "slipway.svg"] {
        let start = try #require(page.firstRange(of: "/assets/\(name)?v=")?.lowerBound)
        let address = String(page[start...].prefix { $0 != "\"" })
        let answer = try await client.execute(uri: address, method: .get) { $0 }
        #expect(answer.status == .ok)
        #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
        let tag = try #require(answer.headers[.eTag])
        let again = try await client.execute(uri: address, method: .get, headers: [.ifNoneMatch: tag]) { $0 }
        #expect(again.status == .notModified)
        let bare = try await client.execute(uri: "/assets/\(name)", method: .get) { $0 }
        #expect(bare.headers[.cacheControl] == "no-cache")
        if name.hasSuffix(".js") { #expect(answer.body.readableBytes < 6_144) }
      }
      #expect(try await client.execute(uri: "/assets/..%2Flayout.mustache", method: .get) { $0 }.status == .notFound)
    }
  }
}

extension String {
  /// How often `text` occurs.
  fileprivate func components(separated text: String) -> Int { ranges(of: text).count }
}
