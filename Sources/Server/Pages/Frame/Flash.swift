/// What was just done, said once on the page one is sent back to. A closed list, so that no address can put words on a
/// page.
enum Flash: String, Sendable {
  case open, pause, resume, rollback, reopen, approve, halt, password, baseline, accept, perform, witness
  case booked, waiting, cancelled, attendance
  case ordered, acknowledged, stepDone = "step-done", stepFailed = "step-failed", retried, sentBack = "sent-back"
  case runCancelled = "run-cancelled"

  var sentence: String {
    switch self {
    case .open: "The wave was opened."
    case .pause: "The wave was paused. Nobody new is let in; those who are in stay in."
    case .resume: "The wave was resumed. Its step is watched anew from now."
    case .rollback: "The wave was rolled back. Its people were sent to the fallback."
    case .reopen: "The wave was reopened."
    case .approve: "Your approval was recorded."
    case .ordered: "It was ordered. What comes of it is seen here."
    case .acknowledged: "Your acknowledgement was recorded."
    case .stepDone: "Your step is done."
    case .stepFailed: "It was recorded that your step failed."
    case .retried: "The step is tried again."
    case .sentBack: "It goes back: what was done is undone, last step first."
    case .runCancelled: "The run was cancelled. Nothing was undone."
    case .halt: "All waves were halted."
    case .password: "Your password was set."
    case .baseline: "The plan was agreed on. Dates are compared with it from now on."
    case .booked: "You have a seat."
    case .waiting: "The session is full. You are on its waiting list and get the next seat that is given back."
    case .cancelled: "You gave your seat back."
    case .attendance: "Who came was recorded."
    case .accept: "The doubt was accepted. The wave may go on as far as this guardrail is concerned."
    case .perform: "It was recorded. It counts once a second person has confirmed it."
    case .witness: "Your word was recorded."
    }
  }
}
