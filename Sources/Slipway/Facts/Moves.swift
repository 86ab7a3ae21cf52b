/// A wave changed. Appended before anything outside changes, with why and on which facts.
package struct WaveChange: Sendable, Equatable, Codable {
  package var wave: Key<Wave>
  package var event: WaveEvent
  package var reason: Explanation
  /// Sequence numbers of the facts it stood on.
  package var stoodOn: [Int]
  package var revision: Int

  package init(wave: Key<Wave>, event: WaveEvent, reason: Explanation, stoodOn: [Int], revision: Int) {
    self.wave = wave
    self.event = event
    self.reason = reason
    self.stoodOn = stoodOn
    self.revision = revision
  }
}

/// People who may use the new system from now on. Nobody stands here twice without having been let out between.
package struct AdmissionGrant: Sendable, Equatable, Codable {
  package var wave: Key<Wave>
  package var people: [PersonNumber]

  package init(wave: Key<Wave>, people: [PersonNumber]) {
    self.wave = wave
    self.people = people
  }
}

/// All waves stop and their people go to the declared fallback.
package struct Halt: Sendable, Equatable, Codable {
  package var reason: String

  package init(reason: String) { self.reason = reason }
}

/// Automation stops until somebody confirms: the clock jumped, or a backup was restored.
package struct AutomationHold: Sendable, Equatable, Codable {
  package var cause: Cause

  package enum Cause: String, Sendable, Codable { case clockJumped, backupRestored }

  package init(cause: Cause) { self.cause = cause }
}
