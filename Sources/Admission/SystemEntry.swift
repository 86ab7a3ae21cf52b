/// A system, new or old, that the table answers for.
public struct SystemEntry: Hashable, Sendable {
  /// The system's key, which is also its boolean flag's.
  public let key: String
  /// What people get about whom no rule speaks, and people who are not known.
  public let defaultAccess: Access
  /// Why they get it, as one sentence.
  public let defaultSentence: String
  /// The set of names by which the system knows people; `nil` where it knows them by their stable number.
  public let aliasSet: String?

  /// Makes an entry.
  public init(key: String, defaultAccess: Access = .none, defaultSentence: String, aliasSet: String? = nil) {
    self.key = key
    self.defaultAccess = defaultAccess
    self.defaultSentence = defaultSentence
    self.aliasSet = aliasSet
  }

  /// The default as a reason.
  public var defaultReason: Reason { Reason(kind: .byDefault, sentence: defaultSentence) }
}

/// A name that two people claim; nobody is found by it until that is settled.
public struct AliasConflict: Hashable, Sendable {
  /// The set of names, or `nil` for stable numbers.
  public let aliasSet: String?
  /// The name claimed twice.
  public let alias: String

  /// Makes a conflict.
  public init(aliasSet: String?, alias: String) {
    self.aliasSet = aliasSet
    self.alias = alias
  }
}

/// The systems that a caller may ask about.
public enum SystemScope: Hashable, Sendable {
  /// All of them.
  case all
  /// Only these, by key.
  case only(Set<String>)

  /// Whether the scope holds a system.
  public func holds(_ key: String) -> Bool {
    switch self {
    case .all: true
    case .only(let keys): keys.contains(key)
    }
  }
}
