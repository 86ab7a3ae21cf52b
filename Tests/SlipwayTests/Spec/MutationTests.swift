import Testing

@testable import Slipway

/// Whatever bytes come, reading ends with a programme or with problems that have a place.
@Suite struct MutationTests {
  private static let example = Result { try Repository.bytes("examples/ledger/programme.yaml") }

  @Test(arguments: UInt64(0)..<20) func neitherTrapsNorLosesItsPlace(seed: UInt64) throws {
    try expectPlaces(in: try Self.example.get(), seed)
  }

  @Test(arguments: UInt64(200)..<220) func whatRunsNeitherTrapsNorLosesItsPlace(seed: UInt64) throws {
    try expectPlaces(in: Array(Specimen.running.utf8), seed)
  }

  private func expectPlaces(in original: [UInt8], _ seed: UInt64) throws {
    var random = Randomness(seed: seed)
    var refused = 0
    for _ in 0..<100 {
      let text = String(decoding: random.mutation(of: original), as: UTF8.self)
      do {
        _ = try ProgrammeReader.read(text)
      } catch {
        refused += 1
        #expect(!error.problems.isEmpty)
        let isPlaced = error.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty }
        #expect(isPlaced, "\(error.problems)")
        let lines = error.problems.map(\.line)
        #expect(lines == lines.sorted())
      }
    }
    #expect(refused > 0)
  }

  @Test(arguments: UInt64(100)..<110) func theSameTextIsReadTheSame(seed: UInt64) throws {
    var random = Randomness(seed: seed)
    let text = String(decoding: random.mutation(of: try Self.example.get()), as: UTF8.self)
    #expect(reading(text) == reading(text))
  }

  @Test func theExampleIsReadTheSame() throws {
    let text = String(decoding: try Self.example.get(), as: UTF8.self)
    #expect(try ProgrammeReader.read(text) == ProgrammeReader.read(text))
  }

  private func reading(_ text: String) -> Result<ProgrammeReader.Reading, SpecProblems> {
    Result { () throws(SpecProblems) in try ProgrammeReader.read(text) }
  }
}

/// A small generator with one word of state, so that a seed reruns a failing case.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
private struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// One to three changes: bytes flipped, a line left out, given twice, moved, indented or cut off.
  mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    for _ in 0..<Int.random(in: 1...3, using: &self) {
      let line = Int.random(in: 0..<lines.count, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: if lines.count > 1 { lines.remove(at: line) }
      case 1: lines.insert(lines[line], at: line)
      case 2: lines.swapAt(line, Int.random(in: 0..<lines.count, using: &self))
      case 3: lines[line].insert(contentsOf: [32, 32], at: 0)
      case 4: lines[line] = Array(lines[line].prefix(Int.random(in: 0...lines[line].count, using: &self)))
      default:
        guard !lines[line].isEmpty else { continue }
        let column = Int.random(in: 0..<lines[line].count, using: &self)
        lines[line][column] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      }
    }
    return Array(lines.joined(separator: [10]))
  }
}
