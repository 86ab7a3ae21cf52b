import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

/// The door for learning systems, the session pages, and pictures in lessons.
@Suite struct TrainingTests {
  private static let statement =
    #"{"id":"8f0c5a1e-3f0d-4e39-9a55-0c2d6f3b7a10","actor":{"mbox":"mailto:m001@mill.example"},"#
    + #""verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"id":"https://learning.example/course/7"}}"#

  private static func headers(_ token: String?, version: String? = "1.0.3") throws -> HTTPFields {
    var headers = HTTPFields()
    if let token {
      headers[.authorization] = "Basic " + Data("whoever:\(token)".utf8).base64EncodedString()
    }
    headers[try #require(HTTPField.Name("X-Experience-API-Version"))] = version
    return headers
  }

  @Test func aPasswordIsOneOfOurTokens() async throws {
    try await Mill.run { mill, client in
      func post(_ token: String?, _ body: String = "[\(Self.statement)]", version: String? = "1.0.3") async throws
        -> TestResponse
      {
        try await client.send(
          .post, "/xapi/statements", json: body, headers: Self.headers(token, version: version))
      }
      let token = try #require(mill.tokens["gateway"])
      let first = try await post(token)
      #expect(first.status == .ok && first.text == #"["8f0c5a1e-3f0d-4e39-9a55-0c2d6f3b7a10"]"#)
      let version = try #require(HTTPField.Name("X-Experience-API-Version"))
      #expect(first.headers[version] == "1.0.3")
      let again = try await post(token)
      #expect(again.status == .ok && again.text == first.text)
      let without = Self.statement.replacing(#""id":"8f0c5a1e-3f0d-4e39-9a55-0c2d6f3b7a10","#, with: "")
      let made = try await post(token, without)
      let given = try #require(try made.json.elements.first?.text)
      #expect(made.status == .ok && UUID(uuidString: given) != nil)
      #expect(try await post(nil).status == .unauthorized)
      #expect(try await post("slp_token_00000000_00").status == .unauthorized)
      #expect(try await post(mill.tokens["pia"]).status == .forbidden)
      #expect(try await post(mill.tokens["scoped"]).problem == "not-allowed")
      for version in [nil, "", "2.0.0", "1.1", "10.0"] {
        #expect(try await post(token, version: version).status == .badRequest, "\(version ?? "none")")
      }
      let broken = try await post(token, "[\(Self.statement),{}]")
      #expect(broken.status == .badRequest && broken.text.contains("statement 1"))
      let large = try await post(token, String(repeating: " ", count: 4_100_000))
      #expect(large.status == .contentTooLarge)
    }
  }

  @Test func oneStatementIsPutUnderItsAddress() async throws {
    try await Mill.run { mill, client in
      let token = mill.tokens["gateway"]
      func put(_ id: String) async throws -> HTTPResponse.Status {
        try await client.send(
          .put, "/xapi/statements?statementId=\(id)", json: Self.statement, headers: Self.headers(token)
        ).status
      }
      #expect(try await put("8f0c5a1e-3f0d-4e39-9a55-0c2d6f3b7a10") == .noContent)
      #expect(try await put("8f0c5a1e-3f0d-4e39-9a55-0c2d6f3b7a11") == .badRequest)
      #expect(try await put("seven") == .badRequest)
      let about = try await client.send(.get, "/xapi/about")
      #expect(about.status == .ok && about.text == #"{"version":["1.0.3"]}"#)
    }
  }

  @Test func picturesNeedWordsAndAreOurOwn() {
    let digest = String(repeating: "0a", count: 32)
    #expect(
      Markdown("See ![a \"key\" <b>](media/\(digest))!").html
        == "<p>See <img src=\"/media/\(digest)\" alt=\"a &quot;key&quot; &lt;b&gt;\">!</p>\n")
    for text in [
      "![](media/\(digest))", "![ ](media/\(digest))", "![a](https://elsewhere.example/x.png)",
      "![a](media/\(digest.dropLast()))", "![a](media/\(digest)0)", "![a](media/\(digest.uppercased()))", "![a](",
      "!", "![", String(repeating: "![", count: 20_000),
    ] {
      #expect(!Markdown(text).html.contains("<img"), "\(text.prefix(40))")
    }
  }

  @Test func aStrangerSeesNoPictureAndNoSession() async throws {
    try await Mill.run { _, client in
      for path in ["/media/x", "/sessions", "/sessions/monday", "/sessions/monday.ics", "/me/sessions.ics"] {
        let answer = try await client.send(.get, path)
        #expect(answer.status == .seeOther, "\(path)")
      }
    }
  }

  @Test func theSessionPageShowsNamesOnlyToThoseWhoMay() async throws {
    try await Mill.run { mill, client in
      _ = try await client.send(.post, "/api/v1/sessions/monday/seats", as: mill.tokens["pia"], json: #"{"person":1}"#)
      let own = try await client.send(.get, "/sessions/monday", as: mill.tokens["pia"])
      #expect(own.status == .ok && !own.text.contains("Who comes") && own.text.contains("seat booked"))
      let trainer = try await client.send(.get, "/sessions/monday", as: mill.tokens["rosa"])
      #expect(trainer.text.contains("Who comes"))
      let file = try await client.send(.get, "/sessions/monday.ics", as: mill.tokens["pia"])
      #expect(file.headers[.contentType] == "text/calendar; charset=utf-8")
      #expect(file.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
      #expect(try await client.send(.get, "/sessions/nothing", as: mill.tokens["pia"]).status == .notFound)
    }
  }
}
