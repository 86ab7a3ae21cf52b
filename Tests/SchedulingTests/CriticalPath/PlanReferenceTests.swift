import Scheduling
import Testing

@Suite struct PlanReferenceTests {
  @Test(arguments: 1...200)
  func agreesWithTheSlowPlan(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    var random = try RandomNetwork(seed, count: 1 + seed % 14, isFree: seed.isMultiple(of: 4))
    if Self.isImpossible(random, fixture.fast) { random.removeWindows() }
    let network = try Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies)
    let plan = try Plan(network, statusDate: random.statusDate)
    let slow = SlowPlan(
      calendars: fixture.slow, activities: random.activities, dependencies: random.dependencies,
      statusDate: random.statusDate)
    for (index, planned) in plan.activities.enumerated() {
      let early = slow.early[index]
      let start = slow.minute(planned.resume ?? planned.earlyStart)
      #expect((start, slow.minute(planned.earlyFinish)) == early, "early \(index) \(random.activities[index])")
      let late = (slow.late[index].start, slow.lateFinish(index))
      #expect((slow.minute(planned.lateStart), slow.minute(planned.lateFinish)) == late, "late \(index)")
      #expect(planned.totalFloat == slow.totalFloat(index))
      #expect((planned.freeFloat ?? 0) >= 0)
    }
  }

  private static func isImpossible(_ random: RandomNetwork, _ calendars: [WorkCalendar]) -> Bool {
    do throws(NetworkError) {
      _ = try Network(calendars: calendars, activities: random.activities, dependencies: random.dependencies)
      return false
    } catch {
      if case .impossibleWindow = error { return true }
      return false
    }
  }

  /// The late start is what it says: a start then delays nothing, a start a minute later does.
  @Test(arguments: 1...60)
  func lateStartsAreTheLastThatDelayNothing(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    let random = try RandomNetwork(seed + 500, count: 10, isFree: true)
    let network = try Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies)
    let plan = try Plan(network, statusDate: random.statusDate)
    let finish = try #require(plan.finish)
    func moved(_ index: Int, notBefore: Int) throws -> Int? {
      var activities = random.activities
      activities[index].constraints.notBefore = notBefore
      let delayed = try Network(calendars: fixture.fast, activities: activities, dependencies: random.dependencies)
      return try Plan(delayed, statusDate: random.statusDate).finish
    }
    for (index, planned) in plan.activities.enumerated() {
      #expect(try moved(index, notBefore: planned.lateStart) == finish)
      let later = try #require(try moved(index, notBefore: planned.lateStart + 60))
      #expect(later > finish)
    }
  }

  /// Using up the free float moves nothing else; a minute more moves something.
  @Test(arguments: 1...60)
  func freeFloatMovesNothingElse(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    let random = try RandomNetwork(seed + 900, count: 10, isFree: true)
    let network = try Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies)
    let plan = try Plan(network, statusDate: random.statusDate)
    for (index, planned) in plan.activities.enumerated() {
      let float = try #require(planned.freeFloat)
      let total = try #require(planned.totalFloat)
      #expect(0 <= float && float <= total)
      guard case .working(let minutes) = random.activities[index].length, minutes > 0 else { continue }
      func others(movingBy slip: Int) throws -> Bool {
        var activities = random.activities
        let calendar = fixture.fast[activities[index].calendar]
        let start = try calendar.nextWorking(
          atOrAfter: calendar.add(workingMinutes: slip, to: planned.earlyStart))
        activities[index].constraints.notBefore = start
        let delayed = try Network(calendars: fixture.fast, activities: activities, dependencies: random.dependencies)
        let slipped = try Plan(delayed, statusDate: random.statusDate)
        return slipped.finish != plan.finish
          || plan.activities.indices.contains { other in
            other != index && slipped.activities[other].earlyStart != plan.activities[other].earlyStart
          }
      }
      #expect(try others(movingBy: float + 1) || !moves(random, index))
      #expect(try !others(movingBy: float))
    }
  }

  /// Whether a finish-bound successor could hide a slip because its finish waits and its start does not move.
  private func moves(_ random: RandomNetwork, _ index: Int) -> Bool {
    !random.dependencies.contains {
      $0.predecessor == index && ($0.kind == .finishToFinish || $0.kind == .startToFinish)
    }
  }

  /// What is as late as possible keeps every dependency, moves nothing else, and leaves the end alone.
  @Test(arguments: 1...60)
  func asLateAsPossibleMovesNothingElse(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    var random = try RandomNetwork(seed + 1_700, count: 12, isFree: true)
    let before = try Plan(
      Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies),
      statusDate: random.statusDate)
    for index in random.activities.indices where index.isMultiple(of: 3) {
      random.activities[index].constraints.asLateAsPossible = true
    }
    let plan = try Plan(
      Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies),
      statusDate: random.statusDate)
    #expect(plan.finish == before.finish)
    // The planned starts as limits: the forward pass then finds just these dates.
    for index in random.activities.indices {
      random.activities[index].constraints.asLateAsPossible = false
      random.activities[index].constraints.notBefore = plan.activities[index].start
    }
    let pinned = try Plan(
      Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies),
      statusDate: random.statusDate)
    for (index, planned) in plan.activities.enumerated() {
      #expect(pinned.activities[index].earlyStart == planned.start)
      #expect(pinned.activities[index].earlyFinish == planned.finish)
      if index.isMultiple(of: 3) {
        #expect(planned.start >= planned.earlyStart)
      } else {
        #expect(planned.start == before.activities[index].start)
      }
    }
  }

  /// Every activity that the status date does not hold has a driver or a limit, and drivers drive.
  @Test(arguments: 1...60)
  func reasonsHoldWhatTheyExplain(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    let random = try RandomNetwork(seed + 1_300, count: 10, isFree: true)
    let network = try Network(calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies)
    let plan = try Plan(network, statusDate: random.statusDate)
    for (index, planned) in plan.activities.enumerated() {
      #expect(!planned.reasons.isEmpty)
      if planned.drivers.isEmpty { #expect(planned.reasons.first == .statusDate(random.statusDate)) }
      guard !planned.drivers.isEmpty, !planned.reasons.contains(.statusDate(random.statusDate)) else { continue }
      // Without its drivers it starts earlier.
      let rest = random.dependencies.enumerated().filter { !planned.drivers.contains($0.offset) }.map(\.element)
      let freed = try Network(calendars: fixture.fast, activities: random.activities, dependencies: rest)
      #expect(try Plan(freed, statusDate: random.statusDate).activities[index].earlyStart < planned.earlyStart)
    }
  }
}
