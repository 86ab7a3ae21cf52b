package import Scheduling

/// The one place where explanations become sentences.
package enum Catalogue {
  package static func sentence(_ explanation: Explanation) -> String {
    evidence(explanation) ?? wave(explanation) ?? person(explanation)
  }

  private static func evidence(_ explanation: Explanation) -> String? {
    switch explanation {
    case .answers(let name, let detail): "“\(name)” is fine: \(detail)."
    case .fails(let name, let detail): "“\(name)” fails: \(detail)."
    case .neverSeen(let name): "There is no evidence on “\(name)” yet."
    case .expired(let name, let at): "The evidence on “\(name)” stopped counting at \(moment(at))."
    case .untested(let requirement): "No test covers “\(requirement)”."
    case .nothingAsked(let name): "Nothing is declared for \(name), so there is nothing to prove it with."
    case .done(let item): "“\(item)” is done."
    case .open(let item): "“\(item)” is not done."
    case .shareReached(let name, let part, let whole, let percent):
      "“\(name)”: \(part) of \(whole), at least \(percent) % wanted."
    case .shareShort(let name, let part, let whole, let percent):
      "“\(name)”: only \(part) of \(whole), \(percent) % wanted."
    case .nobodyToCount(let name): "“\(name)”: nobody belongs to this audience yet."
    case .tooLittleObserved(let percent, let wanted):
      "Only \(percent) % of what is met was observed rather than said; \(wanted) % is wanted."
    case .boardMissing(let audience): "The board has not decided on \(audience)."
    case .boardSaid(let audience, let answer): "The board said \(words(answer)) on \(audience)."
    case .boardConditionLapsed(let audience, let item, let due):
      "The board's go for \(audience) asked for “\(item)” by \(moment(due)), and it is not done."
    case .boardEvidenceFell(let audience):
      "Evidence the board had before it on \(audience) has fallen since; it must confirm its decision."
    case .claimContradicts(let audience, let colour, let verdict):
      "\(audience) is reported \(colour.rawValue), but the evidence says \(verdict.rawValue)."
    case .unsigned(let object, let owner): "“\(object)” was loaded, and \(owner) has not signed for it since."
    case .phaseIsOver(let phase): "The phase “\(phase)” is over."
    case .rehearsed(let wave, let at): "The cutover of \(wave) was rehearsed at \(moment(at))."
    case .notRehearsed(let wave, let times, let wanted):
      "The cutover of \(wave) was rehearsed \(times == 1 ? "once" : "\(times) times") to its end; \(wanted) wanted."
    case .rehearsalTooOld(let wave, let at):
      "The last good rehearsal of \(wave)'s cutover was at \(moment(at)), too long ago."
    case .peopleAreIn(let system): "People are let into \(system) already; it was never seen live and dark."
    case .flaky(let test): "“\(test)” is flaky: lately it has failed and passed with nothing changed."
    case .unconfirmed(let test): "“\(test)” was gone through, and no second person has confirmed it yet."
    case .requirementFails(let requirement, let test): "“\(requirement)” does not hold: “\(test)” fails."
    case .coversNothing(let test): "“\(test)” covers no requirement, so nothing stands on it."
    case .withoutProcess(let requirement): "“\(requirement)” names no business process."
    default: nil
    }
  }

  private static func wave(_ explanation: Explanation) -> String? {
    switch explanation {
    case .gateIs(let audience, let verdict, let because):
      "The gate of \(audience) is \(verdict.rawValue): \(because.joined(separator: " "))"
    case .awaitsApproval(let approver): "It waits for the approval of \(approver)."
    case .awaitsReopening(let approver):
      "It is latched until \(approver) approves its reopening, naming the revision and the evidence."
    case .beforeWindow(let opens): "Its window opens on \(date(opens))."
    case .afterWindow(let latest): "Its window closed on \(date(latest)); give it a new date."
    case .frozen(let name, let until): "The freeze “\(name)” lasts until \(date(until))."
    case .unstaffed(let next): "Steps start only in staffed hours; the next begin at \(moment(next))."
    case .entryUnmet(let wave, let reaches): "It waits until \(wave) reaches \(reaches)."
    case .soaking(let until): "The step is watched until \(moment(until))."
    case .exitUnmet(let name, let percent, let wanted): "\(name) is at \(percent) %; \(wanted) % is wanted."
    case .automationHeld(.clockJumped): "The clock jumped; automation holds until somebody confirms the time."
    case .automationHeld(.backupRestored): "A backup was restored; automation holds until somebody confirms."
    case .guardrailHolds(let ruling), .guardrailHarm(let ruling): GuardrailWords.sentence(ruling)
    case .awaitsCutover(let wave): "It waits for the cutover of \(wave) to reach its opening."
    case .cutoverFailed(let because): "The cutover goes back: \(because)."
    case .gatesGo(let wave): "Every gate of \(wave) is GO, its approver agreed and its window is open."
    case .overrideLives(let audience, let until):
      "The gate of \(audience) is overridden by two people until \(moment(until))."
    case .soaked(let span, let percent): "The step at \(percent) % was watched for \(span) and the gates held."
    case .stepsDone: "The last step was watched to its end; hypercare begins."
    case .exitMet: "Hypercare is over and every exit criterion holds."
    case .gateLeft(let audience, let verdict, let because):
      "The gate of \(audience) left GO for \(verdict.rawValue): \(because.joined(separator: " "))"
    case .overrideExpired(let audience, let at): "The override for \(audience) expired at \(moment(at))."
    case .said(let reason): reason
    case .haltedAll(let reason): "All waves were halted: \(reason)"
    case .approvedAnew(let revision): "Its reopening was approved anew on revision \(revision)."
    default: nil
    }
  }

  private static func person(_ explanation: Explanation) -> String {
    switch explanation {
    case .live(let wave, let since): "You are live in \(wave) since \(moment(since))."
    case .heldInWave(let wave, let missing): "\(wave) is open; what is missing for you: \(list(missing))."
    case .laterStep(let wave, let percent):
      "\(wave) is open for the first \(percent) %; you come with a later step."
    case .scheduled(let wave, let opens): "You come with \(wave), planned to open on \(date(opens))."
    case .waveNotOpen(let wave, let planned, let because):
      "You come with \(wave), planned for \(date(planned)). \(because)"
    case .wavePaused(let wave): "\(wave) is paused; nobody new is let in until it resumes."
    case .waveRolledBack(let wave, let fallback): "\(wave) was rolled back; \(instead(fallback))."
    case .waveHalted(let wave, let fallback): "\(wave) was halted; \(instead(fallback))."
    case .excepted(let owner, let until): "You stay outside until \(moment(until)); \(owner) answers for it."
    case .uncovered: "No wave covers you yet; the rollout manager has to place you."
    case .awaitingAutomation(let wave): "\(wave) is open and nothing is missing; you are let in at the next turn."
    case .notHere: "You do not belong to the organisation at this time."
    case .oldUntilLive(let system): "You use \(system) until you are live in the new system."
    case .oldOverlaps(let system): "You are live in the new system and \(system) stays beside it."
    case .oldReadOnly(let system, let since): "\(system) is read-only since \(date(since))."
    case .oldOff(let system, let since): "\(system) is switched off since \(date(since))."
    case .unknownPerson: "Nobody is known by this key."
    case .noLongerHolds(let what): "Let in earlier, and now without \(list(what))."
    case .movedSince(let wave): "Let in with \(wave), and has moved since."
    default: "\(explanation)"
    }
  }

  package static func date(_ day: CivilDate) -> String { "\(day)" }

  package static func moment(_ time: Timestamp) -> String {
    String(time.description.prefix(16)).replacing("T", with: " ") + " UTC"
  }

  package static func words(_ fallback: Wave.Fallback) -> String {
    switch fallback {
    case .oldSystem: "the old system"
    case .downtimeProcedure: "the downtime procedure"
    case .none: "no fallback"
    }
  }

  private static func instead(_ fallback: Wave.Fallback) -> String {
    switch fallback {
    case .oldSystem, .downtimeProcedure: "use \(words(fallback))"
    case .none: "nothing stands in for it, so wait until it reopens"
    }
  }

  package static func words(_ answer: BoardAnswer) -> String {
    switch answer {
    case .go: "go"
    case .goWithConditions: "go with conditions"
    case .noGo: "no-go"
    case .defer: "defer"
    }
  }

  package static func list(_ parts: [String]) -> String {
    switch parts.count {
    case 0: "nothing"
    case 1: parts[0]
    default: parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
    }
  }
}
