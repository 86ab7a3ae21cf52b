extension AccessTable {
  /// Gathers what a table is compiled from. Everybody starts with each system's default.
  public struct Builder: Sendable {
    let revision: Int
    let systems: [SystemEntry]
    let systemIndices: [String: Int]
    private(set) var stableNumbers: [Int] = []
    private(set) var numberIndex = AliasIndex()
    private(set) var aliasSets: [String: AliasIndex] = [:]
    private(set) var firstAliases: [String: [Int: String]] = [:]
    private(set) var accesses: [Access] = []
    private(set) var reasonIndices: [UInt32] = []
    private(set) var reasons: [Reason] = []
    private var indicesOfReasons: [Reason: UInt32] = [:]
    private let defaultAccesses: [Access]
    private var defaultReasons: [UInt32] = []

    /// A reason kept once, however many people share it.
    public struct ReasonIndex: Hashable, Sendable {
      fileprivate let index: UInt32
    }

    /// Starts a table without people.
    ///
    /// - Parameters:
    ///   - revision: the revision of the programme.
    ///   - systems: with distinct keys; of two with one key the first is found by it.
    public init(revision: Int, systems: [SystemEntry]) {
      self.revision = revision
      self.systems = systems
      systemIndices = Dictionary(systems.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
      defaultAccesses = systems.map(\.defaultAccess)
      defaultReasons = systems.map { index(of: $0.defaultReason) }
    }

    /// Makes room for people, where their number is known.
    public mutating func reserveCapacity(persons: Int) {
      stableNumbers.reserveCapacity(persons)
      accesses.reserveCapacity(persons * systems.count)
      reasonIndices.reserveCapacity(persons * systems.count)
    }

    /// Adds a person with each system's default.
    ///
    /// - Parameter stableNumber: the person's number, which nobody else has.
    /// - Returns: the person's index: 0 for the first, then 1, and so on.
    @discardableResult
    public mutating func addPerson(stableNumber: Int) -> Int {
      let person = stableNumbers.count
      stableNumbers.append(stableNumber)
      numberIndex.add(String(stableNumber), of: Int32(person))
      accesses.append(contentsOf: defaultAccesses)
      reasonIndices.append(contentsOf: defaultReasons)
      return person
    }

    /// Adds a name by which the systems of an alias set know a person; the first added is the one listed.
    ///
    /// A name that two people claim finds neither, and is listed in the table's `conflicts`.
    public mutating func addAlias(_ alias: String, ofPerson person: Int, inSet set: String) {
      precondition(stableNumbers.indices.contains(person), "no person \(person) among \(stableNumbers.count)")
      aliasSets[set, default: AliasIndex()].add(alias, of: Int32(person))
      if firstAliases[set, default: [:]][person] == nil { firstAliases[set, default: [:]][person] = alias }
    }

    /// Keeps a reason, once.
    public mutating func keep(_ reason: Reason) -> ReasonIndex {
      ReasonIndex(index: index(of: reason))
    }

    /// Sets a person's access to a system, both by index.
    public mutating func set(_ access: Access, because reason: ReasonIndex, ofPerson person: Int, in system: Int) {
      precondition(stableNumbers.indices.contains(person), "no person \(person) among \(stableNumbers.count)")
      precondition(systems.indices.contains(system), "no system \(system) among \(systems.count)")
      let cell = person * systems.count + system
      accesses[cell] = access
      reasonIndices[cell] = reason.index
    }

    /// Sets a person's access to a system, both by index, keeping the reason.
    public mutating func set(_ access: Access, because reason: Reason, ofPerson person: Int, in system: Int) {
      set(access, because: keep(reason), ofPerson: person, in: system)
    }

    /// Compiles the table.
    ///
    /// - Complexity: O(persons × systems + names).
    public consuming func build() -> AccessTable { AccessTable(self) }

    private mutating func index(of reason: Reason) -> UInt32 {
      if let index = indicesOfReasons[reason] { return index }
      let index = UInt32(reasons.count)
      reasons.append(reason)
      indicesOfReasons[reason] = index
      return index
    }
  }
}

extension AccessTable.Builder {
  var conflicts: [AliasConflict] {
    let numbers = numberIndex.conflicts.map { AliasConflict(aliasSet: nil, alias: $0) }
    let names = aliasSets.sorted { $0.key < $1.key }.flatMap { set, index in
      index.conflicts.map { AliasConflict(aliasSet: set, alias: $0) }
    }
    return numbers + names
  }

  /// One hash a system over everything that its answers depend on.
  func digests() -> [UInt64] {
    let aliasDigests = aliasSets.mapValues { $0.digest(stableNumbers: stableNumbers) }
    let numberDigest = numberIndex.digest(stableNumbers: stableNumbers)
    let reasonDigests = reasons.map { reason in
      var hash = ContentHash()
      hash.combine(reason)
      return hash.finished
    }
    return systems.enumerated().map { system, entry in
      var hash = ContentHash()
      hash.combine(entry.key)
      hash.combine(entry.defaultAccess.rawValue)
      hash.combine(entry.defaultSentence)
      hash.combine(entry.aliasSet.map { aliasDigests[$0] ?? 0 } ?? numberDigest)
      var cells: UInt64 = 0
      for (person, number) in stableNumbers.enumerated() {
        let cell = person * systems.count + system
        var cellHash = ContentHash()
        cellHash.combine(number)
        cellHash.combine(accesses[cell].rawValue)
        cellHash.combine(reasonDigests[Int(reasonIndices[cell])])
        cells &+= cellHash.finished
      }
      hash.combine(cells)
      return hash.finished
    }
  }
}
