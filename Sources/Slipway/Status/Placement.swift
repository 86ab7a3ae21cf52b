package import Scheduling

/// Who belongs where at a time: every person's audience and, by it, their wave.
package struct Placement: Sendable, Equatable {
  /// By roster index: whether the person belongs to the organisation on the day.
  package let isPresent: [Bool]
  /// By roster index: index into `Programme.audiences`.
  package let audience: [Int?]
  /// By index into `Programme.audiences`: roster indices, ascending.
  package let people: [[Int]]
  /// By index into `Programme.audiences`: index into `Rollout.waves`.
  package let waveOfAudience: [Int?]
  package let headCount: Int

  /// - Complexity: O(people + posts × audiences that choose the post's unit or any).
  package init(_ programme: Programme, _ roster: Roster, listed: [String: PersonNumber], on day: CivilDate) {
    let tree = UnitTree(programme.units)
    let selectors = programme.audiences.map { Selection($0.selector, tree, listed) }
    let byUnit = AudiencesByUnit(selectors)
    let byPost = roster.posts.map { byUnit.audience(of: $0) }
    var byName: [PersonNumber: Int] = [:]
    for (index, selector) in selectors.enumerated().reversed() {
      for number in selector.people { byName[number] = index }
    }
    var isPresent: [Bool] = []
    var audience: [Int?] = []
    var people = [[Int]](repeating: [], count: selectors.count)
    isPresent.reserveCapacity(roster.members.count)
    audience.reserveCapacity(roster.members.count)
    var headCount = 0
    for (index, member) in roster.members.enumerated() {
      let belongs = !member.hasLeft && member.membership.belongs(on: day)
      let place = belongs ? byName[member.number] ?? byPost[member.post] : nil
      isPresent.append(belongs)
      audience.append(place)
      headCount += belongs ? 1 : 0
      if let place { people[place].append(index) }
    }
    self.isPresent = isPresent
    self.audience = audience
    self.people = people
    self.headCount = headCount
    waveOfAudience = programme.audiences.map { audience in
      programme.rollout.waves.firstIndex { $0.audiences.contains(audience.id) }
    }
  }

  package func wave(ofPersonAt index: Int) -> Int? { audience[index].flatMap { waveOfAudience[$0] } }
}

/// Selectors by the units they choose, so that a post asks only those that could hold it.
private struct AudiencesByUnit {
  private let selectors: [Selection]
  private var ofUnit: [Key<Unit>: [Int]] = [:]
  private var ofAnyUnit: [Int] = []

  init(_ selectors: [Selection]) {
    self.selectors = selectors
    for (index, selector) in selectors.enumerated() {
      if selector.units.isEmpty { ofAnyUnit.append(index) }
      for unit in selector.units { ofUnit[unit, default: []].append(index) }
    }
  }

  /// The first in the order of the document that holds the post.
  func audience(of post: Roster.Post) -> Int? {
    let near = post.unit.flatMap { ofUnit[$0] }?.first { selectors[$0].holds(post) }
    let any = ofAnyUnit.first { selectors[$0].holds(post) }
    return [near, any].compactMap { $0 }.min()
  }
}

/// A selector made ready for many questions.
package struct Selection: Sendable {
  fileprivate let units: Set<Key<Unit>>
  private let sites: Set<Key<Site>>
  private let roles: Set<Key<Role>>
  private let kinds: Set<PersonKind>
  private let namesOnly: Bool
  package let people: Set<PersonNumber>

  package init(_ selector: Selector, _ tree: UnitTree, _ listed: [String: PersonNumber]) {
    units = Set(selector.units.flatMap { tree.within($0) })
    sites = Set(selector.sites)
    roles = Set(selector.roles)
    kinds = Set(selector.kinds)
    people = Set(selector.people.compactMap { listed[$0] })
    namesOnly =
      !selector.people.isEmpty && selector.units.isEmpty && selector.sites.isEmpty && selector.roles.isEmpty
      && selector.kinds.isEmpty
  }

  /// Whether the post alone brings somebody in; listed people belong in any case.
  package func holds(_ post: Roster.Post) -> Bool {
    // Somebody without a unit was set aside by an import and belongs nowhere until that is mended.
    guard let unit = post.unit, !namesOnly else { return false }
    return (units.isEmpty || units.contains(unit))
      && (sites.isEmpty || post.site.map(sites.contains) ?? false)
      && (roles.isEmpty || post.role.map(roles.contains) ?? false) && (kinds.isEmpty || kinds.contains(post.kind))
  }

  package func holds(_ member: Roster.Member, _ roster: Roster) -> Bool {
    people.contains(member.number) || holds(roster.posts[member.post])
  }
}

/// Units and what lies within them.
package struct UnitTree: Sendable {
  private var children: [Key<Unit>: [Key<Unit>]] = [:]

  package init(_ units: [Unit]) {
    for unit in units { if let parent = unit.parent { children[parent, default: []].append(unit.id) } }
  }

  /// The unit and everything below it. The document has been checked to hold no loop.
  package func within(_ unit: Key<Unit>) -> [Key<Unit>] {
    var found = [unit]
    var next = 0
    while next < found.count {
      found += children[found[next]] ?? []
      next += 1
    }
    return found
  }
}
