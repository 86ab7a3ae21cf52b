import Testing

@testable import Slipway

/// What the repository shows to newcomers is right.
@Suite struct ExampleTests {
  private static func example() throws -> Programme {
    try ProgrammeReader.read(try Repository.text("examples/ledger/programme.yaml")).programme
  }

  @Test func theExampleIsReadWithoutAProblem() throws {
    let programme = try Self.example()
    #expect(programme.id == "ledger")
    #expect(programme.implementation.items.count == 15)
    #expect(programme.rollout.waves.map(\.id) == ["pilot", "trade", "yard"])
    #expect(programme.rollout.waves.map(\.steps.count) == [2, 2, 1])
    let kinds = Set(programme.implementation.items.map { "\($0.completion)".prefix { $0 != "(" } })
    #expect(kinds == ["attestation", "approval", "component", "test", "lesson", "dataObject"])
  }

  @Test func thePlanOfTheExampleKeepsItsDeadline() throws {
    let document = try Repository.text("examples/ledger/programme.yaml")
    let start = try #require(Timestamp(text: "2026-03-01"))
    let programme = try Self.example()
    var state = State(programme: programme.id)
    state.apply(
      Entry(
        sequence: 1, programme: programme.id, at: start, actor: .account("marta"),
        fact: .revised(Revision(number: 1, document: document, reason: "The first one"))))
    let status = try #require(Status.derive(state, at: start))
    let plan = PlanStatus.derive(state, status)
    #expect(plan.obstacle == nil)
    #expect(plan.items.filter(\.missesDeadline).map(\.item.id) == [])
    let finish = try #require(plan.finish)
    #expect(("2026-05-01"..."2026-05-08").contains(String(finish.description.prefix(10))))
  }

  @Test func everybodyOfTheExampleHasOneWave() throws {
    let programme = try Self.example()
    let list = try PeopleList.read(try Repository.bytes("examples/ledger/people.csv"))
    #expect(list.problems == [])
    #expect(list.ignoredColumns == [])
    #expect(list.people.count == 60)
    #expect(list.people.filter { $0.membership.assignments.count == 2 }.count == 3)
    #expect(list.people.filter { $0.membership.to != nil }.map(\.membership.kind) == [.contractor])
    var roster = Roster()
    for (index, person) in list.people.enumerated() {
      roster.set(
        MembershipChange.Joined(number: PersonNumber(index + 1), membership: person.membership, row: ""),
        in: programme.id)
    }
    let placement = Placement(programme, roster, listed: [:], on: programme.starts)
    #expect(placement.headCount == 60)
    #expect(placement.people.map(\.count) == [10, 8, 20, 22])
    #expect(placement.waveOfAudience == [0, 1, 1, 2])
    let units = Set(programme.units.map(\.id))
    let entities = Set(programme.entities.map(\.id))
    for person in list.people {
      #expect(person.membership.assignments.allSatisfy { units.contains($0.unit) })
      #expect(person.membership.entity.map(entities.contains) == true)
    }
  }

  @Test func theConditionsOfTheExampleAreReadWithoutAProblem() throws {
    let programme = try Self.example()
    let list = try PeopleList.read(try Repository.bytes("examples/ledger/people.csv"))
    let people = Dictionary(uniqueKeysWithValues: list.people.enumerated().map { ($1.personnel, PersonNumber($0)) })
    let conditions = try ConditionList.read(
      try Repository.bytes("examples/ledger/conditions.csv"), people: people,
      conditions: Set(programme.implementation.conditions.map(\.id)))
    #expect(conditions.problems == [])
    #expect(conditions.reports.count == 60)
    #expect(conditions.reports.filter { !$0.met }.count == 3)
  }

  @Test func theMinimalProgrammeOfTheReferenceIsRight() throws {
    let blocks = try Repository.blocks(of: "yaml", in: "docs/programme.md")
    let programme = try ProgrammeReader.read(try #require(blocks.first)).programme
    #expect(!programme.rollout.waves.isEmpty)
    #expect(!programme.readiness.criteria.isEmpty)
  }

  /// Every later block explains one section; one after the other they are a programme.
  @Test func theSectionsOfTheReferenceAreAProgramme() throws {
    let blocks = try Repository.blocks(of: "yaml", in: "docs/programme.md").dropFirst()
    let programme = try ProgrammeReader.read(blocks.joined()).programme
    #expect(!programme.context.surveys.isEmpty)
    #expect(blocks.count >= 15)
    // Every kind of thing that runs is shown.
    #expect(programme.implementation.components.contains { $0.apply?.plan != nil && !$0.after.isEmpty })
    #expect(!programme.implementation.curricula.isEmpty && !programme.implementation.sessions.isEmpty)
    #expect(programme.implementation.dataObjects.contains { !$0.totals.isEmpty })
    #expect(programme.rollout.waves.contains { $0.cutover?.sandbox != nil })
  }

  @Test func theListsOfTheReferenceAreRight() throws {
    let blocks = try Repository.blocks(of: "csv", in: "docs/programme.md")
    try #require(blocks.count == 3)
    let list = try PeopleList.read(Array(blocks[0].utf8))
    #expect(list.problems == [])
    #expect(list.people.count == 3)
    let people = Dictionary(uniqueKeysWithValues: list.people.enumerated().map { ($1.personnel, PersonNumber($0)) })
    let conditions = try ConditionList.read(Array(blocks[1].utf8), people: people, conditions: ["account"])
    #expect(conditions.problems == [])
    #expect(conditions.reports.map(\.met) == [true, false])
    let completions = try CompletionList.read(
      Array(blocks[2].utf8), people: people, lessons: ["planning"],
      now: try #require(Timestamp(text: "2026-05-01")))
    #expect(completions.problems == [])
    #expect(completions.completions.map(\.passed) == [true, false])
  }
}
