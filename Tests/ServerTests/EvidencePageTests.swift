import HTTPTypes
import HummingbirdTesting
import Operations
import Slipway
import Testing

@testable import Server

/// Pages and routes of evidence: who may see them, and that nothing from outside becomes markup.
@Suite struct EvidencePageTests {
  private static let form = "multipart/form-data; boundary=cut"

  /// What a browser sends for the one line of the mill's script.
  private static func performance(_ verdict: String, note: String = "", file: (name: String, body: String)? = nil)
    -> String
  {
    func part(_ disposition: String, _ body: String) -> String {
      "--cut\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(body)\r\n"
    }
    return part("name=\"line-1\"", verdict) + part("name=\"note-1\"", note)
      + (file.map { part("name=\"pictures\"; filename=\"\($0.name)\"", $0.body) } ?? "") + "--cut--\r\n"
  }

  @Test func whoMaySeeTheProgrammeMaySeeItsEvidence() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      for (account, allowed) in [
        ("manager", true), ("rosa", true), ("hanna", true), ("felix", true), ("pia", false), ("gateway", false),
      ] {
        for address in ["/trace", "/evidence/12", "/evidence?subject=app", "/scripts/counter"] {
          let reply = try await client.send(.get, address, as: mill.tokens[account])
          #expect((reply.status == .ok) == allowed, "\(account) \(address): \(reply.status)")
        }
      }
      #expect(try await client.send(.get, "/evidence", as: mill.tokens["rosa"]).status == .seeOther)
      for address in ["/evidence/1", "/evidence/99999", "/evidence/x", "/evidence?subject=nothing", "/scripts/nothing"]
      {
        #expect(try await client.send(.get, address, as: mill.tokens["rosa"]).status != .ok, "\(address)")
      }
    }
  }

  @Test func aScriptIsGoneThroughAndConfirmedOnPages() async throws {
    try await Mill.run { mill, client in
      let hostile = "<script>alert(1)</script>"
      let open = try await client.send(
        .post, "/scripts/counter", as: mill.tokens["rosa"], json: Self.performance("sideways"), type: Self.form)
      #expect(open.status == .badRequest && open.text.contains("Line 1 has no answer yet"))
      let sent = try await client.send(
        .post, "/scripts/counter", as: mill.tokens["rosa"],
        json: Self.performance("failed", note: hostile, file: ("../\"\(hostile).html", hostile)), type: Self.form)
      #expect(sent.status == .seeOther && sent.headers[.location] == "/scripts/counter?done=perform")
      let own = try await client.send(.get, "/scripts/counter", as: mill.tokens["rosa"])
      #expect(own.text.contains("cannot confirm it") && !own.text.contains("/confirm\""))
      #expect(!own.text.contains(hostile) && own.text.contains("&lt;script&gt;"))
      let refused = try await client.send(
        .post, "/scripts/counter/confirm", as: mill.tokens["rosa"], json: "agrees=yes",
        type: "application/x-www-form-urlencoded")
      #expect(refused.status == .forbidden)
      let other = try await client.send(.get, "/scripts/counter", as: mill.tokens["hanna"])
      #expect(other.text.contains("action=\"/scripts/counter/confirm\""))
      let agreed = try await client.send(
        .post, "/scripts/counter/confirm", as: mill.tokens["hanna"], json: "agrees=yes",
        type: "application/x-www-form-urlencoded")
      #expect(agreed.status == .seeOther)
      let trail = try await client.send(.get, "/api/v1/evidence?subject=counter", as: mill.tokens["felix"]).json
      let pieces = trail["pieces"].elements
      #expect(pieces.map { $0["verdict"].text } == ["failed", "started"])
      let sequence = Int(try #require(pieces.first?["sequence"].number))
      let page = try await client.send(.get, "/evidence/\(sequence)", as: mill.tokens["felix"])
      #expect(page.status == .ok && !page.text.contains(hostile) && page.text.contains("Expected and got"))
      let digest = try #require(pieces.first?["attachments"].elements.first?["digest"].text)
      let file = try await client.send(.get, "/attachments/\(digest)", as: mill.tokens["felix"])
      #expect(file.headers[.contentType] == "text/plain; charset=utf-8" && file.text == hostile)
      #expect(file.headers[.xContentTypeOptions] == "nosniff")
      #expect(!(file.headers[.contentDisposition] ?? "").dropFirst(20).contains("<"))
    }
  }

  @Test func aGateLeadsToItsEvidence() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      let cell = try await client.send(.get, "/readiness", as: mill.tokens["hanna"])
      #expect(cell.text.contains("href=\"/gates/sellers#axis-technical\""))
      #expect(cell.text.contains("href=\"/trace\""))
      let gate = try await client.send(.get, "/gates/sellers", as: mill.tokens["hanna"])
      #expect(gate.text.contains("id=\"axis-technical\"") && gate.text.contains("id=\"criterion-released\""))
      let links = gate.text.matches(of: /href="(\/evidence\/\d+)"/).map { String($0.1) }
      #expect(links.count >= 2)
      for link in Set(links) {
        let piece = try await client.send(.get, link, as: mill.tokens["hanna"])
        #expect(piece.status == .ok && piece.text.contains("/gates/sellers"), "\(link)")
        #expect(!piece.text.contains("href=\"/journal/"), "a department head sees no journal")
      }
    }
  }

  @Test func aReportTooLargeOrOfAnotherKindIsRefused() async throws {
    try await Mill.run { mill, client in
      let rosa = mill.tokens["rosa"]
      func send(_ text: String, _ type: String) async throws -> TestResponse {
        try await client.send(.post, "/api/v1/test-reports?name=x.xml", as: rosa, json: text, type: type)
      }
      #expect(try await send("<testsuites/>", "text/csv").status == .unsupportedMediaType)
      #expect(try await send("<!DOCTYPE a><testsuites/>", "application/xml").status == .unprocessableContent)
      #expect(try await send(String(repeating: " ", count: 16_000_001), "text/xml").status == .contentTooLarge)
      let taken = try await send(
        "<testsuites><testsuite name=\"s\"><testcase classname=\"till.sales\" name=\"n\"/></testsuite></testsuites>",
        "application/xml; charset=utf-8")
      #expect(taken.status == .ok)
      #expect(try taken.json["tests"].elements.map { $0["verdict"].text } == ["passed"])
    }
  }
}
