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
    keepHouse()
  }

  /// Once an hour, and never while the clock may be wrong, forgets what nobody needs any more.
  private func keepHouse() {
    let now = machine.wall()
    guard lastPruned.map({ $0 + .hours(1) <= now }) ?? true, states.values.allSatisfy({ $0.hold == nil }) else {
      return
    }
    lastPruned = now
    do { _ = try store.prune(at: now, limit: 5_000) } catch {
      log.error("what has expired could not be forgotten", metadata: ["error": "\(error)"])
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
    dispatch(programme)
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

  // MARK: Looking

  /// Looks at everything that is due, waits for all of it and records what was found: for driven time.
  package func work() async throws {
    for programme in states.keys.sorted() {
      while true {
        let due = takeDue(programme)
        if due.isEmpty { break }
        let runner = runner
        let found = await withTaskGroup(of: Look.self) { group in
          for work in due { group.addTask { Look(programme, work, await runner.run(work)) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        try record(found)
      }
    }
  }

  /// What is due to be looked at and nobody looks at yet; the caller looks, and records it.
  func takeDue(_ programme: Key<Programme>) -> [Work] {
    guard let state = states[programme], let spec = state.spec else { return [] }
    let due = watchman.due(spec.programme, state, at: now(state))
    watchman.begin(due.map(\.subject), at: now(state), programme)
    return due
  }

  /// What was looked at and what was found.
  struct Look: Sendable {
    var programme: Key<Programme>
    var work: Work
    var finding: Finding

    init(_ programme: Key<Programme>, _ work: Work, _ finding: Finding) {
      self.programme = programme
      self.work = work
      self.finding = finding
    }
  }

  /// Keeps every reading, all in one transaction; makes a fact of those that say something new.
  func record(_ looks: [Look]) throws {
    for look in looks { watchman.ended(look.work.subject, look.programme) }
    for programme in Set(looks.map(\.programme)).sorted() {
      guard let state = states[programme], let spec = state.spec else { continue }
      let at = now(state)
      let found = looks.filter { $0.programme == programme }.sorted { $0.work.subject.text < $1.work.subject.text }
      try store.save(
        found.map { look in
          Reading(
            programme: programme, subject: look.work.subject.text, at: at, passed: look.finding.passed,
            detail: look.finding.detail)
        })
      let facts = try found.compactMap { look -> Fact? in
        guard var evidence = Watchman.evidence(look.work, look.finding, spec.programme, state, at: at) else {
          return nil
        }
        evidence.attachments = try attachments(of: look)
        return .evidence(evidence)
      }
      guard !facts.isEmpty else { continue }
      try append(facts, by: .runner, programme)
      reconcile(programme)
    }
  }

  /// What a test or command wrote is kept; an answering probe has nothing to show.
  private func attachments(of look: Look) throws -> [Attachment]? {
    guard let output = look.finding.output, !output.isEmpty, look.work.deed.kind != "probe" || !look.finding.passed
    else {
      return nil
    }
    let bytes = Array(output.utf8.prefix(Attachment.limit))
    return [
      Attachment(
        name: "output.txt", type: "text/plain; charset=utf-8", bytes: bytes.count, digest: try store.keep(bytes).text)
    ]
  }
}
