import Foundation
import Testing

@testable import SequentialTests

@Suite struct ShareEvidenceTests {
  static func strata(_ random: inout EvidenceStream, count: Int) -> [ShareStratum] {
    (0..<count).map { _ in
      ShareStratum(
        treatment: Int(random.unit() * 20), control: Int(random.unit() * 20),
        share: [0.5, 0.2, 0.05 + 0.9 * random.unit()][Int(random.unit() * 3)])
    }
  }

  @Test(arguments: 1...40)
  func mergedInAnyOrderItIsTheMixture(_ seed: Int) throws {
    var random = EvidenceStream(seed)
    let strata = Self.strata(&random, count: 1 + seed % 9)
    let tolerated = 0.5 + random.unit()
    let whole = try ShareMixture().logHarm(strata, tolerated: tolerated)
    for _ in 0..<4 {
      let pieces = try strata.shuffled(using: &random).map { stratum in
        var piece = try ShareEvidence(share: stratum.share, tolerated: tolerated)
        try piece.add(treatment: stratum.treatment, control: stratum.control)
        return piece
      }
      // Two halves, each merged by itself, then with one another.
      let middle = pieces.count / 2
      var right = pieces[middle]
      for piece in pieces[(middle + 1)...] { try right.merge(piece) }
      if middle > 0 {
        var left = pieces[0]
        for piece in pieces[1..<middle] { try left.merge(piece) }
        try right.merge(left)
      }
      #expect(abs(right.logE - whole) < 1e-11 * max(1, abs(whole)))
      #expect(right.treatment == strata.reduce(0) { $0 + $1.treatment })
      #expect(right.control == strata.reduce(0) { $0 + $1.control })
    }
  }

  @Test func eventByEventIsTheSameBits() throws {
    var random = EvidenceStream(4)
    var one = try ShareEvidence(share: 0.3)
    var two = try ShareEvidence(share: 0.3)
    var whole = try ShareEvidence(share: 0.3)
    for index in 0..<200 {
      let arm: Arm = random.chance(0.4) ? .treatment : .control
      try whole.add(failureIn: arm)
      if index % 3 == 0 { try one.add(failureIn: arm) } else { try two.add(failureIn: arm) }
    }
    var merged = two
    try merged.merge(one)
    try one.merge(two)
    #expect(merged == whole && one == whole)
    #expect(merged.logE == whole.logE)
    let stratum = ShareStratum(treatment: whole.treatment, control: whole.control, share: 0.3)
    #expect(abs(try ShareMixture().logHarm([stratum]) - whole.logE) < 1e-12)
  }

  @Test func refusesOtherQuestionsAndOverflow() throws {
    var evidence = try ShareEvidence(share: 0.5)
    let other = try ShareEvidence(share: 0.5, tolerated: 1.1)
    #expect(throws: EProcessError.differentQuestion) { try evidence.merge(other) }
    let grid = try ShareEvidence(share: 0.5, grid: RatioGrid(least: 1.1, greatest: 3))
    #expect(throws: EProcessError.differentQuestion) { try evidence.merge(grid) }
    #expect(throws: EProcessError.countOutside) { try evidence.add(treatment: -1, control: 0) }
    #expect(throws: EProcessError.countOutside) { try evidence.add(treatment: .max, control: .max) }
    try evidence.add(treatment: EProcessError.greatestCount - 1, control: 0)
    let before = evidence
    #expect(throws: EProcessError.countOutside) { try evidence.add(treatment: 1, control: 1) }
    #expect(throws: EProcessError.countOutside) { try evidence.merge(evidence) }
    #expect(evidence == before)
    try evidence.add(failureIn: .treatment)
    #expect(throws: EProcessError.countOutside) { try evidence.add(failureIn: .control) }
    #expect(evidence.logE.isFinite)
  }
}
