import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Slipway
import Testing

@testable import Server

/// Streams say what changed, once, and end when the server does.
@Suite struct StreamTests {
  /// The events of `uri` while `act` happens; the bulletin closes afterwards, which ends the stream.
  private static func events(
    _ uri: String, as account: String, _ act: @Sendable (Mill) async throws -> Void
  ) async throws -> [(name: String, data: JSON)] {
    try await Mill.run(.live) { mill, client in
      try await mill.makeReady()
      let port = try #require(client.port)
      let stream = try LiveStream("http://localhost:\(port)\(uri)", token: try #require(mill.tokens[account]))
      var chunks = stream.chunks.makeAsyncIterator()
      var text = try #require(await chunks.next())
      try await act(mill)
      mill.services.writer.bulletin.close()
      while let chunk = await chunks.next() { text += chunk }
      return try text.components(separatedBy: "\n\n").filter { $0.hasPrefix("event: ") }.map { block in
        let lines = block.components(separatedBy: "\n")
        return (String(lines[0].dropFirst(7)), try JSON(String(lines[1].dropFirst(6))))
      }
    }
  }

  @Test func theOpeningOfAWaveIsAnnouncedOnce() async throws {
    let events = try await Self.events("/ofrep/v1/stream", as: "gateway") { mill in
      try await mill.reachOpening()
      // A change that moves nobody is no news at this door.
      _ = try await mill.services.writer.perform(ReportClaim(audience: "sellers", colour: .green), as: .localOperator)
    }
    #expect(events.count == 2)
    #expect(events.allSatisfy { $0.name == "message" && $0.data["type"].text == "refetchEvaluation" })
    #expect(events.first?.data["etag"] != events.last?.data["etag"])
    #expect(events.last?.data["lastModified"].text == "2026-03-30T08:00:00Z")
  }

  @Test func pagesHearOfEveryChangeInOrder() async throws {
    let events = try await Self.events("/events", as: "pia") { mill in
      for colour in [Claim.Colour.green, .amber, .red] {
        _ = try await mill.services.writer.perform(ReportClaim(audience: "sellers", colour: colour), as: .localOperator)
      }
    }
    #expect(events.allSatisfy { $0.name == "change" })
    let sequences = events.compactMap { $0.data["sequence"].number }
    #expect(sequences.count >= 2 && sequences == Set(sequences).sorted())
  }

  @Test func whoLosesTheRightHearsNoMore() async throws {
    let events = try await Self.events("/events", as: "felix") { mill in
      _ = try await mill.services.writer.perform(RevokeAccount(account: "felix"), as: .localOperator)
      _ = try await mill.services.writer.perform(ReportClaim(audience: "sellers", colour: .red), as: .localOperator)
    }
    #expect(events.count == 1)
  }

  @Test func figuresForMonitoring() async throws {
    try await Mill.run { mill, client in
      try await mill.makeReady()
      try await mill.reachOpening()
      let reply = try await client.send(.get, "/metrics", as: mill.tokens["gateway"])
      let lines = Set(reply.text.components(separatedBy: "\n"))
      #expect(lines.contains("slipway_people{programme=\"mill\",column=\"live\"} 3"))
      #expect(lines.contains("slipway_waves{programme=\"mill\",phase=\"open\"} 1"))
      #expect(lines.contains("slipway_runs{programme=\"mill\",verdict=\"never-run\"} 3"))
      #expect(lines.contains("slipway_event_streams 0"))
      #expect(!reply.text.contains("Ada"))
    }
  }
}
