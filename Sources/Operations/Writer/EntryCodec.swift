import Foundation
package import Slipway

/// Entries ↔ the bytes the journal keeps: JSON with sorted keys, written once and never anew.
package enum EntryCodec {
  private struct Body: Codable {
    var at: Timestamp
    var actor: Actor
    var fact: Fact
  }

  package static func encode(_ entry: Entry) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(Body(at: entry.at, actor: entry.actor, fact: entry.fact)))
  }

  package static func decode(_ stored: StoredEntry) throws -> Entry {
    let body = try JSONDecoder().decode(Body.self, from: Data(stored.bytes))
    return Entry(
      sequence: stored.sequence, programme: stored.programme, at: body.at, actor: body.actor, fact: body.fact)
  }
}
