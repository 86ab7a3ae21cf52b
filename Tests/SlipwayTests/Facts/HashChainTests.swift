import Testing

@testable import Slipway

/// Whatever is changed in a stored journal, the chain names the first entry that no longer follows.
struct HashChainTests {
  private static func chain(_ count: Int) -> [StoredEntry] {
    var head = HashChain.Head.start
    return (1...count).map { sequence in
      let bytes = Array("entry \(sequence)".utf8)
      let hash = HashChain.hash(after: head.hash, sequence: sequence, programme: "sample", bytes: bytes)
      head = HashChain.Head(sequence: sequence, hash: hash)
      return StoredEntry(sequence: sequence, programme: "sample", bytes: bytes, hash: hash)
    }
  }

  @Test func anUntouchedChainHolds() {
    let chain = HashChainTests.chain(12)
    #expect(HashChain.firstBreak(in: chain) == nil)
    #expect(HashChain.firstBreak(in: chain[5...], after: .init(sequence: 5, hash: chain[4].hash)) == nil)
    #expect(HashChain.firstBreak(in: []) == nil)
  }

  @Test func anyByteFlippedIsFoundWhereItStands() {
    let chain = HashChainTests.chain(6)
    for place in chain.indices {
      for byte in chain[place].bytes.indices {
        var altered = chain
        altered[place].bytes[byte] ^= 1
        #expect(HashChain.firstBreak(in: altered) == .init(sequence: place + 1, found: .altered))
      }
      for byte in 0..<32 {
        var bytes = chain[place].hash.bytes
        bytes[byte] ^= 0x80
        var altered = chain
        altered[place].hash = Digest(bytes: bytes)
        #expect(HashChain.firstBreak(in: altered) == .init(sequence: place + 1, found: .altered))
      }
    }
  }

  @Test func anEntryGivenToAnotherProgrammeIsFound() {
    var chain = HashChainTests.chain(3)
    chain[1].programme = "other"
    #expect(HashChain.firstBreak(in: chain) == .init(sequence: 2, found: .altered))
  }

  @Test func aDroppedEntryIsAGap() {
    for place in 0..<5 {
      var chain = HashChainTests.chain(6)
      chain.remove(at: place)
      #expect(HashChain.firstBreak(in: chain) == .init(sequence: place + 1, found: .gap(next: place + 2)))
    }
  }

  @Test func swappedEntriesAreFoundEvenWhenRenumbered() {
    for place in 0..<5 {
      var chain = HashChainTests.chain(6)
      chain.swapAt(place, place + 1)
      #expect(HashChain.firstBreak(in: chain) == .init(sequence: place + 1, found: .gap(next: place + 2)))
      chain[place].sequence = place + 1
      chain[place + 1].sequence = place + 2
      #expect(HashChain.firstBreak(in: chain) == .init(sequence: place + 1, found: .altered))
    }
  }

  @Test func aTruncatedChainShowsOnlyAgainstAnExportedHead() {
    let chain = HashChainTests.chain(6)
    #expect(HashChain.firstBreak(in: chain.prefix(4)) == nil)
    #expect(chain.prefix(4).last?.hash != chain.last?.hash)
  }

  @Test func digestsAreThoseOfTheStandard() {
    // SHA-256 of "abc", FIPS 180-4.
    #expect(Digest.of("abc").text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest.none.text == String(repeating: "0", count: 64))
  }

  @Test(arguments: [Int.min, -1, 0, Int.max])
  func noSequenceNumberTraps(sequence: Int) {
    let entry = StoredEntry(sequence: sequence, programme: "p", bytes: [], hash: .none)
    #expect(HashChain.firstBreak(in: [entry]) == .init(sequence: 1, found: .gap(next: sequence)))
    #expect(HashChain.hash(after: .none, sequence: sequence, programme: "p", bytes: []) != .none)
  }
}
