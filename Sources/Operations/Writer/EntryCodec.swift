import Dispatch
import Foundation
package import Slipway
import Synchronization

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

  /// Entries in order. Decoding is most of a start, so a long batch is shared out among the processors.
  package static func decode(_ batch: [StoredEntry]) throws -> [Entry] {
    let shares = min(ProcessInfo.processInfo.activeProcessorCount, batch.count / 500)
    guard shares > 1 else { return try together(batch[...]) }
    let decoded = Mutex([Result<[Entry], any Error>](repeating: .success([]), count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      let part = batch[(batch.count * share / shares)..<(batch.count * (share + 1) / shares)]
      let result = Result { try together(part) }
      decoded.withLock { $0[share] = result }
    }
    return try decoded.withLock { $0 }.flatMap { try $0.get() }
  }

  /// As one list, since setting a decoder up costs as much as reading a small entry.
  private static func together(_ part: ArraySlice<StoredEntry>) throws -> [Entry] {
    var list = Data(capacity: part.reduce(2) { $0 + $1.bytes.count + 1 })
    list.append(UInt8(ascii: "["))
    for (place, stored) in part.enumerated() {
      if place > 0 { list.append(UInt8(ascii: ",")) }
      list.append(contentsOf: stored.bytes)
    }
    list.append(UInt8(ascii: "]"))
    // One that cannot be read is named by reading them singly.
    guard let bodies = try? JSONDecoder().decode([Body].self, from: list), bodies.count == part.count else {
      return try part.map { try decode($0) }
    }
    return zip(part, bodies).map { stored, body in
      Entry(
        sequence: stored.sequence, programme: stored.programme, at: body.at, actor: body.actor, fact: body.fact)
    }
  }
}
