import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Slipway
import Testing

@testable import Server

/// Requests at their limits: keys, conflicts, types, sizes, nonsense.
@Suite struct RequestTests {
  private static let claim = "{\"audience\":\"sellers\",\"colour\":\"green\"}"

  private static func keyed(_ key: String) throws -> HTTPFields {
    [try #require(HTTPField.Name("Idempotency-Key")): key]
  }

  @Test func aKeyMakesTwoRequestsOneCommand() async throws {
    try await Mill.run { mill, client in
      let token = mill.tokens["manager"]
      let first = try await client.send(.post, "/api/v1/claims", as: token, json: Self.claim, headers: Self.keyed("k1"))
      let head = try mill.services.writer.store.head().sequence
      let second = try await client.send(
        .post, "/api/v1/claims", as: token, json: Self.claim, headers: Self.keyed("k1"))
      #expect(first.status == .ok && second.status == .ok && first.text == second.text)
      #expect(try mill.services.writer.store.head().sequence == head)
      let other = "{\"audience\":\"sellers\",\"colour\":\"red\"}"
      let reused = try await client.send(.post, "/api/v1/claims", as: token, json: other, headers: Self.keyed("k1"))
      #expect(reused.status.code == 422 && reused.problem == "key-reused")
      let somebodyElse = try await client.send(
        .post, "/api/v1/claims", as: mill.tokens["rosa"], json: other, headers: Self.keyed("k1"))
      #expect(somebodyElse.status == .ok, "a key belongs to who sends it")
      for key in ["", String(repeating: "k", count: 201)] {
        let refused = try await client.send(
          .post, "/api/v1/claims", as: token, json: Self.claim, headers: Self.keyed(key))
        #expect(refused.status == .badRequest)
      }
    }
  }

  @Test func aSecretIsNeverKeptForASecondAnswer() async throws {
    try await Mill.run { mill, client in
      let body = "{\"account\":\"desk\",\"role\":\"integration\",\"kind\":\"token\"}"
      let token = mill.tokens["manager"]
      let first = try await client.send(.post, "/api/v1/accounts", as: token, json: body, headers: Self.keyed("k"))
      let secret = try #require(try first.json["secret"].text)
      let second = try await client.send(.post, "/api/v1/accounts", as: token, json: body, headers: Self.keyed("k"))
      #expect(try second.json["secret"].text != secret)
      #expect(try mill.services.writer.store.reply(to: CommandKey(actor: "account:manager", key: "k")) == nil)
    }
  }

  @Test func ofTwoAuthorsOnOneBaseTheSecondIsShownTheDifference() async throws {
    try await Mill.run { mill, client in
      let document = try Mill.document
      let token = mill.tokens["manager"]
      func apply(_ document: String) async throws -> TestResponse {
        let shown = try await client.send(
          .post, "/api/v1/receipt", as: token, json: JSON.object(["document": .string(document)]).encoded)
        return try await client.send(
          .put, "/api/v1/document", as: token,
          json: JSON.object([
            "document": .string(document), "reason": .string("mine"), "base": .number(1),
            "receipt": try shown.json["digest"],
          ]).encoded)
      }
      let first = try await apply(document.replacing("name: Sellers", with: "name: The sellers"))
      #expect(first.status == .ok)
      #expect(try first.json["revision"].number == 2)
      let second = try await apply(document.replacing("name: Bakers", with: "name: The bakers"))
      #expect(second.status == .conflict && second.problem == "revision-conflict")
      let findings = try second.json["findings"].elements
      #expect(findings.contains { $0["suggestion"].text?.contains("The bakers") ?? false })
      #expect(findings.contains { $0["message"].text?.contains("The sellers") ?? false })
      let now = try await client.send(.get, "/api/v1/revisions", as: token)
      #expect(try now.json["current"].number == 2)
      #expect(try now.json["document"].text?.contains("The sellers") == true)
      let shown = try await client.send(
        .put, "/api/v1/document", as: token,
        json: JSON.object(["document": .string(document), "reason": .string("x"), "receipt": .string("no")]).encoded)
      #expect(shown.problem == "receipt-outdated")
    }
  }

  @Test func typesMethodsAndSizes() async throws {
    try await Mill.run { mill, client in
      let token = mill.tokens["manager"]
      for type in ["text/plain", "application/x-www-form-urlencoded"] {
        let reply = try await client.send(.post, "/api/v1/claims", as: token, json: Self.claim, type: type)
        #expect(reply.status == .unsupportedMediaType)
      }
      #expect(try await client.send(.post, "/api/v1/claims", as: token).status == .unsupportedMediaType)
      let charset = try await client.send(
        .post, "/api/v1/claims", as: token, json: Self.claim, type: "Application/JSON; charset=utf-8")
      #expect(charset.status == .ok)
      #expect(try await client.send(.post, "/api/v1/people", as: token, json: "{}").status == .unsupportedMediaType)
      let wrong = try await client.send(.delete, "/api/v1/status", as: token)
      #expect(wrong.status == .methodNotAllowed && wrong.headers[.allow] == "GET")
      #expect(try await client.send(.get, "/api/v1/people/x/y", as: token).status == .notFound)
      let long = "{\"reason\":\"" + String(repeating: "x", count: Asking.Limit.json) + "\"}"
      let large = try await client.send(.post, "/api/v1/halt", as: token, json: long)
      #expect(large.status == .contentTooLarge && large.problem == "too-large")
    }
  }

  @Test func readingAtOtherTimes() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      try await mill.reachOpening()
      let token = mill.tokens["manager"]
      func phase(_ at: String) async throws -> String? {
        try await client.send(.get, "/api/v1/status?at=\(at)", as: token).json["waves"][0]["phase"].text
      }
      #expect(try await phase("2026-03-29T10:00:00Z") == "planned")
      #expect(try await phase("2026-03-30T09:00:00%2B01:00") == "open")
      for at in ["yesterday", "2026-13-01", "%00", "9999999999999"] {
        #expect(try await client.send(.get, "/api/v1/status?at=\(at)", as: token).status == .badRequest, "\(at)")
      }
      for at in ["0001-01-01", "9999-12-31T23:59:59Z"] {
        for path in ["status", "plan", "everyone?list=true", "gates/sellers"] {
          let mark = path.contains("?") ? "&" : "?"
          let reply = try await client.send(.get, "/api/v1/\(path)\(mark)at=\(at)", as: token)
          #expect(reply.status.code < 500, "\(path) at \(at)")
        }
      }
    }
  }

  /// Every request with a body, its bytes changed at random: refused or taken, never a failure of the server.
  @Test(arguments: 0..<10)
  func malformedBodiesAreRefused(_ seed: UInt64) async throws {
    let operations = try Interface.read().operations.filter { $0.body != nil && $0.path != "/api/v1/password" }
    try await Mill.run { mill, client in
      var random = SplitMix64(seed: seed)
      var refused = 0
      for _ in 0..<50 {
        let operation = try #require(operations.randomElement(using: &random))
        var bytes = Array((operation.bodyText ?? "").utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Int.random(in: 0...bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes = Array(bytes.prefix(place))
          case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
          case 2: bytes.insert(contentsOf: Array("9223372036854775808".utf8), at: place)
          default: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
          }
        }
        var headers: HTTPFields = [.authorization: "Bearer \(mill.tokens["manager"] ?? "")"]
        headers[.contentType] = operation.body?.type
        let reply = try await client.executeRequest(
          uri: operation.address, method: operation.method, headers: headers, body: ByteBuffer(bytes: bytes))
        #expect(reply.status.code < 500, "\(operation.name): \(reply.text)")
        if reply.status.code >= 400 { refused += 1 }
      }
      #expect(refused > 10)
    }
  }
}

