/// A look at a piece of infrastructure: what to ask and what must be answered.
package enum Probe: Sendable, Equatable {
  case http(HTTPStep)
  case tcp(host: String, port: Int)
  case file(path: String, contains: String?)
}

/// One request with its assertions.
package struct HTTPStep: Sendable, Equatable {
  package var method: Method
  package var url: String
  package var headers: [Header]
  package var body: String?
  package var expectations: [Expectation]

  package init(
    method: Method = .get, url: String, headers: [Header] = [], body: String? = nil, expectations: [Expectation]
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.expectations = expectations
  }

  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package enum Expectation: Sendable, Equatable {
    case status(Int)
    case bodyContains(String)
    /// A dotted path into a JSON answer (`lines.0.amount`) and the value there as JSON text.
    case json(path: String, equals: String)
    case within(milliseconds: Int)
  }
}

/// Something that can be run, and whose outcome is evidence.
package enum Work: Sendable, Equatable {
  case probe(Key<Component>, Probe)
  case test(Key<TestCase>, [HTTPStep])
}

/// What a run found, in words short enough to stand in the journal; no personal data.
package struct Finding: Sendable, Equatable, Codable {
  package var passed: Bool
  package var detail: String

  package init(passed: Bool, detail: String) {
    self.passed = passed
    self.detail = detail
  }
}
