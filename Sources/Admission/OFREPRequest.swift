extension OFREP {
  /// The part of a request body that decides the answer.
  public struct Request: Hashable, Sendable {
    /// The name by which the system knows the person; `nil` where the client sent none.
    public let targetingKey: String?

    /// A request about a name, or about nobody.
    public init(targetingKey: String?) {
      self.targetingKey = targetingKey
    }

    /// Reads a request body: `{"context":{"targetingKey":"…"}}`, where the context and the key may be missing or
    /// `null`, and everything else in it is passed over.
    ///
    /// - Throws: what must be said in a 400. No input traps.
    /// - Complexity: O(bytes).
    public init(parsing body: [UInt8]) throws(RequestProblem) {
      guard body.count <= OFREP.maximumBodyBytes else { throw .parseError("The body is too large.") }
      var targetingKey: String?
      var problem: RequestProblem?
      do throws(MalformedJSON) {
        var reader = JSONReader(body)
        try reader.object { key, reader throws(MalformedJSON) in
          guard key == "context" else { return try reader.skip() }
          // Of a key given twice the last counts, as in most readers of JSON.
          (targetingKey, problem) = (nil, nil)
          switch reader.peek() {
          case 0x7B:
            try reader.object { key, reader throws(MalformedJSON) in
              guard key == "targetingKey" else { return try reader.skip() }
              (targetingKey, problem) = (nil, nil)
              switch reader.peek() {
              case 0x22: targetingKey = try reader.string()
              case 0x6E: try reader.literal("null")
              default:
                try reader.skip()
                problem = .invalidContext("The targetingKey must be a string.")
              }
            }
          case 0x6E: try reader.literal("null")
          default:
            try reader.skip()
            problem = .invalidContext("The context must be an object.")
          }
        }
        try reader.finish()
      } catch {
        throw .parseError("The body is not valid JSON: \(error.message), after \(error.offset) bytes.")
      }
      if let problem { throw problem }
      self.targetingKey = targetingKey
    }
  }

  /// Why a request cannot be answered.
  public enum RequestProblem: Error, Hashable, Sendable {
    /// The body is not JSON, not an object, or too large.
    case parseError(String)
    /// The context is JSON of the wrong kind.
    case invalidContext(String)

    /// The protocol's word for it.
    public var code: String {
      switch self {
      case .parseError: "PARSE_ERROR"
      case .invalidContext: "INVALID_CONTEXT"
      }
    }

    /// One sentence for the client's developer.
    public var details: String {
      switch self {
      case .parseError(let details), .invalidContext(let details): details
      }
    }
  }
}
