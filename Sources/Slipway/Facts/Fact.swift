/// Everything that can have happened. The journal holds these and nothing else.
///
/// Each case has one coded form with a version; a journal written by an older build stays readable for ever.
package enum Fact: Sendable, Equatable {
  case revised(Revision)
  case baselined(Baseline)
  case membersChanged(MembershipChange)
  case personErased(PersonNumber)
  case accountGranted(AccountGrant)
  case accountRevoked(Key<Account>)
  case evidence(Evidence)
  case claimed(Claim)
  case conditionsReported([ConditionReport])
  case lessonAttempted(LessonAttempt)
  case approved(Approval)
  case boardVoted(Vote)
  case boardDecided(BoardDecision)
  case overridden(Override)
  case excepted(Exemption)
  case exceptionEnded(PersonNumber)
  case waveChanged(WaveChange)
  case admitted(AdmissionGrant)
  case halted(Halt)
  case promised(Promise)
  /// As journals wrote it before hours were closed as a whole: one counter of one hour.
  case usageCounted(UsageHour)
  case hourClosed(ClosedHour)
  case ruled(Ruling)
  case doubtAccepted(DoubtAcceptance)
  case runOrdered(RunOrder)
  case runMoved(RunMove)
  case scriptPerformed(ScriptPerformance)
  case seatChanged(SeatChange)
  case completionReported(Completion)
  case practised(PracticeReport)
  case attemptsGranted(AttemptGrant)
  case automationHeld(AutomationHold)
  case automationConfirmed
}

/// A whole programme document and why it replaced the one before.
package struct Revision: Sendable, Equatable, Codable {
  package var number: Int
  package var document: String
  package var reason: String
  /// Whom the personnel numbers listed in the document meant when it was applied.
  package var listed: [String: PersonNumber]

  package init(number: Int, document: String, reason: String, listed: [String: PersonNumber] = [:]) {
    self.number = number
    self.document = document
    self.reason = reason
    self.listed = listed
  }
}

/// What one import of a people list changed. Exact: nothing is listed that stayed as it was.
package struct MembershipChange: Sendable, Equatable, Codable {
  package var joined: [Joined]
  package var moved: [Joined]
  /// Same place, other directory row: a name or an alias was corrected.
  package var corrected: [Joined]
  package var left: [PersonNumber]

  /// A person's membership as of now, with the salted digest of their directory row.
  package struct Joined: Sendable, Equatable, Codable {
    package var number: PersonNumber
    package var membership: Membership
    package var row: String
    /// The personnel number, only where the programme document lists it already.
    package var listedAs: String?

    package init(number: PersonNumber, membership: Membership, row: String, listedAs: String? = nil) {
      self.number = number
      self.membership = membership
      self.row = row
      self.listedAs = listedAs
    }
  }

  package init(joined: [Joined] = [], moved: [Joined] = [], corrected: [Joined] = [], left: [PersonNumber] = []) {
    self.joined = joined
    self.moved = moved
    self.corrected = corrected
    self.left = left
  }

  package var isEmpty: Bool { joined.isEmpty && moved.isEmpty && corrected.isEmpty && left.isEmpty }
}

package struct AccountGrant: Sendable, Equatable, Codable {
  package var account: Key<Account>
  package var role: AccountRole
  /// The audiences a department head answers for.
  package var audiences: [Key<Audience>]
  /// The person of the directory this account belongs to.
  package var person: PersonNumber?
  /// The systems an integration may ask about; all when empty.
  package var systems: [Key<System>]

  package init(
    account: Key<Account>, role: AccountRole, audiences: [Key<Audience>] = [], person: PersonNumber? = nil,
    systems: [Key<System>] = []
  ) {
    self.account = account
    self.role = role
    self.audiences = audiences
    self.person = person
    self.systems = systems
  }
}

/// What evidence is about.
package enum EvidenceSubject: Sendable, Hashable, Codable {
  case component(Key<Component>)
  case test(Key<TestCase>)
  case item(Key<WorkItem>)
  /// The owner's signature that the data arrived whole.
  case dataObject(Key<DataObject>)
  /// That the data can be moved: a load, its totals and what it rejected.
  case load(Key<DataObject>)
  /// That nobody is let into the system, and somebody who is not let in is really refused.
  case dark(Key<System>)
}

package struct Evidence: Sendable, Equatable, Codable {
  package var subject: EvidenceSubject
  package var verdict: Verdict
  package var kind: Kind
  /// When it stops counting; never, when nil.
  package var expires: Timestamp?
  /// What was seen, in a line; no personal data.
  package var detail: String
  /// What ran; nil where nothing did, and in journals from before runs were reported.
  package var report: RunReport?
  package var attachments: [Attachment]?
  /// Whether the same test failed and passed in the same run of tests.
  package var isFlaky: Bool?

  package enum Verdict: String, Sendable, Codable { case passed, failed, started }

  package enum Kind: String, Sendable, Codable, CaseIterable { case observed, attested, assumed }

  package init(
    subject: EvidenceSubject, verdict: Verdict, kind: Kind, expires: Timestamp? = nil, detail: String,
    report: RunReport? = nil, attachments: [Attachment]? = nil, isFlaky: Bool? = nil
  ) {
    self.subject = subject
    self.verdict = verdict
    self.kind = kind
    self.expires = expires
    self.detail = detail
    self.report = report
    self.attachments = attachments
    self.isFlaky = isFlaky
  }
}

/// What somebody reports about an audience. Shown beside the evidence; changes nothing.
package struct Claim: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  package var colour: Colour

  package enum Colour: String, Sendable, Codable, CaseIterable { case green, amber, red }

  package init(audience: Key<Audience>, colour: Colour) {
    self.audience = audience
    self.colour = colour
  }
}

package struct ConditionReport: Sendable, Equatable, Codable {
  package var person: PersonNumber
  package var condition: Key<Condition>
  package var met: Bool
  package var asOf: Timestamp
  package var source: String

  package init(person: PersonNumber, condition: Key<Condition>, met: Bool, asOf: Timestamp, source: String) {
    self.person = person
    self.condition = condition
    self.met = met
    self.asOf = asOf
    self.source = source
  }
}

package struct LessonAttempt: Sendable, Equatable, Codable {
  package var person: PersonNumber
  package var lesson: Key<Lesson>
  package var right: Int
  package var asked: Int
  package var passed: Bool

  package init(person: PersonNumber, lesson: Key<Lesson>, right: Int, asked: Int, passed: Bool) {
    self.person = person
    self.lesson = lesson
    self.right = right
    self.asked = asked
    self.passed = passed
  }
}
