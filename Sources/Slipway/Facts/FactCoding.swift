/// The one coded form of facts: `{"kind": …, "v": 1, "body": …}`. Kinds are for ever; a changed body gets a new version.
extension Fact: Codable {
  package static let version = 1

  private enum Field: String, CodingKey { case kind, v, body }

  package enum Kind: String, Codable, CaseIterable, Sendable {
    case revised, membersChanged, personErased, accountGranted, accountRevoked, evidence, claimed, conditionsReported
    case lessonAttempted, approved, boardVoted, boardDecided, overridden, excepted, exceptionEnded, waveChanged
    case admitted, halted, promised, usageCounted, automationHeld, automationConfirmed, baselined
    case hourClosed, ruled, doubtAccepted
    case runOrdered, runMoved, scriptPerformed, seatChanged, completionReported, practised, attemptsGranted
  }

  package var kind: Kind {
    switch self {
    case .revised: .revised
    case .baselined: .baselined
    case .membersChanged: .membersChanged
    case .personErased: .personErased
    case .accountGranted: .accountGranted
    case .accountRevoked: .accountRevoked
    case .evidence: .evidence
    case .claimed: .claimed
    case .conditionsReported: .conditionsReported
    case .lessonAttempted: .lessonAttempted
    case .approved: .approved
    case .boardVoted: .boardVoted
    case .boardDecided: .boardDecided
    case .overridden: .overridden
    case .excepted: .excepted
    case .exceptionEnded: .exceptionEnded
    case .waveChanged: .waveChanged
    case .admitted: .admitted
    case .halted: .halted
    case .promised: .promised
    case .usageCounted: .usageCounted
    case .hourClosed: .hourClosed
    case .ruled: .ruled
    case .doubtAccepted: .doubtAccepted
    case .runOrdered: .runOrdered
    case .runMoved: .runMoved
    case .scriptPerformed: .scriptPerformed
    case .seatChanged: .seatChanged
    case .completionReported: .completionReported
    case .practised: .practised
    case .attemptsGranted: .attemptsGranted
    case .automationHeld: .automationHeld
    case .automationConfirmed: .automationConfirmed
    }
  }

  /// Whether the fact by itself may change what somebody is answered about access; others do so through waves only.
  package var movesAccess: Bool {
    switch self {
    case .revised, .membersChanged, .personErased, .conditionsReported, .lessonAttempted, .excepted, .exceptionEnded,
      .waveChanged, .admitted, .halted, .seatChanged, .completionReported, .practised:
      true
    case .accountGranted, .accountRevoked, .evidence, .claimed, .approved, .boardVoted, .boardDecided, .overridden,
      .promised, .usageCounted, .automationHeld, .automationConfirmed, .baselined, .hourClosed, .ruled,
      .doubtAccepted, .runOrdered, .runMoved, .scriptPerformed, .attemptsGranted:
      false
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Field.self)
    let version = try container.decode(Int.self, forKey: .v)
    guard version == Fact.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .v, in: container, debugDescription: "fact version \(version) is newer than this program")
    }
    func body<Value: Decodable>() throws -> Value { try container.decode(Value.self, forKey: .body) }
    switch try container.decode(Kind.self, forKey: .kind) {
    case .revised: self = .revised(try body())
    case .baselined: self = .baselined(try body())
    case .membersChanged: self = .membersChanged(try body())
    case .personErased: self = .personErased(try body())
    case .accountGranted: self = .accountGranted(try body())
    case .accountRevoked: self = .accountRevoked(try body())
    case .evidence: self = .evidence(try body())
    case .claimed: self = .claimed(try body())
    case .conditionsReported: self = .conditionsReported(try body())
    case .lessonAttempted: self = .lessonAttempted(try body())
    case .approved: self = .approved(try body())
    case .boardVoted: self = .boardVoted(try body())
    case .boardDecided: self = .boardDecided(try body())
    case .overridden: self = .overridden(try body())
    case .excepted: self = .excepted(try body())
    case .exceptionEnded: self = .exceptionEnded(try body())
    case .waveChanged: self = .waveChanged(try body())
    case .admitted: self = .admitted(try body())
    case .halted: self = .halted(try body())
    case .promised: self = .promised(try body())
    case .usageCounted: self = .usageCounted(try body())
    case .hourClosed: self = .hourClosed(try body())
    case .ruled: self = .ruled(try body())
    case .doubtAccepted: self = .doubtAccepted(try body())
    case .runOrdered: self = .runOrdered(try body())
    case .runMoved: self = .runMoved(try body())
    case .scriptPerformed: self = .scriptPerformed(try body())
    case .seatChanged: self = .seatChanged(try body())
    case .completionReported: self = .completionReported(try body())
    case .practised: self = .practised(try body())
    case .attemptsGranted: self = .attemptsGranted(try body())
    case .automationHeld: self = .automationHeld(try body())
    case .automationConfirmed: self = .automationConfirmed
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Field.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(Fact.version, forKey: .v)
    switch self {
    case .revised(let body): try container.encode(body, forKey: .body)
    case .baselined(let body): try container.encode(body, forKey: .body)
    case .membersChanged(let body): try container.encode(body, forKey: .body)
    case .personErased(let body): try container.encode(body, forKey: .body)
    case .accountGranted(let body): try container.encode(body, forKey: .body)
    case .accountRevoked(let body): try container.encode(body, forKey: .body)
    case .evidence(let body): try container.encode(body, forKey: .body)
    case .claimed(let body): try container.encode(body, forKey: .body)
    case .conditionsReported(let body): try container.encode(body, forKey: .body)
    case .lessonAttempted(let body): try container.encode(body, forKey: .body)
    case .approved(let body): try container.encode(body, forKey: .body)
    case .boardVoted(let body): try container.encode(body, forKey: .body)
    case .boardDecided(let body): try container.encode(body, forKey: .body)
    case .overridden(let body): try container.encode(body, forKey: .body)
    case .excepted(let body): try container.encode(body, forKey: .body)
    case .exceptionEnded(let body): try container.encode(body, forKey: .body)
    case .waveChanged(let body): try container.encode(body, forKey: .body)
    case .admitted(let body): try container.encode(body, forKey: .body)
    case .halted(let body): try container.encode(body, forKey: .body)
    case .promised(let body): try container.encode(body, forKey: .body)
    case .usageCounted(let body): try container.encode(body, forKey: .body)
    case .hourClosed(let body): try container.encode(body, forKey: .body)
    case .ruled(let body): try container.encode(body, forKey: .body)
    case .doubtAccepted(let body): try container.encode(body, forKey: .body)
    case .runOrdered(let body): try container.encode(body, forKey: .body)
    case .runMoved(let body): try container.encode(body, forKey: .body)
    case .scriptPerformed(let body): try container.encode(body, forKey: .body)
    case .seatChanged(let body): try container.encode(body, forKey: .body)
    case .completionReported(let body): try container.encode(body, forKey: .body)
    case .practised(let body): try container.encode(body, forKey: .body)
    case .attemptsGranted(let body): try container.encode(body, forKey: .body)
    case .automationHeld(let body): try container.encode(body, forKey: .body)
    case .automationConfirmed: break
    }
  }
}
