import Testing

@testable import Slipway

struct RecentVerdictsTests {
  private static func noted(_ text: String) -> RecentVerdicts {
    var recent = RecentVerdicts()
    for letter in text { recent.note(letter == "+" ? .passed : letter == "-" ? .failed : .started) }
    return recent
  }

  @Test(arguments: [
    ("", 0, false), ("+", 0, false), ("+-+", 2, false), ("+-+-", 3, true), ("+++---+++-", 3, true),
    ("+ - + -", 3, true), ("+-+-++++++++++", 0, false), ("-+-+++++++", 3, true), ("-+-++++++++", 2, false),
  ])
  func threeTurnsAmongTheLastTenAreFlaky(_ verdicts: String, _ turns: Int, _ isFlaky: Bool) {
    let recent = Self.noted(verdicts)
    #expect(recent.turns == turns)
    #expect(recent.isFlaky == isFlaky)
    #expect(recent.last.count <= RecentVerdicts.remembered)
  }

  @Test func whatIsForgottenNeverCounts() {
    var recent = Self.noted("+-+-")
    recent.forget()
    #expect(recent == RecentVerdicts() && !recent.isFlaky)
  }

  /// The fold keeps them as a list of all facts would.
  @Test(arguments: 0..<40)
  func theFoldAgreesWithTheWholeHistory(seed: Int) throws {
    var dice = Dice(seed: seed)
    var journal = Journal(SampleProgramme())
    var history: [Evidence.Verdict] = []
    var component: Evidence.Verdict?
    for _ in 0..<60 {
      let verdict: Evidence.Verdict = dice.chance(50) ? .passed : .failed
      let isComponent = dice.chance(8)
      let subject: EvidenceSubject = isComponent ? .component("app") : .test("t-bill")
      if verdict == .passed { journal.pass(subject) } else { journal.fail(subject) }
      if isComponent {
        if let component, component != verdict { history = [] }
        component = verdict
      } else {
        history.append(verdict)
        let last = history.suffix(10)
        let turns = zip(last, last.dropFirst()).count { $0 != $1 }
        let recent = try #require(journal.state.evidence[.test("t-bill")]).recent
        #expect(recent.turns == turns && recent.isFlaky == (turns >= 3), "seed \(seed)")
      }
    }
  }
}
