/// Who may use which system, and why: everything the doors need, compiled, and never changed afterwards.
///
/// Five bytes a person and system, and one copy of each reason. A new state of affairs is a new table, swapped in one
/// step.
public struct AccessTable: Sendable {
  /// The revision of the programme that the table was compiled from.
  public let revision: Int
  /// The systems, in the order given.
  public let systems: [SystemEntry]
  /// The persons' stable numbers; a person's index in the table is the index here.
  public let stableNumbers: [Int]
  /// Names claimed by two people, each once; the answer for such a name is the system's default.
  public let conflicts: [AliasConflict]

  private let systemIndices: [String: Int]
  private let aliasSets: [String: AliasIndex]
  private let numberIndex: AliasIndex
  private let firstAliases: [String: [Int: String]]
  private let accesses: [Access]
  private let reasonIndices: [UInt32]
  private let reasons: [Reason]
  private let digests: [UInt64]

  init(_ builder: Builder) {
    revision = builder.revision
    systems = builder.systems
    stableNumbers = builder.stableNumbers
    systemIndices = builder.systemIndices
    aliasSets = builder.aliasSets
    numberIndex = builder.numberIndex
    firstAliases = builder.firstAliases
    accesses = builder.accesses
    reasonIndices = builder.reasonIndices
    reasons = builder.reasons
    conflicts = builder.conflicts
    digests = builder.digests()
  }

  /// The index of a system by its key.
  public func systemIndex(_ key: String) -> Int? { systemIndices[key] }

  /// The index of a person by the name that a system knows them by.
  ///
  /// - Returns: `nil` where nobody, or more than one person, has that name, or there is no such system.
  /// - Complexity: O(1).
  public func person(_ alias: String, in system: Int) -> Int? {
    guard systems.indices.contains(system) else { return nil }
    guard let set = systems[system].aliasSet else { return numberIndex.person(alias) }
    return aliasSets[set]?.person(alias)
  }

  /// The name by which a system knows a person: the first given where there are several, else the stable number where
  /// the system has no names of its own.
  ///
  /// - Returns: `nil` where the system cannot ask about that person.
  public func alias(ofPerson person: Int, in system: Int) -> String? {
    guard systems.indices.contains(system), stableNumbers.indices.contains(person) else { return nil }
    let alias =
      if let set = systems[system].aliasSet {
        firstAliases[set]?[person]
      } else {
        String(stableNumbers[person])
      }
    guard let alias, self.person(alias, in: system) == person else { return nil }
    return alias
  }

  /// The answer for a name.
  ///
  /// - Parameters:
  ///   - system: the system's key.
  ///   - alias: the name by which that system knows the person; `nil` where it was not said.
  /// - Returns: the system's default for a name that nobody has; `nil` only where there is no such system.
  /// - Complexity: O(1).
  public func answer(system: String, alias: String?) -> Answer? {
    guard let index = systemIndices[system] else { return nil }
    return answer(systemAt: index, alias: alias)
  }

  /// The answer for a name, by the system's index; `nil` only where there is no such system.
  public func answer(systemAt system: Int, alias: String?) -> Answer? {
    guard systems.indices.contains(system) else { return nil }
    guard let alias, let person = person(alias, in: system) else {
      let entry = systems[system]
      return Answer(access: entry.defaultAccess, reason: entry.defaultReason, revision: revision, isKnown: false)
    }
    return answer(systemAt: system, person: person)
  }

  /// The answer for a person, both by index; `nil` where there is no such system or person.
  ///
  /// - Complexity: O(1).
  public func answer(systemAt system: Int, person: Int) -> Answer? {
    guard systems.indices.contains(system), stableNumbers.indices.contains(person) else { return nil }
    let cell = person * systems.count + system
    let reason = reasons[Int(reasonIndices[cell])]
    return Answer(access: accesses[cell], reason: reason, revision: revision, isKnown: true)
  }

  /// A strong HTTP entity tag, quotes included, for the answers about some systems.
  ///
  /// It changes whenever any of those answers does: an access, a reason, a name, a default, the revision. It does not
  /// depend on the order in which people, names or reasons were added.
  ///
  /// - Parameters:
  ///   - scope: the systems that the caller sees.
  ///   - subject: the name asked about, where the tagged body is about one person; a client that changes its context
  ///     and still sends the old tag must not be told that nothing changed.
  /// - Complexity: O(systems).
  public func etag(scope: SystemScope = .all, subject: String? = nil) -> String {
    var hash = ContentHash()
    hash.combine(revision)
    for (system, digest) in zip(systems, digests) where scope.holds(system.key) { hash.combine(digest) }
    hash.combine(subject == nil ? 0 : 1 as UInt8)
    hash.combine(subject ?? "")
    let digits = String(hash.finished, radix: 16)
    return "\"" + String(repeating: "0", count: 16 - digits.count) + digits + "\""
  }
}
