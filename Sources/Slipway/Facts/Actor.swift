package enum Account {}

/// Who did something.
package enum Actor: Sendable, Hashable, Codable {
  /// Somebody at the machine's own command line, without an account: may neither approve nor be one of two names.
  case localOperator
  case account(Key<Account>)
  /// The reconciler.
  case automation
  /// A run of a probe or test.
  case runner
}

/// What an account may do. A closed list; the matrix stands in `Operations`.
package enum AccountRole: String, Sendable, Codable, CaseIterable {
  case programmeManager = "programme-manager"
  case rolloutManager = "rollout-manager"
  case departmentHead = "department-head"
  case participant
  case executive
  case integration
}
