import Slipway
import Testing

@Suite struct RunDirectorTests {
  @Test func aStepBeginsWhenAllBeforeItIsDone() throws {
    let played = try PlayedRun(.bringUp([]), RunSpecimen.programme())
    #expect(played.settle() == [RunSpecimen.began("files"), RunSpecimen.began("feed")])
    played.take(RunSpecimen.ended("feed", .unchanged))
    #expect(played.settle().isEmpty)
    played.take(RunSpecimen.ended("files"))
    #expect(played.settle() == [RunSpecimen.began("database")])
    played.take(RunSpecimen.ended("database"))
    played.settle()
    played.take(RunSpecimen.ended("service"))
    #expect(played.settle() == [.finished(.succeeded)])
    #expect(played.state.anomalies.isEmpty)
  }

  @Test func whatStandsOnAFailureDoesNotBeginAndTheRestIsFinished() throws {
    let played = try PlayedRun(.bringUp([]), RunSpecimen.programme())
    played.settle()
    played.take(RunSpecimen.ended("files", .failed))
    #expect(played.settle().isEmpty, "the feed is under way still")
    played.take(RunSpecimen.ended("feed"))
    #expect(played.settle() == [.finished(.failed)])
    #expect(played.run.phase("database") == nil)
  }

  @Test func onlyWhatIsAskedForAndItsFoundationsAreBroughtUp() throws {
    let plan = try #require(ProcedurePlan.plan(.bringUp(["database"]), RunSpecimen.programme()))
    #expect(plan.steps.map(\.id.text) == ["files", "database"])
    #expect(try ProcedurePlan.plan(.bringUp(["nowhere"]), RunSpecimen.programme()) == nil)
  }

  /// Plays a cutover until the step, everything before it done.
  private func cutover(until step: String) throws -> PlayedRun {
    let played = try PlayedRun(.cutover("first"), RunSpecimen.programme())
    for _ in 0..<20 {
      played.settle()
      if played.run.phase(Key(step)) == .begun { return played }
      guard let next = played.run.underWay.first else { break }
      if next == "let-in" { played.wave.admits = true } else { played.take(RunSpecimen.ended(next.text)) }
    }
    #expect(played.run.phase(Key(step)) == .begun)
    return played
  }

