import Testing

@testable import Slipway

/// Every event in every phase against a table written by hand.
struct WaveProgressTests {
  typealias Phase = WaveProgress.Phase

  static let now = Timestamp.at("2026-03-30T09:00Z")

  /// A way into each phase from the start.
  static let ways: [(phase: Phase, events: [WaveEvent])] = [
    (.planned, []),
    (.open(step: 0), [.opened]),
    (.open(step: 1), [.opened, .widened(step: 1)]),
    (.paused(from: .open(step: 1)), [.opened, .widened(step: 1), .paused]),
    (.paused(from: .hypercare), [.opened, .hypercareBegan, .paused]),
    (.hypercare, [.opened, .hypercareBegan]),
    (.closed, [.opened, .hypercareBegan, .closed]),
    (.rolledBack, [.opened, .rolledBack]),
    (.halted(peopleStay: false, from: nil), [.halted(peopleStay: false)]),
    (.halted(peopleStay: true, from: nil), [.halted(peopleStay: true)]),
    (.halted(peopleStay: false, from: .open(step: 1)), [.opened, .widened(step: 1), .halted(peopleStay: false)]),
    (.halted(peopleStay: true, from: .open(step: 1)), [.opened, .widened(step: 1), .halted(peopleStay: true)]),
    (.halted(peopleStay: false, from: .hypercare), [.opened, .hypercareBegan, .halted(peopleStay: false)]),
    (.halted(peopleStay: true, from: .hypercare), [.opened, .hypercareBegan, .halted(peopleStay: true)]),
    (.halted(peopleStay: false, from: .closed), [.opened, .hypercareBegan, .closed, .halted(peopleStay: false)]),
    (.halted(peopleStay: true, from: .closed), [.opened, .hypercareBegan, .closed, .halted(peopleStay: true)]),
  ]

  static let events: [WaveEvent] = [
    .opened, .widened(step: 0), .widened(step: 1), .widened(step: 2), .widened(step: .max), .widened(step: -1), .paused,
    .resumed, .rolledBack, .halted(peopleStay: false), .halted(peopleStay: true), .reopened, .hypercareBegan, .closed,
  ]

  /// Everything that is allowed; what is not here is refused.
  static func expected(_ phase: Phase, _ event: WaveEvent) -> Phase? {
    switch (phase, event) {
    case (.planned, .opened): .open(step: 0)
    case (.planned, .halted(let stay)): .halted(peopleStay: stay, from: nil)
    case (.open(step: 0), .widened(step: 1)): .open(step: 1)
    case (.open(step: 1), .widened(step: 2)): .open(step: 2)
    case (.open(let step), .paused): .paused(from: .open(step: step))
    case (.open, .rolledBack): .rolledBack
    case (.open(let step), .halted(let stay)): .halted(peopleStay: stay, from: .open(step: step))
    case (.open, .hypercareBegan): .hypercare
    case (.paused(from: .open(let step)), .resumed): .open(step: step)
    case (.paused(from: .hypercare), .resumed): .hypercare
    case (.paused, .rolledBack): .rolledBack
    case (.paused(let from), .halted(let stay)): .halted(peopleStay: stay, from: from)
    case (.hypercare, .paused): .paused(from: .hypercare)
    case (.hypercare, .rolledBack): .rolledBack
    case (.hypercare, .halted(let stay)): .halted(peopleStay: stay, from: .hypercare)
    case (.hypercare, .closed): .closed
    case (.closed, .halted(let stay)): .halted(peopleStay: stay, from: .closed)
    case (.rolledBack, .reopened): .open(step: 0)
    case (.halted(peopleStay: _, from: nil), .reopened): .planned
    case (.halted(peopleStay: false, from: _), .reopened): .open(step: 0)
    case (.halted(peopleStay: true, from: .some(.open(let step))), .reopened): .open(step: step)
    case (.halted(peopleStay: true, from: .some(.hypercare)), .reopened): .hypercare
    case (.halted(peopleStay: true, from: .some(.closed)), .reopened): .closed
    default: nil
    }
  }

