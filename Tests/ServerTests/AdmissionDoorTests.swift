import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Slipway
import Testing

@testable import Server

/// OFREP over HTTP: golden answers, scopes, tags.
@Suite struct OFREPDoorTests {
  private static let one = "/ofrep/v1/evaluate/flags/"
  private static let all = "/ofrep/v1/evaluate/flags"
  private static let ada = "{\"context\":{\"targetingKey\":\"ada\",\"plan\":{\"x\":[1]}}}"

  @Test func oneFlagBeforeAndAfterTheWaveOpens() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      let token = mill.tokens["gateway"]
      let before = try await client.send(.post, Self.one + "till", as: token, json: Self.ada)
      #expect(before.status == .ok)
      #expect(
        before.text
          == #"{"key":"till","reason":"TARGETING_MATCH","value":false,"variant":"off","metadata":{"sentence":"You come with First, planned to open on 2026-03-30.","wave":"first","revision":1}}"#
      )
      try await mill.reachOpening()
      let after = try await client.send(.post, Self.one + "till", as: token, json: Self.ada)
      #expect(try after.json["value"] == .truth(true))
      #expect(try after.json["variant"].text == "on")
      let word = try await client.send(.post, Self.one + "till.access", as: token, json: Self.ada)
      #expect(try word.json["value"].text == "full")
      let old = try await client.send(.post, Self.one + "drawer.access", as: token, json: Self.ada)
      #expect(try old.json["value"].text == "read")
    }
  }

  @Test func whatTheProtocolAsksOfOddRequests() async throws {
    try await Mill.run { mill, client in
      let token = mill.tokens["gateway"]
      for body in ["{}", "{\"context\":{}}", "{\"context\":{\"targetingKey\":\"stranger\"}}"] {
        let reply = try await client.send(.post, Self.one + "till", as: token, json: body)
        #expect(reply.status == .ok, "\(body)")
        #expect(try reply.json["reason"].text == "DEFAULT")
        #expect(try reply.json["variant"].text == "off")
      }
      let unknown = try await client.send(.post, Self.one + "nothing", as: token, json: Self.ada)
      #expect(unknown.status == .notFound)
      #expect(try unknown.json["errorCode"].text == "FLAG_NOT_FOUND")
      #expect(try unknown.json["key"].text == "nothing")
      let broken = try await client.send(.post, Self.one + "till", as: token, json: "{")
      #expect(broken.status == .badRequest)
      #expect(try broken.json["errorCode"].text == "PARSE_ERROR")
      #expect(try broken.json["errorDetails"].text?.isEmpty == false)
      let large = "{\"context\":{\"x\":\"" + String(repeating: "y", count: 70_000) + "\"}}"
      #expect(try await client.send(.post, Self.one + "till", as: token, json: large).status == .badRequest)
      let key = try #require(HTTPField.Name("X-API-Key"))
      let byKey = try await client.send(
        .post, Self.one + "till", json: "{}", headers: [key: try #require(token)])
      #expect(byKey.status == .ok)
    }
  }

  @Test func aScopedTokenSeesItsSystemsOnly() async throws {
    try await Mill.run { mill, client in
      let reply = try await client.send(.post, Self.all, as: mill.tokens["scoped"], json: Self.ada)
      #expect(try reply.json["flags"].elements.compactMap { $0["key"].text } == ["till", "till.access"])
      let outside = try await client.send(.post, Self.one + "drawer", as: mill.tokens["scoped"], json: Self.ada)
      #expect(outside.status == .notFound)
      let whole = try await client.send(.post, Self.all, as: mill.tokens["gateway"], json: Self.ada)
      #expect(
        try whole.json["flags"].elements.compactMap { $0["key"].text }
          == ["till", "till.access", "drawer", "drawer.access"])
      #expect(try whole.json["eventStreams"][0]["url"].text == "http://127.0.0.1:8080/ofrep/v1/stream")
    }
  }

  @Test func theTagChangesWithTheAnswers() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      let token = mill.tokens["gateway"]
      let tag = try #require(try await client.send(.post, Self.all, as: token, json: Self.ada).headers[.eTag])
      let same = try await client.send(.post, Self.all, as: token, json: Self.ada, headers: [.ifNoneMatch: tag])
      #expect(same.status == .notModified && same.body.readableBytes == 0)
      #expect(same.headers[.eTag] == tag)
      let other = try await client.send(.post, Self.all, as: token, json: "{}", headers: [.ifNoneMatch: tag])
      #expect(other.status == .ok, "another person")
      try await mill.reachOpening()
      let changed = try await client.send(.post, Self.all, as: token, json: Self.ada, headers: [.ifNoneMatch: tag])
      #expect(changed.status == .ok && changed.headers[.eTag] != tag)
    }
  }
}

