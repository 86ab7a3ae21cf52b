/// A figure about people that may be shown, must not be, or does not exist. A view gets the number only by saying what it
/// shows otherwise.
package enum Figure<Value: Sendable & Equatable>: Sendable, Equatable {
  case known(Value)
  case withheld(Withheld)
  case missing(MissingFigure)

  /// Nil for what must not be shown and for what does not exist.
  package var value: Value? {
    switch self {
    case .known(let value): value
    case .withheld, .missing: nil
    }
  }

  func map<Other>(_ transform: (Value) -> Other) -> Figure<Other> {
    switch self {
    case .known(let value): .known(transform(value))
    case .withheld(let withheld): .withheld(withheld)
    case .missing(let missing): .missing(missing)
    }
  }
}

/// Stands where a figure would tell something about single people. It holds no number, not even how many they are.
package struct Withheld: Sendable, Hashable {
  /// Groups of fewer are withheld.
  package let least: Int
}

extension Withheld: CustomStringConvertible {
  package var description: String { "withheld: fewer than \(least) people" }
}

/// Why a figure does not exist; never shown as 0.
package enum MissingFigure: String, Sendable, Hashable {
  case nobodyLive = "nobody is live"
  case nobodyEligible = "nobody is both live and trained"
  case nobodyActive = "nobody was active in 28 days"
  case nobodyInIt = "the audience has nobody in it"
  case notCounted = "no day was counted"
  case noActions = "no core action was done in either system"
  case noFeatures = "no features are declared"
  case noSmallGroups = "no group is small"
  case noAnswers = "nobody has answered"
  case broken = "the counts cannot be added up"
  case notReported = "the systems have not reported yet"
  case noSuchMetric = "no metric counts it"
}
