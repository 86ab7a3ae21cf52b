package import Foundation
package import Slipway

/// A people list becomes the directory: exactly its joiners, movers and leavers.
package struct ImportPeople: UseCase {
  package static let name = "import-people"
  package var file: Data
  /// Keep rows in error as people whom nothing covers, instead of refusing the whole list.
  package var settingAside: Bool
  /// Say what would change and change nothing.
  package var trial: Bool

  package init(file: [UInt8], settingAside: Bool = false, trial: Bool = false) {
    self.file = Data(file)
    self.settingAside = settingAside
    self.trial = trial
  }

  package var action: Action { .importLists }

  package struct Reply: Codable, Sendable {
    package var rows: Int
    package var joined: Int
    package var moved: Int
    package var corrected: Int
    package var left: Int
    package var unchanged: Int
    package var setAside: [Problem.Finding]
    package var ignoredColumns: [String]
    package var encoding: String
    package var headcount: Int
    package var uncovered: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let list: PeopleList
    do {
      list = try PeopleList.read(Array(file), settingAside: settingAside)
    } catch {
      throw Lists.invalid([error])
    }
    guard list.problems.isEmpty || settingAside else { throw Lists.invalid(list.problems, setsAside: true) }
    guard !list.people.isEmpty else {
      throw Problem(
        .listInvalid, "The list has no people; everybody would have left.",
        remedy: "Give the whole organisation's list. Nothing was imported.")
    }
    let rows = try turn.store.rows(of: turn.state.programme)
    let delta = DirectoryDelta.between(list.people, rows: rows.map(\.row), roster: turn.state.roster)
    let salts = Dictionary(rows.map { ($0.row.number, $0.salt) }) { first, _ in first }
    let writes = (delta.joined + delta.moved + delta.corrected).map { change in
      StoredRow(
        programme: turn.state.programme, row: change.row,
        salt: salts[change.row.number] ?? turn.randomness.bytes(16))
    }
    let digests = Dictionary(try writes.map { ($0.row.number, try Lists.digest($0)) }) { first, _ in first }
    let named = turn.state.spec.map { Lists.named(in: $0.programme) } ?? []
    func joined(_ change: DirectoryDelta.Change) -> MembershipChange.Joined {
      MembershipChange.Joined(
        number: change.row.number, membership: change.membership, row: digests[change.row.number] ?? "",
        listedAs: named.contains(change.row.personnel) ? change.row.personnel : nil)
    }
    let fact = MembershipChange(
      joined: delta.joined.map(joined), moved: delta.moved.map(joined), corrected: delta.corrected.map(joined),
      left: delta.left)
    let keep = !trial && !fact.isEmpty
    return Outcome(keep ? [.membersChanged(fact)] : [], rows: keep ? writes : []) { turn in
      let ledger = try? turn.status().ledger
      return Reply(
        rows: list.rows, joined: delta.joined.count, moved: delta.moved.count, corrected: delta.corrected.count,
        left: delta.left.count, unchanged: delta.unchanged, setAside: list.problems.map(Lists.finding),
        ignoredColumns: list.ignoredColumns, encoding: list.encoding,
        headcount: ledger?.headCount ?? turn.state.roster.present, uncovered: ledger?.uncovered ?? 0)
    }
  }
}

/// A list of who has an account, a licence, a device.
package struct ImportConditions: UseCase {
  package static let name = "import-conditions"
  package var file: Data

  package init(file: [UInt8]) { self.file = Data(file) }

  package var action: Action { .importLists }

  package struct Reply: Codable, Sendable {
    package var taken: Int
    package var unchanged: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let programme = try turn.status().programme
    let people = turn.people { [$0.personnel] + $0.aliases.values }
    let list: ConditionList
    do {
      list = try ConditionList.read(
        Array(file), people: people, conditions: Set(programme.implementation.conditions.map(\.id)))
    } catch {
      throw Lists.invalid([error])
    }
    guard list.problems.isEmpty else { throw Lists.invalid(list.problems) }
    if let early = list.reports.first(where: { $0.asOf > turn.now }) {
      throw Problem(
        .listInvalid, "A condition is reported as of \(early.asOf), which has not come yet.",
        remedy: "Mend the dates; nothing was imported.")
    }
    let news = list.reports.filter { report in
      turn.state.conditions[report.condition]?[report.person]?.body != report
    }
    return Outcome(news.isEmpty ? [] : [.conditionsReported(news)]) { _ in
      Reply(taken: news.count, unchanged: list.reports.count - news.count)
    }
  }
}

/// Forgets a person: name, addresses, logins and salt go; every total stands.
package struct ErasePerson: UseCase {
  package static let name = "erase"
  package var person: String

  package init(person: String) { self.person = person }

  package var action: Action { .erase }

  package struct Reply: Codable, Sendable {
    package var number: Int
    package var headcount: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let number = try turn.person(person)
    return Outcome([.personErased(number)], erased: [number]) { turn in
      Reply(number: number.value, headcount: try turn.status().ledger.headCount)
    }
  }
}

enum Lists {
  /// - Parameter setsAside: whether rows in error may be kept for later.
  static func invalid(_ problems: [ListProblem], setsAside: Bool = false) -> Problem {
    Problem(
      .listInvalid, "The list has \(problems.count) \(problems.count == 1 ? "error" : "errors"); nothing was imported.",
      remedy: setsAside
        ? "Mend the cells named here, or import with --set-aside to keep those rows as uncovered people."
        : "Mend the cells named here.",
      findings: problems.map(finding))
  }

  static func finding(_ problem: ListProblem) -> Problem.Finding {
    Problem.Finding(line: problem.line, column: problem.column, message: problem.message)
  }

  /// Salted digest of a row, by which facts cite it.
  static func digest(_ stored: StoredRow) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Digest.of(stored.salt + Array(try encoder.encode(stored.row))).text
  }

  /// The personnel numbers that a document names in the open.
  static func named(in programme: Programme) -> Set<String> {
    let selectors =
      programme.audiences.map(\.selector) + programme.freezes.map(\.scope)
      + programme.implementation.lessons.map(\.selector) + programme.implementation.curricula.map(\.selector)
    return Set(selectors.flatMap(\.people))
  }
}
