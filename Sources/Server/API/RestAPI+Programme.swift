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
    on(.get, "plan") { ShowPlan(schedules: try $0.integer("schedules")) }
    on(.get, "guardrails") { _ in ShowGuardrails() }
    on(.get, "waves/{wave}/guardrails") { ShowGuardrails(wave: try $0.part("wave")) }
    on(.get, "adoption") { ShowAdoption(audience: $0.query("audience")) }
    on(.get, "effects/{metric}") { ShowEffect(metric: try $0.part("metric")) }
    on(.get, "everyone") { ShowEveryone(listing: try $0.flag("list"), audience: $0.query("audience")) }
  }

  func addPlanning() {
    on(.post, "baselines") { SetBaseline(title: try await $0.json(BaselineBody.self).name) }
    on(.get, "marginal-values") { _ in ShowMarginalValues() }
    on(.get, "wave-plan") { asking in
      PlanWaves(
        draft: try asking.flag("draft"), frontier: try asking.flag("frontier"), marginal: try asking.flag("marginal"),
        schedules: try asking.integer("schedules"), seed: try asking.integer("seed"),
        finishBy: asking.query("finish-by"))
    }
    on(.get, "simulation") { asking in
      Simulate(
        samples: try asking.integer("samples"), seed: try asking.integer("seed"),
        mitigationBudget: try asking.integer("mitigation-budget"))
    }
  }
}