/// The door in front of unmodified applications, over real sockets so that there is a peer.
@Suite struct ForwardAuthTests {
  private static func believed(_ settings: inout Settings) {
    settings.proxies = ["127.0.0.0/8", "::1"]
    settings.proxySecret = "a secret between us"
  }

  private static func headers(_ user: String?, secret: String = "a secret between us") throws -> HTTPFields {
    var headers: HTTPFields = [try #require(HTTPField.Name("X-Slipway-Proxy-Secret")): secret]
    headers[try #require(HTTPField.Name("X-Remote-User"))] = user
    return headers
  }

  private static func field(_ name: String, _ reply: TestResponse) -> String? {
    HTTPField.Name(name).flatMap { reply.headers[$0] }
  }

  @Test func onlyAConfiguredProxyWithTheSecretIsBelieved() async throws {
    try await Mill.run(.live, settings: Self.believed) { _, client in
      let wrong = try await client.send(
        .get, "/admission/till/forward-auth", headers: Self.headers("ada", secret: "a guess"))
      #expect(wrong.status == .forbidden && wrong.problem == "not-allowed")
      #expect(try await client.send(.get, "/admission/till/forward-auth").problem == "not-allowed")
    }
    for proxies in [[], ["10.0.0.0/8", "nonsense", "127.0.0.1/99", "fd00::/8"]] {
      let change: (inout Settings) -> Void = { settings in
        settings.proxies = proxies
        settings.proxySecret = "a secret between us"
      }
      try await Mill.run(.live, settings: change) { _, client in
        let reply = try await client.send(.get, "/admission/till/forward-auth", headers: Self.headers("ada"))
        #expect(reply.status == .forbidden && reply.problem == "not-allowed")
      }
    }
    try await Mill.run(.live, settings: { $0.proxies = ["127.0.0.1", "::1"] }) { _, client in
      let reply = try await client.send(.get, "/admission/till/forward-auth", headers: Self.headers("ada", secret: ""))
      #expect(reply.status == .forbidden, "no secret is configured")
    }
  }

  @Test func inOrOutWithAReason() async throws {
    try await Mill.run(.live, settings: Self.believed) { mill, client in
      try await mill.makeReady()
      let out = try await client.send(.get, "/admission/till/forward-auth", headers: Self.headers("ada"))
      #expect(out.status == .forbidden)
      #expect(Self.field("X-Slipway-Access", out) == "none")
      #expect(Self.field("X-Slipway-Reason", out) == "You come with First, planned to open on 2026-03-30.")
      #expect(Self.field("X-Slipway-Go-To", out) == "http://drawer.example/")
      #expect(
        out.text.contains("You come with First, planned to open on 2026-03-30.")
          && out.headers[.contentSecurityPolicy] != nil)
      try await mill.reachOpening()
      var headers = try Self.headers("ada")
      headers[.authorization] = "Bearer a token of the application itself"
      let inside = try await client.send(.get, "/admission/till/forward-auth", headers: headers)
      #expect(inside.status == .ok && Self.field("X-Slipway-Access", inside) == "full")
      #expect(inside.headers[.cacheControl] == "private, max-age=0")
      let old = try await client.send(.get, "/admission/drawer/forward-auth", headers: Self.headers("ada"))
      #expect(old.status == .ok && Self.field("X-Slipway-Access", old) == "read")
      for stranger in ["nobody@example", nil] {
        let reply = try await client.send(.get, "/admission/till/forward-auth", headers: Self.headers(stranger))
        #expect(reply.status == .forbidden && Self.field("X-Slipway-Access", reply) == "none")
      }
      let missing = try await client.send(.get, "/admission/nothing/forward-auth", headers: Self.headers("ada"))
      #expect(missing.status == .forbidden)
    }
  }

  @Test func reasonsAreWrittenInPlainCharacters() {
    #expect(HeaderText.ascii("“Selling” isn’t — done…\r\nX: é") == "'Selling' isn't - done...??X: ?")
    #expect(HeaderText.escaped("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.3.4", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.1.7", "192.168.1.7", true),
    ("192.168.1.7", "192.168.1.8", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("fd00::/9", "fd7f::1", true),
    ("fd00::/9", "fd80::1", false), ("0.0.0.0/0", "::1", false), ("::/0", "::2", true), ("x", "x", false),
    ("10.0.0.0/33", "10.0.0.0", false), ("10.0.0.0/-1", "10.0.0.0", false), ("1.2.3.4/", "1.2.3.4", false),
  ])
  func addressesAndRanges(_ listed: String, _ peer: String, _ believed: Bool) {
    #expect(PeerList([listed]).holds(peer) == believed)
    #expect(!PeerList([listed]).holds(nil))
  }
}
