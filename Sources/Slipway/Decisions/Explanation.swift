package import Scheduling

/// Why something is as it is: a key and its arguments, turned into a sentence by `Catalogue`.
///
/// Arguments are names from the programme document, numbers and instants; never a person's name.
package enum Explanation: Sendable, Equatable, Codable {
  // What evidence says.
  case answers(name: String, detail: String)
  case fails(name: String, detail: String)
  case neverSeen(name: String)
  case expired(name: String, at: Timestamp)
  case untested(requirement: String)
  case nothingAsked(name: String)
  case done(item: String)
  case open(item: String)
  case shareReached(name: String, part: Int, whole: Int, percent: Int)
  case shareShort(name: String, part: Int, whole: Int, percent: Int)
  case nobodyToCount(name: String)
  case tooLittleObserved(percent: Int, wanted: Int)
  case boardMissing(audience: String)
  case boardSaid(audience: String, answer: BoardAnswer)
  case boardConditionLapsed(audience: String, item: String, due: Timestamp)
  case boardEvidenceFell(audience: String)
  case claimContradicts(audience: String, colour: Claim.Colour, verdict: Verdict)

  case unsigned(object: String, owner: String)
  case phaseIsOver(phase: String)
  case rehearsed(wave: String, at: Timestamp)
  case notRehearsed(wave: String, times: Int, wanted: Int)
  case rehearsalTooOld(wave: String, at: Timestamp)
  case peopleAreIn(system: String)
  case flaky(test: String)
  case unconfirmed(test: String)
  case requirementFails(requirement: String, test: String)
  case coversNothing(test: String)
  case withoutProcess(requirement: String)

  // Why a wave does not move.
  case gateIs(audience: String, verdict: Verdict, because: [String])
  case awaitsApproval(approver: String)
  case awaitsReopening(approver: String)
  case beforeWindow(opens: CivilDate)
  case afterWindow(latest: CivilDate)
  case frozen(name: String, until: CivilDate)
  case unstaffed(next: Timestamp)
  case entryUnmet(wave: String, reaches: String)
  case soaking(until: Timestamp)
  case exitUnmet(name: String, percent: Int, wanted: Int)
  case automationHeld(AutomationHold.Cause)
  case guardrailHolds(Ruling)
  case awaitsCutover(wave: String)

  // Why a wave moved.
  case gatesGo(wave: String)
  case overrideLives(audience: String, until: Timestamp)
  case soaked(span: Span, percent: Int)
  case stepsDone
  case exitMet
  case guardrailHarm(Ruling)
  case gateLeft(audience: String, verdict: Verdict, because: [String])
  case overrideExpired(audience: String, at: Timestamp)
  case said(String)
  case haltedAll(reason: String)
  case approvedAnew(revision: Int)
  case cutoverFailed(because: String)

  // What a person is told.
  case live(wave: String, since: Timestamp)
  case heldInWave(wave: String, missing: [String])
  case laterStep(wave: String, percent: Int)
  case scheduled(wave: String, opens: CivilDate)
  case waveNotOpen(wave: String, planned: CivilDate, because: String)
  case wavePaused(wave: String)
  case waveRolledBack(wave: String, fallback: Wave.Fallback)
  case waveHalted(wave: String, fallback: Wave.Fallback)
  case excepted(owner: String, until: Timestamp)
  case uncovered
  case awaitingAutomation(wave: String)
  case notHere
  case oldUntilLive(system: String)
  case oldOverlaps(system: String)
  case oldReadOnly(system: String, since: CivilDate)
  case oldOff(system: String, since: CivilDate)
  case unknownPerson
  case noLongerHolds([String])
  case movedSince(wave: String)
}

/// What a gate says.
package enum Verdict: String, Sendable, Codable, CaseIterable {
  case go = "GO"
  case noGo = "NO-GO"
  case insufficientEvidence = "INSUFFICIENT EVIDENCE"
}
