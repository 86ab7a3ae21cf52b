import Logging
import Slipway

/// The queue: what the journal says must be done outside is put into it, and what came of it into the journal.
extension Writer {
  /// How long a job is held before it must be held anew.
  static let leaseLength = Span(seconds: 60)
  /// Jobs under way at the same time, by kind.
  static let jobsAtOnce: [Job.Kind: Int] = [.component: 4, .load: 1, .step: 4, .test: 4]
  /// Seconds that a job waits at most before it is tried again.
  static let longestWait = 300.0

  /// A job with all that is needed to carry it out.
  struct Assignment: Sendable {
    var job: Job
    var errand: Errand
    var step: String
    var environment: [Command.Variable]
  }

  /// Whether anything is under way that the queue may have work for.
  var hasOpenRuns: Bool { states.values.contains { !$0.runs.open.isEmpty } }

  /// Brings the queue in line with the journal: a job for every step that is under way. Again and again the same.
  func dispatch(_ programme: Key<Programme>) {
    guard let state = states[programme], let spec = state.spec else { return }
    let jobs = state.runs.open.flatMap { run -> [Job] in
      guard let plan = ProcedurePlan.plan(run.procedure, spec.programme) else { return [] }
      return run.underWay.compactMap { step in
        let place = RunPlace(run: run.number, step: step, isReversal: run.phase(step) == .reversing)
        guard let errand = place.errand(in: plan), let kind = Job.Kind(rawValue: errand.kind.rawValue) else {
          return nil
        }
        return Job(place.reference(in: programme), kind: kind, due: machine.wall())
      }
    }
    let wanted = Set(jobs.map(\.reference))
    guard queued[programme] != wanted else { return }
    do {
      try store.ensure(jobs)
      // What nobody wants any more, such as the steps of a cancelled run.
      let idle = try store.jobs(of: programme).map(\.reference).filter { !wanted.contains($0) }
      if !idle.isEmpty { try store.remove(idle) }
      queued[programme] = wanted
    } catch {
      log.error("the queue cannot be reached", metadata: ["error": "\(error)"])
    }
  }

  /// Takes what is due and may be begun now. Nothing while automation holds: what a restored backup or a wrong clock
  /// asks for may have been done long ago.
  func takeJobs(holder: String, limit: Int) throws -> [Assignment] {
    var taken: [Assignment] = []
    for programme in states.keys.sorted() {
      guard let state = states[programme], state.hold == nil, !state.runs.open.isEmpty else { continue }
      let now = machine.wall()
      let jobs = try store.lease(
        programme, limit: limit - taken.count, perKind: Writer.jobsAtOnce, holder: holder,
        until: now + Writer.leaseLength, now: now)
      for job in jobs {
        if let assignment = assignment(job) { taken.append(assignment) } else { try store.remove([job.reference]) }
      }
    }
    return taken
  }

  /// Nil where nobody wants it done any more.
  func assignment(_ job: Job) -> Assignment? {
    guard let place = RunPlace(job.reference), let state = states[job.reference.programme], let spec = state.spec,
      let run = state.runs.run(place.run), run.result == nil,
      run.phase(place.step) == (place.isReversal ? .reversing : .begun),
      let plan = ProcedurePlan.plan(run.procedure, spec.programme), let errand = place.errand(in: plan)
    else { return nil }
    return Assignment(
      job: job, errand: errand, step: "\(job.reference.programme)/\(place.run)/\(place.step)",
      environment: plan.environment)
  }

  /// Holds on to a job that is being done. False where it is to be stopped.
  func keeps(_ job: Job, holder: String) -> Bool {
    guard assignment(job) != nil else { return false }
    // A store that cannot be asked takes nothing away.
    return (try? store.renew(job.reference, holder: holder, until: machine.wall() + Writer.leaseLength)) ?? true
  }

  func markActed(_ job: Job, holder: String) throws { try store.markActed(job.reference, holder: holder) }

