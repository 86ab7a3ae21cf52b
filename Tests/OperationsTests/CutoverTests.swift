import Operations
import Slipway
import Testing

/// A wave with a runbook: people are let in by its cutover, and go back with it.
@Suite struct CutoverTests {
  @Test func theWaveOpensInTheMiddleOfItsCutover() async throws {
    let yard = try await Yard.furnished()
    #expect(
      await problem { try await yard.ask(OrderRun(procedure: .cutover("first")), as: Yard.ida) } == .gateClosed)
    try await yard.makeReady()
    #expect(try await yard.phase() == "planned", "it waits for its cutover")
    let run = try await yard.ask(OrderRun(procedure: .cutover("first")), as: Yard.ida).run
    await yard.drain()
    #expect(try await yard.phase() == "planned")
    #expect(
      await problem {
        try await yard.ask(MoveRun(run: run, step: "sign", move: .done), as: Yard.manager)
      } == .mayNotApprove)
    _ = try await yard.ask(MoveRun(run: run, step: "sign", move: .acknowledge), as: Yard.ida)
    _ = try await yard.ask(MoveRun(run: run, step: "sign", move: .done), as: Yard.ida)
    #expect(try await yard.phase() == "open")
    #expect(try await yard.ask(ShowStatus()).ledger.live == 2)
    await yard.drain()
    #expect(try await yard.ask(ShowRun(run: run)).state == "succeeded")
    #expect(yard.world.acts.suffix(4) == ["freeze", "check", "switch", "tidy"])
    #expect(
      await problem {
        try await yard.ask(MoveWave(wave: "first", move: .rollback, reason: "too late"), as: Yard.ida)
      } == .pastNoReturn)
  }

  @Test func aFailureBeforeThePointOfNoReturnBringsPeopleBack() async throws {
    let yard = try await Yard.furnished()
    try await yard.makeReady()
    yard.world.refuse("switch", times: 1)
    let run = try await yard.ask(OrderRun(procedure: .cutover("first")), as: Yard.ida).run
    await yard.drain()
    _ = try await yard.ask(MoveRun(run: run, step: "sign", move: .done), as: Yard.ida)
    await yard.drain()
    #expect(try await yard.phase() == "rolled back")
    #expect(try await yard.ask(ShowStatus()).ledger.live == 0)
    #expect(try await yard.ask(ShowRun(run: run)).state == "gone back")
    #expect(yard.world.acts.suffix(2) == ["switch", "thaw"])
    #expect(
      try await yard.steps(run) == [
        "freeze undone", "sign undone", "let-in undone", "check undone", "switch failed", "tidy not begun",
      ])
    let why = try await yard.ask(Why(person: "Y1")).sentence
    #expect(why.contains("rolled back"), "\(why)")
  }

  @Test func afterItTheCutoverIsMendedAndGoesOn() async throws {
    let yard = try await Yard.furnished()
    try await yard.makeReady()
    yard.world.refuse("tidy", times: 1)
    let run = try await yard.ask(OrderRun(procedure: .cutover("first")), as: Yard.ida).run
    await yard.drain()
    _ = try await yard.ask(MoveRun(run: run, step: "sign", move: .done), as: Yard.ida)
    await yard.drain()
    let board = try await yard.ask(ShowRun(run: run))
    #expect(board.state == "stuck")
    #expect(board.isPastNoReturn)
    #expect(try await yard.phase() == "open")
    for move in [MoveRun.Move.back, .cancel] {
      #expect(
        await problem {
          try await yard.ask(MoveRun(run: run, move: move, detail: "made up"), as: Yard.ida)
        } == .pastNoReturn)
    }
    _ = try await yard.ask(MoveRun(run: run, step: "tidy", move: .retry), as: Yard.ida)
    await yard.drain()
    #expect(try await yard.ask(ShowRun(run: run)).state == "succeeded")
  }

  @Test func aWaveSentBackByItsManagerTakesTheCutoverWithIt() async throws {
    let yard = try await Yard.furnished()
    try await yard.makeReady()
    yard.world.refuse("check", times: 9)
    let run = try await yard.ask(OrderRun(procedure: .cutover("first")), as: Yard.ida).run
    await yard.drain()
    _ = try await yard.ask(MoveRun(run: run, step: "sign", move: .done), as: Yard.ida)
    #expect(try await yard.phase() == "open")
    _ = try await yard.ask(MoveWave(wave: "first", move: .rollback, reason: "made up"), as: Yard.ida)
    await yard.drain()
    #expect(try await yard.ask(ShowRun(run: run)).state == "gone back")
    #expect(yard.world.acts.last == "thaw")
  }
}
