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

/// Counts of one closed hour; a later fact for the same hour adds to it.
package struct UsageHour: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  package var metric: String
  /// Hours since 1970-01-01T00Z.
  package var hour: Int
  package var count: Int

  package init(audience: Key<Audience>, metric: String, hour: Int, count: Int) {
    self.audience = audience
    self.metric = metric
    self.hour = hour
    self.count = count
  }
}

/// Automation stops until somebody confirms: the clock jumped, or a backup was restored.
package struct AutomationHold: Sendable, Equatable, Codable {
  package var cause: Cause

  package enum Cause: String, Sendable, Codable { case clockJumped, backupRestored }

  package init(cause: Cause) { self.cause = cause }
}
