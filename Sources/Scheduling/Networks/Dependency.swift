/// That one activity has to wait for another.
public struct Dependency: Sendable, Hashable {
  /// Which end of the successor waits for which end of the predecessor.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The successor starts after the predecessor finishes.
    case finishToStart
    /// The successor starts after the predecessor starts.
    case startToStart
    /// The successor finishes after the predecessor finishes.
    case finishToFinish
    /// The successor finishes after the predecessor starts.
    case startToFinish

    /// Whether the predecessor's start counts, not its finish.
    var leavesStart: Bool { self == .startToStart || self == .startToFinish }
    /// Whether the successor's start waits, not its finish.
    var entersStart: Bool { self == .finishToStart || self == .startToStart }
  }

  /// Index of the activity that is waited for.
  public var predecessor: Int
  /// Index of the activity that waits.
  public var successor: Int
  /// Which ends are tied.
  public var kind: Kind
  /// Time between the two ends, working time on the successor's lag calendar; negative is a lead.
  public var lag: Length

  /// A dependency of that kind, by default the successor's start on the predecessor's finish without lag.
  public init(predecessor: Int, successor: Int, kind: Kind = .finishToStart, lag: Length = .none) {
    self.predecessor = predecessor
    self.successor = successor
    self.kind = kind
    self.lag = lag
  }
}
