import Interchange

/// What follows from one programme's facts alone, free of time: `fold` of the journal.
///
/// Applying one more entry costs O(size of the entry), whatever came before.
package struct State: Sendable, Equatable {
  package let programme: Key<Programme>
  package private(set) var sequence = 0
  package private(set) var lastAt: Timestamp?

  package private(set) var spec: Spec?
  package private(set) var revisions: [RevisionRecord] = []
  /// Each charter there has been, first to last: the first is the one that was fixed at the start.
  package private(set) var charters: [CharterRecord] = []
  /// Every plan that was agreed on, first to last.
  package private(set) var baselines: [Recorded<Baseline>] = []
  package private(set) var roster = Roster()
  /// Who is meant by the personnel numbers that the document lists.
  package private(set) var listed: [String: PersonNumber] = [:]
  package private(set) var accounts: [Key<Account>: AccountGrant] = [:]

  package private(set) var evidence: [EvidenceSubject: Trail] = [:]
  package private(set) var claims: [Key<Audience>: Recorded<Claim>] = [:]
  package private(set) var conditions: [Key<Condition>: [PersonNumber: Recorded<ConditionReport>]] = [:]
  package private(set) var training = TrainingBook()
  /// Manual scripts gone through, the latest of each, confirmed or not.
  package private(set) var performances: [Key<TestCase>: Recorded<ScriptPerformance>] = [:]
  package private(set) var runs = RunBook()
  /// By digest, the sequence number of the first fact that cites an attachment.
  package private(set) var citations: [String: Int] = [:]
  /// When a component last changed its verdict or was applied: the sequence number.
  private var lastComponentChange = 0

  package private(set) var approvals: [Approval.Subject: [Recorded<Approval>]] = [:]
  package private(set) var votes: [Key<Audience>: [Key<Account>: Recorded<Vote>]] = [:]
  package private(set) var boards: [Key<Audience>: Recorded<BoardDecision>] = [:]
  package private(set) var overrides: [Key<Audience>: [Recorded<Override>]] = [:]
  package private(set) var exemptions: [PersonNumber: Recorded<Exemption>] = [:]
  package private(set) var promises: [Key<WorkItem>: [Recorded<Promise>]] = [:]

  package private(set) var waves: [Key<Wave>: WaveProgress] = [:]
  package private(set) var lastChange: [Key<Wave>: Recorded<WaveChange>] = [:]
  package private(set) var admissions: [PersonNumber: AdmissionRecord] = [:]
  /// The sequence number of the fact that first let anybody in.
  package private(set) var firstAdmission: Int?
  package private(set) var lastHalt: Recorded<Halt>?
  package private(set) var usage: [Key<Audience>: [String: Int]] = [:]
  /// The same hour by hour, with who was watched and what has been reported.
  package private(set) var counters = UsageLedger()
  package private(set) var watch = GuardrailWatch()
  package private(set) var hold: Recorded<AutomationHold>?
  /// Entries that did not fit what came before; kept and listed, never guessed at.
  package private(set) var anomalies: [Int] = []

  package init(programme: Key<Programme>) { self.programme = programme }

  /// A whole revision and the value it stands for.
  package struct Spec: Sendable, Equatable {
    package var revision: Int
    package var document: String
    package var programme: Programme
    /// Local time of every zone the document names, built once.
    package var clocks: LocalClocks
  }

  package struct RevisionRecord: Sendable, Equatable {
    package var number: Int
    package var sequence: Int
    package var at: Timestamp
    package var by: Actor
    package var reason: String
    package var document: String
  }

  /// A charter by its digest, and who brought it in when.
  package struct CharterRecord: Sendable, Equatable {
    package var digest: String
    package var revision: Int
    package var at: Timestamp
    package var by: Actor
  }

  /// A fact's body with its place in the journal.
  package struct Recorded<Body: Sendable & Equatable>: Sendable, Equatable {
    package var body: Body
    package var sequence: Int
    package var at: Timestamp
    package var by: Actor
  }

  /// The evidence on one subject: the latest, and the turning points before it.
  package struct Trail: Sendable, Equatable {
    package var latest: Recorded<Evidence>
    package var firstStarted: Timestamp?
    package var firstPassed: Recorded<Evidence>?
    package var lastFailed: Recorded<Evidence>?
    /// When the verdict last became another one than before.
    package var lastTurn: Recorded<Evidence>?
    /// When it was last changed by a run rather than looked at: the sequence number.
    package var lastChanged: Int?
    /// Sequence numbers of the last facts on it, oldest first, at most `Trail.remembered`.
    package var sequences: [Int]
    package var count: Int
    package var recent = RecentVerdicts()

    package static let remembered = 50
  }

  package struct AdmissionRecord: Sendable, Equatable {
    package var wave: Key<Wave>
    package var at: Timestamp
    package var sequence: Int
  }
}

extension State {
  /// The fold of `entries`; entries of other programmes are passed over.
  package init(programme: Key<Programme>, entries: some Sequence<Entry>) {
    self.init(programme: programme)
    for entry in entries where entry.programme == programme { apply(entry) }
  }

