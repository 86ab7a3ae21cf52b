import Scheduling
import Testing

@testable import Slipway

/// A people list as it is exported: encodings, several rows a person, and rows in error named where they stand.
struct PeopleListTests {
  private static func read(_ text: String, settingAside: Bool = false) throws -> PeopleList {
    try PeopleList.read(Array(text.utf8), settingAside: settingAside)
  }

  @Test func everyColumnArrives() throws {
    let list = try PeopleListTests.read(
      """
      Number,Name,E-Mail,Login,Unit,Site,Role,Kind,Company,Country,Manager ID,Language,Time zone,Channel,From,To,\
      Leave until,alias.tickets,Shoe size
      E1,Ada Lovelace,ada@example.org,ada,Accounts Payable,York,Clerk,contractor,North Ltd,GB,E2,en,Europe/London,sms,\
      2026-01-01,31.12.2026,2026-02-01,T-77,39
      """)
    #expect(list.problems.isEmpty)
    #expect(list.ignoredColumns == ["Shoe size"] && list.rows == 1 && list.encoding == "UTF-8")
    let person = try #require(list.people.first)
    #expect(person.personnel == "E1" && person.name == "Ada Lovelace" && person.line == 2)
    #expect(person.aliases == ["login": "ada", "tickets": "T-77"])
    #expect(person.channel == .sms && person.manager == "E2")
    #expect(
      person.membership
        == Membership(
          kind: .contractor, entity: "north-ltd", country: "GB", from: CivilDate("2026-01-01"),
          to: CivilDate("2027-01-01"), onLeaveUntil: CivilDate("2026-02-01"),
          assignments: [Assignment(unit: "accounts-payable", site: "york", role: "clerk")]))
  }

  @Test func oneListInEveryEncodingIsOneList() throws {
    let text = "number;name;unit\r\nE1;Zoë Müller;Büro\r\nE2;Łukasz;Sales\r\n"
    let western = "number;name;unit\r\nE1;Zoë Müller;Büro\r\n"
    let plain = try PeopleListTests.read(text)
    #expect(plain.people.map(\.name) == ["Zoë Müller", "Łukasz"])
    #expect(plain.people.first?.membership.primary?.unit == "büro")
    let wide = Array(text.utf16)
    let little: [UInt8] = [0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    for bytes in [[0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big] {
      #expect(try PeopleList.read(bytes).people == plain.people)
    }
    let latin = western.unicodeScalars.map { UInt8($0.value) }
    #expect(try PeopleList.read(latin).people == PeopleListTests.read(western).people)
    #expect(try PeopleList.read(latin).encoding != plain.encoding)
  }

  @Test func severalRowsOfAPersonAreSeveralAssignments() throws {
    let list = try PeopleListTests.read(
      """
      number,unit,share,primary
      E1,sales,40,no
      E2,works,100,yes
      E1,stores,0.6,yes
      """)
    #expect(list.problems.isEmpty && list.people.map(\.personnel) == ["E1", "E2"])
    #expect(
      list.people.first?.membership.assignments == [
        Assignment(unit: "sales", share: 40, primary: false), Assignment(unit: "stores", share: 60, primary: true),
      ])
    let unmarked = try PeopleListTests.read("number,unit\nE1,sales\nE1,stores\n")
    #expect(unmarked.people.first?.membership.assignments.map(\.primary) == [true, false])
    let twice = try PeopleListTests.read("number,unit,primary\nE1,sales,yes\nE1,stores,yes\n")
    #expect(twice.problems.map(\.column) == [3])
  }

  private static let faulty = """
    number,name,unit,kind,from,to
    E1,Ann,sales,employee,2026-01-01,
    ,Nobody,sales,employee,,
    E3,Cy,,employee,,
    E4,Di,sales,wizard,31.02.2026,
    E5,Ed,sales,employee,2026-02-01,2026-01-01
    E6,Flo,sales
    E7,Gus,sales,employee,,
    """

  @Test func rowsInErrorAreNamedByLineAndColumn() throws {
    let list = try PeopleListTests.read(PeopleListTests.faulty)
    #expect(list.people.map(\.personnel) == ["E1", "E7"])
    #expect(
      list.problems.map { [$0.line, $0.column] } == [[3, 1], [4, 3], [5, 4], [5, 5], [6, 6], [7, 3]])
    #expect(list.problems.allSatisfy { $0.message.hasSuffix(".") && !$0.message.contains("Optional") })
  }

  @Test func rowsSetAsideAreKeptAndUncovered() throws {
    let list = try PeopleListTests.read(PeopleListTests.faulty, settingAside: true)
    #expect(list.people.map(\.personnel) == ["E1", "line 3", "E3", "E4", "E5", "E6", "E7"])
    #expect(list.people.filter { $0.setAside }.map(\.personnel) == ["line 3", "E3", "E4", "E5", "E6"])
    var journal = Journal(SampleProgramme(), perDepartment: 0)
    journal.append(.membersChanged(.of(DirectoryDelta.between(list.people, rows: [], roster: Roster()))))
    let ledger = try journal.status(at: .at("2026-03-02T09:00Z")).ledger
    #expect(ledger.uncovered >= 4 && ledger.scheduled == 2 && ledger.isWhole)
  }

  @Test func aSoundRowReplacesOneSetAside() throws {
    let list = try PeopleListTests.read("number,unit,kind\nE1,sales,wizard\nE1,sales,employee\n", settingAside: true)
    #expect(list.people.count == 1)
    #expect(list.people.first?.setAside == false)
    #expect(list.people.first?.membership.assignments.count == 1)
    #expect(list.problems.count == 1)
  }

  @Test(arguments: ["", "\n", "name,unit\nx,y\n", "number,name\n1,x\n", "number,id,unit,department,team\n"])
  func whatIsNoPeopleListIsRefused(text: String) {
    if text.hasPrefix("number,id") {
      #expect((try? PeopleListTests.read(text)) != nil, "a column's own name counts before its synonyms")
    } else {
      #expect(throws: ListProblem.self) { try PeopleListTests.read(text) }
    }
  }

  @Test(arguments: 1...200)
  func noBytesTrap(seed: Int) {
    var dice = Dice(seed: seed)
    var bytes = Array(PeopleListTests.faulty.utf8)
    for _ in 0..<dice.below(30) {
      let place = dice.below(bytes.count)
      switch dice.below(3) {
      case 0: bytes[place] = UInt8(dice.below(256))
      case 1: bytes.remove(at: place)
      default: bytes.insert(dice.pick([0x22, 0x2C, 0x0A, 0x00, 0xFF, 0x3B]), at: place)
      }
    }
    for settingAside in [false, true] {
      guard let list = try? PeopleList.read(bytes, settingAside: settingAside) else { continue }
      #expect(Set(list.people.map(\.personnel)).count == list.people.count, "one entry a person")
      for person in list.people where !person.setAside {
        #expect(person.membership.assignments.filter { $0.primary }.count == 1)
      }
    }
  }
}

extension MembershipChange {
  static func of(_ delta: DirectoryDelta) -> MembershipChange {
    func joined(_ changes: [DirectoryDelta.Change]) -> [Joined] {
      changes.map { Joined(number: $0.row.number, membership: $0.membership, row: "digest") }
    }
    return MembershipChange(
      joined: joined(delta.joined), moved: joined(delta.moved), corrected: joined(delta.corrected), left: delta.left)
  }
}
