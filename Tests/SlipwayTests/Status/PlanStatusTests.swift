import Testing

@testable import Slipway

struct PlanStatusTests {
  private static func plan(_ journal: Journal, at: String = "2026-03-02T09:00Z") throws -> PlanStatus {
    PlanStatus.derive(journal.state, try journal.status(at: .at(at)))
  }

  @Test func itemsFollowEachOtherOverWorkingTime() throws {
    let plan = try PlanStatusTests.plan(Journal(SampleProgramme()))
    #expect(plan.obstacle == nil)
    #expect(plan.items.map(\.start) == [.at("2026-03-02T09:00Z"), .at("2026-03-05T09:00Z")])
    #expect(plan.items.map(\.finish) == [.at("2026-03-04T17:00Z"), .at("2026-03-11T17:00Z")])
    #expect(plan.items.allSatisfy { $0.isCritical && !$0.isDone && !$0.hasBegun })
    #expect(plan.items.allSatisfy { $0.totalFloat == 0 && $0.freeFloat == 0 })
    #expect(plan.items[1].reasons.contains("after “plan”"))
    #expect(plan.finish == .at("2026-03-11T17:00Z"))
  }

  @Test func evidenceMovesTheDates() throws {
    var journal = Journal(SampleProgramme())
    journal.append(
      .evidence(Evidence(subject: .item("plan"), verdict: .started, kind: .attested, detail: "begun")),
      at: .at("2026-03-03T09:00Z"))
    var plan = try PlanStatusTests.plan(journal, at: "2026-03-03T09:00Z")
    #expect(plan.items[0].hasBegun && !plan.items[0].isDone)
    #expect(plan.items[0].finish == .at("2026-03-05T17:00Z"))
    journal.pass(.item("plan"), kind: .attested, at: .at("2026-03-06T17:00Z"))
    plan = try PlanStatusTests.plan(journal, at: "2026-03-06T17:00Z")
    #expect(plan.items[0].isDone && plan.items[0].totalFloat == nil)
    #expect(plan.items[0].finish == .at("2026-03-06T17:00Z"))
    #expect(plan.items[1].start == .at("2026-03-09T09:00Z"))
    #expect(plan.finish == .at("2026-03-13T17:00Z"))
  }

  @Test func anItemThatRunsIsDoneWhenItsRunPassed() throws {
    var sample = SampleProgramme()
    sample.items = ["{id: install, phase: build, estimate: 2d, done-by: {component: app}, deadline: 2026-03-02}"]
    var journal = Journal(sample)
    #expect(try PlanStatusTests.plan(journal).items[0].missesDeadline)
    journal.pass(.item("install"), kind: .attested)
    #expect(try !PlanStatusTests.plan(journal).items[0].isDone, "nobody types what a probe can see")
    journal.pass(.component("app"), at: .at("2026-03-02T12:00Z"))
    let plan = try PlanStatusTests.plan(journal, at: "2026-03-02T12:00Z")
    #expect(plan.items[0].isDone && !plan.items[0].missesDeadline)
  }

  @Test func freezesOfChangeStopWork() throws {
    var sample = SampleProgramme()
    sample.freezes = ["{id: end, name: Year end, from: 2026-03-03, to: 2026-03-03, kinds: [change]}"]
    let plan = try PlanStatusTests.plan(Journal(sample))
    #expect(plan.items[0].finish == .at("2026-03-05T17:00Z"))
  }

  @Test func noItemsNoDates() throws {
    var sample = SampleProgramme()
    sample.items = []
    let plan = try PlanStatusTests.plan(Journal(sample))
    #expect(plan.items.isEmpty && plan.finish == nil && plan.obstacle == nil)
  }

  @Test(arguments: ["0001-01-01", "9999-12-31T23:59Z"])
  func datesBeyondTheCalendarsAreSaidNotInvented(time: String) throws {
    let plan = try PlanStatusTests.plan(Journal(SampleProgramme()), at: time)
    #expect(plan.obstacle != nil || plan.finish != nil)
    if let obstacle = plan.obstacle { #expect(plan.items.isEmpty && !obstacle.contains("(")) }
  }
}