  /// Takes one more entry in. Total: what does not fit is listed among the anomalies.
  package mutating func apply(_ entry: Entry) {
    sequence = entry.sequence
    lastAt = max(lastAt ?? entry.at, entry.at)
    func recorded<Body>(_ body: Body) -> Recorded<Body> {
      Recorded(body: body, sequence: entry.sequence, at: entry.at, by: entry.actor)
    }
    for attachment in entry.fact.attachments where citations[attachment.digest] == nil {
      citations[attachment.digest] = entry.sequence
    }
    switch entry.fact {
    case .revised(let revision): revise(revision, entry)
    case .baselined(let baseline): baselines.append(recorded(baseline))
    case .membersChanged(let change): changeMembers(change, entry)
    case .personErased(let number): if !roster.erase(number) { anomalies.append(entry.sequence) }
    case .accountGranted(let grant): accounts[grant.account] = grant
    case .accountRevoked(let account): accounts[account] = nil
    case .evidence(let evidence): record(recorded(evidence))
    case .claimed(let claim): claims[claim.audience] = recorded(claim)
    case .conditionsReported(let reports): for report in reports { note(recorded(report)) }
    case .lessonAttempted(let attempt): training.note(attempt, at: entry.at, sequence: entry.sequence)
    case .completionReported(let completion): training.note(completion, sequence: entry.sequence)
    case .practised(let report): training.note(report, sequence: entry.sequence)
    case .attemptsGranted(let grant): training.note(grant)
    case .seatChanged(let change): training.note(change, at: entry.at, sequence: entry.sequence)
    case .scriptPerformed(let performance): performances[performance.test] = recorded(performance)
    case .runOrdered(let order): runs.open(recorded(order))
    case .runMoved(let move): if !runs.move(recorded(move)) { anomalies.append(entry.sequence) }
    case .approved(let approval): approvals[approval.of, default: []].append(recorded(approval))
    case .boardVoted(let vote):
      if case .account(let account) = entry.actor { votes[vote.audience, default: [:]][account] = recorded(vote) }
    case .boardDecided(let decision):
      boards[decision.audience] = recorded(decision)
      votes[decision.audience] = nil
    case .overridden(let override): overrides[override.audience, default: []].append(recorded(override))
    case .excepted(let exemption): exemptions[exemption.person] = recorded(exemption)
    case .exceptionEnded(let person): exemptions[person] = nil
    case .waveChanged(let change): move(recorded(change))
    case .admitted(let grant): admit(grant, entry)
    case .halted(let halt): lastHalt = recorded(halt)
    case .promised(let promise): promises[promise.item, default: []].append(recorded(promise))
    case .usageCounted(let hour):
      count(hour)
      counters.take(hour, sequence: entry.sequence)
    case .hourClosed(let closed):
      for hour in closed.counts { count(hour) }
      counters.take(closed, sequence: entry.sequence)
    case .ruled(let ruling): watch.note(recorded(ruling))
    case .doubtAccepted(let acceptance): watch.note(recorded(acceptance))
    case .automationHeld(let cause): hold = recorded(cause)
    case .automationConfirmed: hold = nil
    }
  }

  private mutating func revise(_ revision: Revision, _ entry: Entry) {
    revisions.append(
      RevisionRecord(
        number: revision.number, sequence: entry.sequence, at: entry.at, by: entry.actor, reason: revision.reason,
        document: revision.document))
    // A document that an older build accepted and this one does not leaves the last readable one in force.
    guard let reading = try? ProgrammeReader.read(revision.document) else {
      anomalies.append(entry.sequence)
      return
    }
    let programme = reading.programme
    let charter = SpecDiff.digest(of: reading.tree["charter"])
    if charters.last?.digest != charter {
      charters.append(CharterRecord(digest: charter, revision: revision.number, at: entry.at, by: entry.actor))
    }
    for rename in programme.renames { take(rename) }
    spec = Spec(
      revision: revision.number, document: revision.document, programme: programme,
      clocks: LocalClocks(programme))
    listed.merge(revision.listed) { _, new in new }
  }

