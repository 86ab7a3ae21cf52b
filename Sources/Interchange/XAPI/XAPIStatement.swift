/// One statement of the Experience API: somebody did something, as a learning system reports it.
///
/// - Source: Advanced Distributed Learning, Experience API 1.0.3, part two.
package struct XAPIStatement: Hashable, Sendable {
  /// The statement's own UUID in lower case; `nil` where the sender leaves it to the receiver.
  package let id: String?
  package let actor: XAPIActor
  package let verb: XAPIVerb
  package let object: XAPIObject
  package let result: XAPIResult?
  /// When it happened, in milliseconds since 1970-01-01T00:00:00Z; `nil` where the statement does not say.
  package let timestamp: Int64?

  package init(
    id: String? = nil, actor: XAPIActor, verb: XAPIVerb, object: XAPIObject, result: XAPIResult? = nil,
    timestamp: Int64? = nil
  ) {
    self.id = id
    self.actor = actor
    self.verb = verb
    self.object = object
    self.result = result
    self.timestamp = timestamp
  }
}

/// Who did it.
package struct XAPIActor: Hashable, Sendable {
  /// By what somebody is known.
  package enum Identifier: Hashable, Sendable {
    /// An electronic mail address, without `mailto:`, as written.
    case mail(String)
    /// The SHA-1 of a `mailto:` address, 40 hexadecimal digits in lower case.
    case mailDigest(String)
    /// An OpenID address.
    case openID(String)
    /// An account on another system: that system's address and the name there.
    case account(homePage: String, name: String)
  }

  /// A person or a group of them.
  package enum Kind: Hashable, Sendable {
    case agent
    /// With the members that the statement names; there may be none for a group that has an identifier.
    case group(members: [Identifier])
  }

  package let kind: Kind
  /// `nil` for a group without one.
  package let identifier: Identifier?

  package init(kind: Kind = .agent, identifier: Identifier?) {
    self.kind = kind
    self.identifier = identifier
  }
}

/// What was done.
package enum XAPIVerb: Hashable, Sendable {
  case completed, passed, failed, attended, answered
  /// Any other, by its address.
  case other(String)

  /// The address that names the verb.
  package var iri: String {
    switch self {
    case .completed: "http://adlnet.gov/expapi/verbs/completed"
    case .passed: "http://adlnet.gov/expapi/verbs/passed"
    case .failed: "http://adlnet.gov/expapi/verbs/failed"
    case .attended: "http://adlnet.gov/expapi/verbs/attended"
    case .answered: "http://adlnet.gov/expapi/verbs/answered"
    case .other(let iri): iri
    }
  }

  /// The verb with this address, compared byte by byte.
  package init(iri: String) {
    let known: [Self] = [.completed, .passed, .failed, .attended, .answered]
    self = known.first { $0.iri.utf8.elementsEqual(iri.utf8) } ?? .other(iri)
  }
}

/// What it was done to.
package enum XAPIObject: Hashable, Sendable {
  /// An activity, such as a course or a question, by its address.
  case activity(String)
  /// An agent or a group.
  case actor(XAPIActor)
  /// Another statement, by its UUID in lower case.
  case statement(String)
  /// A statement inside this one.
  case subStatement

  /// The activity's address; `nil` for anything else.
  package var activity: String? {
    guard case .activity(let id) = self else { return nil }
    return id
  }
}

/// How it came out.
package struct XAPIResult: Hashable, Sendable {
  package let success: Bool?
  package let completion: Bool?
  package let score: XAPIScore?
  /// How long it took, in seconds; a year counts 365 days and a month 30.
  package let duration: Double?

  package init(
    success: Bool? = nil, completion: Bool? = nil, score: XAPIScore? = nil, duration: Double? = nil
  ) {
    self.success = success
    self.completion = completion
    self.score = score
    self.duration = duration
  }
}

/// A score; each number is finite.
package struct XAPIScore: Hashable, Sendable {
  /// From −1 to 1.
  package let scaled: Double?
  /// Between `min` and `max` where they are given.
  package let raw: Double?
  package let min: Double?
  package let max: Double?

  package init(scaled: Double? = nil, raw: Double? = nil, min: Double? = nil, max: Double? = nil) {
    self.scaled = scaled
    self.raw = raw
    self.min = min
    self.max = max
  }
}
