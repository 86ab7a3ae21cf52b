/// What was just done, said once on the page one is sent back to. A closed list, so that no address can put words on a
/// page.
enum Flash: String, Sendable {
  case open, pause, resume, rollback, reopen, approve, halt, password, baseline, accept

  var sentence: String {
    switch self {
    case .open: "The wave was opened."
    case .pause: "The wave was paused. Nobody new is let in; those who are in stay in."
    case .resume: "The wave was resumed. Its step is watched anew from now."
    case .rollback: "The wave was rolled back. Its people were sent to the fallback."
    case .reopen: "The wave was reopened."
    case .approve: "Your approval was recorded."
    case .halt: "All waves were halted."
    case .password: "Your password was set."
    case .baseline: "The plan was agreed on. Dates are compared with it from now on."
    case .accept: "The doubt was accepted. The wave may go on as far as this guardrail is concerned."
    }
  }
}
