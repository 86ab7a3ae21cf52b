import Operations
import Slipway

/// What the layout shows around a page: where one is, who one is, which programme, which time.
struct Sheet {
  let title: String
  /// The page's own values.
  let body: Any
  /// Whether the page may be fetched again when something changed.
  let isLive: Bool
  let isDemo: Bool
  let style: String
  let script: String
  let icon: String
  let frame: Frame?
  let flash: String?

  /// What only somebody signed in sees.
  struct Frame {
    let programme: String
    let account: String
    let role: String
    let links: [Link]
    let clock: Stamp?
    let sequence: Int
    let revision: Int
  }

  struct Link {
    let address: String
    let label: String
    let isCurrent: Bool
  }
}

/// The places in the navigation.
enum Tab: String, CaseIterable, Sendable {
  case department, mine, today, plan, runs, readiness, waves, everyone, journal

  static func links(for card: VisitorCard, current: Tab?) -> [Sheet.Link] {
    allCases.compactMap { tab in
      tab.address(card).map { Sheet.Link(address: $0, label: tab.label, isCurrent: tab == current) }
    }
  }

  /// Where the tab leads for this visitor; nil where it answers no question of theirs.
  private func address(_ card: VisitorCard) -> String? {
    switch self {
    case .department:
      card.role == .departmentHead ? card.audiences.first.map { "/audiences/\($0)" } : nil
    case .mine: card.person.map { "/people/\($0)" }
    case .today: card.seesProgramme && card.role != .departmentHead ? "/today" : nil
    case .plan, .runs, .readiness, .waves, .everyone: card.seesProgramme ? "/\(rawValue)" : nil
    case .journal: card.seesJournal ? "/journal" : nil
    }
  }

  private var label: String {
    switch self {
    case .department: "My department"
    case .mine: "My page"
    case .today: "Today"
    case .plan: "Plan"
    case .runs: "Runs"
    case .readiness: "Readiness"
    case .waves: "Waves"
    case .everyone: "Everyone"
    case .journal: "Journal"
    }
  }
}
