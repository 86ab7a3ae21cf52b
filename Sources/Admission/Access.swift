/// What a person may do in a system; more is greater.
public enum Access: UInt8, Comparable, Hashable, Sendable, CaseIterable {
  /// Not let in.
  case none = 0
  /// May look and change nothing.
  case read = 1
  /// May work.
  case full = 2

  /// The word used in every open format: `none`, `read` or `full`.
  public var name: String {
    switch self {
    case .none: "none"
    case .read: "read"
    case .full: "full"
    }
  }

  /// Less access is smaller.
  public static func < (left: Access, right: Access) -> Bool { left.rawValue < right.rawValue }
}

/// Why a person has the access they have.
public struct Reason: Hashable, Sendable {
  /// The kind of reason, in OpenFeature's words.
  public let kind: Kind
  /// The wave by which the answer came about, where one did.
  public let wave: String?
  /// The reason as one sentence, already in words.
  public let sentence: String

  /// OpenFeature's kinds of reason.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The same for everybody.
    case fixed = "STATIC"
    /// By a rule about this person.
    case targetingMatch = "TARGETING_MATCH"
    /// By the person's bucket.
    case split = "SPLIT"
    /// Switched off.
    case disabled = "DISABLED"
    /// No rule speaks about this person.
    case byDefault = "DEFAULT"
    /// Not known.
    case unknown = "UNKNOWN"
  }

  /// Makes a reason.
  public init(kind: Kind, wave: String? = nil, sentence: String) {
    self.kind = kind
    self.wave = wave
    self.sentence = sentence
  }
}

/// A person's access to one system, with its reason.
public struct Answer: Hashable, Sendable {
  /// What the person may do.
  public let access: Access
  /// Why.
  public let reason: Reason
  /// The revision of the table that answered.
  public let revision: Int
  /// Whether the table knows the person; an unknown one gets the system's default.
  public let isKnown: Bool

  /// Makes an answer.
  public init(access: Access, reason: Reason, revision: Int, isKnown: Bool) {
    self.access = access
    self.reason = reason
    self.revision = revision
    self.isKnown = isKnown
  }
}