  /// Puts what a job came to into the journal and takes it out of the queue, both at once; or back into the queue, where
  /// it is to be tried again.
  func finish(_ assignment: Assignment, _ result: ErrandCarrier.Result, began: Timestamp, seconds: Double) throws {
    let job = assignment.job
    guard self.assignment(job) != nil, let place = RunPlace(job.reference) else {
      try store.remove([job.reference])
      return
    }
    if result.outcome == .failed, job.tries <= assignment.errand.retries {
      try store.postpone(
        job.reference, holder: job.holder ?? "", until: machine.wall() + wait(after: job.tries), because: result.detail)
      return
    }
    let attachments = try result.outputs.suffix(8).map { output in
      let bytes = Array(output.text.utf8.prefix(Attachment.limit))
      return Attachment(
        name: output.name, type: "text/plain; charset=utf-8", bytes: bytes.count, digest: try store.keep(bytes).text)
    }
    let programme = job.reference.programme
    while let state = states[programme], let spec = state.spec {
      let report = RunReport(
        what: result.what, began: began, milliseconds: Int(clamping: Int64(seconds * 1_000)), exit: result.exit,
        difference: result.difference, run: result.outcome == .unchanged ? nil : place.run)
      let outcome = StepOutcome(
        result.outcome, detail: String(result.detail.prefix(400)), report: report, attachments: attachments)
      var facts: [Fact] = [
        .runMoved(
          RunMove(
            run: place.run,
            event: place.isReversal ? .reversed(place.step, outcome) : .ended(place.step, outcome)))
      ]
      if !place.isReversal, let evidence = evidence(assignment.errand, result, report, attachments, state, spec) {
        facts.append(.evidence(evidence))
      }
      do {
        try append(facts, by: .runner, programme, finished: [job.reference])
        reconcile(programme)
        return
      } catch StoreError.moved {
        try catchUp()
      }
    }
  }

  /// What an errand's outcome says about its subject, where it says anything new.
  private func evidence(
    _ errand: Errand, _ result: ErrandCarrier.Result, _ report: RunReport, _ attachments: [Attachment],
    _ state: State, _ spec: State.Spec
  ) -> Evidence? {
    guard let subject = errand.subject else { return nil }
    let now = now(state)
    let verdict: Evidence.Verdict = result.outcome == .failed ? .failed : .passed
    if result.outcome == .unchanged, let latest = state.evidence[subject]?.latest, latest.body.verdict == verdict,
      latest.body.expires.map({ $0 > now }) ?? true
    {
      return nil
    }
    return Evidence(
      subject: subject, verdict: verdict, kind: .observed,
      expires: now + (errand.validity ?? Watchman.validity(of: subject, in: spec.programme)),
      detail: String(result.detail.prefix(400)), report: report, attachments: attachments)
  }

  /// Twice as long each time, a half more or less so that not everything comes back at once.
  private func wait(after tries: Int) -> Span {
    let base = min(Writer.longestWait, Double(1 << min(max(tries, 1), 12)))
    let dice = Double(randomness.bytes(1).first ?? 128) / 255
    return Span(seconds: Int64((base * (0.5 + dice)).rounded(.up)))
  }
}

/// Which step of which run a job is, and in which direction.
struct RunPlace: Sendable, Equatable {
  var run: Int
  var step: Key<ProcedureStep>
  var isReversal: Bool

  init(run: Int, step: Key<ProcedureStep>, isReversal: Bool) {
    self.run = run
    self.step = step
    self.isReversal = isReversal
  }

  /// Reads `run:3:do:database`; nil for anything else.
  init?(_ reference: Job.Reference) {
    let parts = reference.key.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "run", let run = Int(parts[1]), parts[2] == "do" || parts[2] == "undo" else {
      return nil
    }
    self.init(run: run, step: Key(String(parts[3])), isReversal: parts[2] == "undo")
  }

  func reference(in programme: Key<Programme>) -> Job.Reference {
    Job.Reference(programme: programme, key: "run:\(run):\(isReversal ? "undo" : "do"):\(step)")
  }

  /// Nil where the step is not done by the queue.
  func errand(in plan: ProcedurePlan) -> Errand? {
    guard let step = plan.step(step) else { return nil }
    let task: ProcedurePlan.Task? = isReversal ? step.reverse : step.task
    guard case .errand(let errand) = task else { return nil }
    return errand
  }
}
