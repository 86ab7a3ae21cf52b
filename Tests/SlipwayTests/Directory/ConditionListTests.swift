import Testing

@testable import Slipway

struct ConditionListTests {
  private static func read(_ text: String) throws -> ConditionList {
    try ConditionList.read(
      Array(text.utf8), people: ["E1": PersonNumber(1), "ann": PersonNumber(1), "E2": PersonNumber(2)],
      conditions: ["account", "device"])
  }

  @Test func soundRowsBecomeReports() throws {
    let list = try ConditionListTests.read(
      """
      person,item,state,as_of,source
      E1,account,met,2026-03-01,entra
      ann,device,Missing,2026-03-02T09:00:00+01:00,
       E2 , account , yes , 2026-03-03 , mdm
      """)
    #expect(list.problems.isEmpty)
    #expect(list.reports.map(\.person.value) == [1, 1, 2])
    #expect(list.reports.map(\.met) == [true, false, true])
    #expect(list.reports.map(\.asOf) == [.at("2026-03-01"), .at("2026-03-02T08:00Z"), .at("2026-03-03")])
    #expect(list.reports.map(\.source) == ["entra", "", "mdm"])
  }

  @Test func rowsInErrorAreNamedByLineAndColumn() throws {
    let list = try ConditionListTests.read(
      """
      person,item,state,as_of
      E9,account,met,2026-03-01
      E1,licence,met,2026-03-01
      E1,account,perhaps,2026-03-01
      E1,account,met,yesterday
      E1,account,met,2026-03-01
      """)
    #expect(list.problems.map { [$0.line, $0.column] } == [[2, 1], [3, 2], [4, 3], [5, 4]])
    #expect(list.reports.count == 1 && list.reports.first?.source == "import")
  }

  @Test(arguments: ["", "person,item,state\n", "a,b,c,d\n1,2,3,4\n"])
  func whatIsNoListIsRefused(text: String) {
    #expect(throws: ListProblem.self) { try ConditionListTests.read(text) }
  }

  @Test func aConditionLostStillCountsWithinItsGrace() throws {
    var journal = Journal(SampleProgramme(), perDepartment: 1)
    let status = try journal.status()
    var wave = try #require(status.waves.first?.wave)
    wave.conditions = [.condition("account")]
    func missing(at time: String) throws -> [String] {
      let status = try journal.status(at: .at(time))
      var programme = status.programme
      programme.implementation.conditions[0].grace = .days(2)
      let judge = Judge(journal.state, programme, status.placement, now: status.now)
      return judge.missing(journal.state.roster.members[0], for: wave)
    }
    #expect(try missing(at: "2026-03-05") == ["an account"])
    for (met, day) in [(true, "2026-03-04"), (false, "2026-03-06")] {
      journal.append(
        .conditionsReported([
          ConditionReport(person: PersonNumber(1), condition: "account", met: met, asOf: .at(day), source: "test")
        ]))
    }
    #expect(try missing(at: "2026-03-07T23:59Z").isEmpty)
    #expect(try missing(at: "2026-03-08") == ["an account"])
  }
}