  @Test func theWaveOpensAtItsStepAndNotBefore() throws {
    let played = try cutover(until: "let-in")
    #expect(played.settle().isEmpty, "it waits for the wave")
    played.wave.admits = true
    #expect(
      played.settle() == [
        .ended("let-in", StepOutcome(.done, detail: "the wave is open")), RunSpecimen.began("switch"),
      ])
  }

  @Test func aFailureBeforeThePointOfNoReturnUndoesEverythingLastFirst() throws {
    let played = try cutover(until: "switch")
    played.take(RunSpecimen.ended("switch", .failed))
    #expect(played.settle() == [.reversing(because: "“switch” failed")])
    #expect(played.settle().isEmpty, "people are still in")
    played.wave = RunDirector.Standing(admits: false, isLatched: true)
    let back = played.settle()
    #expect(
      back.map(RunDirectorTests.undone) == ["let-in", "sign", "move", "look", "begin freeze"],
      "each after the one that came after it")
    played.take(.reversed("freeze", StepOutcome(.done, detail: "thawed")))
    #expect(played.settle() == [.finished(.reversed)])
  }

  private static func undone(_ event: RunMove.Event) -> String {
    switch event {
    case .reversed(let step, _): step.text
    case .reversalBegan(let step): "begin \(step)"
    default: "\(event)"
    }
  }

  @Test func afterThePointOfNoReturnNothingIsUndoneAndTheStepIsTriedAgain() throws {
    let played = try cutover(until: "tidy")
    played.take(RunSpecimen.ended("tidy", .failed))
    #expect(played.settle().isEmpty)
    #expect(RunDirector.isPastNoReturn(played.run, played.plan))
    #expect(played.run.result == nil)
    #expect(played.take(.retried("tidy")))
    played.take(RunSpecimen.ended("tidy"))
    #expect(played.settle() == [.finished(.succeeded)])
  }

  @Test func whatIsUnderWayComesToItsEndBeforeAnythingIsUndone() throws {
    let played = try PlayedRun(.cutover("first"), RunSpecimen.programme())
    played.settle()
    played.take(RunSpecimen.ended("freeze"))
    played.settle()
    #expect(played.run.underWay == ["look", "move"])
    played.take(RunSpecimen.ended("look", .failed))
    #expect(played.settle().isEmpty)
    played.take(RunSpecimen.ended("move"))
    #expect(played.settle().first == .reversing(because: "“look” failed"))
  }

  @Test func undoingThatFailsEndsTheRunVisibly() throws {
    let played = try PlayedRun(.cutover("first"), RunSpecimen.programme())
    played.settle()
    played.take(RunSpecimen.ended("freeze"))
    played.settle()
    played.take(RunSpecimen.ended("look", .failed))
    played.take(RunSpecimen.ended("move", .failed))
    #expect(played.settle().last == .reversalBegan("freeze"))
    played.take(.reversed("freeze", StepOutcome(.failed, detail: "no")))
    #expect(played.settle() == [.finished(.reversalFailed)])
  }

  @Test func aWaveSentBackByHandTakesItsCutoverWithIt() throws {
    let played = try cutover(until: "switch")
    played.wave = RunDirector.Standing(admits: false, isLatched: true)
    #expect(played.settle().first == .reversing(because: "the wave's people were sent back"))
  }

  @Test func aRehearsalLetsNobodyInAndUsesTheSandbox() throws {
    let programme = try RunSpecimen.programme()
    let plan = try #require(ProcedurePlan.plan(.rehearsal("first"), programme))
    #expect(plan.environment.map(\.name) == ["SLIPWAY_REHEARSAL", "SLIPWAY_SANDBOX"])
    guard case .errand(let freeze) = plan.step("freeze")?.task, case .command(let command) = freeze.act else {
      Issue.record("freezing is a command")
      return
    }
    #expect(command.arguments == ["/srv/sandbox/old.db"])
    guard case .errand(let look) = plan.step("look")?.task, case .probe(.http(let step)) = look.act else {
      Issue.record("looking is a probe")
      return
    }
    #expect(step.url == "http://127.0.0.1:9191/health")
    let played = try PlayedRun(.rehearsal("first"), programme)
    for _ in 0..<20 {
      played.settle()
      guard let next = played.run.underWay.first else { break }
      played.take(RunSpecimen.ended(next.text))
    }
    #expect(played.run.result == .succeeded)
    #expect(played.run.steps["let-in"]?.outcome?.body.result == .skipped)
    #expect(played.run.phase("copy") == .done)
  }

  @Test func whatOnlyRehearsalsDoIsNoPartOfACutover() throws {
    let plan = try #require(ProcedurePlan.plan(.cutover("first"), RunSpecimen.programme()))
    #expect(plan.step("copy") == nil)
    #expect(plan.step("freeze")?.after == [])
    #expect(plan.environment.isEmpty)
  }

  /// Graphs of any shape: nothing begins early, nothing twice, never too much at once, and all of it is done.
  @Test(arguments: 0..<60) func anyGraphIsWalkedInOrder(_ seed: Int) throws {
    var dice = Dice(seed: seed)
    let count = dice.below(12) + 1
    let names = (0..<count).map { "s\($0)" }
    let lines = names.enumerated().map { index, name in
      let after = names.prefix(index).filter { _ in dice.below(3) == 0 }
      return "          - {id: \(name), command: c, after: [\(after.joined(separator: ", "))]}"
    }
    let programme = try RunSpecimen.programme(
      cutover: "            steps:\n" + lines.map { "    " + $0 }.joined(separator: "\n"))
    let played = try PlayedRun(.cutover("first"), programme)
    var order: [String] = []
    for _ in 0..<200 where played.run.result == nil {
      for event in played.settle() {
        guard case .began(let step) = event else { continue }
        let after = try #require(played.plan.step(step)).after
        #expect(after.allSatisfy { played.run.phase($0) == .done })
        #expect(!order.contains(step.text))
        order.append(step.text)
      }
      #expect(played.run.underWay.count <= RunDirector.atOnce)
      let busy = played.run.underWay
      guard !busy.isEmpty else { break }
      played.take(RunSpecimen.ended(busy[dice.below(busy.count)].text, dice.below(2) == 0 ? .done : .unchanged))
    }
    #expect(played.run.result == .succeeded)
    #expect(order.count == count)
    #expect(played.state.anomalies.isEmpty)
  }

  @Test func movesThatDoNotFitAreListedAndChangeNothing() throws {
    let played = try PlayedRun(.bringUp([]), RunSpecimen.programme())
    #expect(!played.take(RunSpecimen.ended("files")), "it has not begun")
    #expect(!played.take(.retried("files")))
    #expect(!played.take(.reversed("files", StepOutcome(.done, detail: ""))))
    played.settle()
    #expect(!played.take(RunSpecimen.began("files")), "it has begun")
    played.take(.cancelled(reason: "made up"))
    #expect(!played.take(RunSpecimen.ended("files")), "it is over")
    #expect(played.settle().isEmpty)
  }
}
