/// What an import changes: exact, so that the same list twice changes nothing.
package struct DirectoryDelta: Sendable, Equatable {
  package var joined: [Change] = []
  package var moved: [Change] = []
  package var corrected: [Change] = []
  package var left: [PersonNumber] = []
  package var unchanged = 0

  package struct Change: Sendable, Equatable {
    package var row: DirectoryRow
    package var membership: Membership
  }

  package var isEmpty: Bool { joined.isEmpty && moved.isEmpty && corrected.isEmpty && left.isEmpty }

  /// - Parameters:
  ///   - listed: the whole organisation as the list has it; who is not on it has left.
  ///   - rows: the directory as it is.
  /// - Complexity: O(listed + rows + roster).
  package static func between(
    _ listed: [ListedPerson], rows: [DirectoryRow], roster: Roster
  ) -> DirectoryDelta {
    var delta = DirectoryDelta()
    let known = Dictionary(rows.map { ($0.personnel, $0) }) { first, _ in first }
    var next = (roster.members.map(\.number.value).max() ?? 0) + 1
    var seen: Set<PersonNumber> = []
    for person in listed {
      let number = known[person.personnel]?.number
      let row = person.row(number: number ?? PersonNumber(next))
      let change = Change(row: row, membership: person.membership)
      guard let number, let member = roster.member(number) else {
        delta.joined.append(change)
        next += 1
        continue
      }
      seen.insert(number)
      if member.hasLeft {
        // Somebody who comes back keeps their number: what they learned is still theirs.
        delta.joined.append(change)
      } else if member.membership != person.membership {
        delta.moved.append(change)
      } else if known[person.personnel] != row {
        delta.corrected.append(change)
      } else {
        delta.unchanged += 1
      }
    }
    delta.left = roster.members.filter { !$0.hasLeft && !seen.contains($0.number) }.map(\.number)
    return delta
  }
}

extension ListedPerson {
  func row(number: PersonNumber) -> DirectoryRow {
    DirectoryRow(
      number: number, personnel: personnel, name: name, email: email, manager: manager, language: language,
      timeZone: timeZone, channel: channel, aliases: aliases)
  }
}
