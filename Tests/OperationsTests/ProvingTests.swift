import Operations
import Slipway
import Testing

/// Evidence moves gates; words do not.
@Suite struct ProvingTests {
  @Test func whatIsObservedCannotBeAttested() async throws {
    let shop = try await Shop.furnished()
    for subject in ["install", "app", "release"] {
      let attest = Attest(subject: subject, verdict: .passed, detail: "I say so")
      #expect(await problem { try await shop.ask(attest) } == .observedOnly, "\(subject)")
    }
    #expect(try await shop.ask(Attest(subject: "contract", verdict: .passed, detail: "signed")).sequence > 0)
    #expect(try await shop.ask(Attest(subject: "install", verdict: .started, detail: "begun")).verdict == .started)
    #expect(await problem { try await shop.ask(RunWork(subject: "contract")) } == .wrongPhase)
    #expect(await problem { try await shop.ask(RunWork(subject: "ap")) } == .unknownSubject)
  }

  @Test func fiveHundredClaimsChangeNothing() async throws {
    let shop = try await Shop.ready()
    shop.runner.answer(false)
    _ = try await shop.ask(RunWork(subject: "app"))
    var random = SystemTestRandom(seed: 5)
    for _ in 0..<500 {
      let colour = try #require(Claim.Colour.allCases.randomElement(using: &random))
      let audience = Bool.random(using: &random) ? "sellers" : "bakers"
      let reply = try await shop.ask(ReportClaim(audience: audience, colour: colour))
      #expect(reply.verdict == "NO-GO")
      #expect((reply.contradiction != nil) == (colour == .green))
    }
    try await shop.reach(Shop.opening)
    #expect(try await shop.wave().phase == "planned")
    shop.runner.answer(true)
    _ = try await shop.ask(RunWork(subject: "app"))
    #expect(try await shop.wave().phase == "open", "mending the evidence does")
  }

  @Test func theGateClosingPausesAnOpenWave() async throws {
    let shop = try await Shop.opened()
    shop.runner.answer(false)
    shop.clock.set(Shop.opening + .hours(7))
    try await shop.writer.work()
    let wave = try await shop.wave()
    #expect(wave.phase == "paused" && wave.live == 5)
    #expect(await problem { try await shop.move(.resume) } == .gateClosed)
    shop.runner.answer(true)
    _ = try await shop.ask(RunWork(subject: "app"))
    try await shop.move(.resume)
    #expect(try await shop.wave().phase == "open")
  }

  @Test func aReplayedRunIsNotRunAgain() async throws {
    let shop = try await Shop.furnished()
    let first = try await shop.ask(RunWork(subject: "app"), key: "r")
    let again = try await shop.ask(RunWork(subject: "app"), key: "r")
    #expect(first.sequence == again.sequence && shop.runner.runs == 1)
    #expect(await problem { try await shop.ask(RunWork(subject: "install"), key: "r") } == .keyReused)
  }

  @Test func lessonsAreScoredAndCoolOff() async throws {
    let shop = try await Shop.furnished()
    let pia = Actor.account("pia")
    /// By options as the document lists them; what stands where on the paper is looked up.
    func take(_ answers: [[Int]], _ person: Int = 1) async throws -> TakeLesson.Reply {
      let options = [["a", "b", "c"], ["a", "b", "c"], ["a", "b"]]
      let shown = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: pia)
      let placed = zip(answers, zip(options, shown.questions)).map { chosen, question in
        chosen.map { choice in
          guard question.0.indices.contains(choice) else { return choice }
          return question.1.options.firstIndex(of: question.0[choice]) ?? -1
        }
      }
      return try await shop.ask(TakeLesson(person: PersonNumber(person), lesson: "selling", answers: placed), as: pia)
    }
    let lesson = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: pia)
    #expect(lesson.questions.map(\.several) == [false, true, false] && !lesson.passed)
    #expect(await problem { try await take([[0]]) } == .malformedRequest)
    let first = try await take([[0], [0], [0]])
    #expect(first.right == 1 && !first.passed && first.mayTryAt == "2026-03-20T11:00:00Z")
    #expect(await problem { try await take([[0], [0, 2], [1]]) } == .coolingOff)
    shop.clock.set(.at("2026-03-20T11:00:00Z"))
    let second = try await take([[0], [2, 0, 0], [7, -1]])
    #expect(second.right == 2 && !second.passed, "66.7 is under 67 per cent")
    shop.clock.set(.at("2026-03-20T12:00:00Z"))
    let third = try await take([[0], [0, 2], [1]])
    #expect(third.passed && third.right == 3)
    #expect(await problem { try await take([[0], [0, 2], [1]], 2) } == .notAllowed)
    #expect(
      await problem {
        try await shop.ask(TakeLesson(person: PersonNumber(1), lesson: "selling", answers: []), as: Shop.manager)
      } == .notAllowed)
  }
}

/// The same numbers for the same seed.
struct SystemTestRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
