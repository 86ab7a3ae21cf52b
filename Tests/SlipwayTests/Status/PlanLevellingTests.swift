import Scheduling
import Testing

@testable import Slipway

/// Whom and what work needs: nobody is in two places, and the plan says who waits for whom.
struct PlanLevellingTests {
  private static let lead = "{id: lead, name: the lead, skills: [wiring], cost-per-day: 100.00}"

  private static func sample(_ items: [String], _ resources: [String]) -> SampleProgramme {
    var sample = SampleProgramme()
    sample.items = items
    sample.extra = "resources: [\(resources.joined(separator: ", "))]"
    return sample
  }

  private static func plan(_ items: [String], _ resources: [String]) throws -> PlanStatus {
    let journal = Journal(sample(items, resources), perDepartment: 1)
    return PlanStatus.derive(journal.state, try journal.status(at: .at("2026-03-02T09:00Z")))
  }

  @Test func onePersonDoesOneThingAfterTheOther() throws {
    let plan = try Self.plan(
      [
        "{id: a, name: Cables, phase: build, estimate: 3d, needs: lead}",
        "{id: b, phase: build, estimate: 2d, needs: lead}",
      ], [Self.lead])
    #expect(plan.finish == .at("2026-03-06T17:00Z"))
    let first = try #require(plan.items.min { $0.start < $1.start })
    let second = try #require(plan.items.max { $0.start < $1.start })
    #expect(first.finish <= second.start)
    let until = Catalogue.moment(second.start)
    #expect(
      second.reasons.contains { $0.hasPrefix("waits for the lead, held by “\(first.item.name)”, until ") },
      "\(second.reasons)")
    #expect(second.reasons.contains { $0.hasSuffix("until \(until)") } || second.start > first.finish)
    #expect(second.drivers == [PlanStatus.Driver(item: first.item.id, how: "hands over the lead")])
    #expect(plan.items.allSatisfy { $0.assignments.map(\.resource) == ["lead"] && $0.isCritical })
    #expect(plan.items.map(\.cost.minorUnits) == [30_000, 20_000])
    let free = try Self.plan(
      ["{id: a, phase: build, estimate: 3d}", "{id: b, phase: build, estimate: 2d}"], [Self.lead])
    #expect(free.finish == .at("2026-03-04T17:00Z"))
  }

  @Test func twoOfARoomAreTwoRooms() throws {
    let items = (1...4).map {
      "{id: i\($0), phase: build, estimate: 1d, needs: [{resource: room, amount: 2}], cost: 10.00}"
    }
    let room = "{id: room, capacity: 4, unit: rooms, cost-per-day: 5.00}"
    let plan = try Self.plan(items, [room])
    #expect(plan.finish == .at("2026-03-03T17:00Z"), "two at a time")
    #expect(plan.items.allSatisfy { $0.assignments.map(\.amount) == [2] && $0.cost.minorUnits == 2_000 })
  }

  @Test func aSkillTakesAnybodyWhoHasIt() throws {
    let items = (1...3).map { "{id: i\($0), phase: build, estimate: 2d, needs: [{skill: wiring}]}" }
    let people = ["{id: ann, skills: [wiring]}", "{id: ben, skills: [wiring, paint]}", "{id: cid, skills: [paint]}"]
    let plan = try Self.plan(items, people)
    #expect(plan.finish == .at("2026-03-05T17:00Z"), "three pieces of two days for two people")
    let busy = plan.items.map { $0.assignments.map(\.resource) }
    #expect(busy.allSatisfy { $0 == ["ann"] || $0 == ["ben"] })
    #expect(Set(busy).count == 2)
    let both = try Self.plan(["{id: i, phase: build, estimate: 2d, needs: [{skill: wiring, count: 2}]}"], people)
    #expect(Set(both.items[0].assignments.map(\.resource)) == ["ann", "ben"])
  }

  @Test(
    arguments: [
      ("[ann]", "2026-03-05T17:00Z"), ("[ann, ben]", "2026-03-03T17:00Z"), ("[ann, room]", "2026-03-05T17:00Z"),
      ("[{skill: wiring, count: 2}]", "2026-03-03T17:00Z"),
    ])
  func peopleShareAnEffortAndRoomsDoNot(_ needs: String, _ finish: String) throws {
    let plan = try Self.plan(
      ["{id: i, phase: build, effort: 4d, needs: \(needs)}"],
      ["{id: ann, skills: [wiring]}", "{id: ben, skills: [wiring]}", "{id: room, unit: rooms}"])
    #expect(plan.items[0].finish == .at(finish))
  }

  @Test func anAbsenceMovesTheWork() throws {
    let away =
      "{id: lead, name: the lead, absences: [{name: her course, from: 2026-03-02, to: 2026-03-03}]}"
    let plan = try Self.plan(["{id: a, phase: build, estimate: 2d, needs: lead}"], [away])
    #expect(plan.items[0].start == .at("2026-03-04T09:00Z") && plan.items[0].finish == .at("2026-03-05T17:00Z"))
    #expect(plan.items[0].reasons.contains { $0.contains("the lead is away: her course") }, "\(plan.items[0].reasons)")
  }

  @Test func aLagSaysWhichDaysItCounts() throws {
    let plan = try Self.plan(
      [
        "{id: plan, phase: build, estimate: 3d}",
        "{id: dry, phase: build, estimate: 1d, after: [{item: plan, lag: 2d, elapsed: true}]}",
        "{id: cure, phase: build, estimate: 1d, after: [{item: plan, lag: 2d}]}",
        "{id: soon, phase: build, estimate: 1d, after: [{item: plan, lag: -1d}]}",
      ], [])
    #expect(plan.items[1].start == .at("2026-03-09T09:00Z"))
    #expect(plan.items[1].reasons.contains("after “plan” + 2 days"), "\(plan.items[1].reasons)")
    #expect(plan.items[2].start == .at("2026-03-09T09:00Z"))
    #expect(plan.items[2].reasons.contains("after “plan” + 2 working days"), "\(plan.items[2].reasons)")
    #expect(plan.items[3].start == .at("2026-03-04T09:00Z"))
    #expect(plan.items[3].reasons.contains("after “plan” − 1 working day"), "\(plan.items[3].reasons)")
  }

  @Test func limitsFromOutsideAreKeptOrSaid() throws {
    let plan = try Self.plan(
      [
        "{id: fair, phase: build, estimate: 1d, must-start: 2026-03-16}",
        "{id: late, phase: build, estimate: 1d, as-late-as-possible: true}",
        "{id: end, phase: build, estimate: 1d, after: [fair, late]}",
      ], [])
    #expect(plan.items[0].start == .at("2026-03-16T09:00Z"))
    #expect(plan.items[1].start == .at("2026-03-16T09:00Z"))
    #expect(plan.items[1].reasons.contains { $0.hasPrefix("as late as possible; it could start at 2026-03-02") })
    let late = try Self.plan(
      [
        "{id: plan, phase: build, estimate: 5d}",
        "{id: fair, phase: build, estimate: 1d, after: plan, not-after: 2026-03-05}",
        "{id: show, phase: build, estimate: 1d, after: plan, must-start: 2026-03-05}",
      ], [])
    #expect(late.items[1].start == .at("2026-03-09T09:00Z"))
    #expect(
      late.items[1].reasons.contains("starts later than it should, by 2026-03-05 23:59 UTC at the latest"),
      "\(late.items[1].reasons)")
    #expect(
      late.items[2].reasons.contains("starts later than it should, at 2026-03-05 00:00 UTC"),
      "\(late.items[2].reasons)")
    let never = try Self.plan(
      [
        "{id: plan, phase: build, estimate: 5d, must-start: 2026-03-09}",
        "{id: fair, name: The fair, phase: build, estimate: 1d, after: plan, not-after: 2026-03-10}",
      ], [])
    let obstacle = try #require(never.obstacle)
    #expect(obstacle == "These items cannot all be kept: plan → The fair." && never.items.isEmpty)
  }

  @Test func whatWasAgreedOnIsRememberedThroughRenames() throws {
    var journal = Journal(SampleProgramme(), perDepartment: 1)
    let at = Timestamp.at("2026-03-02T09:00Z")
    let first = PlanStatus.derive(journal.state, try journal.status(at: at))
    let agreed = first.items.map {
      Baseline.Item(item: $0.item.id, start: $0.start, finish: $0.finish, minutes: 1, cost: $0.cost)
    }
    let opens = try #require(CivilDate("2026-03-30"))
    journal.append(
      .baselined(
        Baseline(name: "March", revision: 1, items: agreed, waves: [.init(wave: "pilot", opens: opens)])))
    var sample = SampleProgramme()
    sample.items[0] = "{id: design, was: plan, phase: build, estimate: 4d}"
    sample.items[1] = "{id: install, phase: build, estimate: 5d, after: design}"
    let document = sample.document.replacing("{id: pilot,", with: "{id: trial, was: pilot,")
      .replacing("{wave: pilot,", with: "{wave: trial,")
    journal.append(.revised(Revision(number: 2, document: document, reason: "new names")))
    let plan = PlanStatus.derive(journal.state, try journal.status(at: at))
    #expect(plan.baseline == "March")
    #expect(plan.items.map(\.item.id) == ["design", "install"])
    #expect(plan.items.map { $0.baseline?.finish } == first.items.map(\.finish))
    #expect(plan.items[0].finish > first.items[0].finish, "the estimate grew and the baseline did not")
    #expect(journal.state.baselines.last?.body.waves.map(\.wave) == ["trial"])
    #expect(journal.state.anomalies.isEmpty)
    // A second one stands beside the first.
    journal.append(.baselined(Baseline(name: "April", revision: 2, items: [], waves: [])))
    let later = PlanStatus.derive(journal.state, try journal.status(at: at))
    #expect(later.baseline == "April" && later.items.allSatisfy { $0.baseline == nil })
    #expect(journal.state.baselines.map(\.body.name) == ["March", "April"])
    #expect(journal.state.baselines.first?.body.items.map(\.finish) == first.items.map(\.finish))
  }

  @Test func theSameFactsGiveTheSamePlan() throws {
    let items = (1...12).map { "{id: i\($0), phase: build, estimate: \($0 % 3 + 1)d, needs: [{skill: wiring}]}" }
    let people = ["{id: ann, skills: [wiring]}", "{id: ben, skills: [wiring]}"]
    let plans = try (0..<2).map { _ in try Self.plan(items, people).items.map(\.start) }
    #expect(plans[0] == plans[1])
  }
}
