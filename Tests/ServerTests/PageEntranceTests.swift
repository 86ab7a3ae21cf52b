import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Server
import Slipway
import Testing

@Suite struct PageEntranceTests {
  private static func fetch(_ values: [(String, String)]) throws -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in values { fields[try #require(HTTPField.Name(name))] = value }
    return fields
  }

  private static func link(_ fixture: PageFixture) async throws -> String {
    let granted = try await fixture.services.writer.perform(
      GrantAccount(account: "marta", role: .programmeManager), as: .localOperator)
    return "/enter/\(granted.secret)"
  }

  @Test func lookingAtALinkDoesNotUseItUp() async throws {
    try await PageFixture.run { fixture, client in
      let address = try await PageEntranceTests.link(fixture)
      for headers in [
        HTTPFields(), try PageEntranceTests.fetch([("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Site", "none")]),
        try PageEntranceTests.fetch([
          ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "none"), ("Sec-Purpose", "prefetch"),
        ]),
      ] {
        let answer = try await client.execute(uri: address, method: .get, headers: headers) { $0 }
        #expect(answer.status == .ok)
        #expect(answer.page.contains("Come in"))
        #expect(PageVisitor.cookie(answer) == nil)
      }
      let entered = try await client.execute(uri: address, method: .post) { $0 }
      #expect(entered.status == .seeOther)
      let cookie = try #require(entered.headers[.setCookie])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
      #expect(!cookie.contains("Secure"))
      let again = try await client.execute(uri: address, method: .post) { $0 }
      #expect(again.status == .unauthorized)
      #expect(PageVisitor.cookie(again) == nil)
    }
  }

  @Test(arguments: [("Sec-Fetch-User", "?1"), ("Sec-Fetch-Site", "none")])
  func aClickComesStraightIn(_ name: String, _ value: String) async throws {
    try await PageFixture.run { fixture, client in
      let address = try await PageEntranceTests.link(fixture)
      let headers = try PageEntranceTests.fetch([("Sec-Fetch-Mode", "navigate"), (name, value)])
      let answer = try await client.execute(uri: address, method: .get, headers: headers) { $0 }
      #expect(answer.status == .seeOther)
      let visitor = PageVisitor(client: client, cookie: try #require(PageVisitor.cookie(answer)))
      #expect(try await visitor.get("/").headers[.location] == "/today")
    }
  }

  @Test func aPasswordChosenLetsOneInAndSigningOutEndsIt() async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let password = "correct horse & <battery>"
      let differing = try await marta.post("/password", [("password", password), ("again", "another one, longer")])
      #expect(differing.status == .badRequest)
      #expect(differing.page.contains("The two passwords differ."))
      let chosen = try await marta.post("/password", [("password", password), ("again", password)])
      #expect(chosen.headers[.location] == "/today?done=password")
      #expect(try await marta.get("/today?done=password").page.contains("Your password was set."))

      let wrong = try await marta.post("/sign-in", [("name", "marta<b>"), ("password", "wrong"), ("to", "/plan")])
      #expect(wrong.status == .unauthorized)
      #expect(wrong.page.contains("value=\"marta&lt;b&gt;\"") && wrong.page.contains("value=\"/plan\""))
      let right = try await marta.post("/sign-in", [("name", "marta"), ("password", password), ("to", "/plan")])
      #expect(right.headers[.location] == "/plan")
      let visitor = PageVisitor(client: client, cookie: try #require(PageVisitor.cookie(right)))
      #expect(try await visitor.get("/plan").status == .ok)
      #expect(try await visitor.post("/sign-out", []).headers[.location] == "/sign-in")
      #expect(try await visitor.get("/plan").headers[.location] == "/sign-in?to=%2Fplan")
    }
  }

  @Test(arguments: [
    "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb: c", "",
  ])
  func nobodyIsSentElsewhereAfterSigningIn(_ address: String) async throws {
    try await PageFixture.run { fixture, client in
      let marta = try await fixture.visitor("marta", .programmeManager, client)
      let password = "correct horse battery"
      _ = try await marta.post("/password", [("password", password), ("again", password)])
      let answer = try await marta.post("/sign-in", [("name", "marta"), ("password", password), ("to", address)])
      #expect(answer.headers[.location] == "/")
    }
  }

  @Test func aFormOfAnotherSiteIsRefused() async throws {
    try await PageFixture.run { fixture, client in
      let headers = try PageEntranceTests.fetch([("Sec-Fetch-Site", "cross-site")])
      let address = try await PageEntranceTests.link(fixture)
      #expect(try await client.execute(uri: address, method: .post, headers: headers) { $0 }.status == .forbidden)
      #expect(try await client.execute(uri: "/sign-in", method: .post, headers: headers) { $0 }.status == .forbidden)
    }
  }
}
