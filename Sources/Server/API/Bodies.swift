import Operations
import Slipway

/// Bodies of requests, as `/openapi.json` describes them: times, dates and spans are text.
struct DocumentBody: Codable {
  var document: String
}

struct ApplyBody: Codable {
  var document: String
  var reason: String
  var base: Int?
  var receipt: String
}

struct BaselineBody: Codable {
  var name: String
}

struct SubjectBody: Codable {
  var subject: String
}

struct ReasonBody: Codable {
  var reason: String
}

struct AttestationBody: Codable {
  var subject: String
  var verdict: Evidence.Verdict
  var detail: String?
  var validFor: String?
  var files: [FileBody]?
}

struct ClaimBody: Codable {
  var audience: String
  var colour: Claim.Colour
}

struct PromiseBody: Codable {
  var item: String
  var promised: String
  var received: String?
}

struct ApprovalBody: Codable {
  var subject: String
  var reopening: Bool?
  var evidence: [Int]?
  var reason: String?
}

struct VoteBody: Codable {
  var audience: String
  var answer: BoardAnswer
  var reason: String?
  var conditions: [Condition]?

  struct Condition: Codable {
    var item: String
    var owner: String
    var due: String

    func condition() throws(Problem) -> BoardDecision.Condition {
      BoardDecision.Condition(item: Key(item), owner: owner, due: try Words.moment(due))
    }
  }
}

struct OverrideBody: Codable {
  var audience: String
  var reason: String
  var lasting: String
}

struct ExceptionBody: Codable {
  var person: String
  var owner: String
  var reason: String
  var lasting: String
}

struct EventsBody: Codable {
  var events: [ReportUsage.Event]?
  var through: [ReportUsage.Through]?

  func report() -> ReportUsage { ReportUsage(events: events ?? [], through: through) }
}

struct AttemptBody: Codable {
  var person: Int
  var answers: [[Int]]
  var paper: String?
}

struct PersonBody: Codable {
  var person: String
}

struct SeatBody: Codable {
  var person: Int
}

struct AttendanceBody: Codable {
  var attended: [Int]
  var absent: [Int]?
}

struct PasswordBody: Codable {
  var password: String
}

struct AccountBody: Codable {
  var account: String
  var role: AccountRole
  var audiences: [String]?
  var person: String?
  var systems: [String]?
  var name: String?
  var kind: Kind?
  var lasting: String?

  /// What the account comes in with: a link that works once, or a token for a program.
  enum Kind: String, Codable { case link, token }

  func grant() throws(Problem) -> GrantAccount {
    let isToken = (kind ?? .link) == .token
    return GrantAccount(
      account: account, role: role, audiences: audiences ?? [], person: person, systems: systems ?? [],
      displayName: name, kind: isToken ? .token : .link,
      lasting: try lasting.map(Words.span) ?? (isToken ? .days(90) : .days(14)))
  }
}

/// Text of a body as the values it stands for.
extension Words {
  static func span(_ text: String) throws(Problem) -> Span {
    guard let span = Span(text: text) else { throw unreadable(text, "a span such as 90m, 36h, 3d or 2w") }
    return span
  }

  static func moment(_ text: String) throws(Problem) -> Timestamp {
    guard let moment = Timestamp(text: text) else { throw unreadable(text, "a time such as 2026-03-02T09:00:00Z") }
    return moment
  }

  private static func unreadable(_ text: String, _ wanted: String) -> Problem {
    Problem(.malformedRequest, "“\(text.prefix(60))” cannot be read.", remedy: "Write \(wanted).")
  }
}
