import Scheduling
import Testing

@Suite struct LevellingErrorTests {
  private func error(
    _ work: CrewWork, resources: [CrewResource] = [CrewResource(calendar: 0)], unitsPerPerson: Int = 1,
    activity: Activity = Activity(length: .working(minutes: 60)), status: String = "2026-03-02T09:00"
  ) throws -> LevellingError? {
    let nights = Dictionary(
      uniqueKeysWithValues: try Weekday.allCases.map { ($0, [try shift("22:00-06:00")]) })
    let calendars = [
      try LevelledPlanTests.office(),
      try WorkCalendar(pattern: WorkPattern(week: nights), from: try date("2026-01-01"), to: try date("2027-01-01")),
    ]
    let network = try Network(calendars: calendars, activities: [activity], dependencies: [])
    let instant = try utc(status)
    do throws(LevellingError) {
      _ = try Levelling.level(
        network, crew: Crew(resources: resources, work: [work], unitsPerPerson: unitsPerPerson),
        statusDate: instant)
      return nil
    } catch {
      return error
    }
  }

  @Test func namesWhatIsWrong() throws {
    #expect(try error(CrewWork()) == nil)
    #expect(
      try error(CrewWork(needs: [CrewNeed(.resource(1))])) == .unknownResource(activity: 0, resource: 1))
    #expect(
      try error(CrewWork(needs: [CrewNeed(.anyOf([0, -1], count: 1))])) == .unknownResource(activity: 0, resource: -1))
    #expect(try error(CrewWork(assigned: [.max])) == .unknownResource(activity: 0, resource: .max))
    #expect(try error(CrewWork(needs: [CrewNeed(.resource(0), amount: -1)])) == .invalidAmount(activity: 0, need: 0))
    #expect(try error(CrewWork(needs: [CrewNeed(.resource(0), amount: .max)])) == .invalidAmount(activity: 0, need: 0))
    #expect(try error(CrewWork(needs: [CrewNeed(.skilled(1, count: 0))])) == .invalidAmount(activity: 0, need: 0))
    #expect(try error(CrewWork(needs: [CrewNeed(.resource(0), part: 5..<5)])) == .invalidPart(activity: 0, need: 0))
    #expect(try error(CrewWork(needs: [CrewNeed(.resource(0), part: 5..<101)])) == .invalidPart(activity: 0, need: 0))
    #expect(try error(CrewWork(latenessWeight: -1)) == .invalidWeight(activity: 0))
    #expect(try error(CrewWork(), unitsPerPerson: 0) == .invalidUnitsPerPerson)
    #expect(try error(CrewWork(), resources: [CrewResource(capacity: -1)]) == .invalidCapacity(resource: 0))
    #expect(
      try error(CrewWork(), resources: [CrewResource(steps: [.init(from: 0, capacity: .min)])])
        == .invalidCapacity(resource: 0))
    #expect(try error(CrewWork(), resources: [CrewResource(calendar: 2)]) == .unknownCalendar(resource: 0))
  }

  @Test func namesWhatCannotBe() throws {
    #expect(
      try error(CrewWork(needs: [CrewNeed(.resource(0), amount: 2)]))
        == .aboveCapacity(activity: 0, resource: 0, needed: 2, capacity: 1))
    #expect(
      try error(CrewWork(needs: [CrewNeed(.resource(0)), CrewNeed(.resource(0))]))
        == .aboveCapacity(activity: 0, resource: 0, needed: 2, capacity: 1))
    #expect(
      try error(CrewWork(needs: [CrewNeed(.skilled(3, count: 1))]))
        == .tooFew(activity: 0, need: 0, wanted: 1, found: 0))
    // One person has both skills and cannot be two.
    let able = [CrewResource(skills: [1, 2])]
    #expect(
      try error(CrewWork(needs: [CrewNeed(.skilled(1, count: 1)), CrewNeed(.skilled(2, count: 1))]), resources: able)
        == .tooFew(activity: 0, need: 1, wanted: 1, found: 0))
    #expect(
      try error(CrewWork(needs: [CrewNeed(.resource(0))]), resources: [CrewResource(calendar: 1)])
        == .noCommonTime(activity: 0))
    #expect(
      try error(CrewWork(needs: [CrewNeed(.resource(0))]), status: "2026-12-31T16:30") == .beyondHorizon(activity: 0))
    let later = Activity(length: .none, progress: .begun(start: try utc("2026-03-03T09:00"), remainingMinutes: 1))
    #expect(try error(CrewWork(), activity: later) == .actualAfterStatusDate(activity: 0))
  }

  @Test func aCrewIsOfTheNetwork() throws {
    let network = try Network(calendars: [try LevelledPlanTests.office()], activities: [], dependencies: [])
    let status = try utc("2026-03-02T09:00")
    #expect(throws: LevellingError.workMismatch(activities: 0, work: 1)) {
      try Levelling.level(network, crew: Crew(resources: [], work: [CrewWork()]), statusDate: status)
    }
    let nothing = try Levelling.level(network, crew: Crew(resources: [], work: []), statusDate: status)
    #expect(nothing.finish == nil && nothing.lowerBound == nil && nothing.activities.isEmpty)
    let bare = try Network(calendars: [], activities: [], dependencies: [])
    #expect(try Levelling.level(bare, crew: Crew(resources: [], work: []), statusDate: 0).finish == nil)
  }
}
