package import Scheduling

/// Somebody's word that something may go ahead. Names the revision it was given on.
package struct Approval: Sendable, Equatable, Codable {
  package var of: Subject
  package var revision: Int
  /// Sequence numbers of the facts the approver had before them.
  package var evidence: [Int]
  package var reason: String?

  package enum Subject: Sendable, Hashable, Codable {
    case item(Key<WorkItem>)
    case opening(Key<Wave>)
    case reopening(Key<Wave>)
  }

  package init(of: Subject, revision: Int, evidence: [Int] = [], reason: String? = nil) {
    self.of = of
    self.revision = revision
    self.evidence = evidence
    self.reason = reason
  }
}

package enum BoardAnswer: String, Sendable, Codable, CaseIterable {
  case go
  case goWithConditions = "go-with-conditions"
  case noGo = "no-go"
  case `defer`
}

/// One board member's vote on an audience's evidence.
package struct Vote: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  package var answer: BoardAnswer
  package var reason: String?

  package init(audience: Key<Audience>, answer: BoardAnswer, reason: String? = nil) {
    self.audience = audience
    self.answer = answer
    self.reason = reason
  }
}

/// The board's word on an audience, with the digest of the evidence it had before it.
package struct BoardDecision: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  package var answer: BoardAnswer
  package var votes: [CountedVote]
  package var conditions: [Condition]
  package var pack: String

  package struct CountedVote: Sendable, Equatable, Codable {
    package var account: Key<Account>
    package var answer: BoardAnswer

    package init(account: Key<Account>, answer: BoardAnswer) {
      self.account = account
      self.answer = answer
    }
  }

  /// Lapses, and then holds the wave, unless its item is done by then.
  package struct Condition: Sendable, Equatable, Codable {
    package var item: Key<WorkItem>
    package var owner: String
    package var due: Timestamp

    package init(item: Key<WorkItem>, owner: String, due: Timestamp) {
      self.item = item
      self.owner = owner
      self.due = due
    }
  }

  package init(
    audience: Key<Audience>, answer: BoardAnswer, votes: [CountedVote], conditions: [Condition], pack: String
  ) {
    self.audience = audience
    self.answer = answer
    self.votes = votes
    self.conditions = conditions
    self.pack = pack
  }
}

/// A way past a gate: it lives once two different people have named themselves, and until it expires.
package struct Override: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  package var reason: String
  package var expires: Timestamp

  package init(audience: Key<Audience>, reason: String, expires: Timestamp) {
    self.audience = audience
    self.reason = reason
    self.expires = expires
  }
}

/// A person who stays outside for a while, with somebody who answers for it.
package struct Exemption: Sendable, Equatable, Codable {
  package var person: PersonNumber
  package var owner: String
  package var expires: Timestamp
  package var reason: String

  package init(person: PersonNumber, owner: String, expires: Timestamp, reason: String) {
    self.person = person
    self.owner = owner
    self.expires = expires
    self.reason = reason
  }
}

/// A date a vendor gave, or the day it was kept.
package struct Promise: Sendable, Equatable, Codable {
  package var item: Key<WorkItem>
  package var promised: CivilDate
  package var received: CivilDate?

  package init(item: Key<WorkItem>, promised: CivilDate, received: CivilDate? = nil) {
    self.item = item
    self.promised = promised
    self.received = received
  }
}
