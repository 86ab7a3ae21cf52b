import Foundation
import Hummingbird
import Operations
import Slipway

/// What was tested, by whom or what, and what stands on it.
extension RestAPI {
  func addEvidence() {
    on(.get, "evidence") { asking in
      guard let subject = asking.query("subject") else {
        throw Problem(.malformedRequest, "Evidence on what?", remedy: "Add ?subject= such as test:vat.")
      }
      return ShowEvidence(subject: subject)
    }
    on(.get, "evidence/{piece}") { ShowEvidenceItem(sequence: try $0.number("piece")) }
    on(.get, "trace") { _ in ShowTrace() }
    on(.post, "test-reports") { asking in
      ImportTestReport(file: try await asking.xml(), title: asking.query("name") ?? "report.xml")
    }
    on(.get, "scripts/{test}") { ShowScript(test: try $0.part("test")) }
    on(.post, "scripts/{test}/performances") { asking in
      let body = try await asking.json(PerformanceBody.self, upTo: Asking.Limit.files)
      return PerformScript(
        test: try asking.part("test"), lines: body.lines, files: (body.files ?? []).map(\.file))
    }
    on(.post, "scripts/{test}/confirmations") { asking in
      let body = try await asking.json(ConfirmationBody.self)
      return ConfirmScript(test: try asking.part("test"), agrees: body.agrees, note: body.note)
    }
  }
}

struct PerformanceBody: Codable {
  var lines: [ScriptPerformance.Line]
  var files: [FileBody]?
}

struct ConfirmationBody: Codable {
  var agrees: Bool
  var note: String?
}

/// A file within a body: its bytes in base 64.
struct FileBody: Codable {
  var name: String
  var content: Data

  var file: NamedFile { NamedFile(name: name, bytes: Array(content)) }
}
