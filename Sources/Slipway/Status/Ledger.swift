/// Everyone, each in exactly one column; the sum is the head-count.
package struct Ledger: Sendable, Equatable {
  package var headCount = 0
  package var live = 0
  package var scheduled = 0
  package var held = 0
  package var excepted = 0
  package var uncovered = 0

  package enum Column: String, Sendable, Codable, CaseIterable { case live, scheduled, held, excepted, uncovered }

  package subscript(column: Column) -> Int {
    switch column {
    case .live: live
    case .scheduled: scheduled
    case .held: held
    case .excepted: excepted
    case .uncovered: uncovered
    }
  }

  package var isWhole: Bool { live + scheduled + held + excepted + uncovered == headCount }

  /// Everyone is in, or stays out with somebody answering for it.
  package var isComplete: Bool { headCount > 0 && live + excepted == headCount }

  package mutating func count(_ column: Column) {
    headCount += 1
    switch column {
    case .live: live += 1
    case .scheduled: scheduled += 1
    case .held: held += 1
    case .excepted: excepted += 1
    case .uncovered: uncovered += 1
    }
  }
}

/// One person's place in the ledger and why.
package struct PersonStanding: Sendable, Equatable {
  package var column: Ledger.Column
  package var explanation: Explanation
  package var wave: Int?
  /// Only in the column `held`: what the person still needs.
  package var missing: [String]
}
