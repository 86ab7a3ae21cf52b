/// The OpenFeature Remote Evaluation Protocol 0.3: bytes in, bytes out.
///
/// A system `ehr` has two flags: `ehr`, true when access is full (variants `on` and `off`), and `ehr.access`, the
/// access as a word (variants `full`, `read` and `none`). Their metadata are flat: `sentence`, `wave` where one is
/// concerned, and `revision`.
///
/// - Source: OpenFeature Remote Evaluation Protocol, OpenAPI document, version 0.3.0.
public enum OFREP {
  /// The largest request body that is read.
  public static let maximumBodyBytes = 65_536

  /// The ending of the flag that tells the access as a word.
  public static let accessSuffix = ".access"

  /// What the door sends back.
  public struct Reply: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// The body, JSON in UTF-8.
    public let body: [UInt8]
  }

  /// Where a client listens for changes.
  public struct EventStream: Hashable, Sendable {
    /// The stream's address.
    public let url: String
    /// After how many seconds of silence the client may stop listening.
    public let inactivityDelaySeconds: Int

    /// Makes an address with the protocol's usual delay of two minutes.
    public init(url: String, inactivityDelaySeconds: Int = 120) {
      self.url = url
      self.inactivityDelaySeconds = inactivityDelaySeconds
    }
  }

  /// Answers for one flag.
  ///
  /// - Parameters:
  ///   - key: the flag's key, from the path.
  ///   - request: from `Request.init(parsing:)`.
  ///   - scope: the systems that the caller sees; a flag outside is not found.
  /// - Returns: 200, or 404 where there is no such flag.
  /// - Complexity: O(1), apart from the lengths of the texts.
  public static func evaluate(
    _ key: String, for request: Request, in table: AccessTable, scope: SystemScope = .all
  ) -> Reply {
    guard let flag = Flag(key, in: table, scope: scope),
      let answer = table.answer(systemAt: flag.system, alias: request.targetingKey)
    else { return notFound(key) }
    var writer = JSONWriter()
    write(answer, of: flag.form, key: key, to: &writer)
    return Reply(status: 200, body: writer.bytes)
  }

  /// Answers for every flag that the caller sees, in the order of the table's systems.
  ///
  /// - Complexity: O(systems).
  public static func evaluateAll(
    for request: Request, in table: AccessTable, scope: SystemScope = .all, eventStream: EventStream? = nil
  ) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("flags")
    writer.beginArray()
    for (index, system) in table.systems.enumerated() where scope.holds(system.key) {
      guard let answer = table.answer(systemAt: index, alias: request.targetingKey) else { continue }
      write(answer, of: .boolean, key: system.key, to: &writer)
      write(answer, of: .word, key: system.key + accessSuffix, to: &writer)
    }
    writer.endArray()
    writer.key("metadata")
    writer.beginObject()
    writer.key("revision")
    writer.value(table.revision)
    writer.endObject()
    if let eventStream {
      writer.key("eventStreams")
      writer.beginArray()
      writer.beginObject()
      writer.key("type")
      writer.value("sse")
      writer.key("url")
      writer.value(eventStream.url)
      writer.key("inactivityDelaySec")
      writer.value(eventStream.inactivityDelaySeconds)
      writer.endObject()
      writer.endArray()
    }
    writer.endObject()
    return Reply(status: 200, body: writer.bytes)
  }

  /// The answer to a request that could not be read.
  ///
  /// - Parameter key: the flag's key, or `nil` where all were asked for.
  public static func refusal(_ problem: RequestProblem, key: String? = nil) -> Reply {
    failure(status: 400, key: key, code: problem.code, details: problem.details)
  }

  private static func notFound(_ key: String) -> Reply {
    failure(status: 404, key: key, code: "FLAG_NOT_FOUND", details: "There is no flag with this key.")
  }

  private static func failure(status: Int, key: String?, code: String, details: String) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    if let key {
      writer.key("key")
      writer.value(key)
    }
    writer.key("errorCode")
    writer.value(code)
    writer.key("errorDetails")
    writer.value(details)
    writer.endObject()
    return Reply(status: status, body: writer.bytes)
  }

  private static func write(_ answer: Answer, of form: Flag.Form, key: String, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("key")
    writer.value(key)
    writer.key("reason")
    writer.value(answer.reason.kind.rawValue)
    writer.key("value")
    switch form {
    case .boolean:
      writer.value(answer.access == .full)
      writer.key("variant")
      writer.value(answer.access == .full ? "on" : "off")
    case .word:
      writer.value(answer.access.name)
      writer.key("variant")
      writer.value(answer.access.name)
    }
    writer.key("metadata")
    writer.beginObject()
    writer.key("sentence")
    writer.value(answer.reason.sentence)
    if let wave = answer.reason.wave {
      writer.key("wave")
      writer.value(wave)
    }
    writer.key("revision")
    writer.value(answer.revision)
    writer.endObject()
    writer.endObject()
  }
}

extension OFREP {
  /// A flag's key, resolved.
  private struct Flag {
    /// Which of a system's two flags.
    enum Form {
      case boolean
      case word
    }

    let system: Int
    let form: Form

    /// A system whose own key ends in `.access` is found first.
    init?(_ key: String, in table: AccessTable, scope: SystemScope) {
      if let index = table.systemIndex(key), scope.holds(key) {
        (system, form) = (index, .boolean)
        return
      }
      guard key.hasSuffix(OFREP.accessSuffix) else { return nil }
      let name = String(key.dropLast(OFREP.accessSuffix.count))
      guard let index = table.systemIndex(name), scope.holds(name) else { return nil }
      (system, form) = (index, .word)
    }
  }
}
