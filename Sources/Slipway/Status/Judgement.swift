/// What one question to the evidence found.
package struct Judgement: Sendable, Equatable {
  package var standing: Standing
  package var explanations: [Explanation]
  package var grounds: [Ground]

  package enum Standing: String, Sendable, Codable, Comparable {
    case failing, unknown, met

    private var rank: Int {
      switch self {
      case .failing: 0
      case .unknown: 1
      case .met: 2
      }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  package init(_ standing: Standing, _ explanations: [Explanation], grounds: [Ground] = []) {
    self.standing = standing
    self.explanations = explanations
    self.grounds = grounds
  }

  /// All of them together: failing where any fails, met where all are met; nothing at all is unknown. What fails is told
  /// first.
  package static func all(_ parts: [Judgement], ofNothing: Explanation) -> Judgement {
    guard let worst = parts.map(\.standing).min() else { return Judgement(.unknown, [ofNothing]) }
    let telling =
      worst == .met
      ? parts : parts.filter { $0.standing == .failing } + parts.filter { $0.standing == .unknown }
    return Judgement(worst, telling.flatMap(\.explanations), grounds: parts.flatMap(\.grounds))
  }
}

/// A fact that a figure stands on: which, of what kind, how old, and until when it counts.
package struct Ground: Sendable, Equatable, Codable {
  package var sequence: Int
  package var kind: Evidence.Kind
  package var at: Timestamp
  package var expires: Timestamp?

  package init(sequence: Int, kind: Evidence.Kind, at: Timestamp, expires: Timestamp?) {
    self.sequence = sequence
    self.kind = kind
    self.at = at
    self.expires = expires
  }
}
