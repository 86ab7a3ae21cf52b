import Hummingbird
import Operations
import Slipway

/// The document and its revisions, and what follows from them.
extension RestAPI {
  func addDocuments() {
    on(.post, "check") {
      CheckDocument(document: try await $0.json(DocumentBody.self, upTo: Asking.Limit.document).document)
    }
    on(.post, "receipt") {
      ShowReceipt(document: try await $0.json(DocumentBody.self, upTo: Asking.Limit.document).document)
    }
    on(.put, "document") { asking in
      let body = try await asking.json(ApplyBody.self, upTo: Asking.Limit.document)
      return ApplyDocument(document: body.document, reason: body.reason, base: body.base, receipt: body.receipt)
    }
    on(.get, "revisions") { _ in ShowRevisions() }
    on(.get, "revisions/{number}") { ShowRevisions(number: try $0.number("number")) }
  }

  func addReading() {
    on(.get, "status") { _ in ShowStatus() }
    on(.get, "gates/{audience}") { ShowGate(audience: try $0.part("audience")) }
    on(.get, "plan") { _ in ShowPlan() }
    on(.get, "everyone") { ShowEveryone(listing: try $0.flag("list"), audience: $0.query("audience")) }
  }
}