  /// What facts say of a former id becomes the new one's own.
  private mutating func take(_ rename: Programme.Rename) {
    func move<Subject, Value>(_ values: inout [Key<Subject>: Value]) {
      if let value = values.removeValue(forKey: Key(rename.from)) { values[Key(rename.to)] = value }
    }
    func move(_ subject: (String) -> EvidenceSubject) {
      if let trail = evidence.removeValue(forKey: subject(rename.from)) { evidence[subject(rename.to)] = trail }
    }
    switch rename.kind {
    case "wave":
      for index in baselines.indices { baselines[index].body.rename(wave: rename.from, to: rename.to) }
      move(&waves)
      move(&lastChange)
      runs.rename(wave: rename.from, to: rename.to)
      watch.rename(wave: rename.from, to: rename.to)
      for (person, admission) in admissions where admission.wave.text == rename.from {
        admissions[person]?.wave = Key(rename.to)
      }
      for of in [Approval.Subject.opening, Approval.Subject.reopening] {
        if let given = approvals.removeValue(forKey: of(Key(rename.from))) { approvals[of(Key(rename.to))] = given }
      }
    case "audience":
      move(&claims)
      move(&votes)
      move(&boards)
      move(&overrides)
      move(&usage)
      counters.rename(audience: rename.from, to: rename.to)
    case "guardrail": watch.rename(guardrail: rename.from, to: rename.to)
    case "item":
      for index in baselines.indices { baselines[index].body.rename(item: rename.from, to: rename.to) }
      move { .item(Key($0)) }
      move(&promises)
      if let given = approvals.removeValue(forKey: .item(Key(rename.from))) {
        approvals[.item(Key(rename.to))] = given
      }
    case "component":
      move { .component(Key($0)) }
      runs.rename(component: rename.from, to: rename.to)
    case "test":
      move { .test(Key($0)) }
      if let performance = performances.removeValue(forKey: Key(rename.from)) {
        performances[Key(rename.to)] = performance
      }
    case "data object":
      move { .dataObject(Key($0)) }
      move { .load(Key($0)) }
      runs.rename(dataObject: rename.from, to: rename.to)
    case "lesson": training.rename(lesson: rename.from, to: rename.to)
    case "session": training.rename(session: rename.from, to: rename.to)
    case "system": move { .dark(Key($0)) }
    case "condition": move(&conditions)
    default: break
    }
  }

  private mutating func changeMembers(_ change: MembershipChange, _ entry: Entry) {
    for joined in change.joined + change.moved + change.corrected {
      roster.set(joined, in: programme)
      if let personnel = joined.listedAs { listed[personnel] = joined.number }
    }
    for number in change.left {
      admissions[number] = nil
      if !roster.remove(number) { anomalies.append(entry.sequence) }
    }
  }

  private mutating func record(_ evidence: Recorded<Evidence>) {
    var trail =
      self.evidence[evidence.body.subject]
      ?? Trail(
        latest: evidence, firstStarted: nil, firstPassed: nil, lastFailed: nil, lastTurn: nil,
        lastChanged: nil, sequences: [], count: 0)
    let hasTurned = trail.count > 0 && trail.latest.body.verdict != evidence.body.verdict
    if hasTurned { trail.lastTurn = evidence }
    if lastComponentChange > trail.latest.sequence { trail.recent.forget() }
    trail.recent.note(evidence.body.verdict)
    if case .component = evidence.body.subject, hasTurned || evidence.body.report?.run != nil {
      lastComponentChange = evidence.sequence
    }
    if evidence.body.report?.run != nil { trail.lastChanged = evidence.sequence }
    if trail.sequences.count == Trail.remembered { trail.sequences.removeFirst() }
    trail.sequences.append(evidence.sequence)
    trail.latest = evidence
    trail.count += 1
    switch evidence.body.verdict {
    case .started: trail.firstStarted = trail.firstStarted ?? evidence.at
    case .passed: trail.firstPassed = trail.firstPassed ?? evidence
    case .failed: trail.lastFailed = evidence
    }
    self.evidence[evidence.body.subject] = trail
  }

  private mutating func note(_ report: Recorded<ConditionReport>) {
    let known = conditions[report.body.condition]?[report.body.person]
    if let known, known.body.asOf > report.body.asOf { return }
    conditions[report.body.condition, default: [:]][report.body.person] = report
  }

  private mutating func move(_ change: Recorded<WaveChange>) {
    let wave = change.body.wave
    do {
      let effects = try waves[wave, default: WaveProgress()].handle(change.body.event, at: change.at)
      lastChange[wave] = change
      watch.note(change)
      if effects.contains(.everyoneOut) {
        admissions = admissions.filter { $0.value.wave != wave }
      }
    } catch {
      anomalies.append(change.sequence)
    }
  }

  /// Only a wave that admits lets anybody in, only those who belong, and nobody twice.
  private mutating func admit(_ grant: AdmissionGrant, _ entry: Entry) {
    let admits = progress(of: grant.wave).admits
    if admits { firstAdmission = firstAdmission ?? entry.sequence }
    var fits = true
    for person in grant.people {
      if admits, admissions[person] == nil, roster.isPresent(person) {
        admissions[person] = AdmissionRecord(wave: grant.wave, at: entry.at, sequence: entry.sequence)
      } else {
        fits = false
      }
    }
    if !fits { anomalies.append(entry.sequence) }
  }

  private mutating func count(_ hour: UsageHour) {
    let known = usage[hour.audience]?[hour.metric] ?? 0
    let (sum, overflow) = known.addingReportingOverflow(hour.count)
    usage[hour.audience, default: [:]][hour.metric] = overflow ? (hour.count < 0 ? .min : .max) : sum
  }

  package func progress(of wave: Key<Wave>) -> WaveProgress { waves[wave] ?? WaveProgress() }
}
