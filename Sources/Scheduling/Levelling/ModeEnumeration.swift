/// The ways to meet all choices of one activity at once, nobody chosen twice for parts that overlap.
struct ModeEnumeration {
  private var choices: [LevelNeed]

  /// - Parameter assigned: only these are chosen from, for each need that they suffice for.
  init(_ choices: [LevelNeed], preferring assigned: [Int]?) {
    self.choices = choices
    guard let assigned else { return }
    var restricted = self
    for index in choices.indices {
      let known = choices[index].candidates.filter { assigned.contains($0) }
      if known.count >= choices[index].count { restricted.choices[index].candidates = known }
    }
    if restricted.shortage() == nil { self = restricted }
  }

  /// All of them in a fixed order; nil when there are more than `limit`.
  func all(upTo limit: Int) -> [[[Int]]]? {
    let teams = some(upTo: limit + 1)
    return teams.count > limit ? nil : teams
  }

  /// The first of them in a fixed order.
  func some(upTo limit: Int) -> [[[Int]]] {
    guard shortage() == nil else { return [] }
    var teams: [[[Int]]] = []
    var steps = 0
    var chosen: [[Int]] = choices.map { _ in [] }
    func extend(_ need: Int, from first: Int) {
      steps += 1
      guard teams.count < limit, steps < 10_000 else { return }
      guard need < choices.count else {
        teams.append(chosen)
        return
      }
      guard chosen[need].count < choices[need].count else { return extend(need + 1, from: 0) }
      let candidates = choices[need].candidates
      for index in first..<max(first, candidates.count) {
        guard !isTaken(candidates[index], for: need, in: chosen, upTo: need) else { continue }
        chosen[need].append(candidates[index])
        extend(need, from: index + 1)
        chosen[need].removeLast()
      }
    }
    // As deep as the people chosen: a need for very many of them would be deeper than the stack.
    guard choices.reduce(0, { $0.saturatingAdd($1.count) }) <= 1_000 else {
      return team(by: { $0 < $1 }).map { [$0] } ?? []
    }
    extend(0, from: 0)
    // Where the search was cut short, there is still the team that the matching finds.
    if teams.isEmpty, let team = team(by: { $0 < $1 }) { teams.append(team) }
    return teams
  }

  /// A team of those who come first, nobody twice; the tightest need chooses first. Nil when there is none.
  func team(by precedes: (Int, Int) -> Bool) -> [[Int]]? {
    matching(by: precedes).teams
  }

  /// A need that cannot be met beside the others, and how many it finds.
  func shortage() -> (need: Int, found: Int)? {
    matching(by: { $0 < $1 }).short
  }

  private func isTaken(_ resource: Int, for need: Int, in chosen: [[Int]], upTo last: Int) -> Bool {
    chosen[..<last].indices.contains { other in
      choices[other].part.overlaps(choices[need].part) && chosen[other].contains(resource)
    }
  }

  /// Augmenting paths from seat to seat, breadth first.
  private func matching(by precedes: (Int, Int) -> Bool) -> (teams: [[Int]]?, short: (need: Int, found: Int)?) {
    let order = choices.indices.sorted {
      (choices[$0].candidates.count - choices[$0].count, $0) < (choices[$1].candidates.count - choices[$1].count, $1)
    }
    var chosen: [[Int]] = choices.map { _ in [] }
    func holders(_ resource: Int, _ need: Int) -> [Int] {
      choices.indices.filter {
        $0 != need && choices[$0].part.overlaps(choices[need].part) && chosen[$0].contains(resource)
      }
    }
    for need in order {
      while chosen[need].count < choices[need].count {
        // A need looks for one more; where the one wanted is taken, the need that has them looks for another.
        var cameFrom: [Int: (need: Int, wanting: Int)] = [:]
        var queue = [need]
        var next = 0
        var found: (need: Int, resource: Int)?
        search: while next < queue.count {
          let seeker = queue[next]
          next += 1
          for resource in choices[seeker].candidates.sorted(by: precedes) where !chosen[seeker].contains(resource) {
            let others = holders(resource, seeker)
            if others.isEmpty {
              found = (seeker, resource)
              break search
            }
            if others.count == 1, others[0] != need, cameFrom[others[0]] == nil {
              cameFrom[others[0]] = (seeker, resource)
              queue.append(others[0])
            }
          }
        }
        guard var step = found else { return (nil, (need, chosen[need].count)) }
        while true {
          chosen[step.need].append(step.resource)
          guard let back = cameFrom[step.need] else { break }
          chosen[step.need].removeAll { $0 == back.wanting }
          step = (back.need, back.wanting)
        }
      }
    }
    return (chosen.map { $0.sorted() }, nil)
  }
}
