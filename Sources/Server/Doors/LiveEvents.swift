import Hummingbird
import Operations
import Slipway

/// `/events`: that something changed in the visitor's programme, for pages that keep themselves fresh.
struct LiveEvents: Sendable {
  let services: Services

  func add(to router: Router<AppContext>) {
    router.get("events") { request, context in
      let actor = try context.actor()
      let programme = try Asking(request, context, services).envelope().programme
      let news = services.writer.bulletin.listen()
      let writer = services.writer
      let now = try await writer.perform(Follow(), as: actor, Envelope(programme: programme))
      return EventStream.response(news, opening: Self.change(now.sequence, now.at)) { news, sent in
        guard news.programme.text == now.programme else { return nil }
        // Asked again each time: a role that was taken away hears nothing more.
        let current = try await writer.perform(Follow(), as: actor, Envelope(programme: programme))
        let event = Self.change(current.sequence, current.at)
        return sent == event ? nil : event
      }
    }
  }

  private static func change(_ sequence: Int, _ at: String) -> EventStream.Event {
    EventStream.Event("change", "{\"sequence\":\(sequence),\"at\":\"\(at)\"}")
  }
}