  static func progress(_ events: [WaveEvent]) throws -> WaveProgress {
    var progress = WaveProgress()
    for event in events { _ = try progress.handle(event, at: now) }
    return progress
  }

  @Test func everyEventInEveryPhase() throws {
    var allowed = 0
    for way in WaveProgressTests.ways {
      for event in WaveProgressTests.events {
        var progress = try WaveProgressTests.progress(way.events)
        #expect(progress.phase == way.phase)
        let before = progress
        if let next = WaveProgressTests.expected(way.phase, event) {
          allowed += 1
          let effects = try progress.handle(event, at: WaveProgressTests.now + .days(1))
          #expect(progress.phase == next, "\(way.phase) after \(event)")
          let lets: Bool = event == .rolledBack || event == .halted(peopleStay: false)
          #expect(effects == (lets ? [.everyoneOut] : []))
        } else {
          #expect(throws: InvalidTransition(event: event, phase: way.phase)) {
            try progress.handle(event, at: WaveProgressTests.now + .days(1))
          }
          #expect(progress == before, "a refused event changes nothing")
        }
      }
    }
    #expect(allowed == 39)
  }

  @Test func nothingButReopeningLeavesALatch() throws {
    for way in WaveProgressTests.ways {
      let progress = try WaveProgressTests.progress(way.events)
      guard progress.isLatched else { continue }
      #expect(!progress.admits)
      for event in WaveProgressTests.events where event != .reopened {
        var latched = progress
        #expect(throws: InvalidTransition.self) { try latched.handle(event, at: WaveProgressTests.now) }
      }
    }
    for way in WaveProgressTests.ways where try !WaveProgressTests.progress(way.events).isLatched {
      var progress = try WaveProgressTests.progress(way.events)
      #expect(throws: InvalidTransition.self) { try progress.handle(.reopened, at: WaveProgressTests.now) }
    }
  }

  @Test func admittingAndKeepingAreDifferentThings() throws {
    for way in WaveProgressTests.ways {
      let progress = try WaveProgressTests.progress(way.events)
      switch way.phase {
      case .open, .hypercare, .closed: #expect(progress.admits && progress.keepsPeople)
      case .paused, .halted(peopleStay: true, from: _): #expect(!progress.admits && progress.keepsPeople)
      case .planned, .rolledBack, .halted(peopleStay: false, from: _):
        #expect(!progress.admits && !progress.keepsPeople)
      }
    }
  }

  @Test func theSoakBeginsAnewAfterAPauseAndAReopening() throws {
    var progress = try WaveProgressTests.progress([.opened, .widened(step: 1)])
    let later = WaveProgressTests.now + .days(3)
    _ = try progress.handle(.paused, at: WaveProgressTests.now + .days(1))
    #expect(progress.stepSince == WaveProgressTests.now)
    _ = try progress.handle(.resumed, at: later)
    #expect(progress.stepSince == later && progress.step == 1)
    _ = try progress.handle(.rolledBack, at: later + .days(1))
    _ = try progress.handle(.reopened, at: later + .days(2))
    #expect(progress.stepSince == later + .days(2) && progress.step == 0)
    #expect(progress.firstOpened == WaveProgressTests.now)
  }

  @Test func aPauseKeepsWhoIsInAndARollbackLetsThemOut() {
    var journal = Journal(SampleProgramme(), perDepartment: 4)
    journal.change("pilot", .opened)
    journal.append(.admitted(AdmissionGrant(wave: "pilot", people: Array(journal.present.prefix(3)))))
    let inside = journal.state.admissions
    #expect(inside.count == 3)
    journal.change("pilot", .paused)
    #expect(journal.state.admissions == inside)
    journal.change("pilot", .resumed)
    #expect(journal.state.admissions == inside)
    journal.change("pilot", .halted(peopleStay: true))
    #expect(journal.state.admissions == inside)
    journal.change("pilot", .reopened)
    journal.change("pilot", .rolledBack)
    #expect(journal.state.admissions.isEmpty)
    journal.change("pilot", .resumed)
    #expect(journal.phase("pilot") == .rolledBack)
    #expect(journal.state.anomalies == [journal.state.sequence])
  }
}
