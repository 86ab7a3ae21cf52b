import Admission
import Scheduling
import Testing

@testable import Slipway

struct AccessCompilerTests {
  private static func journal(old: String = SampleProgramme().old) -> Journal {
    var sample = SampleProgramme()
    sample.old = old
    var journal = Journal(sample, perDepartment: 2)
    journal.makeReady()
    journal.change("pilot", .opened)
    journal.append(.admitted(AdmissionGrant(wave: "pilot", people: [PersonNumber(1)])))
    return journal
  }

  private static func table(_ journal: Journal, at: Timestamp? = nil) throws -> AccessTable {
    let rows = Dictionary(
      journal.state.roster.members.map { member in
        (
          member.number,
          DirectoryRow(
            number: member.number, personnel: "E\(member.number.value)", name: "n",
            aliases: ["login": "user\(member.number.value)"])
        )
      }
    ) { first, _ in first }
    return AccessCompiler.compile(journal.state, try journal.status(at: at), rows: rows)
  }

  private static func access(_ table: AccessTable, _ person: Int) -> [Access?] {
    ["new", "old"].map { table.answer(system: $0, alias: "user\(person)")?.access }
  }

  @Test func theNewSystemIsForTheLiveAndTheOldForTheOthers() throws {
    let table = try AccessCompilerTests.table(AccessCompilerTests.journal())
    #expect(AccessCompilerTests.access(table, 1) == [.full, .read], "the old one overlaps by rule")
    #expect(AccessCompilerTests.access(table, 2) == [Access.none, .full])
    #expect(AccessCompilerTests.access(table, 5) == [Access.none, .full])
    let stranger = table.answer(system: "new", alias: "user99")
    #expect(stranger?.access == Access.none && stranger?.isKnown == false)
    #expect(table.answer(system: "new", alias: "user1")?.reason.wave == "pilot")
    #expect(table.revision == 1)
  }

  @Test func afterARollbackTheOldSystemIsWholeAgain() throws {
    var journal = AccessCompilerTests.journal()
    journal.change("pilot", .paused)
    #expect(AccessCompilerTests.access(try AccessCompilerTests.table(journal), 1) == [.full, .read])
    let before = try AccessCompilerTests.table(journal).etag()
    journal.change("pilot", .rolledBack)
    let table = try AccessCompilerTests.table(journal)
    #expect(AccessCompilerTests.access(table, 1) == [Access.none, .full])
    #expect(table.answer(system: "new", alias: "user1")?.reason.kind == .disabled)
    #expect(table.etag() != before)
  }

  @Test func theOldSystemEndsByItsDates() throws {
    let journal = AccessCompilerTests.journal(
      old: """
        {id: old, role: old, replaced-by: new, alias: login, overlap: none, read-only-from: 2026-04-01, \
        off-from: 2026-05-01}
        """)
    let before = try AccessCompilerTests.table(journal, at: .at("2026-03-31T22:59Z"))
    #expect(AccessCompilerTests.access(before, 1) == [.full, Access.none])
    #expect(AccessCompilerTests.access(before, 2) == [Access.none, .full])
    let readOnly = try AccessCompilerTests.table(journal, at: .at("2026-03-31T23:00Z"))
    #expect(AccessCompilerTests.access(readOnly, 2) == [Access.none, .read])
    let off = try AccessCompilerTests.table(journal, at: .at("2026-04-30T23:00Z"))
    #expect([1, 2].map { AccessCompilerTests.access(off, $0)[1] } == [Access.none, Access.none])
    #expect(off.answer(system: "old", alias: "user2")?.reason.sentence == "old is switched off since 2026-05-01.")
  }

  @Test func whoLeftOrWasErasedIsKnownToNobody() throws {
    var journal = AccessCompilerTests.journal()
    journal.append(.membersChanged(MembershipChange(left: [PersonNumber(1)])))
    let table = try AccessCompilerTests.table(journal)
    #expect(table.answer(system: "new", alias: "user1")?.isKnown == false)
    #expect(table.stableNumbers == [2, 3, 4, 5, 6])
    let nameless = AccessCompiler.compile(journal.state, try journal.status(), rows: [:])
    #expect(nameless.answer(system: "new", alias: "user2")?.isKnown == false)
    #expect(nameless.stableNumbers.count == 5)
  }

  @Test(arguments: 1...20)
  func nobodyButTheLiveEverGetsIn(seed: Int) throws {
    var life = RandomLife(seed: seed, sample: SampleProgramme())
    for _ in 0..<60 { life.step() }
    let status = try life.journal.status()
    let table = try AccessCompilerTests.table(life.journal)
    for (index, member) in life.journal.state.roster.members.enumerated() {
      let access = table.answer(system: "new", alias: "user\(member.number.value)")?.access
      #expect(access == (status.standings[index]?.column == .live ? .full : Access.none))
    }
  }
}
