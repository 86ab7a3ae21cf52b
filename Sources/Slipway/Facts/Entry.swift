import Crypto

/// A fact in its place in the journal.
package struct Entry: Sendable, Equatable {
  /// 1 for the first entry of a folder; no gaps.
  package var sequence: Int
  package var programme: Key<Programme>
  package var at: Timestamp
  package var actor: Actor
  package var fact: Fact

  package init(sequence: Int, programme: Key<Programme>, at: Timestamp, actor: Actor, fact: Fact) {
    self.sequence = sequence
    self.programme = programme
    self.at = at
    self.actor = actor
    self.fact = fact
  }
}

/// An entry as stored: its bytes are never written anew, so the chain proves exactly what is on disk.
package struct StoredEntry: Sendable, Equatable {
  package var sequence: Int
  package var programme: Key<Programme>
  package var bytes: [UInt8]
  package var hash: Digest

  package init(sequence: Int, programme: Key<Programme>, bytes: [UInt8], hash: Digest) {
    self.sequence = sequence
    self.programme = programme
    self.bytes = bytes
    self.hash = hash
  }
}

/// A SHA-256 digest.
package struct Digest: Sendable, Hashable, Codable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// The digest before the first entry: 32 zero bytes.
  package static let none = Digest(bytes: [UInt8](repeating: 0, count: 32))

  package static func of(_ data: [UInt8]) -> Digest { Digest(bytes: Array(SHA256.hash(data: data))) }

  package static func of(_ text: String) -> Digest { of(Array(text.utf8)) }

  /// 64 lower-case hexadecimal digits.
  package var text: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// The chain over the journal: each hash covers the one before, the place, the programme and the stored bytes.
package enum HashChain {
  /// - Source: SHA-256, FIPS 180-4.
  /// - Complexity: O(bytes).
  package static func hash(
    after previous: Digest, sequence: Int, programme: Key<Programme>, bytes: [UInt8]
  ) -> Digest {
    var hasher = SHA256()
    hasher.update(data: previous.bytes)
    withUnsafeBytes(of: Int64(sequence).bigEndian) { hasher.update(bufferPointer: $0) }
    hasher.update(data: Array(programme.text.utf8))
    hasher.update(data: [0])
    hasher.update(data: bytes)
    return Digest(bytes: Array(hasher.finalize()))
  }

  /// The first entry that does not follow from those before it.
  package static func firstBreak(in entries: some Sequence<StoredEntry>, after start: Head = .start) -> Break? {
    var head = start
    for entry in entries {
      guard entry.sequence == head.sequence + 1 else {
        return Break(sequence: head.sequence + 1, found: .gap(next: entry.sequence))
      }
      let expected = hash(
        after: head.hash, sequence: entry.sequence, programme: entry.programme, bytes: entry.bytes)
      guard expected == entry.hash else { return Break(sequence: entry.sequence, found: .altered) }
      head = Head(sequence: entry.sequence, hash: entry.hash)
    }
    return nil
  }

  package struct Head: Sendable, Equatable {
    package var sequence: Int
    package var hash: Digest

    package init(sequence: Int, hash: Digest) {
      self.sequence = sequence
      self.hash = hash
    }

    package static let start = Head(sequence: 0, hash: .none)
  }

  package struct Break: Sendable, Equatable {
    package var sequence: Int
    package var found: Found

    package enum Found: Sendable, Equatable {
      case altered
      case gap(next: Int)
    }
  }
}
