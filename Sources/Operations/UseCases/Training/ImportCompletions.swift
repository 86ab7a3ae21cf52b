package import Foundation
package import Slipway

/// A list of lessons completed elsewhere: `person,lesson,state,at,source`.
package struct ImportCompletions: UseCase {
  package static let name = "import-completions"
  package var file: Data

  package init(file: [UInt8]) { self.file = Data(file) }

  package var action: Action { .importLists }

  package struct Reply: Codable, Sendable {
    package var taken: Int
    /// Rows that say what was known already.
    package var unchanged: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let programme = try turn.status().programme
    let list: CompletionList
    do {
      list = try CompletionList.read(
        Array(file), people: turn.people { [$0.personnel] + $0.aliases.values },
        lessons: Set(programme.implementation.lessons.map(\.id)), now: turn.now)
    } catch {
      throw Lists.invalid([error])
    }
    guard list.problems.isEmpty else { throw Lists.invalid(list.problems) }
    var known: Set<String> = []
    let news = list.completions.filter { completion in
      guard let statement = completion.statement else { return true }
      return !turn.state.training.hasTaken(statement: statement) && known.insert(statement).inserted
    }
    return Outcome(news.map { .completionReported($0) }) { _ in
      Reply(taken: news.count, unchanged: list.completions.count - news.count)
    }
  }
}
