package import Admission
package import Scheduling

/// Status → the table of who may use what.
package enum AccessCompiler {
  /// - Parameter rows: the aliases by which systems know people; somebody without a row is known by no alias.
  /// - Complexity: O(people × systems).
  package static func compile(_ state: State, _ status: Status, rows: [PersonNumber: DirectoryRow]) -> AccessTable {
    let systems = status.programme.systems
    var builder = AccessTable.Builder(
      revision: status.revision,
      systems: systems.map { system in
        SystemEntry(
          key: system.id.text, defaultAccess: system.unknown,
          defaultSentence: Catalogue.sentence(.unknownPerson), aliasSet: system.id.text)
      })
    builder.reserveCapacity(persons: state.roster.members.count)
    let today = state.spec?.clocks.date(status.now) ?? .earliest
    for (index, member) in state.roster.members.enumerated() {
      guard let standing = status.standings[index] else { continue }
      let person = builder.addPerson(stableNumber: member.number.value)
      for (place, system) in systems.enumerated() {
        if let alias = rows[member.number]?.alias(for: system) {
          builder.addAlias(alias, ofPerson: person, inSet: system.id.text)
        }
        let (access, explanation) = access(to: system, standing, status.programme, today)
        builder.set(
          access,
          because: Admission.Reason(
            kind: kind(of: explanation), wave: standing.wave.map { status.programme.rollout.waves[$0].id.text },
            sentence: Catalogue.sentence(explanation)), ofPerson: person, in: place)
      }
    }
    return builder.build()
  }

  /// One person's access to one system, and why.
  package static func access(
    to system: System, _ standing: PersonStanding, _ programme: Programme, _ today: CivilDate
  ) -> (Access, Explanation) {
    switch system.role {
    case .new:
      guard programme.rollout.systems.contains(system.id) else { return (system.unknown, standing.explanation) }
      return (standing.column == .live ? .full : .none, standing.explanation)
    case .old(let retirement):
      if let off = retirement.offFrom, off <= today { return (.none, .oldOff(system: system.name, since: off)) }
      if let date = retirement.readOnlyFrom, date <= today {
        return (.read, .oldReadOnly(system: system.name, since: date))
      }
      return standing.column == .live && programme.rollout.systems.contains(retirement.replacedBy)
        ? (retirement.overlap, .oldOverlaps(system: system.name))
        : (.full, .oldUntilLive(system: system.name))
    }
  }

  private static func kind(of explanation: Explanation) -> Admission.Reason.Kind {
    switch explanation {
    case .laterStep: .split
    case .oldOff, .oldReadOnly: .fixed
    case .waveHalted, .waveRolledBack: .disabled
    case .uncovered: .byDefault
    default: .targetingMatch
    }
  }
}
