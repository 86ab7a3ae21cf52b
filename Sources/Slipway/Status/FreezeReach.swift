/// Which audiences a freeze touches: those of whom anybody falls under its scope.
struct FreezeReach {
  private let placement: Placement
  private let roster: Roster
  private let listed: [String: PersonNumber]
  private let tree: UnitTree

  init(_ programme: Programme, _ placement: Placement, _ state: State) {
    self.placement = placement
    roster = state.roster
    listed = state.listed
    tree = UnitTree(programme.units)
  }

  /// - Complexity: O(people of the audience).
  func touches(_ freeze: Freeze, audienceAt index: Int) -> Bool {
    if freeze.scope.choosesEveryone { return true }
    let selection = Selection(freeze.scope, tree, listed)
    let people = placement.people[index]
    return Set(people.map { roster.members[$0].post }).contains { selection.holds(roster.posts[$0]) }
      || people.contains { selection.people.contains(roster.members[$0].number) }
  }
}

extension Programme {
  /// Whether a freeze names no system, or one that is rolled out: one of an old system alone stops nobody here.
  func concernsNewSystems(_ freeze: Freeze) -> Bool {
    freeze.systems.isEmpty || !Set(rollout.systems).isDisjoint(with: freeze.systems)
  }
}
