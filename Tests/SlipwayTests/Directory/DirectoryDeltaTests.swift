import Testing

@testable import Slipway

/// What an import changes, exactly.
struct DirectoryDeltaTests {
  /// The directory and the journal as imports leave them.
  private struct Directory {
    var journal = Journal()
    var rows: [PersonNumber: DirectoryRow] = [:]

    mutating func take(_ text: String) throws -> DirectoryDelta {
      let list = try PeopleList.read(Array(text.utf8))
      #expect(list.problems.isEmpty)
      let delta = DirectoryDelta.between(
        list.people, rows: rows.values.sorted { $0.number < $1.number }, roster: journal.state.roster)
      journal.append(.membersChanged(.of(delta)))
      for change in delta.joined + delta.moved + delta.corrected { rows[change.row.number] = change.row }
      return delta
    }
  }

  private struct Line {
    var number: String
    var name: String
    var unit: String

    static func list(_ lines: [Line]) -> String {
      "number,name,unit\n" + lines.map { "\($0.number),\($0.name),\($0.unit)\n" }.joined()
    }
  }

  private static func lines(_ count: Int, _ dice: inout Dice, from first: Int = 0) -> [Line] {
    (first..<(first + count)).map {
      Line(number: "E\($0)", name: "Person \($0)", unit: "unit-\(dice.below(26))")
    }
  }

  @Test(arguments: 1...3)
  func joinersMoversAndLeaversAreExactlyThose(seed: Int) throws {
    var dice = Dice(seed: seed)
    var lines = DirectoryDeltaTests.lines(5_000, &dice)
    var directory = Directory()
    #expect(try directory.take(Line.list(lines)).joined.count == 5_000)
    #expect(try directory.take(Line.list(lines)).isEmpty, "the same file twice changes nothing")
    #expect(try directory.take(Line.list(lines.shuffled(using: &dice))).isEmpty, "nor does another order")

    lines.shuffle(using: &dice)
    let leavers = lines.suffix(20).map(\.number)
    lines.removeLast(20)
    let movers = (0..<12).map { index in
      lines[index].unit = "elsewhere"
      return lines[index].number
    }
    lines[12].name = "Another name"
    let joiners = DirectoryDeltaTests.lines(30, &dice, from: 9_000)
    lines.insert(contentsOf: joiners, at: 100)
    let delta = try directory.take(Line.list(lines))
    #expect(delta.joined.map(\.row.personnel) == joiners.map(\.number))
    #expect(delta.moved.map(\.row.personnel).sorted() == movers.sorted())
    #expect(delta.corrected.map(\.row.personnel) == [lines[12].number])
    #expect(delta.left.compactMap { directory.rows[$0]?.personnel }.sorted() == leavers.sorted())
    #expect(delta.unchanged == 5_000 - 20 - 12 - 1)
    #expect(Set(delta.joined.map(\.row.number)).isDisjoint(with: (1...5_000).map { PersonNumber($0) }))
    #expect(directory.journal.state.roster.present == 5_010)
    #expect(directory.journal.state.anomalies.isEmpty)
    #expect(try directory.take(Line.list(lines)).isEmpty)
  }

  @Test func aLeaverWhoComesBackKeepsTheirNumber() throws {
    var directory = Directory()
    let both = [Line(number: "E1", name: "Ann", unit: "sales"), Line(number: "E2", name: "Bo", unit: "sales")]
    _ = try directory.take(Line.list(both))
    let number = try #require(directory.rows.values.first { $0.personnel == "E2" }?.number)
    #expect(try directory.take(Line.list([both[0]])).left == [number])
    #expect(try directory.take(Line.list([both[0]])).isEmpty, "somebody leaves once")
    let back = try directory.take(Line.list(both))
    #expect(back.joined.map(\.row.number) == [number] && back.moved.isEmpty)
    #expect(directory.journal.state.roster.members.count == 2)
  }

  @Test func aNumberIsNeverUsedAgain() throws {
    var directory = Directory()
    _ = try directory.take(Line.list([Line(number: "E1", name: "Ann", unit: "sales")]))
    _ = try directory.take(Line.list([]))
    directory.rows = [:]
    let delta = try directory.take(Line.list([Line(number: "E1", name: "Ann", unit: "sales")]))
    #expect(delta.joined.map(\.row.number) == [PersonNumber(2)], "her row was erased; she is new")
  }

  @Test func aChangeOfDatesOrKindIsAMove() throws {
    var directory = Directory()
    _ = try directory.take("number,unit,kind\nE1,sales,employee\n")
    #expect(try directory.take("number,unit,kind\nE1,sales,contractor\n").moved.count == 1)
    #expect(try directory.take("number,unit,kind,to\nE1,sales,contractor,2026-12-31\n").moved.count == 1)
    #expect(
      try directory.take("number,unit,kind,to,login\nE1,sales,contractor,2026-12-31,ann\n").corrected.count == 1)
  }
}
