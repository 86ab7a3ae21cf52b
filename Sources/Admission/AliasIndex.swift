/// Finds people by the names of one set, each name one person or nobody.
struct AliasIndex: Sendable {
  private(set) var persons: [String: Int32] = [:]
  /// Names that several people claimed, in the order in which the second claim came.
  private(set) var conflicts: [String] = []
  private var conflicting: Set<String> = []

  mutating func add(_ alias: String, of person: Int32) {
    if conflicting.contains(alias) { return }
    guard let other = persons.updateValue(person, forKey: alias), other != person else { return }
    // Whom of the two a system means cannot be known, so the answer must not be more than a stranger's.
    persons.removeValue(forKey: alias)
    conflicting.insert(alias)
    conflicts.append(alias)
  }

  func person(_ alias: String) -> Int? {
    persons[alias].map(Int.init)
  }

  /// A sum over the names that does not depend on their order.
  func digest(stableNumbers: [Int]) -> UInt64 {
    persons.reduce(into: UInt64(0)) { sum, entry in
      var hash = ContentHash()
      hash.combine(entry.key)
      hash.combine(stableNumbers[Int(entry.value)])
      sum &+= hash.finished
    }
  }
}
