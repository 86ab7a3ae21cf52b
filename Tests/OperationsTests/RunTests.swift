import Operations
import Slipway
import Storage
import Synchronization
import Testing

/// Runs through the writer and its queue. Outside stands a small world of files that commands change and probes see.
@Suite struct RunTests {
  @Test func aBringUpAppliesInOrderAndASecondOneChangesNothing() async throws {
    let yard = try await Yard.furnished()
    let run = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    await yard.drain()
    let first = try await yard.ask(ShowRun(run: run))
    #expect(first.state == "succeeded")
    #expect(first.steps.map(\.state) == ["done", "done", "done"])
    #expect(yard.world.acts == ["lay", "base", "start"])
    let second = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    await yard.drain()
    #expect(try await yard.ask(ShowRun(run: second)).steps.map(\.state) == ["unchanged", "unchanged", "unchanged"])
    #expect(yard.world.acts == ["lay", "base", "start"])
    #expect(try await yard.ask(ShowQueue()).jobs.isEmpty)
  }

  @Test func aFailureIsTriedAgainAsOftenAsTheDocumentSaysAndThenStandsInTheJournal() async throws {
    let yard = try await Yard.furnished()
    yard.world.refuse("base", times: 1)
    let run = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    await yard.drain()
    let queue = try await yard.ask(ShowQueue()).jobs
    #expect(queue.map(\.step) == ["database"])
    #expect(queue.first?.lastProblem == "base refused")
    yard.machine.pass(10)
    await yard.drain()
    #expect(try await yard.ask(ShowRun(run: run)).state == "succeeded")
    #expect(yard.world.acts == ["lay", "base", "base", "start"])
    yard.world.forget("files", "database", "service")
    yard.world.refuse("base", times: 2)
    let again = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    await yard.drain()
    yard.machine.pass(10)
    await yard.drain()
    let failed = try await yard.ask(ShowRun(run: again))
    #expect(failed.state == "failed")
    #expect(failed.steps.map(\.state) == ["done", "failed", "not begun"])
    #expect(try await yard.ask(ShowGate(audience: "front")).criteria.first?.standing == "failing")
  }

  @Test func twoRunsOfTheSameAreNotUnderWayTogether() async throws {
    let yard = try await Yard.furnished()
    _ = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager)
    #expect(await problem { try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager) } == .wrongPhase)
    #expect(
      await problem { try await yard.ask(OrderRun(procedure: .bringUp(["nowhere"])), as: Yard.manager) }
        == .unknownSubject)
  }

  @Test func aCancelledRunStopsAndLeavesNothingInTheQueue() async throws {
    let yard = try await Yard.furnished()
    let run = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    _ = try await yard.ask(MoveRun(run: run, move: .cancel, detail: "made up"), as: Yard.manager)
    await yard.drain()
    #expect(yard.world.acts.isEmpty)
    #expect(try await yard.ask(ShowQueue()).jobs.isEmpty)
    #expect(try await yard.ask(ShowRun(run: run)).state == "cancelled")
    #expect(
      await problem { try await yard.ask(MoveRun(run: run, move: .cancel, detail: "again"), as: Yard.manager) }
        == .wrongPhase)
  }

  @Test func nothingIsCarriedOutWhileAutomationHolds() async throws {
    let yard = try await Yard.furnished()
    yard.clock.beWallClock()
    try await yard.writer.tick()
    _ = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager)
    yard.clock.set(yard.clock.now() + .hours(2))
    try await yard.writer.tick()
    await yard.drain()
    #expect(yard.world.acts.isEmpty)
    _ = try await yard.ask(ConfirmTime(), as: Yard.manager)
    await yard.drain()
    #expect(yard.world.acts == ["lay", "base", "start"])
  }

  /// The process dies before, in and after every call of the store, and of the world outside; a new one goes on.
  @Test func whatWasAcknowledgedIsNeverDoneAgain() async throws {
    var kills = 0
    for place in 1...40 {
      let yard = try await Yard.furnished()
      let run = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
      yard.world.dieAt(place)
      await yard.drain()
      guard yard.world.isDead else { break }
      kills += 1
      let acknowledged = try await yard.ask(ShowRun(run: run)).steps.filter { $0.state == "done" }.map(\.id)
      yard.world.rise()
      let before = yard.world.acts.count
      let next = try await yard.reopened()
      await next.drain()
      #expect(try await next.ask(ShowRun(run: run)).state == "succeeded", "place \(place)")
      let again = yard.world.acts[before...].map { Yard.component(of: $0) }
      #expect(Set(again).isDisjoint(with: acknowledged), "place \(place): \(again) after \(acknowledged)")
      #expect(yard.world.things == ["files", "database", "service"])
      #expect(try await next.ask(ShowQueue()).jobs.isEmpty)
    }
    #expect(kills == 9, "a look, an act and a proof for each of three")
  }

  @Test func anActThatSucceededBeforeACrashIsProvenAndNotRepeated() async throws {
    let yard = try await Yard.furnished()
    let run = try await yard.ask(OrderRun(procedure: .bringUp([])), as: Yard.manager).run
    // Die in the first look after the first act.
    yard.world.dieAfterAct("lay")
    await yard.drain()
    #expect(yard.world.acts == ["lay"])
    #expect(try yard.store.jobs(of: "yard").map(\.hasActed) == [true])
    yard.world.rise()
    // Even where the look would ask for another act.
    let next = try await yard.reopened()
    await next.drain()
    #expect(try await next.ask(ShowRun(run: run)).state == "succeeded")
    #expect(yard.world.acts == ["lay", "base", "start"])
  }
}
