import Operations
import Slipway

/// What went wrong, what it was about, and what to do next.
struct ProblemPage: Sendable {
  let heading: String
  let detail: String
  let remedy: String
  let findings: [Line]
  let signedIn: Bool
  let mustSignIn: Bool
  let code: String

  struct Line: Sendable {
    let place: String?
    let message: String
    let suggestion: String?
  }

  init(_ problem: Problem, signedIn: Bool = true) {
    heading = ProblemPage.title(problem)
    detail = problem.detail
    remedy = problem.remedy
    findings = problem.findings.map { finding in
      let line = finding.line.map { line in "line \(line)" + (finding.column.map { ", column \($0)" } ?? "") }
      return Line(place: line ?? finding.path, message: finding.message, suggestion: finding.suggestion)
    }
    self.signedIn = signedIn
    mustSignIn = problem.code == .notSignedIn
    code = problem.code.rawValue
  }

  static func title(_ problem: Problem) -> String {
    switch problem.code.kind {
    case .notFound: "There is nothing here"
    case .notSignedIn: "Sign in first"
    case .notAllowed: "This is not yours to do"
    case .conflict: "Somebody was quicker"
    case .refused: "This cannot be done now"
    case .usage, .badData: "This could not be read"
    case .unavailable: "Slipway cannot answer now"
    }
  }
}

/// Roles in words.
enum RoleWords {
  static func of(_ role: AccountRole) -> String {
    switch role {
    case .programmeManager: "programme manager"
    case .rolloutManager: "rollout manager"
    case .departmentHead: "department head"
    case .participant: "participant"
    case .executive: "executive"
    case .integration: "integration"
    }
  }
}