/// Golden: what each code means at this door. They are part of the interface.
@Suite struct ProblemTests {
  @Test func everyCodeHasItsStatus() {
    let lines = Problem.Code.allCases.map { "\($0.rawValue) \($0.kind) \(ProblemMiddleware.status($0))" }
    #expect(
      lines == [
        "malformed-request usage 400", "document-invalid badData 422", "list-invalid badData 422",
        "unknown-programme notFound 404", "unknown-subject notFound 404", "not-signed-in notSignedIn 401",
        "not-allowed notAllowed 403", "may-not-approve notAllowed 403",
        "receipt-outdated conflict 409", "revision-conflict conflict 409", "gate-closed refused 409",
        "wave-held refused 409", "wrong-phase refused 409", "past-no-return refused 409", "observed-only refused 409",
        "cooling-off refused 409", "attempts-used refused 409", "paper-outdated conflict 409",
        "seat-refused refused 409", "key-reused badData 422", "journal-broken unavailable 503",
        "folder-in-use unavailable 503", "store-unavailable unavailable 503", "too-large badData 413",
      ])
  }

  @Test func aProblemIsADocument() async throws {
    try await Mill.run { mill, client in
      let reply = try await client.send(.get, "/api/v1/gates/seller", as: mill.tokens["manager"])
      #expect(reply.headers[.contentType] == "application/problem+json")
      #expect(
        reply.text
          == #"{"detail":"There is no audience “seller”.","findings":[],"remedy":"Did you mean “sellers”?","status":404,"title":"unknown subject","type":"urn:slipway:problem:unknown-subject"}"#
      )
      let body = JSON.object(["document": .string("slipway: 1\nprogramme: mill\n")]).encoded
      let invalid = try await client.send(.post, "/api/v1/check", as: mill.tokens["felix"], json: body)
      #expect(invalid.status.code == 422 && invalid.problem == "document-invalid")
      #expect(try invalid.json["findings"][0]["message"].text?.isEmpty == false)
      let unreadable = JSON.object(["document": .string("a: [")]).encoded
      let refused = try await client.send(.post, "/api/v1/check", as: mill.tokens["felix"], json: unreadable)
      #expect(refused.problem == "document-invalid")
    }
  }
}

/// S. Vigna's SplitMix64: the same numbers for the same seed everywhere.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
