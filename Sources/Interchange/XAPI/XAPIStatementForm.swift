/// A statement as JSON has it, with the rules that its members must keep.
struct XAPIStatementForm: Decodable {
  let statement: XAPIStatement

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow([
      "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version",
      "attachments",
    ])
    if let version = try members.text("version") {
      try members.require(version.hasPrefix("1.0") || version.hasPrefix("2.0"), "version") {
        XAPIRule("Statements of this version are not read.", "Send statements of version 1.0.3.")
      }
    }
    let id = try members.uuid("id")
    let actor = try members.required("actor", as: XAPIActorForm.self).actor
    let verb = try members.required("verb", as: XAPIVerbForm.self)
    let object = try members.required("object", as: XAPIObjectForm.self).object
    let result = try members.value("result", as: XAPIResultForm.self)?.result
    let timestamp = try members.value("timestamp", as: XAPITimestamp.self)?.milliseconds
    if verb.iri == "http://adlnet.gov/expapi/verbs/voided" {
      guard case .statement = object else {
        throw members.broken(
          "object", XAPIRule("Only another statement can be voided.", "Send a reference to the statement."))
      }
    }
    statement = XAPIStatement(
      id: id, actor: actor, verb: XAPIVerb(iri: verb.iri), object: object, result: result, timestamp: timestamp)
  }
}

/// A verb; its display is for people and passed over.
struct XAPIVerbForm: Decodable {
  let iri: String

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow(["id", "display"])
    iri = try members.requiredAddress("id")
  }
}

/// What a statement is about, by its `objectType`; without one it is an activity.
struct XAPIObjectForm: Decodable {
  let object: XAPIObject

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    switch try members.text("objectType") {
    case nil, "Activity":
      try members.allow(["objectType", "id", "definition"])
      object = .activity(try members.requiredAddress("id"))
    case "Agent", "Group": object = .actor(try XAPIActorForm(from: decoder).actor)
    case "StatementRef":
      try members.allow(["objectType", "id"])
      guard let id = try members.uuid("id") else { throw members.missing("id") }
      object = .statement(id)
    case "SubStatement": object = .subStatement
    default:
      throw members.broken(
        "objectType",
        XAPIRule(
          "It is none of the kinds of object there are.",
          "Write Activity, Agent, Group, StatementRef or SubStatement, in this case."))
    }
  }
}

/// A result.
struct XAPIResultForm: Decodable {
  let result: XAPIResult

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow(["score", "success", "completion", "response", "duration", "extensions"])
    _ = try members.value("response", as: String.self)
    result = XAPIResult(
      success: try members.value("success", as: Bool.self), completion: try members.value("completion", as: Bool.self),
      score: try members.value("score", as: XAPIScoreForm.self)?.score,
      duration: try members.value("duration", as: XAPIDuration.self)?.seconds)
  }
}

/// A score.
struct XAPIScoreForm: Decodable {
  let score: XAPIScore

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow(["scaled", "raw", "min", "max"])
    let scaled = try members.number("scaled")
    let raw = try members.number("raw")
    let least = try members.number("min")
    let most = try members.number("max")
    try members.require(scaled.map { (-1...1).contains($0) } ?? true, "scaled") {
      XAPIRule("It does not lie between -1 and 1.", "Send the score as a share of the best one.")
    }
    if let least, let most {
      try members.require(least < most, "max") { XAPIRule("It is not greater than “min”.", "Send both as they are.") }
    }
    if let raw {
      try members.require(raw >= least ?? raw && raw <= most ?? raw, "raw") {
        XAPIRule("It does not lie between “min” and “max”.", "Send all three as they are.")
      }
    }
    score = XAPIScore(scaled: scaled, raw: raw, min: least, max: most)
  }
}
