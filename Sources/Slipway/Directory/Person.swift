package import Scheduling

/// The stable number by which facts name a person. It says nothing about them and is never used again.
package struct PersonNumber: Hashable, Sendable, Comparable, Codable {
  package let value: Int

  package init(_ value: Int) { self.value = value }

  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// What facts say of a person: where they belong and since when. No name, no address.
package struct Membership: Sendable, Hashable, Codable {
  package var kind: PersonKind
  package var entity: Key<LegalEntity>?
  package var country: String?
  /// The person belongs from this local date on; always, when nil.
  package var from: CivilDate?
  /// The first date on which the person no longer belongs.
  package var to: CivilDate?
  package var onLeaveUntil: CivilDate?
  /// At least one; exactly one is primary. Waves follow the primary one.
  package var assignments: [Assignment]

  package init(
    kind: PersonKind, entity: Key<LegalEntity>? = nil, country: String? = nil, from: CivilDate? = nil,
    to: CivilDate? = nil,
    onLeaveUntil: CivilDate? = nil, assignments: [Assignment]
  ) {
    self.kind = kind
    self.entity = entity
    self.country = country
    self.from = from
    self.to = to
    self.onLeaveUntil = onLeaveUntil
    self.assignments = assignments
  }

  package var primary: Assignment? { assignments.first { $0.primary } ?? assignments.first }

  package func belongs(on day: CivilDate) -> Bool {
    (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true)
  }
}

/// One post a person holds.
package struct Assignment: Sendable, Hashable, Codable {
  package var unit: Key<Unit>
  package var site: Key<Site>?
  package var role: Key<Role>?
  /// Per cent of full time.
  package var share: Int
  package var from: CivilDate?
  package var to: CivilDate?
  package var primary: Bool

  package init(
    unit: Key<Unit>, site: Key<Site>? = nil, role: Key<Role>? = nil, share: Int = 100, from: CivilDate? = nil,
    to: CivilDate? = nil, primary: Bool = true
  ) {
    self.unit = unit
    self.site = site
    self.role = role
    self.share = share
    self.from = from
    self.to = to
    self.primary = primary
  }
}

/// The erasable part of a person: what facts never hold and only cite by salted digest.
package struct DirectoryRow: Sendable, Hashable, Codable {
  package var number: PersonNumber
  /// Personnel number as the organisation's own list has it.
  package var personnel: String
  package var name: String
  package var email: String?
  /// Personnel number of the manager.
  package var manager: String?
  package var language: String?
  package var timeZone: String?
  package var channel: Channel
  /// How other systems know the person: `login`, `mail`, `learning`, `tickets` and any other column named `alias.…`.
  package var aliases: [String: String]

  package enum Channel: String, Sendable, Codable, CaseIterable { case mail, sms, letter, manager }

  package init(
    number: PersonNumber, personnel: String, name: String, email: String? = nil, manager: String? = nil,
    language: String? = nil, timeZone: String? = nil, channel: Channel = .mail, aliases: [String: String] = [:]
  ) {
    self.number = number
    self.personnel = personnel
    self.name = name
    self.email = email
    self.manager = manager
    self.language = language
    self.timeZone = timeZone
    self.channel = channel
    self.aliases = aliases
  }

  /// The alias by which `system` knows the person; the personnel number where the system names none.
  package func alias(for system: System) -> String? {
    guard let wanted = system.alias else { return personnel }
    return wanted == "email" || wanted == "mail" ? email ?? aliases["mail"] : aliases[wanted]
  }
}
