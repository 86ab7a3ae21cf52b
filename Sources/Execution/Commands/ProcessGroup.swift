import Foundation

/// The processes that a command started and that stayed in its group.
struct ProcessGroup: Sendable {
  /// The number of the process that leads it.
  let leader: pid_t

  /// Whether the leader has ended. It is not reaped: until it is, its number belongs to nobody else.
  var hasLeaderEnded: Bool {
    var information = siginfo_t()
    guard waitid(P_PID, id_t(leader), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else { return errno == ECHILD }
    return information.si_signo != 0
  }

  /// Asks every process of the group to end and, `patience` later, ends those that did not.
  ///
  /// Sleeps between looks; call it where the task is not cancelled.
  func end(patience: Duration = .seconds(5)) async {
    guard leader > 1 else { return }
    kill(-leader, SIGTERM)
    // A stopped process takes the request only when it goes on.
    kill(-leader, SIGCONT)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < patience {
      guard isAlive else { return }
      try? await Task.sleep(for: .milliseconds(20))
    }
    kill(-leader, SIGKILL)
    // A process in the kernel's hands dies when it comes back; it is not waited for without end.
    let killed = ContinuousClock.now
    while isAlive, ContinuousClock.now - killed < .seconds(2) { try? await Task.sleep(for: .milliseconds(10)) }
  }

  /// Whether any process of the group runs; those that only wait to be reaped do not.
  private var isAlive: Bool {
    guard kill(-leader, 0) == 0 || errno == EPERM else { return false }
    return ProcessTable.processes().contains { $0.group == leader && $0.isAlive }
  }
}
