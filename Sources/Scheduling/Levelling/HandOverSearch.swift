/// Finds from whom each activity gets the units that it needs: a flow of each resource through the activities.
///
/// - Source: C. Artigues, P. Michelon, S. Reusser, "Insertion techniques for static and dynamic resource-constrained
///   project scheduling", European Journal of Operational Research 149 (2003) 249–267,
///   doi:10.1016/S0377-2217(02)00758-0.
struct HandOverSearch {
  /// An activity, or one portion of it, has units for a while.
  struct Holding: Sendable {
    var activity: Int
    var amount: Int
    var from: Int
    var to: Int
  }

  struct Link: Hashable {
    var resource: Int
    var from: Int
    var to: Int
  }

  private struct Token {
    var holder: Int?
    var units: Int
    var freeFrom: Int
  }

  private let model: LevelModel
  private let schedule: LevelSchedule
  /// By resource, ascending by their begin.
  let holdings: [[Holding]]

  init(_ model: LevelModel, _ schedule: LevelSchedule, _ book: ModeBook) {
    self.model = model
    self.schedule = schedule
    var holdings = [[Holding]](repeating: [], count: model.crew.resources.count)
    for (index, mode) in schedule.modes.enumerated() {
      guard let mode else { continue }
      var instant = schedule.dates[index].start
      for segment in book.modes[mode].segments {
        let portion = book.segments[segment]
        let table = book.shifts.tables[portion.table]
        guard let begin = table.nextWorking(instant), let end = table.end(of: portion.seconds, from: begin) else {
          break
        }
        for use in book.uses[portion.uses] {
          if let last = holdings[use.resource].last, last.activity == index, last.amount == use.amount,
            last.to == instant
          {
            holdings[use.resource][holdings[use.resource].count - 1].to = end
          } else {
            holdings[use.resource].append(Holding(activity: index, amount: use.amount, from: begin, to: end))
          }
        }
        instant = end
      }
    }
    self.holdings = holdings.map { $0.sorted { ($0.from, $0.to, $0.activity) < ($1.from, $1.to, $1.activity) } }
  }

  /// Links from activities that end by the time at which the others begin, so that nobody is linked to themselves and
  /// no cycle arises.
  func links() -> [Link] {
    var found = Set<Link>()
    for (resource, holdings) in holdings.enumerated() {
      var steps = model.crew.resources[resource].steps.sorted { $0.from < $1.from }[...]
      var capacity = model.crew.resources[resource].capacity
      var tokens = [Token(holder: nil, units: capacity, freeFrom: .min)]
      for holding in holdings {
        while let step = steps.first, step.from <= holding.from {
          steps.removeFirst()
          change(&tokens, by: step.capacity - capacity, at: step.from)
          capacity = step.capacity
        }
        take(holding, resource, &tokens, &found)
      }
    }
    return acyclic(found.sorted { ($0.to, $0.from, $0.resource) < ($1.to, $1.from, $1.resource) })
  }

  /// Leads can make an activity wait for one that begins later; a link the other way round would close a circle.
  private func acyclic(_ links: [Link]) -> [Link] {
    let dates = schedule.dates
    let goesBack = model.network.dependencies.contains { dates[$0.successor].start < dates[$0.predecessor].start }
    guard goesBack else { return links }
    var added = [[Int]](repeating: [], count: dates.count)
    return links.filter { link in
      var reached = [Bool](repeating: false, count: dates.count)
      var stack = [link.to]
      while let index = stack.popLast() {
        guard index != link.from else { return false }
        guard !reached[index] else { continue }
        reached[index] = true
        stack += model.outOf.range(index).map { model.outOf[$0].other } + added[index]
      }
      added[link.from].append(link.to)
      return true
    }
  }

  private func change(_ tokens: inout [Token], by units: Int, at instant: Int) {
    if units > 0 { return tokens.append(Token(holder: nil, units: units, freeFrom: instant)) }
    var missing = -units
    while missing > 0, let last = tokens.indices.min(by: { tokens[$0].freeFrom < tokens[$1].freeFrom }) {
      let gone = min(missing, tokens[last].units)
      tokens[last].units -= gone
      missing -= gone
      if tokens[last].units == 0 { tokens.remove(at: last) }
    }
  }

  private func take(
    _ holding: Holding, _ resource: Int, _ tokens: inout [Token], _ found: inout Set<Link>
  ) {
    let activity = holding.activity
    let predecessors = Set(model.into.range(activity).map { model.into[$0].other })
    var missing = holding.amount
    while missing > 0 {
      // From those it waits for anyway; else from those who have been free for longest, which leaves most float.
      let free = tokens.indices.filter { tokens[$0].freeFrom <= holding.from }
      let best = free.min { one, other in
        func cost(_ index: Int) -> (Int, Int, Int) {
          let token = tokens[index]
          let isWaitedFor = token.holder.map { predecessors.contains($0) || $0 == activity } ?? false
          return (isWaitedFor ? 0 : 1, token.freeFrom, token.holder ?? -1)
        }
        return cost(one) < cost(other)
      }
      guard let best else { break }
      let units = min(missing, tokens[best].units)
      if let holder = tokens[best].holder { link(holder, activity, resource, &found) }
      missing -= units
      tokens[best].units -= units
      if tokens[best].units == 0 { tokens.remove(at: best) }
    }
    let given = holding.amount - missing
    if given > 0 { tokens.append(Token(holder: activity, units: given, freeFrom: holding.to)) }
  }

  private func link(_ from: Int, _ to: Int, _ resource: Int, _ found: inout Set<Link>) {
    // Where one goes on during a pause of the other, or takes over before its end, no dependency says so.
    guard from != to, schedule.dates[from].finish <= schedule.dates[to].start else { return }
    // Something without duration may begin and end at the same instant as another.
    guard schedule.dates[from].start < schedule.dates[from].finish else { return }
    let isKnown = model.into.range(to).contains { position in
      let link = model.into[position]
      return link.other == from && link.kind == .finishToStart && link.lag.minutes >= 0
    }
    if !isKnown { found.insert(Link(resource: resource, from: from, to: to)) }
  }

  /// Who holds the resource until that instant: the one whose work ends last before it, of those that end or pause then.
  func holder(of resource: Int, until instant: Int, except activity: Int, _ book: ModeBook) -> Int? {
    guard holdings.indices.contains(resource) else { return nil }
    if model.crew.resources[resource].steps.contains(where: { $0.from == instant }),
      !holdings[resource].contains(where: { $0.to == instant && $0.activity != activity })
    {
      return nil
    }
    let others = holdings[resource].filter { $0.activity != activity && $0.from < instant }
    return others.max { ($0.to > instant ? instant : $0.to, $1.from) < ($1.to > instant ? instant : $1.to, $0.from) }?
      .activity
  }
}
