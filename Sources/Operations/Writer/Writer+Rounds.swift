import Logging
import Slipway

/// What happens without being asked: rounds of looking, deciding and bringing access in line with the journal.
extension Writer {
  /// Once round for every programme: notices clock jumps, closes usage hours, decides until quiet.
  package func tick() throws {
    let jumped = clock.isWallClock && watch.observe(wall: clock.now(), machine: machine.seconds())
    for programme in states.keys.sorted() {
      guard let state = states[programme], state.spec != nil else { continue }
      if jumped, state.hold == nil {
        log.warning("the clock jumped; automation holds", metadata: ["programme": "\(programme)"])
        try append([.automationHeld(AutomationHold(cause: .clockJumped))], by: .automation, programme)
      }
      try closeUsage(programme)
      reconcile(programme)
    }
  }

  /// Brings the hours that are over into the journal, before anything new is decided. A store that fails leaves them to
  /// the next round; it must not keep a wave from being paused.
  private func closeUsage(_ programme: Key<Programme>) throws {
    guard let state = states[programme] else { return }
    let now = now(state)
    guard let closing = HourClosing(state, at: now) else { return }
    do {
      let open = try store.openHours(of: programme, before: closing.hour + 1)
      let facts = closing.facts(open, try store.reports(of: programme))
      guard !facts.isEmpty else { return }
      try append(
        facts.map { .hourClosed($0) }, by: .automation, programme, at: now,
        counted: open.map { CountedHour(programme: programme, hour: $0) })
    } catch StoreError.moved {
      try catchUp()
    } catch {
      log.error("hours could not be closed", metadata: ["programme": "\(programme)", "error": "\(error)"])
    }
  }

  /// Decides, appends and folds until nothing follows. A store that fails leaves the rest to the next round.
  func reconcile(_ programme: Key<Programme>) {
    // Each wave moves at most one phase a round, so the bound is never met by a sound journal.
    for _ in 0..<64 {
      guard let state = states[programme], let status = status(state, at: now(state)) else { break }
      let facts = Reconciler.decide(state, status)
      if facts.isEmpty { break }
      do {
        try append(facts, by: .automation, programme, at: status.now)
      } catch StoreError.moved {
        do { try catchUp() } catch { break }
      } catch {
        log.error("decisions could not be appended", metadata: ["error": "\(error)"])
        break
      }
    }
    compile(programme)
  }

  /// Brings the access table in line with the journal and tells who listens.
  func compile(_ programme: Key<Programme>, force: Bool = false) {
    guard let state = states[programme], let status = status(state, at: now(state)) else { return }
    let minute = status.now.seconds / 60
    var changed = false
    // Dates and expiries move access too; they are asked again every minute.
    if compiled[programme] != minute {
      changed = board.swap(AccessCompiler.compile(state, status, rows: rows[programme] ?? [:]), for: programme)
      compiled[programme] = minute
    }
    bulletin.post(
      Bulletin.News(programme: programme, sequence: state.sequence, accessChanged: changed || force, at: status.now))
  }

  // MARK: Work

  /// Runs every probe and test that is due, then records what they found.
  package func work() async throws {
    for programme in states.keys.sorted() {
      guard let state = states[programme], let spec = state.spec else { continue }
      let due = watchman.due(spec.programme, state, at: now(state))
      let runner = runner
      let found = await withTaskGroup(of: (Work, Finding).self) { group in
        for work in due { group.addTask { (work, await runner.run(work)) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      try record(found, programme)
    }
  }

  /// Keeps every reading; makes a fact of those that say something new.
  private func record(_ found: [(Work, Finding)], _ programme: Key<Programme>) throws {
    guard let state = states[programme], let spec = state.spec else { return }
    let at = now(state)
    var facts: [Fact] = []
    for (work, finding) in found.sorted(by: { $0.0.subject.text < $1.0.subject.text }) {
      try store.save(
        Reading(
          programme: programme, subject: work.subject.text, at: at, passed: finding.passed, detail: finding.detail))
      watchman.ran(work.subject, at: at, programme)
      if let evidence = Watchman.evidence(work, finding, spec.programme, state, at: at) {
        facts.append(.evidence(evidence))
      }
    }
    if !facts.isEmpty {
      try append(facts, by: .runner, programme)
      reconcile(programme)
    }
  }
}
